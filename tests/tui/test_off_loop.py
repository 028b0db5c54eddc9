"""Work off the event loop: in order, heard on the loop, and done also for a screen that has been left."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import pytest
from textual.screen import Screen

from tui.off_loop import OffLoop


async def comes(is_so: Callable[[], object]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(30):
        while not is_so():
            await asyncio.sleep(0.005)


class Gate:
    """Holds a thread until the test has seen what it wants."""

    def __init__(self) -> None:
        self.came, self.open = threading.Event(), threading.Event()

    def wait(self) -> None:
        self.came.set()
        assert self.open.wait(30)


@pytest.mark.parametrize("how", ["submit", "load"])
async def test_a_screen_that_was_left_still_tells_its_work_where_it_belongs(how: str) -> None:
    app, gate = OffLoop(), Gate()
    said: list[object] = []
    async with app.run_test():
        screen: Screen[None] = Screen()
        await app.push_screen(screen)

        def work() -> Any:
            gate.wait()
            return screen.app

        if how == "submit":
            app.submit(work, said.append, said.append)
        else:
            app.load(app, work, said.append, "one")
        await comes(gate.came.is_set)
        await app.pop_screen()
        await comes(lambda: not screen.is_attached)
        gate.open.set()
        await comes(lambda: said)
    assert said == [app]


async def test_what_is_written_is_written_in_its_order_and_failures_are_heard() -> None:
    app = OffLoop()
    done: list[object] = []
    heard: list[object] = []

    def fails() -> None:
        done.append("fails")
        raise ValueError("full")

    async with app.run_test():
        for number in range(5):
            app.submit(lambda number=number: done.append(number), heard.append, heard.append)  # type: ignore[misc]
        app.submit(fails, heard.append, lambda error: heard.append(str(error)))
        app.submit(lambda: "last", heard.append, heard.append)
        await app.written()
        await comes(lambda: len(heard) == 7)
    assert done == [0, 1, 2, 3, 4, "fails"]
    assert heard == [None] * 5 + ["full", "last"]


async def test_of_two_readings_of_a_group_only_the_newer_is_heard() -> None:
    app, gate = OffLoop(), Gate()
    heard: list[object] = []

    def slow() -> str:
        gate.wait()
        return "older"

    async with app.run_test():
        app.load(app, slow, heard.append, "group")
        await comes(gate.came.is_set)
        app.load(app, lambda: "newer", heard.append, "group")
        app.load(app, lambda: "other", heard.append, "another group")
        await comes(lambda: len(heard) == 2)
        gate.open.set()
        await app.workers.wait_for_complete([one for one in app.workers if not one.is_cancelled])
    assert sorted(map(str, heard)) == ["newer", "other"]
