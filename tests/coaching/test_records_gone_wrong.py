"""Figures of records as they come: none, one, all alike, of pages that are gone, with clocks that lie."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec import structs

from playbook.coaching.adherence import Adherence, adherence
from playbook.coaching.bottleneck import Part, bottleneck, of_steps
from playbook.coaching.completeness import Completeness, completeness
from playbook.coaching.dates import dated, due
from playbook.coaching.days import day_of
from playbook.coaching.figures import play_summary
from playbook.coaching.mix import case_mix, mix_words
from playbook.coaching.objections import gaps, opened_figures
from playbook.coaching.outcomes import order_done, outcomes, required_path, run_adherence
from playbook.coaching.people import (
    may_see,
    not_comparable,
    person_figures,
    team_figures,
    to_talk_about,
    visible,
)
from playbook.coaching.plausibility import filled_in_afterwards
from playbook.coaching.rates import team_rates
from playbook.coaching.runs import Folding, alone, fold, last_kept
from playbook.coaching.topics.changed import changed, halves, revisions
from playbook.coaching.topics.detours import detours
from playbook.coaching.topics.model import latest
from playbook.coaching.topics.settled import met, met_grid, settled
from playbook.coaching.weeks import before_after, monday_of, weeks
from playbook.coaching.yields import rolled_yield, step_yields, yield_of
from playbook.plays.model import Facts
from playbook.plays.settings_model import Person
from playbook.records.customers import Touch
from playbook.records.model import Correction, Gap, Kept, Opened, RunStep
from tests.coaching.calls import Log, call, page
from tests.coaching.logs import PLAY, facts, log, past, play_figures, rows, runs, team

TODAY = date(2026, 11, 20)
NO_STEPS = Adherence(0, 0, 0, 0, None)

# A play without required steps, one run, and none


def test_a_play_of_optional_steps_is_held_against_nothing() -> None:
    run = call("A+ B- Co")
    assert required_path(run) == order_done(run) == ()
    assert run_adherence(run) == NO_STEPS
    assert outcomes(run) == ("done", "left-out", "left-out")


def test_a_play_of_optional_steps_has_no_bottleneck_and_no_yield() -> None:
    found = play_figures(facts([call("A+ B-"), call("A+ B+", id="r2")]), page("A", "B"))
    assert step_yields(found) == []
    assert to_talk_about(found) == []
    assert rolled_yield(step_yields(found)) is None
    assert of_steps(found).said == "Nobody has been here yet: nothing says where most is lost."


@pytest.mark.parametrize("connect", ["connected", "no-answer", "voicemail", "gatekeeper"])
def test_a_run_without_steps_is_counted_and_says_nothing_of_them(connect: Any) -> None:
    run = call("", connect=connect)
    assert outcomes(run) == ()
    assert run_adherence(run) == (NO_STEPS if connect == "connected" else None)
    summary = play_summary(past([run]), page("a"))
    assert (summary.attempts, summary.runs) == (1, int(connect == "connected"))
    assert [step.runs for step in summary.steps] == [0]


def test_of_one_run_there_are_counts_and_no_judgement(log: Log) -> None:
    log.run("r1", "lee", "a+ b-")
    (first, second) = play_figures(log.facts, page("a", "b"))
    assert (first.reached, first.done, first.median_seconds, first.p90_seconds) == (1, 1, 10.0, 10.0)
    assert (second.reached, second.skipped, second.median_seconds) == (1, 1, None)
    assert second.reasons == (("no time", 1),)
    assert not second.is_the_plays


def test_no_runs_are_zeros_everywhere() -> None:
    summary = play_summary(past([]), page("a", "b"))
    assert (summary.attempts, summary.runs, summary.reps, summary.results) == (0, 0, (), ())
    assert [step.reached for step in summary.steps] == [0, 0]
    assert team_figures(past([]), {PLAY: page("a")}) == []
    assert not fold([])
    assert not opened_figures([])
    assert gaps([]) == []
    assert weeks([]) == []
    assert due([], {"lee"}, TODAY) == []
    assert not_comparable([], "lee", {}) == frozenset()
    assert mix_words(case_mix([], str)) == ""
    assert bottleneck([]).most_lost == bottleneck([]).most_time == ()
    assert team_rates({}).said == "No runs yet."
    figures = person_figures([], "lee", {})
    assert (figures.n, figures.attempts, figures.runs, figures.steps) == (0, 0, (), ())


def test_topics_of_no_runs_are_none() -> None:
    empty = log([])
    assert changed(empty) == detours(empty) == settled(empty, met(empty.past.openings(), str)) == []
    assert halves(empty, PLAY) is halves(empty, "plays/gone") is None
    assert met_grid(met(empty.past.openings(), str)).rows == ()
    assert latest([]) == ()


def test_runs_that_are_all_the_same_have_no_detour_and_no_change() -> None:
    same = log(team(20, result="advance", commitment="done"))
    assert detours(same) == changed(same) == []
    (step, *_) = play_figures(same.counted(PLAY), page("a", "b", "c"))
    assert (step.done, step.median_seconds, step.p90_seconds) == (100, 10.0, 10.0)


# Clocks


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-16", date(2026, 11, 16)),
        ("2026-11-16T25:99:00Z", date(2026, 11, 16)),
        ("", None),
        ("2026-11", None),
        ("2026-02-30T09:00:00Z", None),
        ("0000-01-01", None),
        ("-2026-11-16", None),
        ("16.11.2026", None),
        ("\x1b[2J2026-11-16", None),
        ("tomorrow", None),
    ],
)
def test_the_day_of_whatever_was_recorded(text: str, day: date | None) -> None:
    assert day_of(text) == day


def test_runs_out_of_order_fall_into_their_weeks_and_unreadable_ones_into_none() -> None:
    found = weeks(
        [("2026-11-16T09:00Z", True), ("soon", True), ("2026-11-01T23:59Z", False), ("2026-11-15", True)]
    )
    assert [(str(week.monday), week.successes, week.n) for week in found] == [
        ("2026-10-26", 0, 1),
        ("2026-11-02", 0, 0),
        ("2026-11-09", 1, 1),
        ("2026-11-16", 1, 1),
    ]


@pytest.mark.parametrize("day", [date(2026, 11, 16), date(2026, 11, 18), date(2026, 11, 22)])
def test_a_week_has_one_monday(day: date) -> None:
    assert monday_of(day) == date(2026, 11, 16)


def test_weeks_that_are_all_the_same_cannot_say_what_is_usual() -> None:
    found = weeks([(f"2026-11-{day:02}", True) for day in (2, 9, 16)])
    compared = before_after(found, date(2026, 11, 16))
    assert (compared.mark, compared.before, compared.after) == (2, 1.0, 1.0)
    assert compared.said[0] == "Before: 100% a week on average (2 weeks). Since: 100% (1)."
    assert compared.said[1] == "All 2 values are the same: nothing says how far values usually are apart."


@pytest.mark.parametrize("seconds", [-1.0, -600.0, 0.0])
def test_a_step_that_took_less_than_no_time_has_none(seconds: float) -> None:
    run = structs.replace(call(), steps=(RunStep("a", "done", seconds=seconds, required=True),))
    (step,) = play_figures(facts([run]), page("a"))
    assert (step.done, step.median_seconds, step.p90_seconds) == (1, None, None)
    assert of_steps([step]).all_time == 0.0


def test_negative_times_and_losses_take_nothing_from_the_others() -> None:
    found = bottleneck([Part("a", 9, -4, -100.0), Part("b", 9, 2, 5.0)])
    assert (found.most_lost, found.all_lost) == (("b",), 2)
    assert (found.most_time, found.all_time, found.said) == (("b",), 5.0, "")
    gone_back = bottleneck([Part("a", 9, -4, -100.0)])
    assert (gone_back.lost, gone_back.time, gone_back.said) == (0, 0.0, "Nothing is lost on the way.")


def test_a_trace_out_of_order_counts_as_it_was_written() -> None:
    run = call("a+ b+ c+", trace=((9.0, "c", "done"), (1.0, "a", "done"), (-5.0, "b", "done")))
    assert order_done(run) == ("c", "a", "b")
    assert run.steps[0].state == "done"
    found = run_adherence(run)
    assert found is not None
    assert (found.out_of_order, found.skipped) == (1, 0)


@pytest.mark.parametrize("at", [0.0, -3.0])
def test_a_clock_that_never_went_on_names_nothing_filled_in(at: float) -> None:
    names = "abcdefghij"
    steps = " ".join(f"{name}+" for name in names)
    assert filled_in_afterwards(call(steps, trace=tuple((at, name, "done") for name in names))) == frozenset()


@pytest.mark.parametrize(
    ("play", "done", "found"),
    [
        ((), (), NO_STEPS),
        (("a",), (), Adherence(1, 0, 0, 0, 0.0, ("a",))),
        ((), ("a",), Adherence(0, 0, 0, 1, 0.0, added_steps=("a",))),
        (("a",), ("a", "a", "a"), Adherence(0, 0, 2, 0, 0.5, repeated_steps=("a", "a"))),
        (("a", "b"), ("b", "a"), Adherence(0, 1, 0, 0, 0.5, out_of_order_steps=("b",))),
        (("a", "a"), ("a",), Adherence(1, 0, 0, 0, 2 / 3, ("a",))),
    ],
)
def test_the_shortest_plays(play: tuple[str, ...], done: tuple[str, ...], found: Adherence) -> None:
    assert adherence(play, done) == found


# Pages and revisions that are gone


def test_runs_of_a_page_that_is_gone_are_in_no_figure() -> None:
    made = past(runs(3, play="plays/gone") + runs(2))
    assert {step.runs for step in team_figures(made, {PLAY: page("a", "b", "c")})} == {2}
    assert person_figures(made.facts(), "lee", {PLAY: page("a")}).n == 5
    assert log(runs(3, play="plays/gone")).ways("plays/gone") == []
    assert log(runs(3)).counted("plays/gone") == []


def test_steps_of_a_revision_that_is_gone_are_told_apart_and_never_talked_about() -> None:
    found = play_figures(facts(runs(3, steps="x- a+")), page("a"))
    assert [(step.step, step.title, step.is_gone, step.skipped) for step in found] == [
        ("a", "A", False, 0),
        ("x", "x", True, 3),
    ]
    assert to_talk_about(found) == []
    assert of_steps(found).most_lost == ()


def test_two_names_of_one_page_are_one_play() -> None:
    moved = page("a", facts=Facts(moved_from=("plays/old", "plays/older")))
    made = facts(
        runs(1, steps="a+", play="plays/old") + runs(1, steps="a+", play="plays/older") + runs(1, steps="a+")
    )
    (step,) = play_figures(made, moved)
    assert step.done == 3


def test_a_run_without_a_revision_is_one_more_text_in_the_order_of_days() -> None:
    made = runs(1, blob="new", days_ago=1) + runs(1, blob="", days_ago=5) + [call(blob="x", started="never")]
    known = log(made)
    assert [one.blob for one in revisions(known, PLAY)] == ["", "new"]


# Reps


PEOPLE = {
    "lee": Person("lee", manager="kim"),
    "kim": Person("kim"),
    "pat": Person("pat"),
    "self": Person("self", manager="self"),
}


def test_who_changed_teams_is_read_by_the_new_manager_with_all_of_their_runs() -> None:
    made = rows(runs(2) + runs(1, days_ago=300))
    after = {**PEOPLE, "lee": Person("lee", manager="pat")}
    assert [len(visible(made, "kim", people)) for people in (PEOPLE, after)] == [3, 0]
    assert [len(visible(made, "pat", people)) for people in (PEOPLE, after)] == [0, 3]


def test_somebody_who_left_or_manages_themselves_is_seen_by_nobody_else() -> None:
    assert not may_see("kim", "gone", PEOPLE)
    assert may_see("gone", "gone", PEOPLE)
    assert may_see("self", "self", PEOPLE)
    assert not may_see("kim", "self", PEOPLE)
    assert not may_see("", "lee", PEOPLE)


def test_a_name_one_had_before_is_ones_own_private_runs_too(log: Log) -> None:
    log.run("old", "lea", private=True)
    log.run("new", "lee")
    assert [row.id for row in visible(log.rows.values(), "lee", PEOPLE)] == ["new"]
    assert [row.id for row in visible(log.rows.values(), "lee", PEOPLE, also=["lea"])] == ["old", "new"]
    assert not_comparable(log.past.uses(), "lee", PEOPLE, also=["lea"]) == frozenset()
    assert not_comparable(log.past.uses(), "kim", PEOPLE) == frozenset()


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"lee": (0, 0)}, "Fewer than two reps have 10 runs: there is nothing to compare."),
        ({"lee": (9, 9), "mia": (0, 9)}, "Fewer than two reps have 10 runs: there is nothing to compare."),
        ({"lee": (10, 10), "mia": (10, 10)}, "Differences between reps are within chance (p = 1.00)."),
        ({"lee": (0, 10), "mia": (0, 10)}, "Differences between reps are within chance (p = 1.00)."),
        ({"lee": (100, 100), "mia": (0, 100)}, "Reps differ by more than chance (p = 0.001)."),
    ],
)
def test_what_may_be_said_of_reps_at_the_ends(counts: dict[str, tuple[int, int]], said: str) -> None:
    found = team_rates(counts)
    assert found.said == said
    assert any(one.flagged for one in found.reps) is said.startswith("Reps differ")


# Folding what does not belong together


def test_corrections_and_promises_of_no_run_are_no_run(log: Log) -> None:
    log.correct("ghost", result="no")
    log.kept("ghost", "next", "kept")
    log.redact("ghost")
    assert log.rows == {}
    assert alone(log.records[0]) is None


def test_a_redacted_run_says_nothing_even_if_it_is_corrected_later(log: Log) -> None:
    log.run("r1", account="acme", commitment="promised", commitment_by="2026-11-01")
    log.redact("r1")
    log.correct("r1", account="byte")
    log.kept("r1", "commitment", "broken")
    row = log.row("r1")
    assert (row.redacted, row.counts, row.adherence, row.run.account) == (True, False, None, "")
    assert dated(row) == due([row], {"lee"}, TODAY) == []


def test_records_that_arrive_twice_touch_nothing(log: Log) -> None:
    log.run("r1")
    log.correct("r1", result="no")
    folding = Folding()
    assert folding.add(log.records) == {"r1"}
    assert folding.add(log.records) == folding.add([]) == set()
    assert folding.rows == log.rows


def test_the_last_word_on_a_promise_is_the_last_not_taken_back(log: Log) -> None:
    log.run("r1", commitment="promised", commitment_by="2026-11-18")
    log.kept("r1", "commitment", "moved", "2026-11-19")
    last = log.kept("r1", "commitment", "moved", "someday")
    row = log.row("r1")
    assert last_kept(log.records, row, "commitment") == last
    assert last_kept(log.records, row, "next") is None
    assert [(one.due, one.moved) for one in dated(row)] == [(None, True)]
    log.write("lee", Kept("r1", "commitment", "undone", undoes=last.ref))
    assert [one.due for one in dated(log.row("r1"))] == [date(2026, 11, 19)]


def test_what_was_opened_or_searched_with_any_words_is_counted_once_folded(log: Log) -> None:
    log.run("r1", gaps=(Gap("  Zu  TEUER ", 1.0), Gap("zu teuer", 2.0), Gap(" ", 3.0), Gap("\x1b[2J", 4.0)))
    log.run("r2", opened=(Opened("b", 1.0), Opened("a", 1.0, "x", "yes"), Opened("a", 2.0, "x", "no")))
    assert gaps(log.rows.values()) == [("zu teuer", 2), ("\x1b[2j", 1)]
    found = opened_figures(log.past.openings())
    assert [(one.page, one.opened, str(one)) for one in found.values()] == [
        ("a", 2, "settled 1 of 2"),
        ("b", 1, ""),
    ]


def test_calls_whose_day_cannot_be_read_are_not_since_any_day(log: Log) -> None:
    log.write("lee", Touch("acme", date="soon"))
    log.write("lee", Touch("byte", date="2026-11-16"))
    assert completeness(log.records, date(2026, 11, 1))[""] == Completeness(0, 1)
    assert completeness(log.records)[""] == Completeness(0, 2)
    assert str(Completeness(0, 2)) == "Log completeness: 0 of 2 logged calls have a run (0%)."
    assert completeness(log.records, date(2026, 12, 1)) == {"": Completeness(0, 0)}


# Yields


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ([], None),
        ([(0, 0)], None),
        ([(5, 5), (0, 0)], None),
        ([(5, 5)], 1.0),
        ([(1, 2), (0, 9)], 0.0),
        ([(1, 2)] * 3, 0.125),
    ],
)
def test_the_yield_of_the_whole_way(parts: list[tuple[int, int]], whole: float | None) -> None:
    assert rolled_yield([yield_of("step", done, reached) for done, reached in parts]) == whole


def test_a_correction_that_changes_nothing_is_a_correction_all_the_same(log: Log) -> None:
    log.run("r1")
    log.write("lee", Correction(run="r1", changes={}))
    assert log.row("r1").corrected
    assert log.row("r1").run == call(id="r1", rep="lee")
