"""What a run or an item of feedback is about: account, opportunity, and its stage and amount at this time."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from playbook.accounts.book import AccountBook
from playbook.accounts.rows import ContactRow, OpportunityRow


class Deal(msgspec.Struct, frozen=True):
    """The facts as they are recorded: ids of what is known, else the words typed."""

    account: str = ""
    opportunity: str = ""
    deal_stage: str = ""
    amount: float | None = None
    currency: str = ""


def deal(book: AccountBook, account: str, opportunity: str = "") -> Deal:
    """Return the facts for an account and opportunity, each named by id or name.

    Without an opportunity, the account's only open one is meant. An opportunity alone brings its account.
    """
    account = book.id_of(account)
    found = book.opportunity(opportunity, account) if opportunity else None
    if found is None and not opportunity:
        still_open = [row for row in book.opportunities(account) if row.is_open] if account else []
        found = still_open[0] if len(still_open) == 1 else None
    if found is None:
        return Deal(account, opportunity)
    return Deal(account or found.account, found.id, found.stage, found.amount, found.currency)


def open_amounts(deals: Iterable[OpportunityRow]) -> dict[str, float]:
    """Return what the open ones of `deals` are worth together, by currency; those of unknown worth are left out."""
    amounts: dict[str, float] = {}
    for one in deals:
        if one.is_open and one.amount is not None:
            amounts[one.currency] = amounts.get(one.currency, 0.0) + one.amount
    return amounts


def merge_fields(book: AccountBook, account: str, contacts: tuple[ContactRow, ...] = ()) -> dict[str, str]:
    """Return the merge fields of an account (`account.name` …) and of the first of `contacts` (`contact.…`)."""
    row = book.get(account)
    found = {"account.name": book.account_name(account)}
    if row is not None:
        found |= {"account.name": row.name, "account.domain": row.domain, "account.segment": row.segment}
    for contact in contacts[:1]:
        found["contact.name"] = contact.name
        found["contact.first_name"] = contact.name.split(" ")[0]
        found["contact.title"] = contact.title
        found["contact.email"] = contact.email
    return {name: value for name, value in found.items() if value}
