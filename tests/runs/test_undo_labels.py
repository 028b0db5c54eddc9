"""What undo would take back, in words; answers in the page's words; and Today's lines in the order to work in."""

from __future__ import annotations

from datetime import date

import pytest

from playbook.plays.model import END
from playbook.runs.fold import State
from playbook.runs.labels import undo_label
from playbook.runs.model import Given, RunEvent
from playbook.runs.plan import Plan
from playbook.runs.values import field_values, in_words, said
from playbook.today.line import TodayLine, in_order
from tests.runs.driver import COST, FIRST_CALL, FORECAST

PLAN = Plan(FIRST_CALL)


@pytest.mark.parametrize(
    ("event", "label"),
    [
        (None, ""),
        (RunEvent(1.0, "tick", "open", "ask-who-else"), "undo: tick of “Ask who else should be here”"),
        (RunEvent(1.0, "tick", "gone", "a-thing"), "undo: tick of “a-thing”"),
        (RunEvent(1.0, "done", "show-it"), "undo: “Show it” done"),
        (RunEvent(1.0, "next", "open", to="show-it"), "undo: going on from “Open”"),
        (RunEvent(1.0, "go", "open", to="show-it"), "undo: going on to “Show it”"),
        (RunEvent(1.0, "back", "show-it", to="open"), "undo: going back to “Open”"),
        (RunEvent(1.0, "pass", "open", to=END), "undo: going on to the end"),
        (
            RunEvent(1.0, "answer", item=FORECAST.id, values=("x",)),
            "undo: answer to “How do you forecast today?”",
        ),
        (
            RunEvent(1.0, "answer", item=FORECAST.id),
            "undo: clearing the answer to “How do you forecast today?”",
        ),
        (RunEvent(1.0, "connect", text="no-answer"), "undo: “no answer”"),
        (RunEvent(1.0, "short"), "undo: short of time"),
    ],
)
def test_undo_names_what_it_would_take_back(event: RunEvent | None, label: str) -> None:
    assert undo_label(PLAN, event) == label


def test_answers_are_said_in_the_pages_words_and_unknown_ones_as_they_are() -> None:
    assert in_words(FORECAST, ["they-dont", "spreadsheets"]) == "They don't, Spreadsheets"
    assert in_words(FORECAST, ["a-new-one"]) == "a-new-one"
    assert in_words(None, ["x", "y"]) == "x, y"
    assert in_words(FORECAST, []) == ""
    assert said(PLAN, "gone/question", Given(("typed words",))) == "typed words"


def test_merge_fields_hold_answers_and_the_newest_of_one_name_counts() -> None:
    state = State("open", fields={"contact.first_name": "Juha", "account.name": ""})
    state.answers = {
        COST.id: Given(("80,000 EUR",), order=4),
        "open/how-do-you-forecast-today": Given(("by heart",), order=9),
        FORECAST.id: Given(("spreadsheets",), order=2),
    }
    assert field_values(PLAN, state) == {
        "contact.first_name": "Juha",
        "answer.what-does-a-wrong-forecast-cost-you": "80,000 EUR",
        "answer.how-do-you-forecast-today": "by heart",
    }


def test_the_open_run_is_first_then_todays_meetings_and_tomorrows_after_what_is_due() -> None:
    lines = [
        TodayLine("calendar"),
        TodayLine("goal"),
        TodayLine("meeting", due="2026-11-24", what="later"),
        TodayLine("question"),
        TodayLine("meeting", due="2026-11-23", what="now"),
        TodayLine("must-read"),
        TodayLine("open-run"),
    ]
    found = in_order(lines, date(2026, 11, 23))
    assert [line.what or line.kind for line in found] == [
        "open-run", "now", "question", "must-read", "later", "goal", "calendar",
    ]  # fmt: skip
    assert in_order([], date(2026, 11, 23)) == []
