"""One review: all there is to decide by, and what can be done with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.widget import Widget

from playbook.proposing import open_reviews
from playbook.reviewing.detail import Detail, detail_of
from tui.commands import Command
from tui.review_text import detail_rows, rows_of, title_of
from tui.screens.base import PlaybookScreen
from tui.screens.proposal_acts import ProposalActs
from tui.screens.proposal_pages import ProposalPages
from tui.widgets.rows_view import RowsView
from tui.widgets.titles import set_title

READING = "Reading the review …"


class ProposalScreen(ProposalPages, ProposalActs, PlaybookScreen[None]):
    """A proposal, whole."""

    ABOUT = (
        "What would change, word by word; what the linter says before and after; the feedback it answers; what the "
        "team did with the old text, and on how many runs that rests; who must approve, who has, and which approvals "
        "no longer count and why. An approval is of exactly these words: another change takes it back."
    )
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("proposal.approve", "a", "approve", "Approve exactly these words, for your side.", bar=True),
        Command("proposal.reject", "x", "reject", "Say no, with a reason that the author reads.", bar=True),
        Command("proposal.amend", "e", "amend", "Change it in your editor; earlier approvals no longer count.",
                bar=True),
        Command("proposal.publish", "p", "publish", "Publish it, once all have approved; asks first.", bar=True),
        Command("proposal.next", "n", "next", "The next review of the list.", bar=True),
        Command("proposal.after", "o", "as it will be", "Read the page as it will be."),
        Command("proposal.check", "C", "check", "The page as it will be, with what the linter says beside its lines."),
        Command("proposal.before", "O", "as it was", "Read the page as it is without the change."),
        Command("proposal.update", "m", "merge", "Bring the proposal up to date with what is published."),
        Command("proposal.previous", "N", "previous", "The review before in the list."),
        Command("proposal.back", "escape", "back", "Back to the list.", bar=True, fixed=True),
    )  # fmt: skip

    def __init__(self, id_: str, order: Sequence[str] = (), *, said: str = "", tone: str = "") -> None:
        """`order` are the reviews of the list that it was opened from; `said` is what led here, in its `tone`."""
        super().__init__()
        self._said = said, tone
        self.id_, self.order = id_, list(order) or [id_]
        self.detail: Detail | None = None
        self.gone = ""

    def body(self) -> Iterable[Widget]:
        """One pane."""
        yield RowsView(id="proposal", classes="panel")

    def on_mount(self) -> None:
        """Read it."""
        super().on_mount()
        self.query_one(RowsView).focus()
        if self._said[0]:
            self.say(*self._said)
        self.read_soon(self.reload)

    def reload(self) -> None:
        """Read it anew, in a thread."""
        id_ = self.id_
        if self.detail is None or self.detail.line.id != id_:
            self.detail = None
            self.hint(READING)
        self.load(lambda: detail_of(self.workspace, open_reviews(self.workspace), id_), self._got)

    def _got(self, detail: Detail) -> None:
        self.unhint(READING)
        keep = self.detail is not None
        self.detail, self.gone = detail, ""
        set_title(self.query_one(RowsView), title_of(detail.line))
        self._fold(keep=keep)

    def complain(self, error: Exception) -> None:
        """Say what went wrong; where there is nothing to show, in its place."""
        super().complain(error)
        self.unhint(READING)
        if self.detail is None:
            self.gone = str(error)
            view = self.query_one(RowsView)
            view.show(rows_of([[(self.gone, "bad")]], view.text_width))
            self.keys_changed()

    def refold(self) -> None:
        """Fold it for the width there is."""
        self._fold(keep=True)

    def _fold(self, *, keep: bool) -> None:
        view = self.query_one(RowsView)
        if self.detail is not None:
            view.show(detail_rows(self.detail, min(view.text_width, 100), self.workspace.name_of), keep=keep)
        self.keys_changed()

    # Going on

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        verb = command.removeprefix("proposal.")
        if verb in ("back", "help") or not command.startswith("proposal."):
            return ""
        if verb in ("next", "previous"):
            return "" if len(self.order) > 1 else "This is the only review of its list."
        return self.why_not_act(verb)

    def do_next(self) -> None:
        """Go to the next."""
        self._go(1)

    def do_previous(self) -> None:
        """Go to the one before."""
        self._go(-1)

    def _go(self, by: int) -> None:
        here = self.order.index(self.id_) if self.id_ in self.order else 0
        self.id_ = self.order[(here + by) % len(self.order)]
        self.query_one(RowsView).show([])
        self.reload()

    def do_back(self) -> None:
        """Back."""
        self.dismiss()
