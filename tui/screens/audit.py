"""The relationship audit as a form: twenty statements, a digit each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from playbook.liaison.statements import STATEMENTS
from tui.commands import Command
from tui.form_rows import Item, Option
from tui.screens.form import FormScreen
from tui.widgets.bars import Line

SCALE = (
    Option("1", "not at all"),
    Option("2", "hardly"),
    Option("3", "partly"),
    Option("4", "mostly"),
    Option("5", "fully"),
)


class AuditScreen(FormScreen[tuple[int, ...] | None]):
    """Asks how true each statement is; returns the scores in their order, or None."""

    ABOUT = (
        "Say how true each statement is where you work, as you see it and not as it should be. Both sides answer "
        "blind: what came out is shown once you and the other side have answered. You can answer again in a quarter; "
        "the last answers count. On a side of few, a total can be guessed to be yours."
    )
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("audit.save", "enter", "save", "Save all twenty answers.", bar=True),
        Command("audit.back", "escape", "back", "Back, without saving.", bar=True, fixed=True),
    )  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.said: dict[str, str] = {}

    def on_mount(self) -> None:
        """Ask."""
        super().on_mount()
        self.query_one("#form-title", Line).show(" How marketing and sales work together")

    def asked(self) -> Sequence[Item]:
        """Return the statements, by area."""
        items, area = [], ""
        for one in STATEMENTS:
            chosen = frozenset({self.said[one.key]}) if one.key in self.said else frozenset[str]()
            gap, area = one.area != area, one.area
            items.append(Item(one.key, "choice", about=one.text, options=SCALE, chosen=chosen, gap=gap))
        return items

    def hint_of(self, item: Item) -> str:
        """Return how far one has come."""
        return f"{len(self.said)} of {len(STATEMENTS)} answered"

    def choose(self, item: Item, value: str) -> bool:
        """Take an answer."""
        self.said[item.id] = value
        return True

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        left = len(STATEMENTS) - len(self.said)
        if command == "audit.save" and left:
            return f"{left} of {len(STATEMENTS)} statements are not answered yet."
        return super().why_not(command)

    def done(self) -> None:
        """Save after the last one, where all are answered."""
        self.run_worker(self.action_command("audit.save"))

    def do_save(self) -> None:
        """Hand the answers back."""
        self.dismiss(tuple(int(self.said[one.key]) for one in STATEMENTS))

    def do_back(self) -> None:
        """Back."""
        self.dismiss(None)
