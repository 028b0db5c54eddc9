"""One sync: what I have goes out, what others have comes in, verified line by line. The edges; see `decide.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from playbook.clock import stamp
from playbook.errors import PlaybookError
from playbook.progress import Progress
from playbook.records import clone
from playbook.records.errors import BusyError
from playbook.records.exchange import import_records
from playbook.records.frame import Envelope
from playbook.records.lock import Lock
from playbook.records.store import Store
from playbook.sync import decide
from playbook.sync.held import Held
from playbook.sync.hub import (
    Batch,
    Hub,
    HubRefusedError,
    HubUnreachableError,
    JournalRewrittenError,
    audience_of,
    owner_of,
)
from playbook.sync.state import FOLDER, State, keep_state, read_state

_ROUNDS = 4
"""A round that finds a copied home folder makes new work for the next; more than this many, and something is wrong."""
_AT_ONCE = 4_000_000
"""Bytes that one push may hold."""


class Report(NamedTuple):
    """What a sync did."""

    hub: str
    pushed: int = 0
    pulled: int = 0
    quarantined: int = 0
    """Lines set aside that were not before."""
    journals: int = 0
    """Journals that the hub holds and I may read."""
    seconds: float = 0.0
    told: tuple[str, ...] = ()
    """What a person should know, in sentences."""


class OneAtATimeError(PlaybookError):
    """Another window or command is syncing this very moment."""

    def __init__(self) -> None:
        super().__init__(
            "Another Playbook on this device is syncing at this moment; what you recorded goes out with it."
        )


class Engine:
    """Syncs one person's records on one device with one hub."""

    def __init__(
        self,
        store: Store,
        hub: Hub,
        *,
        names: frozenset[str],
        listed: bool,
        may_read: Callable[[str], bool],
        progress: Progress | None = None,
    ) -> None:
        """`names` are mine; `listed`: I am among the people of the playbook, without which nothing of mine leaves."""
        self._store, self._hub, self._names, self._listed = store, hub, names, listed
        self._may_read = may_read
        self._progress = progress or Progress()
        self._folder = store.folder / FOLDER
        self._held = Held(store.records_folder, self._folder / "held.json")
        self._state = read_state(store.folder, hub.name)
        self._there: Mapping[str, int] = {}
        self._counts = [0, 0, 0]
        self._told: list[str] = []

    # Looking

    def waiting(self) -> int:
        """Return how many of my records the hub is not known to have; asks nobody but this disk."""
        return decide.waiting(
            self._held.vector(), self._state.agreed, written_here=self._written_here, leaves=self._leaves
        )

    def look(self) -> decide.Plan:
        """Ask the hub how it stands and return what a sync would do."""
        self._there = self._hub.vector()
        return self._plan(self._held.vector(), self._there)

    def coming(self, plan: decide.Plan) -> int:
        """Return how many records a plan asks for."""
        return sum(self._there.get(journal, 0) - held for journal, held in plan.have.items())

    @property
    def name(self) -> str:
        """The hub, as people call it."""
        return self._hub.name

    @property
    def state(self) -> State:
        """How syncing stood when it was tried last."""
        return self._state

    def close(self) -> None:
        """Let go of the hub."""
        self._hub.close()

    # Syncing

    def sync(self, *, again: bool = True) -> Report:
        """Exchange what is new; raises HubUnreachableError, HubRefusedError, OneAtATimeError or WasStoppedError.

        What was exchanged until then stands. `again`: also what was refused before and has not changed since.
        """
        clock = self._store.clock
        began = clock.seconds()
        with self._alone():
            self._state = read_state(self._store.folder, self._hub.name)
            before = len(self._store.quarantine())
            try:
                with self._progress.over(f"Syncing with {self._hub.name}", unit="records"):
                    there = self._rounds(again)
            except PlaybookError as error:
                self._fail(error)
                raise
            self._counts[2] = max(0, len(self._store.quarantine()) - before)
            self._told += self._hub.told()
            told = tuple(dict.fromkeys(self._told))
            pushed, pulled, aside = self._counts
            now = stamp(clock.now())
            self._keep(
                last=now, tried=now, trouble="", told=told, fails=0, pushed=pushed, pulled=pulled,
                quarantined=aside, there=dict(there),
            )  # fmt: skip
        return Report(self._hub.name, pushed, pulled, aside, len(there), clock.seconds() - began, told)

    def _rounds(self, again: bool) -> Mapping[str, int]:
        rewritten: list[JournalRewrittenError] = []
        self._doubt()
        for _ in range(_ROUNDS):
            there = self._hub.vector()
            held = self._held.vector()
            plan = self._plan(held, there)
            if not again:
                waits = {
                    one
                    for one, at in self._state.stuck.items()
                    if at == (held.get(one, 0), there.get(one, 0))
                }
                plan = plan._replace(have={one: n for one, n in plan.have.items() if one not in waits})
            if plan.is_done:
                rewritten = []
                break
            rewritten = self._compare(plan)
            again_from = {one.journal: self._state.agreed.get(one.journal, 0) for one in rewritten}
            moved = self._send(plan)
            if not plan.have and not plan.compare and moved == plan.sends:
                return {**there, **{journal: last for journal, (_, last) in plan.send.items()}}
            have = plan.have | again_from
            moved += self._take(have, there) if have else 0
            if not moved and not plan.compare:
                break
        self._told += [str(error) for error in rewritten]
        return there

    def _doubt(self) -> None:
        """Have what this disk may have lost and written anew compared with the hub, line by line."""
        lost = {one for one in self._held.changed() if self._written_here(one)}
        if lost:
            self._keep(agreed={one: n for one, n in self._state.agreed.items() if one not in lost})
        self._held.settle()

    def _plan(self, held: Mapping[str, int], there: Mapping[str, int]) -> decide.Plan:
        side = decide.Side(held, there, self._state.agreed)
        return decide.plan(side, written_here=self._written_here, mine=self._mine, leaves=self._leaves)

    def _compare(self, plan: decide.Plan) -> list[JournalRewrittenError]:
        """Return which journals of this device somebody else has written on."""
        rewritten = []
        for journal, (first, last) in plan.compare.items():
            try:
                for batch in self._batches(journal, first, last):
                    self._hub.push(batch)  # what is equal is passed over
                    self._agree({journal: batch.last})
            except JournalRewrittenError as error:
                rewritten.append(error)
        return rewritten

    def _send(self, plan: decide.Plan) -> int:
        """Push what the hub lacks; return how many records that were."""
        todo = [
            batch for one, (first, last) in plan.send.items() for batch in self._batches(one, first, last)
        ]
        count = 0
        for group in _groups(todo):
            self._progress.step(0)
            try:
                self._hub.push(*group)
                done = group
            except JournalRewrittenError:
                done = [batch for batch in group if self._sent_alone(batch)]
            self._agree({batch.journal: batch.last for batch in done if self._written_here(batch.journal)})
            number = sum(len(batch.lines) for batch in done)
            count += number
            self._counts[0] += number
            self._progress.step(number)
        return count

    def _sent_alone(self, batch: Batch) -> bool:
        try:
            self._hub.push(batch)
        except JournalRewrittenError as error:
            self._told.append(str(error))
            return False
        return True

    def _take(self, have: Mapping[str, int], there: Mapping[str, int]) -> int:
        """Take in what the hub has; return how many records were new."""
        count = 0
        for batch in self._hub.pull({**there, **have}):
            if batch.journal in have:
                report = import_records(
                    self._store, batch.lines, f"{self._hub.name}: {batch.journal}", self._refuses(batch)
                )
                for journal in report.parted:
                    self._told.append(
                        f"Another machine writes under this device's id as well (a copied home folder): this one "
                        f"goes on under a new id. All records of both are kept. ({journal})"
                    )
                count += report.new + len(report.parted)
                self._counts[1] += report.new
                self._progress.step(report.new)
        held = self._held.vector()
        self._keep(
            stuck={one: (held.get(one, 0), last) for one, last in there.items() if held.get(one, 0) < last}
        )
        return count

    def _refuses(self, batch: Batch) -> Callable[[Envelope], str]:
        return lambda envelope: (
            batch.doubt
            or decide.refusal(
                batch.journal,
                envelope,
                may_read=lambda name: owner_of(name) in self._names or self._may_read(name),
            )
        )

    def _batches(self, journal: str, first: int, last: int) -> Iterator[Batch]:
        lines: list[bytes] = []
        size = 0
        begin = first
        for seq, data in self._held.lines(journal, first, last):
            if size > _AT_ONCE:
                yield Batch(journal, begin, tuple(lines))
                lines, size, begin = [], 0, seq
            lines.append(data)
            size += len(data)
        if lines:
            yield Batch(journal, begin, tuple(lines))

    # Whose it is

    def _written_here(self, journal: str) -> bool:
        return self._mine(journal) and clone.is_ours(self._store.appender, journal)

    def _mine(self, journal: str) -> bool:
        return self._listed and owner_of(journal) in self._names

    def _leaves(self, journal: str) -> bool:
        return not self._hub.why_not(audience_of(journal))

    # What is remembered

    def _agree(self, reached: Mapping[str, int]) -> None:
        if any(self._state.agreed.get(journal, -1) != last for journal, last in reached.items()):
            self._keep(agreed={**self._state.agreed, **reached})

    def _keep(self, **changed: object) -> None:
        import msgspec

        state: State = msgspec.structs.replace(self._state, **changed)
        if state != self._state:
            self._state = state
            keep_state(self._store.folder, state)

    def _fail(self, error: PlaybookError) -> None:
        offline = isinstance(error, HubUnreachableError | HubRefusedError)
        self._keep(
            tried=stamp(self._store.clock.now()), trouble=str(error), fails=self._state.fails + offline
        )  # fmt: skip

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Be the only one on this device that syncs this playbook."""
        from playbook.records.disk import Disk

        lock = Lock(self._folder / "lock", Disk(), 0.01)
        try:
            with lock.hold():
                yield
        except BusyError as error:
            if error.path == lock.path:
                raise OneAtATimeError from None
            raise
        finally:
            lock.close()


def _groups(batches: list[Batch]) -> Iterator[list[Batch]]:
    """Yield batches in groups that are small enough for one push."""
    group: list[Batch] = []
    size = 0
    for batch in batches:
        weight = sum(map(len, batch.lines))
        if group and size + weight > 2 * _AT_ONCE:
            yield group
            group, size = [], 0
        group.append(batch)
        size += weight
    if group:
        yield group
