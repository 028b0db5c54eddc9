"""Real processes, really killed while they save: the document is always whole, and what was told is there."""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from playbook.clock import FixedClock
from playbook.records.model import Run
from playbook.records.store import Store
from playbook.runs import machine
from playbook.runs.finish import finish
from playbook.runs.open_runs import OpenRuns
from playbook.runs.recording import put_on_record, recorded_in
from tests.counted import counted
from tests.runs.driver import ENDED, PLAIN, Rep
from tests.runs.recovering import recover

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that can be forked")

KILLS = 50

Say = Callable[[str], object]


def killed(work: Callable[[Say], None], after: int, meanwhile: int) -> list[str]:
    """Return what a process said that does `work`, killed `meanwhile` moments after its `after`-th line."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            work(lambda line: os.write(writing, f"{line}\n".encode()))
        finally:
            os._exit(0)
    os.close(writing)
    said = b""
    while said.count(b"\n") < after and (more := os.read(reading, 4096)):
        said += more
    for _ in range(meanwhile):
        pass  # let it get somewhere into whatever comes next
    os.kill(child, signal.SIGKILL)
    while more := os.read(reading, 4096):
        said += more
    os.close(reading)
    os.waitpid(child, 0)
    return said.decode().splitlines()


def test_killed_while_saving_nothing_that_was_told_is_lost(tmp_path: Path) -> None:
    folder = tmp_path / "northwind"
    OpenRuns(folder).begin(Rep(PLAIN).run, b"# Plain\n")

    def _type_on(say: Say) -> None:
        open_runs = OpenRuns(folder)
        (run,) = open_runs.load().runs
        while True:
            run = machine.note(PLAIN, run, run.last_seconds + 1, f"{len(run.events)} {'x' * 100}")
            open_runs.save(run)
            say(str(len(run.events)))

    chance = random.Random(7)
    there = 0
    for _ in range(KILLS):
        said = killed(_type_on, after=chance.randrange(1, 5), meanwhile=chance.randrange(20_000))
        told = int(said[-1])
        assert int(said[0]) == there + 1
        loaded = OpenRuns(folder).load()
        assert loaded.troubles == ()
        (run,) = loaded.runs
        there = len(run.events)
        assert told <= there <= told + 1
        assert [event.text.split()[0] for event in run.events] == [str(n) for n in range(there)]
    assert there >= KILLS
    counted("saving an open run", kills=KILLS, lost=0, unreadable=0)


def test_killed_while_finishing_every_run_is_on_record_once(tmp_path: Path) -> None:
    folder = tmp_path / "northwind"
    ids = [f"{number:016d}" for number in range(40)]
    for id_ in ids:
        rep = Rep(PLAIN, id=id_, account="acme", contacts=["c1", "c2"]).next_step()
        OpenRuns(folder).begin(rep.set_ending(result="advance").run, b"# Plain\n")

    def _store() -> Store:
        return Store(folder, "lee", FixedClock(datetime(2026, 11, 21, 18, 40, tzinfo=UTC)))

    def _finish_all(say: Say) -> None:
        store, open_runs = _store(), OpenRuns(folder)
        recorded = recorded_in(store.records({"run", "touch"}))
        recover(open_runs, store.append, recorded)
        for run in open_runs.load().runs:
            put_on_record(open_runs, finish(PLAIN, run, 9, ENDED), store.append, recorded)
            say(run.id)

    _store().records()
    chance = random.Random(11)
    told: list[str] = []
    kills = 0
    while OpenRuns(folder).load().runs:
        told += killed(_finish_all, after=chance.randrange(2), meanwhile=chance.randrange(60_000))
        kills += 1
        assert kills < 1_000
    records = list(_store().records({"run", "touch"}))
    assert sorted(record.body.id for record in records if isinstance(record.body, Run)) == ids
    assert sum(record.kind == "touch" for record in records) == 2 * len(ids)
    ask = recorded_in(records)
    for id_ in ids:
        found = ask(id_)
        assert found is not None
        assert found.touched == {"c1", "c2"}
    assert set(told) <= set(ids)
    assert kills > 3
    counted("finishing runs", kills=kills, runs=len(ids), lost=0, doubled=0)
