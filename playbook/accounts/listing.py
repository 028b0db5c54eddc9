"""Accounts in the order in which a person wants them: one's own first."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from playbook.accounts.book import AccountBook
from playbook.accounts.rows import AccountRow

if TYPE_CHECKING:
    from playbook.plays.settings_model import Person


def mine_first(book: AccountBook, person: Person, names: Collection[str] = ()) -> list[AccountRow]:
    """Return all accounts, those that `person` owns first, else by name; `names` are earlier ids of theirs."""
    mine = {name.casefold() for name in (person.id, person.name, person.email, *names) if name}
    return sorted(book.all(), key=lambda row: row.owner.casefold() not in mine)
