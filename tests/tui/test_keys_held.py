"""Keys typed before what they are for is there: they wait for it, and only as long as it takes."""

from __future__ import annotations

import asyncio
import threading

import pytest
from textual.events import Key
from textual.widgets import Input

from playbook.errors import PlaybookError
from playbook.feed import news_lines
from playbook.workspace import Workspace
from tests.tui.driver import Driver, opened
from tests.tui.test_over_nothing import straight
from tests.tui.test_typed_ahead import Small, short, typed
from tests.tui.world import DISCOVERY, World
from tui.app import PlaybookApp
from tui.screens import base
from tui.screens.news import NewsScreen

__all__ = ["short"]


def slow_news(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Read what is new only once the returned event is set."""
    ready = threading.Event()

    def slowly(workspace: Workspace) -> object:
        assert ready.wait(30)
        return news_lines(workspace)

    monkeypatch.setattr("tui.screens.news.news_lines", slowly)
    return ready


def busy_disk(driver: Driver) -> threading.Event:
    """Keep the thread that writes at work until the returned event is set."""
    free = threading.Event()
    driver.app._writer.submit(free.wait, 30)
    return free


async def frames(driver: Driver) -> None:
    """Let everything happen that waits for no thread."""
    for _ in range(30):
        await driver.pilot._wait_for_screen()


async def test_an_answer_typed_before_the_call_has_opened_is_the_calls(world: World) -> None:
    def start(app: PlaybookApp) -> None:
        free = threading.Event()
        app._writer.submit(free.wait, 30)
        app.open_at("call", DISCOVERY)
        for key in ("2", "u", "1", "enter"):  # on Today they would be modes, and a line
            app.post_message(Key(key, key if len(key) == 1 else None))
        asyncio.get_running_loop().call_later(0.1, free.set)

    async with opened(world.root, world.data, person="lee", clock=world.clock, start=start) as driver:
        driver.sees("First discovery", "▸ ☐ Ask how long they have")
        driver.sees_no("Who picked up?")
        assert driver.app.screen_stack[0] is not driver.app.screen


async def test_the_key_that_starts_a_call_starts_one_however_often_it_is_pressed(world: World) -> None:
    async with straight(world, None) as driver:
        await driver.settle()
        free = busy_disk(driver)
        for _ in range(3):
            driver.send("enter")
            await frames(driver)
        free.set()
        await driver.settle()
        driver.sees("Who picked up?")
        assert len(world.of("lee").my_open_runs()) == 1
        await driver.press("1")
        driver.sees_no("Who picked up?")


async def test_a_digit_that_chose_a_call_is_an_answer_in_it_when_it_comes_again(world: World) -> None:
    world.begin()
    async with straight(world, None) as driver:
        await driver.press("c", "1", "r")
        driver.sees("Go to which call?")
        free = busy_disk(driver)
        driver.send("1")
        await frames(driver)
        driver.send("1")
        await frames(driver)
        free.set()
        await driver.settle()
        driver.sees("First discovery", "understood").sees_no("Who picked up?")


async def test_what_does_not_open_lets_the_keys_go(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:

        def fails() -> None:
            raise PlaybookError("The page is gone. Choose another.")

        free = busy_disk(driver)
        driver.app.open_soon(fails, lambda _: None)
        driver.send("2")
        await frames(driver)
        driver.sees("1 Today")
        free.set()
        await driver.settle()
        assert type(driver.app.screen).__name__ == "PlaysScreen"
        assert not driver.app._holds
        assert not driver.app.is_opening


async def test_keys_wait_for_the_list_they_were_pressed_for(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "FILLED_BY", 60.0)
    ready = slow_news(monkeypatch)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        driver.send("5")
        driver.send("down")
        await frames(driver)
        screen = driver.app.screen
        assert isinstance(screen, NewsScreen)
        assert driver.carried_out == ["go.news"]
        ready.set()
        await driver.settle()
        assert not driver.app._waiting_keys
        assert not driver.app._holds


async def test_whoever_leaves_does_not_wait_for_the_list(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "FILLED_BY", 60.0)
    ready = slow_news(monkeypatch)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        driver.send("5")
        await frames(driver)
        assert driver.app._holds
        driver.send("2")
        await frames(driver)
        assert type(driver.app.screen).__name__ == "PlaysScreen"
        ready.set()
        await driver.settle()
        driver.sees("Stages")


async def test_a_list_that_does_not_come_keeps_no_key_for_long(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "FILLED_BY", 0.05)
    ready = slow_news(monkeypatch)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        driver.send("5")
        await frames(driver)
        driver.send("f4")
        await driver.until("idea")
        assert not driver.app._holds
        ready.set()
        await driver.settle()


# Small: the keys alone


async def held(app: Small, keys: str) -> None:
    for key in keys:
        app.key(key)
    async with asyncio.timeout(30):
        while app._flying is not None or len(app._waiting_keys) < len(keys):
            await asyncio.sleep(0.001)


async def test_keys_wait_for_all_that_they_are_held_for_and_keep_their_order(short: None) -> None:
    app = Small()
    async with app.run_test():
        app.query_one(Input).focus()
        one, other = app.hold_keys(), app.hold_keys()
        await held(app, "Mo")
        one.let_go()
        one.let_go()
        await held(app, "")
        assert app.query_one(Input).value == ""
        app.key("r")
        other.let_go()
        app.key("i")
        await typed(app, "Mori")


async def test_a_key_that_need_not_wait_still_waits_for_those_before_it(short: None) -> None:
    app = Small()
    async with app.run_test():
        app.query_one(Input).focus()
        hold = app.hold_keys(but=lambda key: key.key in "xy")
        app.key("x")
        await typed(app, "x")
        await held(app, "ay")
        hold.let_go()
        await typed(app, "xay")


async def test_they_are_held_for_a_time_only(short: None) -> None:
    app = Small()
    async with app.run_test():
        app.query_one(Input).focus()
        app.hold_keys(0.05)
        for key in "Mo":
            app.key(key)
        await typed(app, "Mo")


async def test_a_key_that_took_the_one_behind_it_keeps_the_next_ones_going(short: None) -> None:
    """Keys that are held down are answered together: what waited may be gone when its turn comes."""
    app = Small()
    async with app.run_test():
        app.query_one(Input).focus()
        hold = app.hold_keys()
        await held(app, "M")
        land = app._land

        def takes(mark: Small.Landed) -> None:
            land(mark)
            app._waiting_keys.clear()

        app._land = takes  # type: ignore[method-assign]
        hold.let_go()
        async with asyncio.timeout(30):
            while app._flying is not None:
                await asyncio.sleep(0.001)
        app._land = land  # type: ignore[method-assign]
        for key in "ax":
            app.key(key)
        await typed(app, "ax")
