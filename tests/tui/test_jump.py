"""Jump mode: a letter on every pane; one press goes there."""

from __future__ import annotations

from tests.tui.driver import opened
from tests.tui.world import World


async def test_one_letter_goes_to_a_pane(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("2")
        assert driver.focus == "stages"
        await driver.press("ctrl+o")
        driver.sees(" a ", " s ", " d ", "Stages")
        await driver.press("d")
        assert driver.focus == "page"
        driver.sees_no(" d ━")
        await driver.press("ctrl+o", "s")
        assert driver.focus == "plays"


async def test_escape_leaves_jump_mode_where_one_was(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("2", "l", "ctrl+o", "escape")
        assert driver.focus == "plays"
        await driver.press("ctrl+o", "ctrl+o", "z", "escape")
        assert driver.focus == "plays"
        assert len(driver.app.screen_stack) == 1


async def test_jump_mode_works_while_typing_and_in_a_dialog(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("slash")
        await driver.type("disc")
        assert driver.focus == "words"
        await driver.press("ctrl+o")
        driver.sees(" a ")
        await driver.press("a")
        assert driver.focus == "words"
        driver.sees("disc")


async def test_the_mouse_goes_where_a_letter_stands(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("2", "ctrl+o")
        await driver.click(" d ")
        assert driver.focus == "page"
