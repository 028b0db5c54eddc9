"""A finished run of mine, corrected: what is wrong in it is said anew, and put on record beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from playbook import correcting
from playbook.dates import short_day_of
from playbook.records.model import Correction, Run
from tui.commands import Command
from tui.correct_items import correct_items, said_of
from tui.ending_items import MEANINGS
from tui.form_rows import Item
from tui.screens.form import FormScreen
from tui.widgets.bars import Line

if TYPE_CHECKING:
    from playbook.coaching.runs import RunRow
    from playbook.plays.model import Page

Corrected = tuple[Run, Correction]
"""A run as it was, and what corrects it."""


class CorrectScreen(FormScreen[Corrected | None]):
    """The end, the answers and the notes of a run; closes with the run as it was, and the correction."""

    ABOUT = (
        "What was recorded of this run, to be put right: how it ended, what was answered, the notes. Times never "
        "change, and the run shows as corrected. Nothing is on record before {correct.save}."
    )
    KEYS = (
        Command("correct.on", "enter", "next", "Go on.", bar=True),
        Command("correct.clear", "backspace", "clear", "Take back what was chosen here.", bar=True),
        Command("correct.save", "f10", "record", "Put the corrections on record.", bar=True),
        Command("correct.back", "escape", "back", "Back, without correcting anything.", bar=True),
    )

    def __init__(self, row: RunRow, page: Page | None) -> None:
        super().__init__()
        self.row, self.page = row, page
        self.run, self.added = row.run, ""
        """The run as it will read, and the note that is being added."""
        self._dropping = False
        """Escape was pressed once over corrections that are not on record."""

    def on_mount(self) -> None:
        """Ask."""
        super().on_mount()
        account = self.workspace.account_name(self.run.account)
        title = " · ".join(
            filter(None, (self.run.title, account, short_day_of(self.run.started, self.workspace.today)))
        )
        self.query_one("#form-title", Line).show(f" Correct: {title}")

    def asked(self) -> Sequence[Item]:
        """Return what can be corrected."""
        stages = self.workspace.settings.stages
        stage = next((one for one in stages if self.page and one.id == self.page.facts.stage), None)
        exit_text = stage.exit if stage else ""
        return correct_items(self.run, self.page, exit_text, self.workspace.today, self.added)

    def hint_of(self, item: Item) -> str:
        """Return what is meant."""
        if item.id == "result" and item.chosen:
            return MEANINGS[next(iter(item.chosen))]
        if item.id == "note":
            return self.keyed(
                "A note to add; it stands at the run's end. {correct.save} puts it all on record."
            )
        return self.keyed("{correct.on} leaves it as it is; {correct.save} puts what you changed on record.")

    @property
    def changes(self) -> dict[str, object]:
        """What would be corrected now."""
        found = correcting.differences(self.row.run, self.run)
        if self.added:
            notes = [*self.run.notes, {"seconds": self.run.seconds, "text": self.added}]
            found["notes"] = msgspec.to_builtins(notes)
        return found

    def choose(self, item: Item, value: str) -> bool:
        """Say it of the run."""
        return self.keep(item, value)

    def keep(self, item: Item, text: str) -> bool:
        """Say it of the run."""
        self._dropping = False
        if item.id == "note":
            self.added = text
            return True
        said = said_of(self.run, item, text)
        self.run = msgspec.structs.replace(
            self.run,
            **{key: tuple(value) if isinstance(value, list) else value for key, value in said.items()},
        )
        return True

    def done(self) -> None:
        """After the last item: on record."""
        self.do_save()

    # Commands

    def bar_commands(self) -> Sequence[Command]:
        """Return the keys as they work here: in a line of text the letters are text."""
        hidden = ("correct.clear",) if self.asking.takes_text or not self.asking.chosen else ()
        return [c for c in self.KEYS if c.bar and c.id not in hidden]

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        if command == "correct.clear" and self.is_attached and not self.asking.chosen:
            return "Nothing is chosen here."
        return ""

    def do_on(self) -> None:
        """Go on."""
        self.go_on()

    def do_clear(self) -> None:
        """Take back what was chosen."""
        self.keep(self.asking, "")
        self.draw()

    def do_save(self) -> None:
        """Put it on record; what is missing is asked first."""
        if self.is_typing and not self._keep_text():
            return
        changes = self.changes
        if not changes:
            self.say(self.keyed("Nothing was changed; {correct.back} goes back."))
            return
        at, missing = correcting.still_missing(self.run)
        if missing:
            self.at = at
            self.draw()
            self.say(missing)
            return
        workspace, row = self.workspace, self.row
        self.save(
            lambda: correcting.correct(workspace, row, changes), lambda made: self.dismiss((row.run, made))
        )

    def do_back(self) -> None:
        """Back; what was changed and is not on record is dropped only at a second Escape."""
        if self.is_typing and not self._keep_text():
            return
        if self.changes and not self._dropping:
            self._dropping = True
            self.draw()
            self.say(
                self.keyed("Not on record yet: {correct.save} records it, {correct.back} again drops it.")
            )
            return
        self.dismiss(None)
