"""How far two people who scored the same runs blind agree, question by question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from playbook.coaching.scores import Both
from playbook.records.coaching import ScoreAnswer
from playbook.statistics.agreement import Kappa, kappa
from playbook.statistics.funnel import FEW

DEFINITION = (
    "Counted: runs that two people scored blind, the rep and somebody else where the rep did. Same: the same answer. "
    "Kappa (Cohen 1960) is the agreement beyond chance: 1 always, 0 no more than chance; on scales a near miss counts "
    "in part (linear weights). Texts are not counted."
)


MOST_MARKS = 101
"""Marks of the longest scale whose agreement beyond chance is worked out: 0 to 100."""


@dataclass(frozen=True)
class QuestionAgreement:
    """How far two scorers agree on one question of a card, as it is worded and marked alike."""

    question: str
    text: str
    n: int
    """Runs that both answered it for."""
    same: int
    apart: float | None
    """Mean distance of the two marks, on a scale."""
    kappa: Kappa | None
    """None under ten runs, where all answers were the same one, and on scales of more than 101 marks."""

    @property
    def words(self) -> str:
        """In a sentence, with what it cannot say."""
        if not self.n:
            return "Nobody has scored it together yet."
        said = f"{self.same} of {self.n} the same"
        if self.apart:
            said += f", {self.apart:.1f} apart on average"
        if self.n < FEW:
            return f"{said}; {self.n} is too few to say more."
        if self.kappa is None:
            return f"{said}; agreement beyond chance cannot be told: all said the same."
        found = self.kappa
        return f"{said}; kappa {found.kappa:.2f} ({found.low:.2f} to {found.high:.2f})."


def agreement(both: Iterable[Both]) -> tuple[QuestionAgreement, ...]:
    """Return the agreement on each question, in the order they were asked; of changed cards like with like only."""
    pairs: dict[tuple[object, ...], list[tuple[ScoreAnswer, ...]]] = {}
    for one in both:
        theirs = {answer.question: answer for answer in one.second.blind or ()}
        for answer in one.first.blind or ():
            other = theirs.get(answer.question)
            if other is not None and _can_be_held(answer, other):
                pairs.setdefault(_alike(answer), []).append((answer, other))
    return tuple(_agreed(found) for found in pairs.values())


def _can_be_held(answer: ScoreAnswer, other: ScoreAnswer) -> bool:
    """Say whether two answers can be held against each other: of one question, and given; none of many is given."""
    if answer.kind == "text" or _alike(answer) != _alike(other):
        return False
    if answer.scale:
        return _mark(answer) is not None and _mark(other) is not None
    return answer.kind == "many" or bool(answer.values and other.values)


def _mark(answer: ScoreAnswer) -> int | None:
    """Return the mark that was given, where it is one of the scale's: a record may say anything."""
    (low, high), said = answer.scale or (0, -1), answer.values[0] if answer.values else ""
    mark = int(said) if said.isascii() and said.isdigit() and len(said) <= 3 else None
    return mark if mark is not None and low <= mark <= high else None


def _alike(answer: ScoreAnswer) -> tuple[object, ...]:
    return answer.question, answer.kind, answer.scale


def _agreed(pairs: Sequence[tuple[ScoreAnswer, ...]]) -> QuestionAgreement:
    first = pairs[0][0]
    marks = [(_mark(one), _mark(other)) for one, other in pairs] if first.scale else []
    distances = [abs(one - other) for one, other in marks if one is not None and other is not None]
    said = [(_category(one), _category(other)) for one, other in pairs]
    if first.scale:
        low, high = first.scale
        categories = [str(mark) for mark in range(low, min(high, low + MOST_MARKS) + 1)]
    else:
        categories = sorted({category for pair in said for category in pair})
    found = None
    if len(said) >= FEW and len(categories) <= MOST_MARKS:
        places = {category: place for place, category in enumerate(categories)}
        table = [[0] * len(categories) for _ in categories]
        for one, other in said:
            table[places[one]][places[other]] += 1
        found = kappa(table, "linear" if first.scale else "none")
    same = sum(one == other for one, other in said)
    apart = sum(distances) / len(distances) if distances else None
    return QuestionAgreement(first.question, first.text, len(said), same, apart, found)


def _category(answer: ScoreAnswer) -> str:
    """Return what an answer counts as; a mark as its number, whatever it was written like."""
    mark = _mark(answer) if answer.scale else None
    return str(mark) if mark is not None else "\n".join(sorted(answer.values))
