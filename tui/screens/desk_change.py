"""From feedback to a proposal without leaving the desk: the editor at the line, a title, the review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.errors import PlaybookError
from tui.screens.base import PlaybookScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from playbook.desk.model import Item
    from playbook.library.review.model import Proposal
    from playbook.reviewing.changing import Change


PROPOSED = "Proposed: the other side is asked, and when it is published the reps are told."
ALREADY = "A change because of it is proposed already: this is its review."
UNFINISHED = (
    ("look", "look it over, and propose it"),
    ("edit", "edit it further"),
    ("drop", "drop it, and begin anew"),
)


class DeskChange(PlaybookScreen[None]):
    """The part of the desk that changes a page because of what is marked, else of the item under the cursor."""

    if TYPE_CHECKING:
        marked: set[str]

        @property
        def targets(self) -> list[Item]: ...  # noqa: D102

    def do_change(self) -> None:
        """Lay the page out on a bench of its own, and open it at the line; what is proposed already is looked at."""
        from playbook.proposing import open_reviews
        from playbook.reviewing.changing import UnderWayError, begin
        from tui.screens.proposal import ProposalScreen

        items, workspace = self.targets, self.workspace

        def begun(change: Change) -> None:
            (self.go_on if change.unfinished else self.edit_change)(change, items)

        def failed(error: Exception) -> None:
            if isinstance(error, UnderWayError):
                self.app.push_screen(ProposalScreen(error.proposal.id, said=ALREADY))
            else:
                self.complain(error)

        if items:
            self.save(lambda: begin(workspace, open_reviews(workspace), items), begun, failed)

    def go_on(
        self,
        change: Change,
        items: Sequence[Item],
        title: str = "",
        again: Callable[[], object] | None = None,
    ) -> None:
        """Ask what becomes of what was written before; `again` begins anew."""
        from playbook.proposing import open_reviews
        from playbook.reviewing.changing import drop
        from tui.screens.choose import ChooseScreen

        def chosen(what: str | None) -> None:
            if what == "look":
                self.look_over(change, items, title)
            elif what == "edit":
                self.edit_change(change, items, title)
            elif what == "drop":
                self.save(
                    lambda: drop(open_reviews(self.workspace), change), lambda _: (again or self.do_change)()
                )

        self.app.push_screen(
            ChooseScreen("You changed this page before, and did not propose it", UNFINISHED), chosen
        )

    def edit_change(self, change: Change, items: Sequence[Item], title: str = "") -> None:
        """Open the editor at the line, then show what was changed."""
        from tui.editor import edit_file

        try:
            if edit_file(self.playbook, change.file, change.line):
                return  # its window may still be open: what is saved there is gone on with
        except PlaybookError as error:
            self.complain(error)
            return
        self.look_over(change, items, title)

    def look_over(self, change: Change, items: Sequence[Item], title: str = "") -> None:
        """Show what was changed, and what the linter says of it; nothing changed is nothing to propose."""
        from playbook.proposing import open_reviews
        from playbook.reviewing.changing import drop
        from playbook.reviewing.draft import Draft, draft_on
        from tui.screens.draft import DraftScreen

        workspace = self.workspace

        def read() -> Draft | None:
            reviews = open_reviews(workspace)
            draft = draft_on(workspace, reviews, change.bench)
            if draft is None:
                drop(reviews, change)
            return draft

        def show(draft: Draft | None) -> None:
            if draft is None:
                self.say("Nothing was changed, so nothing is proposed.")
                return
            self.app.push_screen(DraftScreen(draft), chosen)

        def chosen(what: str | None) -> None:
            if what == "propose":
                self.name_change(change, items, title)
            elif what == "edit":
                self.edit_change(change, items, title)
            elif what == "drop":
                self.save(
                    lambda: drop(open_reviews(workspace), change),
                    lambda _: self.say("Thrown away; the page stays as it is."),
                )
            else:
                self._kept()

        self.save(read, show)

    def _kept(self) -> None:
        self.say(f"Not proposed, but kept: {self.key('desk.change')} goes on with it.")

    def name_change(self, change: Change, items: Sequence[Item], title: str = "") -> None:
        """Ask how the proposal is called."""
        from playbook.reviewing.changing import title_of
        from tui.screens.ask import AskScreen

        hint = "the reps behind it hear of it when it is published; esc keeps it for later"
        self.app.push_screen(
            AskScreen("Propose the change as", title or title_of(items), hint=hint, does="propose"),
            lambda title: self._propose(change, title),
        )

    def _propose(self, change: Change, title: str | None) -> None:
        from playbook.proposing import open_reviews
        from playbook.reviewing.changing import finish

        if not title:
            self._kept()
            return
        workspace = self.workspace

        def work() -> Proposal:
            reviews = open_reviews(workspace)
            made = finish(workspace, reviews, change, title)
            reviews.share(made)
            return made

        self.save(work, self._proposed)

    def _proposed(self, made: Proposal) -> None:
        from tui.screens.proposal import ProposalScreen

        self.marked.clear()
        self.app.push_screen(ProposalScreen(made.id, said=PROPOSED, tone="good"))
