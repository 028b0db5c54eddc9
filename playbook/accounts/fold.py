"""From records to accounts: the last word on each holds, and two ids of one customer become one."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import msgspec

from playbook.accounts.rows import AccountRow, ContactRow, EventRow, OpportunityRow
from playbook.records.customers import Account, Contact, Event, Opportunity
from playbook.records.model import Record


class Folded(msgspec.Struct, frozen=True):
    """What the records come to."""

    accounts: dict[str, AccountRow]
    opportunities: dict[str, OpportunityRow]
    contacts: dict[str, ContactRow]
    events: dict[str, EventRow]
    same: dict[str, str]
    """Id that turned out to be the same account or opportunity → the id it goes under."""


def fold(records: Iterable[Record]) -> Folded:
    """Return accounts, opportunities, contacts and events by id; of each, the last record in order holds.

    Two accounts of one external id are one, under the id that was there first; so are two of one domain
    where one of them has no external id yet.
    """
    accounts: dict[str, Account] = {}
    opportunities: dict[str, Opportunity] = {}
    contacts: dict[str, ContactRow] = {}
    events: dict[str, EventRow] = {}
    last: dict[str, int] = {}
    for number, record in enumerate(sorted(records, key=lambda record: record.order)):
        body = record.body
        if isinstance(body, Account):
            accounts[body.id], last[body.id] = body, number
        elif isinstance(body, Opportunity):
            opportunities[body.id], last[body.id] = body, number
        elif isinstance(body, Contact):
            contacts[body.id] = contact_row(body)
        elif isinstance(body, Event):
            events.setdefault(body.id, _event(body, record.person))
    same = _same_accounts(accounts.values()) | _by_external_id(opportunities.values())
    return Folded(
        _accounts(accounts, last, same), _opportunities(opportunities, last, same), contacts, events, same
    )


def _same_accounts(bodies: Collection[Account]) -> dict[str, str]:
    """Return which ids go under another: by external id, then by domain."""
    same = _by_external_id(bodies)
    # Two companies of the CRM may share a domain; one without an id in the CRM is that of its domain.
    of_domain: dict[str, str] = {}
    for body in bodies:
        if body.domain and body.external_id:
            of_domain.setdefault(body.domain, same.get(body.id, body.id))
    for body in bodies:
        if body.domain and not body.external_id:
            here = of_domain.setdefault(body.domain, body.id)
            if here != body.id:
                same[body.id] = here
    return same


def _by_external_id(bodies: Iterable[Account] | Iterable[Opportunity]) -> dict[str, str]:
    same: dict[str, str] = {}
    first: dict[str, str] = {}
    for body in bodies:
        if body.external_id:
            here = first.setdefault(body.external_id, body.id)
            if here != body.id:
                same[body.id] = here
    return same


def _accounts(
    bodies: dict[str, Account], last: dict[str, int], same: dict[str, str]
) -> dict[str, AccountRow]:
    return {
        here: AccountRow(
            here, said.name, said.external_id, said.domain, said.segment, said.owner, said.tags, also
        )
        for here, newest, also in _together(bodies, last, same)
        for said in [bodies[newest]]
    }


def _opportunities(
    bodies: dict[str, Opportunity], last: dict[str, int], same: dict[str, str]
) -> dict[str, OpportunityRow]:
    found = {}
    for here, newest, _ in _together(bodies, last, same):
        said = bodies[newest]
        found[here] = OpportunityRow(
            here,
            same.get(said.account, said.account),
            said.name,
            said.external_id,
            said.stage,
            said.amount,
            said.currency,
            said.owner,
            said.close_date,
            said.state,
        )
    return found


def _together(
    ids: Iterable[str], last: dict[str, int], same: dict[str, str]
) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return of each thing its id, the id under which it was spoken of last, and its other ids."""
    groups: dict[str, list[str]] = {}
    for id_ in ids:
        groups.setdefault(same.get(id_, id_), []).append(id_)
    return [
        (here, max(group, key=last.__getitem__), tuple(id_ for id_ in group if id_ != here))
        for here, group in groups.items()
    ]


def contact_row(body: Contact) -> ContactRow:
    """Return a contact's record as a row."""
    return ContactRow(
        body.id,
        body.name,
        body.account,
        body.email,
        body.phone,
        body.title,
        body.channel,
        body.not_before,
    )


def _event(body: Event, by: str) -> EventRow:
    return EventRow(body.id, body.account, body.trigger, body.date, body.text, by)
