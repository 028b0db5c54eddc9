"""What a call shows and takes at each moment: keys that are true, the mouse, who is there, any size of window."""

from __future__ import annotations

from typing import Any

import pytest
from textual.geometry import Offset

from playbook.records.model import Wording
from tests.tui.driver import Driver
from tests.tui.test_call_asides import calling, kinds, run
from tests.tui.world import World

SMALL = (80, 24)


def bar(driver: Driver) -> str:
    return driver.lines[-1]


async def click(driver: Driver, text: str) -> None:
    """Click on the first letter of `text` on the screen."""
    y = next(number for number, line in enumerate(driver.lines) if text in line)
    await driver.pilot.click(offset=Offset(driver.lines[y].index(text), y))
    await driver.settle()


# The key bar at 80 columns


async def test_the_bar_holds_what_the_moment_needs_at_80_columns(world: World) -> None:
    async with calling(world, connected=False, size=SMALL) as driver:
        assert bar(driver).startswith(" 1-7 who picked up  ⏎ connected  v voicemail  c account")
        await driver.press("enter")
        assert bar(driver).startswith(" ⏎ understood  F2 objection  e end  F6 skip  F9 short ")
        assert "esc leave" in bar(driver)
        await driver.press("enter", "enter", "2", "enter")
        assert "⏎ next  F2 objection  e end  F6 skip  F9 short" in bar(driver)
        assert "esc leave" in bar(driver)
        await driver.press("t", "4")
        assert bar(driver).startswith(" ⏎ keep  F2 objection  F4 feedback  F6 skip  F9 short ")
        assert "esc keys" in bar(driver)
        await driver.press("escape", "t", "7", "escape", "enter", "escape")
        driver.sees("This was the last step.  ⏎ ends the call")
        assert bar(driver).startswith(" ⏎ end the call  ⌫ back  u undo")


async def test_a_key_that_could_do_nothing_takes_no_room_in_the_bar(world: World) -> None:
    page = world.root / "plays/discover/bare.md"
    page.write_text("# Bare\n\n## A\n\n> Say.\n\n## B\n\n> Bye.\n", "utf-8")
    async with calling(world, "plays/discover/bare", size=SMALL) as driver:
        assert "short" not in bar(driver)
        assert "tick" not in bar(driver)


async def test_while_one_types_digits_are_letters_and_are_not_shown_as_keys(world: World) -> None:
    async with calling(world) as driver:
        await driver.press("t", "3")
        driver.sees("1 ○ They just come")
        await driver.press("j")
        driver.sees("○ They just come", "⏎ keep").sees_no("1 ○ They just come")
        await driver.type("2 of 3")
        await driver.press("escape")
        driver.sees("2 of 3  draft", "1 ○ They just come")


async def test_a_message_goes_with_the_next_key(world: World) -> None:
    async with calling(world) as driver:
        await driver.press("l")
        driver.sees("No answer given here leads to another page.")
        await driver.press("j")
        driver.sees_no("No answer given here")
        await driver.press("9")
        driver.sees("This question has 3 answers.")
        await driver.press("1")
        driver.sees_no("This question has")
        await driver.press("t", "4", "f9")
        driver.sees("Short of time")
        await driver.type("x")
        driver.sees_no("Short of time: only the steps that must be are left")


# The mouse


async def test_all_that_a_key_does_in_a_step_the_mouse_does_too(world: World) -> None:
    async with calling(world, connected=False) as driver:
        await click(driver, "connected")
        driver.sees("1/6 Open")
        await click(driver, "understood (needed")
        driver.sees("✓ understood")
        await click(driver, "Ask how long they have")
        driver.sees("☑ Ask how long they have")
        await click(driver, "Not asked")
        driver.sees("3 ● Not asked")
        await click(driver, "What it costs")
        driver.sees("4/6 What it costs", "⏎ keep")
        await driver.type("nine")
        await click(driver, "Overtime at the dock")
        driver.sees("☑ Overtime at the dock", "nine  draft").sees_no("⏎ keep")
        await click(driver, "nine")
        driver.sees("⏎ keep")
        assert kinds(driver) == ["connect", "acknowledge", "tick", "answer", "go", "answer"]


async def test_before_the_first_step_account_and_people_can_be_clicked(world: World) -> None:
    async with calling(world, connected=False) as driver:
        await click(driver, "account: none yet")
        driver.sees("Which account?")
        await driver.press("escape")
        await click(driver, "people on the call: none yet")
        driver.sees("Who is on the call?")
        assert driver.line_with("⏎ done").count("esc back") == 1


async def test_nobody_there_takes_the_mouse_too(world: World) -> None:
    async with calling(world, connected=False) as driver:
        await click(driver, "no-show")
        await click(driver, "takes that back")
        driver.sees("Who picked up?")
        await click(driver, "voicemail")
        await click(driver, "logs it, and on")
        driver.sees("✓ Logged: voicemail.")


async def test_an_objection_is_settled_by_mouse(world: World) -> None:
    async with calling(world) as driver:
        await driver.press("f2")
        await driver.type("expens")
        await driver.press("enter")
        await click(driver, "half")
        driver.sees("✓ Half settled.", "u takes it back.").sees_no("settle it?")
        assert [(e.text, e.values) for e in run(driver).events if e.kind == "settle"] == [
            ("partly", ("objections/too-expensive",))
        ]


@pytest.mark.parametrize(
    ("key", "told"), [("y", "✓ Settled."), ("h", "✓ Half settled."), ("x", "✓ Not settled.")]
)
async def test_what_was_recorded_of_an_objection_is_said_and_can_be_taken_back(
    world: World, key: str, told: str
) -> None:
    async with calling(world) as driver:
        await driver.press("f2")
        await driver.type("expens")
        await driver.press("enter", key)
        driver.sees(f"{told} u takes it back.").sees_no("settle it?")
        await driver.press("u")
        driver.sees("Undone: settled:", "settle it?")


async def test_the_help_of_a_call_has_every_key_beside_what_it_does(world: World) -> None:
    async with calling(world) as driver:
        await driver.press("f1")
        await driver.type("call.up")
        driver.sees("k ↑ shift+tab Go to the one before.")


# Nobody there


async def test_a_machine_is_told_the_script_of_the_play(world: World) -> None:
    page = world.root / "plays/discover/machine.md"
    page.write_text(
        "# Machine\n\n## A\n\n> Say.\n\n## B\n\n## Voicemail\n\n> Lee here, I try again at ten.\n", "utf-8"
    )
    async with calling(world, "plays/discover/machine", connected=False) as driver:
        await driver.press("v")
        driver.sees("Say to the machine", "┃ Lee here, I try again at ten.", "Nobody was reached: voicemail.")
        await driver.press("e")
        driver.sees("Try again", "Lee here, I try again at ten.").sees_no("How did it end?")
        await driver.press("escape", "enter")
        driver.sees("✓ Logged: voicemail.")
    (row,) = world.of("lee").runs().values()
    assert (row.run.connect, row.run.result) == ("voicemail", "")


# Objections


async def test_what_was_only_passed_by_is_not_recorded_and_asks_nothing(world: World) -> None:
    async with calling(world) as driver:
        before = kinds(driver)
        await driver.press("f2")
        await driver.type("expens")
        await driver.press("escape")
        driver.sees_no("settle it?")
        assert kinds(driver) == before


async def test_whether_it_settled_is_asked_once_at_the_next_pause_and_going_on_is_an_answer(
    world: World,
) -> None:
    async with calling(world) as driver:
        await driver.press("t", "4")
        await driver.type("nine")
        await driver.press("f2")
        await driver.type("expens")
        await driver.press("enter")
        driver.sees("nine", "⏎ keep").sees_no("settle it?")
        await driver.press("enter")
        driver.sees("Did “That's too expensive” settle it?", "or go on")
        await driver.press("enter")
        driver.sees("5/6 Read it back").sees_no("settle it?")
        await driver.press("escape", "y")
        driver.sees("No objection was read since the last step.")


# Who


async def test_who_is_on_the_call_fills_the_words_and_says_who_said_it(world: World) -> None:
    async with calling(world, connected=False) as driver:
        await driver.press("C")
        await driver.type("Ada Berg")
        driver.sees("+ Ada Berg: add to my address book")
        await driver.press("enter")
        driver.sees("☑ Ada Berg")
        await driver.type("Bo Lin")
        await driver.press("enter", "enter")
        driver.sees("people on the call: Ada Berg, Bo Lin", "Thanks for making time, Ada.")
        await driver.press("enter", "enter", "1")
        await driver.press("q")
        driver.sees("Who said it: May I record this", "1  Ada Berg", "2  Bo Lin")
        await driver.press("2")
        driver.sees("said by Bo Lin", "on the call Ada Berg, Bo Lin")
        answer = next(e for e in reversed(run(driver).events) if e.kind == "answer")
        assert (answer.by, world.of("lee").contact_name(answer.by)) == (
            run(driver).events[0].values[1],
            "Bo Lin",
        )
        await driver.press("q", "3")
        driver.sees_no("said by")


async def test_who_said_it_needs_somebody_on_the_call(world: World) -> None:
    async with calling(world) as driver:
        await driver.press("1", "q")
        driver.sees("Nobody is on the call yet: C says who.")


# My words


@pytest.fixture
def worded(world: World) -> World:
    world.of("lee").append(
        Wording("plays/discover/first-discovery", "a-bad-morning", 0, "Tell me about the worst one.")
    )
    return world


async def test_my_words_are_said_first_and_recorded_and_the_plays_are_one_key_away(worded: World) -> None:
    async with calling(worded) as driver:
        await driver.press("t", "2")
        driver.sees("┃ Tell me about the worst one.", "my words")
        await driver.press("a")
        driver.sees("Take me back to the last bad morning.")
        await driver.press("a", "enter")
        screen: Any = driver.app.screen
        from playbook.runs.acting import acting
        from playbook.runs.finish import wording

        state = acting(screen.page, screen.run).state
        assert wording(screen.run, state) == {"a-bad-morning/0": "my words"}


async def test_my_words_are_proposed_as_feedback_with_the_text(worded: World) -> None:
    async with calling(worded) as driver:
        await driver.press("t", "2", "p")
        driver.sees("Tell me about the worst one.", "“Take me back to the last bad morning.")
        await driver.press("enter")
        driver.sees("✓ Feedback F-")
    (item,) = worded.of("dana").feedback().values()
    assert (item.kind, item.text, item.step) == (
        "hard-to-say",
        "Tell me about the worst one.",
        "a-bad-morning",
    )
    assert item.quote.startswith("Take me back to the last bad morning.")


# Sizes


async def test_a_window_too_small_says_so_and_keeps_everything(world: World) -> None:
    async with calling(world) as driver:
        await driver.press("t", "4")
        await driver.type("nine")
        await driver.resize(20, 5)
        assert driver.app.is_too_small
        await driver.type(" thousand")
        await driver.resize(80, 24)
        driver.sees("4/6 What it costs", "nine thousand", "⏎ keep")


@pytest.mark.parametrize("size", [(40, 10), (60, 15), (99, 30), (100, 30), (119, 40), (200, 60)])
async def test_words_to_say_are_whole_at_any_size_and_at_most_72_wide(
    world: World, size: tuple[int, int]
) -> None:
    async with calling(world) as driver:
        await driver.resize(*size)
        screen: Any = driver.app.screen
        said = [row for row in screen.pane.rows if row.text.startswith("┃")]
        text = " ".join(row.text.removeprefix("┃").strip() for row in said)
        assert text.startswith("Thanks for making time") and text.endswith("A no is fine. All right?")
        assert all(len(row.text) <= min(72, size[0]) for row in said)
        assert "…" not in text


async def test_the_list_of_steps_reads_by_itself(world: World) -> None:
    async with calling(world) as driver:
        world.clock.move(75)
        await driver.press("enter", "enter")
        driver.sees("✓ Open             ▲ 1:15 over 1 min", "must 8 min", "pace = in time")
        driver.sees("must: 2 left · What it costs, Agree", "Exit: The customer names what the")
        world.clock.move(60)
        await driver.press("f6", "1")
        driver.sees("– A bad morning", "no time")


# What may come into a call


async def test_an_emergency_notice_on_this_very_play_comes_into_the_call(world: World) -> None:
    page = world.root / "plays/discover/first-discovery.md"
    async with calling(world) as driver:
        driver.sees_no("Do not quote")
        text = page.read_text("utf-8").replace("Ask how long they have", "Other words")
        notice = "notices:\n  - {text: Do not quote the old price, until: 2026-12-31}\n"
        page.write_text(text.replace("status: live\n", f"status: live\n{notice}", 1), "utf-8")
        screen: Any = driver.app.screen
        screen._look()
        await driver.settle()
        driver.sees("! Do not quote the old price (until Thu 31 Dec 2026)", "Ask how long they have")
        page.unlink()
        screen._look()
        await driver.settle()
        driver.sees("! Do not quote the old price (until Thu 31 Dec 2026)")


async def test_the_list_of_a_long_play_follows_the_call(world: World) -> None:
    page = world.root / "plays/discover/long.md"
    page.write_text("# Long\n\n" + "".join(f"## Step {n}\n\n> Say {n}.\n\n" for n in range(60)), "utf-8")
    async with calling(world, "plays/discover/long") as driver:
        driver.sees("▶ Step 0").sees_no("Step 59")
        screen: Any = driver.app.screen
        screen._go_to("step-57")
        await driver.settle()
        driver.sees("▶ Step 57", "  Step 58")
        await driver.press("backspace")
        driver.sees("▶ Step 0")
