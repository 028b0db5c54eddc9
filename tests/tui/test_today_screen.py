"""Today: what is due, what is open, what was answered; done lines leave."""

from __future__ import annotations

import threading

import pytest

from playbook.records.model import Kept
from playbook.today.line import TodayLine
from playbook.today.reading import own_lines
from playbook.workspace import Workspace
from tests.tui.driver import Driver, WatchedApp, opened
from tests.tui.world import DISCOVERY, World


def due(world: World, *, private: bool = False) -> None:
    """Leave a promise and a next step behind, both due today."""
    world.ran(
        ("acknowledge",), ("next_step",),
        account="Brenner Foods", days_ago=3, commitment="promised", commitment_by="2026-11-20",
        next="Send the numbers", next_date="2026-11-19", private=private,
    )  # fmt: skip


def kept(world: World) -> list[tuple[str, str, str]]:
    return [
        (body.what, body.state, body.to)
        for record in world.of("lee").records("kept")
        if isinstance(body := record.body, Kept)
    ]


async def test_the_first_paint_says_that_it_reads(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    may_read = threading.Event()

    def when_it_may(workspace: Workspace) -> list[TodayLine]:
        assert may_read.wait(30)
        return own_lines(workspace)

    monkeypatch.setattr("playbook.today.reading.own_lines", when_it_may)
    app = WatchedApp(world.of("lee"))
    async with app.run_test(size=(80, 24)) as pilot:
        driver = Driver(app, pilot)
        await driver.until("Reading what is due …")
        may_read.set()
        await driver.settle()
        driver.sees("Nothing is due, Lee.").sees_no("Reading")


async def test_an_empty_day_says_so_and_what_to_do(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        driver.sees("Nothing is due, Lee. 2 opens the plays; / finds anything.")
        await driver.press("y")
        driver.sees("Nothing is due. 2 opens the plays.")
        await driver.press("enter")
        driver.sees("Nothing is due. 2 opens the plays.")


async def test_each_line_says_what_it_is_when_it_is_due_and_what_to_do(world: World) -> None:
    due(world)
    world.begin(("acknowledge",), ("next_step",), account="Halden Timber")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        driver.sees(
            "1 Today 3", "▶ open call", "Halden Timber · First discovery", "open at “A bad morning” (2 of 6)"
        )
        driver.sees("→ next step  1 day late", "Send the numbers", "? promised   today")
        driver.sees("Brings last quarter's waiting charges", "⏎ goes on with it where you left it")
        await driver.press("j")
        driver.sees("c calls. y says it was", "Account: Brenner Foods")
        await driver.press("j")
        driver.sees("Did the customer do it? y kept, x broken, m", "Due: Fri 20 Nov 2026, today")


async def test_a_promise_is_kept_by_one_key_and_leaves(world: World) -> None:
    due(world)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("j", "y")
        driver.sees("✓ Kept. u takes it back.", "→ next step").sees_no("? promised")
        await driver.press("x")
        driver.sees("✓ Dropped. u takes it back.").sees_no("→ next step")
    assert kept(world) == [("commitment", "kept", ""), ("next", "broken", "")]


async def test_a_promise_moves_to_a_day_in_words_and_comes_back_then(world: World) -> None:
    due(world)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("j", "m")
        driver.sees("Moved to which day?", "tomorrow, fri, next week, 1 Dec", "⏎ move").sees_no("⏎ save")
        await driver.type("tue")
        driver.sees("Tue 24 Nov 2026, in 4 days")
        await driver.press("enter")
        driver.sees("✓ Moved to Tue 24 Nov 2026.").sees_no("? promised")
    assert kept(world) == [("commitment", "moved", "2026-11-24")]
    from datetime import timedelta

    world.clock.at += timedelta(days=4)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        driver.sees("? promised")


async def test_a_day_that_is_none_is_said_to_be_none_and_nothing_moves(world: World) -> None:
    due(world)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("m")
        await driver.type("someday")
        await driver.press("enter")
        driver.sees("someday", "✗ “someday” is not a day. Write 2026-12-01")
        await driver.press("escape")
        driver.sees("→ next step")
    assert kept(world) == []


async def test_what_became_of_a_private_runs_promise_stays_private(world: World) -> None:
    due(world, private=True)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("j", "y")
        driver.sees("✓ Kept.")
    assert kept(world) == [("commitment", "kept", "")]
    assert world.of("kim").records("kept") == []


async def test_a_next_step_opens_its_play_for_its_account_and_can_be_called(world: World) -> None:
    due(world)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("enter")
        driver.sees("First discovery · Brenner Foods", "c call now")
        await driver.press("escape", "c")
        driver.sees("Who picked up?", "First discovery · Brenner Foods")


async def test_an_open_call_goes_on_with_enter_and_with_c(world: World) -> None:
    world.begin(("acknowledge",), ("tick", "", "ask-how-long-they-have"), ("next_step",))
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        for key in ("enter", "c"):
            await driver.press(key)
            driver.sees("2/6 A bad morning", "✓ Open").sees_no("Who picked up?")
            await driver.press("escape", "2")
            driver.sees("▶ open call", "parked at “A bad morning”")


async def test_feedback_from_an_open_call_names_its_step_by_its_title(world: World) -> None:
    world.begin(("acknowledge",), ("tick", "", "ask-how-long-they-have"), ("next_step",))
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("f4")
        driver.sees("On “First discovery”, step “A bad morning”").sees_no("a-bad-morning")


async def test_a_call_that_was_finished_elsewhere_meanwhile_is_not_named_by_its_id(world: World) -> None:
    run = world.begin(("acknowledge",))
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        world.of("lee").open_runs.remove(run.id)
        await driver.press("enter")
        driver.sees("This call is open no more: it was finished or discarded meanwhile.").sees_no(run.id)


async def test_an_open_call_cannot_be_kept_nor_thanked_and_says_why(world: World) -> None:
    world.begin(("acknowledge",))
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        for key, why in (
            ("y", "A call is done when it is finished: open it to go on."),
            ("x", "Only promises and next steps can be broken."),
            ("m", "Only promises and next steps can be moved."),
            ("u", "There is nothing to take back: you have done nothing here."),
            ("r", "There is no question of marketing's in this line."),
            ("t", "There is no answer in this line."),
        ):
            await driver.press(key)
            driver.sees(why)


# What marketing says


def answered(world: World) -> str:
    id_ = world.feedback("Nobody says whom any more", step="a-bad-morning", account="Brenner Foods")
    world.act("answer", id_, "It says who rang first now.")
    return id_


async def test_an_answer_opens_in_its_place_and_then_leaves_the_list(world: World) -> None:
    answered(world)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        driver.sees(
            "✓ answer", "You said: Nobody says whom any more", "Dana Ortiz answered: It says who rang first",
            "t says thanks",
        )  # fmt: skip
        await driver.press("enter")
        driver.sees(
            "▎ You said: Nobody says whom any more", "▎ Dana Ortiz answered: It says who rang first now."
        )
        lines = driver.lines
        heading = next(place for place, line in enumerate(lines) if "A bad morning (8 min)" in line)
        assert heading <= 4, "the step that it is about stands at the top"
        await driver.press("escape")
        driver.sees("Nothing is due, Lee").sees_no("✓ answer")


async def test_an_answer_merely_passed_by_stays(world: World) -> None:
    answered(world)
    due(world)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("j", "k", "2", "1")
        driver.sees("✓ answer")


async def test_thanks_is_one_key_and_reaches_the_desk(world: World) -> None:
    id_ = answered(world)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("t")
        driver.sees("✓ Thanked.")
    assert [act.action for act in world.item(id_).thread] == ["answer", "thanks"]


async def test_a_question_is_replied_to_and_leaves(world: World) -> None:
    id_ = world.feedback("The price is old")
    world.act("ask", id_, "Which price?")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        driver.sees("? question", "Which price?", "Marketing asks you something. ⏎ replies")
        await driver.press("r")
        driver.sees("Reply to marketing", "Which price?", "⏎ send")
        await driver.press("enter")
        driver.sees("Type a few words first.")
        await driver.type("The list price")
        await driver.press("enter")
        driver.sees("✓ Replied.").sees_no("? question")
    item = world.item(id_)
    assert (item.state, item.thread[-1].text) == ("accepted", "The list price")


async def test_a_reply_given_up_is_not_sent(world: World) -> None:
    id_ = world.feedback("The price is old")
    world.act("ask", id_, "Which price?")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("r")
        await driver.type("no")
        await driver.press("escape")
        driver.sees("esc again to drop what you typed")
        await driver.press("escape")
        driver.sees("? question")
    assert [act.action for act in world.item(id_).thread] == ["ask"]


async def test_a_must_read_is_acknowledged_by_opening_it(world: World) -> None:
    page = world.root / f"{DISCOVERY}.md"
    page.write_text(page.read_text("utf-8").replace("status: live", "status: live\nmust-read: true"), "utf-8")
    from tests.tui.conftest import commit_all

    commit_all(world.root, "Everybody reads this")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        driver.sees("! must read", "Read “First discovery”", "⏎ reads it, and tells marketing")
        await driver.press("enter")
        driver.sees("Half an hour with someone who said yes")
        await driver.press("escape")
        driver.sees("Nothing is due")


# Size


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_days_lines_can_be_read_at_any_size(world: World, size: tuple[int, int]) -> None:
    due(world)
    answered(world)
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=size) as driver:
        driver.sees("→ next step  1 day late", "Send the numbers", "? promised", "✓ answer")
        driver.sees("⏎ prep", "c call", "F1 help")
        await _all_seen(driver)


async def _all_seen(driver: Driver) -> None:
    for _ in range(2):
        await driver.press("j")
    driver.sees("It says who rang first now.")
