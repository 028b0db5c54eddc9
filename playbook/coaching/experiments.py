"""The accounts of an experiment: each once, in the arm it was assigned to, split where an arm was edited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from playbook.coaching.days import day_of
from playbook.coaching.facts import Fact
from playbook.coaching.verdict import Verdict, looks_taken, verdict
from playbook.dates import said_day_of
from playbook.plays.arms import arm_of
from playbook.plays.settings_model import Experiment

DOMINATES = 0.5
"""The share of an arm's accounts from which one rep may be what differs."""
ENOUGH = 10
"""Accounts in an arm, below which a share of them says nothing."""


class Entry(NamedTuple):
    """An account, by its first connected run of either arm."""

    account: str
    arm: str
    """The page it was assigned to, whichever was run."""
    rep: str
    started: str
    revision: str
    success: bool
    as_assigned: bool


class Segment(NamedTuple):
    """The accounts between two edits of an arm."""

    start: str
    """When the first run with the new text began; empty for the first segment."""
    edited: str
    """The page whose text changed at its start; empty for the first segment."""
    entries: tuple[Entry, ...]
    late: int
    """Accounts that ran an older text after the edit: left out."""


@dataclass
class _Part:
    """A segment as it fills."""

    start: str
    edited: str
    entries: list[Entry] = field(default_factory=list)
    late: int = 0


class Judged(NamedTuple):
    """A segment with what may be said of it."""

    segment: Segment
    verdict: Verdict


class Report(NamedTuple):
    """All that may be said of an experiment now."""

    experiment: Experiment
    segments: tuple[Judged, ...]
    """One, unless an arm was edited while it ran; none where the plan cannot be judged."""
    words: tuple[str, ...]
    """What else is to be known: edits, arms not followed, a rep that dominates."""


def report(
    rows: Iterable[Fact],
    experiment: Experiment,
    text_of: Callable[[str], str] | None = None,
    now: Mapping[str, str] | None = None,
) -> Report:
    """Judge an experiment by its plan.

    `text_of` gives a revision (the page's blob) the text that reps saw, so that an edit of the front matter alone is
    none; by default every new revision is an edit. `now` are the revisions that the arms have now, where known: they
    tell an edit that was taken back from a device that was behind.
    """
    found = entries(rows, experiment)
    if len(experiment.arms) != 2:
        said = f"An experiment of {len(experiment.arms)} arms is not judged: the bounds of the looks are for two."
        return Report(experiment, (), (said,))
    named = text_of or str
    texts = {arm: named(revision) for arm, revision in (now or {}).items()}
    parts = split([one._replace(revision=named(one.revision)) for one in found], texts)
    judged = tuple(Judged(part, _verdict(part.entries, experiment)) for part in parts)
    words = [_edited(part) for part in parts if part.edited]
    off = sum(not one.as_assigned for one in found)
    if off:
        words.append(
            f"{off} of {len(found)} accounts were led through the other arm's page; they count where they were "
            "assigned."
        )
    return Report(experiment, judged, (*words, *dominating(found)))


def entries(rows: Iterable[Fact], experiment: Experiment) -> list[Entry]:
    """Return the accounts of an experiment, in the order of their first connected run."""
    return [_entry(row, experiment) for row in first_runs(rows, experiment)]


def first_runs(rows: Iterable[Fact], experiment: Experiment) -> list[Fact]:
    """Return the run that counts of each account of an experiment, in their order: its first connected one.

    Later runs of the same account count nowhere, nor do private and redacted ones, those without an account, and those
    before the plan begins.
    """
    first: dict[str, Fact] = {}
    for row in sorted(rows, key=lambda row: (row.started, row.order)):
        if row.play not in experiment.arms or not row.account or not row.counts or row.private:
            continue
        day = day_of(row.started)
        if experiment.start and (day is None or day < experiment.start):
            continue
        first.setdefault(row.account, row)
    return list(first.values())


def split(found: Sequence[Entry], now: Mapping[str, str] | None = None) -> list[Segment]:
    """Cut `found` (in order) where an arm's text changed, at the first run of the new text.

    Whoever ran an older text after that, on a device that had not heard of the edit, is in no segment. Where an older
    text is the arm's again (`now`), the edit was taken back: that is a cut too, after the last run of the newer one.
    """
    back = {arm: _taken_back(found, arm, text) for arm, text in (now or {}).items()}
    current: dict[str, str] = {}
    known: set[tuple[str, str]] = set()
    parts = [_Part("", "")]
    for place, one in enumerate(found):
        if not one.as_assigned:  # it ran the other page: of the text it was assigned to it says nothing
            parts[-1].entries.append(one)
            continue
        if (one.arm, one.revision) not in known:
            if one.arm in current:
                parts.append(_Part(one.started, one.arm))
            known.add((one.arm, one.revision))
            current[one.arm] = one.revision
        if one.revision != current[one.arm] and place == back.get(one.arm):
            parts.append(_Part(one.started, one.arm))
            current[one.arm] = one.revision
        if one.revision == current[one.arm]:
            parts[-1].entries.append(one)
        else:
            parts[-1].late += 1
    return [Segment(part.start, part.edited, tuple(part.entries), part.late) for part in parts]


def _taken_back(found: Sequence[Entry], arm: str, text: str) -> int:
    """Return the place of an arm's first run of `text` after the last of any other; -1 where there is none."""
    own = [(place, one.revision) for place, one in enumerate(found) if one.arm == arm and one.as_assigned]
    others = [place for place, revision in own if revision != text]
    last = others[-1] if others else -1
    return next((place for place, _ in own if place > last), -1)


def dominating(found: Sequence[Entry]) -> list[str]:
    """Return, in words, where one rep has more than half of an arm's accounts, of ten and more."""
    arms: dict[str, Counter[str]] = {}
    for one in found:
        arms.setdefault(one.arm, Counter())[one.rep] += 1
    said = []
    for arm, reps in sorted(arms.items()):
        rep, most = reps.most_common(1)[0]
        if reps.total() >= ENOUGH and most > DOMINATES * reps.total() and len(_all_reps(arms)) > 1:
            said.append(
                f"{most} of the {reps.total()} accounts of {arm} are {rep}'s: what differs may be the rep."
            )
    return said


def measured(row: Fact, measure: str) -> bool:
    """Return whether a run was a success by the plan's measure (`MEASURES`)."""
    return row.result == "advance" if measure == "advance" else row.committed


def _entry(row: Fact, experiment: Experiment) -> Entry:
    arm = arm_of(experiment.id, row.account, experiment.arms)
    return Entry(
        row.account, arm, row.rep, row.started, row.blob, measured(row, experiment.measure), row.play == arm
    )


def _verdict(found: Sequence[Entry], experiment: Experiment) -> Verdict:
    first, second = experiment.arms
    order = [(int(one.arm == second), one.success) for one in found]
    in_second = sum(arm for arm, _ in order)
    taken = looks_taken(order, (first, second), experiment.accounts_per_arm)
    now = (len(order) - in_second, in_second)
    return verdict(taken, now, experiment.accounts_per_arm, experiment.smallest_lift)


def _edited(part: Segment) -> str:
    late = f" {part.late} that still ran the older text are left out." if part.late else ""
    return (
        f"{part.edited} was edited while the experiment ran ({said_day_of(part.start)}): accounts before and after are "
        f"counted apart.{late}"
    )


def _all_reps(arms: Mapping[str, Counter[str]]) -> set[str]:
    return {rep for reps in arms.values() for rep in reps}
