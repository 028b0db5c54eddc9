"""Goals: one figure of a person's own calls until a day, counted from the log and told with its doubts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from playbook.coaching.days import day_of
from playbook.coaching.outcomes import Outcome
from playbook.coaching.runs import RunRow
from playbook.records.access import Member, managers_of, person_named
from playbook.records.coaching import Goal
from playbook.records.model import Record
from playbook.statistics.funnel import FEW
from playbook.statistics.intervals import Interval, newcombe, wilson
from playbook.text import count_of

FIGURES: Mapping[str, str] = {
    "next-step": "a next step with its day agreed",
    "commitment": "a commitment done, or promised and not broken",
    "advance": "ended in an advance or an order",
    "exit": "the exit of the stage proven in the customer's words",
    "step": "a step of the play done, of those that came to it",
}
"""What a goal can be over, and what is counted of each call."""

BEFORE = 84
"""Days before a goal began that it is held against: twelve weeks."""

NEWER = "What it counts is known to a newer Playbook only: update to see how it stands."

Standing = Literal["words", "unknown", "none", "few", "above", "at", "near", "below"]
"""How it stands: `words` counts nothing, `unknown` is of a newer program, `none` has no call yet, `few` under ten;
`above` and `below` the target by more than chance, `at` and `near` (below it) within."""


# Which goals there are


@dataclass(frozen=True)
class Known:
    """A goal as it stands now."""

    goal: Goal
    about: str
    """Whose it is, by their present id."""
    set_by: str
    """Who wrote it first."""
    set_at: str
    """ISO time of that."""
    pair: str = ""
    """The manager who shares it; empty: it is its owner's alone."""
    changed_by: str = ""
    """Who wrote it last."""

    @property
    def is_open(self) -> bool:
        """It was neither reached nor dropped."""
        return self.goal.state == "open"


def goals_on_record(records: Iterable[Record], people: Mapping[str, Member]) -> dict[str, Known]:
    """Return the goals by id, as they were said last, in the order in which they were set.

    `records` come in their order. A goal is its owner's, or also a manager's above them, once either wrote it for
    the two; nobody else's record changes it. What was shared once stays so.
    """
    found: dict[str, Known] = {}
    for record in records:
        goal = record.body
        if not isinstance(goal, Goal):
            continue
        about, author = person_named(goal.about, people), person_named(record.person, people)
        pair = _pair(record.audience, about, author, people)
        before = found.get(goal.id)
        if pair is None or (before is not None and before.about != about):
            continue
        if before is None:
            found[goal.id] = Known(goal, about, author, record.at, pair, author)
        else:
            found[goal.id] = Known(
                goal, about, before.set_by, before.set_at, before.pair or pair, changed_by=author
            )
    return found


def _pair(audience: str, about: str, author: str, people: Mapping[str, Member]) -> str | None:
    """Return the manager who shares a goal, nothing where it is its owner's alone; None where it is nobody's to set."""
    above = managers_of(about, people)
    if audience == "self":
        return "" if author == about else None
    if not audience.startswith("pair-"):
        return None
    other = person_named(audience.removeprefix("pair-"), people)
    if author == about:
        return other
    return author if other == about and author in above else None


# How it stands


class Count(NamedTuple):
    """How many calls did it, of how many."""

    met: int
    n: int


@dataclass(frozen=True)
class Progress:
    """What the log says of a goal."""

    standing: Standing
    now: Count
    """Of the calls from its first day to its last."""
    before: Count
    """Of the twelve weeks before."""
    interval: Interval | None
    """Wilson's at 95 %; None under ten calls."""
    gained: Interval | None
    """The share less that of before, Newcombe's at 95 %; None where either has under ten calls."""
    days_left: int | None
    """Until its last day, that one included; negative once it is over, None without a day."""
    said: str
    """All of that in words."""
    runs: tuple[str, ...] = ()
    """Ids of the calls that count, the latest first."""


@dataclass(frozen=True)
class Pages:
    """What the playbook's pages are called now, as far as goals ask."""

    present: Mapping[str, str]
    """Every id that a page has or had → the one it has."""
    stages: Mapping[str, str]
    """Present id → stage."""
    steps: Mapping[str, str] = field(default_factory=dict)
    """Of the goal's play: a step's earlier id → its present one."""


def progress(goal: Goal, rows: Iterable[RunRow], today: date, pages: Pages) -> Progress:
    """Return how a goal stands by its owner's runs.

    Counted are connected calls of the right play that are not private, as in every figure that rep and manager both
    see: those from `since` to `by`, beside those of the twelve weeks before.
    """
    last = day_of(goal.by)
    left = (last - today).days if last else None
    empty = Count(0, 0)
    if not goal.figure:
        return Progress("words", empty, empty, None, None, left, goal.target or _over(left))
    if goal.figure not in FIGURES:
        return Progress("unknown", empty, empty, None, None, left, NEWER)
    start = day_of(goal.since) or date.min
    earliest = date.fromordinal(max(1, start.toordinal() - BEFORE))
    now: list[tuple[str, bool]] = []
    before: list[bool] = []
    for row, day, met in _judged(goal, rows, pages):
        if start <= day and (last is None or day <= last):
            now.append((row.id, met))
        elif earliest <= day < start:
            before.append(met)
    counted, was = Count(sum(met for _, met in now), len(now)), Count(sum(before), len(before))
    interval = wilson(*counted) if counted.n >= FEW else None
    gained = newcombe(*counted, *was) if interval and was.n >= FEW else None
    standing = _standing(goal.share, counted, interval)
    past = _past(gained, was) if counted.n or was.n else ""
    said = " ".join(filter(None, (_count(standing, counted, interval, goal.share), past, _over(left))))
    runs = tuple(id_ for id_, _ in reversed(now))
    return Progress(standing, counted, was, interval, gained, left, said, runs)


def by_week(goal: Goal, rows: Iterable[RunRow], pages: Pages) -> list[tuple[str, bool]]:
    """Return of each call of a goal's kind, of all that are on record, when it started and whether it did it."""
    return [(row.run.started, met) for row, _, met in _judged(goal, rows, pages)]


def _judged(goal: Goal, rows: Iterable[RunRow], pages: Pages) -> Iterator[tuple[RunRow, date, bool]]:
    """Yield the calls that count for a goal with their day, and whether they did it."""
    if goal.figure not in FIGURES:
        return
    wanted = pages.present.get(goal.play, goal.play)
    for row in rows:
        day = day_of(row.run.started)
        play = pages.present.get(row.run.play, row.run.play)
        about = play == wanted if wanted else not goal.stage or pages.stages.get(play) == goal.stage
        if day is None or not about or not row.counts or row.private:
            continue
        met = _step(row, goal.step, pages.steps) if goal.figure == "step" else _JUDGES[goal.figure](row)
        if met is not None:
            yield row, day, met


_JUDGES: Mapping[str, Callable[[RunRow], bool]] = {
    "next-step": lambda row: bool(row.run.next.strip() and row.run.next_date),
    "commitment": lambda row: row.committed,
    "advance": lambda row: row.run.result in ("advance", "closed"),
    "exit": lambda row: bool(row.run.exit_proof.strip()),
}
_UNREACHED: frozenset[Outcome] = frozenset(["not-reached", "not-taken"])


def _step(row: RunRow, step: str, moved: Mapping[str, str]) -> bool | None:
    """Say whether a run did a step; None where it has none of that name, or did not come to it."""
    wanted = moved.get(step, step)
    for one, outcome in zip(row.run.steps, row.outcomes, strict=True):
        if moved.get(one.id, one.id) == wanted:
            return None if outcome in _UNREACHED else outcome == "done"
    return None


def _standing(share: float, now: Count, interval: Interval | None) -> Standing:
    if not now.n:
        return "none"
    if interval is None:
        return "few"
    if interval.low >= share:
        return "above"
    if interval.high < share:
        return "below"
    return "at" if now.met / now.n >= share else "near"


_WORDS: Mapping[Standing, str] = {
    "few": "under ten calls are too few to tell.",
    "above": "above the target by more than chance.",
    "at": "at the target, though chance alone may carry it.",
    "near": "below the target, which may still be chance.",
    "below": "below the target by more than chance.",
}


def _count(standing: Standing, now: Count, interval: Interval | None, share: float) -> str:
    if standing == "none":
        return "No such call yet: there is nothing to count."
    counted, target = f"{now.met} of {count_of(now.n, 'call')}", f"target {share:.0%}"
    if interval is None:
        return f"{counted} ({target}): {_WORDS[standing]}"
    likely = f"likely {interval.low:.0%} to {interval.high:.0%}"
    return f"{counted}, {now.met / now.n:.0%} ({likely}; {target}): {_WORDS[standing]}"


def _past(gained: Interval | None, before: Count) -> str:
    if not before.n:
        return "There is no such call before it to hold this against."
    was = f"Before: {before.met} of {before.n}"
    if gained is None:
        return f"{was}."
    if gained.low > 0 or gained.high < 0:
        return f"{was}, {before.met / before.n:.0%}; the difference is more than chance."
    return f"{was}, {before.met / before.n:.0%}; the difference is within chance."


def _over(left: int | None) -> str:
    if left is None or left > 0:
        return ""
    if not left:
        return "Today is its last day."
    return f"Its day was {count_of(-left, 'day')} ago: whether it was reached is yours to say."


# In words


def goal_words(goal: Goal, play: str = "", stage: str = "", step: str = "") -> str:
    """Return what a goal is over, in words; `play`, `stage` and `step` are the titles of those it names."""
    if goal.text:
        return goal.text
    of = f"“{play or goal.play}” calls" if goal.play else f"{stage or goal.stage} calls".strip()
    did = {
        "next-step": "A next step with its day",
        "commitment": "A commitment",
        "advance": "An advance or an order",
        "exit": "The exit proven in their words",
        "step": f"“{step or goal.step}” done",
    }.get(goal.figure, goal.figure)
    return f"{did} in {goal.share:.0%} of {of}"


def to_show(known: Iterable[Known], *, ended: bool = False) -> Sequence[Known]:
    """Return goals in the order to look at them: open ones by their day, then, with `ended`, those that ended."""
    every = list(known)
    running = sorted(
        (one for one in every if one.is_open), key=lambda one: (one.goal.by or "9999", one.set_at)
    )
    over = sorted((one for one in every if not one.is_open), key=lambda one: one.set_at, reverse=True)
    return [*running, *(over if ended else ())]
