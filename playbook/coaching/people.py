"""Who may see whose runs; what the team and one person did."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from playbook.coaching.facts import Fact
from playbook.coaching.figures import StepFigures, step_figures, timed
from playbook.coaching.runs import RunRow
from playbook.coaching.tallies import Held, Past, Use
from playbook.coaching.ways import Way
from playbook.plays.model import Page
from playbook.records.access import Member, managers_of

ENOUGH = 5
"""Reps behind a figure about others that anybody but their manager may see."""


def may_see(viewer: str, rep: str, people: Mapping[str, Member]) -> bool:
    """Return whether `viewer` may read single runs of `rep`: their own, and those of people below."""
    return viewer == rep or viewer in managers_of(rep, people)


def visible(
    rows: Iterable[RunRow], viewer: str, people: Mapping[str, Member], *, also: Collection[str] = ()
) -> list[RunRow]:
    """Return the runs that `viewer` may read one by one: all of their own, the shared ones of people below.

    `also` are earlier names of the viewer's journals.
    """
    mine = {viewer, *also}
    asked: dict[str, bool] = {}
    shown = []
    for row in rows:
        if row.rep not in asked:
            asked[row.rep] = row.rep in mine or may_see(viewer, row.rep, people)
        if asked[row.rep] and (row.rep in mine or not row.private):
            shown.append(row)
    return shown


def not_comparable(
    uses: Iterable[Use], viewer: str, people: Mapping[str, Member], *, also: Collection[str] = ()
) -> frozenset[tuple[str, str]]:
    """Return the plays and reps whose runs no figure shown to `viewer` may be made of.

    Figures are made of the runs they may read one by one; and of all of the team's where, per play, at least five
    others stand behind it, so that nobody can be made out in a figure.
    """
    mine = {viewer, *also}
    others: dict[str, dict[str, bool]] = {}
    for use in uses:
        if not use.private and use.rep not in mine and not may_see(viewer, use.rep, people):
            others.setdefault(use.play, {})[use.rep] = use.counted > 0
    return frozenset(
        (play, rep) for play, reps in others.items() if sum(reps.values()) < ENOUGH for rep in reps
    )


@dataclass(frozen=True)
class PersonFigures:
    """What one rep did, beside nobody: the same steps, the same definitions, their n."""

    rep: str
    n: int
    """Connected runs."""
    attempts: int
    """All that was recorded of calls, whoever picked up."""
    runs: tuple[Fact, ...]
    """The latest first, also those that count nowhere."""
    steps: tuple[StepFigures, ...]


def person_figures(rows: Iterable[Fact], rep: str, pages: Mapping[str, Page]) -> PersonFigures:
    """Return the figures of one rep over the shared ones of `rows`, which are all theirs, for the plays of `pages`.

    A rep sees of themselves exactly what their manager sees: private runs are not among them.
    """
    theirs = [row for row in rows if not row.private and not row.redacted]
    return PersonFigures(
        rep=rep,
        n=sum(row.counts for row in theirs),
        attempts=sum(row.is_attempt for row in theirs),
        runs=tuple(sorted(theirs, key=lambda row: (row.started, row.order), reverse=True)),
        steps=tuple(team_figures(Held(theirs), pages)),
    )


def team_figures(past: Past, pages: Mapping[str, Page]) -> list[StepFigures]:
    """Return the figures of every step of every play that was run, in the order of `pages`."""
    by_play: dict[str, list[Way]] = {}
    for way in past.ways():
        by_play.setdefault(way.play, []).append(way)
    times = past.times()
    found: list[StepFigures] = []
    for page in pages.values():
        ways = [way for id_ in sorted(page.ids) for way in by_play.get(id_, ())]
        if ways:
            of_page = {key: spent for key, spent in times.items() if key[0] in page.ids}
            found += timed(step_figures(ways, page), of_page, page)
    return found


def to_talk_about(steps: Iterable[StepFigures]) -> list[StepFigures]:
    """Return the required steps that were skipped, the one that most reps skip first: never people."""
    left = [step for step in steps if step.required and step.skipped and not step.is_gone]
    return sorted(
        left, key=lambda step: (-len(step.reps_skipped), -step.skipped / step.reached, step.play, step.step)
    )
