"""Practice with two: one plays the buyer and holds the screen, the other answers; both say what went well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.commands import Command
from tui.practice_rows import buyer_rows, shown_rows
from tui.rows import Row
from tui.screens.practice_base import PracticeBase

if TYPE_CHECKING:
    from playbook.practice.queue import Due
    from playbook.workspace import Workspace


def partners(workspace: Workspace) -> list[tuple[str, str]]:
    """Return who could play the buyer: everybody of the playbook but me, those with my manager first."""
    mine = workspace.person.manager
    others = [one for one in workspace.people.values() if one.id not in workspace.names]
    others.sort(key=lambda one: (not (mine and mine in (one.id, one.manager)), one.name or one.id))
    return [(one.id, one.name or one.id) for one in others]


class TogetherPracticeScreen(PracticeBase):
    """The buyer holds the screen."""

    ABOUT = (
        "Two people, one screen. Who plays the buyer holds it, says the objection and listens; the other answers aloud "
        "and does not look. Then both look: what went well, and how it went. It counts as practice of who answered."
    )
    HEADING = "With two"
    KEYS = (
        Command(
            "with-two.reveal",
            "enter,space",
            "said",
            "It was said: what went well, then look together.",
            bar=True,
        ),
        Command(
            "with-two.grade",
            "1,2,3,4",
            "grade",
            "How it went: 1 again, 2 hard, 3 good, 4 easy.",
            bar=True,
            each=True,
        ),
        Command("with-two.pass", "n", "another", "Another one; this one stays due.", bar=True),
        Command("with-two.undo", "u", "undo", "Take the latest grade here back.", bar=True),
        Command("with-two.page", "p", "the page", "Read the whole page."),
        Command("with-two.back", "escape", "back", "Back to practising alone.", bar=True),
    )

    def __init__(self, partner: str) -> None:
        super().__init__()
        self.partner, self.well = partner, ""

    @property
    def buyer(self) -> str:
        """Who plays the buyer, by first name."""
        return self.workspace.name_of(self.partner).split(" ")[0]

    def card_rows(self, due: Due, stage: str, width: int) -> list[Row]:
        """Return the buyer's side, or what both look at."""
        if self.state == "asked":
            seller = self.workspace.name_of(self.workspace.me).split(" ")[0]
            return buyer_rows(due, stage, width, self.fields, self.buyer, seller)
        name_of = self.workspace.name_of
        return shown_rows(due, stage, width, name_of, self.fields, self.before.get(due.card.id))

    def title_words(self) -> str:
        """Return how much there is, and who plays the buyer."""
        return f"{super().title_words()} · {self.buyer} is the buyer"

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        verb = command.removeprefix("with-two.")
        if not self.is_attached or verb == command or verb == "back":
            return super().why_not(command)
        if verb == "pass" and len(self.queue) == 1:
            return "This is the last one."
        return self.why_not_card(verb)

    def do_reveal(self) -> None:
        """Ask what went well, then show the answer to both."""
        from tui.screens.ask import AskScreen

        def said(well: str | None) -> None:
            if well is not None:
                self.well, self.state = well, "shown"
                self.draw()

        self.app.push_screen(
            AskScreen("What went well?", hint=f"In {self.buyer}'s words, or nothing.", does="go on"), said
        )

    def do_grade(self, digit: str) -> None:
        """Grade it."""
        well, self.well = self.well, ""
        self.put_down(digit, partner=self.partner, well=well)

    def do_pass(self) -> None:
        """Put it at the end."""
        self.queue = [*self.queue[1:], self.queue[0]]
        self.state, self.well = "asked", ""
        self.draw()
