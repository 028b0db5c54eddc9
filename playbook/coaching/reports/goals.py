"""A goal as a report: how it stands, beside the weeks before, with its chart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from playbook.coaching.days import day_of
from playbook.coaching.goals import FIGURES, Known, Progress
from playbook.coaching.weeks import BeforeAfter, before_after, monday_of, weeks
from playbook.dates import said_day_of, short_day
from playbook.reporting.model import (
    Block,
    IntervalChart,
    LineChart,
    Mark,
    Report,
    Section,
    Span,
    Words,
)
from playbook.statistics.funnel import FEW
from playbook.statistics.intervals import wilson

DEFINITION = (
    "Counted: {what}, of connected calls of the right play that are not private. Intervals are Wilson's at 95%; a "
    "difference is called more than chance where Newcombe’s interval of it does not hold zero."
)
_ENDED = {"reached": ("✓ Reached.", "good"), "dropped": ("– Dropped.", "dim")}


def goal_lines(words: str, known: Known, found: Progress, whose: str) -> list[Block]:
    """Return a goal in a few lines, under its `words` where there are any."""
    goal = known.goal
    told: list[Block] = [Words(words, "strong")] if words else []
    if goal.state != "open":
        text, tone = _ENDED[goal.state]
        told.append(Words(text, "good" if tone == "good" else "dim"))
    if found.said:
        told.append(Words(found.said))
    days = " ".join(
        part
        for part in (
            f"Set on {said_day_of(goal.since)}." if goal.since else "",
            f"Until {said_day_of(goal.by)}." if goal.by else "",
        )
        if part
    )
    return [*told, *(Words(text, "dim") for text in (days, whose) if text)]


def goal_report(
    words: str, known: Known, found: Progress, whose: str, calls: Iterable[tuple[str, bool]]
) -> Report:
    """Return all of a goal; `calls` are when each of its kind started and whether it did it, of all on record."""
    goal = known.goal
    blocks = goal_lines("", known, found, whose)
    spans = [
        Span(label, count.met / count.n, *wilson(*count), f"{count.met} of {count.n}")
        for label, count in (("since it was set", found.now), ("twelve weeks before", found.before))
        if count.n >= FEW
    ]
    if spans:
        blocks.append(IntervalChart("Share of calls, and the target", tuple(spans), reference=goal.share))
    if chart := _chart(known, list(calls)):
        blocks.append(chart)
    if goal.figure in FIGURES:
        blocks.append(Words(DEFINITION.format(what=FIGURES[goal.figure]), "dim"))
    return Report(words, "", (Section("", tuple(blocks)),))


def _chart(known: Known, calls: Sequence[tuple[str, bool]]) -> LineChart | None:
    """Return the share of each week with limits from before the goal; None of fewer than three weeks."""
    found = weeks(calls)
    start = day_of(known.goal.since)
    used = [week for week in found if week.n]
    if start is None or len(used) < 3:
        return None
    told: BeforeAfter = before_after(found, start)
    limits = told.chart.limits
    flagged = frozenset(place for one in told.chart.signals for place in range(one.first, one.last + 1))
    return LineChart(
        "Share of each week; ┊ is the day it was set",
        told.chart.values,
        tuple(short_day(week.monday) for week in used),
        sizes=tuple(week.n for week in used),
        marks=(Mark(sum(week.monday < monday_of(start) for week in used), "set"),),
        mean=limits.mean if limits else None,
        lower=max(limits.lower, 0.0) if limits else None,
        upper=min(limits.upper, 1.0) if limits else None,
        flagged=flagged,
        said=" ".join(told.said).replace("the change", "it was set"),
    )
