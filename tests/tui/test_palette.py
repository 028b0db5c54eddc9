"""The palette: every command by its name or by what it does, with why it is not possible now."""

from __future__ import annotations

from typing import Any

from textual.command import DiscoveryHit, Hit

from tests.tui.driver import Driver, opened
from tests.tui.test_everywhere import at
from tests.tui.world import World
from tui.palette import ScreenCommands

# Palette


async def found(driver: Driver, query: str = "") -> dict[str, str]:
    """Return the palette's entries and what stands below each, as text."""
    provider = ScreenCommands(driver.app.screen)
    entries: dict[str, str] = {}
    hits = provider.search(query) if query else provider.discover()
    async for hit in hits:
        assert isinstance(hit, Hit | DiscoveryHit)
        name = hit.text if isinstance(hit, Hit) else hit.display
        entries[str(name)] = str(hit.help)
    return entries


async def test_the_palette_lists_every_command_of_the_screen_and_every_mode(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        entries = await found(driver)
        screen: Any = driver.app.screen
        for command in screen.commands():
            assert any(command.help.split("`")[0] in told for told in entries.values()), command.id
        for name in (
            "Go to Today",
            "Go to Plays",
            "Go to Desk",
            "Go to Coach",
            "Go to News",
            "Light or dark",
            "Quit",
            "Help",
        ):
            assert name in entries


async def test_what_is_not_possible_now_says_why_in_the_palette(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        entries = await found(driver)
        assert entries["Moved"] == "m · It moved to another day. Not now: Nothing is due. 2 opens the plays."
        assert "Not now" not in entries["Find"]


async def test_the_palette_finds_by_name_and_by_what_a_command_does(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        assert any("Broken" in name for name in await found(driver, "brok"))
        assert any("feedback" in name.casefold() for name in await found(driver, "tell marketing"))
        assert await found(driver, "zqzqzq") == {}
        assert set(await found(driver, "theme")) == {"Light or dark", "Settings"}


async def test_a_command_chosen_in_the_palette_is_done(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        provider = ScreenCommands(driver.app.screen)
        hits = [hit async for hit in provider.discover()]
        by_name: dict[str, Any] = {
            str(hit.display): hit.command for hit in hits if isinstance(hit, DiscoveryHit)
        }
        await by_name["Go to Plays"]()
        await driver.settle()
        assert driver.app.current_mode == "plays"
        await by_name["Feedback"]()
        await driver.settle()
        driver.sees("On the playbook as a whole")


async def test_the_palette_opens_on_a_call_with_the_calls_commands(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await at(driver, "CallScreen")
        entries = await found(driver)
        assert {"Skip", "Undo", "Objection", "Short"} <= set(entries)
        assert entries["Back"].startswith("⌫ ") or "Back to the step before" in entries["Back"]


async def test_the_palette_has_the_commands_of_a_dialog(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("comma", "j", "enter")
        entries = await found(driver)
        assert {"Keep", "Back", "Down", "Last", "Jump", "Quit", "Light or dark"} <= set(entries)
        assert entries["Keep"] == "⏎ · Keep the theme under the cursor."
