"""What of each journal the person of an index may read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from playbook.records.model import BODIES, Feedback, Record
from playbook.records.readable import readable

NOTHING, TOLD, ALL = 0, 1, 2
"""Of a journal: nothing, what liaisons said to the person's own feedback, everything."""

_LIAISON = "/liaison"
_OF = {NOTHING: frozenset[str](), TOLD: frozenset({"triage"}), ALL: frozenset(BODIES)}


class Rights:
    """Which records one person may read; asked once for each journal and look."""

    def __init__(self, may_read: Callable[[str], bool], names: frozenset[str]) -> None:
        self._may_read = may_read
        self.names = names
        """The ids that the person's journals stand under."""

    def of(self, journal: str) -> int:
        """Return what of a journal may be read."""
        if self._may_read(journal):
            return ALL
        return TOLD if journal.endswith(_LIAISON) else NOTHING

    def kinds(self, rights: int) -> frozenset[str]:
        """Return the kinds of record that may be among what may be read."""
        return _OF[rights]

    def in_order(self, records: Iterable[Record]) -> Sequence[Record]:
        """Return those of all records about one thing that may be read, in their order, each once."""
        found = list(records)
        if not _stands_in_order(found):
            once = {(record.journal, record.seq): record for record in reversed(_sorted(found))}
            found = _sorted(once.values())
        if not any(record.journal.endswith(_LIAISON) for record in found):
            return found  # of other journals that may not be read nothing is known here
        return readable(found, self._may_read, lambda: self._own(found))

    def _own(self, records: Iterable[Record]) -> frozenset[str]:
        mine = (record.body for record in records if record.person in self.names)
        return frozenset(body.id for body in mine if isinstance(body, Feedback))


def _stands_in_order(records: Sequence[Record]) -> bool:
    """Say whether each record's clock is greater than the one before: most arrive so, and none is there twice."""
    last = 0
    for record in records:
        if record.clock <= last:
            return False
        last = record.clock
    return True


def _sorted(records: Iterable[Record]) -> list[Record]:
    return sorted(records, key=lambda record: record.order)
