"""An account's name as somebody typed it: whom it means, and what to say where it is nobody's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from playbook.accounts.naming import folded
from playbook.ids import SHOWN, normal

if TYPE_CHECKING:
    from playbook.accounts.book import AccountBook
    from playbook.accounts.rows import AccountRow

NEAR = 3
"""Accounts named beside a name that nobody has: more are no help."""


class TypedAccount(msgspec.Struct, frozen=True):
    """What was typed, understood."""

    value: str = ""
    """The account's id; where nobody knows it, the name as it was typed."""
    said: str = ""
    """What to tell whoever typed it, one sentence or two; empty where it is the account's whole name or id."""


def account_typed(book: AccountBook, typed: str) -> TypedAccount:
    """Return which account was meant by a name, the beginning of one alone, an id or an id's beginning.

    Anything else is the name of an account that nobody knows yet, and said to be: it may as well be misspelt.
    """
    known = book.get(typed) or _by_id(book, typed)
    if known is not None or not typed.strip():
        return TypedAccount(known.id if known else typed)
    begin = beginning(book, typed)
    if len(begin) == 1:
        (found,) = begin
        return TypedAccount(found.id, f"“{typed}” is taken as {found.name}, whose name alone begins so.")
    if not book.all():
        return TypedAccount(typed)
    names = " or ".join(row.name for row in near(book, typed))
    meant = f" Did you mean {names}?" if names else ""
    return TypedAccount(typed, f"No account is called “{typed}” yet: it is taken as typed.{meant}")


def _by_id(book: AccountBook, typed: str) -> AccountRow | None:
    if len(typed.strip()) < SHOWN:
        return None
    hits = [row for row in book.all() if row.id.startswith(normal(typed))]
    return hits[0] if len(hits) == 1 else None


def beginning(book: AccountBook, typed: str) -> list[AccountRow]:
    """Return the accounts whose name begins with what was typed, by name."""
    start = folded(typed)
    return [row for row in book.all() if start and folded(row.name).startswith(start)]


def near(book: AccountBook, typed: str) -> list[AccountRow]:
    """Return up to three accounts that a name may have meant: those that begin so, else those found by it."""
    return beginning(book, typed)[:NEAR] or book.find(typed, NEAR)
