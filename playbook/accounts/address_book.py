"""The address book: names and details of contacts, in one small file that is rewritten whole.

Not in a journal, whose lines stay for ever: whoever is erased here is gone from the file.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from playbook.accounts.rows import ContactRow
from playbook.errors import PlaybookError
from playbook.files import CannotSaveError, sync_folder, write_atomic
from playbook.records.disk import Disk
from playbook.records.lock import Lock

FORMAT = 1
"""The version (`v`) of the file this program writes."""


class Addresses(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an address book holds."""

    v: int = FORMAT
    contacts: tuple[ContactRow, ...] = ()
    forgotten: tuple[str, ...] = ()
    """Ids of people who were erased, so that no record of elsewhere brings their names back."""


class AddressBookError(PlaybookError):
    """The file is not one that this program can go on with."""


class _Version(msgspec.Struct):
    v: int = FORMAT


class AddressBook:
    """One person's contacts on this device; several programs may use it at once."""

    def __init__(self, folder: Path, person: str) -> None:
        """`folder` is `<data>/<playbook-id>`; nothing is written there before the first contact."""
        self.path = folder / "address-book" / f"{person}.json"
        self._lock = Lock(self.path.with_suffix(".lock"), Disk())

    def load(self) -> Addresses:
        """Return what is in it; nothing where there is none. Raises AddressBookError."""
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return Addresses()
        except OSError as error:
            raise AddressBookError(
                f"Your address book cannot be read: {error.strerror or error} ({self.path})."
            ) from error
        try:
            version = msgspec.json.decode(data, type=_Version).v
            if version > FORMAT:
                raise AddressBookError(
                    f"Your address book was written by a newer Playbook (format {version}). Update this one; "
                    "nothing is lost."
                )
            return msgspec.json.decode(data, type=Addresses)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise AddressBookError(
                f"Your address book is damaged ({error}). Mend or move {self.path}; it is not overwritten."
            ) from error

    def stamp(self) -> tuple[int, int]:
        """Return what changes whenever the file does."""
        try:
            found = self.path.stat()
        except OSError:
            return (0, 0)
        return (found.st_ino, found.st_mtime_ns)

    def add(self, rows: Iterable[ContactRow]) -> None:
        """Add contacts, or put them in place of those with their ids; durable when this returns.

        Somebody who was forgotten and is added again is known again. Raises AddressBookError or CannotSaveError.
        """
        given = {row.id: row for row in rows}
        if not given:
            return
        with self._lock.hold():
            before = self.load()
            contacts = {row.id: row for row in before.contacts} | given
            forgotten = tuple(id_ for id_ in before.forgotten if id_ not in given)
            self._save(Addresses(contacts=tuple(contacts.values()), forgotten=forgotten))

    def merge(self, rows: Iterable[ContactRow], forgotten: Iterable[str] = ()) -> int:
        """Take in what another copy or a CRM knows, but nobody who was forgotten; return how many were taken."""
        with self._lock.hold():
            before = self.load()
            gone = dict.fromkeys((*before.forgotten, *forgotten))
            given = {row.id: row for row in rows if row.id not in gone}
            contacts = {row.id: row for row in before.contacts if row.id not in gone} | given
            after = Addresses(contacts=tuple(contacts.values()), forgotten=tuple(gone))
            if after != before:
                self._save(after)
        return len(given)

    def forget(self, contact: str) -> None:
        """Erase somebody: name and details leave the file, only the id stays, as forgotten."""
        with self._lock.hold():
            before = self.load()
            left = tuple(row for row in before.contacts if row.id != contact)
            forgotten = tuple(dict.fromkeys((*before.forgotten, contact)))
            self._save(Addresses(contacts=left, forgotten=forgotten))

    def _save(self, addresses: Addresses) -> None:
        write_atomic(self.path, msgspec.json.encode(addresses) + b"\n")
        self._sweep()

    def _sweep(self) -> None:
        """Remove what writers left that were killed: it may hold names that are erased now."""
        try:
            left = list(self.path.parent.glob(f".{self.path.name}.*.tmp"))
            for path in left:
                path.unlink(missing_ok=True)
            if left:
                sync_folder(self.path.parent)
        except OSError as error:
            raise CannotSaveError(self.path, error) from error
