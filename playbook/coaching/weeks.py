"""Runs week by week, and what changed with a change of the play."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from playbook.coaching.days import day_of
from playbook.statistics.nelson import BY_CHANCE
from playbook.statistics.xmr import Baseline, Xmr, xmr

NO_EXPERIMENT = "This is not an experiment: whatever else changed in that time is in it too."


class Week(NamedTuple):
    """How many runs of a week were a success."""

    monday: date
    successes: int
    n: int


class BeforeAfter(NamedTuple):
    """A chart whose limits come from before a change, with the change as a mark."""

    chart: Xmr
    weeks: tuple[date, ...]
    """The Monday of each value; weeks without runs are left out."""
    mark: int
    """The place of the first value with the change."""
    before: float | None
    """The mean share; None of no weeks."""
    after: float | None
    said: tuple[str, ...]
    """In words, what it says and what it does not."""


def weeks(runs: Iterable[tuple[str, bool]]) -> list[Week]:
    """Return week by week how many of `runs` (when it started, whether it was a success) there were.

    Weeks in between without any are there with n = 0; a run whose day cannot be read is in none.
    """
    counted: dict[date, tuple[int, int]] = {}
    for started, success in runs:
        if day := day_of(started):
            monday = monday_of(day)
            successes, n = counted.get(monday, (0, 0))
            counted[monday] = (successes + success, n + 1)
    if not counted:
        return []
    first, last = min(counted), max(counted)
    mondays = [first + timedelta(weeks=week) for week in range((last - first).days // 7 + 1)]
    return [Week(monday, *counted.get(monday, (0, 0))) for monday in mondays]


def before_after(found: Sequence[Week], changed: date) -> BeforeAfter:
    """Return the share of each week, held against those before the week of `changed`.

    Individuals and moving range; the week of the change counts as after. Source: Wheeler, Understanding Variation,
    2nd ed.
    """
    used = [week for week in found if week.n]
    shares = [week.successes / week.n for week in used]
    start = monday_of(changed)
    mark = sum(week.monday < start for week in used)
    chart = xmr(shares, Baseline("before the change", 0, mark))
    before, after = _mean(shares[:mark]), _mean(shares[mark:])
    return BeforeAfter(
        chart, tuple(week.monday for week in used), mark, before, after, _said(chart, mark, before, after)
    )


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _said(chart: Xmr, mark: int, before: float | None, after: float | None) -> tuple[str, ...]:
    if after is None:
        return ("No run since the change: there is nothing to compare yet.",)
    if before is None:
        return ("No run before the change: there is nothing to compare with.",)
    weeks_after = len(chart.values) - mark
    means = f"Before: {before:.0%} a week on average ({mark} weeks). Since: {after:.0%} ({weeks_after})."
    if chart.limits is None:
        return (means, chart.said, NO_EXPERIMENT)
    since = [signal for signal in chart.signals if signal.last >= mark]
    if since:
        what = f"Since the change: {'; '.join(dict.fromkeys(map(str, since)))}. {BY_CHANCE}"
    else:
        what = "Nothing since the change is outside of what was usual before."
    return tuple(filter(None, (means, what, chart.said, NO_EXPERIMENT)))
