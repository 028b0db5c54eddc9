"""Items whose play, step or revision is gone: the desk shows what is left, every key says something, the rep hears."""

from __future__ import annotations

import pytest

from tests.tui.driver import opened
from tests.tui.world import DISCOVERY, World

GONE = "This place is no longer in the playbook."
LOST = "0" * 40

LOSSES = {
    "page": {"play": "plays/discover/gone", "blob": LOST, "commit": LOST, "quote": "It starts at 12."},
    "step": {"play": DISCOVERY, "step": "never-was"},
    "revision": {"play": DISCOVERY, "blob": LOST, "commit": LOST, "quote": "Nobody ever said this line."},
}


@pytest.mark.parametrize("loss", LOSSES)
async def test_it_is_read_and_answered_all_the_same(world: World, loss: str) -> None:
    id_ = world.feedback("Old words", **LOSSES[loss])  # type: ignore[arg-type]
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await driver.press("3")
        driver.sees("“Old words”")
        if loss == "revision":
            driver.sees("then", "Nobody ever said this line.", "now", "(this line is gone)").sees_no(GONE)
        else:
            driver.sees(GONE)
        await driver.press("W")
        driver.sees("No revision since then seems to have answered it.")
        await driver.press("w")
        await driver.type("It is no longer said")
        await driver.press("enter")
        driver.sees("Answered: the rep is told")
    assert world.item(id_).answer == "It is no longer said"
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        driver.sees("Old words → It is no longer said")
        await driver.press("F")
        driver.sees("✓ answered", "It is no longer said")


async def test_opening_or_changing_a_page_that_is_gone_says_so(world: World) -> None:
    world.feedback("Old words", **LOSSES["page"])  # type: ignore[arg-type]
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await driver.press("3", "e")
        driver.sees("There is no page “plays/discover/gone”", "3 Desk")
        await driver.press("enter")
        driver.sees("There is no page “plays/discover/gone”")
        await driver.press("escape")
        driver.sees("“Old words”")


async def test_a_page_that_goes_while_the_desk_is_open_is_no_fault(world: World) -> None:
    world.feedback("Old words", step="a-bad-morning", quote="Take me back to the last bad morning.")
    world.feedback("Other words", play="")
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await driver.press("3")
        driver.sees("Old words", "Other words")
        (world.root / f"{DISCOVERY}.md").unlink()
        await driver.press("j", "k")
        driver.sees(GONE)
