"""On a call, what settled it before stands higher, and says why."""

from __future__ import annotations

from tests.tui.driver import opened
from tests.tui.world import World
from tui.screens.finder import FinderScreen


async def test_what_settled_it_with_these_words_rises_with_its_reason(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("f2")
        await driver.type("price")
        screen = driver.app.screen
        assert isinstance(screen, FinderScreen)
        before = [hit.id for hit in screen.hits]
        driver.sees_no("Stands higher")
    risen = before[1]
    for _ in range(5):
        world.ran(("opened", risen, "Price"), ("settle", "yes"))
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("f2")
        await driver.type("price")
        screen = driver.app.screen
        assert isinstance(screen, FinderScreen)
        ids = [hit.id for hit in screen.hits]
        assert ids.index(risen) < before.index(risen)
        while (hit := screen._hit()) is None or hit.id != risen:
            await driver.press("down")
        driver.sees("Stands higher: found with “price” on calls, it", "settled 5 of 5.")
