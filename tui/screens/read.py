"""A page to read over what one is doing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from playbook.errors import PlaybookError
from playbook.text import one_line
from tui.page_text import page_rows
from tui.rows import Row
from tui.screens.once import Dialog
from tui.widgets.page_view import PageView
from tui.widgets.titles import set_title

if TYPE_CHECKING:
    from tui.app import PlaybookApp


class ReadScreen(Dialog[None]):
    """One page; Escape is back."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss", "back", show=False)]

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page_id = page

    def compose(self) -> ComposeResult:
        """The page."""
        with Vertical(classes="panel dialog tall"):
            yield PageView()
            yield Static(" j/k scroll   ^f search   esc back", classes="dialog-keys", markup=False)

    def on_mount(self) -> None:
        """Read it, as wide as there is room."""
        self.query_one(PageView).focus()
        self.call_after_refresh(self._read)

    def refold(self) -> None:
        """Fold the page for the width there is."""
        self._read(again=True)

    def _read(self, *, again: bool = False) -> None:
        view = self.query_one(PageView)
        workspace = cast("PlaybookApp", self.app).workspace
        id_, _, anchor = self.page_id.partition("#")
        try:
            entry = workspace.page(id_)
        except PlaybookError as error:
            view.show([Row(((one_line(str(error)), "bad"),))])
            return
        set_title(self.query_one(Vertical), entry.page.title)
        view.show(page_rows(entry, view.text_width, workspace, brief=True), keep=again)
        if anchor and not again:
            view.go_to_anchor(anchor)
