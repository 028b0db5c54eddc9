"""Open items that say the same, while one types: one key joins one of them instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.widgets import Static

from playbook.ids import shorten
from playbook.queueing import alike_in
from playbook.records.model import Vote
from playbook.text import one_line
from tui.desk_read import learn
from tui.feedback_about import About, similar_text
from tui.rows import short
from tui.screens.feedback_box import FeedbackBox

if TYPE_CHECKING:
    from playbook.desk.alike import Alike
    from playbook.desk.model import Item
    from playbook.drafts import Draft
    from playbook.records.model import FeedbackKind

LEAST = 4
"""Characters that must be typed before anything can be like it."""
LOOKED_AT = 2_000
"""Characters of what is said that are looked at: what somebody pastes may be long, and every key asks anew."""


class FeedbackAlike(FeedbackBox):
    """The part of the box that shows what others said, and joins it."""

    begun: Draft | None

    def __init__(self, about: About, *, kind: FeedbackKind | None = None, text: str = "") -> None:
        super().__init__(about, kind=kind, text=text)
        self.alike: Alike | None = None
        self.similar: list[Item] = []
        self.marked = 0
        """Which of the similar ones is joined."""

    def look_for_others(self) -> None:
        """Open what finds the like; where it has much to learn, it finds more when that is done."""
        load, workspace = self.playbook.load, self.workspace
        load(self, lambda: alike_in(workspace, patient=False), self._got_alike, "alike")
        load(self, lambda: learn(workspace), lambda learnt: self.look() if learnt else None, "words")

    def _got_alike(self, alike: Alike) -> None:
        self.alike = alike
        self.look()

    def look(self) -> None:
        """Find what is like the words typed so far; what was typed meanwhile is looked for in its turn."""
        alike, text = self.alike, self.words[:LOOKED_AT]
        if alike is None or len(text) < LEAST:
            self._show([])
            return

        def show(found: list[Item]) -> None:
            if text == self.words[:LOOKED_AT]:
                self._show(found)

        self.playbook.load(self, lambda: alike.items_saying(text), show, "similar")

    def _show(self, similar: list[Item]) -> None:
        if similar != self.similar:
            self.similar, self.marked = similar, 0
        self.draw_similar()
        self.keys_changed()

    def draw_similar(self) -> None:
        """Show what says the same; where nothing does and nothing is typed, what was begun before."""
        text = similar_text(self.similar, self.marked, self.key("feedback.me-too"), self.workspace.names)
        if self.begun is not None and not self.similar and not self.words:
            text = Text(f" {self.key('feedback.take-up')} ", "bold")
            text.append(f"goes on with “{short(self.begun.said.text or self.begun.said.tried, 50)}”", "dim")
        self.query_one("#feedback-similar", Static).update(text)

    def do_another(self) -> None:
        """Mark the next similar one."""
        self.marked = (self.marked + 1) % len(self.similar)
        self.draw_similar()

    def do_me_too(self) -> None:
        """Join the marked one, with the account that it was heard from."""
        from playbook.desk.actions import audience_for

        workspace, item = self.workspace, self.similar[self.marked]
        short_id = shorten(item.id, letter="F")
        mine = any(person in workspace.names for person in item.people)
        account = self.about.account
        if mine and (not account or account in item.accounts):
            key = self.key("feedback.account")
            self.say(
                f"You are behind {short_id} already; {key} names another account. Enter says it as its own."
            )
            return

        def join(about: About) -> object:
            vote = Vote(item.id, account=about.account, amount=about.amount, currency=about.currency)
            return workspace.append(vote, audience_for(item))

        others = len(item.people) - mine
        where = f" for {one_line(workspace.account_name(account))}" if account else ""
        told = f"with {others} other{'s' if others > 1 else ''}" if others else "which you said yourself"
        self.write(join, f"Me too: added to {short_id}{where}, {told}.")
