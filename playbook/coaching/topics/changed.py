"""Plays week by week, the marks of their revisions, and what came with the last of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from playbook.coaching.days import day_of
from playbook.coaching.tallies import cases_of
from playbook.coaching.topics.model import FAMILY, Behind, Log, Topic, latest
from playbook.coaching.ways import Way
from playbook.coaching.weeks import NO_EXPERIMENT, BeforeAfter, Week, before_after, monday_of, weeks
from playbook.dates import short_day
from playbook.reporting.model import IntervalChart, LineChart, Mark, Span, points
from playbook.statistics.fisher import is_rare
from playbook.statistics.funnel import FEW
from playbook.statistics.intervals import newcombe, wilson
from playbook.statistics.nelson import BY_CHANCE
from playbook.statistics.xmr import Xmr, xmr

DEFINITION = (
    "Commitments (done, or promised and not broken) of connected runs, with the words of the play as they are now "
    "against all before; ten runs of each at least. Fisher's exact test, the 5% shared among all plays that changed."
)


class Revision(NamedTuple):
    """Words of a play that reps saw, from the first run with them on."""

    day: date
    text: str
    blob: str


class Half(NamedTuple):
    """The connected runs before the last change of a play's words, or those with them."""

    n: int
    committed: int
    reps: frozenset[str]


class Halves(NamedTuple):
    """The runs around the last change of a play's words."""

    last: Revision
    before: Half
    since: Half


def revisions(log: Log, play: str) -> list[Revision]:
    """Return the words that a play was run with, each once, in the order of their first runs."""
    firsts = sorted((way.first, way.blob) for way in log.ways(play) if way.first)
    found: dict[str, Revision] = {}
    if len({blob for _, blob in firsts}) == 1:  # most plays: no text has to be read
        first, blob = firsts[0]
        day = day_of(first)
        return [Revision(day, blob, blob)] if day else []
    for first, blob in firsts:
        text, day = log.text_of(blob), day_of(first)
        if text not in found and day is not None:
            found[text] = Revision(day, text, blob)
    return list(found.values())


def halves(log: Log, play: str) -> Halves | None:
    """Return the runs around the last change; None of a play whose words never changed."""
    known = revisions(log, play)
    if len(known) < 2:
        return None
    last = known[-1]
    ways = log.ways(play)
    since = [way for way in ways if log.text_of(way.blob) == last.text]
    before = [way for way in ways if log.text_of(way.blob) != last.text]
    return Halves(last, _half(before), _half(since))


def _half(ways: Sequence[Way]) -> Half:
    return Half(
        sum(way.n for way in ways),
        sum(way.n for way in ways if way.committed),
        frozenset(way.rep for way in ways),
    )


def changed(log: Log) -> list[Topic]:
    """Return the plays whose last change came with another share of commitments."""
    tried = [
        (play, found)
        for play in log.pages
        if (found := halves(log, play)) and found.before.n >= FEW and found.since.n >= FEW
    ]
    topics = []
    for play, found in tried:
        a, n = found.since.committed, found.since.n
        b, m = found.before.committed, found.before.n
        if is_rare(a, n - a, b, m - b, FAMILY / len(tried)):
            topics.append(_topic(log, play, found))
    return topics


def _topic(log: Log, play: str, found: Halves) -> Topic:
    a, n = found.since.committed, found.since.n
    b, m = found.before.committed, found.before.n
    low, high = newcombe(a, n, b, m)
    title = log.pages[play].title
    better = a * m > b * n
    spans = IntervalChart(
        "Commitments",
        (
            Span("before", b / m, *wilson(b, m), f"{b} of {m}"),
            Span("since", a / n, *wilson(a, n), f"{a} of {n}", flagged=True),
        ),
    )

    def behind() -> Behind:
        rows = log.counted(play)
        since = [row for row in rows if log.text_of(row.blob) == found.last.text]
        before = [row for row in rows if log.text_of(row.blob) != found.last.text]
        line = before_after_chart(log, play, before_after_of(log, play, found.last.day), title)
        mixes = log.mixes(("before", cases_of(before)), ("since", cases_of(since)))
        return Behind(latest(since), (line, spans), mixes)

    return Topic(
        kind="changed",
        title=f"{title} since {short_day(found.last.day)}",
        said=f"{a} of {n} runs with the new words end in a commitment, {b} of {m} did before; the difference is "
        f"{points(low, high)} points.",
        advice=(
            "It goes better since its words changed" if better else "It goes worse since its words changed"
        )
        + f" ({short_day(found.last.day)}). {NO_EXPERIMENT}",
        definition=DEFINITION,
        n=n + m,
        reps=len(found.before.reps | found.since.reps),
        tells="worked" if better else "wrong",
        plainly=f"It ends in a commitment {'more' if better else 'less'} often since its words changed.",
        play=play,
        looked_at=n,
        behind=behind,
    )


def before_after_of(log: Log, play: str, day: date) -> BeforeAfter:
    """Return the weeks of a play around a change."""
    return before_after(play_weeks(log, play), day)


def play_weeks(log: Log, play: str) -> list[Week]:
    """Return the commitments of a play week by week; the week that is under way is one of them."""
    return weeks((row.started, row.committed) for row in log.counted(play))


def trend(log: Log, play: str) -> LineChart:
    """Return the control chart of a play's commitments, with a mark where its words changed."""
    found = play_weeks(log, play)
    split = halves(log, play)
    title = "Commitments, share of the runs of each week"
    if split is not None and sum(week.n > 0 for week in found) > 2:
        return before_after_chart(log, play, before_after(found, split.last.day), title)
    used = [week for week in found if week.n]
    return _line(xmr([week.successes / week.n for week in used]), used, log, play, title)


def before_after_chart(log: Log, play: str, found: BeforeAfter, title: str) -> LineChart:
    """Return a chart whose limits are those from before a change."""
    mondays = set(found.weeks)
    used = [week for week in play_weeks(log, play) if week.monday in mondays]
    return replace(_line(found.chart, used, log, play, title), said=" ".join(found.said))


def _line(chart: Xmr, used: Sequence[Week], log: Log, play: str, title: str) -> LineChart:
    marks = [
        Mark(sum(week.monday < monday_of(one.day) for week in used), short_day(one.day))
        for one in revisions(log, play)[1:]
    ]
    limits = chart.limits
    flagged = frozenset(place for one in chart.signals for place in range(one.first, one.last + 1))
    said = " ".join(filter(None, (chart.said, BY_CHANCE if flagged else "")))
    return LineChart(
        title,
        chart.values,
        tuple(short_day(week.monday) for week in used),
        sizes=tuple(week.n for week in used),
        marks=tuple(marks),
        mean=limits.mean if limits else None,
        lower=max(limits.lower, 0.0) if limits else None,
        upper=min(limits.upper, 1.0) if limits else None,
        flagged=flagged,
        said=said,
    )
