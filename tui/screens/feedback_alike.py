"""Open items that say the same, while one types: one key joins one of them instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.widgets import Static

from playbook.ids import shorten
from playbook.records.model import Vote
from playbook.text import one_line
from tui.feedback_about import About, similar_text
from tui.rows import short
from tui.screens.feedback_box import FeedbackBox

if TYPE_CHECKING:
    from playbook.desk.model import Item
    from playbook.desk.similar import SimilarIndex
    from playbook.drafts import Draft
    from playbook.records.model import FeedbackKind
    from playbook.workspace import Workspace

LEAST = 4
"""Characters that must be typed before anything can be like it."""
LOOKED_AT = 2_000
"""Characters of what is said that are looked at: what somebody pastes may be long, and every key asks anew."""


class FeedbackAlike(FeedbackBox):
    """The part of the box that shows what others said, and joins it."""

    begun: Draft | None

    def __init__(self, about: About, *, kind: FeedbackKind | None = None, text: str = "") -> None:
        super().__init__(about, kind=kind, text=text)
        self.index: SimilarIndex | None = None
        self.open_items: dict[str, Item] = {}
        self.similar: list[Item] = []
        self.marked = 0
        """Which of the similar ones is joined."""

    def look_for_others(self) -> None:
        """Read what is open."""
        workspace = self.workspace
        self.playbook.load(self, lambda: _read_open(workspace), self._got_open, "similar")

    def _got_open(self, found: tuple[SimilarIndex, dict[str, Item]]) -> None:
        self.index, self.open_items = found
        self.look()

    def look(self) -> None:
        """Find what is like the words typed so far."""
        text = self.words[:LOOKED_AT]
        found = self.index.same(text) if self.index is not None and len(text) >= LEAST else []
        similar = [self.open_items[one.id] for one in found]
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


def _read_open(workspace: Workspace) -> tuple[SimilarIndex, dict[str, Item]]:
    """Return the open items that I may see, and what finds those like a text."""
    from playbook.desk.similar import SimilarIndex

    liaison = workspace.has_role("liaison")
    items = {
        id_: item
        for id_, item in workspace.feedback_index.open().items()
        if item.is_for(workspace.me, liaison=liaison)
    }
    return SimilarIndex(items.values()), items
