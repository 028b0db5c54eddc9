"""What people did in the demo, in the order of time, written through the real store."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from playbook.clock import Clock
from playbook.demo.dice import Dice
from playbook.desk.fold import Folding
from playbook.records.model import Body

if TYPE_CHECKING:
    from playbook.records.store import Store


@dataclass(frozen=True)
class Deed:
    """One record that somebody makes: its body may depend on what was written before."""

    at: datetime
    by: str
    body: Body | Callable[[Ledger], Body]
    audience: str | None = None


class Ledger:
    """The journals of everybody in the demo, on one device, while they are being written."""

    def __init__(self, folder: Path, clock: Clock, dice: Dice) -> None:
        self.folder = folder
        self.desk = Folding()
        self._clock = clock
        self._random_bytes = dice.stream("device").randbytes
        self._stores: dict[str, Store] = {}

    def write(self, deeds: Iterable[Deed]) -> None:
        """Write `deeds` in the order of time, each in its author's own journals."""
        for deed in sorted(deeds, key=lambda deed: deed.at):
            body = deed.body(self) if callable(deed.body) else deed.body
            record = self._store(deed.by).append(body, deed.audience, at=deed.at)
            self.desk.add([record])

    def close(self) -> None:
        """Let go of the files."""
        for store in self._stores.values():
            store.close()

    def _store(self, person: str) -> Store:
        from playbook.records.disk import Disk
        from playbook.records.store import Store

        store = self._stores.get(person)
        if store is None:
            # The demo becomes a demo by one rename at its end: until then nothing needs to be durable.
            quick = Disk(fsync=_leave_it)
            store = Store(self.folder, person, self._clock, random_bytes=self._random_bytes, disk=quick)
            self._stores[person] = store
        return store


def _leave_it(descriptor: int) -> None:
    """Sync nothing."""
