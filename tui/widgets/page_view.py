"""A page as it reads: outline, and search inside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from tui.rows import Row, Span
from tui.widgets.rows_view import RowsView


class PageView(RowsView):
    """A page with a cursor line, an outline and search."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+f", "search", "search in page", show=False, id="page.search"),
        Binding("n", "next_hit(1)", "next hit", show=False, id="page.next"),
        Binding("N", "next_hit(-1)", "hit before", show=False, id="page.previous"),
        Binding("right_square_bracket", "heading(1)", "next heading", show=False, id="page.next-heading"),
        Binding(
            "left_square_bracket", "heading(-1)", "heading before", show=False, id="page.previous-heading"
        ),
    ]

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(shows_cursor=True, id=id, classes=classes)
        self.words = ""
        self._plain: Sequence[Row] = ()

    def show(self, rows: Sequence[Row], *, keep: bool = False) -> None:
        """Show a page, marking what was searched in it before."""
        self._plain = rows
        super().show(_marked(rows, self.words) if self.words else rows, keep=keep)

    @property
    def quote(self) -> str:
        """The sentence under the cursor, whole: all rows of the paragraph that its line of the file folds to."""
        here = self.row
        if here is None or not here.line:
            return ""
        first = last = self.cursor
        while first > 0 and self.rows[first - 1].line == here.line and self.rows[first - 1].text.strip():
            first -= 1
        while (
            last + 1 < len(self.rows)
            and self.rows[last + 1].line == here.line
            and self.rows[last + 1].text.strip()
        ):
            last += 1
        words = (row.text.lstrip("┃▎•☐☑ ") for row in self.rows[first : last + 1])
        return " ".join(" ".join(words).split())

    def search(self, words: str) -> int:
        """Mark `words` in the page and go to the first hit after the cursor; return how many rows hold them."""
        self.words = words.casefold().strip()
        self.show(self._plain, keep=True)
        hits = self._hits()
        if hits:
            self.go_to(next((hit for hit in hits if hit >= self.cursor), hits[0]))
        return len(hits)

    def _hits(self) -> list[int]:
        return [i for i, row in enumerate(self._plain) if self.words and self.words in row.text.casefold()]

    def action_next_hit(self, by: int) -> None:
        """Go to the next or the previous hit, round the end."""
        hits = self._hits()
        if not hits:
            return
        later = [hit for hit in hits if hit > self.cursor] or hits
        earlier = [hit for hit in hits if hit < self.cursor] or hits
        self.go_to(later[0] if by > 0 else earlier[-1])

    def action_heading(self, by: int) -> None:
        """Go to the next or the previous heading."""
        places = [i for i, row in enumerate(self.rows) if row.anchor]
        after = [i for i in places if i > self.cursor]
        before = [i for i in places if i < self.cursor]
        target = after[0] if by > 0 and after else before[-1] if by < 0 and before else None
        if target is not None:
            self.go_to(target, top=True)

    def action_search(self) -> None:
        """Ask what to search for."""
        from tui.screens.ask import AskScreen

        def found(words: str | None) -> None:
            if words is not None:
                count = self.search(words)
                say = getattr(self.screen, "say", None)
                if say is not None:
                    say(
                        f"{count} lines with “{words}”. n next, N before."
                        if count
                        else f"“{words}” is not on this page."
                    )

        self.app.push_screen(AskScreen("Search in this page", self.words, hint="⏎ search   esc back"), found)

    def action_outline(self) -> None:
        """Choose a heading to go to."""
        from tui.screens.outline import OutlineScreen

        headings = [(row.anchor, row.text) for row in self.rows if row.anchor]

        def chosen(anchor: str | None) -> None:
            if anchor:
                self.go_to_anchor(anchor)
                self.focus()

        self.app.push_screen(OutlineScreen(headings), chosen)


def _marked(rows: Sequence[Row], words: str) -> list[Row]:
    """Return `rows` with every occurrence of `words` (case folded) in the style `found`."""
    marked = []
    for row in rows:
        if words not in row.text.casefold():
            marked.append(row)
            continue
        spans: list[Span] = []
        for text, style in row.spans:
            folded, start = text.casefold(), 0
            if len(folded) != len(text):
                spans.append((text, style))
                continue
            while (hit := folded.find(words, start)) >= 0:
                spans += [(text[start:hit], style), (text[hit : hit + len(words)], f"{style} found".strip())]
                start = hit + len(words)
            spans.append((text[start:], style))
        marked.append(row._replace(spans=tuple(span for span in spans if span[0])))
    return marked
