"""Taking a log from elsewhere in from Coach: its mapping made and looked through, tried, said, then done."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from playbook.text import count_of
from tui.screens.mode import ModeScreen

if TYPE_CHECKING:
    from playbook.elsewhere.came import Taken
    from playbook.importing_logs import Understood
    from playbook.progress import Progress
    from tui.found import Found


class LogImport(ModeScreen):
    """The import of Coach: nothing changes before it is said what would."""

    def do_import(self) -> None:
        """Ask for the file and its mapping."""
        from tui.screens.ask import AskScreen

        def named(text: str | None) -> None:
            if text:
                path = Path(text.strip("'\"")).expanduser()
                self.app.push_screen(
                    AskScreen(
                        "Which mapping?",
                        path.stem,
                        hint="A name or a .toml file; one that is not there yet is made, to be looked through.",
                        does="read by it",
                    ),
                    lambda mapping: self._map(path, mapping),
                )

        body = (
            "A CSV with a row for each thing that was done: case, activity, time, and who, with what result."
        )
        self.app.push_screen(AskScreen("Import which log from elsewhere?", body=body, does="read it"), named)

    def _map(self, path: Path, mapping: str | None) -> None:
        """Read it by its mapping; where there is none yet, ask which play it is to be read as."""
        from playbook.accounts.importing.mapping import mapping_path
        from tui.screens.finder import FinderScreen

        if not mapping:
            return
        workspace = self.workspace

        def there(found: bool) -> None:
            if found:
                self._try(path, mapping)
            else:
                asked = FinderScreen(("play",), heading="Read it as which play?", takes="this one")
                self.app.push_screen(asked, chosen)

        def chosen(found: Found | None) -> None:
            if found is not None and found.opened:
                self._try(path, mapping, found.page.partition("#")[0])

        self.load(lambda: mapping_path(mapping, workspace.data).is_file(), there, group="mapping")

    def _try(self, path: Path, mapping: str, play: str = "") -> None:
        from playbook.elsewhere.came import Taken
        from playbook.importing_logs import take_in, understand

        workspace = self.workspace

        def work(progress: Progress) -> tuple[Understood, Taken]:
            found = understand(workspace, path, mapping, play)
            if found.written:
                return found, Taken()
            return found, take_in(workspace, found, dry_run=True, progress=progress)

        self.long(f"Reading {path.name}", work, self._tried, group="import")

    def _tried(self, made: tuple[Understood, Taken]) -> None:
        from playbook.elsewhere.came import came_of, notes_of
        from tui.screens.asked_first import asked_first

        found, taken = made
        if found.written:
            self.say(f"The mapping was written to {found.file}. Look through it, then import again.", "good")
            return
        if taken.stopped:
            self.say("Stopped. Nothing was changed.")
            return
        told = [*found.told(), *came_of(taken, dry_run=True), *notes_of(taken)]
        if not (taken.created or taken.updated or taken.failed):
            self.say(
                f"Nothing in it is new: {count_of(taken.unchanged, 'case')} here already, word for word."
            )
            self.show_line(f"log:{found.mapping.log}")
            return

        asked_first(
            self, found.table.path.name, told, "Take it in, apart from all runs", lambda: self._take_in(found)
        )

    def _take_in(self, found: Understood) -> None:
        from playbook.importing_logs import take_in

        workspace = self.workspace
        what = f"Importing {found.table.path.name}"
        self.long(
            what,
            lambda progress: take_in(workspace, found, progress=progress),
            partial(self._taken, found.mapping.log),
            group="import",
        )

    def _taken(self, log: str, taken: Taken) -> None:
        from playbook.elsewhere.came import came_of

        told = ", ".join(came_of(taken))
        if taken.stopped:
            told = f"Stopped. {told}. What was taken in stands; import the file again to go on"
        if taken.failures:
            told += f". {taken.failures} has the rows that failed, with the reason"
        self.say(f"{told}.", "" if taken.stopped or taken.failed else "good")
        self.show_line(f"log:{log}")
        self.reload()

    def show_line(self, key: str) -> None:
        """Go to a line of the list, now or once it is read."""
        raise NotImplementedError
