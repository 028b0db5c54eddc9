"""Taking an export of a CRM in from the list of accounts: asked, tried, said, then done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from playbook.text import count_of
from tui.screens.base import PlaybookScreen

if TYPE_CHECKING:
    from playbook.accounts.importing.run import Report
    from playbook.progress import Progress
    from playbook.taking_in import Understood


class AccountImport(PlaybookScreen[None]):
    """The import of the screen of accounts: nothing changes before it is said what would."""

    def do_import(self) -> None:
        """Ask for the file, and try it."""
        from tui.screens.ask import AskScreen

        def named(text: str | None) -> None:
            if text:
                self._try(Path(text.strip("'\"")).expanduser())

        body = (
            "A CSV of accounts, opportunities or contacts. You read what would change before anything does."
        )
        self.app.push_screen(AskScreen("Import which file of your CRM?", body=body, does="read it"), named)

    def _try(self, path: Path) -> None:
        from playbook.taking_in import take_in, understand

        workspace = self.workspace

        def work(progress: Progress) -> tuple[Understood, Report]:
            found = understand(workspace, path)
            return found, take_in(workspace, found, dry_run=True, keep_failures=False, progress=progress)

        self.long(f"Reading {path.name}", work, self._tried, group="import")

    def _tried(self, made: tuple[Understood, Report]) -> None:
        from playbook.taking_in import came_of
        from tui.screens.asked_first import asked_first

        found, report = made
        if report.stopped:
            self.say("Stopped. Nothing was changed.")
            return
        worst = sorted(report.reasons.items(), key=lambda pair: -pair[1])[:3]
        why = "; ".join(f"{times:,} × {reason}" for reason, times in worst)
        told = [
            *found.told(),
            *came_of(report, dry_run=True),
            *([f"Why rows fail or are passed over: {why}"] if why else []),
        ]
        asked_first(self, found.table.path.name, told, "Take them in", lambda: self._take_in(found))

    def _take_in(self, found: Understood) -> None:
        from playbook.taking_in import take_in

        workspace = self.workspace
        what = f"Importing {found.table.path.name}"
        self.long(
            what, lambda progress: take_in(workspace, found, progress=progress), self._taken, group="import"
        )

    def _taken(self, report: Report) -> None:
        from playbook.taking_in import came_of

        told = " ".join(came_of(report))
        if report.stopped:
            told = f"Stopped. {told} What was taken in stands; import the file again to go on."
        if report.failures:
            told += f" {count_of(report.failed, 'row')} failed: {report.failures} has them, with the reason."
        self.say(told, "" if report.stopped or report.failed else "good")
        self.reload()

    def reload(self) -> None:
        """Read everything anew."""
