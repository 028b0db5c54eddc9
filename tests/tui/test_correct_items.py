"""What of a finished run can be corrected, and what a choice or a text there changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import msgspec
import pytest

from playbook.plays.parse import parse_page
from playbook.records.model import Run, RunAnswer, RunStep, TimedText
from tui.correct_items import correct_items, said_of
from tui.form_rows import Item, Option, form_of

TODAY = date(2026, 11, 22)
PAGE = parse_page("# Call\n\n## Open\n\n- Who is *there*?\n\n### What?\n\n## Skipped\n\nx\n", "plays/call.md")


def run(**said: Any) -> Run:
    facts: dict[str, Any] = {
        "id": "r1", "play": "plays/call", "title": "Call", "blob": "b", "started": "2026-11-20T10:00:00Z",
        "ended": "2026-11-20T10:10:00Z", "seconds": 600.0, "rep": "lee", "result": "advance",
    }  # fmt: skip
    return Run(**(facts | said))


def ids(made: Run, **how: Any) -> list[str]:
    return [item.id for item in correct_items(made, None, how.get("exit_text", ""), TODAY)]


def changed(made: Run, item: Item, value: str) -> Run:
    said = said_of(made, item, value)
    return msgspec.structs.replace(
        made, **{k: tuple(v) if isinstance(v, list) else v for k, v in said.items()}
    )


def test_without_its_page_the_end_and_the_notes_can_be_corrected() -> None:
    notes = (TimedText(65.0, "Ring on Monday", "open"),)
    assert ids(run(notes=notes)) == ["result", "cut_short", "next", "note:0", "note"]
    assert "commitment" in ids(run(commitment="done")), "it was said, so it can be said anew"
    assert "exit_proof" in ids(run(exit_proof="“We lose a day”"))
    assert ids(run(connect="voicemail", result="")) == ["next_date", "note"]


def test_a_note_keeps_its_time_and_its_step() -> None:
    made = run(notes=(TimedText(65.0, "Ring", "open"), TimedText(70.0, "Write", "")))
    item = next(one for one in correct_items(made, None, "", TODAY) if one.id == "note:1")
    assert (item.label, item.text) == ("Note at 1:10", "Write")
    assert changed(made, item, "Wrote").notes == (
        TimedText(65.0, "Ring", "open"),
        TimedText(70.0, "Wrote", ""),
    )


def test_all_that_can_be_corrected_stands_in_two_columns() -> None:
    page = parse_page(
        "# Call\n\n## Open\n\n> Hi.\n\n### May I?\n\n- Yes\n- No\n\n### What?\n\n## Close\n", "plays/call.md"
    )
    made = run(
        notes=(TimedText(65.0, "Ring", "open"),),
        steps=(RunStep("open", "done"),),
        answers=(RunAnswer("open/may-i", ("yes",)),),
    )
    rows = [
        row.text for row in form_of(correct_items(made, page, "", TODAY), "", 80).rows if row.text.strip()
    ]
    assert rows == [
        "  How did it end?   1 ● advance   2 ○ continuation   3 ○ not now until …",
        "                    4 ○ declined   5 ○ disqualified   6 ○ closed",
        "  Cut short?        1 ○ yes   2 ● no",
        "  Next step         –",
        "  Question          May I?",
        "                    1 ● Yes   2 ○ No",
        "  Question          What?",
        "                    –",
        "  Note at 1:05      Ring",
        "  Anything to note? –",
    ]


QUESTION = Item("question:open/who", "choice")


def test_an_answer_is_changed_where_it_stands_with_who_said_it_and_taken_back() -> None:
    made = run(answers=(RunAnswer("open/who", ("a",), "petra"), RunAnswer("open/what", ("x",))))
    item = replace(QUESTION, chosen=frozenset("a"))
    assert changed(made, item, "b").answers == (
        RunAnswer("open/who", ("b",), "petra"),
        RunAnswer("open/what", ("x",)),
    )
    assert changed(made, item, "").answers == (RunAnswer("open/what", ("x",)),)


def test_an_answer_that_was_forgotten_is_added_at_the_end() -> None:
    made = run(answers=(RunAnswer("open/what", ("x",)),))
    assert changed(made, QUESTION, "b").answers[-1] == RunAnswer("open/who", ("b",))
    assert changed(made, QUESTION, "").answers == made.answers


@pytest.mark.parametrize(("pressed", "values"), [("b", ("a", "b")), ("a", ())])
def test_of_several_each_is_ticked_and_taken_off(pressed: str, values: tuple[str, ...]) -> None:
    item = Item(
        "question:open/who",
        "many",
        options=(Option("a", "A"), Option("b", "B")),
        chosen=frozenset("a"),
    )
    made = run(answers=(RunAnswer("open/who", ("a",)),))
    assert [answer.values for answer in changed(made, item, pressed).answers] == ([values] if values else [])


def test_only_questions_of_steps_that_were_done_or_answered_are_asked() -> None:
    done = run(steps=(RunStep("open", "done"), RunStep("skipped", "skipped")))
    asked = [item.id for item in correct_items(done, PAGE, "", TODAY)]
    questions = [question.id for step in PAGE.steps for question in step.questions if step.id == "open"]
    assert [id_ for id_ in asked if id_.startswith("question:")] == [f"question:{id_}" for id_ in questions]
    assert not any(item.id.startswith("question:") for item in correct_items(run(), PAGE, "", TODAY))
