"""Jump mode: a letter on every pane; one press goes there."""

from __future__ import annotations

from tests.tui.driver import Driver, opened
from tests.tui.world import World
from tui.screens.jump import panes


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


async def test_the_letters_go_where_a_window_of_another_size_puts_the_panes(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(120, 40)) as driver:
        await driver.press("2", "ctrl+o")
        wide = worn(driver)
        assert [letter for letter, _ in wide] == ["a", "s", "d"]
        await driver.resize(200, 60)
        assert [letter for letter, _ in worn(driver)] == ["a", "s", "d"]
        assert worn(driver)[2][1] > wide[2][1]
        # On a narrow screen the panes beside are not there, and nothing points at them.
        await driver.resize(80, 24)
        assert len(worn(driver)) == len(panes(driver.app.screen_stack[-2]))
        await driver.resize(120, 40)
        assert worn(driver) == wide
        await driver.press("d")
        assert driver.focus == "page"


def worn(driver: Driver) -> list[tuple[str, int]]:
    """Return the letters and the column that each stands in, as the corners of the panes have them."""
    found = [(letter, line.find(f" {letter} ")) for line in driver.lines[:3] for letter in "asd"]
    return sorted(((letter, column) for letter, column in found if column >= 0), key=lambda one: one[1])
