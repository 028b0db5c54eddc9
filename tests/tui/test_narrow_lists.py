"""Lists on a narrow terminal: the way out of one that is empty, and names as wide as the list."""

from __future__ import annotations

from tests.tui.driver import opened
from tests.tui.test_coach_screen import listed
from tests.tui.world import DISCOVERY, World


async def test_escape_leaves_a_list_that_has_nothing_to_list(world: World) -> None:
    async with opened(world.root, world.data, person="kim", clock=world.clock, size=(80, 24)) as driver:
        await driver.press("4", "o")
        driver.sees("Your goals", "No goal yet.")
        await driver.press("escape")
        driver.sees_no("Your goals")


async def test_names_in_coach_have_the_room_there_is_now(world: World) -> None:
    page = world.root / f"{DISCOVERY}.md"
    name = "First discovery with somebody who rang us"
    page.write_text(page.read_text("utf-8").replace("title: First discovery", f"title: {name}", 1), "utf-8")
    world.ran(("skip", "no time"), account="Brenner Foods", days_ago=3)
    async with opened(world.root, world.data, person="kim", clock=world.clock, size=(80, 24)) as driver:
        await driver.press("4")
        wide = listed(driver)
        assert f"  {name} | 1 run" in wide
        await driver.resize(100, 30)
        assert listed(driver) != wide, "beside the figures there is less room"
        await driver.resize(80, 24)
        assert listed(driver) == wide
