"""`playbook coach figures`: published by a manager once a week, read by everybody, and of nobody in particular."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from playbook.records.model import Run
from tests.cli.shell import Shell
from tests.coaching.calls import call
from tests.coaching.filed import filed

REPS = ("amir", "bea", "dov", "lee", "mia")
PLAY = "plays/discover/first-call"


def calls(day: str, reps: Iterable[str] = REPS, count: int = 2) -> list[Run]:
    return [
        call("open+ find-the-cost-", id=f"{rep}{day.replace('-', '')}{number}", rep=rep, play=PLAY, commitment="done",
             started=f"{day}T1{number}:00:00.000Z")
        for rep in reps
        for number in range(count)
    ]  # fmt: skip


@pytest.fixture
def team(own: Shell) -> Shell:
    """A terminal in a playbook of five reps under Kim, on a Monday, with a week of calls behind them."""
    with (own.root / "playbook.toml").open("a") as settings:
        for rep in ("amir", "bea", "dov"):
            settings.write(f'\n[people.{rep}]\nname = "{rep.title()}"\nroles = ["rep"]\nmanager = "kim"\n')
    filed(own.root, calls("2026-11-18"))
    return own


def test_a_week_is_offered_published_once_and_read_by_everybody(team: Shell) -> None:
    offered = team("coach figures-publish --check", as_="kim")
    assert offered.code == 1
    assert "Week 47, of your 5 reps; not published yet." in offered.out and "First call" in offered.out
    assert "Figures of week 47 are ready for everybody: 1 play, none of fewer than 5" in offered.err
    assert team.ok("coach figures-publish", as_="kim").out == "2026-W47\n"
    assert team.ok("coach figures-publish --check", as_="kim").err == "There is no week to publish.\n"
    again = team("coach figures-publish", as_="kim")
    assert (again.code, "published already" in again.err) == (2, True)
    for person in ("lee", "dana", "kim"):
        found = team.ok("coach figures --json", as_=person).data
        assert (found["weeks"], found["managers"]) == (["2026-W47"], ["kim"])
        (play,) = found["plays"]
        assert (play["play"], play["runs"], play["committed"]) == (PLAY, 10, 10)
        assert [(one["step"], one["done"], one["skipped"]) for one in play["steps"]] == [
            ("open", 10, 0), ("find-the-cost", 0, 10),
        ]  # fmt: skip
    said = team.ok("coach figures", as_="dana").out
    assert "Week 47 of 2026; published by Kim Adeyemi." in said
    assert "First call" in said and "nothing of fewer than 5 reps" in " ".join(said.split())
    assert not any(rep.title() in said for rep in ("amir", "bea", "dov"))


def test_what_came_later_is_not_in_it_and_another_week_is_its_own(team: Shell) -> None:
    team.ok("coach figures-publish", as_="kim")
    filed(team.root, [*calls("2026-11-19"), *calls("2026-11-11", count=1)])
    assert team.ok("coach figures --json", as_="lee").data["plays"][0]["runs"] == 10
    assert team.ok("coach figures-publish --week 2026-W46 --json", as_="kim").data["plays"][0]["runs"] == 5
    assert team.ok("coach figures --json", as_="lee").data["plays"][0]["runs"] == 15
    assert team.ok("coach figures --weeks 1 --json", as_="lee").data["weeks"] == ["2026-W47"]


@pytest.mark.parametrize(
    ("as_", "asked", "words"),
    [
        ("lee", "figures-publish", "leads at least 5 reps"),
        ("dana", "figures-publish", "leads at least 5 reps"),
        ("kim", "figures-publish --week 2026-W48", "is not over"),
        ("kim", "figures-publish --week November", "is no week. Write it like 2026-W48"),
        ("kim", "figures-publish --week 2026-W40", "nothing may be published"),
        ("kim", "figures --weeks -1", "--weeks takes a number"),
        ("kim", "figures --week 2026-W47", "--week"),
    ],
)
def test_why_not(team: Shell, as_: str, asked: str, words: str) -> None:
    said = team(f"coach {asked}", as_=as_)
    assert (said.code, said.out) == (2, ""), said
    assert words in said.err


def test_a_team_of_four_is_never_published_and_nobody_is_asked(own: Shell) -> None:
    filed(own.root, calls("2026-11-18", ("lee", "mia")))
    assert own.ok("coach figures-publish --check --json", as_="kim").data is None
    assert "No figures yet" in own.ok("coach figures", as_="lee").out


def test_withdrawn_runs_are_none_of_it(team: Shell) -> None:
    team.ok("runs redact bea202611180", as_="bea")
    team.ok("coach figures-publish", as_="kim")
    assert team.ok("coach figures --json", as_="mia").data["plays"][0]["runs"] == 9
