"""Detours that go with more commitments than the path: a proposal to change the play, and no proof."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from playbook.coaching.runs import RunRow
from playbook.coaching.topics.model import FAMILY, Log, Topic, latest
from playbook.plays.model import Page
from playbook.reporting.model import IntervalChart, Span
from playbook.statistics.fisher import fisher_exact
from playbook.statistics.funnel import FEW
from playbook.statistics.intervals import wilson

DEFINITION = (
    "Commitments (done, or promised and not broken) of runs that went on past the step, with it skipped against with "
    "it done; ten runs of each at least. Fisher's exact test, the 5 % shared among all steps. Runs that ended before a "
    "later step say nothing of either."
)
ORDER_DEFINITION = (
    "Commitments of runs with a step done out of order against those in the play's order; ten runs of each at least. "
    "Fisher's exact test, the 5 % shared among all plays and steps."
)


class _Ways(NamedTuple):
    page: Page
    step: str
    """Empty: steps done out of order, whichever."""
    detour: tuple[RunRow, ...]
    path: tuple[RunRow, ...]


def detours(log: Log) -> list[Topic]:
    """Return the detours that go with more commitments, in the order of the plays."""
    ways = [way for page in log.pages.values() for way in _ways(page, log.counted(page.id))]
    tried = [way for way in ways if len(way.detour) >= FEW and len(way.path) >= FEW]
    found = []
    for way in tried:
        a, b = _committed(way.detour), _committed(way.path)
        n, m = len(way.detour), len(way.path)
        if a * m > b * n and fisher_exact(a, n - a, b, m - b).p <= FAMILY / len(tried):
            found.append(_topic(way, a, b))
    return found


def _ways(page: Page, rows: Sequence[RunRow]) -> Iterable[_Ways]:
    """Yield for each required step the runs that went on without it and with it; then those out of order."""
    moved = page.facts.moved
    without: dict[str, list[RunRow]] = {}
    with_: dict[str, list[RunRow]] = {}
    for row in rows:
        later = False
        for step, outcome in reversed(list(zip(row.run.steps, row.outcomes, strict=True))):
            if later and step.required:
                ways = without if outcome == "skipped" else with_ if outcome == "done" else None
                if ways is not None:
                    ways.setdefault(moved.get(step.id, step.id), []).append(row)
            later = later or outcome == "done"
    for one in page.run_steps:
        yield _Ways(page, one.id, tuple(without.get(one.id, ())), tuple(with_.get(one.id, ())))
    against = [(row, row.adherence) for row in rows if row.adherence is not None]
    yield _Ways(
        page,
        "",
        tuple(row for row, found in against if found.out_of_order),
        tuple(row for row, found in against if not found.out_of_order),
    )


def _committed(rows: Sequence[RunRow]) -> int:
    return sum(row.committed for row in rows)


def _topic(way: _Ways, detour: int, path: int) -> Topic:
    n, m = len(way.detour), len(way.path)
    step = way.page.step(way.step) if way.step else None
    what = f"without “{step.title}”" if step else "with steps out of order"
    usual = "with it" if step else "in the play's order"
    chart = IntervalChart(
        "Commitments",
        (
            Span(what, detour / n, *wilson(detour, n), f"{detour} of {n}", flagged=True),
            Span(usual, path / m, *wilson(path, m), f"{path} of {m}"),
        ),
    )
    return Topic(
        kind="detour",
        title=f"{way.page.title} {what}",
        said=f"{detour} of {n} runs {what} end in a commitment, {path} of {m} {usual}.",
        advice="A detour that goes with more commitments: propose it as a change of the play, or as an experiment. It "
        "is no proof: who leaves it may have easier calls.",
        definition=DEFINITION if step else ORDER_DEFINITION,
        n=n + m,
        reps=len({row.rep for row in (*way.detour, *way.path)}),
        tells="idea",
        plainly=f"Runs {what} end in a commitment more often than {usual}.",
        play=way.page.id,
        step=way.step,
        runs=latest(list(way.detour)),
        blocks=(chart,),
    )
