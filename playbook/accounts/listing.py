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
    mine = _mine(person, names)
    return sorted(book.all(), key=lambda row: row.owner.casefold() not in mine)


def is_owned(row: AccountRow, person: Person, names: Collection[str] = ()) -> bool:
    """Say whether `person` owns an account."""
    return row.owner.casefold() in _mine(person, names)


def _mine(person: Person, names: Collection[str]) -> frozenset[str]:
    return frozenset(name.casefold() for name in (person.id, person.name, person.email, *names) if name)
