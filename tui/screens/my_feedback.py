"""My feedback: what I said or said "me too" to, what became of it, and what I can still do about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from rich.text import Text
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import DataTable

from playbook.credit import Credit, credit_words, credits_of, together
from playbook.dates import short_day_of
from playbook.desk.actions import allowed
from playbook.desk.mine import of_mine
from playbook.desk.model import Item
from playbook.ids import shorten
from playbook.records.model import Action
from playbook.since import quoted_in
from playbook.text import spoken
from tui.commands import Command
from tui.desk_text import Beside, preview_rows
from tui.heard_rows import change_told, credit_rows
from tui.rows import fit, short, width_of
from tui.screens.my_feedback_acts import MyFeedbackActs
from tui.screens.my_feedback_share import MyFeedbackShare
from tui.widgets.rows_view import RowsView
from tui.widgets.table import Table
from tui.widgets.titles import set_title

STATES = {
    "new": "○ new",
    "accepted": "◔ accepted",
    "waiting": "? asks you",
    "ready": "◑ in change",
    "published": "◕ published",
    "answered": "✓ answered",
    "declined": "✗ declined",
    "merged": "→ merged",
    "withdrawn": "– withdrawn",
    "closed": "– closed",
}
ACTIONS: dict[str, Action] = {
    "add": "note", "reply": "reply", "withdraw": "withdraw", "thanks": "thanks", "not-yet": "reopen",
}  # fmt: skip
WIDTH = 100
STATE = 13
"""Cells of what became of an item."""
EDGES = 3
"""Cells of the list beside an item: a space on either side, and the bar that scrolls it."""
EMPTY = "You have said nothing yet. {mode.feedback} tells marketing something, wherever you are."


class MyFeedbackScreen(MyFeedbackActs, MyFeedbackShare):
    """My items, newest first, each with its thread."""

    ABOUT = (
        "What you told marketing, or said “me too” to, with its state, and all that was said about it. "
        "Answers come to Today and News as well."
    )
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("mine.back", "escape", "back", "Back to where you were.", bar=True, fixed=True),
        Command("mine.open", "enter", "open", "Open the play at the line it is about.", bar=True),
        Command("mine.add", "a", "add", "Add something to what you said.", bar=True),
        Command("mine.reply", "r", "reply", "Reply to marketing's question.", bar=True),
        Command("mine.withdraw", "x", "withdraw", "Take it back: the desk need not answer it any more.", bar=True),
        Command("mine.share", "s", "to everyone", "Give to everyone what you gave to the liaisons alone."),
        Command("mine.undo", "u", "undo", "Take back what you did last to it.", bar=True),
        Command("mine.thanks", "t", "thanks", "Say thanks for the answer."),
        Command("mine.not-yet", "n", "not yet", "Say what is not right yet; marketing has it again.", bar=True),
        Command("mine.page", "v", "thread", "Show the thread instead of the list, on a narrow screen.", bar=True),
    )  # fmt: skip

    def __init__(self, at: str = "") -> None:
        """`at` is the item to begin at; one that is not mine is listed as well."""
        super().__init__()
        self.at = at
        self.items: dict[str, Item] = {}
        self.credits: list[Credit] = []
        """How far my words went."""

    def body(self) -> Iterable[Widget]:
        """List and thread."""
        with Horizontal(classes="two"):
            yield Table(id="mine", classes="panel list")
            yield RowsView(id="thread", classes="panel preview")

    def on_mount(self) -> None:
        """Read in a thread."""
        super().on_mount()
        table = self.query_one(Table)
        table.add_column("item")
        set_title(table, "My feedback")
        table.focus()
        self.reload()

    def reload(self) -> None:
        """Fold what I said, in a thread."""
        self.load(self._read, self._got)

    def _read(self) -> tuple[dict[str, Item], list[Credit]]:
        workspace = self.workspace
        feedback = workspace.feedback_index
        mine = feedback.behind(workspace.names)
        found = {item.id: item for item in of_mine(mine.values(), workspace.names)}
        there = feedback.item(self.at) if self.at else None
        if there is not None and there.is_for(workspace.me, liaison=workspace.has_role("liaison")):
            found.setdefault(there.id, there)
        return found, credits_of(workspace)

    def _got(self, read: tuple[dict[str, Item], list[Credit]]) -> None:
        self.items, self.credits = items, _ = read
        table = self.query_one(Table)
        whole = together(self.credits)
        table.border_subtitle = f"★ {credit_words(whole)}" if whole is not None and whole.calls else ""
        self._list()
        if self.at in items:
            table.move_cursor(row=list(items).index(self.at), animate=False)
            self.at = ""
        table.tell("" if items else self.keyed(EMPTY))
        self._thread()

    def _list(self) -> None:
        items, table = self.items, self.query_one(Table)
        room = table.size.width - EDGES
        cells = []
        for item in items.values():
            votes = f" · +{item.votes}" if item.votes else ""
            id_ = f" · {shorten(item.id, list(items), letter='F')}"
            head = f"{spoken(item.kind)} · {short_day_of(item.at, self.workspace.today)}{votes}"
            if STATE + 1 + width_of(head + id_) <= room:  # else the thread names it
                head += id_
            asked = item.state == "waiting" and item.rep not in self.workspace.names
            state = fit("? waiting" if asked else STATES.get(item.state, item.state), STATE)
            said = short(item.text or f"“{item.quote}”", WIDTH)
            top = (
                (f"{state} ", "bold" if item.state == "waiting" else ""),
                (head, "dim"),
            )
            cells.append((item.id, (Text.assemble(*top, "\n", (said, "bold")),)))
        table.fill(cells, height=2)

    def on_table_resized(self) -> None:
        """Name the items where there is room for that now."""
        if self.items:
            self._list()

    @property
    def item(self) -> Item | None:
        """The item under the cursor."""
        return self.items.get(self.query_one(Table).current)

    def refold(self) -> None:
        """Fold the thread anew."""
        self._thread()

    def on_data_table_row_highlighted(self, _: DataTable.RowHighlighted) -> None:
        """Follow the cursor."""
        self._thread()

    def _thread(self) -> None:
        view, item, workspace = self.query_one(RowsView), self.item, self.workspace
        self.keys_changed()
        if item is None:
            view.show([])
            return
        from playbook.became import became

        width = view.text_width

        def read() -> list[Any]:
            rows = preview_rows(item, quoted_in(workspace, item), Beside(), workspace, width)
            change = became(workspace, item.commit, item.play, item.step) if item.commit else None
            rows += change_told(item.commit, change, width, workspace)
            credit = next((one for one in self.credits if one.feedback == item.id), None)
            return rows + (credit_rows(credit, width) if credit is not None else [])

        def show(rows: list[Any]) -> None:
            if self.item is item:
                view.show(rows)

        self.load(read, show, group="thread")

    # Commands

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        if not command.startswith("mine.") or command in ("mine.page", "mine.back"):
            return super().why_not(command)
        item, workspace = self.item, self.workspace
        if item is None:
            return "There is no feedback of yours here."
        verb = command.removeprefix("mine.")
        if verb == "share":
            return self.why_not_share(item)
        if verb == "open":
            return "" if item.play else "It is about the playbook as a whole."
        if verb == "undo":
            mine = item.undoable(workspace.me)
            return "" if mine else "You have done nothing to it that still stands."
        if verb == "withdraw" and item.rep not in workspace.names and self._is_mine(item):
            return ""  # the "me too"
        return allowed(item, ACTIONS[verb], workspace.person, name_of=workspace.name_of)

    def bar_commands(self) -> Sequence[Command]:
        """Return the keys that fit the item under the cursor."""
        own = {command.id for command in self.KEYS}
        return [one for one in super().bar_commands() if one.id not in own or not self.why_not(one.id)]

    def _is_mine(self, item: Item) -> bool:
        return any(person in self.workspace.names for person in item.people)

    def do_open(self) -> None:
        """Open the play where it is about."""
        from tui.screens.prep import PrepScreen

        item = self.item
        assert item is not None
        self.app.push_screen(PrepScreen(item.play, item.step))

    def on_data_table_row_selected(self) -> None:
        """Enter opens."""
        self.run_worker(self.action_command("mine.open"))

    def do_page(self) -> None:
        """Swap list and thread."""
        self.toggle_class("-page")

    def do_back(self) -> None:
        """Go back."""
        self.dismiss(None)
