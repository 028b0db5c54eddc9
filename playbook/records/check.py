"""Whether what is on disk is whole, journal by journal."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from playbook.records import chain, line
from playbook.records.layout import LATE, files_of


class Damage(NamedTuple):
    """Bytes that are no record."""

    file: str
    offset: int
    size: int
    reason: str


class JournalCheck(NamedTuple):
    """What one journal holds and how it hangs together."""

    journal: str
    held: int
    """How many of its records are here."""
    last: int
    """Number of its last record; greater than `held` where some are missing."""
    gaps: tuple[tuple[int, int], ...] = ()
    """First and last number of what is missing."""
    breaks: tuple[int, ...] = ()
    """Numbers of records that do not follow from the one before."""
    doubled: tuple[int, ...] = ()
    damage: tuple[Damage, ...] = ()
    """Bad bytes with valid lines after them: once they were acknowledged."""
    unfinished: tuple[Damage, ...] = ()
    """What a crash left at the end: never acknowledged, set aside at the next write."""
    not_understood: int = 0
    """Records of a newer version, an unknown kind or with an unreadable body: kept, passed on, skipped."""

    @property
    def whole(self) -> bool:
        """No record is missing, rewritten or there twice."""
        return not (self.gaps or self.breaks or self.doubled)


def check_journal(records: Path, journal: str) -> JournalCheck:
    """Read a journal whole and return how it stands; raises OSError."""
    links: list[chain.Link] = []
    damage: list[Damage] = []
    unfinished: list[Damage] = []
    strange = 0
    files = files_of(records / journal)
    newest = next((path for path in reversed(files) if path.name != LATE), None)
    for path in files:
        scan = chain.scan(path.read_bytes(), journal)
        links += [chain.link(found.data, found.envelope) for found in scan.lines]
        strange += sum(line.read(found.envelope) is None for found in scan.lines)
        damage += [_damage(path, bad) for bad in scan.damage]
        if scan.torn:
            (unfinished if path in (newest, records / journal / LATE) else damage).append(
                _damage(path, scan.torn)
            )
    whole = chain.verify(links)
    return JournalCheck(
        journal,
        whole.held,
        max((link.seq for link in links), default=0),
        tuple(whole.gaps),
        tuple(whole.breaks),
        tuple(whole.doubled),
        tuple(damage),
        tuple(unfinished),
        strange,
    )


def _damage(path: Path, bad: chain.Bad) -> Damage:
    return Damage(path.name, bad.offset, len(bad.data), bad.reason)
