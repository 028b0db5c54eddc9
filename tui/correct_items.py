"""What can be corrected of a finished run, as a form: how it ended, its answers, its notes; knows no Textual."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from playbook.records.model import Run, RunAnswer, TimedText
from playbook.runs.ending import Ending
from tui.call_lines import clock_text
from tui.ending_items import INDENT, ending_items
from tui.form_rows import Item, Option
from tui.inline_spans import plain_words

if TYPE_CHECKING:
    from playbook.plays.model import Page, Question

LABEL = "Question"
"""What stands beside a question of the play, in the column of what is asked about the end."""
ENDING = (
    "result",
    "result_until",
    "commitment",
    "commitment_by",
    "exit_proof",
    "cut_short",
    "next",
    "next_date",
)


class Ended(NamedTuple):
    """How a finished run ended, as the questions about an end want it."""

    connect: str
    ending: Ending


def correct_items(
    run: Run, page: Page | None, exit_text: str, today: date, added: str = ""
) -> tuple[Item, ...]:
    """Return what can be corrected of `run`: its end, the questions of steps that were done, its notes.

    `page` is the revision it ran; without it only the end and the notes. `added` is the note that is being added.
    """
    said = {key: getattr(run, key) for key in ENDING}
    commitment = page.facts.commitment if page else run.commitment
    exit_text = exit_text or run.exit_proof
    ended = Ended(run.connect, Ending(**said, note=added))
    *about_end, new_note = ending_items(ended, commitment, exit_text, today)
    notes = [
        Item(
            f"note:{place}",
            "text",
            f"Note at {clock_text(note.seconds)}",
            text=note.text,
            gap=True,
            indent=INDENT,
        )
        for place, note in enumerate(run.notes)
    ]
    return (*about_end, *_answers(run, page), *notes, new_note)


def _answers(run: Run, page: Page | None) -> list[Item]:
    done = {step.id for step in run.steps if step.state == "done"}
    given = {answer.question: answer.values for answer in run.answers}
    return [
        _question(question, given.get(question.id, ()))
        for step in (page.steps if page else ())
        for question in step.questions
        if step.id in done or question.id in given
    ]


def _question(question: Question, values: Sequence[str]) -> Item:
    id_, about = f"question:{question.id}", plain_words(question.text)
    if question.choose == "text":
        return Item(id_, "text", LABEL, about, text=" ".join(values), indent=INDENT, gap=True)
    return Item(
        id_,
        "many" if question.choose == "many" else "choice",
        LABEL,
        about,
        options=tuple(Option(answer.id, plain_words(answer.text)) for answer in question.answers),
        chosen=frozenset(values),
        indent=INDENT,
        gap=True,
    )


def said_of(run: Run, item: Item, value: str) -> dict[str, Any]:
    """Return the change of `run` that a choice or a text for `item` is: keys of a Run → new values.

    A choice that is made again is taken back, of several as of one; an emptied text takes the answer back.
    """
    kind, _, own = item.id.partition(":")
    if kind == "question":
        if item.kind == "many":
            values = [
                option.value
                for option in item.options
                if (option.value == value) != (option.value in item.chosen)
            ]
        else:
            values = [] if not value or value in item.chosen else [value]
        return {"answers": _with_answer(run.answers, own, values)}
    if kind == "note" and own:
        notes = [TimedText(note.seconds, note.text, note.step) for note in run.notes]
        notes[int(own)] = TimedText(notes[int(own)].seconds, value, notes[int(own)].step)
        return {"notes": notes}
    return {item.id: bool(value) if item.id == "cut_short" else value}


def _with_answer(answers: Sequence[RunAnswer], question: str, values: Sequence[str]) -> list[RunAnswer]:
    by = next((answer.by for answer in answers if answer.question == question), "")
    new = [RunAnswer(question, tuple(values), by)] if values else []
    if not any(answer.question == question for answer in answers):
        return [*answers, *new]
    return [one for answer in answers for one in (new if answer.question == question else [answer])]
