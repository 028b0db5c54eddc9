"""A desk with more items than a screen: the first are there at once, the others follow, keys keep their order."""

from __future__ import annotations

import pytest

from playbook.records.model import Feedback
from tests.tui.driver import Driver, opened
from tests.tui.world import World
from tui.widgets.table import Table


def many(world: World, number: int) -> list[str]:
    """Leave items on the desk, the oldest first."""
    ids = [f"{place:03d}{'m' * 13}" for place in range(number)]
    lee = world.of("lee")
    for place, id_ in enumerate(ids):
        lee.append(Feedback(id=id_, kind="wrong", text=f"Number {place} is out of date"))
    return ids


def rows(driver: Driver) -> list[str]:
    table = driver.app.screen.query_one(Table)
    return [row.key.value or "" for row in table.ordered_rows]


async def test_all_rows_follow_the_first_ones_and_the_last_can_be_acted_on(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.desk.FIRST", 4)
    ids = many(world, 12)
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await driver.press("3")
        driver.sees(" New 12 ", "Number 0 is out of date")
        assert rows(driver) == ids
        await driver.press("G", "a")
        driver.sees("✓ Accepted.", " New 11 ")
        assert rows(driver) == ids[:-1]
        assert driver.app.screen.query_one(Table).current == ids[-2]
        await driver.press("a", "g", "a")
        driver.sees(" New 9 ")
        assert driver.app.screen.query_one(Table).current == ids[1]
        await driver.press("G", "x", "]", "x", "a")
        driver.sees("Only what is new can be accepted", "Number 11 is out of date")
    assert [world.item(id_).state for id_ in (ids[0], ids[-3], ids[-2], ids[-1])] == [
        "accepted", "new", "accepted", "accepted"
    ]  # fmt: skip


async def test_what_lies_behind_the_last_row_is_told_and_found_by_a_filter(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.desk_read.MOST", 5)
    monkeypatch.setattr("tui.screens.desk.MOST", 5)
    ids = many(world, 9)
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await driver.press("3")
        driver.sees("The first 5 of 9 are listed; b looks for others.")
        assert rows(driver) == ids[:5]
        await driver.press("b")
        await driver.type("8")
        await driver.press("enter")
        driver.sees("│ 8 1", "Number 8 is out of date")
        await driver.press("a", "[", "[", "[", "[", "[", "[")
        driver.sees(" Mine 1 ", "Number 8 is out of date")
