"""Ending: how it went, most of it one key each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from playbook.runs import machine
from playbook.runs.refusals import HOW
from tui.call_states import script_rows
from tui.commands import Command
from tui.ending_items import HINTS, MEANINGS, ending_items
from tui.form_rows import Item
from tui.rows import Row
from tui.run_holder import RunHolder
from tui.screens.form import FormScreen
from tui.widgets.bars import Line


class EndingScreen(FormScreen[str]):
    """A few questions about the end; Enter passes what does not apply."""

    ABOUT = (
        "How the conversation ended. Digits choose, {ending.on} goes on and leaves out what does not apply, the arrows "
        "and the mouse go anywhere. After this you read what will be recorded, before it is."
    )
    KEYS = (
        Command("ending.on", "enter", "next", "Go on; leave out what does not apply.", bar=True),
        Command("ending.clear", "backspace", "clear", "Take back what was chosen here.", bar=True),
        Command("ending.review", "f10,r", "review", "Read what will be recorded.", bar=True),
        Command("ending.back", "escape", "back to the call", "Back to the call, nothing is lost.", bar=True),
    )

    def __init__(self, call: RunHolder) -> None:
        super().__init__()
        self.call = call

    def on_mount(self) -> None:
        """Ask."""
        super().on_mount()
        account = self.call.run.account
        account = f" · {self.call.names.get(account, account)}" if account else ""
        reached = self.call.view().connect
        how = f" · {HOW[reached]}" if reached and reached != "connected" else ""
        self.query_one("#form-title", Line).show(f" Ending: {self.call.run.title}{account}{how}")

    # What is asked

    def asked(self) -> Sequence[Item]:
        """Return what is asked of this run: only what applies."""
        page = self.call.page
        stage = next((s for s in self.workspace.settings.stages if s.id == page.facts.stage), None)
        exit_text = stage.exit if stage else ""
        return ending_items(self.call.view(), page.facts.commitment, exit_text, self.workspace.today)

    def head(self, width: int) -> list[Row]:
        """Return what to say to a machine that picked up."""
        view = self.call.view()
        return script_rows(view.script, width, self.call.filled(view)) if view.script else []

    def hint_of(self, item: Item) -> str:
        """Return what is meant; of a result that was chosen, what it says."""
        if item.id == "result" and item.chosen:
            return MEANINGS[next(iter(item.chosen))]
        return HINTS[item.id].format(on=self.key("ending.on"))

    def choose(self, item: Item, value: str) -> bool:
        """Say it of the end."""
        said: Any = bool(value) if item.id == "cut_short" else value
        return self.call.act(machine.set_ending, **{item.id: said})

    def keep(self, item: Item, text: str) -> bool:
        """Say it of the end."""
        return self.call.act(machine.set_ending, **{item.id: text})

    def done(self) -> None:
        """Read what will be recorded."""
        self.do_review()

    # Commands

    def bar_commands(self) -> Sequence[Command]:
        """Return the keys as they work here: in a line of text the letters are text."""
        hidden = ("ending.clear",) if self.asking.takes_text or not self.asking.chosen else ()
        return [c for c in self.KEYS if c.bar and c.id not in hidden]

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        if command == "ending.clear" and self.is_attached and not self.asking.chosen:
            return "Nothing is chosen here."
        return ""

    def do_on(self) -> None:
        """Go on."""
        self.go_on()

    def do_clear(self) -> None:
        """Take back what was chosen."""
        if self.call.act(
            machine.set_ending, **{self.asking.id: False if self.asking.id == "cut_short" else ""}
        ):
            self.draw()

    def do_review(self) -> None:
        """Read what will be recorded; what is missing is asked first."""
        if self.is_typing and not self._keep_text():
            return
        missing = self.call.view().missing
        if missing:
            self.at = "commitment_by" if "promised" in missing[0] else "result"
            self.draw()
            self.say(missing[0])
            return
        from tui.screens.review import ReviewScreen

        def reviewed(outcome: str | None) -> None:
            if outcome == "recorded":
                self.dismiss("recorded")
            else:
                self.draw()

        self.app.push_screen(ReviewScreen(self.call), reviewed)

    def do_back(self) -> None:
        """Back to the call."""
        if self.is_typing:
            self._keep_text()
        self.dismiss("")
