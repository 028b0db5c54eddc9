"""More to choose from than the screen has lines: two columns, and the keys below them are always seen."""

from __future__ import annotations

import pytest

from tests.tui.driver import opened
from tests.tui.world import World
from tui.rows import width_of
from tui.screens.choose import KEYS, ChooseScreen, options_text


def options(*labels: str) -> list[tuple[str, str, str]]:
    return [(key, label, "") for key, label in zip(KEYS, labels, strict=False)]


def lines(*labels: str, room: int = 40, free: int = 3) -> list[str]:
    return [line.rstrip() for line in options_text(options(*labels), room, free).plain.split("\n")]


def test_where_there_is_room_each_has_a_line() -> None:
    assert lines("one", "two", "three") == [" 1  one", " 2  two", " 3  three"]
    assert lines() == [""]


def test_more_than_there_are_lines_stand_in_two_columns_read_downwards() -> None:
    assert lines("one", "two", "three", "four", "five") == [
        " 1  one                4  four",
        " 2  two                5  five",
        " 3  three",
    ]


def test_what_does_not_fit_half_the_box_stays_in_one_column() -> None:
    long = "a label of more than half"
    assert lines("one", "two", "three", long) == [" 1  one", " 2  two", " 3  three", f" 4  {long}"]
    assert lines("x" * 50, room=10) == [" 1  xxxxxxxxx…"]


@pytest.mark.parametrize("labels", [("日本語",) * 5, ("a", "b\nc", "\x1b[2J", "d", "e")])
def test_no_column_wobbles_whatever_the_words(labels: tuple[str, ...]) -> None:
    rows = options_text(options(*labels), 40, 3).plain.split("\n")
    assert all(width_of(row) <= 44 for row in rows)
    assert len({width_of(row[: row.index(f" {key}  ")]) for row, key in zip(rows, "45", strict=False)}) == 1


async def test_twenty_choices_on_a_small_screen_leave_the_keys_in_sight(world: World) -> None:
    chosen: list[str | None] = []
    named = [(f"v{number}", f"Choice {number}") for number in range(1, 21)]
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(80, 24)) as driver:
        driver.app.push_screen(ChooseScreen("Which?", named), chosen.append)
        await driver.settle()
        driver.sees("1  Choice 1 ", "k  Choice 20", "1-9 a-k choose", "esc back")
        await driver.press("k")
    assert chosen == ["v20"]
