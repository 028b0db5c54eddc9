"""Objections: how often what the page says settles them, and with which words they are looked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from playbook.coaching.columns import OBJECTION
from playbook.coaching.mix import one_and_others
from playbook.coaching.objections import OpenedFigures, opened_figures
from playbook.coaching.tallies import Opening
from playbook.coaching.topics.beside import Mixes
from playbook.coaching.topics.model import FAMILY, LOOKED_AT, Behind, Log, Topic
from playbook.reporting.model import Column, Grid, IntervalChart, Span
from playbook.statistics.fisher import is_rare
from playbook.statistics.funnel import FEW
from playbook.statistics.intervals import wilson

DEFINITION = (
    "“Settled: yes” of all that were opened on connected calls and judged; this page against all others, ten of each "
    "at least. Fisher's exact test, the 5% shared among all pages."
)
SHOWN = 3


class Met(NamedTuple):
    """An objection or battlecard as it was met."""

    figures: OpenedFigures
    title: str
    words: tuple[tuple[str, int], ...]
    """What was typed to find it, the most frequent first."""
    reps: int


def met(openings: Iterable[Opening], title_of: Callable[[str], str]) -> list[Met]:
    """Return all that were opened, the most opened first."""
    every = list(openings)
    words: dict[str, Counter[str]] = {}
    reps: dict[str, set[str]] = {}
    for one in every:
        reps.setdefault(one.page, set()).add(one.rep)
        if one.words:
            words.setdefault(one.page, Counter())[one.words] += one.n
    return [
        Met(figures, title_of(page), _ranked(words.get(page, Counter())), len(reps[page]))
        for page, figures in opened_figures(every).items()
    ]


def _ranked(counter: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))[:SHOWN])


def settled(log: Log, found: Sequence[Met]) -> list[Topic]:
    """Return the pages that settle the matter more often, or less often, than the others do."""
    tried = [one for one in found if one.figures.judged >= FEW and _others(one, found)[1] >= FEW]
    topics = []
    for one in tried:
        a, n = one.figures.yes, one.figures.judged
        b, m = _others(one, found)
        if is_rare(a, n - a, b, m - b, FAMILY / len(tried)):
            topics.append(_topic(log, one, b, m))
    return sorted(topics, key=lambda topic: (topic.advice, topic.title))


def _others(one: Met, found: Iterable[Met]) -> tuple[int, int]:
    rest = [other.figures for other in found if other is not one]
    return sum(figures.yes for figures in rest), sum(figures.judged for figures in rest)


def _topic(log: Log, one: Met, others: int, of: int) -> Topic:
    a, n = one.figures.yes, one.figures.judged
    more = a * of > others * n
    chart = IntervalChart(
        "Settled, of those judged",
        (
            Span(one.title, a / n, *wilson(a, n), f"{a} of {n}", flagged=True),
            Span("all others", others / of, *wilson(others, of), f"{others} of {of}"),
        ),
    )
    typed = ", ".join(f"“{words}”" for words, _ in one.words)
    return Topic(
        kind="objection",
        title=f"“{one.title}”",
        said=f"Settled {a} of {n}, all other objections {others} of {of}."
        + (f" Looked for with {typed}." if typed else ""),
        advice="Its words settle the matter more often than others do: read them aloud together."
        if more
        else "Its words settle the matter less often than others do: one for its owners.",
        definition=DEFINITION,
        n=n + of,
        reps=one.reps,
        tells="worked" if more else "wrong",
        plainly=f"It settles the matter {'more' if more else 'less'} often than other objections' answers do.",
        page=one.figures.page,
        looked_at=one.figures.opened,
        behind=lambda: Behind(
            log.past.opened_on(one.figures.page, LOOKED_AT),
            (chart,),
            _mixes(log, one.figures.page, one.title),
        ),
    )


def _mixes(log: Log, page: str, title: str) -> Mixes:
    mine, others = one_and_others(log.judged, page)
    return (title, mine), ("all others", others)


def met_grid(found: Sequence[Met]) -> Grid:
    """Return all objections and battlecards as a table."""
    return Grid(
        "objections",
        (
            *OBJECTION,
            Column("opened", "Opened", "count"),
            Column("judged", "Judged", "count", rank=1),
            Column("yes", "Settled", "count"),
            Column("partly", "Partly", "count", rank=3),
            Column("no", "No", "count", rank=3),
            Column("share", "Share", "share", rank=1),
            Column("words", "Looked for with", rank=2),
        ),
        tuple(
            (
                one.figures.page,
                one.title,
                one.figures.opened,
                one.figures.judged,
                one.figures.yes,
                one.figures.partly,
                one.figures.no,
                one.figures.yes / one.figures.judged if one.figures.judged >= FEW else None,
                ", ".join(words for words, _ in one.words),
            )
            for one in found
        ),
    )
