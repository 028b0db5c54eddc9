"""Nothing of a call is lost: what is half typed, two windows on one run, a call started by mistake, time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from textual.events import Paste

from playbook.runs import machine
from playbook.runs.finish import finish
from tests.tui.driver import Driver, opened
from tests.tui.test_call_asides import calling, kinds, run
from tests.tui.test_call_screen import start
from tests.tui.world import DISCOVERY, World

COST = "what-it-costs/what-do-hauliers-charge-you-for-waiting-a-month"


async def to_the_cost(driver: Driver) -> None:
    """Go to the step whose first question is typed."""
    await driver.press("t", "4")
    driver.sees("What do hauliers charge you", "⏎ keep")


async def waited(driver: Driver) -> None:
    """Wait until what is typed has been kept: a moment after the last letter."""
    import asyncio

    screen: Any = driver.app.screen
    while screen._draft_waits:
        await asyncio.sleep(0.02)
    await driver.settle()


# What is half typed


async def test_what_is_half_typed_survives_a_kill_and_is_typed_on(world: World) -> None:
    async with calling(world) as driver:
        await to_the_cost(driver)
        await driver.type("nine thou")
        await waited(driver)
        driver.sees("● saved")
        # Nothing is closed in order: the next window finds what the disk has.
        async with opened(world.root, world.data, person="lee", clock=world.clock) as other:
            await other.press("enter")
            other.sees("4/6 What it costs", "nine thou", "⏎ keep")
            await other.type("sand")
            await other.press("enter")
            other.sees("nine thousand").sees_no("draft")
            assert run(other).drafts == {}


async def test_escape_keeps_a_draft_that_going_on_makes_the_answer(world: World) -> None:
    async with calling(world) as driver:
        await to_the_cost(driver)
        await driver.type("nine thou")
        await driver.press("escape")
        driver.sees("nine thou  draft: i types on, going on keeps it")
        assert run(driver).drafts == {COST: "nine thou"}
        await driver.press("enter")
        driver.sees("5/6 Read it back", "nine thou a month in waiting charges")
        await driver.press("escape", "u", "u")
        driver.sees("Undone: answer to “What do hauliers charge you for waiting")


async def test_what_is_half_typed_is_kept_when_one_parks_leaves_or_ends(world: World) -> None:
    async with calling(world) as driver:
        await to_the_cost(driver)
        await driver.type("nine")
        await driver.press("f6", "escape")
        driver.sees("nine", "⏎ keep")
        await driver.press("escape", "escape", "2")
        driver.sees("Parked. It waits on Today.")
        await driver.press("1", "enter")
        driver.sees("4/6 What it costs", "nine", "⏎ keep")
        await driver.press("escape", "e")
        driver.sees("How did it end?")
        answers = finish(*done(driver)).answers
        assert [(answer.question, answer.values) for answer in answers] == [(COST, ("nine",))]


def done(driver: Driver) -> tuple[Any, Any, float, str]:
    """Return what finishing the run would be given."""
    screen: Any = driver.app.screen_stack[1]
    ended = machine.set_ending(screen.page, screen.run, screen.clock.seconds(), result="declined")
    return screen.page, ended, screen.clock.seconds(), "2026-11-20T11:00:00.000Z"


async def test_an_emptied_answer_takes_the_answer_back_and_asks_nothing(world: World) -> None:
    async with calling(world) as driver:
        await to_the_cost(driver)
        await driver.type("nine")
        await driver.press("enter")
        assert [e.values for e in run(driver).events if e.kind == "answer"] == [("nine",)]
        await driver.press("k", "i", "ctrl+u", "enter")
        driver.sees_no("nine")
        assert [e.values for e in run(driver).events if e.kind == "answer"] == [("nine",), ()]
        await driver.press("u")
        driver.sees("nine", "Undone: clearing the answer to “What do hauliers")


async def test_pasted_megabytes_are_cut_to_what_an_answer_holds_and_it_is_said(world: World) -> None:
    async with calling(world) as driver:
        await to_the_cost(driver)
        event = Paste("line one\nline two \x1b[31m " + "x" * 3_000_000)
        event.set_sender(driver.app)
        driver.app._driver.send_message(event)  # type: ignore[union-attr]
        await driver.settle()
        driver.sees("An answer holds 20,000 characters: 20,000 of the 3,000,0")
        screen: Any = driver.app.screen
        assert screen.box.value.startswith("line one line two ␛[31m xx")
        await driver.press("enter")
        assert len(run(driver).events[-1].values[0]) == 20_000
        driver.sees("● saved")


# Two windows, mistakes


async def test_two_windows_on_one_call_keep_what_was_done_in_both_and_say_so(world: World) -> None:
    async with calling(world) as driver:
        await driver.press("enter", "space")
        async with opened(world.root, world.data, person="lee", clock=world.clock) as other:
            await other.press("enter", "space")
            other.sees("☑ Ask who else is on the line", "● saved")
            await driver.press("f8")
            driver.sees(
                "Another window went on with this run too", "☑ Ask who else is on the line", "● saved"
            )
            world.clock.move(1)
            await other.press("f8")
            other.sees("Another window went on with this run too", "● saved")
    (kept,) = world.of("lee").my_open_runs()
    assert [e.kind for e in kept.events] == ["connect", "acknowledge", "tick", "tick", "mark", "mark"]


async def test_a_second_window_on_a_call_says_so_at_its_start(world: World) -> None:
    async with calling(world) as driver:
        driver.sees_no("in another window")
        async with opened(world.root, world.data, person="lee", clock=world.clock) as other:
            await other.press("enter")
            other.sees("1/6 Open", "This call is open in another window too.")
            await other.press("escape", "2")
        await driver.press("escape", "2", "enter")  # here alone again
        driver.sees("1/6 Open").sees_no("in another window")
        await driver.press("escape", "2")
    assert [path.name for path in world.of("lee").open_runs.folder.glob(".*.window")] == []


async def test_a_call_parked_in_another_window_goes_on_in_the_one_that_is_worked_in(world: World) -> None:
    async with calling(world) as driver:
        await driver.press("enter")
        async with opened(world.root, world.data, person="lee", clock=world.clock) as other:
            await other.press("enter", "escape", "2")
            other.sees("Parked. It waits on Today.")
            world.clock.move(60)
            await driver.press("f8")
            driver.sees("Another window went on with this run too", "● saved")
            world.clock.move(5)
            await driver.press("f6", "2")
            driver.sees_no("This run is parked").sees("1:05", "2/6", "● saved")
        kept = world.of("lee").open_runs.get(run(driver).id)
    assert [e.kind for e in kept.events] == ["connect", "acknowledge", "park", "resume", "mark", "skip"]


async def test_a_call_finished_in_another_window_goes_on_as_one_of_its_own(world: World) -> None:
    async with calling(world) as driver:
        workspace = world.of("lee")
        page = workspace.page_of_run(run(driver))
        workspace.open_runs.load()
        workspace.finish_run(page, machine.set_ending(page, run(driver), 9.0, result="declined"), 9.0)
        await driver.press("n")
        await driver.type("One thing more")
        await driver.press("enter")
        driver.sees("Another window finished or discarded this run.", "● saved")
    (kept,) = world.of("lee").my_open_runs()
    assert kept.events[-1].text == "One thing more"


async def test_a_call_started_by_mistake_is_discarded_and_can_be_brought_back(world: World) -> None:
    async with calling(world) as driver:
        await driver.press("enter", "space", "escape", "4")
        driver.sees("Discard “First discovery”?", "1  no, go on with the call", "2 entries in it go too")
        await driver.press("1")
        driver.sees("1/6 Open")
        await driver.press("escape", "4", "2")
        driver.sees("1 Today", "✓ Discarded: First discovery.", "brings it back")
        assert world.of("lee").my_open_runs() == ()
        assert world.of("lee").runs() == {}
        await start(driver, "plays/connect/trigger-event-call")
        await driver.press("enter", "r")
        driver.sees("Go to which call?", "1  First discovery, discarded: bring it back")
        await driver.press("1")
        driver.sees("First discovery", "☑ Ask how long they have")
    assert {kept.play for kept in world.of("lee").my_open_runs()} == {
        DISCOVERY,
        "plays/connect/trigger-event-call",
    }


async def test_with_a_mistaken_call_goes_the_wrong_play_it_was_switched_from_and_both_come_back(
    world: World,
) -> None:
    async with calling(world) as driver:
        await driver.press("space", "w")
        await driver.type("renewal")
        await driver.press("enter")
        driver.sees("Renewal at 120 days")
        await driver.press("escape", "4")
        driver.sees("The play that you left for it goes with it")
        await driver.press("2")
        driver.sees("✓ Discarded: Renewal")
        lee = world.of("lee")
        assert (lee.my_open_runs(), lee.runs()) == ((), {})
        await start(driver, "plays/connect/trigger-event-call")
        await driver.press("enter", "r")
        driver.sees("1  Renewal", "discarded: bring it back").sees_no("2  ")
        await driver.press("1")
        driver.sees("Renewal at 120 days")
        await driver.press("e", "1", "1", "f10", "enter", "escape")
    plays = {row.run.play: row.run.wrong_play for row in world.of("lee").runs().values()}
    assert plays == {DISCOVERY: True, "plays/renew/renewal-at-120-days": False}


async def test_from_one_open_call_to_another_is_two_keys_and_each_stands_where_it_was(world: World) -> None:
    async with calling(world) as driver:
        await driver.press("r")
        driver.sees("This is your only open call.")
        await driver.press("enter", "space", "escape", "2")
        world.clock.move(60)
        await start(driver, "plays/connect/trigger-event-call")
        await driver.press("enter", "r", "1")
        driver.sees("First discovery", "☑ Ask how long they have")
        await driver.press("r")
        driver.sees("1  Trigger-event call, began 10:01")
        await driver.press("1")
        driver.sees("Trigger-event call", "1/")
        assert kinds(driver)[-2:] == ["park", "resume"]


# Time


async def test_the_time_of_the_ending_is_none_of_the_calls(world: World) -> None:
    async with calling(world) as driver:
        world.clock.move(60)
        await driver.press("e")
        world.clock.move(90)
        await driver.press("escape")
        world.clock.move(5)
        await driver.press("!")
        driver.sees("Marked at 1:05.")
        await driver.press("e")
        world.clock.move(100)
        made = finish(*done(driver))
    assert (made.seconds, made.ended) == (65.0, "2026-11-20T10:02:35.000Z")


async def test_a_call_killed_while_its_end_was_said_opens_at_its_end(world: World) -> None:
    async with calling(world) as driver:
        await driver.press("e", "1")
        async with opened(world.root, world.data, person="lee", clock=world.clock) as other:
            await other.press("enter")
            other.sees("How did it end?", "1 ● advance")


async def test_the_clock_goes_on_when_the_play_is_switched(world: World) -> None:
    async with calling(world) as driver:
        world.clock.move(70)
        await driver.press("w")
        await driver.type("renewal")
        await driver.press("enter")
        world.clock.move(5)
        await driver.press("!")
        driver.sees("Marked at 1:15.", "Renewal")


async def test_a_lid_closed_for_hours_is_no_talk_time(world: World) -> None:
    async with calling(world) as driver:
        world.clock.move(30)
        await driver.press("!")
        world.clock.ticked += 3 * 3600
        await driver.press("!")
        driver.sees("Marked at 0:30.")
        world.clock.at -= timedelta(days=400)  # and the wall clock jumps
        await driver.press("!")
        assert finish(*done(driver)).ended == "2026-11-20T11:00:00.000Z"


# The play on disk


async def test_the_call_goes_on_when_its_play_is_edited_moved_or_deleted(world: World) -> None:
    page = world.root / f"{DISCOVERY}.md"
    async with calling(world) as driver:
        page.write_text(page.read_text("utf-8").replace("Ask how long they have", "Changed"), "utf-8")
        await driver.press("enter", "space")
        driver.sees("☑ Ask how long they have").sees_no("Changed")
        page.rename(page.with_name("elsewhere.md"))
        await driver.press("f4")
        driver.sees("step “Open”")
        await driver.press("escape", "escape", "2", "1", "enter")
        driver.sees("☑ Ask how long they have")
        page.with_name("elsewhere.md").unlink()
        await driver.press("enter", "e")
        driver.sees("How did it end?")


async def test_after_a_call_one_is_back_where_it_was_chosen_not_in_its_preparation(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("2", "enter", "c")
        driver.sees("Who picked up?")
        await driver.press("2", "enter")
        driver.sees("1 Today", "✓ Logged: no answer. On to the next.")
