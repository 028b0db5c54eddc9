"""Which account, and who is there: type a few letters, Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.widgets import Input

from playbook.accounts.listing import mine_first
from playbook.text import one_line, plain
from tui.account_text import account_words
from tui.commands import Command
from tui.rows import short
from tui.screens.pick_contacts import PickContactsScreen
from tui.screens.pick_list import PickList
from tui.widgets.table import Table

if TYPE_CHECKING:
    from playbook.accounts.book import AccountBook
    from playbook.accounts.rows import AccountRow

__all__ = ["PickAccountScreen", "PickContactsScreen"]

SHOWN = 9
"""Accounts offered at once: what a glance takes in."""
TYPED = ":typed"
NONE = ":none"


class PickAccountScreen(PickList):
    """Choose an account by name; returns its id, what was typed where none fits, "" for none, None for back."""

    ABOUT = (
        "Two or three letters of a customer's name, and {pick.take}. A name that nobody knows is taken as it is "
        "typed."
    )
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("pick.take", "enter", "take it", "Take the account under the cursor.", bar=True, first=True),
        Command("pick.next", "down,ctrl+n", "next", "Go to the next account.", first=True),
        Command("pick.previous", "up", "previous", "Go to the account before.", first=True),
    )
    COLUMNS = ("account", "about")
    HINT = "two or three letters are enough"
    LIST = "picks"

    def __init__(self, current: str = "", *, title: str = "Which account?", known_only: bool = False) -> None:
        """`current` is the account now, which can be taken back; `known_only` takes no name that is not known."""
        super().__init__()
        self.now, self.heading, self.known_only = current, title, known_only
        self.book: AccountBook | None = None
        self.waiting = False
        """Enter was pressed before the accounts were read."""

    def begin(self) -> None:
        """Read the accounts, in a thread."""
        workspace = self.playbook.workspace

        def read() -> AccountBook:
            book = workspace.accounts
            book.find("a", 1)  # what finds is made here, not at the first letter
            return book

        self.playbook.load(self, read, self._got, "pick")

    def complain(self, error: Exception) -> None:
        """Take what is typed where the accounts cannot be read."""
        from playbook.accounts.book import AccountBook

        self._got(AccountBook())
        self.say(f"{error} {self.key('pick.take')} takes what you type.", "error")

    def _got(self, book: AccountBook) -> None:
        self.book = book
        self._find()
        if self.waiting:
            self._take()

    def on_input_changed(self) -> None:
        """Find with every letter."""
        self._find()

    @property
    def typed(self) -> str:
        """What was typed, as one harmless line."""
        return one_line(self.query_one(Input).value)

    def _find(self) -> None:
        book = self.book
        if book is None:
            return
        workspace, typed = self.playbook.workspace, self.typed
        known = (
            book.find(typed, SHOWN) if typed else mine_first(book, workspace.person, workspace.names)[:SHOWN]
        )
        rows = [(row.id, self._cells(book, row)) for row in known]
        fits = bool(known) and begins(known[0], typed)
        if typed and not self.known_only and book.get(typed) is None:
            as_typed = (TYPED, (Text(short(typed, 40)), Text("a new name, as typed", "dim")))
            rows.insert(len(rows) if fits else 0, as_typed)
        if self.now and not typed:
            rows.append((NONE, (Text("no account"), Text("take it back", "dim"))))
        table = self.query_one(Table)
        table.fill(rows, keep=False)
        table.display = bool(rows)
        self.call_after_refresh(table.refresh, layout=True)  # its height is known only when it has been shown
        if not rows:
            self.say("No account like that." if self.known_only else "No accounts yet: type a name.")

    def _cells(self, book: AccountBook, row: AccountRow) -> tuple[Text, Text]:
        words = account_words(row, book.opportunities(row.id))
        return Text(short(row.name, 40), style="bold"), Text(words, style="dim")

    def do_take(self) -> None:
        """Take what stands under the cursor."""
        self._take()

    def _take(self) -> None:
        if self.book is None and not self.typed:
            return
        if self.book is None:
            self.waiting = True
            return
        chosen = self.query_one(Table).current
        if chosen == NONE:
            self.dismiss("")
        elif chosen and chosen != TYPED:
            self.dismiss(chosen)
        elif self.typed and not self.known_only:
            self.dismiss(self.book.id_of(plain(self.typed)))


def begins(row: AccountRow, typed: str) -> bool:
    """Say whether each word typed begins a word of the account's name or domain: no guess, but what was meant."""
    from playbook.library.words import begins_words

    return begins_words(typed, f"{row.name} {row.domain.replace('.', ' ')}")
