"""Runs asked of the index are the runs folded in memory, however their records arrived."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbook.coaching.dates import due
from playbook.coaching.indexed import IndexedRuns, RunShelf
from playbook.coaching.runs import RunRow, fold
from playbook.records.model import Record
from tests.coaching.calls import Log
from tests.coaching.test_run_rows import STORIES, told
from tests.records.arrivals import Folder, read_by


def asked(folder: Folder, person: str = "lee") -> IndexedRuns:
    """Return what an index of the folder says, brought up to date."""
    index = folder.index([RunShelf()], person=person)
    index.refresh()
    return IndexedRuns(index)


def agree(runs: IndexedRuns, expected: dict[str, RunRow]) -> None:
    """Hold everything the index says against the runs folded in memory."""
    assert runs.ids() == list(expected)
    assert runs.rows(reversed(list(expected))) == expected
    assert list(runs.rows(expected)) == list(expected)
    lines = runs.lines()
    assert [line.id for line in lines] == list(expected)
    for line, row in zip(lines, expected.values(), strict=True):
        run = row.run
        assert (line.rep, line.play, line.account, line.mode, line.connect) == (
            row.rep, run.play, run.account, run.mode, run.connect,
        )  # fmt: skip
        assert (line.started, line.seconds, line.result) == (run.started, run.seconds, run.result)
        assert (line.counts, line.wrong_play, line.private, line.corrected, line.redacted) == (
            row.counts, run.wrong_play, row.private, row.corrected, row.redacted,
        )  # fmt: skip
    assert runs.plays() == Counter(row.run.play for row in expected.values())


@settings(max_examples=15, deadline=None)
@given(STORIES, st.randoms(use_true_random=False))
def test_any_order_of_arrival_in_any_batches_is_the_fold_in_memory(
    story: list[tuple[str, str, str, Any]], chance: random.Random
) -> None:
    records = told(story)
    chance.shuffle(records)
    with tempfile.TemporaryDirectory() as root:
        folder = Folder(Path(root))
        index = folder.index([RunShelf()])
        arrived: list[Record] = []
        while records:
            batch, records = records[: (size := chance.randint(1, 9))], records[size:]
            folder.arrive(batch)
            arrived += batch
            index.refresh()
            agree(IndexedRuns(index), fold(read_by("lee", arrived, lambda _: True)))
        index.close()
        agree(asked(folder), fold(arrived))
        agree(asked(folder, "ray"), fold(arrived))


def test_a_run_in_short(tmp_path: Path, log: Log) -> None:
    log.run("r1", account="acme", result="not-now", result_until="2026-12-01")
    folder = Folder(tmp_path)
    folder.arrive(log.records)
    [line] = asked(folder).lines()
    assert (line.week, line.due) == ("2026-W47", "2026-12-01")
    assert asked(folder).row("r1") == log.row("r1")
    assert asked(folder).row("r2") is None


def test_of_whom_since_when_and_with_which_account(tmp_path: Path, log: Log) -> None:
    log.run("r1", "lee", account="acme", started="2026-11-01T09:00:00.000Z")
    log.run("r2", "ray", account="beta", started="2026-11-02T09:00:00.000Z")
    log.run("r3", "lee", account="beta", started="2026-11-03T09:00:00.000Z")
    folder = Folder(tmp_path)
    folder.arrive(log.records)
    runs = asked(folder)

    def ids(**which: Any) -> list[str]:
        return [line.id for line in runs.lines(**which)]

    assert ids() == ["r1", "r2", "r3"]
    assert ids(reps=["lee"]) == ["r1", "r3"]
    assert ids(reps=[]) == []
    assert ids(since="2026-11-02") == ["r2", "r3"]
    assert ids(account="beta") == ["r2", "r3"]
    assert ids(account="beta", reps=["lee"]) == ["r3"]
    assert runs.uses(["lee"]) == [
        ("plays/first-call", "2026-11-01", 1), ("plays/first-call", "2026-11-03", 1),
    ]  # fmt: skip
    assert runs.plays(["ray"]) == {"plays/first-call": 1}


@pytest.mark.parametrize(
    ("kept", "listed"),
    [
        ((), ["r1"]),
        ((("next", "kept", ""),), []),
        ((("next", "broken", ""),), []),
        ((("next", "moved", "2026-12-24"),), []),
        ((("next", "moved", "2026-11-19"),), ["r1"]),
        ((("next", "moved", "whenever"),), ["r1"]),
        ((("commitment", "kept", ""),), ["r1"]),
    ],
)
def test_what_falls_due_is_found_without_looking_at_the_rest(
    tmp_path: Path, log: Log, kept: tuple[tuple[str, str, str], ...], listed: list[str]
) -> None:
    log.run("r1", next="call back", next_date="2026-11-18")
    log.run("r2", next="nothing with a date")
    log.run("r3", "ray", next="not mine", next_date="2026-11-18")
    log.run("r4", next="redacted", next_date="2026-11-18")
    log.redact("r4")
    for what, state, to in kept:
        log.kept("r1", what, state, to)
    folder = Folder(tmp_path)
    folder.arrive(log.records)
    runs, day = asked(folder), date(2026, 11, 20)
    found = runs.lines(reps=["lee"], due_by=day.isoformat())
    assert [line.id for line in found] == listed
    among = runs.rows(line.id for line in found)
    assert due(among.values(), ["lee"], day) == due(log.rows.values(), ["lee"], day)


def test_a_corrected_run_is_counted_as_corrected(tmp_path: Path, log: Log) -> None:
    log.run("r1", result="advance")
    folder = Folder(tmp_path)
    folder.arrive(log.records)
    index = folder.index([RunShelf()])
    index.refresh()
    assert [line.result for line in IndexedRuns(index).lines()] == ["advance"]
    folder.arrive([log.correct("r1", result="declined", account="acme")])
    index.refresh()
    [line] = IndexedRuns(index).lines()
    assert (line.result, line.account, line.corrected) == ("declined", "acme", True)
