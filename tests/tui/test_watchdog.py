"""The watchdog itself: what it hears, whose doing it is, and that it fails the test."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from playbook.library.page_cache import PageCache
from playbook.records.layout import walk
from tests.tui.driver import opened
from tests.tui.watchdog import StallError, watched
from tests.tui.world import World


def slow(what: str, world: World) -> Callable[[], object]:
    """Return something slow of the core, as a screen might call it."""
    if what == "a folder is listed":
        return partial(list, walk(Path(world.of("lee").folder / "records")))
    if what == "a SQLite file is opened":
        return partial(PageCache(world.data / "c.sqlite3", "way").get, [b"k"])
    return world.of("lee").guess_me


@pytest.mark.parametrize("what", ["a folder is listed", "a SQLite file is opened", "a program is started"])
async def test_what_the_app_does_on_its_loop_is_heard_with_its_stack(world: World, what: str) -> None:
    world.feedback("So that there is a journal")
    work = slow(what, world)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        with watched() as watchdog:
            driver.app.call_later(work)
            await driver.settle()
        assert any(told.startswith(what) and "playbook/" in told for told in watchdog.found), watchdog.found
        with pytest.raises(StallError, match="Slow work on the event loop"):
            watchdog.check()


async def test_threads_and_tests_may_be_slow(world: World) -> None:
    world.feedback("So that there is a journal")
    async with opened(world.root, world.data, person="lee", clock=world.clock):
        with watched() as watchdog:
            assert len(world.of("lee").feedback()) == 1
            await asyncio.to_thread(world.of("lee").guess_me)
    watchdog.check()
