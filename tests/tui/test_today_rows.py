"""A line of Today, and what stands beside it: every kind with its glyph, its time in words and what can be done."""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import pytest

from playbook.today.around import Around
from playbook.today.line import TodayKind, TodayLine
from tui.today_rows import ENTER, GLYPHS, WHAT_TO_DO, cell, detail_rows, hour, is_late, when

TODAY = date(2026, 11, 23)
"""A Monday."""


def line(kind: TodayKind = "next-step", **facts: Any) -> TodayLine:
    return TodayLine(kind, **facts)


def two(kind: TodayKind, **facts: Any) -> tuple[str, str]:
    """The two lines of the list."""
    above, _, below = cell(line(kind, **facts), TODAY).plain.partition("\n")
    return above.rstrip(), below.strip()


def beside(told: TodayLine, about: Around | None = None, width: int = 60, clock: str = "24h") -> list[str]:
    rows = detail_rows(
        told, about or Around(), TODAY, width, name_of=str.title, keys=lambda id_: f"<{id_}>", clock=clock
    )
    return [row.text for row in rows]


def test_every_kind_has_a_glyph_with_a_word_and_something_to_do() -> None:
    kinds = set(get_args(TodayKind))
    assert set(GLYPHS) == kinds
    assert set(WHAT_TO_DO) == kinds
    assert set(ENTER) <= kinds
    assert all(glyph[1] == " " and glyph[2:].strip() for glyph in GLYPHS.values())


@pytest.mark.parametrize(
    ("due", "words"),
    [
        ("", ""),
        ("2026-11-23", "today"),
        ("2026-11-22", "1 day late"),
        ("2026-11-21", "2 days late"),
        ("2026-11-24", "tomorrow"),
    ],
)
def test_when_something_is_due_stands_in_words(due: str, words: str) -> None:
    assert when(line(due=due), TODAY) == words
    assert is_late(line(due=due), TODAY) == ("late" in words)


@pytest.mark.parametrize(
    ("start", "end", "clock", "words"),
    [
        ("2026-11-23T10:00:00+01:00", "2026-11-23T10:30:00+01:00", "24h", "10:00–10:30"),
        ("2026-11-23T10:00:00+01:00", "2026-11-23T10:00:00+01:00", "24h", "10:00"),
        ("2026-11-23T15:05:00+01:00", "2026-11-23T16:00:00+01:00", "12h", "3:05 pm"),
        ("2026-11-23", "2026-11-24", "24h", "all day"),
        ("2026-11-24T09:00:00+01:00", "2026-11-24T10:00:00+01:00", "24h", "Tue 09:00"),
        ("2026-11-24", "2026-11-25", "24h", "Tue all day"),
    ],
)
def test_a_meeting_says_its_hours(start: str, end: str, clock: str, words: str) -> None:
    assert when(line("meeting", due=start[:10], start=start, end=end), TODAY, clock) == words


def test_an_hour_is_as_the_settings_want_it() -> None:
    assert hour("2026-11-23T00:05:00+01:00") == "00:05"
    assert hour("2026-11-23T00:05:00+01:00", "12h") == "12:05 am"
    assert hour("2026-11-23T12:00:00+01:00", "12h") == "12:00 pm"


def test_a_customer_stands_first_and_what_it_is_about_behind() -> None:
    above, below = two(
        "next-step", due="2026-11-21", what="Send the plan", title="First discovery", account_name="Kallio"
    )
    assert above == "→ next step  2 days late  Kallio · First discovery"
    assert below == "Send the plan"


def test_without_a_customer_the_play_stands_there() -> None:
    assert two("open-run", what="at “Open”", title="First discovery") == (
        "▶ open call               First discovery",
        "at “Open”",
    )


def test_what_was_answered_stands_behind_what_i_said() -> None:
    _, below = two("answer", what="It stays.", said="Who would ring you first, and who after that, and then?")
    assert below == "you: Who would ring you first, and who… → It stays."
    assert two("question", what="Which?", quote="A third")[1] == "you: A third → Which?"
    assert two("answer", what="It stays.")[1] == "It stays."


def test_a_meeting_says_where_and_with_whom_else_what_it_is_about() -> None:
    assert two("meeting", what="Kick-off", where="Room 1", people=("Petra", "Sam")) == (
        "■ meeting                 Kick-off",
        "Room 1 · Petra, Sam",
    )
    assert two("meeting", what="Kick-off", text="Bring\nthe plan")[1] == "Bring the plan"


@pytest.mark.parametrize(
    ("tab", "words"),
    [
        ("overdue", "the promised time is over, and reps wait"),
        ("new", "nobody has taken them on yet"),
        ("ready", "the reps behind them wait to hear"),
        ("", ""),
    ],
)
def test_a_count_of_the_desk_says_what_it_means(tab: str, words: str) -> None:
    assert two("desk", what="3 overdue", tab=tab) == ("≡ desk                    3 overdue", words)


def test_runs_and_a_broken_calendar_say_the_rest_below() -> None:
    assert two("runs", what="Lee Park: 3 runs to look at") == (
        "≡ runs                    Lee Park",
        "3 runs to look at",
    )
    assert two("calendar", what="work.ics: line 4 is no date")[1] == "line 4 is no date"
    assert two("unread", what="A call under way could not be read: it is kept in /d/x.json") == (
        "✗ open call               A call under way could not be read",
        "it is kept in /d/x.json",
    )


def test_what_comes_from_outside_never_breaks_the_two_lines() -> None:
    shown = cell(line(what="a\nb\x1b[31m", account_name="K\nL", title="x\ty"), TODAY).plain
    assert shown.count("\n") == 1 and "\x1b" not in shown


def test_what_is_late_has_the_colour_that_is_given() -> None:
    late = cell(line(due="2026-11-20", what="x"), TODAY, warning="red")
    assert any("red" in str(span.style) for span in late.spans)
    fine = cell(line(due="2026-11-23", what="x"), TODAY, warning="red")
    assert not any("red" in str(span.style) for span in fine.spans)


# Beside it


def test_facts_stand_with_their_names_and_empty_ones_are_left_out() -> None:
    told = line(
        due="2026-11-21", what="Send the plan", title="First discovery", account_name="Kallio", why="stage"
    )
    shown = beside(told, Around(deal="Docks · €48k", value="A costed picture"))
    assert shown[:2] == ["→ next step", "Send the plan"]
    assert "Account: Kallio" in shown and "Opportunity: Docks · €48k" in shown
    assert "Play: First discovery (stage)" in shown and "What it gives them: A costed picture" in shown
    (due,) = [text for text in shown if text.startswith("Due: ")]
    assert due.endswith(", 2 days late")
    assert not any(text.startswith(("Where", "With", "So far")) for text in shown)


def test_an_answer_says_who_answered_what() -> None:
    shown = beside(line("answer", what="It stays.", said="Who rings?", quote="Ring them", by="dana"))
    assert shown[:4] == ["✓ answer", "You said: Who rings?", "About: “Ring them”", "Dana answered: It stays."]
    assert "Dana asks: Which?" in beside(line("question", what="Which?", by="dana"))


def test_the_last_conversation_is_told_with_its_notes() -> None:
    about = Around(
        day="2026-11-02",
        play="First discovery",
        how="advance",
        proof="It cost us a day",
        notes=("Petra decides",),
    )
    shown = beside(line(what="x"), about)
    assert any(text.startswith("First discovery, ") and text.endswith(" · advance") for text in shown)
    assert "They said: It cost us a day" in shown and "• Petra decides" in shown
    assert not any("They said" in text for text in beside(line(what="x")))


@pytest.mark.parametrize("kind", get_args(TodayKind))
def test_what_can_be_done_names_my_keys(kind: TodayKind) -> None:
    shown = " ".join(beside(line(kind, what="x", due="2026-11-23", start="2026-11-23", play="plays/a")))
    wanted = {word.strip("{}.,") for word in WHAT_TO_DO[kind].split() if word.startswith("{")}
    assert all(f"<today.{verb}>" in shown for verb in wanted)
    assert "{" not in shown


def test_a_meeting_without_a_play_offers_to_choose_one() -> None:
    shown = " ".join(beside(line("meeting", what="x", due="2026-11-23", start="2026-11-23")))
    assert "<today.prep> chooses a play to prepare, <today.call> one to call with." in shown


@pytest.mark.parametrize("width", [20, 31, 60])
def test_nothing_is_wider_than_its_pane(width: int) -> None:
    told = line(
        "answer", what="word " * 40, said="値段" * 40, quote="x" * 200, by="dana", account_name="K" * 90
    )
    assert all(
        len(text.encode("utf-16-le")) // 2 <= width for text in beside(told, width=width) if text.isascii()
    )
