"""The call, as a rep drives it."""

from __future__ import annotations

from pathlib import Path

from playbook.clock import FixedClock
from playbook.workspace import Workspace
from tests.tui.driver import Driver, opened

DISCOVERY = "plays/discover/first-discovery"


async def start(driver: Driver, play: str = DISCOVERY) -> Driver:
    """Start a call with a play, from Plays."""
    from tui.calls import start_call

    start_call(driver.app, play)
    await driver.settle()
    return driver.sees("Who picked up?")


async def test_a_call_asks_first_who_picked_up_and_shows_what_to_say_below(
    starter: Path, data: Path, clock: FixedClock
) -> None:
    async with opened(starter, data, person="lee", clock=clock) as driver:
        await start(driver)
        driver.sees("1  connected", "7  rescheduled", "Thanks for making time", "● saved")
        await driver.press("1")
        driver.sees_no("Who picked up?").sees("1/6 Open")


async def test_a_notice_must_be_understood_before_the_step_is_done(
    starter: Path, data: Path, clock: FixedClock
) -> None:
    async with opened(starter, data, person="lee", clock=clock) as driver:
        await start(driver)
        await driver.press("enter", "j")
        driver.sees("⏎ understood (needed before this step is done)")
        await driver.press("enter")
        driver.sees("1/6 Open", "This notice first")
        await driver.press("enter")
        driver.sees("✓ understood")
        await driver.press("enter")
        driver.sees("2/6 A bad morning")


async def test_a_digit_answers_and_an_answer_that_leads_somewhere_goes_there(
    starter: Path, data: Path, clock: FixedClock
) -> None:
    async with opened(starter, data, person="lee", clock=clock) as driver:
        await start(driver)
        await driver.press("enter", "enter", "enter")
        driver.sees("2/6 A bad morning", "Hardly ever → step Part as friends")
        await driver.press("j", "4")
        driver.sees("4 ● Hardly ever")
        await driver.press("enter")
        driver.sees("Part as friends", "What would change it?", "⏎ keep").sees_no("→ End")
        await driver.press("escape")
        await driver.press("u")
        driver.sees("A bad morning", "● Hardly ever", "Undone:")


async def test_space_ticks_and_u_takes_it_back(starter: Path, data: Path, clock: FixedClock) -> None:
    async with opened(starter, data, person="lee", clock=clock) as driver:
        await start(driver)
        await driver.press("enter", "enter", "space")
        driver.sees("☑ Ask how long they have", "▸ ☐ Ask who else is on the line")
        await driver.press("u")
        driver.sees("☐ Ask how long they have", "Undone: tick of “Ask how long they have”")


async def test_a_text_question_takes_what_is_typed_and_gives_the_letters_back(
    starter: Path, data: Path, clock: FixedClock
) -> None:
    async with opened(starter, data, person="lee", clock=clock) as driver:
        await start(driver)
        await driver.press("enter", "t", "4")
        driver.sees("What it costs", "What do hauliers charge you for waiting, a month?")
        await driver.type("about nine thousand")
        await driver.press("enter")
        driver.sees("about nine thousand")
        await driver.press("s")
        driver.sees("Skip “What it costs”: why?")


async def test_skip_asks_why_on_a_digit_and_the_list_shows_it(
    starter: Path, data: Path, clock: FixedClock
) -> None:
    async with opened(starter, data, person="lee", clock=clock) as driver:
        await start(driver)
        await driver.press("enter", "f6", "3")
        driver.sees("2/6 A bad morning", "– Open")


async def test_short_of_time_leaves_what_must_be_and_can_be_undone(
    starter: Path, data: Path, clock: FixedClock
) -> None:
    async with opened(starter, data, person="lee", clock=clock) as driver:
        await start(driver)
        await driver.press("enter", "f9")
        driver.sees("What it costs", "short of time", "Agree the next step", "esc, u takes it back", "⏎ keep")
        await driver.press("escape", "u")
        driver.sees("1/6 Open")


async def test_an_objection_is_found_by_a_few_letters_and_escape_is_back_where_it_was(
    starter: Path, data: Path, clock: FixedClock
) -> None:
    async with opened(starter, data, person="lee", clock=clock) as driver:
        await start(driver)
        await driver.press("enter", "enter", "space", "f2")
        await driver.type("expnsiv")
        driver.sees("That's too expensive", "Too expensive")
        clock.move(5)  # long enough to have been read
        await driver.press("escape")
        driver.sees(
            "▸ ☐ Ask who else is on the line", "Did “That's too expensive” settle it?", "y yes  h half  x no"
        )
        await driver.press("y")
        driver.sees_no("settle it?")
        assert driver.app.workspace.my_open_runs()[0].events[-1].text == "yes"


async def test_what_is_searched_in_vain_is_noted_as_a_gap(
    starter: Path, data: Path, clock: FixedClock
) -> None:
    async with opened(starter, data, person="lee", clock=clock) as driver:
        await start(driver)
        await driver.press("enter", "f2")
        await driver.type("zeppelin")
        driver.sees("Nothing found for “zeppelin”")
        await driver.press("escape")
        driver.sees("noted as a gap")
        run = driver.app.workspace.my_open_runs()[0]
        assert [event.text for event in run.events if event.kind == "gap"] == ["zeppelin"]


async def test_a_parked_call_waits_on_today_and_resumes_at_the_same_key_press(
    starter: Path, data: Path, clock: FixedClock
) -> None:
    async with opened(starter, data, person="lee", clock=clock) as driver:
        await start(driver)
        await driver.press("enter", "enter", "space", "escape", "2")
        driver.sees("1 Today", "open call", "First discovery")
        await driver.press("1", "enter")
        driver.sees("☑ Ask how long they have", "▸ ☐ Ask who else is on the line")


async def test_from_the_last_step_to_the_record(starter: Path, data: Path, clock: FixedClock) -> None:
    async with opened(starter, data, person="lee", clock=clock) as driver:
        await start(driver)
        await driver.press("enter", "n")
        await driver.type("Ring before eight")
        await driver.press("enter", "e")
        driver.sees("How did it end?", "1 ○ advance")
        await driver.press("1")
        driver.sees("Did they commit?", "2 ○ promised by …")
        await driver.press("2")
        await driver.type("fri")
        await driver.press("enter")
        driver.sees("2026-11-27")
        await driver.type("Nine thousand a month")
        await driver.press("enter", "2")
        await driver.type("Send the numbers")
        await driver.press("enter")
        await driver.type("+3")
        await driver.press("enter", "enter")
        driver.sees(
            "Review", "You and Kim Adeyemi.", "Ring before eight", "advance", "promised by Fri 27 Nov 2026"
        )
        await driver.press("enter")
        driver.sees("Recap", "Recorded: First discovery.")
        await driver.press("enter")
        driver.sees("1 Today")
    workspace = Workspace(starter, data=data, person="lee", clock=clock)
    (row,) = workspace.runs().values()
    assert (row.run.result, row.run.commitment, row.run.commitment_by) == (
        "advance",
        "promised",
        "2026-11-27",
    )
    assert (row.run.exit_proof, row.run.next, row.run.next_date) == (
        "Nine thousand a month", "Send the numbers", "2026-11-23",
    )  # fmt: skip
    assert workspace.my_open_runs() == ()


async def test_a_private_run_stays_with_its_rep(starter: Path, data: Path, clock: FixedClock) -> None:
    async with opened(starter, data, person="lee", clock=clock) as driver:
        await start(driver)
        await driver.press("enter", "e", "4", "r", "p")
        driver.sees("Only you, on this machine.")
        await driver.press("enter")
    kim = Workspace(starter, data=data, person="kim", clock=clock)
    assert kim.runs() == {}
    lee = Workspace(starter, data=data, person="lee", clock=clock)
    assert [row.private for row in lee.runs().values()] == [True]


async def test_nobody_there_is_logged_with_two_keys_and_the_next_account_is_next(
    starter: Path, data: Path, clock: FixedClock
) -> None:
    async with opened(starter, data, person="lee", clock=clock) as driver:
        await start(driver)
        await driver.press("2")
        driver.sees("Nobody was reached: no answer.", "⏎ log it, next account").sees_no(
            "Thanks for making time"
        )
        await driver.press("enter")
        driver.sees("1 Today", "✓ Logged: no answer. On to the next.")
    lee = Workspace(starter, data=data, person="lee", clock=clock)
    assert [row.run.connect for row in lee.runs().values()] == ["no-answer"]


async def test_a_dated_notice_stands_on_top_of_every_step_until_its_day(
    starter: Path, data: Path, clock: FixedClock
) -> None:
    page = starter / f"{DISCOVERY}.md"
    notices = "notices:\n  - {text: New prices are out, until: 2026-11-30}\n  - {text: Long past, until: 2026-11-01}\n"
    page.write_text(page.read_text().replace("status: live\n", f"status: live\n{notices}", 1))
    async with opened(starter, data, person="lee", clock=clock) as driver:
        await start(driver)
        driver.sees("! New prices are out (until Mon 30 Nov 2026)").sees_no("Long past")
        await driver.press("enter", "enter", "enter")
        driver.sees("A bad morning", "! New prices are out")


async def test_a_doubled_key_in_a_dialog_closes_the_dialog_alone(
    starter: Path, data: Path, clock: FixedClock
) -> None:
    async with opened(starter, data, person="lee", clock=clock) as driver:
        await start(driver)
        await driver.press("enter", "s")
        dialog = driver.app.screen
        dialog.dismiss("no time")
        dialog.dismiss("no time")
        await driver.settle()
        driver.sees("2/6 A bad morning")


async def test_the_arrows_move_between_the_questions_of_the_ending(
    starter: Path, data: Path, clock: FixedClock
) -> None:
    async with opened(starter, data, person="lee", clock=clock) as driver:
        await start(driver)
        await driver.press("enter", "e", "down")
        driver.sees("▸ Did they commit?")
        await driver.press("up")
        driver.sees("▸ How did it end?")
