"""Keys that come faster than the screen follows: none is lost, and none overtakes another."""

from __future__ import annotations

from textual.keys import _character_to_key

from playbook.records.model import Feedback
from tests.tui.driver import Driver, opened
from tests.tui.test_call_screen import start
from tests.tui.world import World


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
