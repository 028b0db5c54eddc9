"""The index under real processes: killed with SIGKILL while it is made or brought up to date, and two at once.

Afterwards it says what the journals say, without anybody's doing.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from playbook.records.index import Index
from playbook.records.model import Record
from tests.counted import counted
from tests.records.arrivals import Folder
from tests.records.support import torture
from tests.records.test_index import TEAM, Log, Voices, voices
from tests.records.test_kills import Tell, heard, kill_at_some_moment, spawn

KILLS = 200 if torture() else 8
BEFORE = 400
"""Feedback that is there from the start, so that making the index takes a while."""


def said(records: list[Record]) -> list[tuple[object, ...]]:
    """Return what an index of these records must say."""
    rows: dict[str, list[Record]] = {}
    for record in sorted(records, key=lambda one: one.order):
        body = record.body
        rows.setdefault(getattr(body, "feedback", None) or body.id, []).append(record)  # type: ignore[attr-defined]
    return [
        (
            id_,
            "".join(getattr(one.body, "text", "") for one in some),
            sum(one.kind == "vote" for one in some),
            " ".join(str(one.clock) for one in some),
        )
        for id_, some in sorted(rows.items())
    ]


def laid(tmp_path: Path) -> tuple[Folder, Log, list[Record]]:
    folder, log = Folder(tmp_path), Log()
    records = [log.feedback(f"f{number:04}", "x" * 300) for number in range(BEFORE)]
    folder.arrive(records)
    return folder, log, records


def looking(folder: Folder, again: Callable[[int], Voices]) -> Callable[[Tell], None]:
    """Return what a window does that looks into the records over and over, saying so each time before."""

    def work(tell: Tell) -> None:
        turn = 0
        while True:
            tell("look")
            index = folder.index([again(turn)])
            index.refresh()
            index.close()
            turn += 1

    return work


def test_killed_while_it_is_made(tmp_path: Path) -> None:
    folder, log, records = laid(tmp_path)
    chance = random.Random(7)
    for number in range(KILLS):
        child, pipe = spawn(looking(folder, lambda turn: Voices(str(turn % 2))))
        kill_at_some_moment(child, pipe, chance, 0.03)
        more = log.vote(f"f{number % BEFORE:04}")
        folder.arrive([more])
        records.append(more)
        index = folder.index([Voices()])
        assert voices(index) == said(records)
        assert not index.in_memory
        index.close()
    left = [path.name for path in (folder.cache / "lee").iterdir() if path.suffix == ".tmp"]
    counted("making the index", kills=KILLS, wrong=0)
    assert len(left) <= 1  # what the last kill left goes when it is made the next time


def test_killed_while_it_is_brought_up_to_date(tmp_path: Path) -> None:
    folder, log, records = laid(tmp_path)
    index = folder.index([Voices()])
    index.refresh()
    index.close()
    made = folder.cache / "lee" / "index-1.sqlite"
    inode = made.stat().st_ino
    chance = random.Random(8)
    for number in range(KILLS):
        news = [log.feedback(f"g{number:04}", "y" * 300)]
        news += [log.vote(f"f{one:04}") for one in range(number % 7, BEFORE, 7)]
        folder.arrive(news)
        records += news
        child, pipe = spawn(looking(folder, lambda _: Voices()))
        kill_at_some_moment(child, pipe, chance, 0.02)
        index = folder.index([Voices()])
        assert voices(index) == said(records)
        index.close()
    counted("bringing the index up to date", kills=KILLS, wrong=0)
    assert made.stat().st_ino == inode, "it was never made anew: what a kill left was right"


@pytest.mark.parametrize("turns", [30])
def test_windows_that_look_while_others_write_agree(tmp_path: Path, turns: int) -> None:
    folder, log, records = laid(tmp_path)

    def window(tell: Tell) -> None:
        index: Index = folder.index([Voices()])
        for _ in range(turns):
            index.refresh()
            tell(f"{os.getpid()} {len(voices(index))} {index.in_memory!r}")

    children = [spawn(window) for _ in range(3)]
    for number in range(turns):
        news = [log.feedback(f"h{number:04}"), log.vote(f"h{number:04}"), log.vote("f0000", TEAM)]
        folder.arrive(news)
        records += news
    told = [heard(pipe) for _, pipe in children]
    for child, pipe in children:
        assert os.waitpid(child, 0)[1] == 0
        os.close(pipe)
    for lines in told:
        assert len(lines) == turns
        counts = [int(line.split()[1]) for line in lines]
        assert counts == sorted(counts)
        assert all(line.endswith("''") for line in lines)
    index = folder.index([Voices()])
    assert voices(index) == said(records)


def test_many_records_take_little_memory_to_read(tmp_path: Path) -> None:
    """Reading 20,000 records (1,000,000 in the long form) holds none of them for long, only where each stands."""
    import resource

    folder, log = Folder(tmp_path), Log()
    number = 1_000_000 if torture() else 20_000
    for start in range(0, number, 1_000):
        folder.arrive(log.feedback(f"f{one:07}", "z" * 600) for one in range(start, start + 1_000))

    def work(tell: Tell) -> None:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        index = folder.index([Voices()])
        index.refresh()
        [(found,)] = index.query("SELECT count(*) FROM voice")
        tell(f"{found} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before}")

    child, pipe = spawn(work)
    [line] = heard(pipe)
    os.waitpid(child, 0)
    os.close(pipe)
    found, kilobytes = map(int, line.split())
    assert found == number
    written = sum(path.stat().st_size for path in folder.records.rglob("*.jsonl")) / 1024
    # A hash of each thing that was folded, and the index while it is sorted: never the records, of 800 bytes here.
    assert kilobytes < 40_000 + number * 0.25
    assert kilobytes < written * 3
