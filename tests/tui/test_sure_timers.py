"""What is set to be done once is done, though the machine was busy elsewhere at that very moment."""

from __future__ import annotations

import asyncio
from itertools import count

import pytest
from textual import _time

from tests.tui.driver import opened
from tests.tui.world import World


@pytest.mark.parametrize("where", ["the app", "a screen"])
async def test_a_beat_that_is_late_when_it_is_first_looked_at_still_beats(
    world: World, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        beaten = asyncio.Event()
        steps = count()
        # Between any two looks at the clock the processor was away for a second.
        monkeypatch.setattr(_time, "get_time", lambda: float(next(steps)))
        host = driver.app if where == "the app" else driver.app.screen
        host.set_timer(0.01, beaten.set)
        await asyncio.wait_for(beaten.wait(), 10)
        monkeypatch.undo()
