"""How runs went is added up as they come, change and go, and is what counting all of them anew would say."""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbook.coaching.facts import AFTER, Outline, facts_of
from playbook.coaching.indexed import RunShelf
from playbook.coaching.indexed_past import IndexedPast
from playbook.coaching.runs import fold
from playbook.coaching.ways import Way, tally, ways_of
from playbook.records.index import Index
from tests.coaching.calls import Log
from tests.coaching.test_indexed_past import lived
from tests.records.arrivals import Folder

OUTLINE = Outline(("a", "b"), (True, True))
LINES = st.lists(
    st.tuples(st.text("dDsn", min_size=2, max_size=2), st.sampled_from(["", "0\x1fno time", "1\x1f"])),
    max_size=12,
)


def kept(index: Index) -> dict[int, Any]:
    """Return what is added up in an index, by the way that it is of."""
    rows = index.query("SELECT id, play, outline, blob, rep, committed, tally FROM run_way")
    return {id_: (*key, json.loads(packed)) for id_, *key, packed in rows}


def counted(log: Log, since: str = "") -> list[Way]:
    """Return how the runs of a log went, counted one by one."""
    facts = [one for one in facts_of(fold(log.records).values()) if one.counts and not one.private]
    return ways_of(one for one in facts if one.started >= since)


@settings(max_examples=12, deadline=None)
@given(st.randoms(use_true_random=False))
def test_bit_by_bit_in_any_order_it_comes_to_what_all_at_once_come_to(chance: random.Random) -> None:
    log = Log(lived(chance, chance.randint(1, 40)))
    records = chance.sample(log.records, len(log.records))
    with tempfile.TemporaryDirectory() as root:
        folder = Folder(Path(root))
        index = folder.index([RunShelf()])
        while records:
            batch, records = records[: (size := chance.randint(1, 15))], records[size:]
            folder.arrive(batch)
            index.refresh()
        anew = folder.index([RunShelf()], person="ray")
        anew.refresh()
        assert kept(index) == kept(anew)
        assert IndexedPast(index).ways() == IndexedPast(anew).ways() == counted(log)
        index.close()
        anew.close()


@settings(max_examples=8, deadline=None)
@given(st.randoms(use_true_random=False))
def test_those_of_some_time_are_grouped_and_say_the_same(chance: random.Random) -> None:
    log = Log(
        [one for one in lived(chance, 30) if getattr(one.body, "started", "2026").endswith(("Z", "2026"))]
    )
    with tempfile.TemporaryDirectory() as root:
        folder = Folder(Path(root))
        folder.arrive(log.records)
        index = folder.index([RunShelf()])
        index.refresh()
        since = datetime(2026, 11, 16, tzinfo=UTC)
        assert IndexedPast(index, since=since).ways() == counted(log, "2026-11-16")
        early = datetime(2020, 1, 1, tzinfo=UTC)
        assert IndexedPast(index, since=early).ways() == counted(log) == IndexedPast(index).ways()
        index.close()


@pytest.fixture
def told(tmp_path: Path) -> Iterator[tuple[Log, Folder, Index]]:
    """Two promised runs of one way, in an index that keeps up."""
    log, folder = Log(), Folder(tmp_path)
    for number, started in enumerate(("2026-11-09T09:00:00.000Z", "2026-11-16T09:00:00.000Z")):
        log.run(f"r{number}", "lee", "a+ b- c+", commitment="promised", started=started)
    folder.arrive(log.records)
    index = folder.index([RunShelf()])
    index.refresh()
    yield log, folder, index
    index.close()


def now(told: tuple[Log, Folder, Index], **changes: Any) -> list[Way]:
    """Return how the runs went after the second was said to be otherwise."""
    log, folder, index = told
    known = len(log.records)
    if changes:
        log.correct("r1", **changes)
    folder.arrive(log.records[known:])
    index.refresh()
    return IndexedPast(index).ways()


def test_the_first_and_the_last_of_a_way(told: tuple[Log, Folder, Index]) -> None:
    [way] = now(told)
    assert (way.n, way.first[:10], way.last[:10]) == (2, "2026-11-09", "2026-11-16")
    assert way.reasons == ((1, "no time", 2),)
    assert [dict(letters) for letters in way.letters] == [{"D": 2}, {"S": 2}, {"d": 2}]


def test_a_broken_promise_goes_another_way(told: tuple[Log, Folder, Index]) -> None:
    log, folder, index = told
    folder.arrive([log.kept("r1", "commitment", "broken")])
    index.refresh()
    found = IndexedPast(index).ways()
    assert [(way.committed, way.n, way.last[:10]) for way in found] == [
        (False, 1, "2026-11-16"),
        (True, 1, "2026-11-09"),
    ]


def test_what_turns_out_to_be_of_the_wrong_play_is_taken_out_again(
    told: tuple[Log, Folder, Index],
) -> None:
    [way] = now(told, wrong_play=True)
    assert (way.n, way.skipped, way.last[:10]) == (1, 1, "2026-11-09")


def test_of_the_last_run_redacted_no_way_is_left(told: tuple[Log, Folder, Index]) -> None:
    log, folder, index = told
    folder.arrive([log.redact("r0"), log.redact("r1")])
    index.refresh()
    assert (kept(index), IndexedPast(index).ways()) == ({}, [])


def test_a_word_that_changes_no_figure_changes_nothing_kept(told: tuple[Log, Folder, Index]) -> None:
    before = kept(told[2])
    [way] = now(told, account="gamma")
    assert (kept(told[2]), way.n) == (before, 2)


@given(LINES, LINES)
def test_a_tally_taken_away_again_leaves_what_was_there(
    mine: list[tuple[str, str]], theirs: list[tuple[str, str]]
) -> None:
    def of(lines: list[tuple[str, str]]) -> Any:
        letters, reasons = "".join(one for one, _ in lines), AFTER.join(why for _, why in lines if why)
        return tally(OUTLINE, letters, reasons, len(lines), *[len(lines)] * 6)

    both = of(mine).plus(of(theirs))
    assert both == of(mine + theirs)
    assert both.plus(of(theirs), -1) == of(mine)
    assert of(mine).plus(of(mine), -1) == of(mine).nothing
