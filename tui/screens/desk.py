"""The desk: a queue where one acts and moves on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rich.text import Text
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import DataTable, Static

from playbook.assigning import decides, why_not_decide
from playbook.desk.actions import allowed
from playbook.desk.lapsing import closings
from playbook.desk.model import Item
from playbook.desk.queue import Queue, QueueTab
from playbook.desk.similar import SimilarIndex
from playbook.queueing import queue_of
from playbook.since import quoted_in
from playbook.text import one_line
from tui.desk_keys import DESK_KEYS
from tui.desk_text import Beside, item_cells, preview_rows
from tui.screens.desk_acts import DeskActs
from tui.screens.desk_filters import DeskFilters
from tui.screens.desk_promote import DeskPromote
from tui.screens.desk_since import DeskSince
from tui.screens.desk_turns import DeskTurns
from tui.screens.mode import ModeScreen
from tui.widgets.rows_view import RowsView
from tui.widgets.table import Table

EMPTY = {
    "new": "Nothing new: every item has been looked at.",
    "mine": "Nothing is assigned to you.",
    "waiting": "No question to a rep is open.",
    "overdue": "Nothing is overdue now.",
    "ready": "No change is under way.",
    "answered": "Nothing has been answered yet.",
    "all": "No feedback yet. Reps tell with F4, wherever they are.",
}
MOST = 500
"""Rows of the list; what lies behind them is found by a filter."""


@dataclass(frozen=True)
class Loaded:
    """What the screen read in one go."""

    queue: Queue
    tabs: list[QueueTab]
    similar: SimilarIndex
    lapsed: bool
    """Questions stayed unanswered for too long, and are mine to close."""


class DeskScreen(DeskTurns, DeskFilters, DeskPromote, DeskSince, DeskActs, ModeScreen):
    """The liaison's queue."""

    NAME = "Desk"
    ABOUT = (
        "Feedback from the field, the most urgent first: by the promise, then by how many accounts are behind it. "
        "One key acts, and the cursor is on the next. Several that are marked are answered at once."
    )
    KEYS = DESK_KEYS

    def __init__(self) -> None:
        super().__init__()
        self.tab = "new"
        self.loaded: Loaded | None = None
        self.shown: list[Item] = []
        self.similar = SimilarIndex()
        """What is open; brought up to date with each reading, and made only once."""
        self.wanted = ""
        """Id of the item that is to stand under the cursor once the desk is read."""

    def body(self) -> Iterable[Widget]:
        """Tabs, list, preview."""
        yield Static(id="desk-tabs", markup=False)
        with Horizontal(classes="two"):
            yield Table(id="items", classes="panel list")
            yield RowsView(id="preview", classes="panel preview")

    def on_mount(self) -> None:
        """Name the columns."""
        super().on_mount()
        table = self.query_one(Table)
        table.add_column("item")
        table.focus()

    # Reading

    def reload(self) -> None:
        """Fold the feedback in a thread."""
        self.load(self._read, self._got)

    def _read(self) -> Loaded:
        workspace = self.workspace
        queue = queue_of(workspace, filters=self.all_filters)
        lapsed = closings(
            queue.rows("waiting"), workspace.person, queue.now, workspace.settings.desk.unanswered
        )
        self.similar.keep_up({id_: item for id_, item in queue.items.items() if item.is_open})
        return Loaded(queue, queue.tabs(), self.similar, bool(lapsed))

    def _got(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self.playbook.counts["Desk"] = loaded.queue.numbers["new"]
        self.show_modes()
        self.marked &= set(loaded.queue.items)
        self._turn_to_wanted(loaded)
        self.show_tab()
        if self.wanted in [item.id for item in self.shown]:
            table = self.query_one(Table)
            table.move_cursor(row=table.get_row_index(self.wanted), animate=False)
        self.wanted = ""
        if loaded.lapsed:
            self.close_unanswered()
        self.acted()

    def go_to(self, id_: str) -> None:
        """Put the cursor on an item, in the tab that has it."""
        self.wanted = id_
        self.reload()

    def _turn_to_wanted(self, loaded: Loaded) -> None:
        for tab in (self.tab, *(tab.key for tab in loaded.tabs)) if self.wanted else ():
            if any(item.id == self.wanted for item in loaded.queue.rows(tab)):
                self.tab = tab
                return

    # Painting

    def show_tab(self) -> None:
        """Show the items of the tab that one is in."""
        if self.loaded is None:
            return
        queue, tabs = self.loaded.queue, self.loaded.tabs
        if self.tab not in [tab.key for tab in tabs]:
            self.tab = tabs[0].key
        self.query_one("#desk-tabs", Static).update(tabs_text(tabs, self.tab, self.app.size.width))
        found = queue.rows(self.tab)
        self.shown = found[:MOST]
        self.paint_list()
        if not found:
            self.query_one(RowsView).show([])
            self.hint(EMPTY.get(self.tab, "Nothing fits this filter."))
        elif len(found) > MOST:
            key = self.key("desk.filter")
            self.hint(f"The first {MOST:,} of {len(found):,} are listed; {key} looks for others.")
        self._preview()

    def paint_list(self) -> None:
        """Paint the rows anew: what is marked has changed, or what is shown."""
        if self.loaded is None:
            return
        queue = self.loaded.queue
        cells = [
            (item.id, item_cells(item, queue.promise, queue.now, marked=item.id in self.marked))
            for item in self.shown
        ]
        self.query_one(Table).fill(cells, height=2)

    def refold(self) -> None:
        """Fold the pane on the right anew."""
        self._preview()

    def on_data_table_row_highlighted(self, _: DataTable.RowHighlighted) -> None:
        """Follow the cursor."""
        self._preview()

    def _preview(self) -> None:
        item, loaded = self.item, self.loaded
        if item is None or loaded is None:
            self.keys_changed()
            return
        view = self.query_one(RowsView)
        width, workspace = view.text_width, self.workspace

        def read() -> list[Any]:
            alike = [(loaded.queue.items[s.id], s.shared) for s in loaded.similar.like(item, 4)]
            return preview_rows(
                item, quoted_in(workspace, item), Beside.read(item, alike, workspace), workspace, width
            )

        def show(rows: list[Any]) -> None:
            if self.item is item:
                view.show(rows)
                self.look_since(item, rows)
                self.keys_changed()

        self.load(read, show, group="preview")

    @property
    def item(self) -> Item | None:
        """The item under the cursor."""
        key = self.query_one(Table).current
        return next((item for item in self.shown if item.id == key), None)

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        verb = command.removeprefix("desk.")
        if not command.startswith("desk.") or verb in (
            "next-tab",
            "previous-tab",
            "page",
            "filter",
            "clusters",
            "figures",
        ):
            return super().why_not(command)
        if verb == "undo":
            return "" if self.last() else "Nothing done since you opened the desk is left to undo."
        if verb == "promote":
            liaison = self.workspace.has_role("liaison") or self.workspace.has_role("author")
            return "" if liaison else "That is for the marketing liaison (role “liaison” in playbook.toml)."
        if verb == "keep-filter":
            return "" if self.tab.startswith("filter:") else "Filter first: then it can be kept as a tab."
        item = self.item
        if item is None:
            return "There is nothing in this tab."
        if verb in ("mark", "mark-alike"):
            return ""
        if verb in ("open", "change") and not item.play:
            return "This feedback is about no page."
        if verb == "open":
            return ""
        if verb == "change" and self.app.is_web:
            return "A browser has no editor; `playbook desk change` opens yours in a terminal."
        if verb == "decide" and (reason := why_not_decide(self.workspace)):
            return reason
        if verb == "heard":
            return "" if item.route else "It has not been sent on to anybody."
        if verb == "already" and not self.answering:
            return "No revision since then seems to have answered it."
        verb = "answer" if verb == "already" else verb
        named = verb == "decide" and decides(self.workspace)
        reasons = (allowed(one, verb, self.workspace.person, decides=named) for one in self.targets)
        return next((reason for reason in reasons if reason), "")


def tabs_text(tabs: list[QueueTab], here: str, width: int) -> Text:
    """Return the tabs with their counts; where they are too many for the screen, those around the one that is shown."""
    labels = [f" {one_line(tab.title)} {tab.number or ''}".rstrip() + " " for tab in tabs]
    if sum(len(label) + 1 for label in labels) > width:
        labels = [label.replace(" for rep", "") for label in labels]
    at = [tab.key for tab in tabs].index(here)
    first = 0
    while first < at and sum(len(label) + 1 for label in labels[first : at + 1]) > width - 6:
        first += 1
    text = Text("‹" if first else " ", no_wrap=True, overflow="ellipsis")
    for number in range(first, len(tabs)):
        text.append(labels[number], "bold reverse" if number == at else "")
        text.append("│" if number < len(tabs) - 1 else "", "dim")
    return text
