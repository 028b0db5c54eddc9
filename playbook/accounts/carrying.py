"""The address book from one device of a person to another: as lines beside those of records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from playbook.accounts.address_book import AddressBook
from playbook.accounts.rows import ContactRow
from playbook.records.layout import is_fit

_BEGIN = b'{"address-book":'


class Line(msgspec.Struct, omit_defaults=True, rename={"person": "address-book"}):
    """One line: a contact, or somebody who was forgotten."""

    person: str
    """Whose address book it is."""
    contact: ContactRow | None = None
    forgotten: str = ""


def lines_of(folder: Path, person: str) -> list[bytes]:
    """Return a person's address book as JSON lines; raises AddressBookError."""
    addresses = AddressBook(folder, person).load()
    lines = [Line(person, row) for row in addresses.contacts]
    lines += [Line(person, forgotten=id_) for id_ in addresses.forgotten]
    return [msgspec.json.encode(line) + b"\n" for line in lines]


class Carried:
    """The lines of address books among those of records."""

    def __init__(self) -> None:
        self._lines: list[Line] = []

    def others(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the lines that are none of an address book, and keep those that are."""
        for data in lines:
            line = _read(data)
            if line is None:
                yield data
            else:
                self._lines.append(line)

    def take_in(self, folder: Path) -> int:
        """Put what was kept into the address books; nobody who was forgotten comes back. Return how many."""
        count = 0
        for person in dict.fromkeys(line.person for line in self._lines):
            own = [line for line in self._lines if line.person == person]
            rows = [line.contact for line in own if line.contact is not None]
            gone = [line.forgotten for line in own if line.forgotten]
            count += AddressBook(folder, person).merge(rows, gone)
        return count


def _read(data: bytes) -> Line | None:
    if not data.startswith(_BEGIN):
        return None
    try:
        line = msgspec.json.decode(data, type=Line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None  # it is set aside with what is no record
    return line if is_fit(line.person) else None
