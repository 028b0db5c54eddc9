"""What a rep reaches for beside the path of a call, and what happens when the disk refuses."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from playbook.runs.model import OpenRun
from tests.tui.driver import Driver, opened
from tests.tui.test_call_screen import start
from tests.tui.world import DISCOVERY, World


@asynccontextmanager
async def calling(
    world: World, play: str = DISCOVERY, *, connected: bool = True, **how: Any
) -> AsyncIterator[Driver]:
    """Open a call."""
    async with opened(world.root, world.data, person="lee", clock=world.clock, **how) as driver:
        await start(driver, play)
        if connected:
            await driver.press("enter")
        yield driver


def run(driver: Driver) -> OpenRun:
    """Return the run that the screen stands in."""
    found: Any = driver.app.screen_stack[1] if len(driver.app.screen_stack) > 1 else driver.app.screen
    open_run: OpenRun = found.run
    return open_run


def kinds(driver: Driver) -> list[str]:
    return [event.kind for event in run(driver).events]


# Moving


async def test_a_step_is_jumped_to_by_its_digit_and_backspace_comes_back(world: World) -> None:
    async with calling(world) as driver:
        await driver.press("t")
        driver.sees("Go to step", "1  Open", "4  What it costs", "7  Part as friends")
        await driver.press("3")
        driver.sees("3/6 How it works today", "left behind: Open")
        await driver.press("backspace")
        driver.sees("1/6 Open")
        await driver.press("t", "escape")
        driver.sees("1/6 Open")


async def test_undo_says_what_it_took_back_and_stops_at_the_beginning(world: World) -> None:
    async with calling(world) as driver:
        await driver.press("enter", "space", "u")
        driver.sees("Undone: tick of “Ask how long they have”")
        await driver.press("u", "u")
        driver.sees("Who picked up?")
        await driver.press("u")
        driver.sees("Who picked up?")
        assert driver.app.screen.why_not("call.undo")  # type: ignore[attr-defined]


async def test_the_cursor_goes_from_item_to_item_and_stops_at_the_ends(world: World) -> None:
    async with calling(world) as driver:
        driver.sees("▸ ⏎ understood")
        await driver.press("j", "down")
        driver.sees("▸ ☐ Ask who else is on the line")
        await driver.press("tab", "tab", "tab")
        driver.sees("▸ May I record this")
        await driver.press("k", "up", "shift+tab", "k", "k")
        driver.sees("▸ ⏎ understood")


async def test_another_way_to_say_it_is_one_key_where_there_is_one(world: World) -> None:
    page = world.root / "plays/discover/ways.md"
    page.write_text(
        "# Ways\n\n## A\n\n> One way to say it.\n\n> Quite another way.\n\n## B\n\n> Bye.\n", "utf-8"
    )
    async with calling(world, "plays/discover/ways") as driver:
        driver.sees("One way to say it.", "a another way to say it: 1 of 2")
        await driver.press("a")
        driver.sees("Quite another way.", "2 of 2").sees_no("One way to say it.")
        await driver.press("a")
        driver.sees("One way to say it.")
        assert kinds(driver).count("reword") == 2
        await driver.press("enter", "a")
        driver.sees("There is one way to say it here.")


async def test_a_step_without_a_to_do_or_question_says_so(world: World) -> None:
    page = world.root / "plays/discover/bare.md"
    page.write_text("# Bare\n\n## A\n\n> Say.\n\n## B\n\n> Bye.\n", "utf-8")
    async with calling(world, "plays/discover/bare") as driver:
        for key, told in (
            ("space", "This step has no to-do."), ("1", "This step has no question with answers to choose."),
            ("i", "This step has no question to type an answer to."),
            ("l", "No answer given here leads to another page."),
        ):  # fmt: skip
            await driver.press(key)
            driver.sees(told)
        await driver.press("j", "k", "G")
        driver.sees("1/2 A")


async def test_a_call_is_opened_once_however_often_the_key_is_pressed(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("2", "j")
        for _ in range(3):
            driver.send("c")
        await driver.settle()
        driver.sees("Who picked up?")
    assert len(world.of("lee").my_open_runs()) == 1


async def test_a_digit_beyond_the_answers_says_how_many_there_are(world: World) -> None:
    async with calling(world) as driver:
        await driver.press("9")
        driver.sees("This question has 3 answers.")


async def test_of_several_answers_each_digit_chooses_and_takes_back(world: World) -> None:
    async with calling(world) as driver:
        await driver.press("t", "2", "1", "3")
        driver.sees("1 ☑ Trucks came all at once", "2 ☐ Doors stood empty", "3 ☑ Nobody knew who was late")
        await driver.press("1")
        driver.sees("1 ☐ Trucks came all at once")
        await driver.press("j", "1", "k", "j", "2")
        driver.sees("1 ○ Every day", "2 ● Every week")


# Looking up


async def test_an_answer_that_names_a_battlecard_opens_it_by_one_key(world: World) -> None:
    async with calling(world) as driver:
        await driver.press("t", "3", "3")
        driver.sees("Velantis → battlecard Velantis", "l opens battlecard Velantis")
        await driver.press("escape", "l")
        driver.sees("Velantis", "esc back", "^f search")
        await driver.press("ctrl+f")
        await driver.type("velantis")
        await driver.press("enter", "escape", "escape")
        driver.sees("How it works today").sees_no("l opens")
        assert "opened" in kinds(driver)


async def test_a_battlecard_is_found_by_f3_and_counts_as_read(world: World) -> None:
    async with calling(world) as driver:
        await driver.press("f3")
        await driver.type("vel")
        driver.sees("Velantis")
        await driver.press("enter")
        driver.sees("1/6 Open").sees_no("settle it?")  # only an objection settles anything
        event = next(e for e in run(driver).events if e.kind == "opened")
        assert (event.item, event.text) == ("battlecards/velantis-suite", "vel")


async def test_looking_without_typing_records_nothing(world: World) -> None:
    async with calling(world) as driver:
        before = kinds(driver)
        await driver.press("f2", "down", "escape")
        assert kinds(driver) == before


# Saying


async def test_a_note_and_a_mark_are_one_key(world: World) -> None:
    async with calling(world) as driver:
        await driver.press("f5")
        driver.sees("Note", "⏎ save")
        await driver.type("Ring before 8")
        await driver.press("enter")
        driver.sees("✓ Noted.")
        await driver.press("exclamation_mark")
        driver.sees("✓ Marked at 0:00.")
        await driver.press("n", "escape")
        assert [k for k in kinds(driver) if k in ("note", "mark")] == ["note", "mark"]


async def test_the_account_can_be_named_in_the_call_and_fills_the_words(world: World) -> None:
    page = world.root / "plays/discover/field.md"
    page.write_text("# Field\n\n## A\n\n> Is {{account.name}} the right name?\n\n## B\n\n> Bye.\n", "utf-8")
    async with calling(world, "plays/discover/field") as driver:
        driver.sees("Is [account name] the right name?")
        await driver.press("c")
        await driver.type("Brenner *Foods*")
        await driver.press("enter")
        driver.sees("Field · Brenner *Foods*", "Is Brenner *Foods* the right name?")


async def test_feedback_in_a_call_knows_the_run_the_account_and_the_line(world: World) -> None:
    async with calling(world) as driver:
        await driver.press("c")
        await driver.type("Brenner Foods")
        await driver.press("enter", "enter", "f4")
        driver.sees("step “Open”, with Brenner Foods", "“Ask how long they have”")
        await driver.press("f8")
        driver.sees("“Thanks for making time")
        await driver.press("f8", "2")
        await driver.type("nobody talks so")
        await driver.press("enter")
        driver.sees("✓ Feedback F-", "1/6 Open")
        id_ = run(driver).id
    (item,) = world.of("dana").feedback().values()
    assert (item.run, item.account, item.step, item.quote) == (id_, "Brenner Foods", "open", "")


async def test_escape_gives_the_letters_back_and_keeps_what_was_typed(world: World) -> None:
    async with calling(world) as driver:
        await driver.press("t", "4")
        driver.sees("⏎ keep", "esc keys")
        await driver.type("nine thousand u s")
        await driver.press("escape")
        driver.sees("nine thousand u s", "F6 skip").sees_no("⏎ keep")
        await driver.press("i")
        driver.sees("⏎ keep")
        await driver.type(" more")
        await driver.press("enter")
        driver.sees("nine thousand u s more")


async def test_f_keys_work_while_one_types(world: World) -> None:
    async with calling(world) as driver:
        await driver.press("t", "4")
        await driver.type("nine")
        await driver.press("f2")
        driver.sees("Objection")
        await driver.press("escape")
        driver.sees("nine", "⏎ keep")
        await driver.press("f6")
        driver.sees("Skip “What it costs”: why?")


async def test_a_step_may_be_skipped_for_a_reason_of_ones_own(world: World) -> None:
    async with calling(world) as driver:
        await driver.press("s")
        driver.sees("Skip “Open”: why?", "0  another reason …", "0-5 choose")
        await driver.press("0")
        driver.sees("Skip “Open”: why?", "⏎ skip")
        await driver.type("They had read it")
        await driver.press("enter")
        driver.sees("2/6 A bad morning", "– Open")
        assert any(event.text == "They had read it" for event in run(driver).events if event.kind == "skip")
        await driver.press("s", "escape")
        driver.sees("2/6 A bad morning")


# Another play, parking, coming back


async def test_the_wrong_play_is_left_for_another_with_all_that_was_said(world: World) -> None:
    async with calling(world) as driver:
        await driver.press("c")
        await driver.type("Brenner Foods")
        await driver.press("enter", "n")
        await driver.type("They are a customer")
        await driver.press("enter", "w")
        driver.sees("The wrong play: go on with which one?", "⏎ switch")
        await driver.type("renewal")
        await driver.press("enter")
        driver.sees("Renewal", "Brenner Foods", "What was said came along. “First discovery” does not count")
        assert run(driver).play == "plays/renew/renewal-at-120-days"
        await driver.press("escape", "2")
    assert world.of("lee").runs() == {}  # the one that was left is recorded with the one that goes on
    (still_open,) = world.of("lee").my_open_runs()
    assert still_open.account == "Brenner Foods"


async def test_several_calls_can_wait_and_each_resumes_where_it_was(world: World) -> None:
    async with calling(world) as driver:
        await driver.press("enter", "escape", "2")
        driver.sees("✓ Parked. It waits on Today.")
        world.clock.move(60)
        await start(driver, "plays/connect/trigger-event-call")
        await driver.press("enter", "escape", "2", "1")
        driver.sees("1 Today 2", "First discovery", "Trigger-event call")
        await driver.press("j", "enter")
        driver.sees("First discovery", "☐ Ask how long they have", "✓ understood")


async def test_leaving_can_be_thought_better_of(world: World) -> None:
    async with calling(world) as driver:
        for keys in (("escape", "1"), ("escape", "escape")):
            await driver.press(*keys)
            driver.sees("1/6 Open").sees_no("Leave this call?")
        await driver.press("escape", "3")
        driver.sees("How did it end?")
        await driver.press("escape")
        driver.sees("1/6 Open")


async def test_a_call_goes_on_with_the_text_it_began_with(world: World) -> None:
    async with calling(world) as driver:
        await driver.press("escape", "2")
    page = world.root / f"{DISCOVERY}.md"
    page.write_text(page.read_text("utf-8").replace("## Open (1 min)", "## Hello (1 min)"), "utf-8")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("enter")
        driver.sees("1/6 Open").sees_no("Hello")


async def test_a_call_left_by_a_crash_goes_on_at_the_last_key(world: World) -> None:
    async with calling(world) as driver:
        await driver.press("enter", "space")
        # Nothing is closed in order: the next window finds what the disk has.
        async with opened(world.root, world.data, person="lee", clock=world.clock) as other:
            other.sees("▶ open call")
            await other.press("enter")
            other.sees("☑ Ask how long they have", "▸ ☐ Ask who else is on the line").sees_no(
                "Who picked up?"
            )


async def test_a_play_that_is_gone_cannot_be_called_and_says_so(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        from tui.calls import resume_call, start_call

        start_call(driver.app, "plays/gone")
        await driver.settle()
        driver.sees("✗ There is no page “plays/gone”", "1 Today")
        resume_call(driver.app, "nosuchrun")
        await driver.settle()
        driver.sees("✗ This call is open no more: it was finished or discarded meanwhile.").sees_no(
            "plays/gone"
        )


# Nobody there


async def test_whoever_did_not_pick_up_is_one_digit_and_can_be_taken_back(world: World) -> None:
    async with calling(world, connected=False) as driver:
        await driver.press("6")
        driver.sees("Nobody was reached: no-show.")
        await driver.press("u")
        driver.sees("Who picked up?", "Undone: “no-show”")
        await driver.press("8")
        driver.sees("Who picked up?")


async def test_the_account_can_be_named_before_anybody_picks_up(world: World) -> None:
    async with calling(world, connected=False) as driver:
        await driver.press("c")
        await driver.type("Brenner Foods")
        await driver.press("enter")
        driver.sees("Who picked up?", "account: Brenner Foods")


# Trouble


async def test_what_the_disk_refuses_is_marked_unsaved_and_the_call_goes_on(world: World) -> None:
    async with calling(world) as driver:
        folder = world.data / "fernyard"
        folder.rename(folder.with_name("aside"))
        folder.write_text("in the way")
        await driver.press("enter", "space")
        driver.sees("✗ UNSAVED", "☑ Ask how long they have")
        await driver.press("1")
        driver.sees("✗ UNSAVED", "1 ● Yes")
        folder.unlink()
        folder.with_name("aside").rename(folder)
        await driver.press("u")
        driver.sees("● saved")
    (open_run,) = world.of("lee").my_open_runs()
    assert [event.kind for event in open_run.events][-2:] == ["answer", "undo"]


async def test_time_over_the_box_is_said_in_a_word(world: World) -> None:
    async with calling(world) as driver:
        world.clock.ticked += 75
        await driver.press("space")
        driver.sees("▲ 1:15 of 1 min, over")


async def test_a_call_fits_a_small_terminal(world: World) -> None:
    async with calling(world, size=(80, 24)) as driver:
        driver.sees(
            "First discovery",
            "● saved",
            "1/6 Open",
            "0:00 of 1 min",
            "must: 2 left",
            "⏎ understood",
            "e end  F6 skip  F9 short",
            "esc leave",
            "F1 help",
        )
        await driver.press("enter", "j", "j")
        driver.sees("▸ May I record this", "1 ○ Yes")
        await driver.press("t", "4", "escape")
        await driver.press("j", "j")
        driver.sees("▸ Who feels it most?", "5 ○ Nobody asks")
