"""A note on a call: what is half typed outlives the window, and what cannot be kept stays on the screen."""

from __future__ import annotations

from typing import Any

from playbook.runs.drafts import begin_note, note_begun
from tests.tui.driver import Driver, opened
from tests.tui.test_call_asides import calling, run
from tests.tui.world import World


async def half_typed(driver: Driver, world: World, text: str) -> None:
    """Begin a note, and wait until the disk has it."""
    await driver.press("n")
    await driver.type(text)
    kept = world.of("lee").open_runs
    id_ = next(iter(kept.load().runs)).id
    await driver.comes(lambda: note_begun(kept.get(id_)) == text, "what was typed is not kept")


async def test_a_note_half_typed_survives_a_kill_and_is_typed_on(world: World) -> None:
    async with calling(world) as driver:
        await half_typed(driver, world, "She read the num")
        async with opened(world.root, world.data, person="lee", clock=world.clock) as other:
            await other.press("enter")
            other.sees("1/6 Open")
            await other.press("n")
            other.sees("She read the num")
            await other.type("bers back")
            await other.press("enter")
            other.sees("Noted.")
            (note,) = [event for event in run(other).events if event.kind == "note"]
            assert (note.text, run(other).drafts) == ("She read the numbers back", {})


async def test_a_call_taken_up_again_says_that_a_note_is_half_typed(world: World) -> None:
    open_runs = world.of("lee").open_runs
    open_runs.save(begin_note(open_runs.get(world.begin(("acknowledge",)).id), "She read"))
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("enter")
        driver.sees("1/6 Open", "A note is half typed: F5 goes on with it.")
        await driver.press("f5")
        driver.sees("She read")


async def test_escape_asks_twice_and_then_drops_it(world: World) -> None:
    async with calling(world) as driver:
        await half_typed(driver, world, "She read")
        await driver.press("escape")
        driver.sees("esc again to drop what you typed")
        await driver.press("escape")
        driver.sees_no("She read")
        assert run(driver).drafts == {}
        await driver.press("n")
        driver.sees_no("She read")


async def test_a_note_too_long_stays_on_the_screen_and_says_why(world: World) -> None:
    async with calling(world) as driver:
        await driver.press("n")
        screen: Any = driver.app.screen
        screen.query_one("#write").text = "x" * 30_000
        await driver.press("enter")
        driver.sees("✗", "20,000")
        assert len(screen.query_one("#write").text) == 30_000
        screen.query_one("#write").text = "shorter"
        await driver.press("enter")
        driver.sees("Noted.")
