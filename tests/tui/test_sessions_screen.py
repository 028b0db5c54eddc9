"""1:1s from the keys: planned, spoken about, noted, agreed, done, closed; carried over; who reads it on top."""

from __future__ import annotations

import pytest

from playbook.one_on_ones import agree, pair_with, plan, sessions_with
from playbook.records.coaching import Session
from tests.tui.driver import Driver, opened
from tests.tui.world import World
from tui.screens.sessions import SessionsScreen

ALL = (("acknowledge",), *[("next_step",)] * 6)
WIDE = (120, 45)


async def at(driver: Driver, person: str = "lee") -> None:
    driver.app.push_screen(SessionsScreen(person))
    await driver.settle()


def planned(world: World, day: str = "2026-11-24") -> None:
    """Kim has planned a 1:1 with Lee."""
    kim = world.of("kim")
    plan(kim, pair_with(kim, "lee"), day)


def agreed(world: World, text: str = "Listen to two calls of Mia's") -> None:
    """The two have agreed on something in the 1:1 that is planned."""
    kim = world.of("kim")
    agree(kim, sessions_with(kim, pair_with(kim, "lee"))[0], text, "lee", "2026-11-19")


def acts(world: World, by: str) -> list[str]:
    return [record.body.act for record in world.of(by).records("session") if isinstance(record.body, Session)]


async def test_from_coach_a_manager_plans_one_and_the_agenda_is_there_already(world: World) -> None:
    world.ran(*ALL, account="Halden Timber", result="advance", commitment="done")
    async with opened(world.root, world.data, person="kim", clock=world.clock, size=WIDE) as driver:
        await driver.press("4", "s")
        driver.sees("Choose a person of yours")
        await driver.press("j", "s")
        driver.sees("1:1s with Lee Park", "Only you and Lee Park may read this. It stays on this device")
        driver.sees("not planned", "it ended in a commitment")
        await driver.press("n")
        driver.sees("None is planned. p plans one.")
        await driver.press("p")
        driver.sees("On which day?")
        await driver.type("tue")
        await driver.press("enter")
        driver.sees("Planned for", "24 Nov", "○ planned").sees_no("not planned")
        await driver.press("p")
        driver.sees("Move it to which day?")
        await driver.type("+6")
        await driver.press("enter")
        driver.sees("Moved to", "26 Nov").sees_no("24 Nov")
        await driver.press("escape")
        driver.sees("What to talk about")
    assert acts(world, "kim") == ["plan", "plan"]


async def test_a_rep_sees_the_same_and_says_what_to_speak_about(world: World) -> None:
    planned(world)
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=WIDE) as driver:
        await driver.press("4", "s")
        driver.sees("1:1s with Kim Adeyemi", "Only you and Kim Adeyemi may read this")
        await driver.press("e")
        driver.sees("What do you want to speak about?", "Only you and Kim Adeyemi may read this")
        await driver.type("The CFO of Brenner")
        await driver.press("enter")
        driver.sees("It stands on the agenda.", "To speak about", "Lee: The CFO of Brenner")
        await driver.press("n")
        await driver.type("x")
        await driver.press("escape", "escape")
        driver.sees_no("Notes")
    assert acts(world, "lee") == ["plan", "say"]


async def test_agreed_carried_over_and_done(world: World) -> None:
    planned(world)
    async with opened(world.root, world.data, person="kim", clock=world.clock, size=WIDE) as driver:
        await at(driver)
        await driver.press("d")
        driver.sees("Nothing is agreed that is not done.")
        await driver.press("a")
        driver.sees("What is to be done?")
        await driver.type("Listen to Mia")
        await driver.press("enter")
        driver.sees("Who does it?", "1  Lee Park", "2  Kim Adeyemi")
        await driver.press("1")
        driver.sees("By when?")
        await driver.type("fri")
        await driver.press("enter")
        driver.sees("carried over until it is done", "☐ Lee: Listen to Mia, by", "0 of 1 done")
        await driver.press("n")
        await driver.type("Asks well")
        await driver.press("enter")
        driver.sees("Noted.", "Kim: Asks well")
        await driver.press("c")
        driver.sees("Closed.", "✓ held", "not planned")
        await driver.press("k")
        driver.sees("Carried over")
        await driver.press("d", "1")
        driver.sees("What became of it?")
        await driver.press("1")
        driver.sees("Listen to Mia: done.", "1 of 1 done", "Done since the last time").sees_no("Carried over")
    assert acts(world, "kim") == ["plan", "action", "note", "close", "done"]


async def test_agreed_without_a_day_by_escape(world: World) -> None:
    planned(world)
    async with opened(world.root, world.data, person="kim", clock=world.clock, size=WIDE) as driver:
        await at(driver)
        await driver.press("a")
        await driver.type("Call the analyst")
        await driver.press("enter", "2", "escape")
        driver.sees("☐ Kim: Call the analyst").sees_no("by 2")


async def test_a_run_is_picked_and_taken_off(world: World) -> None:
    planned(world)
    world.ran(*ALL, account="Halden Timber")
    world.ran(*ALL, account="Secret Steel", private=True)
    async with opened(world.root, world.data, person="kim", clock=world.clock, size=WIDE) as driver:
        await at(driver)
        driver.sees_no("Runs to look at")
        await driver.press("r")
        driver.sees("Look at which run?", "Halden Timber").sees_no("Secret Steel")
        await driver.press("enter")
        driver.sees("Picked.", "Runs to look at", ": picked")
        await driver.press("r")
        driver.sees("✓ 20 Nov")
        await driver.press("enter")
        driver.sees("Taken off.").sees_no("Runs to look at")


async def test_more_runs_than_the_screen_has_lines_are_all_to_be_chosen(world: World) -> None:
    planned(world)
    for number in range(24):
        world.ran(*ALL, account=f"Halden Timber number {number} of a very long name")
    async with opened(world.root, world.data, person="kim", clock=world.clock, size=(80, 24)) as driver:
        await at(driver)
        await driver.press("r")
        driver.sees("Look at which run?", "take it", "esc back")
        await driver.type("number 0")
        driver.sees("Halden Timber number 0").sees_no("Halden Timber number 17")
        await driver.press("enter")
        driver.sees("Picked.")


async def test_without_a_run_there_is_none_to_pick(world: World) -> None:
    planned(world)
    async with opened(world.root, world.data, person="kim", clock=world.clock, size=WIDE) as driver:
        await at(driver)
        await driver.press("r")
        driver.sees("There is no shared run of theirs to look at.")


async def test_withdrawn_it_is_taken_up_again(world: World) -> None:
    planned(world)
    agreed(world)
    async with opened(world.root, world.data, person="kim", clock=world.clock, size=WIDE) as driver:
        await at(driver)
        await driver.press("u")
        driver.sees("It is open: it was neither held nor withdrawn.")
        await driver.press("x")
        driver.sees("Withdrawn. u takes it up again.", "– withdrawn", "(its day is over)")
        await driver.press("k")
        driver.sees("Carried over")
        await driver.press("j", "n")
        driver.sees("This 1:1 was withdrawn. Take it up again")
        await driver.press("u")
        driver.sees("Open again.", "○ planned").sees_no("– withdrawn")


async def test_it_is_written_to_a_file_to_take_along(world: World) -> None:
    planned(world)
    agreed(world, "Read <b>this</b>")
    async with opened(world.root, world.data, person="kim", clock=world.clock, size=WIDE) as driver:
        await at(driver)
        await driver.press("w")
        driver.sees("Write it to which new file?", "1-1-lee-2026-11-24.html")
        target = world.root.parent / "lee.html"
        await driver.press(*["backspace"] * 40)
        await driver.type(str(target))
        await driver.press("enter")
        driver.sees("✓ Written to")
        await driver.press("w")
        await driver.press(*["backspace"] * 40)
        await driver.type(str(target))
        await driver.press("enter")
        driver.sees("Write it to which new file?")
    assert "Read &lt;b&gt;this" in target.read_text("utf-8")


async def test_tab_goes_into_the_agenda_and_v_swaps_on_a_narrow_screen(world: World) -> None:
    planned(world)
    agreed(world)
    async with opened(world.root, world.data, person="kim", clock=world.clock, size=(80, 24)) as driver:
        await at(driver)
        driver.sees("○ planned", "It stays on this device").sees_no("Listen to two")
        await driver.press("v")
        driver.sees("Listen to two calls of Mia's").sees_no("○ planned")
        await driver.press("v", "tab")
        assert driver.focus == "agenda"
        await driver.press("enter")
        assert driver.focus == "sessions"


@pytest.mark.parametrize(("by", "person"), [("lee", "mia"), ("dana", "lee")])
async def test_two_who_do_not_meet_are_told_so(world: World, by: str, person: str) -> None:
    async with opened(world.root, world.data, person=by, clock=world.clock, size=WIDE) as driver:
        await at(driver, person)
        driver.sees("A 1:1 is of a rep and a manager above them")
        await driver.press("p")
        driver.sees("Reading what is on record")


async def test_what_the_other_wrote_meanwhile_is_there_after_the_next_act(world: World) -> None:
    planned(world)
    async with opened(world.root, world.data, person="kim", clock=world.clock, size=WIDE) as driver:
        await at(driver)
        lee = world.of("lee")
        from playbook.one_on_ones import act

        act(lee, sessions_with(lee, pair_with(lee, "kim"))[0], "say", text="Written [i]meanwhile[/i]")
        await driver.press("n")
        await driver.type("Mine")
        await driver.press("enter")
        driver.sees("Lee: Written [i]meanwhile[/i]", "Kim: Mine")


async def test_today_has_the_one_on_one_and_what_was_agreed_and_y_says_that_it_is_done(
    world: World,
) -> None:
    planned(world, "2026-11-20")
    agreed(world)
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=WIDE) as driver:
        driver.sees("■ 1:1", "1:1 with Kim Adeyemi", "☐ agreed", "Listen to two calls of Mia's", "1 day late")
        await driver.press("enter")
        driver.sees("1:1s with Kim Adeyemi", "Planned for Fri 20 Nov 2026.")
        await driver.press("escape", "c")
        driver.sees("This line belongs to no play.")
        await driver.press("j", "y")
        driver.sees("Done.").sees_no("☐ agreed")
        await driver.press("u")
        driver.sees("Taken back: Done.", "☐ agreed")
        await driver.press("y")
        driver.sees_no("☐ agreed")
    async with opened(world.root, world.data, person="kim", clock=world.clock, size=WIDE) as driver:
        await driver.press("1")
        driver.sees("Lee has done it", "Listen to two calls of Mia's")
