"""The accounts of a workspace: read when somebody asks, kept for those who cannot wait for a disk."""

from __future__ import annotations

from abc import abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playbook.accounts.address_book import AddressBook
    from playbook.accounts.book import AccountBook
    from playbook.accounts.deal import Deal
    from playbook.accounts.rows import ContactRow
    from playbook.records.model import Record


class KnownAccounts:
    """The part of a workspace that knows accounts, opportunities and contacts by id and name."""

    _book: tuple[tuple[Any, ...], AccountBook] | None = None
    """What it was made of, and the book as it was read last."""
    _my_addresses: tuple[str, AddressBook] | None = None

    if TYPE_CHECKING:  # what a workspace has

        @property
        def me(self) -> str: ...  # noqa: D102

        @property
        @abstractmethod
        def names(self) -> frozenset[str]: ...  # noqa: D102

        @property
        @abstractmethod
        def folder(self) -> Path: ...  # noqa: D102

        @abstractmethod
        def records(self, *kinds: str) -> list[Record]: ...  # noqa: D102

    @property
    def accounts(self) -> AccountBook:
        """All accounts that I may know of, as they stand now; reads files, so not for the event loop."""
        from playbook.accounts.address_book import AddressBook, AddressBookError
        from playbook.accounts.book import KINDS, AccountBook

        records = self.records(*KINDS)
        files = [AddressBook(self.folder, name) for name in sorted(self.names)]
        key = (self.me, len(records), records[-1].ref if records else "", *(file.stamp() for file in files))
        if self._book is None or self._book[0] != key:
            contacts: list[ContactRow] = []
            forgotten: list[str] = []
            for file in files:
                try:
                    addresses = file.load()
                except AddressBookError:  # accounts are shown all the same; writing to it says what is wrong
                    continue
                contacts += addresses.contacts
                forgotten += addresses.forgotten
            made = AccountBook(records, contacts, forgotten=forgotten, touches=lambda: self.records("touch"))
            self._book = (key, made)
        return self._book[1]

    @property
    def address_book(self) -> AddressBook:
        """Where names and details of my contacts lie on this device."""
        from playbook.accounts.address_book import AddressBook

        if self._my_addresses is None or self._my_addresses[0] != self.me:
            self._my_addresses = (self.me, AddressBook(self.folder, self.me))
        return self._my_addresses[1]

    @property
    def accounts_last_read(self) -> AccountBook:
        """The accounts as they were read last, for what must not wait for a disk; read now where none were."""
        if self._book is not None and self._book[0][0] == self.me:
            return self._book[1]
        return self.accounts

    def _names(self, value: str) -> AccountBook | None:
        """Return the book to name `value` by; none where that is no id and nothing has been read yet."""
        from playbook.accounts.naming import is_id

        return self.accounts_last_read if self._book is not None or is_id(value) else None

    def account_name(self, value: str) -> str:
        """Return an account's name for people: of its id; of anything else, the value itself."""
        book = self._names(value)
        return book.account_name(value) if book else value

    def opportunity_name(self, value: str) -> str:
        """Return an opportunity's name for people: of its id; of anything else, the value itself."""
        book = self._names(value)
        return book.opportunity_name(value) if book else value

    def contact_name(self, value: str) -> str:
        """Return a contact's name for people, out of this device's address book; else the value itself."""
        book = self._names(value)
        return book.contact_name(value) if book else value

    def account_id(self, text: str) -> str:
        """Return the id of the account that was typed by id or name; the text itself where it is unknown."""
        return self.accounts_last_read.id_of(text) if text else text

    def deal(self, account: str, opportunity: str = "") -> Deal:
        """Return what is to be recorded of an account and opportunity, each by id or name, as they stand now."""
        from playbook.accounts.deal import Deal, deal

        return deal(self.accounts_last_read, account, opportunity) if account or opportunity else Deal()
