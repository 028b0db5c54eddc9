"""The step that `next` would show is laid out before its key comes, and nobody notices."""

from __future__ import annotations

import pytest

from tests.tui.driver import opened
from tests.tui.test_at_once import watched
from tests.tui.test_call_screen import start
from tests.tui.world import World
from tui.screens.call_ahead import CallAhead


async def test_the_step_to_come_is_painted_before_its_key(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, paints=True) as driver:
        await start(driver)
        call = driver.app.screen
        assert isinstance(call, CallAhead)
        await driver.press("1", "space", "1", "enter", "enter")
        await driver.comes(lambda: call._ahead is None, "the step to come was never laid out")
        run = call.run
        with watched(driver, monkeypatch) as work:
            await driver.press("enter")
        driver.sees("2/6 A bad morning")
        # Only lines of the list of steps are new: what is done, and what is here, its title over two lines each.
        assert work.until_painted["line"] <= 4
        assert len(call.run.events) == len(run.events) + 1


@pytest.mark.parametrize("keys", [("f6",), ("f1",), ("e",)], ids=["dialog", "help", "ending"])
async def test_nothing_is_laid_out_behind_another_screen_nor_after_the_last_step(
    world: World, keys: tuple[str, ...]
) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, paints=True) as driver:
        await start(driver)
        call = driver.app.screen
        assert isinstance(call, CallAhead)
        await driver.press("1", *keys)
        seen = driver.text
        run = call.run
        call._lay_ahead()
        assert (call.run, driver.text) == (run, seen)
