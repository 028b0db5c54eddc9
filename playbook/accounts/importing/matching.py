"""Which known account, opportunity or contact a row means: by external id, then domain or e-mail, then name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from playbook.accounts.importing.errors import RowError
from playbook.accounts.naming import account_id, contact_id, folded, opportunity_id
from playbook.accounts.rows import AccountRow, ContactRow, OpportunityRow

Known = TypeVar("Known", AccountRow, OpportunityRow, ContactRow)


def _made_of(id_: str, found: list[Known]) -> list[Known]:
    """Return the one whose id was made of what the row says, where it is among them: it came from such a row."""
    return [row for row in found if row.id == id_] or found


class Accounts:
    """The accounts that are known, those of the file among them as they come."""

    def __init__(self, rows: Iterable[AccountRow]) -> None:
        self._rows: dict[str, AccountRow] = {}
        self._by_external: dict[str, str] = {}
        self._by_domain: dict[str, list[str]] = {}
        self._by_name: dict[str, list[str]] = {}
        for row in rows:
            self.put(row)

    def put(self, row: AccountRow) -> None:
        """Know `row`, in place of what was known under its id."""
        before = self._rows.get(row.id)
        self._rows[row.id] = row
        if row.external_id:
            self._by_external[row.external_id] = row.id
        if row.domain and (before is None or before.domain != row.domain):
            self._by_domain.setdefault(row.domain, []).append(row.id)
        name = folded(row.name)
        if before is None or folded(before.name) != name:
            self._by_name.setdefault(name, []).append(row.id)

    def get(self, id_: str) -> AccountRow | None:
        """Return the account with that id."""
        return self._rows.get(id_)

    def match(self, external_id: str, domain: str, name: str) -> AccountRow | None:
        """Return the account that is meant; None where it is a new one. Raises RowError where it could be several."""
        if external_id and external_id in self._by_external:
            return self._rows[self._by_external[external_id]]
        found = [row for row in self._of(self._by_domain.get(domain, ())) if row.domain == domain]
        if external_id:  # another id of the CRM is another account, whatever they share
            found = [row for row in found if not row.external_id]
        if len(found) > 1:
            found = _made_of(account_id("", domain, ""), found)
        if len(found) > 1:
            named = [row for row in found if folded(row.name) == folded(name)]
            if len(named) != 1:
                raise RowError(
                    f"{len(found)} accounts have the domain {domain}; say which by its id in the CRM."
                )
            found = named
        if found:
            return found[0]
        return self._by_its_name(external_id, domain, name)

    def _by_its_name(self, external_id: str, domain: str, name: str) -> AccountRow | None:
        found = [
            row
            for row in self._of(self._by_name.get(folded(name), ()) if name else ())
            if folded(row.name) == folded(name)
            and not (external_id and row.external_id)
            and not (domain and row.domain and domain != row.domain)
        ]
        if len(found) > 1:
            found = _made_of(account_id("", "", name), found)
        if len(found) > 1 and (external_id or domain):
            return None  # a company of its own: what it has tells it from the others
        if len(found) > 1:
            raise RowError(
                f"{len(found)} accounts are called “{name}”; say which by its id in the CRM or its domain."
            )
        return found[0] if found else None

    def _of(self, ids: Iterable[str]) -> list[AccountRow]:
        return [self._rows[id_] for id_ in dict.fromkeys(ids)]


class Opportunities:
    """The opportunities that are known."""

    def __init__(self, rows: Iterable[OpportunityRow]) -> None:
        self._rows: dict[str, OpportunityRow] = {}
        self._by_external: dict[str, str] = {}
        self._by_name: dict[tuple[str, str], list[str]] = {}
        for row in rows:
            self.put(row)

    def put(self, row: OpportunityRow) -> None:
        """Know `row`, in place of what was known under its id."""
        before = self._rows.get(row.id)
        self._rows[row.id] = row
        if row.external_id:
            self._by_external[row.external_id] = row.id
        key = (row.account, folded(row.name))
        if before is None or (before.account, folded(before.name)) != key:
            self._by_name.setdefault(key, []).append(row.id)

    def get(self, id_: str) -> OpportunityRow | None:
        """Return the opportunity with that id."""
        return self._rows.get(id_)

    def match(self, external_id: str, account: str, name: str) -> OpportunityRow | None:
        """Return the opportunity that is meant; None where it is new. Raises RowError where it could be several."""
        if external_id and external_id in self._by_external:
            return self._rows[self._by_external[external_id]]
        key = (account, folded(name))
        found = [self._rows[id_] for id_ in dict.fromkeys(self._by_name.get(key, ()))]
        found = [row for row in found if (row.account, folded(row.name)) == key]
        if external_id:
            found = [row for row in found if not row.external_id]
        if len(found) > 1:
            found = _made_of(opportunity_id("", account, name), found)
        if len(found) > 1:
            raise RowError(
                f"{len(found)} opportunities of this account are called “{name}”; say which by its id."
            )
        return found[0] if found else None


class Contacts:
    """The contacts that the address book knows."""

    def __init__(self, rows: Iterable[ContactRow]) -> None:
        self._rows: dict[str, ContactRow] = {}
        self._by_external: dict[str, str] = {}
        self._by_email: dict[str, list[str]] = {}
        self._by_name: dict[tuple[str, str], str] = {}
        for row in rows:
            self.put(row)

    def put(self, row: ContactRow) -> None:
        """Know `row`."""
        self._rows[row.id] = row
        if row.external_id:
            self._by_external[row.external_id] = row.id
        if row.email:
            self._by_email.setdefault(row.email.casefold(), []).append(row.id)
        self._by_name.setdefault((row.account, folded(row.name)), row.id)

    def get(self, id_: str) -> ContactRow | None:
        """Return the contact with that id."""
        return self._rows.get(id_)

    def match(self, external_id: str, email: str, account: str, name: str) -> ContactRow | None:
        """Return who is meant; None where it is somebody new."""
        if external_id and external_id in self._by_external:
            return self._rows[self._by_external[external_id]]
        if email:
            same = email.casefold()
            found = [self._rows[id_] for id_ in dict.fromkeys(self._by_email.get(same, ()))]
            fits = [
                row for row in found if row.email.casefold() == same and not (external_id and row.external_id)
            ]
            if fits:
                return _made_of(contact_id("", email, "", ""), fits)[0]
        named = self._rows.get(self._by_name.get((account, folded(name)), "")) if account else None
        if named is None or (external_id and named.external_id):
            return None
        return None if email and named.email and named.email.casefold() != email.casefold() else named
