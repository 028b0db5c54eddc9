"""The desk: a queue where one acts and moves on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from rich.text import Text
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import DataTable, Static

from playbook.assigning import decides, why_not_decide
from playbook.desk.actions import allowed
from playbook.desk.model import Item
from playbook.since import quoted_in
from tui.desk_keys import DESK_KEYS
from tui.desk_read import FIRST, MOST, Loaded, learn, read_alike, read_desk, read_rest
from tui.desk_text import HINTED, Beside, item_cells, preview_rows, tabs_text
from tui.screens.desk_acts import ALIKE, DeskActs
from tui.screens.desk_filters import DeskFilters
from tui.screens.desk_promote import DeskPromote
from tui.screens.desk_since import DeskSince
from tui.screens.desk_turns import DeskTurns
from tui.screens.mode import LEAVES, ModeScreen
from tui.widgets.rows_view import RowsView
from tui.widgets.table import Table

EMPTY = {
    "new": "Nothing new: every item has been looked at.",
    "mine": "Nothing is assigned to you.",
    "waiting": "No question to a rep is open.",
    "overdue": "Nothing is overdue now.",
    "ready": "No change is under way.",
    "answered": "Nothing has been answered yet.",
    "all": "No feedback yet. Reps tell with {mode.feedback}, wherever they are.",
}
BESIDE = 4
"""Similar items that are shown beside one."""


class DeskScreen(DeskTurns, DeskFilters, DeskPromote, DeskSince, DeskActs, ModeScreen):
    """The liaison's queue."""

    NAME = "Desk"
    ABOUT = (
        "Feedback from the field, the most urgent first: by the promise, then by how many accounts are behind it. "
        "One key acts, and the cursor is on the next. Several that are marked are answered at once."
    )
    KEYS = DESK_KEYS
    ALSO = LEAVES

    def __init__(self) -> None:
        super().__init__()
        self.tab = "new"
        self.loaded: Loaded | None = None
        self.shown: list[Item] = []
        self.alike: tuple[str, list[Item]] = ("", [])
        """What is like the item of this id, once it is known."""
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
        """Read the tab in a thread."""
        low = self.query_one(Table).cursor_row >= FIRST // 2
        read = partial(
            read_desk, self.workspace, self.all_filters, self.tab,
            wanted=self.wanted, rows=MOST if low else FIRST, also=self.marked | self.acted_on,
        )  # fmt: skip
        self.load(read, self._got)

    def _got(self, loaded: Loaded) -> None:
        self.loaded, self.tab = loaded, loaded.tab
        self.playbook.counts["Desk"] = loaded.queue.numbers["new"]
        self.show_modes()
        self.marked &= set(loaded.known)
        self.show_tab()
        if self.wanted in [item.id for item in self.shown]:
            table = self.query_one(Table)
            table.move_cursor(row=table.get_row_index(self.wanted), animate=False)
        self.wanted = ""
        if loaded.lapsed:
            self.close_unanswered()
        if loaded.more:
            self.load(partial(read_rest, loaded), partial(self._got_rest, loaded), group="rest")
        self.load(partial(learn, self.workspace), self._learnt, group="words")
        self.acted()

    def _got_rest(self, loaded: Loaded, rest: tuple[Item, ...]) -> None:
        """Put the rest of the rows below those that stand."""
        if self.loaded is loaded:
            shown = (*loaded.shown, *rest)
            self.loaded = replace(
                loaded, shown=shown, known={**loaded.known, **{one.id: one for one in rest}}
            )
            self.shown = list(shown)
            self.query_one(Table).extend(self._rows(rest), height=2)

    def _learnt(self, changed: bool) -> None:
        if changed:
            self._preview()

    def go_to(self, id_: str) -> None:
        """Put the cursor on an item, in the tab that has it."""
        self.wanted = id_
        self.reload()

    # Painting

    def show_tab(self) -> None:
        """Show the items of the tab that one is in."""
        loaded = self.loaded
        if loaded is None:
            return
        self.query_one("#desk-tabs", Static).update(
            tabs_text(self.titled(loaded.tabs), self.tab, self.app.size.width)
        )
        self.shown = list(loaded.shown)
        self.paint_list()
        if not self.shown:
            self.query_one(RowsView).show([])
            told = "all" if self.tab == "new" and not loaded.any else self.tab
            self.query_one(Table).tell(self.keyed(EMPTY.get(told, "Nothing fits this filter.")))
        elif loaded.number > MOST:
            key = self.key("desk.filter")
            self.hint(f"The first {MOST:,} of {loaded.number:,} are listed; {key} looks for others.")
        self._preview()

    def paint_list(self) -> None:
        """Paint the rows anew: what is marked has changed, or what is shown."""
        if self.loaded is not None:
            self.query_one(Table).fill(self._rows(self.shown), height=2)

    def _rows(self, items: Iterable[Item]) -> list[tuple[str, tuple[Text, ...]]]:
        assert self.loaded is not None
        queue, marked = self.loaded.queue, self.marked
        return [
            (item.id, item_cells(item, queue.promise, queue.now, marked=item.id in marked)) for item in items
        ]

    def refold(self) -> None:
        """Fold the pane on the right anew."""
        self._preview()

    def on_data_table_row_highlighted(self, _: DataTable.RowHighlighted) -> None:
        """Follow the cursor."""
        self._preview()

    def _preview(self) -> None:
        item = self.item
        if item is None or self.loaded is None:
            self.keys_changed()
            return
        view = self.query_one(RowsView)
        width, workspace = view.text_width, self.workspace
        keys = {id_: self.key(id_) for id_ in HINTED}

        def read() -> tuple[list[Item], list[Any]]:
            alike = read_alike(workspace, item, ALIKE)
            beside = Beside.read(item, alike[:BESIDE], workspace)
            rows = preview_rows(item, quoted_in(workspace, item), beside, workspace, width, keys)
            return [one for one, _ in alike], rows

        def show(found: tuple[list[Item], list[Any]]) -> None:
            if self.item is item:
                self.alike = (item.id, found[0])
                view.show(found[1])
                self.look_since(item, found[1])
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
        if verb == "leave":
            return "" if self.marked or self.has_class("-page") else "Nothing is marked."
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
        me, name_of = self.workspace.person, self.workspace.name_of
        reasons = (allowed(one, verb, me, decides=named, name_of=name_of) for one in self.targets)
        return next((reason for reason in reasons if reason), "")
