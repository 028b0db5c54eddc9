"""From a row of a file to what is recorded: created, updated, unchanged, or refused with a reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeVar

import msgspec

from playbook.accounts.importing.cells import Cells, first_id
from playbook.accounts.importing.columns import Style
from playbook.accounts.importing.errors import RowError
from playbook.accounts.importing.matching import Accounts, Contacts, Opportunities
from playbook.accounts.importing.values import (
    currency_of,
    parse_amount,
    parse_currency,
    parse_date,
    parse_flag,
)
from playbook.accounts.naming import account_id, company_domain, contact_id, domain_of, opportunity_id
from playbook.accounts.rows import AccountRow, ContactRow, OpportunityRow, State

Outcome = Literal["created", "updated", "unchanged", "skipped", "failed"]
ThingRow = AccountRow | OpportunityRow | ContactRow
Some = TypeVar("Some", AccountRow, OpportunityRow, ContactRow)

_BITS = {
    field: 1 << place
    for place, field in enumerate(
        dict.fromkeys(
            AccountRow.__struct_fields__ + OpportunityRow.__struct_fields__ + ContactRow.__struct_fields__
        )
    )
}

_WON = frozenset(["won", "closedwon", "closed won", "gewonnen", "gagné", "ganada", "vinta"])
_LOST = frozenset(["lost", "closedlost", "closed lost", "verloren", "perdu", "perdida", "persa"])


class Taken(msgspec.Struct, frozen=True):
    """What a row came to."""

    outcome: Outcome
    row: ThingRow
    fields: int = 0
    """Which fields it said, as bits."""
    again: bool = False
    """The file spoke of it before: this row could only add what that one had left open."""
    differs: bool = False
    """It says something in another way than the row before did."""
    also: AccountRow | None = None
    """An account that it made known by the way."""


class Taker:
    """Takes rows of one kind in, against what is known and what the file said before."""

    def __init__(
        self,
        accounts: Accounts,
        opportunities: Opportunities,
        contacts: Contacts,
        *,
        style: Style = Style(),  # noqa: B008  # frozen
        currency: str = "",
        owner_id: Callable[[str], str] = str,
    ) -> None:
        """`currency` is that of amounts without any; `owner_id` knows a person by e-mail or name."""
        self.accounts, self.opportunities, self.contacts = accounts, opportunities, contacts
        self._style, self._currency, self._owner_id = style, currency, owner_id
        self._said: dict[str, int] = {}
        """Id → the fields that rows said: the first row that says one holds, or importing twice would change it."""

    def account(self, cell: Cells) -> Taken:
        """Return what a row says of an account; raises RowError."""
        external, name = cell("external_id"), cell("name")
        website = cell("domain")
        domain = domain_of(website)
        if website and not domain:
            raise RowError(f"“{website}” is not a web address.")
        name = name or domain
        known = self.accounts.match(external, domain, name)
        if known is None and not name:
            raise RowError("It has neither a name nor a domain.")
        new = AccountRow(account_id(external, domain, name), name)
        known = known or self.accounts.get(new.id)
        said = {
            "name": cell("name"),
            "external_id": external,
            "domain": domain,
            "segment": cell("segment"),
            "owner": self._owner(cell),
            "tags": tuple(tag for part in cell("tags").split(";") for tag in _tags(part)),
        }
        return self._taken(known, new, said)

    def opportunity(self, cell: Cells) -> Taken:
        """Return what a row says of an opportunity, and of its account where that is new; raises RowError."""
        account, is_new = self._account_of(cell)
        external, name = cell("external_id"), cell("name")
        amount_cell, stage = cell("amount"), cell("stage")
        amount = parse_amount(amount_cell, self._style.mark)
        currency = parse_currency(cell("currency")) or (
            currency_of(amount_cell) if amount is not None else ""
        )
        known = self.opportunities.match(external, account.id, name)
        if known is None and not name:
            raise RowError("It has no name.")
        new = OpportunityRow(opportunity_id(external, account.id, name), account.id, name)
        known = known or self.opportunities.get(new.id)
        said = {
            "account": account.id,
            "name": name,
            "external_id": external,
            "stage": stage,
            "amount": amount,
            "currency": currency or (self._currency if amount is not None else ""),
            "owner": self._owner(cell),
            "close_date": parse_date(cell("close_date"), self._style.days),
            "state": _state(cell, stage),
        }
        taken = self._taken(known, new, said)
        return msgspec.structs.replace(taken, also=account) if is_new else taken

    def contact(self, cell: Cells) -> Taken:
        """Return what a row says of a person; raises RowError. An unknown account stays the name in the file."""
        external, email = cell("external_id"), cell("email")
        if email and "@" not in email:
            raise RowError(f"“{email}” is not an e-mail address.")
        parts = " ".join(part for part in (cell("first_name"), cell("last_name")) if part)
        name = parts or cell("name") or email
        account = self._account_value(cell, email)
        known = self.contacts.match(external, email, account, name)
        if known is None and not name:
            raise RowError("It has neither a name nor an e-mail address.")
        new = ContactRow(contact_id(external, email, account, name), name)
        known = known or self.contacts.get(new.id)
        said = {
            "name": name if name != email or known is None else known.name,
            "account": account,
            "email": email,
            "phone": cell("phone"),
            "title": cell("title"),
            "channel": cell("channel"),
            "external_id": external,
        }
        return self._taken(known, new, said)

    def know(self, taken: Taken) -> None:
        """Match the rows that follow against this one too."""
        self._said[taken.row.id] = self._said.get(taken.row.id, 0) | taken.fields
        if taken.also is not None:
            self.accounts.put(taken.also)
        if isinstance(taken.row, AccountRow):
            self.accounts.put(taken.row)
        elif isinstance(taken.row, OpportunityRow):
            self.opportunities.put(taken.row)
        else:
            self.contacts.put(taken.row)

    # Its parts

    def _taken(self, known: Some | None, new: Some, said: Mapping[str, Any]) -> Taken:
        """Return what comes of a row; an empty cell leaves what is known."""
        before = known or new
        mask = self._said.get(before.id, 0)
        given = {key: value for key, value in said.items() if value not in ("", None, ())}
        added = {key: value for key, value in given.items() if not mask & _BITS[key]}
        row = msgspec.structs.replace(before, **added)
        outcome: Outcome = "created" if known is None else "unchanged" if row == known else "updated"
        differs = any(getattr(before, key) != value for key, value in given.items() if key not in added)
        return Taken(outcome, row, sum(_BITS[key] for key in given), before.id in self._said, differs)

    def _owner(self, cell: Cells) -> str:
        owner = cell("owner")
        return self._owner_id(owner) if owner else ""

    def _account_of(self, cell: Cells) -> tuple[AccountRow, bool]:
        """Return an opportunity's account, and whether it was not known until now; raises RowError."""
        external = first_id(cell("account_id"))
        name, domain = cell("account"), domain_of(cell("domain"))
        if not (external or name or domain):
            raise RowError("It names no account.")
        name, domain = self._style.called.get(external, (name, domain))
        known = self.accounts.match(external, domain, name)
        if known is not None:
            return known, False
        if not (name or domain):
            raise RowError(f"There is no account with the id {external}. Import the accounts first.")
        return AccountRow(account_id(external, domain, name), name or domain, external, domain), True

    def _account_value(self, cell: Cells, email: str) -> str:
        """Return the id of a contact's account, else its name as it stands in the file."""
        external = first_id(cell("account_id"))
        name, domain = cell("account"), domain_of(cell("domain")) or company_domain(email)
        try:
            known = self.accounts.match(external, domain, name)
        except RowError:
            known = None  # several could be meant: a name says more than a guess
        return known.id if known else name


def _tags(text: str) -> list[str]:
    return [tag.strip() for tag in text.split(",") if tag.strip()]


def _state(cell: Cells, stage: str) -> State | Literal[""]:
    """Return open, won or lost as columns of yes and no say, else as the stage is called; nothing where none does."""
    won, lost, closed = (parse_flag(cell(field)) for field in ("won", "lost", "closed"))
    if won:
        return "won"
    if lost or (closed and won is False):
        return "lost"
    words = stage.casefold()
    if words in _WON or words in _LOST:
        return "won" if words in _WON else "lost"
    return "open" if words or won is False or lost is False or closed is False else ""
