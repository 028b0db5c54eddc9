"""From what one edited in one's own folder to a proposal: which pages, a look at the words, a title, the review."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui.screens.base import PlaybookScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playbook.library.review.model import Proposal
    from playbook.proposing import Edited
    from playbook.reviewing.draft import Draft

NOTHING = "You have edited no page in your folder. e on a page edits it, in Plays."
PROPOSED = "Proposed: the other side is asked. Until it is published your folder has the pages as they were."
LATER = "Not proposed: it stays in your folder, for you alone."
ALL = "*"
"""Chosen instead of a page; no path is called so."""


class ReviewsPropose(PlaybookScreen[None]):
    """The part of the reviews that proposes what stands in one's folder."""

    def do_propose(self) -> None:
        """Ask which pages, where several were edited."""
        from playbook.proposing import edited
        from tui.screens.choose import ChooseScreen

        def found(edits: Edited) -> None:
            paths = list(edits.files)
            if not paths:
                self.say(NOTHING)
            elif len(paths) == 1:
                self._look_over(paths)
            else:
                options = [(ALL, f"All {len(paths)} pages"), *((path, path) for path in paths)]
                self.app.push_screen(
                    ChooseScreen("Propose which of the pages you edited?", options), partial(chosen, paths)
                )

        def chosen(paths: Sequence[str], path: str | None) -> None:
            if path is not None:
                self._look_over(paths if path == ALL else [path])

        self.save(lambda: edited(self.workspace), found)

    def _look_over(self, paths: Sequence[str]) -> None:
        """Show what would be proposed, as it stands in the folder now."""
        from playbook.proposing import edited, open_reviews
        from playbook.reviewing.draft import draft_of
        from tui.screens.draft import DraftScreen
        from tui.screens.edit_page import edit_on_sheet

        workspace = self.workspace

        def read() -> tuple[Edited, Draft | None]:
            edits = edited(workspace, paths)
            return edits, draft_of(workspace, open_reviews(workspace), edits.base, edits.files)

        def show(read: tuple[Edited, Draft | None]) -> None:
            edits, draft = read
            if draft is None:
                self.say(NOTHING)
            else:
                self.app.push_screen(DraftScreen(draft, in_folder=True), partial(chosen, edits))

        def chosen(edits: Edited, what: str | None) -> None:
            if what == "propose":
                self._entitle(edits)
            elif what == "edit":
                path = next((path for path, data in edits.files.items() if data is not None), "")
                edit_on_sheet(self, path, 1, lambda _: self._look_over(paths))
            else:
                self.say(LATER)

        self.save(read, show)

    def _entitle(self, edits: Edited) -> None:
        """Ask how the proposal is called, and make it of what was looked at."""
        from playbook.proposing import open_reviews, propose, title_of
        from tui.screens.ask import AskScreen

        def named(title: str | None) -> None:
            if title:
                self.save(partial(work, title), self._made)
            else:
                self.say(LATER)

        def work(title: str) -> tuple[Proposal, str]:
            made = propose(self.workspace, edits, title)
            return made, open_reviews(self.workspace).share(made)

        self.app.push_screen(
            AskScreen(
                "Propose the change as",
                title_of(list(edits.files)),
                hint="esc keeps it for later",
                does="propose",
            ),
            named,
        )

    def _made(self, made: tuple[Proposal, str]) -> None:
        from tui.screens.proposal import ProposalScreen

        proposal, alone = made
        said, tone = (f"Kept here, not shared yet: {alone}", "") if alone else (PROPOSED, "good")
        self.app.push_screen(ProposalScreen(proposal.id, said=said, tone=tone))
