"""What takes more than a moment says how far it has come, and Escape stops it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from playbook.progress import Progress
from tests.tui.driver import Driver, opened
from tests.tui.world import World
from tui.screens.base import PlaybookScreen


class Gate:
    """Work of nine pages that waits before the fourth until the test has looked."""

    def __init__(self) -> None:
        self.open, self.came = threading.Event(), threading.Event()

    def work(self, progress: Progress) -> str:
        with progress.over("Checking", 9, "pages"):
            for page in range(9):
                if page == 3:
                    self.came.set()
                    assert self.open.wait(30)
                progress.step()
        return "all nine"


def begin(driver: Driver, work: Callable[[Progress], Any]) -> list[Any]:
    """Begin work on the screen that is shown; return where what came of it will lie."""
    screen: Any = driver.app.screen
    assert isinstance(screen, PlaybookScreen)
    came: list[Any] = []
    driver.app.patience = 0.01
    screen.long("Checking", work, came.append)
    return came


async def test_a_line_counts_while_the_work_goes_on_and_leaves_with_it(world: World) -> None:
    gate = Gate()
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(80, 24)) as driver:
        came = begin(driver, gate.work)
        await driver.until("… Checking · 3 of 9 pages · esc stops")
        assert len(driver.lines) == 24
        assert "quit" in driver.lines[-1]
        gate.open.set()
        await driver.settle()
        await driver.until_gone("Checking")
        assert came == ["all nine"]


async def test_escape_stops_it_and_the_screen_says_how_far_it_came(world: World) -> None:
    gate = Gate()
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        came = begin(driver, gate.work)
        await driver.until("3 of 9 pages")
        driver.send("escape")
        await driver.until("stopping …")
        gate.open.set()
        await driver.settle()
        await driver.until_gone("stopping …")
        driver.sees("Stopped: Checking · 4 of 9 pages. What was done until then stands.").sees_no("✗")
        assert came == []


async def test_what_is_quickly_done_shows_nothing(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        screen: Any = driver.app.screen
        came: list[int] = []
        screen.long("Counting", lambda _: 3, came.append)
        await driver.settle()
        assert came == [3]
        driver.sees_no("Counting")


async def test_leaving_the_screen_stops_its_work(world: World) -> None:
    gate = Gate()
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("2", "right", "enter")
        driver.sees("call now")
        came = begin(driver, gate.work)
        await driver.until("3 of 9 pages")
        driver.app.pop_screen()
        gate.open.set()
        await driver.settle()
        assert came == []


async def test_the_reading_of_a_large_playbook_counts_its_pages_and_can_be_stopped(world: World) -> None:
    for number in range(1_100):
        (world.root / f"page-{number}.md").write_text(f"# Page {number}\n\nA line of words.\n", "utf-8")
    gate = threading.Event()
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        driver.app.patience = 0.01
        hear = driver.app.workspace.hears
        assert hear is not None

        def slowly(progress: Progress) -> None:
            hear(progress)
            if progress.done:
                assert gate.wait(30)

        driver.app.workspace.hears = slowly
        for number in range(1_100):
            (world.root / f"page-{number}.md").write_text(f"# Page {number}\n\nOther words.\n", "utf-8")
        driver.send("2")
        await driver.until("Stages")
        await driver.until("… Reading the playbook · 500 of 1,1")
        driver.send("escape")
        await driver.until("stopping …")
        gate.set()
        await driver.settle()
        driver.sees("Stopped: Reading the playbook · 500 of")
        await driver.press("1", "2")
        await driver.until_gone("Stopped")
        driver.sees("Plays")
