"""Detours that go with more commitments than the path: a proposal to change the play, and no proof."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from playbook.coaching import facts
from playbook.coaching.tallies import Took
from playbook.coaching.topics.model import FAMILY, LOOKED_AT, Behind, Log, Topic
from playbook.coaching.ways import Way
from playbook.plays.model import Page
from playbook.reporting.model import IntervalChart, Span
from playbook.statistics.fisher import is_rare
from playbook.statistics.funnel import FEW
from playbook.statistics.intervals import wilson

DEFINITION = (
    "Commitments (done, or promised and not broken) of runs that went on past the step, with it skipped against with "
    "it done; ten runs of each at least. Fisher's exact test, the 5% shared among all steps. Runs that ended before a "
    "later step say nothing of either."
)
ORDER_DEFINITION = (
    "Commitments of runs with a step done out of order against those in the play's order; ten runs of each at least. "
    "Fisher's exact test, the 5% shared among all plays and steps."
)


@dataclass
class _Counts:
    """Runs of one kind, and how many of them ended in a commitment."""

    committed: int = 0
    n: int = 0
    reps: set[str] = field(default_factory=set)

    def add(self, way: Way, n: int) -> None:
        """Count `n` of a way's runs."""
        if n:
            self.n += n
            self.committed += n * way.committed
            self.reps.add(way.rep)


class _Fork(NamedTuple):
    """A step without which runs went on, and with it."""

    page: Page
    step: str
    """Empty: steps done out of order, whichever."""
    detour: _Counts
    path: _Counts


def detours(log: Log) -> list[Topic]:
    """Return the detours that go with more commitments, in the order of the plays."""
    forks = [fork for page in log.pages.values() for fork in _forks(page, log.ways(page.id))]
    tried = [fork for fork in forks if fork.detour.n >= FEW and fork.path.n >= FEW]
    found = []
    for fork in tried:
        a, n = fork.detour.committed, fork.detour.n
        b, m = fork.path.committed, fork.path.n
        if a * m > b * n and is_rare(a, n - a, b, m - b, FAMILY / len(tried)):
            found.append(_topic(log, fork))
    return found


def _forks(page: Page, ways: Iterable[Way]) -> Iterable[_Fork]:
    """Yield for each required step the runs that went on without it and with it; then those out of order."""
    moved = page.facts.moved
    without: dict[str, _Counts] = {}
    with_: dict[str, _Counts] = {}
    off, in_order = _Counts(), _Counts()
    for way in ways:
        off.add(way, way.off)
        in_order.add(way, way.against - way.off)
        for step, required, letters in zip(*way.outline, way.letters, strict=True):
            if required:
                id_ = moved.get(step, step)
                without.setdefault(id_, _Counts()).add(way, letters.get(facts.SKIPPED_ON, 0))
                done = letters.get(facts.DONE_ON, 0) + letters.get(facts.LATE_ON, 0)
                with_.setdefault(id_, _Counts()).add(way, done)
    for one in page.run_steps:
        yield _Fork(page, one.id, without.get(one.id, _Counts()), with_.get(one.id, _Counts()))
    yield _Fork(page, "", off, in_order)


def _sides(log: Log, fork: _Fork) -> tuple[Took, Took]:
    """Return the runs that took the detour, and those that took the path."""
    play, step = fork.page.id, fork.step
    if not step:
        return log.took(play, off=True), log.took(play, off=False)
    with_ = facts.DONE_ON + facts.LATE_ON
    return log.took(play, step, facts.SKIPPED_ON), log.took(play, step, with_)


def _topic(log: Log, fork: _Fork) -> Topic:
    detour, n = fork.detour.committed, fork.detour.n
    path, m = fork.path.committed, fork.path.n
    step = fork.page.step(fork.step) if fork.step else None
    what = f"without “{step.title}”" if step else "with steps out of order"
    usual = "with it" if step else "in the play's order"
    chart = IntervalChart(
        "Commitments",
        (
            Span(what, detour / n, *wilson(detour, n), f"{detour} of {n}", flagged=True),
            Span(usual, path / m, *wilson(path, m), f"{path} of {m}"),
        ),
    )

    def behind() -> Behind:
        left, kept_to = _sides(log, fork)
        without, with_it = log.past.cases_of(left, kept_to)
        mixes = log.mixes((what, without), (usual, with_it))
        return Behind(log.past.took(left, most=LOOKED_AT), (chart,), mixes)

    return Topic(
        kind="detour",
        title=f"{fork.page.title} {what}",
        said=f"{detour} of {n} runs {what} end in a commitment, {path} of {m} {usual}.",
        advice="A detour that goes with more commitments: propose it as a change of the play, or as an experiment. It "
        "is no proof: who leaves it may have easier calls.",
        definition=DEFINITION if step else ORDER_DEFINITION,
        n=n + m,
        reps=len(fork.detour.reps | fork.path.reps),
        tells="idea",
        plainly=f"Runs {what} end in a commitment more often than {usual}.",
        play=fork.page.id,
        step=fork.step,
        looked_at=n,
        behind=behind,
    )
