"""All accounts that I may know of: folded from records and the address book, found by name while typing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from playbook.accounts.fold import Folded, fold
from playbook.accounts.naming import folded
from playbook.accounts.rows import AccountRow, ContactRow, EventRow, OpportunityRow, TouchRow
from playbook.records.customers import Touch
from playbook.records.model import Record

if TYPE_CHECKING:
    from playbook.library.search import SearchIndex

KINDS = ("account", "opportunity", "contact", "event")
"""Kinds of record that the book is folded from; touches are read when they are asked for."""


def _nothing() -> list[Record]:
    return []


class AccountBook:
    """What is known of accounts; never changes once made. A *value* is an id, or a name as it was typed."""

    def __init__(
        self,
        records: Iterable[Record] = (),
        contacts: Iterable[ContactRow] = (),
        *,
        forgotten: Iterable[str] = (),
        touches: Callable[[], Iterable[Record]] = _nothing,
    ) -> None:
        """`contacts` are the address book's, `forgotten` the ids of those who were erased from it.

        `touches` reads the touch records, in their order, when the first is asked for.
        """
        self._folded: Folded = fold(records)
        self.forgotten = gone = frozenset(forgotten)
        """Ids of people who were erased from the address book."""
        known = {row.id: row for row in self._folded.contacts.values() if row.id not in gone}
        self._contacts = {**known, **{row.id: row for row in contacts if row.id not in gone}}
        self._read_touches = touches
        self._touches: tuple[int, dict[str, tuple[TouchRow, ...]]] = (-1, {})

    # Accounts

    def get(self, value: str) -> AccountRow | None:
        """Return the account of an id or of a name that only one has; None where it is unknown."""
        if not value:
            return None
        found = self._folded.accounts.get(self._folded.same.get(value, value))
        return found or self._by_name.get(folded(value))

    def id_of(self, value: str) -> str:
        """Return the id of the account that `value` names; `value` itself where none does."""
        found = self.get(value)
        return found.id if found else value

    def all(self) -> tuple[AccountRow, ...]:
        """Return all accounts, by name."""
        return self._sorted

    def find(self, text: str, limit: int = 8) -> list[AccountRow]:
        """Return up to `limit` accounts for what was typed so far, best first; typing errors are forgiven.

        Name, domain, segment and tags are looked into; nothing typed finds nothing.
        """
        words = text.strip()
        if not words or limit <= 0:
            return []
        exact = self.get(words)
        hits = [self._folded.accounts[hit.id] for hit in self._index.find(words, limit=limit + 1)]
        found = ([exact] if exact else []) + [row for row in hits if row is not exact]
        return found[:limit]

    @cached_property
    def _sorted(self) -> tuple[AccountRow, ...]:
        return tuple(sorted(self._folded.accounts.values(), key=lambda row: (folded(row.name), row.id)))

    @cached_property
    def _by_name(self) -> dict[str, AccountRow]:
        """Names that one account alone has."""
        found: dict[str, AccountRow | None] = {}
        for row in self._folded.accounts.values():
            name = folded(row.name)
            found[name] = None if name in found else row
        return {name: row for name, row in found.items() if row is not None}

    @cached_property
    def _index(self) -> SearchIndex:
        from playbook.library.documents import Part, document
        from playbook.library.search import SearchIndex

        return SearchIndex(
            document(row.id, "account", row.name, [Part("", "", about)], names=row.domain.replace(".", " "))
            for row in self._folded.accounts.values()
            for about in [" ".join([row.segment, *row.tags])]
        )

    # What belongs to an account

    def opportunities(self, account: str) -> tuple[OpportunityRow, ...]:
        """Return an account's opportunities: open ones first, then the greater amount, then by name."""
        return self._opportunities.get(self.id_of(account), ())

    def opportunity(self, value: str, account: str = "") -> OpportunityRow | None:
        """Return the opportunity of an id, or of a name that only one has (of `account`, where given)."""
        if not value:
            return None
        by_id = self._folded.opportunities.get(self._folded.same.get(value, value))
        if by_id is not None:
            return by_id
        among = self.opportunities(account) if account else self._folded.opportunities.values()
        name = folded(value)
        named = [row for row in among if folded(row.name) == name]
        return named[0] if len(named) == 1 else None

    def all_opportunities(self) -> tuple[OpportunityRow, ...]:
        """Return every opportunity."""
        return tuple(self._folded.opportunities.values())

    @cached_property
    def _opportunities(self) -> dict[str, tuple[OpportunityRow, ...]]:
        return _grouped(
            self._folded.opportunities.values(), key=lambda r: (not r.is_open, -(r.amount or 0), r.name, r.id)
        )

    def contacts(self, account: str) -> tuple[ContactRow, ...]:
        """Return the people at an account that this device's address book knows, by name."""
        return self._contacts_of.get(self.id_of(account), ())

    def contact(self, value: str) -> ContactRow | None:
        """Return the contact with that id, or None."""
        return self._contacts.get(value)

    def all_contacts(self) -> tuple[ContactRow, ...]:
        """Return everybody in the address book."""
        return tuple(self._contacts.values())

    @cached_property
    def _contacts_of(self) -> dict[str, tuple[ContactRow, ...]]:
        grouped: dict[str, list[ContactRow]] = defaultdict(list)
        for row in self._contacts.values():
            grouped[self.id_of(row.account)].append(row)
        return {
            account: tuple(sorted(rows, key=lambda row: (folded(row.name), row.id)))
            for account, rows in grouped.items()
        }

    def events(self, account: str) -> tuple[EventRow, ...]:
        """Return what happened at an account, newest first."""
        return self._events.get(self.id_of(account), ())

    @cached_property
    def _events(self) -> dict[str, tuple[EventRow, ...]]:
        grouped: dict[str, list[EventRow]] = defaultdict(list)
        for row in self._folded.events.values():
            grouped[self.id_of(row.account)].append(row)
        return {
            account: tuple(sorted(rows, key=lambda row: (row.date, row.id), reverse=True))
            for account, rows in grouped.items()
        }

    def touches(self, account: str, since: date | str = "") -> tuple[TouchRow, ...]:
        """Return the attempts to reach an account `since` a day (ISO where it is text), newest first.

        Reads what touches were recorded until now: not for the event loop.
        """
        earliest = since if isinstance(since, str) else since.isoformat()
        return tuple(row for row in self.all_touches().get(self.id_of(account), ()) if row.date >= earliest)

    def all_touches(self) -> Mapping[str, tuple[TouchRow, ...]]:
        """Return all attempts by account, newest first; reads as `touches` does."""
        records = list(self._read_touches())
        if self._touches[0] != len(records):
            self._touches = (len(records), self._group_touches(records))
        return self._touches[1]

    def _group_touches(self, records: Iterable[Record]) -> dict[str, tuple[TouchRow, ...]]:
        grouped: dict[str, list[TouchRow]] = defaultdict(list)
        for record in records:
            body = record.body
            if isinstance(body, Touch):
                account, day = self.id_of(body.account), body.date or record.at[:10]
                grouped[account].append(
                    TouchRow(account, body.contact, body.channel, body.connect, day, body.run, record.person)
                )
        for rows in grouped.values():
            rows.sort(key=lambda row: row.date)
            rows.reverse()  # of one day too, the later record is the newer touch
        return {account: tuple(rows) for account, rows in grouped.items()}

    # Names for people

    def account_name(self, value: str) -> str:
        """Return the name of an account's id; the value itself where it is unknown."""
        row = self._folded.accounts.get(self._folded.same.get(value, value))
        return row.name if row else value

    def opportunity_name(self, value: str) -> str:
        """Return the name of an opportunity's id; the value itself where it is unknown."""
        row = self._folded.opportunities.get(self._folded.same.get(value, value))
        return row.name if row else value

    def contact_name(self, value: str) -> str:
        """Return the name of a contact's id; the value itself where it is unknown."""
        row = self._contacts.get(value)
        return row.name if row else value


def _grouped(
    rows: Iterable[OpportunityRow], key: Callable[[OpportunityRow], tuple[object, ...]]
) -> dict[str, tuple[OpportunityRow, ...]]:
    grouped: dict[str, list[OpportunityRow]] = defaultdict(list)
    for row in rows:
        grouped[row.account].append(row)
    return {account: tuple(sorted(found, key=key)) for account, found in grouped.items()}
