"""People with devices of their own, and a hub in PostgreSQL between them; `python -m` syncs one as a process."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from playbook.coaching.runs import fold as fold_runs
from playbook.desk.fold import fold as fold_feedback
from playbook.plays.settings_model import Person
from playbook.records.model import Run, Triage
from playbook.records.readable import readable
from playbook.sync.engine import Engine
from playbook.sync.hub import Batch, Hub
from playbook.sync.postgres.hub import PostgresHub
from tests.postgres.northwind import ADDRESS, PEOPLE
from tests.sync.field import Somebody


class AtPostgres(Somebody):
    """A person at a device, whose hub is in PostgreSQL."""

    hub_of: Hub | None = None

    def __init__(
        self, data: Path, person: str, *, people: Mapping[str, Person] = PEOPLE, **options: object
    ) -> None:
        super().__init__(data, person, ADDRESS, people=people, **options)  # type: ignore[arg-type]

    def engine(self) -> Engine:
        """Return what syncs."""
        hub = self.hub_of or PostgresHub.at(ADDRESS, self.person)
        return Engine(
            self.store, hub, names=frozenset({self.person}), listed=True, may_read=self.may_read
        )  # fmt: skip

    def calls(self, count: int) -> None:
        """Record that many runs."""
        for number in range(count):
            self.store.append(
                Run(
                    id=f"{self.person}-{self.store.device[:4]}-{number}",
                    play="plays/discover/first-call",
                    title="First call",
                    blob="b" * 40,
                    started="2026-11-21T10:00:00Z",
                    ended="2026-11-21T10:10:00Z",
                    seconds=600.0,
                    rep=self.person,
                )
            )

    def acts(self, feedback: str, action: str) -> None:
        """Record a triage."""
        self.store.append(Triage(feedback=feedback, action=action, text="because"))  # type: ignore[arg-type]


def projection(one: Somebody) -> tuple[object, object]:
    """Return a person's lists: feedback as the desk folds it, runs as the managers' views do."""
    return _folded(one, list(one.store.records()))


def expected(one: Somebody, everybody: list[Somebody]) -> tuple[object, object]:
    """Return what they would be of all records of everybody, put together, that this person may read."""
    every = {
        record.order: record
        for other in everybody
        for record in other.store.records()
        if other is one or not record.journal.endswith("/self")
    }
    return _folded(one, [every[order] for order in sorted(every)])


def _folded(one: Somebody, records: list) -> tuple[object, object]:  # type: ignore[type-arg]
    allowed = list(readable(records, one.may_read, lambda: frozenset()))
    return fold_feedback(allowed), fold_runs(allowed)


class _Telling:
    """A hub that says before each push that it begins one, so that whoever hears it can kill in its middle."""

    def __init__(self, hub: PostgresHub) -> None:
        self._hub = hub

    def __getattr__(self, name: str) -> object:
        return getattr(self._hub, name)

    def push(self, *batches: Batch) -> None:
        """Push line by line, so that there is a middle."""
        for batch in batches:
            for place, line in enumerate(batch.lines):
                print("pushing", flush=True)
                self._hub.push(Batch(batch.journal, batch.first + place, (line,)))


if __name__ == "__main__":
    somebody = AtPostgres(Path(sys.argv[1]), sys.argv[2])
    somebody.hub_of = _Telling(PostgresHub.at(ADDRESS, sys.argv[2]))  # type: ignore[assignment]
    somebody.sync()
