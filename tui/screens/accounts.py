"""Accounts in small: whose they are, what is open, what happened, whom we called, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import DataTable, Input

from playbook.accounts.rows import AccountRow
from playbook.customers import ORDERS, Customers, Order, customers_of
from playbook.text import one_line
from tui.account_rows import list_cells
from tui.commands import Command
from tui.screens.account_acts import AccountActs
from tui.screens.account_beside import AccountBeside
from tui.screens.account_import import AccountImport
from tui.screens.mode import LEAVES, ModeScreen
from tui.widgets.rows_view import RowsView
from tui.widgets.still_input import StillInput
from tui.widgets.table import Table
from tui.widgets.titles import set_title

READING = "Reading the accounts …"
EMPTY = (
    "No accounts yet. {accounts.import} takes in an export of your CRM (HubSpot, Salesforce, any CSV); {accounts.new} "
    "makes one here."
)


class AccountsScreen(AccountBeside, AccountActs, AccountImport, ModeScreen):
    """All accounts, mine first; on the right what is known of the one under the cursor."""

    NAME = "Accounts"
    ABOUT = (
        "Customers as your CRM's export and your team know them: opportunities, what happened there, whom we tried to "
        "reach, and the runs you may see. Names of people stay on this device. Choose one, then call or prepare."
    )
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("accounts.open", "enter", "open", "Go into the account; on a run, replay it.", bar=True),
        Command("accounts.call", "c", "call", "Choose a play that fits this account, and call.", bar=True),
        Command("accounts.prep", "p", "prep", "Prepare the play that fits this account best.", bar=True),
        Command("accounts.event", "e", "event", "Something happened at this account: a trigger.", bar=True),
        Command("accounts.new", "n", "new", "A new account.", bar=True),
        Command("accounts.import", "i", "import", "Take in an export of your CRM; you read first what would change."),
        Command("accounts.page", "v", "account", "Show the account instead of the list, on a narrow screen.", bar=True),
        Command("accounts.filter", "ctrl+f", "filter", "Type to see only the accounts that you look for.", first=True),
        Command("accounts.mine", "m", "mine", "Only the accounts that you own, or all.", bar=True),
        Command("accounts.sort", "s", "sort", "Order the list: mine first, by amount, by last touch, by name."),
        Command("accounts.contact", "w", "who", "Add somebody at this account to your address book."),
        Command("accounts.forget", "x", "forget", "Erase a person from your address book."),
        Command("accounts.pane", "tab", "pane", "Go to the account, and back to the list."),
        Command("accounts.leave", "escape", "back", "Out of the filter or the account, back to the list."),
    )  # fmt: skip
    ALSO = LEAVES

    def __init__(self) -> None:
        super().__init__()
        self.customers: Customers | None = None
        self.order: Order = ORDERS[0]
        self.mine_only = False
        self.shown: dict[str, AccountRow] = {}
        self.wanted = ""
        """The account that is to have the cursor once it is listed."""
        self._chosen = ""
        """The customer that plays were chosen for when this was shown last: another one gets the cursor."""

    def body(self) -> Iterable[Widget]:
        """List and account."""
        words = StillInput(placeholder="name, domain, segment, tag …", id="accounts-filter", max_length=200)
        words.display = False
        yield words
        with Horizontal(classes="two"):
            yield Table(id="accounts", classes="panel list")
            yield RowsView(id="account", classes="panel preview", shows_cursor=True)

    def on_mount(self) -> None:
        """Name the columns."""
        super().on_mount()
        table = self.query_one(Table)
        table.add_columns("account", "deal", "touched")
        set_title(table, "Accounts")
        table.focus()

    def reload(self) -> None:
        """Read everything in a thread."""
        if self.customers is None:
            self.hint(READING)
        if self.playbook.account != self._chosen:
            self._chosen = self.wanted = self.playbook.account
        workspace = self.workspace
        self.load(lambda: customers_of(workspace), self._got)

    def _got(self, customers: Customers) -> None:
        self.unhint(READING)
        self.customers = customers
        self._list(at=customers.book.id_of(self.wanted) if self.wanted else "")
        self.query_one(Table).tell("" if customers.rows else self.keyed(EMPTY))
        self.keys_changed()

    def go_to(self, account: str) -> None:
        """Put the cursor on an account, by its id, whatever the list was narrowed to; at once, or when it is read."""
        self.wanted, self.mine_only = account, False
        if not self.is_mounted:
            return
        self.remove_class("-page")
        line = self.query_one("#accounts-filter", Input)
        line.display, line.value = False, ""
        self.query_one(Table).focus()
        if self.customers is not None:
            self._got(self.customers)

    # The list

    @property
    def words(self) -> str:
        """What is filtered by."""
        line = self.query_one("#accounts-filter", Input)
        return line.value if line.display else ""

    def _list(self, *, at: str = "", keep: bool = True) -> None:
        customers = self.customers
        if customers is None:
            return
        found = customers.listed(self.order, self.words, mine_only=self.mine_only)
        self.shown = {row.id: row for row in found}
        table = self.query_one(Table)
        today = self.workspace.today
        table.fill([(row.id, list_cells(customers, row, today)) for row in found], keep=keep)
        if at in self.shown:
            table.move_cursor(row=list(self.shown).index(at), animate=False)
            self.wanted = ""
        of = (
            f"{len(found):,} of {len(customers.rows):,}"
            if len(found) != len(customers.rows)
            else f"{len(found):,}"
        )
        only = " · mine" if self.mine_only else ""
        set_title(table, f"Accounts {of}{only} · {'best first' if self.words.strip() else self.order}")
        if not found and customers.rows:
            why = (
                f"No account like “{one_line(self.words)}”."
                if self.words
                else self.keyed("You own none; {accounts.mine} shows all.")
            )
            self.say(why)
        self.show_account()

    def bar_commands(self) -> Sequence[Command]:
        """Return the keys of the bar; while the filter takes the letters, how to leave it."""
        if self.query_one("#accounts-filter", Input).has_focus:
            return [command for command in self.commands() if command.id == "accounts.leave"]
        return super().bar_commands()

    def on_data_table_row_highlighted(self, _: DataTable.RowHighlighted) -> None:
        """Follow the cursor."""
        self.show_account()

    def on_data_table_row_selected(self, _: DataTable.RowSelected) -> None:
        """Enter or the mouse: into the account."""
        self.do_open()

    def on_input_changed(self) -> None:
        """Find with every letter."""
        self.say("")
        self._list(keep=False)

    def on_input_submitted(self) -> None:
        """Enter in the filter: to the list."""
        self.query_one(Table).focus()

    # Moving

    def do_leave(self) -> None:
        """Back to the list; a filter goes with it."""
        self.remove_class("-page")
        line = self.query_one("#accounts-filter", Input)
        if line.display and not self.query_one(RowsView).has_focus:
            line.display, line.value = False, ""
            self._list(at=self.query_one(Table).current)
        self.query_one(Table).focus()

    def do_filter(self) -> None:
        """Type to see only what is looked for."""
        self.remove_class("-page")
        line = self.query_one("#accounts-filter", Input)
        line.display = True
        line.focus()

    def do_mine(self) -> None:
        """Only mine, or all."""
        self.mine_only = not self.mine_only
        self._list()

    def do_sort(self) -> None:
        """The next order."""
        self.order = ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]
        self._list(keep=False)
