"""The page under the cursor of the plays, as it reads, while one moves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from playbook.errors import PlaybookError
from playbook.text import one_line
from tui.page_text import page_rows
from tui.play_rows import unreadable
from tui.rows import Row, short
from tui.screens.page_tending import PageTending
from tui.screens.plays_acts import PlaysActs
from tui.widgets.lazy_list import LazyList
from tui.widgets.page_view import PageView
from tui.widgets.titles import set_title

if TYPE_CHECKING:
    from playbook.library.catalog import Entry

GLANCE = 6_000
"""Letters of a page that are laid out at once while the cursor moves; the rest follows when it rests."""


class Preview(NamedTuple):
    """A page laid out for the pane on the right."""

    id: str
    entry: Entry | None
    rows: list[Row]
    width: int
    whole: bool = True


class PlaysPreview(PlaysActs, PageTending):
    """The part of the plays that shows the page on the right."""

    entry: Entry | None = None
    filled_with: Mapping[str, str] = {}
    """Merge fields with what is known of the customer that plays are for."""
    waits_to_edit = False
    """The key came before the page was read."""
    _reading = False

    def preview_anew(self) -> None:
        """Wait no longer for a page that is being read: the list is."""
        self._reading = False

    def preview(self, *, whole: bool = False) -> None:
        """Lay out the page under the cursor; one at a time, so that a held key never piles up work."""
        id_ = self.query_one(LazyList).current
        if not id_ or self._reading:
            return
        self._reading = True
        width, fields = self.query_one(PageView).text_width, self.filled_with
        self.load(lambda: self._laid_out(id_, width, fields, whole), self._show_page, group="preview")

    def _laid_out(self, id_: str, width: int, fields: Mapping[str, str], whole: bool) -> Preview:
        try:
            entry = self.workspace.page(id_)
            long = not whole and len(entry.text) > GLANCE
            rows = page_rows(entry, width, self.workspace, fields=fields, head=GLANCE if long else 0)
            return Preview(id_, entry, rows, width, not long)
        except PlaybookError as error:
            return Preview(id_, None, unreadable(one_line(str(error)), width), width)

    def _show_page(self, found: Preview) -> None:
        self._reading = False
        if found.id != self.query_one(LazyList).current:
            self.preview()
            return
        before, self.entry = self.entry, found.entry
        view, entry = self.query_one(PageView), found.entry
        same = before is not None and entry is not None and before.page.id == entry.page.id
        view.page = entry.page if entry else None
        set_title(view, short(entry.page.title if entry else found.id, 60))
        view.show(found.rows, keep=same)
        self.playbook.follow(self, entry)
        self.keys_changed()
        if self.waits_to_edit and entry is not None:
            self.waits_to_edit = False
            self.do_edit()
        if (stale := not view.fits(found.width)) or not found.whole:  # the window became another meanwhile
            self.preview(whole=not stale)
