"""A line of News, and what stands beside it before anything is read."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import pytest

from playbook.feed import NewsKind, NewsLine
from playbook.library.prose_diff import word_diff
from tui.news_rows import (
    KINDS,
    WHAT_TO_DO,
    cells,
    change_rows,
    day_of,
    detail_rows,
    others_cells,
    others_rows,
)

TODAY = date(2026, 11, 23)


def line(kind: NewsKind = "changed", **facts: Any) -> NewsLine:
    given: dict[str, Any] = {"id": "plays/a", "title": "First discovery", "at": "2026-11-20T10:00:00.000Z"}
    return NewsLine(kind, **(given | facts))


def told(one: NewsLine) -> list[str]:
    return [cell.plain for cell in cells(one, TODAY)]


def beside(one: NewsLine, width: int = 70) -> list[str]:
    return [row.text for row in detail_rows(one, width, name_of=str.title, keys=lambda id_: f"<{id_}>")]


def test_every_kind_has_a_word_and_something_to_do() -> None:
    assert set(KINDS) == set(WHAT_TO_DO) == set(get_args(NewsKind))


def test_unread_is_a_dot_and_bold_and_read_is_neither() -> None:
    fresh, old = cells(line(), TODAY), cells(line(read=True), TODAY)
    assert fresh[0].plain == "●" and all(cell.style == "bold" for cell in fresh)
    assert old[0].plain == " " and all(cell.style == "" for cell in old)


def test_a_changed_page_says_what_when_and_which() -> None:
    sign, what, when, title = told(line())
    assert (sign, what, title) == ("●", "changed", "First discovery")
    assert when


@pytest.mark.parametrize(("action", "goes"), [("answer", True), ("decline", False)])
def test_what_was_declined_is_not_offered_to_be_not_right_yet(action: str, goes: bool) -> None:
    read = beside(line("answer", text="No.", action=action, read=True))
    assert any("<news.thanks> says thanks" in row for row in read)
    assert any("<news.not-yet>" in row for row in read) is goes


def test_an_answer_stands_before_what_i_said() -> None:
    assert (
        told(line("answer", title="Who rings?", feedback="f1", text="It\nstays."))[3]
        == "It stays. ← you: Who rings?"
    )


@pytest.mark.parametrize("at", ["", "no time", "2026-13-45T00:00:00Z"])
def test_a_time_that_cannot_be_read_is_left_out(at: str) -> None:
    assert day_of(line(at=at)) is None
    assert told(line(at=at))[2] == ""


def test_titles_from_outside_stay_on_their_line() -> None:
    assert all("\n" not in cell and "\x1b" not in cell for cell in told(line(title="a\nb\x1b[2J")))


def test_pages_of_others_are_counted_on_one_line_and_listed_beside_it() -> None:
    behind = [line(title="One"), line("added", title="Two\nlines")]
    assert [cell.plain for cell in others_cells(behind, whole=False)] == [
        "▸", "others", "2", "Pages you neither use nor own",
    ]  # fmt: skip
    assert others_cells(behind, whole=True)[0].plain == "▾"
    shown = [row.text for row in others_rows(behind, 90, lambda id_: f"<{id_}>")]
    assert shown[0] == "2 changes of pages that you neither use nor own"
    assert "<news.open>" in shown[1] and "<news.all>" in shown[1]
    assert shown[3:] == ["changed: One", "new: Two lines"]


def test_a_page_says_who_changed_it_and_why() -> None:
    shown = beside(line(by="dana", text="Reword the opener"))
    assert shown[0] == "First discovery"
    assert shown[1].startswith("Dana · ") and "Reword the opener" in shown
    assert "<news.open> reads the page; <news.read> takes it as read." in shown


def test_an_answer_says_what_it_was_about_unless_i_said_just_that() -> None:
    asked = line(
        "question", title="Who rings?", feedback="f1", quote="Ring them", text="Which site?", by="dana"
    )
    shown = beside(asked)
    assert shown[:2] == ["You said: Who rings?", "About: “Ring them”"]
    assert any(text.startswith("Dana asks · ") for text in shown) and "Which site?" in shown
    assert "<news.reply> replies; <news.open> shows its place in the play." in shown
    same = beside(line("answer", title="Ring them", feedback="f1", quote="Ring them", text="Yes", by="dana"))
    assert not any(text.startswith("About") for text in same)
    assert any(text.startswith("Dana answered · ") for text in same)


def test_what_was_read_can_only_be_opened() -> None:
    assert beside(line(read=True))[-1] == "<news.open> opens it."


@pytest.mark.parametrize("kind", get_args(NewsKind))
def test_no_key_is_left_as_a_name(kind: NewsKind) -> None:
    assert "{" not in " ".join(beside(line(kind)))


def test_facts_stand_before_the_words_that_changed() -> None:
    segments = word_diff("Ask for a third.\n", "Ask for a quarter.\n")
    shown = [row.text for row in change_rows([(("same", "minutes: 5 → 6"),)], segments, 60)]
    assert shown[:2] == ["minutes: 5 → 6", ""]
    assert any("third" in text and "quarter" in text for text in shown[2:])
    assert [row.text for row in change_rows([(("same", "minutes: 5 → 6"),)], [], 60)] == ["minutes: 5 → 6"]
    assert change_rows([], [], 60) == []
