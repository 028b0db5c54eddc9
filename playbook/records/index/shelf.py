"""What a package hands the index: of which records its rows are made, and how."""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import ClassVar

from playbook.records.model import Record

Subjects = Mapping[str, Sequence[Record]]
"""Id of a thing → all records about it that the person may read, in their order, each once."""


class Shelf(ABC):
    """Rows made of all records about one thing; see the package's own words on how to make one."""

    name: ClassVar[str]
    kinds: ClassVar[frozenset[str]]
    tables: ClassVar[str] = ""
    indexes: ClassVar[str] = ""

    @property
    def version(self) -> str:
        """Rows that another version made are made anew."""
        return "1"

    def begin(self, db: sqlite3.Connection) -> None:
        """Be ready for news: called before each bringing up to date, within its transaction."""
        return

    @abstractmethod
    def subject(self, record: Record) -> str:
        """Return the id of the thing that `record` is about; "" where it is about none of this shelf's."""

    @abstractmethod
    def fold(self, db: sqlite3.Connection, subjects: Subjects, *, new: bool) -> None:
        """Write the rows of these things, in place of what stood there; `new`: nothing did."""

    def made(self, db: sqlite3.Connection) -> None:
        """Add what is made of all rows at once: called when an index is made anew, before what is folded again."""
        return

    def widen(self, db: sqlite3.Connection, subjects: Collection[str]) -> set[str]:
        """Return `subjects` with all that must be folded together with them."""
        return set(subjects)

    def notice(self, db: sqlite3.Connection, records: Sequence[Record]) -> set[str]:
        """Take new records in, and return which things they make stale besides those that they are about."""
        return set()


class Filed:
    """Kinds of record that are found again by kind, or by what they are about, and folded by who asks."""

    def __init__(self, kind: str, subject: Callable[[Record], str] = lambda _: "") -> None:
        self.kind = kind
        self.subject = subject
