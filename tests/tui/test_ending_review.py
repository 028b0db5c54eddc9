"""The review at the end of a call: what is recorded and who sees it, mended before it is."""

from __future__ import annotations

from typing import Any

from tests.tui.driver import Driver, opened
from tests.tui.test_call_screen import start
from tests.tui.test_ending_screen import ending, recorded
from tests.tui.world import World

# Review


async def to_review(driver: Driver) -> None:
    await driver.press("1", "4")
    await driver.type("Nine thousand")
    await driver.press("enter", "2", "enter")
    await driver.type("They own 3 depots")
    await driver.press("enter")
    driver.sees("this is what will be recorded")


async def test_the_review_says_what_is_recorded_and_who_will_see_it(world: World) -> None:
    async with ending(world) as driver:
        await to_review(driver)
        driver.sees("Who sees it", "You and Kim Adeyemi.", "Nine thousand", "They own 3 depots", "Your words")
        driver.sees("⏎ record", "e edit text", "x take out", "p private", "esc back")


async def test_a_text_can_be_changed_or_taken_out_before_it_is_recorded(world: World) -> None:
    async with ending(world) as driver:
        await to_review(driver)
        view: Any = driver.app.screen.query_one("#review")
        view.go_to(next(i for i, row in enumerate(view.rows) if "Nine thousand" in row.text))
        await driver.press("e")
        driver.sees("empty takes them out", "Nine thousand")
        await driver.type(" a month")
        await driver.press("enter")
        driver.sees("Nine thousand a month")
        view.go_to(next(i for i, row in enumerate(view.rows) if "They own 3 depots" in row.text))
        await driver.press("e")
        driver.sees("They own 3 depots")
        await driver.press(*["backspace"] * 17, "enter")
        driver.sees_no("They own 3 depots")
        await driver.press("enter")
    run = recorded(world)
    assert (run.exit_proof, run.notes) == ("Nine thousand a month", ())


async def test_a_run_without_texts_has_none_to_edit(world: World) -> None:
    async with ending(world) as driver:
        await driver.press("2", "4", "enter", "r", "e")
        driver.sees("This run has no text to edit.")


async def test_private_is_one_key_forth_and_back(world: World) -> None:
    async with ending(world) as driver:
        await to_review(driver)
        await driver.press("p")
        driver.sees("Only you, on this machine.", "Private: it stays on this machine, for you alone.")
        await driver.press("p")
        driver.sees("You and Kim Adeyemi.", "Shared as said above.")
        await driver.press("enter")
    assert len(world.of("kim").runs()) == 1


async def test_back_from_the_review_is_to_the_questions(world: World) -> None:
    async with ending(world) as driver:
        await to_review(driver)
        await driver.press("escape")
        driver.sees("Ending: First discovery", "They own 3 depots")
        await driver.press("escape")
        driver.sees("1/6 Open")
    assert world.of("lee").runs() == {}


async def test_what_cannot_be_recorded_stays_in_the_review_and_can_be_tried_again(world: World) -> None:
    async with ending(world) as driver:
        await to_review(driver)
        folder = world.data / "fernyard"
        folder.rename(folder.with_name("aside"))
        folder.write_text("in the way")
        await driver.press("enter")
        driver.sees("✗", "this is what will be recorded", "Nine thousand")
        folder.unlink()
        folder.with_name("aside").rename(folder)
        await driver.press("enter")
        driver.sees("✓ Recorded: First discovery")
    assert recorded(world).exit_proof == "Nine thousand"


async def test_enter_twice_records_once(world: World) -> None:
    async with ending(world) as driver:
        await to_review(driver)
        driver.send("enter")
        driver.send("enter")
        await driver.settle()
        driver.sees("Recorded: First discovery")
    assert recorded(world).result == "advance"


async def test_a_long_reason_and_title_fold_in_the_review(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(80, 24)) as driver:
        await start(driver)
        await driver.press("enter", "s", "0")
        await driver.type(
            "because they had read every word of it before we rang them up today and then some more"
        )
        await driver.press("enter", "e", "2", "4", "enter", "r")
        view: Any = driver.app.screen.query_one("#review")
        text = " ".join(" ".join(row.text for row in view.rows).split())
        assert "before we rang them up today and then some more" in text
        from tui.rows import width_of

        assert max(width_of(row.text) for row in view.rows) <= view.size.width


async def test_it_fits_a_small_terminal(world: World) -> None:
    async with ending(world, size=(80, 24)) as driver:
        driver.sees("1 ○ advance", "6 ○ closed", "⏎ next", "F10 review")
        await to_review(driver)
        driver.sees("Who sees it", "⏎ record")
