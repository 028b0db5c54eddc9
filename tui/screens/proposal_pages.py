"""The pages of one review: read them as they were and as they will be, check them, amend them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from playbook.proposing import open_reviews

if TYPE_CHECKING:
    from playbook.progress import Progress
    from playbook.reviewing.amending import Bench
    from playbook.reviewing.detail import Changed
    from tui.screens.proposal_acts import ProposalActs

    Host = ProposalActs
else:
    Host = object


class ProposalPages(Host):
    """What is done with one page of a review."""

    # Reading

    def do_after(self) -> None:
        """Read the page as it will be."""
        self._read(lambda page: page.after, "As it will be once it is published; now it reads otherwise.")

    def do_check(self) -> None:
        """Read the page as it will be, with what the linter says beside its lines."""
        self._pick("Check which page?", lambda page: bool(page.after), self._check)

    def _check(self, page: Changed) -> None:
        from playbook.checking import Checked, of_path
        from tui.screens.check import CheckScreen
        from tui.screens.then import entry_at

        assert self.detail is not None
        findings, workspace = self.detail.lint.after, self.workspace

        def read() -> Checked:
            return Checked(entry_at(workspace, page.path, page.after, ""), of_path(findings, page.path))

        what = "This is the proposal's text: amend the proposal to change it."
        self.app.push_screen(CheckScreen(page.path.removesuffix(".md"), read=read, what=what))

    def do_before(self) -> None:
        """Read the page as it was."""
        self._read(lambda page: page.before, "As it was when the change was proposed, without it.")

    def _read(self, blob: Callable[[Changed], str], told: str) -> None:
        from tui.screens.then import ThenScreen

        self._pick(
            "Which page?",
            lambda page: bool(blob(page)),
            lambda page: self.app.push_screen(ThenScreen(page.path, blob(page), told)),
        )

    def _pick(self, title: str, fits: Callable[[Changed], bool], then: Callable[[Changed], Any]) -> None:
        """Take the one page of the proposal that fits, or ask which."""
        from tui.screens.choose import ChooseScreen

        assert self.detail is not None
        pages = {page.path: page for page in self.detail.pages if fits(page)}
        if len(pages) == 1:
            then(*pages.values())
            return
        options = [(path, f"{page.title} · {path}") for path, page in pages.items()]
        self.app.push_screen(ChooseScreen(title, options), lambda path: then(pages[path]) if path else None)

    # Amending

    def do_amend(self) -> None:
        """Open it in the editor, in a working tree of its own."""
        self._pick("Amend which page?", lambda page: bool(page.after), self._amend)

    def _amend(self, page: Changed) -> None:
        from playbook.reviewing.amending import first_changed, lay_out

        id_ = self.id_

        def work(progress: Progress) -> tuple[Bench, int]:
            reviews = open_reviews(self.workspace, progress)
            reviews.fetch()
            line = first_changed(reviews.text(page.before), reviews.text(page.after))
            return lay_out(self.workspace, reviews, reviews.get(id_)), line

        self._far("Laying the proposal out", work, lambda laid: self._edit(laid[0], laid[1], page.path))

    def _edit(self, bench: Bench, line: int, path: str) -> None:
        from playbook.errors import PlaybookError
        from playbook.reviewing.amending import clear_unchanged, take_in
        from tui.editor import edit_file

        try:
            edit_file(self.playbook, bench.file(path), line)
        except PlaybookError as error:
            self.complain(error)
            self.load(
                lambda: clear_unchanged(open_reviews(self.workspace), bench), lambda _: None, group="bench"
            )
            return
        self._act(
            "Amending the proposal", lambda reviews, _: take_in(self.workspace, reviews, bench), "Amended"
        )
