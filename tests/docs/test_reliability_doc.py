"""docs/reliability.md: its numbers are those of the tests that it speaks of."""

from __future__ import annotations

import re
from datetime import date

from tests import reliability
from tests.docs.markdown import DOCS, LONGEST, code, read, section, tables
from tests.records import test_kills
from tests.records.support import torture
from tests.sync import test_git_kills, test_git_walk, test_model

DOC = read("reliability.md")
ROWS = {row[0]: row for row in tables(DOC)[0][1:]}


def numbers(text: str) -> list[int]:
    return [int(found.replace(",", "")) for found in re.findall(r"\d[\d,]*", text)]


def test_it_is_short_enough_to_be_read() -> None:
    assert DOC.count("\n") < LONGEST


def test_the_kills_are_those_that_are_done() -> None:
    which = 3 if torture() else 2
    assert numbers(ROWS["an append survives a kill at any moment"][which])[0] == test_kills.KILLS
    kills = test_git_kills.KILLS
    assert numbers(ROWS["a sync with git survives a kill"][which]) == [kills, kills // 2]


def test_the_mutants_are_those_there_are() -> None:
    real = set(test_model.MUTANTS) - test_model.HARMLESS
    assert numbers(ROWS["that model would notice"][2]) == [len(real)]
    assert f"all {len(real)} mutants" in DOC
    assert "Two more ways" in DOC and len(test_model.HARMLESS) == 2


def test_the_runs_of_the_walk_are_counted() -> None:
    assert numbers(ROWS["months apart end in step"][1])[0] == test_git_walk.RUNS


def test_it_says_what_is_not_promised() -> None:
    assert DOC.count("\n* **") >= 6


def test_every_test_that_it_names_is_there() -> None:
    rows = tables(section(DOC, "## Where each promise is tried"))[0][1:]
    named = [name for row in rows for name in code(row[1])]
    assert all(code(row[1]) for row in rows)
    assert [name for name in named if not (DOCS.parent / "tests" / name).is_file()] == []


def test_what_was_counted_is_written_by_the_program_and_nothing_of_it_is_lost() -> None:
    lines = [
        '{"what": "pushing", "kills": 3, "lost": 0, "seconds_p95": 1.25}',
        '{"what": "appending", "kills": 500}',
        '{"what": "pushing", "kills": 4, "lost": 0, "seconds_p95": 0.5}',
    ]
    made = reliability.table(reliability.summed(lines), date(2026, 11, 22), load=3.6, cores=2)
    assert "On 22 November 2026, on 2 cores at a load of 4:" in made
    assert tables(made)[0][1:] == [
        ["appending", "500 kills"],
        ["pushing", "7 kills, 0 lost, 1.25 seconds p95"],
    ]
    once = reliability.written(DOC, made)
    assert reliability.written(once, made) == once
    assert once.startswith(DOC.partition(reliability.BEGIN)[0]) and once.endswith(
        DOC.partition(reliability.END)[2]
    )


def test_the_last_long_run_lost_nothing_and_caught_every_mutant() -> None:
    found = {row[0]: row[1] for row in tables(section(DOC, "## What the long form counted"))[0][1:]}
    said = " ".join(found.values())
    assert not re.search(r"[1-9]\d* (?:lost|doubled|unreadable|wrong|refused)", said)
    real = len(set(test_model.MUTANTS) - test_model.HARMLESS)
    assert found["the core broken on purpose"] == f"{real} mutants, {real} caught"
