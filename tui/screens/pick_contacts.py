"""Who is there: tick the people of an account, or add one by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import DataTable, Input, Static

from playbook.accounts.editing import new_contact
from playbook.accounts.naming import folded
from playbook.accounts.rows import ContactRow
from playbook.errors import PlaybookError
from playbook.text import one_line
from tui.rows import short
from tui.screens.once import Dialog, told_line
from tui.widgets.table import Table
from tui.widgets.titles import set_title

if TYPE_CHECKING:
    from playbook.accounts.book import AccountBook
    from tui.app import PlaybookApp

DIGITS = "123456789"
ADD = ":add"
KEYS = " 1-9 or space tick   type a name, ⏎ ticks or adds it   ⏎ done   esc back"


class NameInput(Input):
    """A line for a name, in which no name begins with a digit or a space: these tick people then."""

    class Ticked(Message):
        """A digit or the space bar was pressed before anything was typed."""

        def __init__(self, place: int) -> None:
            self.place = place
            """Which of the people; -1 for whoever is under the cursor."""
            super().__init__()

    async def _on_key(self, event: events.Key) -> None:
        # Here, and not in a binding of the screen: keys come faster than the line takes them.
        if not self.value and (event.key == "space" or event.key in DIGITS):
            event.stop()
            event.prevent_default()
            self.post_message(self.Ticked(DIGITS.find(event.key)))
            return
        await super()._on_key(event)


class PickContactsScreen(Dialog[list[str] | None]):
    """Tick contacts of an account, any number; returns their ids, in the order of the list. None for back.

    Somebody new goes to this device's address book: name and details are seen by nobody else.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "back", show=False),
        Binding("down,ctrl+n", "move(1)", "next", show=False, priority=True),
        Binding("up", "move(-1)", "previous", show=False, priority=True),
    ]

    def __init__(self, account: str, chosen: Sequence[str] = (), *, title: str = "Who is there?") -> None:
        """`account` is an id or name, as a run holds it; `chosen` are ids that are ticked already."""
        super().__init__()
        self.account, self.heading = account, title
        self.chosen = list(chosen)
        self.people: list[ContactRow] = []
        self.book: AccountBook | None = None

    @property
    def playbook(self) -> PlaybookApp:
        """The app, by its own type."""
        return cast("PlaybookApp", self.app)

    def compose(self) -> ComposeResult:
        """A line to type in, and who there is."""
        with Vertical(classes="panel dialog"):
            yield NameInput(
                placeholder="a name; it stays in this device's address book", id="pick", max_length=300
            )
            yield Table(id="picks")
            yield told_line()
            yield Static(KEYS, classes="dialog-keys", markup=False)

    def on_mount(self) -> None:
        """Read the address book, in a thread."""
        set_title(self.query_one(Vertical), self.heading)
        table = self.query_one(Table)
        table.add_columns("key", "who")
        table.can_focus = False
        workspace = self.playbook.workspace
        self.playbook.load(self, lambda: workspace.accounts, self._got, "pick")

    def complain(self, error: Exception) -> None:
        """Say why nobody can be chosen."""
        self.tell_failure(error)

    def _got(self, book: AccountBook) -> None:
        self.book = book
        self.people = list(book.contacts(self.account)) if self.account else []
        here = {row.id for row in self.people}
        for id_ in self.chosen:
            if id_ not in here:
                self.people.append(book.contact(id_) or ContactRow(id_, id_))
        self._show()

    @property
    def typed(self) -> str:
        """What was typed, as one harmless line."""
        return one_line(self.query_one(Input).value)

    def on_input_changed(self) -> None:
        """Narrow the list with every letter."""
        self._show()

    def _shown(self) -> list[ContactRow]:
        words = folded(self.typed).split()
        return [
            row
            for row in self.people
            if all(any(part.startswith(word) for part in folded(row.name).split()) for word in words)
        ]

    def _show(self) -> None:
        shown = self._shown()
        rows = []
        for number, row in enumerate(shown):
            key = DIGITS[number] if number < len(DIGITS) and not self.typed else " "
            box = "☑" if row.id in self.chosen else "☐"
            style = "bold" if row.id in self.chosen else ""
            about = f" · {row.title}" if row.title else ""
            who = Text.assemble((f"{box} {short(row.name, 40)}", style), (short(about, 30), "dim"))
            rows.append((row.id, (Text(key, style="bold"), who)))
        if self.typed and not any(folded(row.name) == folded(self.typed) for row in shown):
            rows.append((ADD, (Text(" "), Text(f"+ {short(self.typed, 40)}: add to my address book"))))
        table = self.query_one(Table)
        table.fill(rows, keep=not self.typed)
        table.display = bool(rows)
        self.call_after_refresh(table.refresh, layout=True)  # its height is known only when it has been shown

    def on_name_input_ticked(self, event: NameInput.Ticked) -> None:
        """Tick by digit, or whoever is under the cursor."""
        if event.place < len(self.people):
            self._tick(self.people[event.place].id if event.place >= 0 else self.query_one(Table).current)

    def _tick(self, id_: str) -> None:
        if id_ in self.chosen:
            self.chosen.remove(id_)
        elif id_ and id_ != ADD:
            self.chosen.append(id_)
        self._show()

    def action_move(self, by: int) -> None:
        """Move through the people while the words keep the focus."""
        table = self.query_one(Table)
        table.move_cursor(row=table.cursor_row + by, animate=False)

    def action_back(self) -> None:
        """Drop what was typed first, then leave."""
        if self.typed:
            self.query_one(Input).value = ""
        else:
            self.dismiss(None)

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Tick what the mouse points at."""
        self._tick(event.row_key.value or "")

    def on_input_submitted(self) -> None:
        """Tick who fits, add who is new; without words, this was all."""
        if not self.typed:
            self.dismiss([row.id for row in self.people if row.id in self.chosen])
            return
        current = self.query_one(Table).current
        if current and current != ADD:
            self._tick(current)
            self.query_one(Input).value = ""
        elif current == ADD and self.book is not None:
            self._add(self.book)

    def _add(self, book: AccountBook) -> None:
        try:
            row = new_contact(book, self.typed, self.account)
        except PlaybookError as error:
            self.tell_failure(error)
            return
        workspace = self.playbook.workspace
        self.playbook.submit(
            lambda: workspace.address_book.add([row]), lambda _: self._added(row), self.tell_failure
        )

    def _added(self, row: ContactRow) -> None:
        if all(row.id != one.id for one in self.people):
            self.people.append(row)
        if row.id not in self.chosen:
            self.chosen.append(row.id)
        self.query_one(Input).value = ""
        self._show()
