"""A card as rows: what one hears, then what the page says of it; knows no Textual."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from playbook.library.prose_diff import word_diff
from playbook.plays.fields import fill
from playbook.practice.queue import Due
from playbook.practice.words import WHY
from playbook.records.coaching import Grade
from tui.commands import Command
from tui.diff_rows import as_it_reads, diff_rows
from tui.markdown_rows import markdown_rows
from tui.rows import Row, Span, fold

WIDEST = 76
"""Cells of a card; a longer line is hard to say."""
GRADES: tuple[Grade, ...] = ("again", "hard", "good", "easy")
KINDS = {"objection": "An objection", "talk-track": "A talk track"}


def grade_keys(command: Command) -> list[Command]:
    """Return the command that grades as one for each grade: the key bar says which digit is which."""
    return [replace(command, keys=key, label=grade) for key, grade in zip("1234", GRADES, strict=True)]


def _lines(width: int, *spans: Span) -> list[Row]:
    return [Row(line) for line in fold(list(spans), width)]


def _head(due: Due, stage: str, width: int) -> list[Row]:
    parts = [WHY[due.why], KINDS[due.card.kind], *([stage] if stage else [])]
    rows = _lines(width, (" · ".join(parts), "dim"))
    rows.append(Row(()))
    if due.card.kind == "talk-track":
        return [*rows, *_lines(width, (due.card.title, "h2"))]
    return [*rows, *_lines(width, (f"“{due.card.ask}”", "h2"))]


def _well(due: Due, name_of: Callable[[str], str], width: int) -> list[Row]:
    last = due.memory.last if due.memory else None
    if last is None or not last.well:
        return []
    who = f", with {name_of(last.partner)}" if last.partner else ""
    return [Row(()), *_lines(width, (f"What went well last time{who}: ", "dim"), (last.well, ""))]


def asked_rows(due: Due, stage: str, width: int, name_of: Callable[[str], str]) -> list[Row]:
    """Return a card with its answer covered."""
    width = min(width, WIDEST)
    say = (
        "Say your answer aloud, as you would on the phone."
        if due.card.kind == "objection"
        else (f"You are at “{due.card.ask}”. Say it aloud, in your own voice.")
    )
    rows = [*_head(due, stage, width), Row(()), *_lines(width, (say, ""))]
    if due.why == "changed":
        rows += [Row(()), *_lines(width, ("The page says it otherwise since you said it last.", "warn"))]
    return rows + _well(due, name_of, width)


def shown_rows(
    due: Due,
    stage: str,
    width: int,
    name_of: Callable[[str], str],
    fields: Mapping[str, str],
    before: str | None,
) -> list[Row]:
    """Return a card with its answer; `before` is what the page said when it was graded last, where it changed."""
    width = min(width, WIDEST)
    card = due.card
    rows = [*_head(due, stage, width), Row(())]
    if card.mine:
        rows += _lines(width, ("✎ In your own words", "mine strong"))
    rows += markdown_rows(card.answer, width, fields=fields)
    if due.why == "changed":
        rows += [Row(()), *_lines(width, ("What has changed", "h3"))]
        if before is None:
            rows += _lines(width, ("What it said before is not known any more.", "dim"))
        else:
            segments = word_diff(fill(before, fields), fill(card.answer, fields))
            rows += diff_rows(as_it_reads(segments), width)
    if card.notes:
        rows += [
            Row(()),
            *_lines(width, ("Beside it", "h3")),
            *markdown_rows(card.notes, width, fields=fields),
        ]
    return rows + _well(due, name_of, width)


def buyer_rows(
    due: Due, stage: str, width: int, fields: Mapping[str, str], buyer: str, seller: str
) -> list[Row]:
    """Return a card for who plays the buyer and holds the screen: what to say, and what to listen for."""
    width = min(width, WIDEST)
    card = due.card
    rows = _lines(width, (f"For {buyer} alone, who plays the buyer. {seller} does not look.", "warn"))
    rows += [Row(()), *_head(due, stage, width), Row(())]
    say = (
        "Say it as a customer would, in your own words. Do not let go at the first answer: ask back once."
        if card.kind == "objection"
        else f"You are on the phone, at “{card.ask}”. Pick up, and let {seller} talk."
    )
    rows += _lines(width, (say, ""))
    rows += [
        Row(()),
        *_lines(width, ("What to listen for", "h3")),
        *markdown_rows(card.answer, width, fields=fields),
    ]
    if card.notes:
        rows += [Row(()), *markdown_rows(card.notes, width, fields=fields)]
    return rows
