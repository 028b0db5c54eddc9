"""Filters of the desk that are kept as tabs, and whose items stand in one's own."""

from __future__ import annotations

from playbook import preferences
from tests.tui.test_desk_screen import desk, three
from tests.tui.world import World

# Tabs of one's own


async def test_a_filter_is_typed_kept_as_a_tab_and_dropped(world: World) -> None:
    three(world)
    async with desk(world) as driver:
        await driver.press("b")
        driver.sees("Show what fits", "kind:")
        await driver.type("kind:competitor")
        await driver.press("enter")
        driver.sees("All 3 │ competitor 1", "Velantis now has a portal").sees_no("The list price")
        await driver.press("B")
        driver.sees("Keep this filter as", "  kind:competitor  ")
        await driver.type("rivals")
        await driver.press("enter")
        driver.sees("✓ Kept as the tab “rivals”.", "All 3 │ rivals 1").sees_no("│ competitor 1")
    async with desk(world, preferences=preferences.load()) as driver:
        await driver.press("[")
        driver.sees("Velantis now has a portal").sees_no("The list price")
        await driver.press("B", "ctrl+u", "enter")
        driver.sees("✓ The tab “rivals” is gone.", "The list price").sees_no("rivals 1")
    assert preferences.load().filters == {}


async def test_a_filter_that_is_given_no_name_is_dropped_and_that_is_said_before(world: World) -> None:
    three(world)
    async with desk(world) as driver:
        await driver.press("b")
        await driver.type("kind:competitor")
        await driver.press("enter", "B")
        driver.sees("a name keeps it as a tab; an empty one drops the filter")
        await driver.press("enter")
        driver.sees("✓ The filter is gone.", "The list price").sees_no("filter 1")


async def test_a_filter_that_cannot_be_read_names_the_word(world: World) -> None:
    three(world)
    async with desk(world) as driver:
        await driver.press("B")
        driver.sees("Filter first: then it can be kept as a tab.")
        await driver.press("b")
        await driver.type("knd:idea")
        await driver.press("enter")
        driver.sees("no key of a filter “knd”. Did you mean kind", " New 3 ")
        await driver.press("b")
        await driver.type("zebra")
        await driver.press("enter")
        driver.sees("Nothing fits this filter.")


async def test_a_deputy_has_the_items_of_who_is_away(world: World) -> None:
    settings = world.root / "playbook.toml"
    away = '[people.dana]\naway = ["2026-11-16/2026-11-27"]\ndeputy = "sam"'
    text = settings.read_text("utf-8").replace("[people.dana]", away)
    sam = '\n[people.sam]\nname = "Sam Rivers"\nside = "marketing"\nroles = ["liaison"]\n'
    settings.write_text(text + sam, "utf-8")
    ids = three(world)
    world.act("accept", ids[0])
    async with desk(world, "sam") as driver:
        driver.sees(" Mine 1 ", "for Sam Rivers (deputy of dana,")


async def test_what_was_given_to_somebody_who_left_is_new_again(world: World) -> None:
    ids = three(world)
    world.act("accept", ids[0])
    settings = world.root / "playbook.toml"
    settings.write_text(settings.read_text("utf-8").replace("[people.dana]", "[people.nora]"), "utf-8")
    async with desk(world, "nora") as driver:
        await driver.press("G")
        driver.sees(" New 3 ", "dana, who has left")
