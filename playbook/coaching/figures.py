"""Per play and step: what was reached, done and skipped, why, and how long it took."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from playbook.coaching import facts
from playbook.coaching.tallies import End, Past, Use
from playbook.coaching.ways import Way
from playbook.plays.model import Page
from playbook.statistics.funnel import FEW
from playbook.statistics.percentiles import median, percentile

NO_REASON = "no reason given"
MOST = 3
"""Reps, below which most of them say nothing about a play."""


class RepStep(NamedTuple):
    """What became of one step with one rep."""

    rep: str
    skipped: int
    reached: int


@dataclass(frozen=True)
class StepFigures:
    """One step of a play over its connected runs.

    `runs = reached + not_reached + not_taken`, and `reached = done + skipped + left_out + unfinished`.
    """

    play: str
    step: str
    title: str
    runs: int
    """Connected runs whose revision had the step."""
    reached: int
    done: int
    skipped: int
    left_out: int
    """Optional, and left."""
    unfinished: int
    """The conversation ended in it."""
    not_reached: int
    not_taken: int
    reasons: tuple[tuple[str, int], ...]
    """Why it was skipped or left out, the most frequent first."""
    median_seconds: float | None
    """Of the runs that did it on the call; None where none did."""
    p90_seconds: float | None
    minutes: float | None
    """Its time box in the page as it is now."""
    required: bool
    """In the page as it is now; of a step that is gone, as it was in the latest run."""
    filled_in: int
    """How often it was done in a burst at the end of the call (see plausibility)."""
    by_rep: tuple[RepStep, ...]
    """Everybody who reached it, by name."""
    is_gone: bool = False
    """The page as it is now has no such step."""

    @property
    def reps_reached(self) -> tuple[str, ...]:
        """Who reached it."""
        return tuple(one.rep for one in self.by_rep)

    @property
    def reps_skipped(self) -> tuple[str, ...]:
        """Who skipped it at least once."""
        return tuple(one.rep for one in self.by_rep if one.skipped)

    @property
    def is_the_plays(self) -> bool:
        """Most reps who reached it skip it at least every other time: the play's problem, not a rep's.

        Under ten runs, or three reps, that cannot be told. A rep who reached it once tells nothing.
        """
        known = [one for one in self.by_rep if one.reached > 1]
        often = sum(2 * one.skipped >= one.reached for one in known)
        return self.required and self.reached >= FEW and len(known) >= MOST and 2 * often > len(known)


@dataclass(frozen=True)
class PlayFigures:
    """One play over its runs."""

    play: str
    title: str
    attempts: int
    """All that was recorded of it but prep and wrong play, whoever picked up."""
    runs: int
    """Connected."""
    reps: tuple[str, ...]
    steps: tuple[StepFigures, ...]
    skipped: int
    out_of_order: int
    repeated: int
    added: int
    commitments: int
    """Done, or promised and not (yet) broken."""
    kept: int
    """Promises that were kept."""
    broken: int
    results: tuple[tuple[str, int], ...]
    """The most frequent first."""


Times = Mapping[tuple[str, str], Sequence[float]]
"""Play and step (its id at the time) → seconds spent on it, of those done on the call."""


@dataclass
class _Tally:
    """What is being counted of one step."""

    letters: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    reached_by: Counter[str] = field(default_factory=Counter)
    skipped_by: Counter[str] = field(default_factory=Counter)
    required: bool = True
    last: str = ""
    """When the latest run with it began."""


_NOT_REACHED = (facts.NOT_REACHED, facts.NOT_TAKEN)


def step_figures(ways: Iterable[Way], page: Page) -> list[StepFigures]:
    """Return the figures of every step of `page` over its ways, without the times."""
    tallies: dict[str, _Tally] = {step.id: _Tally() for step in page.run_steps}
    for way in ways:
        _tally(way, tallies, page.facts.moved)
    return [_figures(page, id_, tally) for id_, tally in tallies.items()]


def timed(steps: Iterable[StepFigures], times: Times, page: Page) -> list[StepFigures]:
    """Return the figures of steps with how long they took."""
    spent: dict[str, list[float]] = {}
    for (play, step), seconds in times.items():
        if play in page.ids:
            spent.setdefault(page.facts.moved.get(step, step), []).extend(seconds)
    return [
        replace(
            one,
            median_seconds=median(spent.get(one.step, ())),
            p90_seconds=percentile(spent.get(one.step, ()), 0.9),
        )
        for one in steps
    ]


def play_summary(past: Past, page: Page) -> PlayFigures:
    """Return the figures of a play as a whole, with those of its steps."""
    ids = page.ids
    uses = [one for one in past.uses() if one.play in ids]
    found = summary_of(past.ways(ids), past.ends(ids), uses, page)
    return replace(found, steps=tuple(timed(found.steps, past.times(ids), page)))


def summary_of(ways: Iterable[Way], ends: Iterable[End], uses: Iterable[Use], page: Page) -> PlayFigures:
    """Return the figures of a play from what was counted of it; its steps without the times."""
    every, ended = list(ways), list(ends)
    results: Counter[str] = Counter()
    for end in ended:
        results[end.result or "none"] += end.n
    return PlayFigures(
        play=page.id,
        title=page.title,
        attempts=sum(one.attempts for one in uses if not one.private),
        runs=sum(way.n for way in every),
        reps=tuple(sorted({way.rep for way in every})),
        steps=tuple(step_figures(every, page)),
        skipped=sum(way.skipped for way in every),
        out_of_order=sum(way.out_of_order for way in every),
        repeated=sum(way.repeated for way in every),
        added=sum(way.added for way in every),
        commitments=sum(end.n for end in ended if end.committed),
        kept=sum(end.n for end in ended if end.kept == "kept"),
        broken=sum(end.n for end in ended if end.kept == "broken"),
        results=_most_frequent(results),
    )


def _tally(way: Way, tallies: dict[str, _Tally], moved: Mapping[str, str]) -> None:
    mine: list[_Tally] = []
    for step, required, letters in zip(*way.outline, way.letters, strict=True):
        id_ = moved.get(step, step)
        tally = tallies.get(id_)
        if tally is None:
            tally = tallies[id_] = _Tally()
        mine.append(tally)
        for letter, n in letters.items():
            tally.letters[letter] += n
        if way.last >= tally.last:
            tally.required, tally.last = required, way.last
        if reached := way.n - sum(letters.get(letter, 0) for letter in _NOT_REACHED):
            tally.reached_by[way.rep] += reached
        if skipped := letters.get(facts.SKIPPED, 0) + letters.get(facts.SKIPPED_ON, 0):
            tally.skipped_by[way.rep] += skipped
    for place, reason, n in way.reasons:
        mine[place].reasons[reason or NO_REASON] += n


def _figures(page: Page, id_: str, tally: _Tally) -> StepFigures:
    found = tally.letters
    step = page.step(id_)
    late = found[facts.LATE] + found[facts.LATE_ON]
    return StepFigures(
        play=page.id,
        step=id_,
        title=step.title if step else id_,
        runs=found.total(),
        reached=found.total() - found[facts.NOT_REACHED] - found[facts.NOT_TAKEN],
        done=found[facts.DONE] + found[facts.DONE_ON] + late,
        skipped=found[facts.SKIPPED] + found[facts.SKIPPED_ON],
        left_out=found[facts.LEFT_OUT],
        unfinished=found[facts.UNFINISHED],
        not_reached=found[facts.NOT_REACHED],
        not_taken=found[facts.NOT_TAKEN],
        reasons=_most_frequent(tally.reasons),
        median_seconds=None,
        p90_seconds=None,
        minutes=step.seconds / 60 if step and step.seconds is not None else None,
        required=step.required if step else tally.required,
        filled_in=late,
        by_rep=tuple(RepStep(rep, tally.skipped_by[rep], n) for rep, n in sorted(tally.reached_by.items())),
        is_gone=step is None,
    )


def _most_frequent(counter: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counter.items(), key=lambda pair: (-pair[1], pair[0])))
