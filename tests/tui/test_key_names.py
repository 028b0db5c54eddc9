"""How keys are written for people, what a text says of them, and what changed in a page as rows."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import pytest

from playbook.runs.ending import Ending
from playbook.runs.views import RunView
from tui.commands import Command, as_they_come, bindings, every_shown, first_shown, key_name, keyed
from tui.debrief_items import step_beside
from tui.diff_rows import diff_rows
from tui.ending_items import AGAIN, HINTS, ending_items
from tui.form_rows import Item
from tui.rows import width_of

TODAY = date(2026, 11, 20)
SKIP = Command("call.skip-it", "s,f6", "skip", "Skip the step.")
DIGITS = Command("call.answer", "1,2,3", "answer", "Choose.", each=True)


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("enter", "⏎"), ("escape", "esc"), ("f2", "F2"), ("f12", "F12"), ("f", "f"), ("ctrl+p", "^p"),
        ("ctrl+enter", "^⏎"), ("alt+up", "alt+↑"), ("question_mark", "?"), ("dollar_sign", "$"),
        ("no_such_name", "no_such_name"), ("x", "x"), ("G", "G"), ("", ""),
    ],
)  # fmt: skip
def test_a_key_is_written_as_it_stands_on_the_keyboard(key: str, shown: str) -> None:
    assert key_name(key) == shown


@pytest.mark.parametrize(
    ("keys", "each", "first", "every"),
    [
        ("s,f6", False, "s", "s F6"),
        ("enter,enter", False, "⏎", "⏎"),
        ("1,2,3,4", True, "1-4", "1-4"),
        ("1,2", True, "1 2", "1 2"),
        ("1,3,5", True, "1 3 5", "1 3 5"),
        ("1,2,3,a,b,c", True, "1-3 a-c", "1-3 a-c"),
        ("a,b,c,1,2,3", True, "1-3 a-c", "1-3 a-c"),
        ("up,down,left", True, "↑ ↓ ←", "↑ ↓ ←"),
        ("", False, "", ""),
    ],
)
def test_several_keys_are_written_together(keys: str, each: bool, first: str, every: str) -> None:
    assert (first_shown(keys, each=each), every_shown(keys, each=each)) == (first, every)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{call.skip-it} skips.", "s skips."),
        ("{call.answer} or {call.skip-it}", "1-3 or s"),
        ("{call.gone} stays", "call.gone stays"),
        ("{{account.name}} is a field", "{{account.name}} is a field"),
        ("{on} {Call.Skip} {} {a}", "{on} {Call.Skip} {} {a}"),
        ("", ""),
    ],
)
def test_a_text_names_the_key_in_place_of_the_command(text: str, said: str) -> None:
    assert keyed(text, as_they_come([SKIP, DIGITS])) == said


@pytest.mark.parametrize(
    ("facts", "rebound"),
    [
        ({}, True),
        ({"fixed": True}, False),
        ({"each": True}, False),
        ({"keys": "q,escape"}, False),
        ({"keys": ""}, True),
    ],
)
def test_answers_and_the_way_out_keep_their_keys(facts: dict[str, Any], rebound: bool) -> None:
    command = Command(**{"id": "a.b", "keys": "s", "label": "l", "help": "h", **facts})
    assert command.can_be_rebound is rebound
    assert (command.binding().id == "a.b") is rebound


def test_a_command_without_keys_has_no_binding_and_its_verb_is_a_methods_name() -> None:
    assert bindings([Command("a.b", "", "l", "h")]) == []
    assert [one.key for one in bindings([SKIP, DIGITS])] == ["s,f6", "1", "2", "3"]
    assert (SKIP.verb, SKIP.shown, SKIP.all_shown) == ("skip_it", "s", "s F6")
    assert SKIP.binding("other()").action == "other()"


# What changed


def told(*segments: tuple[Any, str], width: int = 60) -> list[str]:
    return [row.text for row in diff_rows(segments, width)]


def test_a_change_can_be_read_without_its_colour() -> None:
    rows = diff_rows([("same", "Say "), ("removed", "hello"), ("added", "hi"), ("same", " first.")], 60)
    assert rows[0].text == "Say −hello +hi first."
    assert [style for _, style in rows[0].spans] == ["", "old", "gone", "", "new", "added", ""]


@pytest.mark.parametrize("segments", [(), (("same", "a\nb\nc"),), (("added", "\n\n"),), (("removed", "  "),)])
def test_where_no_word_changed_nothing_is_shown(segments: tuple[tuple[Any, str], ...]) -> None:
    assert told(*segments) == []


def test_a_line_stands_around_each_change_and_what_lies_between_is_left_out() -> None:
    middle = "\n".join(f"line {number}" for number in range(1, 9))
    between = ("same", f"\n{middle}\n")
    assert told(("same", "a\nb\n"), ("added", "new"), between, ("removed", "old"), ("same", "\nz\n")) == [
        "b", "+new", "line 1", "…", "line 8", "−old", "z",
    ]  # fmt: skip


def test_changes_that_are_near_have_no_gap_and_the_end_no_dots() -> None:
    assert told(("added", "a"), ("same", "\nb\nc\n"), ("added", "d"), ("same", "\ne\nf\ng")) == [
        "+a", "b", "c", "+d", "e",
    ]  # fmt: skip


def test_each_line_of_a_long_change_is_marked_by_itself() -> None:
    assert told(("added", "one\n\ntwo")) == ["+one", "", "+two"]


@pytest.mark.parametrize("width", [4, 11, 40])
def test_a_change_never_runs_out_of_the_pane(width: int) -> None:
    rows = told(("same", "日本語 " * 9), ("added", "x\x1b[2J" * 30), ("same", "\nend"), width=width)
    assert max(map(width_of, rows)) <= width
    assert not any("\x1b" in text for text in rows)


# How it ended


def asked(connect: str = "connected", commitment: str = "", exit_text: str = "", **ended: Any) -> list[Item]:
    view = cast("RunView", SimpleNamespace(ending=Ending(**ended), connect=connect))
    return list(ending_items(view, commitment, exit_text, TODAY))


@pytest.mark.parametrize(("connect", "label"), AGAIN.items())
def test_a_call_that_reached_nobody_asks_only_when_to_try_again(connect: str, label: str) -> None:
    items = asked(connect, "Brings the bill", "They name it", result="advance", next="Ring")
    assert [(item.id, item.label) for item in items] == [("next_date", label), ("note", "Anything to note?")]


@pytest.mark.parametrize(
    ("facts", "more"),
    [
        ({}, []),
        ({"result": "not-now"}, ["result_until"]),
        ({"result": "advance", "result_until": "2026-12-01"}, []),
        ({"commitment": "Brings the bill"}, ["commitment"]),
        ({"exit_text": "They name it."}, ["exit_proof"]),
        ({"next": "Ring"}, ["next_date"]),
        ({"next_date": "2026-12-01"}, ["next_date"]),
    ],
)
def test_only_what_applies_is_asked(facts: dict[str, Any], more: list[str]) -> None:
    always = {"result", "cut_short", "next", "note"}
    ids = [item.id for item in asked(**facts)]
    assert [id_ for id_ in ids if id_ not in always] == more
    assert always <= set(ids) <= set(HINTS) and ids[-1] == "note"


@pytest.mark.parametrize(
    ("day", "aside"),
    [
        ("2026-11-20", "Fri, today"), ("2026-11-21", "Sat, tomorrow"), ("2026-11-24", "Tue, in 4 days"),
        ("2026-11-18", "Wed, 2 days late"), ("", ""), ("soon", ""),
    ],
)  # fmt: skip
def test_a_day_is_said_as_it_was_understood(day: str, aside: str) -> None:
    item = next(item for item in asked("voicemail", next_date=day) if item.id == "next_date")
    assert (item.text, item.aside) == (day, aside)


def test_what_was_not_said_is_not_chosen_but_a_call_is_whole_until_it_is_cut_short() -> None:
    chosen = {item.id: item.chosen for item in asked(commitment="x") if item.kind == "choice"}
    assert chosen == {"result": frozenset(), "commitment": frozenset(), "cut_short": frozenset([""])}
    cut = {item.id: item.chosen for item in asked(result="closed", cut_short=True) if item.kind == "choice"}
    assert cut == {"result": frozenset(["closed"]), "cut_short": frozenset(["yes"])}


IDS = ["step:a", "todo:a/x", "question:a/y", "step:b", "result", "next", "note"]


@pytest.mark.parametrize(
    ("here", "by", "goes"),
    [
        ("step:a", 1, "step:b"), ("todo:a/x", 1, "step:b"), ("step:b", 1, "result"), ("note", 1, "note"),
        ("note", -1, "result"), ("question:a/y", -1, "step:a"), ("step:a", -1, "step:a"), ("gone", 1, "step:b"),
    ],
)  # fmt: skip
def test_the_next_step_is_gone_to_by_its_beginning(here: str, by: int, goes: str) -> None:
    assert step_beside(IDS, here, by) == goes


def test_in_an_empty_form_one_stays() -> None:
    assert step_beside([], "result", 1) == "result"
