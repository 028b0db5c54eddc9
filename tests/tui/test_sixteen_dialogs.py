"""Dialogs on sixteen colours: the text cursor is seen, and what lies below keeps its colours."""

from __future__ import annotations

from rich.style import Style

from playbook.terminal import Terminal
from tests.tui.driver import Driver, opened
from tests.tui.test_sizes import busy
from tests.tui.world import World


def looks(driver: Driver, said: str) -> set[tuple[int | None, int | None]]:
    """Return the numbers of the colours, text and ground, in which something stands on the screen."""
    return {
        (number(style, "color"), number(style, "bgcolor"))
        for strip in driver.app.screen._compositor.render_strips()
        for text, style, _ in strip
        if style is not None and said in text
    }


def number(style: Style, part: str) -> int | None:
    found = getattr(style, part)
    return None if found is None else found.number


async def test_where_the_next_letter_goes_is_seen(world: World) -> None:
    busy(world)
    terminal = Terminal("16")
    async with opened(world.root, world.data, person="lee", clock=world.clock, terminal=terminal) as driver:
        await driver.press("slash")
        assert looks(driver, "wo or three letters") == {(7, 0)}
        assert (0, 15) in looks(driver, "t"), "the cursor stands on the first letter, turned about"


async def test_below_a_dialog_the_colours_stay(world: World) -> None:
    busy(world)
    terminal = Terminal("16")
    async with opened(world.root, world.data, person="lee", clock=world.clock, terminal=terminal) as driver:
        await driver.press("2", "right", "enter")
        before = looks(driver, "[")
        assert (13, 0) in before, "a blank to fill is magenta"
        await driver.press("f4")
        driver.sees("Feedback")
        assert looks(driver, "[") <= before
