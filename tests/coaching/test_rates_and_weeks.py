"""Reps side by side without ranking by noise, and a play before and after a change."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from playbook.coaching.rates import team_rates
from playbook.coaching.weeks import NO_EXPERIMENT, Week, before_after, weeks
from playbook.statistics.nelson import BY_CHANCE, Signal

MONDAY = date(2026, 9, 7)


def test_reps_stand_by_name_and_few_runs_are_a_count_alone() -> None:
    found = team_rates({"mia": (12, 40), "lee": (11, 40), "ann": (4, 9)})
    assert [one.rep for one in found.reps] == ["ann", "lee", "mia"]
    ann = found.reps[0]
    assert (ann.successes, ann.n) == (4, 9)
    assert (ann.rate, ann.interval, ann.shrunk, ann.limits, ann.place) == (None, None, None, None, "few")
    assert found.mean == pytest.approx(27 / 89)
    assert found.said == "Differences between reps are within chance (p = 0.80)."


def test_one_far_from_the_others_is_flagged() -> None:
    found = team_rates({"ann": (2, 60), "lee": (25, 60), "mia": (24, 60), "tom": (26, 60)})
    assert [one.rep for one in found.reps if one.flagged] == ["ann"]
    assert found.said == "Reps differ by more than chance (p = 0.001)."
    shrunk = found.reps[0].shrunk
    assert shrunk is not None
    assert 2 / 60 < shrunk.share < 25 / 60


def test_one_outside_the_limits_is_not_flagged_where_the_team_does_not_differ() -> None:
    even = {f"rep-{number:02}": (12 + number % 3, 40) for number in range(30)}
    found = team_rates({**even, "tom": (20, 40)})
    tom = found.reps[-1]
    assert tom.place == "outside 95 %"
    assert found.differing.within_chance
    assert not tom.flagged


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({}, "No runs yet."),
        ({"ann": (0, 0)}, "Fewer than two reps have 10 runs: there is nothing to compare."),
        ({"ann": (9, 30), "lee": (5, 9)}, "Fewer than two reps have 10 runs: there is nothing to compare."),
        ({"ann": (0, 30), "lee": (0, 20)}, "Differences between reps are within chance (p = 1.00)."),
    ],
)
def test_what_a_team_cannot_say(counts: dict[str, tuple[int, int]], said: str) -> None:
    found = team_rates(counts)
    assert found.said == said
    assert not any(one.flagged for one in found.reps)


def test_impossible_counts_are_refused() -> None:
    for counts in ({"ann": (6, 5)}, {"ann": (31, 30), "lee": (3, 30)}):
        with pytest.raises(ValueError, match="is not a count"):
            team_rates(counts)


def test_a_team_without_differences_is_seldom_flagged() -> None:
    chance = Random("team")
    flagged = 0
    for _ in range(150):
        counts = {f"rep-{rep}": (sum(chance.random() < 0.35 for _ in range(40)), 40) for rep in range(8)}
        flagged += any(one.flagged for one in team_rates(counts).reps)
    assert flagged <= 27  # the test's 10 % and three standard deviations


# Weeks


def test_weeks_are_whole_and_in_a_row() -> None:
    assert weeks(
        [
            ("2026-09-13T20:00", True),
            ("2026-09-07T09:00", False),
            ("2026-09-22", True),
            ("soon", True),
            ("", False),
        ]
    ) == [Week(MONDAY, 1, 2), Week(date(2026, 9, 14), 0, 0), Week(date(2026, 9, 21), 1, 1)]
    assert weeks([]) == weeks([("never", True)]) == []


def series(*successes: int) -> list[Week]:
    return [Week(MONDAY + timedelta(weeks=place), done, 20) for place, done in enumerate(successes)]


BEFORE = (6, 7, 5, 6, 8, 6, 5, 7, 6, 6)


def test_a_change_that_is_seen_and_what_it_does_not_prove() -> None:
    found = before_after(series(*BEFORE, 15, 16, 14), MONDAY + timedelta(weeks=10, days=3))
    assert found.mark == 10
    assert found.chart.baseline.name == "before the change"
    assert found.chart.signals[0] == Signal(1, 10, 10)
    assert found.said == (
        "Before: 31% a week on average (10 weeks). Since: 75% (3).",
        f"Since the change: outside the limits. {BY_CHANCE}",
        NO_EXPERIMENT,
    )


def test_a_change_that_is_not_seen() -> None:
    found = before_after(series(*BEFORE, 7, 6), MONDAY + timedelta(weeks=10))
    assert found.said[1:] == ("Nothing since the change is outside of what was usual before.", NO_EXPERIMENT)


def test_weeks_without_runs_are_left_out() -> None:
    found = before_after(
        [*series(6, 7), Week(MONDAY + timedelta(weeks=2), 0, 0)], MONDAY + timedelta(weeks=1)
    )
    assert found.weeks == (MONDAY, MONDAY + timedelta(weeks=1))
    assert found.mark == 1
    assert found.said == (
        "Before: 30% a week on average (1 weeks). Since: 35% (1).",
        "One value: nothing says yet how far values usually are apart.",
        NO_EXPERIMENT,
    )


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ([], "No run since the change: there is nothing to compare yet."),
        (series(3, 4), "No run since the change: there is nothing to compare yet."),
        (series(*[0] * 8, 9)[8:], "No run before the change: there is nothing to compare with."),
    ],
)
def test_a_change_with_nothing_on_one_side(found: list[Week], said: str) -> None:
    assert before_after(found, MONDAY + timedelta(weeks=5)).said == (said,)
