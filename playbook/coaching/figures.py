"""Per play and step: what was reached, done and skipped, why, and how long it took."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from playbook.coaching.adherence import Adherence
from playbook.coaching.plausibility import filled_in_afterwards
from playbook.coaching.runs import RunRow
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


@dataclass
class _Tally:
    """What is being counted of one step."""

    outcomes: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    filled_in: int = 0
    reached_by: Counter[str] = field(default_factory=Counter)
    skipped_by: Counter[str] = field(default_factory=Counter)
    required: bool = True


def play_figures(rows: Iterable[RunRow], page: Page) -> list[StepFigures]:
    """Return the figures of every step of `page`, in its order, over those of `rows` that are its runs.

    Steps renamed since (`moved`) are counted under their present id; steps that older revisions had follow
    at the end. Private and redacted runs count nowhere.
    """
    tallies: dict[str, _Tally] = {step.id: _Tally() for step in page.run_steps}
    for row in _runs_of(rows, page):
        _tally(row, tallies, page.facts.moved)
    return [_figures(page, id_, tally) for id_, tally in tallies.items()]


def play_summary(rows: Iterable[RunRow], page: Page) -> PlayFigures:
    """Return the figures of a play as a whole, with those of its steps."""
    about = [row for row in rows if _is_about(row, page)]
    runs = [row for row in about if row.counts]
    against = [found for row in runs if (found := row.adherence) is not None]
    results: Counter[str] = Counter(row.run.result or "none" for row in runs)
    return PlayFigures(
        play=page.id,
        title=page.title,
        attempts=sum(row.run.mode != "prep" and not row.run.wrong_play for row in about),
        runs=len(runs),
        reps=tuple(sorted({row.rep for row in runs})),
        steps=tuple(play_figures(about, page)),
        **_four_counts(against),
        commitments=sum(row.committed for row in runs),
        kept=sum(row.kept_state("commitment") == "kept" for row in runs),
        broken=sum(row.kept_state("commitment") == "broken" for row in runs),
        results=_most_frequent(results),
    )


def _four_counts(against: Iterable[Adherence]) -> dict[str, int]:
    counts = dict.fromkeys(("skipped", "out_of_order", "repeated", "added"), 0)
    for one in against:
        for name in counts:
            counts[name] += getattr(one, name)
    return counts


def _is_about(row: RunRow, page: Page) -> bool:
    return row.run.play in page.ids and not row.private and not row.redacted


def _runs_of(rows: Iterable[RunRow], page: Page) -> list[RunRow]:
    return [row for row in rows if row.counts and _is_about(row, page)]


def _tally(row: RunRow, tallies: dict[str, _Tally], moved: Mapping[str, str]) -> None:
    afterwards = filled_in_afterwards(row.run)
    for step, outcome in zip(row.run.steps, row.outcomes, strict=True):
        id_ = moved.get(step.id, step.id)
        tally = tallies.get(id_)
        if tally is None:
            tally = tallies[id_] = _Tally()
        tally.outcomes[outcome] += 1
        tally.required = step.required
        if outcome not in ("not-reached", "not-taken"):
            tally.reached_by[row.rep] += 1
        if outcome == "skipped":
            tally.skipped_by[row.rep] += 1
        if outcome in ("skipped", "left-out") and (outcome == "skipped" or step.reason):
            tally.reasons[step.reason or NO_REASON] += 1
        if outcome == "done":
            tally.filled_in += step.id in afterwards
            if row.run.mode == "call" and step.id not in afterwards and step.seconds > 0:
                tally.seconds.append(step.seconds)


def _figures(page: Page, id_: str, tally: _Tally) -> StepFigures:
    found = tally.outcomes
    step = page.step(id_)
    return StepFigures(
        play=page.id,
        step=id_,
        title=step.title if step else id_,
        runs=found.total(),
        reached=found.total() - found["not-reached"] - found["not-taken"],
        done=found["done"],
        skipped=found["skipped"],
        left_out=found["left-out"],
        unfinished=found["unfinished"],
        not_reached=found["not-reached"],
        not_taken=found["not-taken"],
        reasons=_most_frequent(tally.reasons),
        median_seconds=median(tally.seconds),
        p90_seconds=percentile(tally.seconds, 0.9),
        minutes=step.seconds / 60 if step and step.seconds is not None else None,
        required=step.required if step else tally.required,
        filled_in=tally.filled_in,
        by_rep=tuple(RepStep(rep, tally.skipped_by[rep], n) for rep, n in sorted(tally.reached_by.items())),
        is_gone=step is None,
    )


def _most_frequent(counter: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counter.items(), key=lambda pair: (-pair[1], pair[0])))
