"""Records laid into a folder as they arrive from journals everywhere, and an index over them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec

from playbook.progress import Progress
from playbook.records import line
from playbook.records.access import may_read
from playbook.records.index import Filed, Index, Shelf
from playbook.records.index.rights import Rights
from playbook.records.layout import LATE
from playbook.records.model import Record
from playbook.records.readable import readable


class Folder:
    """A folder of journals that lines are written to in the order in which they come."""

    def __init__(self, root: Path) -> None:
        self.records = root / "records"
        self.cache = root / "cache"
        self._last: dict[str, int] = {}

    def arrive(self, records: Iterable[Record]) -> None:
        """Append each record to its journal: to the month, or to the late lines where it comes after later ones."""
        lines: dict[Path, list[bytes]] = {}
        for record in records:
            last = self._last.get(record.journal, 0)
            self._last[record.journal] = max(last, record.seq)
            name = LATE if record.seq <= last else "2026-11.jsonl"
            lines.setdefault(self.records / record.journal / name, []).append(line_of(record) + b"\n")
        for path, some in lines.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("ab") as file:
                file.writelines(some)

    def index(
        self,
        shelves: Sequence[Shelf] = (),
        filed: Iterable[Filed] = (),
        *,
        person: str = "lee",
        reads: Callable[[str], bool] = lambda _: True,
        progress: Progress | None = None,
        patience: float = 5.0,
    ) -> Index:
        """Return the index of what somebody may read of the folder."""
        rights = Rights(reads, frozenset({person}))
        return Index(
            self.cache / person, self.records, rights,
            shelves=shelves, filed=filed, progress=progress, patience=patience,
        )  # fmt: skip


def line_of(record: Record) -> bytes:
    """Return the line of a record, as another device would have written it."""
    prev = "0" * 32 if record.seq > 1 else ""
    body = msgspec.json.encode(record.body)
    return line.encode(record.journal, record.seq, record.clock, record.at, record.kind, body, prev)


def read_by(person: str, records: Iterable[Record], reads: Callable[[str], bool]) -> list[Record]:
    """Return what somebody may read of these records, in their order, each once: what is folded in memory."""
    from playbook.records.model import Feedback

    once = {(record.journal, record.seq): record for record in records}
    every = sorted(once.values(), key=lambda record: record.order)
    own = frozenset(
        record.body.id for record in every if record.person == person and isinstance(record.body, Feedback)
    )
    return readable(every, reads, lambda: own)


def reads_as(person: str, liaisons: frozenset[str]) -> Callable[[str], bool]:
    """Return which journals somebody may read where only `liaisons` have that role."""

    class Member:
        manager = ""
        also: tuple[str, ...] = ()

        def __init__(self, id_: str) -> None:
            self.roles = ("liaison",) if id_ in liaisons else ("rep",)

    members = {id_: Member(id_) for id_ in {person, *liaisons}}
    return lambda journal: may_read(person, journal, members)
