"""Detours that go with more commitments than the path: a proposal to change the play, and no proof."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from playbook.coaching import facts
from playbook.coaching.facts import Fact
from playbook.coaching.tallies import cases_of
from playbook.coaching.topics.beside import mixes_beside
from playbook.coaching.topics.model import FAMILY, Log, Topic, latest
from playbook.coaching.ways import Way
from playbook.plays.model import Page
from playbook.reporting.model import IntervalChart, Span
from playbook.statistics.fisher import is_rare
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


def _took(row: Fact, page: Page, step: str, letters: str) -> bool:
    """Say whether one of `letters` says what became of a step in a run."""
    moved = page.facts.moved
    return any(
        letter in letters and required and moved.get(id_, id_) == step
        for id_, required, letter in row.steps()
    )


def _sides(rows: Sequence[Fact], page: Page, step: str) -> tuple[list[Fact], list[Fact]]:
    """Return the runs that took the detour, and those that took the path."""
    if step:
        with_ = facts.DONE_ON + facts.LATE_ON
        return (
            [row for row in rows if _took(row, page, step, facts.SKIPPED_ON)],
            [row for row in rows if _took(row, page, step, with_)],
        )
    told = [(row, row.against.out_of_order > 0) for row in rows if row.against is not None]
    return [row for row, off in told if off], [row for row, off in told if not off]


def _topic(log: Log, fork: _Fork) -> Topic:
    detour, n = fork.detour.committed, fork.detour.n
    path, m = fork.path.committed, fork.path.n
    step = fork.page.step(fork.step) if fork.step else None
    left, kept_to = _sides(log.counted(fork.page.id), fork.page, fork.step)
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
        runs=latest(left),
        blocks=(
            chart,
            *mixes_beside(log, (what, cases_of(left)), (usual, cases_of(kept_to))),
        ),
    )
