"""A page to read over what one is doing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical

from playbook.errors import NotFoundError, PlaybookError
from playbook.text import one_line
from tui.commands import Command
from tui.page_text import page_rows
from tui.rows import Row
from tui.screens.once import Dialog, told_line
from tui.widgets.bars import KeyBar
from tui.widgets.page_view import PageView
from tui.widgets.titles import set_title

if TYPE_CHECKING:
    from playbook.library.catalog import Entry
    from playbook.library.page_watch import What


class ReadScreen(Dialog[None]):
    """One page; Escape is back."""

    ABOUT = "A page to read over what you were doing; Escape is back there, to the cursor."
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("read.close", "q", "close", "Back to where you were."),
        Command("read.search", "ctrl+f", "search", "Search inside the page.", bar=True),
        Command("read.outline", "o", "outline", "Jump to a heading.", bar=True),
    )
    INSIDE = (PageView,)
    IS_NOW: ClassVar[bool] = True
    """It shows the page as its file is, and reads it anew when that changes."""

    def __init__(self, page: str, *, or_else: Sequence[str] = ()) -> None:
        super().__init__()
        self.names = (page, *or_else)
        """Ids that the page may have (`page#anchor`), likeliest first."""
        self.entry: Entry | None = None

    def compose(self) -> ComposeResult:
        """The page."""
        with Vertical(classes="panel dialog tall"):
            yield PageView()
            yield told_line()
            yield KeyBar()

    def on_mount(self) -> None:
        """Read it, as wide as there is room."""
        super().on_mount()
        self.query_one(PageView).focus()
        self.call_after_refresh(self._read)

    def do_close(self) -> None:
        """Back."""
        self.dismiss(None)

    def do_search(self) -> None:
        """Search inside the page."""
        self.query_one(PageView).action_search()

    def do_outline(self) -> None:
        """Jump to a heading."""
        self.query_one(PageView).action_outline()

    def refold(self) -> None:
        """Fold the page for the width there is."""
        self._read()

    def _read(self) -> None:
        width = self.query_one(PageView).text_width
        self.playbook.load(self, lambda: self._laid_out(width), self._show, "read")

    def _laid_out(self, width: int) -> tuple[Entry, list[Row], str]:
        workspace = self.playbook.workspace
        entry, anchor = self._first_there()
        fields = workspace.fields(self.playbook.account)
        return entry, page_rows(entry, width, workspace, brief=True, fields=fields), anchor

    def _first_there(self) -> tuple[Entry, str]:
        """Return the first of the pages it may be that is there; raises NotFoundError for the likeliest."""
        for name in self.names:
            id_, _, anchor = name.partition("#")
            try:
                return self.playbook.workspace.page(id_), anchor
            except NotFoundError:
                if len(self.names) == 1:
                    raise
        return self.playbook.workspace.page(self.names[0].partition("#")[0]), ""

    def _show(self, found: tuple[Entry, list[Row], str]) -> None:
        first = self.entry is None
        self.entry, rows, place = found
        view = self.query_one(PageView)
        view.page = self.entry.page
        set_title(self.query_one(Vertical), self.entry.page.title)
        view.show(rows, keep=not first)
        if self.IS_NOW:
            self.playbook.follow(self, self.entry)
        if place and first:
            self.call_after_refresh(lambda: view.go_to_anchor(place))

    def page_saved(self, what: What) -> None:
        """Read the page anew where it was saved elsewhere."""
        if what != "gone":
            self._read()

    def complain(self, error: Exception) -> None:
        """Say why the page cannot be read, where it would stand."""
        text = str(error) if isinstance(error, PlaybookError) else repr(error)
        self.query_one(PageView).show([Row(((one_line(text), "bad"),))])
