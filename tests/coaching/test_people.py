"""Who may see what of whom."""

from __future__ import annotations

import json

import pytest

from playbook.coaching.people import (
    ENOUGH,
    may_see,
    not_comparable,
    person_figures,
    team_figures,
    to_talk_about,
    visible,
)
from playbook.coaching.rows import person_rows
from playbook.plays.settings_model import Person
from tests.coaching.calls import Log, page

PEOPLE = {
    person.id: person
    for person in [
        Person("lee", manager="kim"),
        Person("ray", manager="kim"),
        Person("kim", manager="pat"),
        Person("pat"),
        Person("zoe", manager="gone"),
        Person("dana", side="marketing", roles=("liaison",)),
        Person("one", manager="two"),
        Person("two", manager="one"),
    ]
}


@pytest.mark.parametrize(
    ("viewer", "rep", "sees"),
    [
        ("lee", "lee", True),
        ("kim", "lee", True),
        ("pat", "lee", True),
        ("ray", "lee", False),
        ("lee", "kim", False),
        ("dana", "lee", False),
        ("stranger", "lee", False),
        ("stranger", "stranger", True),
    ],
)
def test_single_runs_are_for_oneself_and_those_above(viewer: str, rep: str, sees: bool) -> None:
    assert may_see(viewer, rep, PEOPLE) is sees


def seen(log: Log, viewer: str, *also: str) -> list[str]:
    return [row.id for row in visible(log.rows.values(), viewer, PEOPLE, also=also)]


def test_runs_that_can_be_read_one_by_one(log: Log) -> None:
    log.run("l1", "lee")
    log.run("l2", "lee", private=True)
    log.run("r1", "ray")
    log.run("k1", "kim")
    log.run("old", "lee.park")
    assert seen(log, "lee") == ["l1", "l2"]
    assert seen(log, "lee", "lee.park") == ["l1", "l2", "old"]
    assert seen(log, "kim") == ["l1", "r1", "k1"]
    assert seen(log, "dana") == []


def compared(log: Log, viewer: str) -> set[str]:
    without = not_comparable(log.past.uses(), viewer, PEOPLE)
    return {one.id for one in log.past.facts() if (one.play, one.rep) not in without}


def test_of_others_only_aggregates_of_five_reps(log: Log) -> None:
    assert ENOUGH == 5
    log.run("mine", "lee")
    for number in range(ENOUGH - 1):
        log.run(f"o{number}", f"rep{number}")
    assert compared(log, "lee") == {"mine"}
    assert compared(log, "dana") == {row.id for row in log.rows.values()}
    log.run("last", "rep9")
    assert compared(log, "lee") == {row.id for row in log.rows.values()}


def test_five_are_counted_per_play_and_only_where_they_count(log: Log) -> None:
    for number in range(ENOUGH):
        log.run(f"o{number}", f"rep{number}")
        log.run(
            f"p{number}", f"rep{number}", play="plays/other", connect="voicemail" if number else "connected"
        )
        log.run(f"q{number}", f"rep{number}", play="plays/third", private=not number)
    assert compared(log, "dana") == {f"o{number}" for number in range(ENOUGH)}


def test_a_manager_needs_no_five_for_their_own_people(log: Log) -> None:
    log.run("l1", "lee")
    log.run("x1", "stranger")
    assert compared(log, "kim") == {"l1"}


def test_a_person_is_shown_as_their_manager_sees_them(log: Log) -> None:
    log.run("l1", "lee", "a+ b-", started="2026-11-16T09:00:00.000Z")
    log.run("l2", "lee", "a+ b+", started="2026-11-18T09:00:00.000Z")
    log.run("l3", "lee", "a. b.", connect="no-answer", result="", started="2026-11-17T09:00:00.000Z")
    log.run("l4", "lee", private=True)
    log.run("l5", "lee")
    log.redact("l5")
    log.run("l6", "lee", mode="prep", started="2026-11-01T09:00:00.000Z")
    log.run("r1", "ray", "a- b-")
    pages = {one.id: one for one in [page("x", id_="plays/never-run"), page("a", "b")]}
    found = person_figures(log.past.facts(reps=["lee"], private=True), "lee", pages)
    assert (found.rep, found.n, found.attempts) == ("lee", 2, 3)
    assert [row.id for row in found.runs] == ["l2", "l3", "l1", "l6"]
    assert [(step.step, step.done, step.skipped) for step in found.steps] == [("a", 2, 0), ("b", 1, 1)]
    rows = json.loads(json.dumps(person_rows(found)))
    assert [(row["step"], row["n"], row["runs"]) for row in rows] == [
        ("a", 2, ["l2", "l3", "l1", "l6"]),
        ("b", 2, ["l2", "l3", "l1", "l6"]),
    ]


def test_somebody_without_runs(log: Log) -> None:
    found = person_figures(log.past.facts(reps=["lee"], private=True), "lee", {})
    assert (found.n, found.attempts, found.runs, found.steps) == (0, 0, (), ())


def test_the_team_is_every_step_of_every_play_that_was_run(log: Log) -> None:
    log.run("l1", "lee", "a+ b-")
    log.run("r1", "ray", "c+", play="plays/old")
    log.run("w1", "ray", "x+", play="plays/unknown")
    now = page("c", id_="plays/new")
    moved = type(now)(
        now.id, now.path, now.title, steps=now.steps, facts=type(now.facts)(moved_from=("plays/old",))
    )
    pages = {one.id: one for one in [moved, page("z", id_="plays/never-run"), page("a", "b")]}
    found = team_figures(log.past, pages)
    assert [(step.play, step.step, step.done) for step in found] == [
        ("plays/new", "c", 1),
        ("plays/first-call", "a", 1),
        ("plays/first-call", "b", 0),
    ]


def test_what_to_talk_about_are_steps_that_most_skip(log: Log) -> None:
    log.run("l1", "lee", "a- b- C- d+ gone-")
    log.run("r1", "ray", "a+ b- C- d+ gone-")
    log.run("r2", "ray", "a+ b+ Co d+ gone-")
    log.run("l2", "lee", "a- b+ C- d+ gone-")
    pages = {one.id: one for one in [page("a", "b", "C", "d")]}
    steps = to_talk_about(team_figures(log.past, pages))
    assert [step.step for step in steps] == ["b", "a"]
