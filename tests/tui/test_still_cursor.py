"""While nobody types nothing is written to the terminal: no cursor blinks."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from tests.tui.driver import opened
from tests.tui.world import World


@pytest.mark.parametrize(
    "keys",
    [("f1",), ("slash",), ("6", "ctrl+f"), ("6", "n"), ("2", "a"), ("2", "right", "enter", "ctrl+f")],
    ids="+".join,
)
async def test_the_cursor_of_a_line_that_is_typed_in_stands_still(
    world: World, keys: tuple[str, ...]
) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press(*keys)
        line = driver.app.screen.focused
        assert isinstance(line, Input)
        assert not line.cursor_blink
