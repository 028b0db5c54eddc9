"""What was scored, as reports tell it: beside each other, never as one figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from playbook.clock import shown_day
from playbook.coaching.agreeing import DEFINITION, QuestionAgreement
from playbook.coaching.cards import CardQuestion, fails, points
from playbook.coaching.scores import Scored, Standing
from playbook.records.coaching import ScoreAnswer
from playbook.reporting.model import Block, Cell, Column, Grid, Report, Section, Words
from playbook.text import count_of

LONGEST = 400
"""Letters of a text in a report; the run's own page has all of it."""


def scores_section(found: Iterable[Standing], name_of: Callable[[str], str]) -> Section:
    """Return the scores of a person's runs, the latest first; hidden ones are told as hidden."""
    rows: list[tuple[Cell, ...]] = []
    hidden = 0
    for one in found:
        rows += [_row(one, scored, name_of) for scored in one.shown]
        hidden += bool(one.hidden)
    blocks: list[Block] = []
    if rows:
        columns = (
            Column("run", "Run", only_data=True),
            Column("card", "Card"),
            Column("at", "When", "day"),
            Column("by", "By"),
            Column("said", "Said"),
        )
        blocks.append(Grid("scores", columns, tuple(rows)))
    if hidden:
        blocks.append(
            Words(f"{count_of(hidden, 'run')} scored by somebody else: shown once you have too.", "dim")
        )
    return Section("Score cards", tuple(blocks))


def _row(one: Standing, scored: Scored, name_of: Callable[[str], str]) -> tuple[Cell, ...]:
    said = "withdrawn" if scored.withdrawn else points(scored.answers)
    return (one.run, one.title, shown_day(scored.at), name_of(scored.by), said)


def standing_blocks(one: Standing, name_of: Callable[[str], str]) -> list[Block]:
    """Return how a run was scored on one card, all answers of one question below each other."""
    blocks: list[Block] = [Words(one.title, "strong")]
    if one.words:
        blocks.append(Words(one.words, "dim"))
    asked: dict[str, list[tuple[str, ScoreAnswer]]] = {}
    for scored in one.shown:
        name = name_of(scored.by)
        notes = [f"said anew {count_of(scored.corrections, 'time')}"] if scored.corrections else []
        notes += ["not blind"] if scored.blind is None else []
        notes += ["withdrawn"] if scored.withdrawn else []
        if notes:
            blocks.append(Words(f"{name}: {', '.join(notes)}.", "dim"))
        for answer in () if scored.withdrawn else scored.answers:
            asked.setdefault(answer.question, []).append((name.split(" ")[0], answer))
    for answers in asked.values():
        first = answers[0][1]
        said = " · ".join(f"{name} {_said(answer)}" for name, answer in answers)
        apart = first.kind != "text" and len({answer.values for _, answer in answers}) > 1
        blocks.append(Words(f"{first.text}  {said}", "warn" if apart else ""))
    return blocks


def _said(answer: ScoreAnswer) -> str:
    said = ", ".join(answer.words or answer.values) or "–"
    said = said if len(said) <= LONGEST else f"{said[:LONGEST]} …"
    return f"{said} FAILED" if fails(answer) else said


def card_report(
    title: str, questions: Sequence[CardQuestion], agreed: Sequence[QuestionAgreement], scored: int
) -> Report:
    """Return a card with its guide, and how far two who scored blind agree on each question."""
    by_question = {one.question: one for one in agreed}
    blocks: list[Block] = [Words(f"{count_of(scored, 'run')} scored on it, as far as you may see.", "dim")]
    for number, one in enumerate(questions, 1):
        blocks.append(Words(f"{number}  {one.text}{' (auto-fail)' if one.auto_fail else ''}", "strong"))
        blocks.append(Words(one.asks))
        if one.guide:
            blocks.append(Words(one.guide, "dim"))
        if one.id in by_question:
            blocks.append(Words(f"Agreement: {by_question[one.id].words}", "good"))
    if agreed:
        blocks.append(Words(DEFINITION, "dim"))
    return Report(title, "", (Section("", tuple(blocks)),))
