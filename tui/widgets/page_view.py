"""A page as it reads: outline, search, links, and its words to copy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.actions import SkipAction
from textual.content import Content
from textual.screen import ModalScreen

from playbook.text import one_line
from tui.commands import Command
from tui.inline_spans import as_written
from tui.kept_place import place_in
from tui.page_keys import READING
from tui.page_links import goal_of, leads_to, links_of, row_of_anchor
from tui.rows import Row, Span, short
from tui.widgets.moving import MOVES
from tui.widgets.rows_view import RowsView

if TYPE_CHECKING:
    from playbook.plays.model import Page
    from tui.page_search import Hit, PageText, Piece


BELOW = 10
"""Rows at the end of the pane that a search may lie over."""


class PageView(RowsView):
    """A page with a cursor line, an outline, search and links."""

    KEYS: ClassVar[tuple[Command, ...]] = (*MOVES, *READING)

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(shows_cursor=True, id=id, classes=classes)
        self.words = ""
        self.page: Page | None = None
        """The page whose links are followed."""
        self._text: PageText | None = None
        self._hits: list[Hit] = []
        self._hit = -1
        self._marks: dict[int, list[tuple[int, int, str]]] = {}
        self._began = (0, 0)
        """Cursor and first row in sight when the search began."""

    def show(self, rows: Sequence[Row], *, keep: bool = False) -> None:
        """Show a page, marking what was searched in it before; `keep`: stand at the same words, as far down."""
        self._text = None
        before, cursor, top = self.rows, self.cursor, self.scroll_offset.y
        super().show(rows, keep=keep)
        if keep:
            self._stay(place_in(before, cursor, rows), cursor, top)
        if self.words and keep:
            self._find(self.words)
            self._tell()
        elif self.words:
            self.words, self._hits, self._marks = "", [], {}
            self._tell()
            self.refresh()

    def _stay(self, place: int, before: int, top: int) -> None:
        """Stand on row `place`, as far below the top of the pane as row `before` stood."""
        if place == before:
            return
        self.cursor = place
        if top:
            self.scroll_to(y=max(top + place - before, 0), animate=False, force=True, immediate=True)

    # What is under the cursor

    @property
    def quote(self) -> str:
        """The sentence under the cursor, whole, as the file has it: merge fields by name."""
        here = self.row
        if here is None or not here.line:
            return ""
        spans: list[Span] = []
        for row in self._paragraph():
            if spans:
                spans.append((" ", "join"))
            spans += _words(row)
        return " ".join(as_written(spans).split())

    def _paragraph(self) -> list[Row]:
        """Return the rows that the cursor's line of the file folds to."""
        here = self.rows[self.cursor]
        return self._around(lambda row: row.line == here.line and bool(row.text.strip()))

    def _around(self, belongs: Callable[[Row], bool]) -> list[Row]:
        """Return the row under the cursor and those beside it that belong with it."""
        first = last = self.cursor
        while first > 0 and belongs(self.rows[first - 1]):
            first -= 1
        while last + 1 < len(self.rows) and belongs(self.rows[last + 1]):
            last += 1
        return list(self.rows[first : last + 1])

    @property
    def spoken(self) -> str:
        """The talk track under the cursor as it is said, or the paragraph: what is copied."""
        if self.row is None or not self.row.text.strip():
            return ""
        bar = _bar(self.row)
        rows = self._around(lambda row: _bar(row) == bar) if bar else self._paragraph()
        paragraphs: list[str] = [""]
        for row in rows:
            if any("label" in style.split() or "change" in style.split() for _, style in row.spans):
                continue
            words = "".join(text for text, _ in _words(row)).strip()
            if words:
                paragraphs[-1] = f"{paragraphs[-1]} {words}".strip()
            elif paragraphs[-1]:
                paragraphs.append("")
        return "\n\n".join(part for part in paragraphs if part)

    # Search

    def search(self, words: str) -> int:
        """Mark `words` in the page and go to the first hit from where the search began; return how many there are."""
        if not self.words:
            self._began = (self.cursor, self.scroll_offset.y)
        self._find(words.strip())
        began, top = self._began
        if self._hits:
            self._hit = next((n for n, hit in enumerate(self._hits) if hit[0].row >= began), 0)
            self._go_to_hit()
        else:
            self._return(began, top)
        self._tell()
        return len(self._hits)

    def _find(self, words: str) -> None:
        self.words = words
        if self._text is None:
            from tui.page_search import PageText

            self._text = PageText(self.rows)
        self._hits = self._text.find(words)
        self._hit = min(self._hit, len(self._hits) - 1)
        self._marks = {}
        for hit in self._hits:
            for piece in hit:
                self._mark(piece, "found")
        self.refresh()

    def _mark(self, piece: Piece, style: str) -> None:
        self._marks.setdefault(piece.row, []).append((piece.start, piece.end, style))

    def spans_at(self, index: int) -> tuple[Span, ...]:
        """Return the spans of a row, with what was searched marked."""
        marks = self._marks.get(index)
        if not marks:
            return self.rows[index].spans
        here = self._hits[self._hit] if 0 <= self._hit < len(self._hits) else ()
        now = {(piece.start, piece.end) for piece in here if piece.row == index}
        shown = [(low, high, f"{style} here" if (low, high) in now else style) for low, high, style in marks]
        from tui.page_search import marked

        return marked(self.rows[index], shown)

    @property
    def searched(self) -> str:
        """How the search stands: `2 of 12`."""
        if not self.words:
            return ""
        if not self._hits:
            return f"“{short(self.words, 30)}” is not on this page"
        return f"{self._hit + 1} of {len(self._hits)} “{short(self.words, 30)}”"

    def step_hit(self, by: int) -> None:
        """Go to the next or the previous hit, round the end."""
        if self._hits:
            self._hit = (self._hit + by) % len(self._hits)
            self._go_to_hit()
            self._tell()

    def _go_to_hit(self) -> None:
        row = self._hits[self._hit][0].row
        self.go_to(row)
        height = self.scrollable_content_region.height
        if row - self.scroll_offset.y > height - BELOW:  # the line that is typed in lies over the last rows
            self.scroll_to(y=max(row - height // 3, 0), animate=False, force=True, immediate=True)
        self.refresh()

    @property
    def hit_is_low(self) -> bool:
        """The hit stands in the last rows of the pane, at the end of the page."""
        height = self.scrollable_content_region.height
        return bool(self._hits) and self._hits[self._hit][0].row - self.scroll_offset.y > height - BELOW

    def end_search(self) -> None:
        """Take the marks off, and go back to where the search began."""
        if self.words:
            self.words, self._hits, self._marks, self._hit = "", [], {}, -1
            self._return(*self._began)
            self._tell()
            self.refresh()

    def _return(self, cursor: int, top: int) -> None:
        self.cursor = min(cursor, max(len(self.rows) - 1, 0))
        self.scroll_to(y=top, animate=False, force=True, immediate=True)

    def _tell(self) -> None:
        """Say on the frame how the search stands."""
        frame = self.parent if isinstance(self.screen, ModalScreen) and self.parent is not None else self
        told = self.searched
        keys = (
            f"{told} · {self.key('page.next')} {self.key('page.previous')} · esc back" if self._hits else told
        )
        frame.border_subtitle = Content(one_line(keys))  # type: ignore[attr-defined]

    async def action_command(self, id_: str, *said: str) -> None:
        """Do a command; Escape is the screen's while nothing is searched."""
        if id_ == "page.end-search" and not self.words:
            raise SkipAction
        await super().action_command(id_, *said)

    def do_end_search(self) -> None:
        """End the search."""
        self.end_search()

    def do_search(self) -> None:
        """Ask what to search for."""
        self.action_search()

    def action_search(self) -> None:
        """Ask what to search for."""
        from tui.screens.search_page import SearchScreen

        self.app.push_screen(SearchScreen(self))

    def do_next(self) -> None:
        """Go to the next hit, or the next change."""
        self._go_on(1)

    def do_previous(self) -> None:
        """Go to the hit before, or the change before."""
        self._go_on(-1)

    def _go_on(self, by: int) -> None:
        if self.words:
            self.step_hit(by)
        else:
            self._go_to_change(by)

    def _go_to_change(self, by: int) -> None:
        places = [
            number
            for number, row in enumerate(self.rows)
            if any("change" in style.split() for _, style in row.spans)
        ]
        if not places:
            self.refuse(
                f"Nothing is searched ({self.key('page.search')}), and no change is marked on this page."
            )
            return
        later = [place for place in places if place > self.cursor] or places
        earlier = [place for place in places if place < self.cursor] or places
        self.go_to(later[0] if by > 0 else earlier[-1])

    # Headings

    def do_next_heading(self) -> None:
        """Go to the next heading."""
        self._go_to_heading(1)

    def do_previous_heading(self) -> None:
        """Go to the heading before."""
        self._go_to_heading(-1)

    def _go_to_heading(self, by: int) -> None:
        places = [i for i, row in enumerate(self.rows) if row.anchor]
        after = [i for i in places if i > self.cursor]
        before = [i for i in places if i < self.cursor]
        target = after[0] if by > 0 and after else before[-1] if by < 0 and before else None
        if target is not None:
            self.go_to(target, top=True)

    def action_outline(self) -> None:
        """Choose a heading to go to."""
        from tui.screens.outline import OutlineScreen, headings_of

        def chosen(anchor: str | None) -> None:
            if anchor:
                self.go_to_anchor(anchor)
                self.focus()

        headings = headings_of(self.rows)
        here = next((row.anchor for row in reversed(self.rows[: self.cursor + 1]) if row.anchor), "")
        self.app.push_screen(OutlineScreen(headings, here), chosen)

    def go_to_anchor(self, anchor: str) -> bool:
        """Go to the heading with id `anchor`, read as generously as hosts do; say whether there is one."""
        row = row_of_anchor(self.rows, anchor)
        if row is not None:
            self.go_to(row, top=True)
        return row is not None

    # Links and copying

    def do_links(self) -> None:
        """Open the link on this line; without one, or with several, choose."""
        links = links_of(self.rows)
        if not links:
            self.refuse("There is no link on this page.")
            return
        here = [link for link in links if link.row == self.cursor]
        if len(here) == 1:
            self.follow(here[0].href)
            return
        from playbook.page_names import page_titles
        from tui.screens.links import LinksScreen

        rest = [link for link in links if link.row != self.cursor]
        workspace, page = self.app_of_host.workspace, self.page

        def leads() -> dict[str, str]:
            titles, root = page_titles(workspace.catalog), workspace.settings.link_root
            return {link.href: leads_to(link.href, page, titles, root) for link in links} if page else {}

        asked = LinksScreen([*here, *rest], leads)
        self.app.push_screen(asked, lambda href: self.follow(href) if href else None)

    def follow(self, href: str) -> None:
        """Go where a link of this page leads: on the page, to another over it, or outside if the user says so."""
        page = self.page
        if page is None:
            return
        workspace = self.app_of_host.workspace
        goal = goal_of(href, page, workspace.settings.link_root)
        if goal.kind == "nowhere":
            self.refuse(goal.why)
        elif goal.kind == "here":
            if not self.go_to_anchor(goal.to[0]):
                self.refuse(f"This page has no heading “{goal.to[0]}”.")
        elif goal.kind == "page":
            from tui.screens.read import ReadScreen

            self.app.push_screen(ReadScreen(goal.to[0], or_else=goal.to[1:]))
        else:
            from tui.browsing import open_outside
            from tui.screens.links import OutsideScreen

            url = goal.to[0]
            self.app.push_screen(
                OutsideScreen(url), lambda yes: open_outside(self.app_of_host, url) if yes else None
            )

    def do_copy(self) -> None:
        """Copy the words under the cursor."""
        from tui.clipboard import copy

        text = self.spoken
        if not text:
            self.refuse("There are no words under the cursor to copy.")
            return
        self.app_of_host.say(copy(self.app, text), "good")


def _bar(row: Row) -> str:
    """Return the kind of bar that a row stands behind: that of a talk track, or of my own words."""
    first = row.spans[0] if row.spans else ("", "")
    if not first[0].startswith("┃"):
        return ""
    return "mine" if "mine" in first[1] else "talk"


def _words(row: Row) -> list[Span]:
    """Return the spans of a row without the bars and bullets before its words."""
    spans = list(row.spans)
    while spans and (not spans[0][0].strip(" ┃▎│☐☑✎") or "bullet" in spans[0][1].split()):
        spans.pop(0)
    return spans
