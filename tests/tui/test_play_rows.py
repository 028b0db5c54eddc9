"""What the list of plays says of each: why it fits, how fresh it is, how long it takes, or why it isn't offered."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from playbook.library.fit import Fit
from playbook.library.staged import Group, Placed
from playbook.plays.model import Pilot, Summary
from tui.play_rows import (
    broken,
    empty_playbook,
    empty_stage,
    facts_of,
    play_lines,
    shown_of,
    stage_cells,
    unreadable,
)
from tui.rows import width_of

TODAY = date(2026, 11, 23)


def placed(*, why_not: str = "", reasons: tuple[str, ...] = (), new: str = "", **facts: Any) -> Placed:
    given: dict[str, Any] = {
        "id": "plays/a",
        "path": "plays/a.md",
        "title": "First discovery",
        "kind": "play",
        "blob": "b",
    }
    return Placed(Summary(**(given | facts)), why_not, Fit(len(reasons), reasons), 0.0, new)


def lines(item: Placed, owners: tuple[str, ...] = (), width: int = 60) -> list[str]:
    made = play_lines(item, owners, TODAY, "90 days", width)
    return ["".join(text for text, _ in line) for line in made]


def test_title_and_facts() -> None:
    item = placed(minutes=27.0, verified=date(2026, 11, 18))
    assert lines(item, ("Dana", "Lee")) == ["First discovery", "  27 min · verified 5 days ago by Dana + Lee"]


def test_who_verified_it_gives_way_first_then_the_last_facts() -> None:
    item = placed(minutes=27.0, verified=date(2026, 11, 18))
    assert lines(item, ("Dana", "Lee"), 40)[1] == "  27 min · verified 5 days ago"
    why = placed(minutes=27.0, verified=date(2026, 11, 18), reasons=("renewal due in 30 days",))
    assert lines(why, width=40)[1] == "  ◆ renewal due in 30 days · 27 min"
    assert lines(why, width=30)[1] == "  ◆ renewal due in 30 days"


def test_a_reason_that_has_no_room_is_left_out_whole_and_the_minutes_stay() -> None:
    both = ("persona site manager", "segment regional")
    item = placed(minutes=8.0, verified=date(2026, 11, 18), reasons=both)
    assert lines(item)[1] == "  ◆ persona site manager · segment regional · 8 min"
    assert lines(item, width=42)[1] == "  ◆ persona site manager · 8 min"
    assert lines(item, width=30)[1] == "  ◆ persona site manager"
    assert lines(placed(reasons=both), width=42)[1] == "  ◆ persona site manager"


def test_why_it_fits_comes_first() -> None:
    assert (
        lines(placed(reasons=("stage of the deal", "segment regional")))[1]
        == "  ◆ stage of the deal · segment regional"
    )


def test_what_is_not_offered_says_why_and_nothing_of_fit_or_news() -> None:
    item = placed(why_not="a pilot with other reps", reasons=("stage of the deal",), new="new", minutes=3.5)
    assert lines(item) == ["First discovery", "  ✗ a pilot with other reps · 4 min"]
    title = play_lines(item, (), TODAY, "", 60)[0][0]
    assert "dim" in title[1]


@pytest.mark.parametrize(
    ("new", "said"), [("new", "● new"), ("changed", "± changed"), ("must read", "! must read")]
)
def test_what_is_new_stands_at_the_right_end(new: str, said: str) -> None:
    title = lines(placed(new=new), width=40)[0]
    assert title.startswith("First discovery ") and title.endswith(said) and width_of(title) == 40


def test_a_long_title_is_cut_before_what_is_new() -> None:
    title = lines(placed(new="new", title="A very long title that goes on and on"), width=24)[0]
    assert title.endswith("… ● new") and width_of(title) == 24


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, []),
        ({"status": "pilot"}, ["pilot"]),
        ({"status": "pilot", "pilot": Pilot(until=date(2026, 12, 1))}, ["pilot until 1 Dec"]),
        ({"edited": True}, ["edited"]),
        ({"warnings": 2}, ["! see page"]),
        ({"minutes": 6.0}, ["6 min"]),
        ({"minutes": 6.2}, ["6 min"]),
        ({"minutes": 7.5}, ["8 min"]),
        ({"minutes": 0.3}, ["1 min"]),
        ({"verified": date(2026, 1, 1)}, ["overdue: verified 10 months ago"]),
        ({"verified": date(2026, 1, 1), "verify_every": "12 months"}, ["verified 10 months ago"]),
    ],
)
def test_facts_beside_a_play(facts: dict[str, Any], said: list[str]) -> None:
    assert facts_of(placed(**facts), (), TODAY, "90 days") == said


def test_titles_from_outside_are_one_harmless_line() -> None:
    assert lines(placed(title="a\nb\x1b[2J"))[0] == "a b␛[2J"


def group(*items: Placed, **facts: Any) -> Group:
    return Group(**({"key": "connect", "name": "1 Connect", "items": items} | facts))


def test_a_stage_counts_what_is_offered_and_what_is_new() -> None:
    found = group(placed(), placed(new="new"), placed(why_not="retired", new="new"))
    assert [cell.plain for cell in stage_cells(found)] == ["1 Connect", " 2 ●1"]
    assert stage_cells(group(placed()))[1].plain.strip() == "1"
    assert stage_cells(group(name="9 Renew and expand beyond"))[0].plain.endswith("…")


def test_what_is_new_in_all_is_told_in_a_sentence() -> None:
    assert shown_of([group(placed(new="new")), group(placed(new="changed"))]) == (
        "2 pages new or changed since you last looked"
    )
    assert shown_of([group(placed(new="new"))]).startswith("1 page new")
    assert shown_of([group(placed())]) == ""


@pytest.mark.parametrize("width", [24, 40, 80])
def test_empty_states_say_what_to_do_and_fit(width: int) -> None:
    states = [
        empty_stage(group(), width, lambda id_: "F4"),
        empty_stage(None, width, lambda id_: "F4"),
        empty_playbook("/home/lee/" + "x" * 60, width),
        broken("playbook.toml:3: stages[1]: needs the key “id”.", width),
        unreadable("It is not UTF-8.", width),
    ]
    for rows in states:
        assert any(row.text.strip() for row in rows)
        assert all(width_of(row.text) <= width for row in rows)
    said = " ".join(row.text for row in states[0])
    assert "stage: connect" in said.replace("\n", " ") and "F4" in said
    assert "playbook demo" in " ".join(row.text for row in states[2])
    assert states[3][0].text.startswith("✗ playbook.toml")
