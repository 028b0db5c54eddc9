"""What a person writes down of accounts by hand: a new account, a contact, an event."""

from __future__ import annotations

import msgspec

from playbook.accounts.book import AccountBook
from playbook.accounts.naming import account_id, contact_id, domain_of
from playbook.accounts.rows import ContactRow
from playbook.errors import PlaybookError
from playbook.ids import new_id
from playbook.records.customers import Account, Event
from playbook.text import nearest, one_line

LONGEST = 300
"""Letters of a name."""


def new_account(
    book: AccountBook, name: str, *, domain: str = "", segment: str = "", owner: str = ""
) -> Account:
    """Return the record of a new account; raises a PlaybookError without a name, or where there is one like it."""
    name = _name(name, "account")
    bare = domain_of(domain)
    if domain.strip() and not bare:
        raise PlaybookError(f"“{one_line(domain)}” is not a web address. Write it like acme.example.")
    known = book.get(name) or next((row for row in book.all() if bare and row.domain == bare), None)
    if known is not None:
        raise PlaybookError(f"There is {known.name} already{f' ({known.domain})' if known.domain else ''}.")
    return Account(account_id("", bare, name), name, domain=bare, segment=segment.strip(), owner=owner)


def new_contact(
    book: AccountBook, name: str, account: str = "", *, email: str = "", phone: str = "", title: str = ""
) -> ContactRow:
    """Return somebody new for the address book, or who is known by that e-mail or name there already."""
    name = _name(name, "contact")
    account = book.id_of(account)
    id_ = contact_id("", email, account, name)
    return book.contact(id_) or ContactRow(id_, name, account, email.strip(), phone.strip(), title.strip())


def new_event(
    book: AccountBook, account: str, trigger: str, day: str, text: str, triggers: tuple[str, ...]
) -> Event:
    """Return the record of something that happened at an account; `triggers` are the playbook's own words.

    Raises a PlaybookError for a trigger that no play can have; where the playbook names none, any word does.
    """
    trigger = one_line(trigger)
    if not trigger or (triggers and trigger not in triggers):
        near = nearest(trigger, triggers)
        known = f" Say one of: {', '.join(triggers)}." if triggers else " Say in a word or two what happened."
        if near:
            known = f" Did you mean {' or '.join(near)}?"
        raise PlaybookError(f"“{trigger}” is not a trigger of this playbook.{known}")
    return Event(new_id(), book.id_of(account), trigger, day, text.strip())


def changed(row: ContactRow, **details: str) -> ContactRow:
    """Return a contact with details put right; an empty one leaves what was there."""
    return msgspec.structs.replace(row, **{key: value for key, value in details.items() if value})


def _name(name: str, what: str) -> str:
    name = one_line(name)
    if not name:
        raise PlaybookError(f"An {what} needs a name." if what[0] in "aeiou" else f"A {what} needs a name.")
    if len(name) > LONGEST:
        raise PlaybookError(f"That name has {len(name):,} letters; {LONGEST} are the most.")
    return name
