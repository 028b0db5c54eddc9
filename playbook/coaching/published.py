"""What a manager publishes of a week: counts of many, of which nobody can be made out, not even by comparing two.

Three rules hold that. A number is there only where enough reps stand behind it, none of whom gives more than half.
Each week is counted by itself and published once: two publications never differ by one person's calls. Each rep is
counted by one manager, so that the figures of a team and of the team above have nobody in common.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from playbook.coaching.days import day_of
from playbook.coaching.people import ENOUGH
from playbook.coaching.plausibility import filled_in_afterwards
from playbook.coaching.runs import RunRow
from playbook.records.access import Member, managers_of, person_named
from playbook.records.figures import Figures, MetCount, PlayCount, StepCount, WordsCount
from playbook.statistics.percentiles import median


def week_of(day: date) -> str:
    """Return the ISO week of a day, as `2026-W47`."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def week_before(today: date) -> str:
    """Return the last week that is over."""
    return week_of(today - timedelta(days=7))


def days_of(week: str) -> tuple[date, date] | None:
    """Return the Monday and the Sunday of a week; None where `week` names none."""
    year, _, number = week.partition("-W")
    try:
        monday = date.fromisocalendar(int(year), int(number), 1)
    except ValueError:
        return None
    return (monday, monday + timedelta(days=6)) if week == week_of(monday) else None


def groups(people: Mapping[str, Member]) -> dict[str, frozenset[str]]:
    """Return who is counted by which manager: each rep once, by the nearest one above of enough reps.

    Reps of a team that is too small are counted with the other such teams of the manager above; of one that nobody
    above is enough for, by nobody.
    """
    waiting: dict[str, set[str]] = {}
    for id_, person in people.items():
        above = (person.manager, *managers_of(person.manager, people))
        if "rep" in person.roles and person.manager in people and id_ not in above:
            waiting.setdefault(person.manager, set()).add(id_)
    found: dict[str, frozenset[str]] = {}
    # The lowest first, so that what is too small there is here before its turn.
    for manager in sorted(people, key=lambda id_: (-len(managers_of(id_, people)), id_)):
        reps = waiting.pop(manager, set())
        if len(reps) >= ENOUGH:
            found[manager] = frozenset(reps)
        elif reps and (upper := people[manager].manager) in people and upper not in found:
            waiting.setdefault(upper, set()).update(reps)
    return found


def figures(rows: Iterable[RunRow], week: str, reps: frozenset[str], people: Mapping[str, Member]) -> Figures:
    """Return what may be published of a week's connected runs of `reps`; empty where nothing may."""
    days = days_of(week)
    counted: dict[str, list[tuple[str, RunRow]]] = {}
    for row in rows:
        day, rep = day_of(row.run.started), person_named(row.rep, people)
        if days and row.counts and not row.private and rep in reps and day and days[0] <= day <= days[1]:
            counted.setdefault(row.run.play, []).append((rep, row))
    plays = [_play(play, runs) for play, runs in sorted(counted.items())]
    every = [one for runs in counted.values() for one in runs]
    return Figures(
        week=week, plays=tuple(one for one in plays if one), met=_met(every), wording=_wording(every)
    )


@dataclass
class _Count:
    """How often something was, and by whom."""

    by: Counter[str] = field(default_factory=Counter)
    what: Counter[str] = field(default_factory=Counter)
    seconds: list[tuple[str, float]] = field(default_factory=list)

    def add(self, rep: str, *what: str) -> None:
        """Count it once, and each of `what`."""
        self.by[rep] += 1
        self.what.update(what)

    @property
    def says(self) -> bool:
        """Enough reps stand behind it, and none gives more than half."""
        return is_of_many(self.by)

    @property
    def median(self) -> float | None:
        """The median of its seconds, where that is of many."""
        many = is_of_many(Counter(rep for rep, _ in self.seconds))
        return median([value for _, value in self.seconds]) if many else None


def is_of_many(by: Counter[str]) -> bool:
    """Say whether what reps did so often may be counted together for everybody to see."""
    return len(by) >= ENOUGH and 2 * max(by.values()) <= by.total()


def _play(play: str, runs: Iterable[tuple[str, RunRow]]) -> PlayCount | None:
    whole, steps = _Count(), dict[str, _Count]()
    for rep, row in runs:
        kept = row.kept_state("commitment") == "kept"
        whole.add(rep, *["committed"] * row.committed, *["kept"] * kept)
        late = filled_in_afterwards(row.run)
        for step, outcome in zip(row.run.steps, row.outcomes, strict=True):
            if outcome in ("not-reached", "not-taken"):
                continue
            count = steps.setdefault(step.id, _Count())
            count.add(rep, outcome)
            if outcome == "done" and row.run.mode == "call" and step.id not in late and step.seconds > 0:
                count.seconds.append((rep, step.seconds))
    if not whole.says:
        return None
    return PlayCount(
        play=play,
        reps=len(whole.by),
        runs=whole.by.total(),
        committed=whole.what["committed"],
        kept=whole.what["kept"],
        steps=tuple(
            StepCount(id_, len(one.by), one.by.total(), one.what["done"], one.what["skipped"], one.median)
            for id_, one in steps.items()
            if one.says
        ),
    )


def _met(runs: Iterable[tuple[str, RunRow]]) -> tuple[MetCount, ...]:
    opened: dict[str, _Count] = {}
    judged: dict[str, _Count] = {}
    for rep, row in runs:
        for one in row.run.opened:
            opened.setdefault(one.page, _Count()).add(rep)
            if one.settled:
                judged.setdefault(one.page, _Count()).add(rep, one.settled)
    found = []
    for page, count in sorted(opened.items()):
        if count.says:
            said = judged.get(page)
            what = said.what if said and said.says else Counter[str]()
            found.append(
                MetCount(page, len(count.by), count.by.total(), what["yes"], what["partly"], what["no"])
            )
    return tuple(found)


def _wording(runs: Iterable[tuple[str, RunRow]]) -> tuple[WordsCount, ...]:
    used: dict[tuple[str, str, str], _Count] = {}
    for rep, row in runs:
        for place, words in row.run.wording.items():
            used.setdefault((row.run.play, place, words), _Count()).add(rep)
    return tuple(
        WordsCount(play, place, words, len(count.by), count.by.total())
        for (play, place, words), count in sorted(used.items())
        if count.says
    )
