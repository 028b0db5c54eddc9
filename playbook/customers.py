"""Everything there is to see of customers, read in one go: accounts with their touches, runs and deals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal, get_args

import msgspec

from playbook.accounts.book import AccountBook
from playbook.accounts.listing import is_owned, mine_first
from playbook.accounts.rows import AccountRow, TouchRow

if TYPE_CHECKING:
    from playbook.coaching.runs import RunRow
    from playbook.workspace import Workspace

Order = Literal["mine first", "amount", "last touch", "name"]
ORDERS: tuple[Order, ...] = get_args(Order)


class Customers(msgspec.Struct, frozen=True):
    """What was read."""

    book: AccountBook
    rows: tuple[AccountRow, ...]
    """All accounts, mine first, then by name."""
    mine: frozenset[str]
    """Ids of the accounts that I own."""
    touches: Mapping[str, Sequence[TouchRow]]
    """By account, newest first."""
    runs: Mapping[str, Sequence[RunRow]]
    """Runs that I may see, by account, newest first."""

    def touched(self, account: str) -> str:
        """Return the day of the last touch, or nothing."""
        touches = self.touches.get(account, ())
        return touches[0].date if touches else ""

    def amount(self, account: str) -> float:
        """Return the greatest sum of what is open, of its currencies."""
        sums: dict[str, float] = {}
        for deal in self.book.opportunities(account):
            if deal.is_open:
                sums[deal.currency] = sums.get(deal.currency, 0.0) + (deal.amount or 0.0)
        return max(sums.values(), default=0.0)

    def listed(
        self, order: Order = "mine first", words: str = "", *, mine_only: bool = False
    ) -> list[AccountRow]:
        """Return the accounts to list: found by `words`, best first, where there are any; else in an order."""
        if words.strip():
            found = self.book.find(words, len(self.rows))
        elif order == "amount":
            found = sorted(self.rows, key=lambda row: -self.amount(row.id))
        elif order == "last touch":  # who was not spoken to for the longest
            found = sorted(self.rows, key=lambda row: self.touched(row.id))
        else:
            found = list(self.rows if order == "mine first" else self.book.all())
        return [row for row in found if not mine_only or row.id in self.mine]


def customers_of(workspace: Workspace) -> Customers:
    """Return all that I may see of accounts; reads files."""
    book = workspace.accounts
    person, names = workspace.person, workspace.names
    rows = tuple(mine_first(book, person, names))
    mine = frozenset(row.id for row in rows if is_owned(row, person, names))
    if rows:
        book.find("a", 1)  # what finds is made here, off the event loop
    return Customers(book, rows, mine, book.all_touches(), runs_by_account(workspace, book))


def runs_by_account(workspace: Workspace, book: AccountBook) -> dict[str, list[RunRow]]:
    """Return the runs that I may see by account (its id, or the name typed where it is unknown), newest first."""
    from playbook.coaching.people import visible

    found: dict[str, list[RunRow]] = {}
    rows = visible(workspace.runs().values(), workspace.me, workspace.people, also=workspace.names)
    for row in sorted(rows, key=lambda row: (row.run.started, row.order), reverse=True):
        own = not row.private or row.rep in workspace.names
        if row.run.account and not row.redacted and own:
            found.setdefault(book.id_of(row.run.account), []).append(row)
    return found
