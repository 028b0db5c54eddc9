"""Only what has changed is composed, and it looks as if everything had been."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partialmethod
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tests.tui.driver import Driver, opened
from tests.tui.test_call_screen import start
from tests.tui.world import World
from tui.narrow import NarrowCompositor
from tui.widgets.bare_lines import BareLine, BareLines

PLACES = {
    "Today": (),
    "Plays": ("2", "right", "down"),
    "Call": ("call",),
    "a line of text in a call": ("call", "f5"),
    "a dialog over a call": ("call", "f6"),
    "Finder": ("f2",),
    "Help": ("f1",),
}


def whole(driver: Driver, crop: Region) -> list[Strip]:
    """Return what Textual composes for a part of the screen, each line of it."""
    return _composed(driver, crop, Compositor._render_chops)


def narrow(driver: Driver, crop: Region) -> list[Strip]:
    """Return what is composed narrowly for it."""
    return _composed(driver, crop, NarrowCompositor._render_chops)


def _composed(driver: Driver, crop: Region, chops_of: Callable[..., Any]) -> list[Strip]:
    compositor = driver.app.screen._compositor
    chops = chops_of(compositor, crop, lambda y: crop.y <= y < crop.bottom)
    lines = []
    for y in crop.line_range:
        parts = []
        for (x, strip), end in zip(chops[y].items(), compositor.cuts[y][1:], strict=True):
            if x < crop.right and end > crop.x:
                assert strip is not None, f"nothing was composed at {x}, {y}"
                parts.append(strip)
        lines.append(Strip.join(parts).simplify())
    return lines


async def go(driver: Driver, keys: tuple[str, ...]) -> None:
    """Go to one of the places."""
    if keys[:1] == ("call",):
        await start(driver)
        await driver.press("1")
    await driver.press(*(key for key in keys if key != "call"))


@pytest.mark.parametrize("place", PLACES)
async def test_every_part_of_a_screen_is_composed_as_textual_would(world: World, place: str) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, paints=True) as driver:
        await go(driver, PLACES[place])
        columns, lines = driver.app.size
        assert isinstance(driver.app.screen._compositor, NarrowCompositor)

        @settings(deadline=None)
        @given(st.data())
        def alike(data: st.DataObject) -> None:
            left = data.draw(st.integers(0, columns - 1))
            top = data.draw(st.integers(0, lines - 1))
            crop = Region(
                left, top, data.draw(st.integers(1, columns - left)), data.draw(st.integers(1, lines - top))
            )
            assert narrow(driver, crop) == whole(driver, crop)

        alike()
        assert narrow(driver, Region(0, 0, columns, lines)) == whole(driver, Region(0, 0, columns, lines))


def asked(driver: Driver, crop: Region, *lines: int) -> dict[str, int]:
    """Return how many lines each widget was asked for, to compose `lines` of `crop`."""
    found: Counter[str] = Counter()
    own = (BareLines, BareLine, Widget)
    asking: dict[type[Widget], Callable[[Any, Region], list[Strip]]] = {
        kind: kind.render_lines for kind in own
    }

    def render(widget: Widget, kind: type[Widget], part: Region) -> list[Strip]:
        if kind is next(one for one in own if isinstance(widget, one)):
            found[widget.id or type(widget).__name__] += part.height
        return asking[kind](widget, part)

    with pytest.MonkeyPatch.context() as patch:
        for kind in own:
            patch.setattr(kind, "render_lines", partialmethod(render, kind))
        driver.app.screen._compositor._render_chops(crop, lambda y: not lines or y in lines)
    return dict(found)


async def test_only_what_is_seen_there_is_asked_for_its_lines(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, paints=True) as driver:
        await go(driver, ("call",))
        pane = driver.app.screen.query_one("#call-view").region
        steps = driver.app.screen.query_one("#call-steps").region
        line = Region(pane.x, pane.y + 2, 20, 1)
        assert asked(driver, line) == {"call-view": 1}
        assert asked(driver, Region(pane.x, pane.y, 20, 9), pane.y, pane.y + 1, pane.y + 7) == {
            "call-view": 8
        }
        assert asked(driver, Region.from_union([line, steps.shrink((0, 1, 0, 0))]), line.y) == {
            "call-view": 1, "call-steps": 1, "call-centre": 1, "call-body": 1,
        }  # fmt: skip
        everything = asked(driver, driver.app.screen.region)
        assert everything["call-view"] == pane.height and "call-body" in everything
        assert asked(driver, line, line.y + 1) == {}
