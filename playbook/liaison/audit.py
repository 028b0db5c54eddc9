"""The relationship audit: twenty statements, answered blind by both sides each quarter (measures.md)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import fmean
from typing import TYPE_CHECKING

from playbook.errors import PlaybookError
from playbook.liaison.statements import EDITION, STATEMENTS, Statement
from playbook.records.model import Audit, Record

if TYPE_CHECKING:
    from playbook.plays.settings_model import Person

SIDES = ("marketing", "sales")
LOWEST, HIGHEST = 1, 5
BANDS: tuple[tuple[float, str], ...] = (
    (80, "integrated"),
    (60, "aligned"),
    (40, "defined"),
    (20, "undefined"),
)
"""The least total of each, highest first."""
APART = 1.0
"""Points between the sides' means from which a statement is one to speak about."""


class NoSideError(PlaybookError):
    """Whoever answers stands on neither side."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f'The playbook doesn\'t say on which side {name} is. Give them `side = "marketing"` or `"sales"` '
            "in [people] of playbook.toml; then the audit can count them."
        )


class BadScoresError(PlaybookError):
    """The answers are not twenty numbers from 1 to 5."""

    def __init__(self, found: int) -> None:
        super().__init__(
            f"The audit has {len(STATEMENTS)} statements, each answered by a number from {LOWEST} (not at all) "
            f"to {HIGHEST} (fully): {found} can be used of what was said. Nothing was saved."
        )


@dataclass(frozen=True)
class Answers:
    """What one person said in one quarter."""

    person: str
    side: str
    scores: tuple[int, ...]
    at: str


@dataclass(frozen=True)
class Gap:
    """What both sides say of one statement."""

    statement: Statement
    marketing: float
    sales: float
    """Means of 1 to 5."""

    @property
    def apart(self) -> float:
        """How many points lie between them."""
        return abs(self.marketing - self.sales)

    @property
    def mean(self) -> float:
        """The mean of both sides, each counted the same however many answered."""
        return (self.marketing + self.sales) / 2


@dataclass(frozen=True)
class Outcome:
    """The audit of a quarter that both sides have answered."""

    quarter: str
    totals: Mapping[str, float]
    """By side, 20 to 100: the mean of its people's sums."""
    people: Mapping[str, int]
    """How many answered, by side."""
    statements: tuple[Gap, ...]
    """All of them, in their order."""

    @property
    def total(self) -> float:
        """The mean of the two sides' totals, so that the larger side doesn't outvote the other."""
        return fmean(self.totals[side] for side in SIDES)

    @property
    def band(self) -> str:
        """What the total is called."""
        return band_of(self.total)

    @property
    def apart(self) -> tuple[Gap, ...]:
        """The statements on which the sides differ most, by a point or more; the lower ones first among equals."""
        far = (gap for gap in self.statements if gap.apart >= APART)
        return tuple(sorted(far, key=lambda gap: (-gap.apart, gap.mean)))

    @property
    def lowest(self) -> tuple[Gap, ...]:
        """The statements that both together hold least true, lowest first; those that are fully true are none."""
        return tuple(sorted((gap for gap in self.statements if gap.mean < HIGHEST), key=lambda gap: gap.mean))


@dataclass(frozen=True)
class Standing:
    """How far a quarter's audit has come for somebody who looks."""

    quarter: str
    answered: Mapping[str, int]
    """People who have answered, by side."""
    asked: Mapping[str, int]
    """People who could, by side."""
    mine: Answers | None
    outcome: Outcome | None
    """None while it is blind: the quarter runs, and I or one of the sides has not answered yet."""

    @property
    def words(self) -> str:
        """In a sentence or two."""
        counts = " and ".join(f"{self.answered[side]} of {self.asked[side]} in {side}" for side in SIDES)
        told = f"{counts} have answered."
        if self.outcome is not None:
            return told
        if self.mine is None:
            return f"{told} You see what came out once you have answered too."
        waits = " and ".join(side for side in SIDES if not self.answered[side])
        return f"{told} What came out is shown once {waits} has answered too."


def quarter_of(day: date) -> str:
    """Return the quarter of a day, as `2026-Q4`."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def band_of(total: float) -> str:
    """Return what a total of 20 to 100 is called."""
    return next((name for least, name in BANDS if total >= least), BANDS[-1][1])


def answers_of(records: Iterable[Record], quarter: str, people: Mapping[str, Person]) -> tuple[Answers, ...]:
    """Return what each person said last in a quarter, by person; those on neither side are left out.

    `records` come in their order; an earlier name of somebody (`also`) counts as them.
    """
    names = {name: person for person in people.values() for name in (person.id, *person.also)}
    latest: dict[str, Answers] = {}
    for record in records:
        body, person = record.body, names.get(record.person)
        if not isinstance(body, Audit) or person is None or person.side not in SIDES:
            continue
        if body.quarter == quarter and body.edition == EDITION and are_whole(body.scores):
            latest[person.id] = Answers(person.id, person.side, body.scores, record.at)
    return tuple(latest[id_] for id_ in sorted(latest))


def are_whole(scores: Collection[int]) -> bool:
    """Say whether there is a score for each statement, and each can be."""
    return len(scores) == len(STATEMENTS) and all(LOWEST <= score <= HIGHEST for score in scores)


def outcome_of(quarter: str, answers: Iterable[Answers]) -> Outcome | None:
    """Return what came out of a quarter; None while a side is missing."""
    given = tuple(answers)
    by_side = {side: [one for one in given if one.side == side] for side in SIDES}
    if not all(by_side.values()):
        return None
    means = {
        side: [fmean(one.scores[place] for one in found) for place in range(len(STATEMENTS))]
        for side, found in by_side.items()
    }
    return Outcome(
        quarter,
        {side: sum(found) for side, found in means.items()},
        {side: len(found) for side, found in by_side.items()},
        tuple(
            Gap(statement, means["marketing"][place], means["sales"][place])
            for place, statement in enumerate(STATEMENTS)
        ),
    )


def standing(
    records: Iterable[Record], quarter: str, today: date, me: str, people: Mapping[str, Person]
) -> Standing:
    """Return how far a quarter's audit has come, with what came out of it where `me` may see that."""
    answers = answers_of(records, quarter, people)
    mine = next((one for one in answers if one.person == me), None)
    is_over = quarter < quarter_of(today)
    found = outcome_of(quarter, answers)
    return Standing(
        quarter,
        {side: sum(one.side == side for one in answers) for side in SIDES},
        {side: sum(person.side == side for person in people.values()) for side in SIDES},
        mine,
        found if mine is not None or is_over else None,
    )


def quarters_of(records: Iterable[Record]) -> tuple[str, ...]:
    """Return the quarters in which anybody answered, newest first."""
    return tuple(sorted({one.body.quarter for one in records if isinstance(one.body, Audit)}, reverse=True))


def audit_of(person: Person, quarter: str, scores: Iterable[int]) -> Audit:
    """Return the record of somebody's answers; raises NoSideError or BadScoresError."""
    if person.side not in SIDES:
        raise NoSideError(person.name or person.id)
    given = tuple(scores)
    if not are_whole(given):
        raise BadScoresError(sum(LOWEST <= score <= HIGHEST for score in given[: len(STATEMENTS)]))
    return Audit(quarter, given, EDITION)
