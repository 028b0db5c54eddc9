"""What the tests of records share."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from playbook.clock import FixedClock
from playbook.records import line
from playbook.records.disk import Disk
from playbook.records.exchange import exported
from playbook.records.model import Feedback
from playbook.records.store import Store

NOON = datetime(2026, 11, 21, 12, 0, 0, 123_000, tzinfo=UTC)
AT = "2026-11-21T12:00:00.123Z"
DEVICE = "00112233445566ff"


def counted_bytes(start: int = 0) -> Callable[[int], bytes]:
    """Return a source of bytes that are different each time and the same in each test."""
    state = [start]

    def source(size: int) -> bytes:
        state[0] += 1
        return state[0].to_bytes(size, "big")

    return source


def open_store(
    data: Path,
    person: str = "lee",
    *,
    clock: FixedClock | None = None,
    disk: Disk | None = None,
    patience: float = 10.0,
    seed: int = 0,
) -> Store:
    return Store(
        data / "acme",
        person,
        clock or FixedClock(NOON),
        random_bytes=counted_bytes(seed),
        disk=disk,
        patience=patience,
    )


def export_records(store: Store, out: IO[bytes], person: str = "", since: datetime | None = None) -> int:
    """Write the lines of one person, or of all, to `out`; return how many."""
    journals = [name for name in store.journals() if not person or name.startswith(f"{person}/")]
    lines = list(exported(store, journals, since))
    out.writelines(lines)
    return len(lines)


def feedback(id_: str, text: str = "") -> Feedback:
    return Feedback(id=id_, kind="idea", text=text)


def ids(store: Store) -> list[str]:
    """Return the ids of all feedback, in the records' order."""
    return [record.body.id for record in store.records(["feedback"]) if isinstance(record.body, Feedback)]


def month_file(store: Store, audience: str = "team", month: str = "2026-11") -> Path:
    return store.records_folder / store.person / store.device / audience / f"{month}.jsonl"


def lines(
    journal: str, bodies: Iterable[bytes], *, kind: str = "feedback", first_clock: int = 1
) -> list[bytes]:
    """Return a whole journal of these bodies, as another device would have written it."""
    made: list[bytes] = []
    for seq, body in enumerate(bodies, 1):
        prev = line.digest(made[-1]) if made else ""
        made.append(line.encode(journal, seq, first_clock + seq - 1, AT, kind, body, prev))
    return made


def idea(number: int) -> bytes:
    return b'{"id":"i%d","kind":"idea"}' % number


def torture() -> bool:
    """Say whether the long form of the crash tests is wanted."""
    return os.environ.get("PLAYBOOK_TORTURE") == "long"
