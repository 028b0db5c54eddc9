"""The desk: one key acts, and the cursor is on the next."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from playbook.records.model import Redact
from tests.tui.driver import Driver, opened
from tests.tui.world import World
from tui.widgets.table import Table

QUOTE = "Take me back to the last bad morning. When did it start, and who rang whom?"


@asynccontextmanager
async def desk(world: World, person: str = "dana", **how: object) -> AsyncIterator[Driver]:
    """Open the desk as Dana, or as somebody else."""
    async with opened(world.root, world.data, person=person, clock=world.clock, **how) as driver:  # type: ignore[arg-type]
        await driver.press("3")
        yield driver


def three(world: World) -> list[str]:
    """Leave three items on the desk, the first with most accounts behind it."""
    first = world.feedback(
        "The list price is old", account="Brenner Foods", step="open", amount=9_000.0, currency="EUR"
    )
    world.me_too(first, account="Halden Timber")
    second = world.feedback(
        "Nobody says whom any more", "hard-to-say", account="Elbe Paper", step="a-bad-morning", quote=QUOTE
    )
    third = world.feedback("Velantis now has a portal", "competitor", play="")
    return [first, second, third]


def current(driver: Driver) -> str:
    return driver.app.screen.query_one(Table).current


# The queue


async def test_the_queue_begins_with_what_most_accounts_stand_behind(world: World) -> None:
    ids = three(world)
    async with desk(world) as driver:
        driver.sees("3 Desk 3", " New 3 ", "Mine", "Waiting for rep", "Overdue", "Ready", "Answered")
        driver.sees("2d left   · wrong · 2 accounts, €9,000", "The list price is old", "me too: Mia Novak")
        assert current(driver) == ids[0]
        text = driver.text
        assert (
            text.index("The list price is old") < text.index("Nobody says whom") < text.index("Velantis now")
        )


async def test_an_empty_desk_says_what_that_means_in_each_tab(world: World) -> None:
    async with desk(world) as driver:
        for told in (
            "No feedback yet. Reps tell with F4, wherever they are.",
            "Nothing is assigned to you.",
            "No question to a rep is open.",
            "Nothing is overdue now.",
            "No change is under way.",
            "Nothing has been answered yet.",
            "No feedback yet. Reps tell with F4, wherever they are.",
        ):
            assert "│" in driver.line_with(told), "in the pane, not below it"
            await driver.press("right_square_bracket")
        await driver.press("a")
        driver.sees("There is nothing in this tab.")


async def test_tabs_are_turned_forth_and_back_and_round(world: World) -> None:
    done = three(world)[0]
    world.act("answer", done, "Corrected.")
    world.act("assign", three(world)[1], to="dana")
    async with desk(world) as driver:
        await driver.press("tab")
        driver.sees("assigned to Dana Ortiz", " Mine 1 ")
        await driver.press("shift+tab", "left_square_bracket")
        driver.sees(" All 6")
        await driver.press("left_square_bracket")
        driver.sees("answered ", "Corrected.", " Answered 1")


async def test_what_was_not_answered_in_time_is_overdue(world: World) -> None:
    three(world)
    world.clock.at += timedelta(days=14)
    async with desk(world) as driver:
        await driver.press("]", "]", "]")
        driver.sees("d late   · wrong", " Overdue 3 ")


# One key each


async def test_accepting_leaves_the_new_ones_and_the_cursor_is_on_the_next(world: World) -> None:
    ids = three(world)
    async with desk(world) as driver:
        await driver.press("j", "a")
        driver.sees("✓ Accepted. u undoes it.", " New 2 ").sees_no("Nobody says whom")
        assert current(driver) == ids[2]
        await driver.press("a")
        assert current(driver) == ids[0]
    assert [world.item(id_).state for id_ in ids] == ["new", "accepted", "accepted"]


async def test_an_answer_is_written_and_told(world: World) -> None:
    ids = three(world)
    async with desk(world) as driver:
        await driver.press("w")
        driver.sees("Answer to Lee Park", "“The list price is old”", "⏎ send").sees_no("⏎ save")
        await driver.type("It is the new one now.")
        await driver.press("enter")
        driver.sees("✓ Answered: both are told.", " New 2 ")
    assert (world.item(ids[0]).state, world.item(ids[0]).answer) == ("answered", "It is the new one now.")


async def test_an_answer_may_have_lines(world: World) -> None:
    ids = three(world)
    async with desk(world) as driver:
        await driver.press("w")
        await driver.type("One.")
        await driver.press("alt+enter")
        await driver.type("Two.")
        await driver.press("enter")
    assert world.item(ids[0]).answer == "One.\nTwo."


async def test_saying_no_needs_a_reason(world: World) -> None:
    ids = three(world)
    async with desk(world) as driver:
        await driver.press("d", "enter")
        driver.sees("Decline: why? Read by Lee Park", "Type a few words first.")
        await driver.press("escape")
        assert world.item(ids[0]).state == "new"
        await driver.press("d")
        await driver.type("Prices are public")
        await driver.press("enter")
        driver.sees("✓ Declined: both are told why.")
    assert (world.item(ids[0]).state, world.item(ids[0]).answer) == ("declined", "Prices are public")


async def test_a_question_waits_for_the_rep(world: World) -> None:
    ids = three(world)
    async with desk(world) as driver:
        await driver.press("q")
        await driver.type("Which list?")
        await driver.press("enter")
        driver.sees("Asked; the clock is paused until the rep replies.")
        await driver.press("]", "]")
        driver.sees("asked     · wrong", "Which list?", " Waiting for rep 1 ")
    assert world.item(ids[0]).state == "waiting"


async def test_one_item_goes_into_a_similar_one(world: World) -> None:
    first = world.feedback("The list price on the quote is old", account="Brenner Foods")
    second = world.feedback("The list price is old on our quote", account="Elbe Paper", by="mia")
    async with desk(world) as driver:
        driver.sees("Similar (m merges, X marks)")
        at = current(driver)
        other = second if at == first else first
        await driver.press("m")
        driver.sees("Merge into", "1  wrong · The list price")
        await driver.press("1")
        driver.sees("✓ Merged.", " New 1 ", "2 accounts")
    assert (world.item(at).state, world.item(at).merged_into) == ("merged", other)
    assert set(world.item(other).accounts) == {"Brenner Foods", "Elbe Paper"}


async def test_without_a_similar_one_merging_says_so(world: World) -> None:
    world.feedback("The list price is old")
    async with desk(world) as driver:
        await driver.press("m")
        driver.sees("Nothing open shares enough words with it. x on this and the other, then m.")


async def test_an_item_is_sent_on_by_a_digit(world: World) -> None:
    ids = three(world)
    async with desk(world) as driver:
        await driver.press("r")
        driver.sees("Send it on to", "1  message (it stays on the desk)", "4  price", "6  legal")
        await driver.press("4")
        driver.sees("✓ Sent on: price (", "u undoes it.")
    assert (world.item(ids[0]).route, world.item(ids[0]).state) == ("price", "accepted")


async def test_an_item_is_given_to_somebody_liaisons_first(world: World) -> None:
    ids = three(world)
    async with desk(world) as driver:
        await driver.press("s")
        driver.sees("Assign to", "1  Dana Ortiz (owns the play)")
        await driver.press("1")
        driver.sees("✓ Given to Dana Ortiz.", " Mine 1 ")
    assert world.item(ids[0]).assignee == "dana"


async def test_labels_are_put_on_and_taken_away(world: World) -> None:
    ids = three(world)
    async with desk(world) as driver:
        await driver.press("l")
        driver.sees("Labels (space between; -name takes one away)")
        await driver.type("q4 price, urgent")
        await driver.press("enter")
        driver.sees("labels: ")
        assert set(world.item(ids[0]).labels) == {"q4", "price", "urgent"}
        await driver.press("l")
        await driver.type("-urgent -q4")
        await driver.press("enter")
    assert world.item(ids[0]).labels == ("price",)


async def test_what_was_done_last_is_undone_wherever_the_cursor_is(world: World) -> None:
    ids = three(world)
    async with desk(world) as driver:
        await driver.press("u")
        driver.sees("Nothing done since you opened the desk is left to undo.")
        await driver.press("a", "j", "u")
        driver.sees("✓ Undone: taking it on, of F-", " New 3 ", "The list price is old")
        await driver.press("a")
        assert world.item(ids[0]).state == "accepted", "the cursor is back on what was undone"
        await driver.press("u")
    assert world.item(ids[0]).state == "new"


async def test_what_was_answered_is_opened_again(world: World) -> None:
    ids = three(world)
    world.act("answer", ids[0], "Corrected.")
    async with desk(world) as driver:
        await driver.press("O")
        driver.sees("There is nothing to reopen: it is new.")
        await driver.press("[", "[", "a")
        driver.sees("Only what is new can be accepted: it has been answered; reopen it first.")
        await driver.press("O")
        driver.sees("✓ Open again. u undoes it.")
    assert world.item(ids[0]).state == "accepted"


async def test_what_was_merged_into_something_withdrawn_is_new_again_and_split_off(world: World) -> None:
    target = world.feedback("The list price on the quote is old", by="mia")
    other = world.feedback("The list price is old on our quote")
    world.act("merge", other, to=target)
    world.act("split", other)
    world.act("merge", target, to=other)
    world.of("lee").append(Redact(what=f"feedback:{other}"))
    async with desk(world) as driver:
        driver.sees(" New 1 ", "The list price on the quote is old", "merged")
        await driver.press("S")
        driver.sees("✓ Taken apart.")
    assert world.item(target).state == "accepted"


async def test_what_is_not_merged_cannot_be_split(world: World) -> None:
    three(world)
    async with desk(world) as driver:
        await driver.press("S")
        driver.sees("It is not merged into another: it is new.")


async def test_the_cursor_stays_on_what_stays_in_its_tab(world: World) -> None:
    ids = three(world)
    for id_ in ids:
        world.act("assign", id_, to="dana")
    async with desk(world) as driver:
        await driver.press("]")
        first = current(driver)
        await driver.press("l")
        await driver.type("x")
        await driver.press("enter")
        assert current(driver) == first


# The place


async def test_enter_opens_the_play_at_the_line(world: World) -> None:
    three(world)
    async with desk(world, size=(120, 20)) as driver:
        await driver.press("j", "enter")
        row = driver.app.screen.query_one("#prep").row  # type: ignore[attr-defined]
        assert row.text.startswith("A bad morning")
        await driver.press("escape")
        driver.sees(" New 3 ")


async def test_what_is_about_no_page_cannot_be_opened_and_says_so(world: World) -> None:
    world.feedback("A play for churn", "idea", play="")
    async with desk(world) as driver:
        for key in ("enter", "e", "o"):
            await driver.press(key)
            driver.sees("This feedback is about no page.")


async def test_on_a_narrow_screen_v_swaps_list_and_preview(world: World) -> None:
    three(world)
    async with desk(world, size=(80, 24)) as driver:
        driver.sees("The list price is old").sees_no("me too: Mia Novak")
        await driver.press("v")
        driver.sees("me too: Mia Novak").sees_no("Nobody says whom")
        await driver.press("a")
        driver.sees("✓ Accepted.")
        await driver.press("v")
        driver.sees("Nobody says whom")


# Beyond the desk


async def test_what_another_department_replied_is_where_the_answer_begins(world: World) -> None:
    ids = three(world)
    async with desk(world) as driver:
        await driver.press("i")
        driver.sees("It has not been sent on to anybody.")
        await driver.press("a", "]", "r", "4", "i")
        driver.sees("What price replied")
        await driver.type("14 from January on")
        await driver.press("enter")
        driver.sees("✓ Brought back what price replied", "replied on Fri 20 Nov 2026")
        await driver.press("w")
        driver.sees("Answer to Lee Park", "14 from January on")
        await driver.press("enter")
    assert world.item(ids[0]).answer == "14 from January on"
    assert "what price replied" not in [act.text for act in world.item(ids[0], by="lee").thread]
    assert [act.action for act in world.item(ids[0], by="lee").thread] == ["accept", "route", "answer"]


async def test_a_note_is_for_the_liaisons_alone(world: World) -> None:
    ids = three(world)
    async with desk(world) as driver:
        await driver.press("t")
        driver.sees("Note for the liaisons")
        await driver.type("Between us")
        await driver.press("enter")
        driver.sees("✓ Noted, for the liaisons.", "Between us")
    assert [act.text for act in world.item(ids[0]).thread] == ["Between us"]
    assert world.item(ids[0], by="lee").thread == ()


async def test_a_question_that_stayed_unanswered_is_closed_when_the_desk_is_opened(world: World) -> None:
    ids = three(world)
    world.act("ask", ids[0], "Which list?")
    world.clock.at += timedelta(days=11)
    async with desk(world) as driver:
        driver.sees("1 question unanswered for 10 days: closed, and the reps are told.", " Answered 1")
    item = world.item(ids[0], by="lee")
    assert (item.state, item.thread[-1].text.startswith("No reply within 10 days.")) == ("closed", True)
    async with desk(world) as driver:
        driver.sees_no("closed, and the reps")


# From item to proposal


async def test_what_was_changed_before_is_proposed_from_the_desk(world: World) -> None:
    from playbook.proposing import open_reviews
    from playbook.reviewing.changing import begin

    ids = three(world)
    dana = world.of("dana")
    change = begin(dana, open_reviews(dana), [world.item(ids[1])])
    change.file.write_text(change.file.read_text("utf-8").replace("who rang whom", "who rang you"), "utf-8")
    async with desk(world) as driver:
        await driver.press("j", "e")
        driver.sees("You changed this page before, and did not propose it", "1  look it over, and propose it")
        await driver.press("1", "enter")
        driver.sees("Propose the change as", "Answer “Nobody says whom any more”")
        await driver.press("escape")
        driver.sees("Not proposed, but kept: e goes on with it.")
        await driver.press("e", "1", "enter", "enter")
        driver.sees("Answer “Nobody says whom any more”")
        await driver.press("escape")
        driver.sees(" Ready 1 ", " New 2 ")
    assert world.item(ids[1]).state == "ready"
