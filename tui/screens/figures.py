"""The desk's figures: both sides on one page, each with what it means and the items behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import ClassVar, NamedTuple

from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import DataTable

from playbook.desk.measured import Figure, measured
from playbook.desk.model import Item
from playbook.queueing import desk_of
from tui.commands import Command
from tui.figure_rows import MOST, behind_rows, figure_cell
from tui.screens.base import PlaybookScreen
from tui.widgets.rows_view import RowsView
from tui.widgets.table import Table
from tui.widgets.titles import set_title

READING = "Counting what is on record …"
SPANS = (("all that was ever said", 0), ("said in the last 90 days", 90), ("said in the last 30 days", 30))
"""Of what the figures are, and how many days that goes back; 0: to the beginning."""
EDGES = 3
"""Cells of the list beside what a figure says: a space on either side, and the bar that scrolls it."""


class Read(NamedTuple):
    """What was read in one go."""

    figures: list[Figure]
    items: Mapping[str, Item]
    """Those that are shown behind any of them."""


class FiguresScreen(PlaybookScreen[str]):
    """A list of figures, and what stands behind the one under the cursor; dismissed with the item to go to."""

    ABOUT = (
        "How the desk does, both sides on one page, counted from the records each time: nothing of it can be reset. "
        "Each figure says what it means, of how many it is, and which items stand behind it, the worst or newest first."
    )
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("figures.open", "enter", "items", "Go to the items behind it; there, to one on the desk.", bar=True),
        Command("figures.span", "p", "period", "Count all, or what was said in the last 90 or 30 days.", bar=True),
        Command("figures.pane", "tab,right,left,l,h", "pane", "To the items, and back.", bar=True),
        Command("figures.page", "v", "items", "Show the items instead of the list, on a narrow screen.", bar=True),
        Command("figures.back", "escape", "back", "From the items to the list, and back to the desk.", bar=True,
                fixed=True),
    )  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.span = 0
        self.counted: Read | None = None
        self.here: list[str] = []
        """Ids of the items that stand on the right, in their order."""
        self._behind = ("", 0)
        """Behind which figure of which span they stand."""

    def body(self) -> Iterable[Widget]:
        """List and items."""
        with Horizontal(classes="two"):
            yield Table(id="figures", classes="panel list")
            yield RowsView(shows_cursor=True, id="behind", classes="panel preview")

    @property
    def view(self) -> RowsView:
        """The items."""
        return self.query_one("#behind", RowsView)

    def on_mount(self) -> None:
        """Count in a thread."""
        super().on_mount()
        table = self.query_one(Table)
        table.add_column("figure")
        table.focus()
        self.hint(READING)
        self.reload()

    def reload(self) -> None:
        """Count anew."""
        workspace, days = self.workspace, SPANS[self.span][1]

        def read() -> Read:
            desk = desk_of(workspace)
            since = desk.now - timedelta(days=days) if days else None
            figures = measured(desk.counted(), desk.promise, desk.now, since)
            shown = dict.fromkeys(id_ for figure in figures for id_ in figure.ids[:MOST])
            return Read(figures, {item.id: item for item in desk.items(shown)})

        set_title(self.query_one(Table), f"Figures · {SPANS[self.span][0]}")
        self.load(read, self._got)

    def _got(self, counted: Read) -> None:
        self.unhint(READING)
        self.counted = counted
        self._list()
        self.refold()

    def _list(self) -> None:
        if self.counted is not None:
            table = self.query_one(Table)
            cells = [(one.key, (figure_cell(one, table.size.width - EDGES),)) for one in self.counted.figures]
            table.fill(cells, height=2)

    def on_table_resized(self) -> None:
        """Let the figures say as much as has room now."""
        self._list()

    @property
    def figure(self) -> Figure | None:
        """The figure under the cursor."""
        key = self.query_one(Table).current
        return next((one for one in self.counted.figures if one.key == key), None) if self.counted else None

    def on_data_table_row_highlighted(self, _: DataTable.RowHighlighted) -> None:
        """Follow the cursor."""
        self.refold()

    def refold(self) -> None:
        """Fold the pane on the right anew."""
        figure, view = self.figure, self.view
        if figure is not None and self.counted is not None:
            when = f"of {SPANS[self.span][0]}"
            rows, self.here = behind_rows(
                figure,
                self.counted.items,
                view.text_width,
                self.workspace.name_of,
                when,
                self.workspace.today,
            )
            behind = (figure.key, self.span)
            place = view.row.line if view.row and self._behind == behind else 0
            view.show(rows)
            self._behind = behind
            if place:
                self._to_item(place)
        self.keys_changed()

    def _to_item(self, place: int) -> None:
        """Put the cursor on an item, where its first line is."""
        rows = self.view.rows
        self.view.go_to(next((number for number, row in enumerate(rows) if row.line == place), 0))

    # Commands

    def labelled(self, command: Command) -> Command:
        """Say what Enter does in the pane that has the focus."""
        if command.id == "figures.open" and self.view.has_focus:
            command = replace(command, label="open")
        return super().labelled(command)

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        if command in ("figures.open", "figures.pane") and not self.here:
            return "Nothing stands behind this figure." if self.counted else READING
        return super().why_not(command)

    def do_open(self) -> None:
        """Go to the items; from one of them to the desk."""
        view = self.view
        if not view.has_focus:
            self._to_items()
            return
        place = view.row.line if view.row is not None else 0
        if place:
            self.dismiss(self.here[place - 1])
        else:
            self.say("Put the cursor on an item.")

    def _to_items(self) -> None:
        if self.has_class("-narrow"):
            self.add_class("-page")
        self.view.focus()
        self._to_item(1)

    def on_data_table_row_selected(self) -> None:
        """Enter goes to the items."""
        self.run_worker(self.action_command("figures.open"))

    def do_pane(self) -> None:
        """Between figures and items."""
        if self.view.has_focus:
            self.remove_class("-page")
            self.query_one(Table).focus()
        else:
            self._to_items()

    def do_span(self) -> None:
        """Count another span."""
        self.span = (self.span + 1) % len(SPANS)
        self.reload()

    def do_page(self) -> None:
        """Swap list and items where there is no room for both."""
        self.toggle_class("-page")

    def do_back(self) -> None:
        """Back to the list first."""
        if self.view.has_focus:
            self.do_pane()
        else:
            self.dismiss("")
