"""Who may see whose runs; what the team and one person did."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from playbook.coaching.figures import StepFigures, play_figures
from playbook.coaching.runs import RunRow
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


def comparable(
    rows: Iterable[RunRow], viewer: str, people: Mapping[str, Member], *, also: Collection[str] = ()
) -> list[RunRow]:
    """Return the shared runs that figures shown to `viewer` may be made of.

    Those they may read one by one; all of the team's where, per play, at least five others stand behind it
    (or all are theirs to read), so that nobody can be made out in a figure.
    """
    by_play: dict[str, list[RunRow]] = {}
    for row in rows:
        if not row.private:
            by_play.setdefault(row.run.play, []).append(row)
    chosen: list[RunRow] = []
    for runs in by_play.values():
        readable = visible(runs, viewer, people, also=also)
        others = {row.rep for row in runs if row.counts} - {row.rep for row in readable}
        chosen += runs if len(others) >= ENOUGH else readable
    return sorted(chosen, key=lambda row: row.order)


@dataclass(frozen=True)
class PersonFigures:
    """What one rep did, beside nobody: the same steps, the same definitions, their n."""

    rep: str
    n: int
    """Connected runs."""
    attempts: int
    """All that was recorded of calls, whoever picked up."""
    runs: tuple[RunRow, ...]
    """The latest first, also those that count nowhere."""
    steps: tuple[StepFigures, ...]


def person_figures(rows: Iterable[RunRow], rep: str, pages: Mapping[str, Page]) -> PersonFigures:
    """Return the figures of one rep over the shared ones of `rows`, for the plays of `pages` they ran.

    A rep sees of themselves exactly what their manager sees: private runs are not among them.
    """
    theirs = [row for row in rows if row.rep == rep and not row.private and not row.redacted]
    counted = [row for row in theirs if row.counts]
    return PersonFigures(
        rep=rep,
        n=len(counted),
        attempts=sum(row.run.mode != "prep" and not row.run.wrong_play for row in theirs),
        runs=tuple(sorted(theirs, key=lambda row: (row.run.started, row.order), reverse=True)),
        steps=tuple(_steps(counted, pages)),
    )


def team_figures(rows: Iterable[RunRow], pages: Mapping[str, Page]) -> list[StepFigures]:
    """Return the figures of every step of every play that was run, in the order of `pages`."""
    return _steps([row for row in rows if row.counts], pages)


def to_talk_about(steps: Iterable[StepFigures]) -> list[StepFigures]:
    """Return the required steps that were skipped, the one that most reps skip first: never people."""
    left = [step for step in steps if step.required and step.skipped and not step.is_gone]
    return sorted(
        left, key=lambda step: (-len(step.reps_skipped), -step.skipped / step.reached, step.play, step.step)
    )


def _steps(rows: list[RunRow], pages: Mapping[str, Page]) -> list[StepFigures]:
    by_play: dict[str, list[RunRow]] = {}
    for row in rows:
        by_play.setdefault(row.run.play, []).append(row)
    found: list[StepFigures] = []
    for page in pages.values():
        runs = [row for id_ in (page.id, *page.facts.moved_from) for row in by_play.get(id_, ())]
        if runs:
            found += play_figures(runs, page)
    return found
