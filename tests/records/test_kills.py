"""Real processes killed with SIGKILL at random moments inside appending.

The writer tells each acknowledgement down a pipe; this process, which no signal touches, reads and remembers it.
Afterwards nothing acknowledged may be missing, nothing may be there twice, and everything must be readable.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from playbook.clock import SystemClock
from playbook.records.bulk import append_for
from playbook.records.disk import Disk
from playbook.records.draft import Draft
from playbook.records.exchange import import_records
from playbook.records.model import Feedback, Seen
from playbook.records.store import Store
from tests.counted import counted
from tests.records.support import feedback, idea, ids, lines, torture

KILLS = 500 if torture() else 50
BIG = "x" * 200_000
Tell = Callable[[str], object]


def spawn(work: Callable[[Tell], None]) -> tuple[int, int]:
    """Return a child process doing `work`, and the pipe down which it tells what was acknowledged."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        code = 1
        try:
            work(lambda word: os.write(theirs, f"{word}\n".encode()))
            code = 0
        finally:
            os._exit(code)
    os.close(theirs)
    return child, ours


def heard(pipe: int, at_least: int = 1 << 30) -> list[str]:
    """Return what comes down the pipe: until `at_least` words have come, or its writer is gone."""
    data = b""
    while data.count(b"\n") < at_least and (more := os.read(pipe, 65_536)):
        data += more
    return data.decode().split("\n")[:-1]


def kill_at_some_moment(child: int, pipe: int, chance: random.Random, longest: float) -> list[str]:
    """Let a writer begin, kill it within `longest` seconds after, and return all it had told."""
    told = heard(pipe, 1)
    end = time.perf_counter() + chance.random() * longest
    while time.perf_counter() < end:
        pass
    os.kill(child, signal.SIGKILL)
    told += heard(pipe)
    os.waitpid(child, 0)
    os.close(pipe)
    return told


def open_anew(folder: Path, person: str = "lee", disk: Disk | None = None) -> Store:
    return Store(folder / "acme", person, SystemClock(), disk=disk)


def little(descriptor: int, data: bytes | memoryview) -> int:
    """Write so little at a time that a kill falls within a line."""
    return os.write(descriptor, data[:64])


def whole(store: Store) -> bool:
    return all(check.whole and not check.damage for check in store.check())


def writing(folder: Path, turn: int) -> Callable[[Tell], None]:
    def work(tell: Tell) -> None:
        store = open_anew(folder, disk=Disk(write=little) if turn % 2 else None)
        for number in range(10_000):
            name = f"{turn}-{number}"
            store.append(feedback(name, BIG if number % 3 == 2 else ""), "liaison" if number % 2 else "team")
            tell(name)

    return work


def test_killed_while_appending_nothing_acknowledged_is_lost_or_doubled(tmp_path: Path) -> None:
    chance = random.Random(7)
    acknowledged: set[str] = set()
    heard_of = 0
    for turn in range(KILLS):
        folder = tmp_path / str(turn // 10)
        told = kill_at_some_moment(*spawn(writing(folder, turn)), chance, 0.004)
        assert told
        heard_of += len(told)
        acknowledged.update(told)
        if turn % 10 == 9:
            store = open_anew(folder)
            store.append(feedback("after"))
            store.append(feedback("after"), "liaison")
            found = ids(store)
            assert len(set(found) - {"after"}) == len(found) - 2
            assert acknowledged <= set(found)
            assert whole(store)
            assert not any(check.unfinished for check in store.check())
            clocks = [record.clock for record in store.records()]
            assert len(set(clocks)) == len(clocks)
            acknowledged.clear()
    assert turn == KILLS - 1
    counted("appending", kills=KILLS, acknowledged=heard_of, lost=0, doubled=0, unreadable=0)


def test_a_killed_writer_holds_up_nobody(tmp_path: Path) -> None:
    child, pipe = spawn(writing(tmp_path, 0))
    heard(pipe, 1)
    os.kill(child, signal.SIGSTOP)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(pipe)
    began = time.perf_counter()
    open_anew(tmp_path).append(feedback("after"))
    assert time.perf_counter() - began < 5


def test_killed_while_appending_many_at_once(tmp_path: Path) -> None:
    def many(turn: int) -> Callable[[Tell], None]:
        def work(tell: Tell) -> None:
            store = open_anew(tmp_path)
            for number in range(1000):
                names = [f"{turn}-{number}-{each}" for each in range(50)]
                store.append_many([Draft(feedback(name, "x" * 3000)) for name in names])
                tell(" ".join(names))

        return work

    chance = random.Random(11)
    acknowledged: set[str] = set()
    for turn in range(KILLS // 5):
        told = kill_at_some_moment(*spawn(many(turn)), chance, 0.01)
        acknowledged.update(name for line in told for name in line.split())
    store = open_anew(tmp_path)
    store.append(feedback("after"))
    found = ids(store)
    assert len(set(found)) == len(found)
    assert acknowledged <= set(found)
    assert whole(store)
    counted("appending many at once", kills=KILLS // 5, acknowledged=len(acknowledged), lost=0, doubled=0)


def test_killed_while_writing_for_several_people_at_once(tmp_path: Path) -> None:
    people = ("lee", "mia", "dov")

    def many(turn: int) -> Callable[[Tell], None]:
        def work(tell: Tell) -> None:
            store = open_anew(tmp_path, disk=Disk(write=little) if turn % 2 else None)
            for number in range(1000):
                batch = [
                    (person, Draft(feedback(f"{turn}-{number}-{person}-{each}", "x" * 300), audience))
                    for each in range(5)
                    for person in people
                    for audience in ("team", "line")
                ]
                append_for(store, batch)
                tell(str(number))

        return work

    chance = random.Random(17)
    acknowledged: set[str] = set()
    for turn in range(KILLS // 5):
        told = kill_at_some_moment(*spawn(many(turn)), chance, 0.01)
        acknowledged.update(
            f"{turn}-{number}-{person}-{each}" for number in told for person in people for each in range(5)
        )
    assert acknowledged
    for person in people:
        store = open_anew(tmp_path, person)
        store.append(feedback(f"after-{person}"))
        assert whole(store)
        found = Counter(
            (record.body.id, record.audience)
            for record in store.records(["feedback"])
            if isinstance(record.body, Feedback)
        )
        assert set(found.values()) == {1}, "nothing is there twice"
    assert {(name, audience) for name in acknowledged for audience in ("team", "line")} <= set(found)


def test_killed_while_importing_the_next_import_completes_it(tmp_path: Path) -> None:
    batches = [
        lines(f"kim/{number:016x}/team", [idea(each) for each in range(60)]) for number in range(KILLS)
    ]

    def importing(tell: Tell) -> None:
        store = open_anew(tmp_path)
        tell("begun")
        for batch in batches:
            import_records(store, batch)

    chance = random.Random(13)
    for _ in range(KILLS // 5):
        kill_at_some_moment(*spawn(importing), chance, 0.03)
    store = open_anew(tmp_path)
    report = import_records(store, [line for batch in batches for line in batch])
    assert report.new + report.already == KILLS * 60
    assert report.quarantined == 0
    assert len(store.records(["feedback"])) == KILLS * 60
    assert whole(store)


def test_two_writers_at_once_one_killed_again_and_again(tmp_path: Path) -> None:
    def steady(tell: Tell) -> None:
        store = open_anew(tmp_path)
        for number in range(300):
            record = (
                store.append(feedback(f"steady-{number}"))
                if number % 3
                else store.append(Seen(f"steady-{number}"))
            )
            tell(f"steady-{number} {record.clock}")

    chance = random.Random(17)
    child, pipe = spawn(steady)
    acknowledged: set[str] = set()
    for turn in range(KILLS // 5):
        acknowledged.update(kill_at_some_moment(*spawn(writing(tmp_path, turn)), chance, 0.004))
    told = heard(pipe)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    os.close(pipe)
    assert len(told) == 300
    acknowledged.update(word.split()[0] for word in told)
    store = open_anew(tmp_path)
    store.append(feedback("after"))
    store.append(feedback("after-liaison"), "liaison")
    names = [record.body.id if isinstance(record.body, Feedback) else record.body.what
             for record in store.records() if isinstance(record.body, Feedback | Seen)]  # fmt: skip
    assert len(set(names)) == len(names)
    assert acknowledged <= set(names)
    assert whole(store)
    clocks = [record.clock for record in store.records()]
    assert len(set(clocks)) == len(clocks)


def test_several_real_writers_take_turns(tmp_path: Path) -> None:
    def work(number: int) -> Callable[[Tell], None]:
        def write(tell: Tell) -> None:
            store = open_anew(tmp_path, "lee" if number < 3 else "kim")
            for each in range(60):
                record = store.append(feedback(f"{number}-{each}"), None if each % 2 else "liaison")
                tell(f"{record.journal} {record.seq} {record.clock}")

        return write

    writers = [spawn(work(number)) for number in range(4)]
    told = [heard(pipe) for _, pipe in writers]
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child, _ in writers] == [0] * 4
    for _, pipe in writers:
        os.close(pipe)
    store = open_anew(tmp_path)
    records = store.records()
    assert sorted(f"{record.journal} {record.seq} {record.clock}" for record in records) == sorted(
        word for words in told for word in words
    )
    assert len({record.clock for record in records}) == len(records) == 240
    assert {record.journal.split("/")[1] for record in records} == {store.device}
    assert [check.held for check in store.check()] == [30, 30, 90, 90]
    assert whole(store)
    for words in told:
        clocks = [int(word.split()[2]) for word in words]
        assert clocks == sorted(clocks)
