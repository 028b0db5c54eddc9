"""Goals: who may set which, what counts for them, and how they are told without more certainty than there is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
import pytest

from playbook.coaching.goals import (
    FIGURES,
    Count,
    Pages,
    Progress,
    by_week,
    goal_words,
    goals_on_record,
    progress,
    to_show,
)
from playbook.coaching.runs import RunRow
from playbook.records.coaching import Goal
from playbook.records.model import AUDIENCES, BODIES
from tests.coaching.calls import Log
from tests.coaching.logs import PLAY, TODAY, rows, runs

PAGES = Pages({PLAY: PLAY, "plays/old": PLAY}, {PLAY: "discover", "plays/other": "commit"})
GOAL = Goal("g1", "lee", "", by="2026-12-01", figure="commitment", share=0.6, since="2026-11-01")


@dataclass
class Somebody:
    roles: tuple[str, ...] = ("rep",)
    also: tuple[str, ...] = ()
    manager: str = ""


PEOPLE = {
    "lee": Somebody(manager="kim", also=("lpark",)),
    "mia": Somebody(manager="kim"),
    "kim": Somebody(("manager",), manager="pat"),
    "pat": Somebody(("manager",)),
}


def made(met: int, missed: int, *, days_ago: int = 10, **facts: Any) -> list[RunRow]:
    return [
        *rows(runs(met, days_ago=days_ago, commitment="done", **facts)),
        *rows(runs(missed, days_ago=days_ago, commitment="refused", **facts)),
    ]


def stands(found: list[RunRow], goal: Goal = GOAL, today: date = TODAY, pages: Pages = PAGES) -> Progress:
    return progress(goal, found, today, pages)


# Which goals there are


def test_a_goal_of_ones_own_stands_as_it_was_said_last(log: Log) -> None:
    log.write("lee", GOAL)
    log.write("lee", Goal("g1", "lee", "", by="2026-12-08", figure="commitment", share=0.7))
    log.write("lee", Goal("g2", "lee", "Slower"))
    found = goals_on_record(log.records, PEOPLE)
    assert list(found) == ["g1", "g2"]
    assert (found["g1"].goal.share, found["g1"].pair, found["g1"].set_by) == (0.7, "", "lee")
    assert AUDIENCES["goal"] == "self" and BODIES["goal"] is Goal


@pytest.mark.parametrize(
    ("author", "audience"),
    [("lee", "pair-kim"), ("kim", "pair-lee"), ("pat", "pair-lee"), ("lpark", "pair-kim")],
)
def test_a_goal_of_two_is_the_reps_and_of_a_manager_above(log: Log, author: str, audience: str) -> None:
    log.write(author, GOAL, audience)
    known = goals_on_record(log.records, PEOPLE)["g1"]
    assert known.about == "lee"
    assert known.pair == (author if author in ("kim", "pat") else "kim")


@pytest.mark.parametrize(
    ("author", "audience"),
    [
        ("mia", "pair-lee"),
        ("kim", "self"),
        ("kim", "team"),
        ("kim", "pair-mia"),
        ("lee", "line"),
        ("mia", "self"),
    ],
)
def test_nobody_else_sets_a_goal_for_somebody(log: Log, author: str, audience: str) -> None:
    log.write(author, GOAL, audience)
    assert goals_on_record(log.records, PEOPLE) == {}


def test_a_record_of_another_does_not_change_a_goal(log: Log) -> None:
    log.write("lee", GOAL)
    log.write("mia", Goal("g1", "mia", "Mine now"))
    log.write("mia", Goal("g1", "lee", "Yours is worse", state="dropped"), "pair-lee")
    known = goals_on_record(log.records, PEOPLE)["g1"]
    assert (known.about, known.goal, known.is_open) == ("lee", GOAL, True)


def test_what_was_shared_once_stays_the_twos_whoever_writes_last(log: Log) -> None:
    log.write("lee", GOAL)
    log.write("lee", GOAL, "pair-kim")
    log.write("kim", Goal("g1", "lee", "Ask", state="reached"), "pair-lee")
    known = goals_on_record(log.records, PEOPLE)["g1"]
    assert (known.pair, known.set_by, known.changed_by, known.is_open) == ("kim", "lee", "kim", False)


def test_open_goals_come_by_their_day_and_ended_ones_only_where_asked_for(log: Log) -> None:
    log.write("lee", Goal("late", "lee", "c", by="2026-12-24"))
    log.write("lee", Goal("over", "lee", "d", by="2026-11-01", state="reached"))
    log.write("lee", Goal("never", "lee", "e"))
    log.write("lee", Goal("soon", "lee", "b", by="2026-11-24"))
    found = goals_on_record(log.records, {}).values()
    assert [one.goal.id for one in to_show(found)] == ["soon", "late", "never"]
    assert [one.goal.id for one in to_show(found, ended=True)] == ["soon", "late", "never", "over"]


# How one stands


def test_without_a_call_there_is_nothing_to_count() -> None:
    found = stands([])
    assert (found.standing, found.now, found.interval) == ("none", (0, 0), None)
    assert found.said == "No such call yet: there is nothing to count."


def test_under_ten_calls_the_count_stands_alone() -> None:
    found = stands(made(4, 5))
    assert (found.standing, found.interval, found.gained) == ("few", None, None)
    assert found.said == (
        "4 of 9 calls (target 60%): under ten calls are too few to tell. "
        "There is no such call before it to hold this against."
    )


@pytest.mark.parametrize(
    ("met", "missed", "standing", "words"),
    [
        (19, 1, "above", "above the target by more than chance."),
        (7, 3, "at", "at the target, though chance alone may carry it."),
        (5, 5, "near", "below the target, which may still be chance."),
        (2, 18, "below", "below the target by more than chance."),
    ],
)
def test_chance_is_named_where_it_may_be_chance(met: int, missed: int, standing: str, words: str) -> None:
    found = stands(made(met, missed))
    assert (found.standing, found.now) == (standing, Count(met, met + missed))
    assert words in found.said


def test_the_interval_is_wilsons() -> None:
    found = stands(made(7, 3))
    assert found.interval is not None
    assert (round(found.interval.low, 4), round(found.interval.high, 4)) == (0.3968, 0.8922)
    assert "7 of 10 calls, 70% (likely 40% to 89%; target 60%)" in found.said


def test_it_is_held_against_the_twelve_weeks_before_it_began() -> None:
    found = stands([*made(18, 2), *made(3, 17, days_ago=30), *made(50, 0, days_ago=200)])
    assert found.before == Count(3, 20)
    assert found.gained is not None and found.gained.low > 0
    assert "Before: 3 of 20, 15%; the difference is more than chance." in found.said
    assert "within chance" in stands([*made(6, 4), *made(5, 5, days_ago=30)]).said
    assert "Before: 1 of 2." in stands([*made(6, 4), *made(1, 1, days_ago=30)]).said


def test_calls_after_its_day_do_not_count_any_more() -> None:
    goal = Goal("g", "lee", "", by="2026-11-12", figure="commitment", share=0.5, since="2026-11-01")
    found = stands([*made(3, 0, days_ago=8), *made(0, 9, days_ago=7)], goal)
    assert (found.now, found.days_left) == ((3, 3), -8)
    assert found.said.endswith("Its day was 8 days ago: whether it was reached is yours to say.")
    assert stands([], goal, date(2026, 11, 12)).said.endswith("Today is its last day.")


def test_private_and_unconnected_calls_count_nowhere() -> None:
    private = [RunRow(row.run, row.rep, row.at, row.order, private=True) for row in made(5, 0)]
    nobody = rows(runs(3, connect="no-answer", commitment="done"))
    wrong = rows(runs(3, days_ago=9, wrong_play=True))
    assert stands([*private, *nobody, *wrong]).standing == "none"


def test_a_call_whose_day_cannot_be_read_is_passed_over() -> None:
    (run,) = runs(1)
    assert stands([*rows([msgspec.structs.replace(run, started="yesterday")])]).now == (0, 0)


@pytest.mark.parametrize(
    ("figure", "facts", "met"),
    [
        ("next-step", {"next": "Send it", "next_date": "2026-11-30"}, True),
        ("next-step", {"next": "Send it"}, False),
        ("next-step", {"next": " ", "next_date": "2026-11-30"}, False),
        ("advance", {"result": "advance"}, True),
        ("advance", {"result": "closed"}, True),
        ("advance", {"result": "continuation"}, False),
        ("exit", {"exit_proof": "A day a week"}, True),
        ("exit", {"exit_proof": ""}, False),
        ("commitment", {"commitment": "promised"}, True),
        ("commitment", {"commitment": "not-asked"}, False),
    ],
)
def test_what_is_counted_of_each_call(figure: str, facts: dict[str, Any], met: bool) -> None:
    goal = Goal("g", "lee", "", figure=figure, share=0.5)
    assert stands([*rows(runs(1, **facts))], goal).now == (int(met), 1)


def test_a_broken_promise_does_not_count() -> None:
    assert stands([*rows(runs(1, commitment="promised"), kept="broken")]).now == (0, 1)


def test_a_step_is_counted_of_the_calls_that_came_to_it_also_under_its_earlier_name() -> None:
    goal = Goal("g", "lee", "", figure="step", share=0.5, play=PLAY, step="b")
    found = [
        *rows(runs(1, steps="a+ b+ c+")),
        *rows(runs(1, steps="a+ b- c+")),
        *rows(runs(1, steps="a+ b. c.", result="declined")),
        *rows(runs(1, steps="a+ old+ c+")),
        *rows(runs(1, steps="a+ c+")),
    ]
    assert stands(found, goal).now == (1, 2)
    moved = Pages(PAGES.present, PAGES.stages, {"old": "b"})
    assert stands(found, goal, pages=moved).now == (2, 3)


def test_a_play_or_a_stage_is_counted_under_every_name_it_had() -> None:
    found = [
        *rows(runs(1)), *rows(runs(2, play="plays/old")), *rows(runs(4, play="plays/other")),
        *rows(runs(8, play="plays/gone")),
    ]  # fmt: skip
    of_play = Goal("g", "lee", "", figure="advance", share=0.5, play="plays/old")
    assert stands(found, of_play).now.n == 3
    assert stands(found, Goal("g", "lee", "", figure="advance", share=0.5, stage="discover")).now.n == 3
    assert stands(found, Goal("g", "lee", "", figure="advance", share=0.5, stage="commit")).now.n == 4
    assert stands(found, Goal("g", "lee", "", figure="advance", share=0.5)).now.n == 15


def test_the_runs_behind_it_come_the_latest_first() -> None:
    found = made(2, 1)
    assert stands(found).runs == tuple(row.id for row in reversed(found))


def test_a_goal_in_words_alone_says_its_target() -> None:
    found = stands(made(3, 3), Goal("g", "lee", "Ask for the day", "8 of 10", "2026-12-01"))
    assert (found.standing, found.said, found.days_left) == ("words", "8 of 10", 11)
    assert stands([], Goal("g", "lee", "Ask", by="2026-11-20")).said == "Today is its last day."


def test_a_figure_of_a_newer_program_is_left_to_it() -> None:
    found = stands(made(3, 3), Goal("g", "lee", "", figure="talk-ratio", share=0.4))
    assert (found.standing, found.now) == ("unknown", (0, 0))
    assert "newer Playbook" in found.said
    assert by_week(Goal("g", "lee", "", figure="talk-ratio"), made(3, 3), PAGES) == []


def test_by_week_has_every_call_that_is_on_record() -> None:
    found = by_week(GOAL, [*made(1, 1), *made(2, 0, days_ago=300)], PAGES)
    assert sorted(met for _, met in found) == [False, True, True, True]


# In words


def test_every_figure_has_words() -> None:
    said = {goal_words(Goal("g", "lee", "", figure=one, share=0.6, step="s")) for one in FIGURES}
    assert len(said) == len(FIGURES)
    assert "A next step with its day in 60% of calls" in said


def test_it_says_of_which_calls() -> None:
    of_play = Goal("g", "lee", "", figure="step", share=0.5, play="plays/a", step="b")
    assert goal_words(of_play, "First call", step="Ask") == "“Ask” done in 50% of “First call” calls"
    of_stage = Goal("g", "lee", "", figure="exit", share=1.0, stage="discover")
    assert (
        goal_words(of_stage, stage="Discover") == "The exit proven in their words in 100% of Discover calls"
    )
    assert goal_words(Goal("g", "lee", "Slower", figure="exit")) == "Slower"
