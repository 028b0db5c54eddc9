"""Feedback that lies ready for one key where it costs nothing, and is gone with any other."""

from __future__ import annotations

from tests.tui.driver import opened
from tests.tui.test_call_asides import calling, kinds, run
from tests.tui.test_debrief_screen import debrief
from tests.tui.test_feedback_screen import written
from tests.tui.world import DISCOVERY, World

TELLS = "F4 tells marketing that it did not work."


async def test_a_step_that_did_not_work_before_is_told_with_two_keys(world: World) -> None:
    async with calling(world) as driver:
        await driver.press("f6", "5")
        driver.sees(f"Skipped “Open”. {TELLS}", "2/6")
        await driver.press("f4")
        driver.sees("step “Open”", "3  wrong: what is right?", "Did not work before.")
        await driver.press("enter")
        driver.sees("saved. The answer comes to Today and News.", "2/6")
        made = run(driver)
    (said,) = written(world)
    assert (said.kind, said.text, said.play, said.step, said.run) == (
        "wrong", "Did not work before.", DISCOVERY, "open", made.id,
    )  # fmt: skip
    assert said.quote and said.blob


async def test_what_was_offered_is_gone_with_the_next_key_and_nothing_was_said(world: World) -> None:
    async with calling(world) as driver:
        await driver.press("f6", "5")
        driver.sees(TELLS)
        await driver.press("j")
        driver.sees_no(TELLS)
        await driver.press("f4")
        driver.sees("1  worked: what did you say or do?").sees_no("Did not work before.")
        await driver.press("escape", "f6", "5")
        driver.sees(TELLS)
        await driver.press("u")
        driver.sees_no(TELLS)
    assert written(world) == []


async def test_another_reason_offers_nothing(world: World) -> None:
    async with calling(world) as driver:
        await driver.press("f6", "2")
        driver.sees("2/6").sees_no("tells marketing")
        assert kinds(driver)[-1] == "skip"


async def test_a_box_that_was_opened_and_left_offers_no_second_time(world: World) -> None:
    async with calling(world) as driver:
        await driver.press("f6", "5", "f4", "escape", "f4")
        driver.sees("1  worked: what did you say or do?")
    assert written(world) == []


async def test_a_search_in_vain_on_a_call_is_told_with_its_words(world: World) -> None:
    async with calling(world) as driver:
        await driver.press("f2")
        await driver.type("zeppelin")
        await driver.press("escape")
        driver.sees("Nothing found for “zeppelin”: noted as a gap. F4 tells marketing that it is missing.")
        await driver.press("f4")
        driver.sees("4  missing: what did you look for?", "zeppelin")
        await driver.type(" hangars")
        await driver.press("enter")
        assert kinds(driver)[-1] == "gap"
    (said,) = written(world)
    assert (said.kind, said.text, said.quote) == ("missing", "zeppelin hangars", "")


async def test_a_search_in_vain_from_any_mode_is_told_with_its_words(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        for mode in "125":
            await driver.press(mode, "slash")
            await driver.type(f"zeppelin{mode}")
            await driver.press("escape")
            driver.sees(f"Nothing found for “zeppelin{mode}”. F4 tells marketing that it is missing.")
        await driver.press("f4", "enter")
        driver.sees("saved. The answer comes to Today and News.")
        await driver.press("slash")
        await driver.type("zeppelin9")
        await driver.press("escape", "6", "f4")
        driver.sees("1  worked: what did you say or do?")
    assert [(said.kind, said.text) for said in written(world)] == [("missing", "zeppelin5")]


async def test_where_something_was_found_nothing_is_offered(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("slash")
        await driver.type("expensive")
        await driver.press("escape")
        driver.sees_no("tells marketing")


async def test_in_a_debrief_too(world: World) -> None:
    async with debrief(world) as driver:
        await driver.press("f6", "5")
        driver.sees("– Open  skipped: did not work before", TELLS)
        await driver.press("f4", "enter")
        driver.sees("saved. The answer comes to Today and News.")
    (said,) = written(world)
    assert (said.kind, said.step, said.account) == ("wrong", "open", "Kallio")
