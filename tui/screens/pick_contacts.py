"""Who is there: tick the people of an account, or add one by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import DataTable, Input

from playbook.accounts.editing import new_contact
from playbook.accounts.naming import folded
from playbook.accounts.rows import ContactRow
from playbook.errors import PlaybookError
from playbook.text import one_line
from tui.commands import Command
from tui.host import CommandHost
from tui.rows import short
from tui.screens.once import Dialog, told_line
from tui.widgets.bars import KeyBar
from tui.widgets.table import Table
from tui.widgets.titles import set_title

if TYPE_CHECKING:
    from playbook.accounts.book import AccountBook

DIGITS = "123456789"
ADD = ":add"


class NameInput(CommandHost, Input):
    """A line for a name, in which no name begins with a digit or a space: these tick people then."""

    class Ticked(Message):
        """A digit or the space bar was pressed before anything was typed."""

        def __init__(self, place: int) -> None:
            self.place = place
            """Which of the people; -1 for whoever is under the cursor."""
            super().__init__()

    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("people-here.tick", "1,2,3,4,5,6,7,8,9", "tick", "Tick the person behind this digit.",
                bar=True, each=True, first=True),
        Command("people-here.tick-this", "space", "tick this", "Tick the person under the cursor.", bar=True,
                fixed=True, first=True),
    )  # fmt: skip

    async def action_command(self, id_: str, *said: str) -> None:
        """Tick; once something is typed, digits and spaces are text."""
        if self.value:
            raise SkipAction
        await super().action_command(id_, *said)

    def do_tick(self, digit: str) -> None:
        """Tick by digit."""
        self.post_message(self.Ticked(DIGITS.find(digit)))

    def do_tick_this(self) -> None:
        """Tick whoever is under the cursor."""
        self.post_message(self.Ticked(-1))


class PickContactsScreen(Dialog[list[str] | None]):
    """Tick contacts of an account, any number; returns their ids, in the order of the list. None for back.

    Somebody new goes to this device's address book: name and details are seen by nobody else.
    """

    NO_LIST = 6  # a line to type in, too
    ABOUT = "Tick who is there; type a name and Enter to tick or add it; Enter without a name is all."
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("people-here.done", "enter", "tick, add, done", "Tick who fits the name or add them; without a name, "
                "be done.", bar=True, fixed=True, first=True),
        Command("people-here.next", "down,ctrl+n", "next", "Go to the next person.", first=True),
        Command("people-here.previous", "up", "previous", "Go to the person before.", first=True),
        Command("people-here.back", "escape", "back", "Drop what was typed, then leave.", bar=True, fixed=True),
    )  # fmt: skip
    INSIDE = (NameInput,)

    def __init__(self, account: str, chosen: Sequence[str] = (), *, title: str = "Who is there?") -> None:
        """`account` is an id or name, as a run holds it; `chosen` are ids that are ticked already."""
        super().__init__()
        self.account, self.heading = account, title
        self.chosen = list(chosen)
        self.people: list[ContactRow] = []
        self.book: AccountBook | None = None

    def compose(self) -> ComposeResult:
        """A line to type in, and who there is."""
        with Vertical(classes="panel dialog"):
            yield NameInput(
                placeholder="a name; it stays in this device's address book", id="pick", max_length=300
            )
            yield Table(id="picks")
            yield told_line()
            yield KeyBar()

    def on_mount(self) -> None:
        """Read the address book, in a thread."""
        set_title(self.query_one(Vertical), self.heading)
        table = self.query_one(Table)
        table.add_columns("key", "who")
        table.can_focus = False
        workspace = self.playbook.workspace
        self.playbook.load(self, lambda: workspace.accounts, self._got, "pick")

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
        self.keys_changed()
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

    def bar_commands(self) -> tuple[Command, ...]:
        """Return the keys of the line too where they tick: there is somebody, and nothing is typed yet."""
        digits = ",".join(DIGITS[: len(self.people)])
        ticks = [replace(one, keys=digits) if one.each else one for one in NameInput.KEYS]
        here = ticks if self.people and not self.typed else []
        return (*here, *(command for command in self.commands() if command.bar))

    def labelled(self, command: Command) -> Command:
        """Return a command as the key bar names it: what Enter does with what is typed so far."""
        if command.id != "people-here.done":
            return command
        adds = self.query_one(Table).current == ADD
        return replace(command, label=("add" if adds else "tick") if self.typed else "done")

    def do_next(self) -> None:
        """Move through the people while the words keep the focus."""
        table = self.query_one(Table)
        table.move_cursor(row=table.cursor_row + 1, animate=False)

    def do_previous(self) -> None:
        """Move up through the people."""
        table = self.query_one(Table)
        table.move_cursor(row=table.cursor_row - 1, animate=False)

    def do_back(self) -> None:
        """Drop what was typed first, then leave."""
        if self.typed:
            self.query_one(Input).value = ""
        else:
            self.dismiss(None)

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Tick what the mouse points at."""
        self._tick(event.row_key.value or "")

    def do_done(self) -> None:
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
            self.complain(error)
            return
        workspace = self.playbook.workspace
        self.playbook.submit(
            lambda: workspace.address_book.add([row]), lambda _: self._added(row), self.complain
        )

    def _added(self, row: ContactRow) -> None:
        if all(row.id != one.id for one in self.people):
            self.people.append(row)
        if row.id not in self.chosen:
            self.chosen.append(row.id)
        self.query_one(Input).value = ""
        self._show()
