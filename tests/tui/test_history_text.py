"""A page over time as text: who, when, why, and whose each line is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from playbook.library.page_history import Change, Line
from playbook.library.repository import Revision
from playbook.reviewing.detail import Said
from tui.history_text import GUTTER, blame_rows, change_cells, change_rows, difference_rows, line_rows
from tui.rows import Row, width_of

TODAY = date(2026, 11, 20)
FIRST = Revision(
    "a" * 40, datetime(2026, 11, 17, 12, tzinfo=UTC), "Wren", "wren@e.example", "Say the price", "p.md"
)
SECOND = Revision(
    "b" * 40, datetime(2025, 3, 4, 12, tzinfo=UTC), "Dana", "dana@e.example", "Begin", "p.md", "c" * 40
)
HEARD = Change(
    FIRST, ("7f3q8k0000000000",), (("marketing", "Sam"), ("sales", "Lee")), "R-12", "They ask at once."
)
BARE = Change(SECOND)
SAID = Said("7f3q8k0000000000", "Too late", "Later.", "hard-to-say", "lee", "Acme", is_here=True)


def name_of(id_: str) -> str:
    return id_.title()


def texts(rows: list[Row]) -> list[str]:
    return [row.text for row in rows]


def cells(change: Change, *, marked: bool = False, first: bool = False) -> str:
    return change_cells(change, TODAY, marked=marked, first=first)[0].plain


def test_a_revision_of_the_list_says_who_and_when_above_what() -> None:
    assert cells(BARE) == "  4 Mar 2025 · Dana\n  Begin"
    assert cells(HEARD) == "  3 days ago · Wren · 1 feedback · ✓ Sam, Lee\n  Say the price"


@pytest.mark.parametrize(
    ("marked", "first", "mark"),
    [(False, False, "  "), (False, True, "● "), (True, False, "◆ "), (True, True, "◆ ")],
)
def test_the_marked_and_the_newest_revision_can_be_told(marked: bool, first: bool, mark: str) -> None:
    assert cells(BARE, marked=marked, first=first).startswith(f"{mark}4 Mar")


def test_who_approved_for_both_sides_is_named_once() -> None:
    twice = replace(BARE, approvals=(("sales", "Lee"), ("author", "Lee")))
    assert cells(twice).splitlines()[0].endswith("· ✓ Lee")


def test_what_a_commit_says_cannot_steer_the_terminal() -> None:
    hostile = Change(replace(FIRST, author="W\x1b[2Jren\nx", subject="a\x1b]0;b\x07\r\nc"))
    shown = cells(hostile)
    assert "\x1b" not in shown and "\x07" not in shown
    assert shown.count("\n") == 1, "two lines, whatever the author and the subject hold"
    told = "".join(texts(change_rows(hostile, 60, (), name_of)))
    assert "\x1b" not in told and "\r" not in told


def test_one_revision_is_told_whole() -> None:
    assert texts(change_rows(HEARD, 80, [SAID], name_of, " · now")) == [
        "Say the price",
        "Wren · Tue 17 Nov 2026 · aaaaaaaaaa · now",
        "",
        "They ask at once.",
        "",
        "Review R-12",
        "✓ marketing: Sam",
        "✓ sales: Lee",
        "",
        "Because of",
        "F-7F3Q8K hard to say: “Too late” about “Later.” – Lee at Acme",
    ]


def test_a_revision_of_which_nothing_is_known_has_two_lines() -> None:
    assert texts(change_rows(BARE, 80, (), name_of)) == ["Begin", "Dana · Tue 4 Mar 2025 · bbbbbbbbbb"]


def test_feedback_that_is_not_here_says_so_and_nothing_of_itself() -> None:
    hidden = Said("7f3q8k0000000000", "secret", "secret", "wrong", "lee", "Acme")
    last = change_rows(BARE, 80, [hidden], name_of)[-1].text
    assert last == "F-7F3Q8K: not on this device, or not for you to read."


@pytest.mark.parametrize("width", [12, 20, 41])
def test_a_revision_never_runs_out_of_its_pane(width: int) -> None:
    wide = replace(HEARD, why="日本語の理由 " * 9)
    rows = change_rows(wide, width, [SAID], name_of)
    assert max(width_of(row.text) for row in rows) <= width


def test_nothing_that_differs_is_said_in_words() -> None:
    assert texts(difference_rows("a → b", (), (), 60)) == ["", "a → b", "Nothing differs in the words."]


def test_facts_and_words_that_differ_follow_each_other() -> None:
    rows = difference_rows("a → b", [(("same", "Stage: now close"),)], [("same", "We "), ("added", "do")], 60)
    assert texts(rows) == ["", "a → b", "Stage: now close", "We +do"]
    assert {style for _, style in rows[2].spans} == {"change"}
    only = difference_rows("a → b", [(("same", "Stage: now close"),)], (), 60)
    assert "Nothing differs in the words." not in texts(only)


def test_whose_a_line_is_is_said_once_for_lines_of_one_change() -> None:
    lines = [Line(1, "# P", BARE), Line(2, "", BARE), Line(3, "It costs 9.", HEARD), Line(4, "End", BARE)]
    rows = blame_rows(lines, 60, TODAY)
    assert texts(rows) == [
        "  4 Mar 2025  Dana       │ # P",
        "                         │  ",
        "F 3 days ago  Wren       │ It costs 9.",
        "  4 Mar 2025  Dana       │ End",
    ]
    assert [row.line for row in rows] == [1, 2, 3, 4]
    assert [row.spans[0][1] for row in rows] == ["dim", "dim", "", "dim"], "feedback stands out"


def test_a_long_line_goes_on_under_itself_with_its_number() -> None:
    rows = blame_rows([Line(7, "word " * 20, HEARD)], 60, TODAY)
    assert len(rows) > 2 and {row.line for row in rows} == {7}
    assert all(row.text.startswith(" " * (GUTTER - 2) + "│ ") for row in rows[1:])
    assert max(width_of(row.text) for row in rows) <= 60


@pytest.mark.parametrize("author", ["日本太郎とその仲間たち", "A" * 300, "", "\x1b[2J", "a\nb"])
def test_the_gutter_is_as_wide_whoever_wrote_it(author: str) -> None:
    row = blame_rows([Line(1, "x", Change(replace(FIRST, author=author)))], 60, TODAY)[0]
    assert width_of(row.spans[0][0]) == GUTTER - 3
    assert row.text.endswith("│ x") and "\x1b" not in row.text


def test_a_page_without_lines_has_no_rows() -> None:
    assert blame_rows([], 60, TODAY) == []


def test_a_line_names_the_accounts_behind_it() -> None:
    line = Line(3, "It costs 9.", HEARD)
    told = texts(line_rows(line, 80, [SAID], name_of, {"Acme": 2, "Bolt": 1}))
    assert told[-1] == "Accounts behind it: Acme, Bolt"
    assert not any("Accounts" in text for text in texts(line_rows(line, 80, [SAID], name_of, {})))
