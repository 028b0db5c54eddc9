"""What people did in the demo, in the order of time, written through the real store."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from playbook.clock import Clock
from playbook.demo import PERSON
from playbook.demo.dice import Dice
from playbook.desk.fold import Folding
from playbook.progress import Progress
from playbook.records.bulk import append_for
from playbook.records.draft import Draft
from playbook.records.model import Audience, Body

_TOGETHER = 500
"""Records that are written in one go at most."""


@dataclass(frozen=True)
class Deed:
    """One record that somebody makes: its body may depend on what was written before."""

    at: datetime
    by: str
    body: Body | Callable[[Ledger], Body]
    audience: Audience | None = None


class Ledger:
    """The journals of everybody in the demo, on one device, while they are being written."""

    def __init__(self, folder: Path, clock: Clock, dice: Dice) -> None:
        from playbook.records.disk import Disk
        from playbook.records.store import Store

        self.folder = folder
        self.desk = Folding()
        # The demo becomes a demo by one rename at its end: until then nothing needs to be durable.
        quick = Disk(fsync=_leave_it)
        randomly = dice.stream("device").randbytes
        self._store = Store(folder, PERSON, clock, random_bytes=randomly, disk=quick)

    def write(self, deeds: Iterable[Deed], progress: Progress | None = None) -> None:
        """Write `deeds` in the order of time, each in its author's own journals.

        Those that depend on nothing are written together; one that does sees all that came before it.
        """
        ordered = sorted(deeds, key=lambda deed: deed.at)
        waiting: list[tuple[str, Draft]] = []
        with (progress or Progress()).over(
            "Writing it down", total=len(ordered), unit="records"
        ) as under_way:
            for deed in ordered:
                body = deed.body
                if callable(body):
                    self._flush(waiting, under_way)
                    body = body(self)
                waiting.append((deed.by, Draft(body, deed.audience, deed.at)))
                if len(waiting) >= _TOGETHER:
                    self._flush(waiting, under_way)
            self._flush(waiting, under_way)

    def close(self) -> None:
        """Let go of the files."""
        self._store.close()

    def _flush(self, waiting: list[tuple[str, Draft]], progress: Progress) -> None:
        if not waiting:
            return
        self.desk.add(append_for(self._store, waiting))
        progress.step(len(waiting))
        waiting.clear()


def _leave_it(descriptor: int) -> None:
    """Sync nothing."""
