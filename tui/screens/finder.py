"""Find while typing: results within the key press, the best hit's answer readable without opening it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import DataTable, Input, Static

from playbook.errors import PlaybookError
from playbook.text import one_line
from tui.markdown_rows import markdown_rows
from tui.page_text import page_rows
from tui.rows import Row, short
from tui.screens.once import Dialog
from tui.widgets.rows_view import RowsView
from tui.widgets.table import Table

if TYPE_CHECKING:
    from playbook.library.passages import Hit
    from tui.app import PlaybookApp

SHOWN = 3_000
"""Characters of a page that the answer shows: what is read at once, laid out within the key press."""

TITLES = {
    (): "Find anything",
    ("objection",): "Objection",
    ("battlecard",): "Battlecard",
}


@dataclass(frozen=True)
class Found:
    """What came of a search."""

    words: str
    """What was typed."""
    page: str = ""
    """Page id (`page#objection` for an objection inside a play) that was on the screen, or empty."""
    title: str = ""
    opened: bool = False
    """Enter was pressed on it; else it was only on the screen."""
    seconds: float = 0.0
    """How long it was on the screen at last."""
    kind: str = ""
    """The kind of page, or `objection` for one inside a play."""

    @property
    def gap(self) -> bool:
        """Something was searched and nothing found."""
        return bool(self.words) and not self.page


class FinderScreen(Dialog[Found | None]):
    """A line to type in, hits below, the answer beside them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "back", show=False),
        Binding("down,ctrl+n", "move(1)", "next", show=False, priority=True),
        Binding("up", "move(-1)", "previous", show=False, priority=True),
        Binding("pagedown", "scroll(1)", "scroll answer", show=False, priority=True),
        Binding("pageup", "scroll(-1)", "scroll answer", show=False, priority=True),
    ]

    def __init__(self, kinds: tuple[str, ...] = (), *, in_call: bool = False) -> None:
        super().__init__()
        self.kinds, self.in_call = kinds, in_call
        self.hits: list[Hit] = []
        self.words = ""
        self._seen: tuple[str, float] = ("", 0.0)
        """What is on the screen, and since when by the monotonic clock."""

    @property
    def playbook(self) -> PlaybookApp:
        """The app, by its own type."""
        return cast("PlaybookApp", self.app)

    def compose(self) -> ComposeResult:
        """Words, hits, answer."""
        with Vertical(classes="panel dialog tall", id="finder"):
            yield Input(placeholder="two or three letters are enough", id="words")
            with Horizontal(id="finder-panes"):
                yield Table(id="hits")
                yield RowsView(id="answer")
            enter = "⏎ back to the call with it" if self.in_call else "⏎ open"
            yield Static(
                f" ↑↓ choose   {enter}   PgDn read on   esc back", classes="dialog-keys", markup=False
            )

    def on_mount(self) -> None:
        """List what there is before anything is typed."""
        self.query_one("#finder", Vertical).border_title = TITLES.get(self.kinds, "Find")
        table = self.query_one(Table)
        table.add_column("hit")
        table.can_focus = False
        self.playbook.when_index(self._find)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Find with every letter."""
        self.words = event.value.strip()
        self._find()

    def _find(self) -> None:
        index = self.playbook.index
        table = self.query_one(Table)
        if index is None:
            self.query_one("#answer", RowsView).show([Row((("Reading the playbook …", "dim"),))])
            return
        self.hits = index.find(self.words, kinds=self.kinds or None, limit=30) if self.words else []
        if not self.words and self.kinds:
            self.hits = self._listed()
        rows = []
        for number, hit in enumerate(self.hits):
            kind = "" if len(self.kinds) == 1 else f"{hit.kind} · "
            rows.append((str(number), (Text.assemble((kind, "dim"), short(hit.title, 40)),)))
        table.fill(rows, keep=False)
        self._show()

    def _listed(self) -> list[Hit]:
        """Return all of these kinds, by title, before anything is typed."""
        from playbook.library.passages import Hit

        known = self.playbook.workspace.catalog.summaries()
        wanted = sorted((s for s in known if s.kind in self.kinds), key=lambda s: s.title.casefold())
        return [Hit(s.id, s.title, s.kind, "", "", 0.0) for s in wanted]

    def refold(self) -> None:
        """Fold the answer for the width there is."""
        self._show()

    def _show(self) -> None:
        view = self.query_one("#answer", RowsView)
        hit = self._hit()
        if hit is None or hit.id != self._seen[0]:
            self._seen = (hit.id if hit else "", self.playbook.workspace.clock.seconds())
        if hit is None:
            nothing = f"Nothing found for “{self.words}”." if self.words else "Type to find."
            told = " It is noted as a gap for marketing." if self.words and self.in_call else ""
            view.show([Row(((one_line(nothing + told), "dim"),))])
            return
        width = view.text_width
        try:
            entry = self.playbook.workspace.page(hit.id.partition("#")[0])
        except PlaybookError as error:
            view.show([Row(((one_line(str(error)), "bad"),))])
            return
        inside = hit.id.partition("#")[2]
        objection = next((o for o in entry.page.objections if o.id == inside), None) if inside else None
        if objection is not None:
            title = Row(((objection.title, "h1"),))
            view.show([title, Row(()), *markdown_rows(objection.text, width, first_line=objection.line + 1)])
            return
        step = entry.page.step(hit.step) if hit.step else None
        start = step.line if step else 0
        view.show(page_rows(entry, width, self.playbook.workspace, brief=True, head=SHOWN, start=start))

    def _hit(self) -> Hit | None:
        key = self.query_one(Table).current
        return self.hits[int(key)] if key and int(key) < len(self.hits) else None

    def on_data_table_row_highlighted(self, _: DataTable.RowHighlighted) -> None:
        """Show the answer of the hit under the cursor."""
        self._show()

    def action_move(self, by: int) -> None:
        """Move through the hits while the words keep the focus."""
        table = self.query_one(Table)
        table.move_cursor(row=table.cursor_row + by, animate=False)

    def action_scroll(self, by: int) -> None:
        """Scroll the answer."""
        self.query_one("#answer", RowsView).action_page(by)

    def on_input_submitted(self) -> None:
        """Take the hit."""
        hit = self._hit()
        if hit is not None:
            self.dismiss(Found(self.words, hit.id, hit.title, opened=True, kind=hit.kind))

    def action_leave(self) -> None:
        """Go back to exactly where one was; what was on the screen counts as read."""
        hit = self._hit()
        if not self.words:
            self.dismiss(None)
        else:
            seconds = self.playbook.workspace.clock.seconds() - self._seen[1]
            if hit is None:
                self.dismiss(Found(self.words))
            else:
                self.dismiss(Found(self.words, hit.id, hit.title, seconds=seconds, kind=hit.kind))
