"""Keys that come faster than the screen follows: none is lost, and none overtakes another."""

from __future__ import annotations

import asyncio
import time
from typing import ClassVar

import pytest
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.events import Key
from textual.keys import _character_to_key
from textual.message import Message
from textual.widgets import Input, Static

from playbook.records.model import Feedback
from tests.tui.driver import Driver, opened
from tests.tui.test_call_screen import start
from tests.tui.world import World
from tui import typed_ahead
from tui.typed_ahead import TypedAhead


async def at_once(driver: Driver, *keys: str) -> None:
    """Press keys without waiting for anything between them; what is longer than a key's name is typed."""
    for key in keys:
        if key.startswith("type:"):
            for letter in key.removeprefix("type:"):
                driver.send(_character_to_key(letter) if not letter.isalnum() else letter, letter)
        else:
            driver.send(key)
    await driver.settle()


async def test_feedback_in_three_keys_and_some_words_typed_without_looking(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await at_once(driver, "f4", "8", "type:A play for churn, 2 pages", "enter")
        driver.sees("Feedback F-", "saved", "1 Today")
    (said,) = (r.body for r in world.of("lee").records("feedback"))
    assert isinstance(said, Feedback)
    assert (said.kind, said.text) == ("idea", "A play for churn, 2 pages")


async def test_an_objection_is_found_by_letters_typed_before_the_finder_stands(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await start(driver)
        await at_once(driver, "enter", "f2", "type:exp")
        driver.sees("That's too expensive", "┃  exp")
        await at_once(driver, "escape", "enter", "space")
        driver.sees_no("┃  exp")
        driver.sees("☑ Ask how long they have")


async def test_many_keys_at_once_arrive_in_their_order(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await at_once(
            driver, "slash", "type:first discovery", "escape", "2", "1", "slash", "type:boss", "enter"
        )
        driver.sees("boss", "esc back")
        assert not driver.app._waiting_keys


async def test_a_row_that_is_chosen_opens_before_the_next_key_arrives(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await at_once(driver, "comma", "j", "enter", "j", "enter")
        driver.sees("✓ Theme: saved", "playbook-light")
        await at_once(driver, "escape", "2", "enter", "enter", "escape", "P", "escape", "1")
        driver.sees("Nothing is due")


async def test_what_is_pasted_waits_for_the_box_that_a_key_opens(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        driver.send("f4")
        driver.send("8")
        driver.paste("A play for churn")
        await at_once(driver, "type:!", "enter")
        driver.sees("saved")
    (said,) = (record.body for record in world.of("lee").records("feedback"))
    assert isinstance(said, Feedback)
    assert said.text == "A play for churn!"


# However long a key takes


class Pane(Static, can_focus=True):
    """Takes its time with a key, then gives the focus to the line."""

    BINDINGS: ClassVar[list[BindingType]] = [("c", "choose")]

    class Chosen(Message):
        """Tells that something was chosen, as lists do."""

    def __init__(self) -> None:
        super().__init__("pane")
        self.held = asyncio.Event()
        """Set: the key has been thought about long enough."""

    def action_choose(self) -> None:
        self.post_message(self.Chosen())

    async def on_key(self, event: Key) -> None:
        if event.key == "b":
            time.sleep(5 * typed_ahead.GLANCE)  # the whole loop stands still, as it does on a busy machine
        elif event.key == "w":
            await self.held.wait()
        elif event.key == "r":
            line = self.app.query_one(Input)
            await self.remove()
            line.focus()
            return
        else:
            return
        self.screen.set_focus(self.app.query_one(Input))


class Small(TypedAhead):
    """A pane, and a line to type in."""

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Pane()
            yield Input()

    def on_pane_chosen(self) -> None:
        async def open_line() -> None:
            self.screen.set_focus(self.query_one(Input))

        self.run_worker(open_line())

    def key(self, key: str) -> None:
        event = Key(key, key)
        event.set_sender(self)
        self.post_message(event)


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look often, so that there are many looks while a key takes its time."""
    monkeypatch.setattr(typed_ahead, "GLANCE", 0.01)


async def typed(app: Small, text: str) -> None:
    """Wait until the line holds `text`, and no key is under way."""
    async with asyncio.timeout(30):
        while app.query_one(Input).value != text or app._flying is not None:
            await asyncio.sleep(0.005)


async def test_a_handler_that_stops_everything_loses_no_key(short: None) -> None:
    app = Small()
    async with app.run_test():
        for key in "bMoritz":
            app.key(key)
        await typed(app, "Moritz")


async def test_a_handler_that_waits_for_something_loses_no_key(short: None) -> None:
    app = Small()
    async with app.run_test():
        for key in "wMoritz":
            app.key(key)
        async with asyncio.timeout(30):
            while app._glances < 20:
                await asyncio.sleep(0.005)
        assert app.query_one(Input).value == ""
        assert "".join(event.key for event in app._waiting_keys if isinstance(event, Key)) == "Moritz"
        app.query_one(Pane).held.set()
        await typed(app, "Moritz")


async def test_what_a_list_says_of_a_key_is_heard_before_the_next_key_goes(short: None) -> None:
    app = Small()
    async with app.run_test():
        for key in "cMoritz":
            app.key(key)
        await typed(app, "Moritz")


async def test_what_had_the_focus_is_gone_and_the_keys_arrive_where_it_is_now(short: None) -> None:
    app = Small()
    async with app.run_test():
        for key in "rMoritz":
            app.key(key)
        await typed(app, "Moritz")


async def test_a_handler_that_never_ends_keeps_nobody_from_leaving(
    short: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typed_ahead, "PATIENCE", 0.1)
    app = Small()
    async with app.run_test():
        app.key("w")
        app.key("ctrl+q")
        async with asyncio.timeout(30):
            while not app._exit:
                await asyncio.sleep(0.005)
        app.query_one(Pane).held.set()
