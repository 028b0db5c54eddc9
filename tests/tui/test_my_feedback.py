"""My feedback: what I said, what became of it, and taking it back, adding to it, replying."""

from __future__ import annotations

from tests.tui.driver import opened
from tests.tui.world import World


async def test_it_is_one_key_from_any_mode_and_escape_goes_back(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("5", "F")
        driver.sees("My feedback")
        assert "│" in driver.line_with("You have said nothing yet. F4 tells"), "in the pane, not below it"
        await driver.press("x")
        driver.sees("There is no feedback of yours here.")
        await driver.press("escape")
        driver.sees("5 News").sees_no("My feedback")


async def test_mine_are_listed_with_their_state_questions_first_and_nobody_elses(world: World) -> None:
    asked = world.feedback("The first thing")
    answered = world.feedback("The second thing")
    world.feedback("The third thing")
    joined = world.feedback("Said by Mia", by="mia")
    world.feedback("Mia's own", by="mia")
    world.me_too(joined, by="lee")
    world.act("ask", asked, "Which one?")
    world.act("answer", answered, "It is corrected.")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("F")
        driver.sees("? asks you", "✓ answered", "○ new", "Said by Mia").sees_no("Mia's own")
        places = [next(n for n, line in enumerate(driver.lines) if words in line)
                  for words in ("The first thing", "Said by Mia", "The third thing", "The second thing")]  # fmt: skip
        assert places == sorted(places)
        driver.sees("Thread", "Which one?")
        await driver.press("j", "j", "j")
        driver.sees("It is corrected.")


async def test_withdrawing_is_one_key_and_can_be_taken_back(world: World) -> None:
    id_ = world.feedback("Said in anger")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("F", "x")
        driver.sees("– withdrawn", "Withdrawn. u brings it back.")
        assert world.item(id_).state == "withdrawn"
        await driver.press("x")
        driver.sees("withdrawn")
        await driver.press("u")
        driver.sees("○ new", "Undone: withdrawing it, of F", "“Said in anger”")
    assert world.item(id_).state == "new"


async def test_my_me_too_is_withdrawn_without_touching_the_item(world: World) -> None:
    id_ = world.feedback("Said by Mia", by="mia")
    world.me_too(id_, by="lee")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("F", "x")
        driver.sees("Your “me too” is taken back.").sees_no("Said by Mia")
    item = world.item(id_)
    assert (item.state, item.people) == ("new", ("mia",))


async def test_something_is_added_and_the_desk_reads_it(world: World) -> None:
    id_ = world.feedback("The list price is old")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("F", "a")
        driver.sees("Add to what you said", "The list price is old")
        await driver.type("Page two as well")
        await driver.press("enter")
        driver.sees("✓ Added.", "Page two as well")
    assert world.item(id_).thread[-1].text == "Page two as well"


async def test_a_question_is_replied_to_and_an_answer_thanked_for(world: World) -> None:
    id_ = world.feedback("The list price is old")
    world.act("ask", id_, "Which page?")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("F", "t")
        driver.sees("There is no answer yet to say thanks for.")
        await driver.press("r")
        await driver.type("Page two")
        await driver.press("enter")
        driver.sees("✓ Replied.", "◔ accepted", "Page two")
        world.act("answer", id_, "Corrected.")
        await driver.press("escape", "F", "t")
        driver.sees("✓ Thanked.", "Corrected.")
    assert [act.action for act in world.item(id_).thread] == ["ask", "reply", "answer", "thanks"]


async def test_enter_opens_the_play_where_it_is_about_and_says_why_it_cannot(world: World) -> None:
    world.feedback("Too long", step="a-bad-morning")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("F", "enter")
        driver.sees("First discovery", "A bad morning").sees_no("My feedback")
        await driver.press("escape")
        driver.sees("My feedback")
    world.feedback("A play for churn", "idea", play="")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("F", "enter")
        driver.sees("It is about the playbook as a whole.")


async def test_on_a_narrow_terminal_one_key_swaps_list_and_thread(world: World) -> None:
    world.feedback("The list price is old")
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(80, 24)) as driver:
        await driver.press("F")
        driver.sees("○ new", "v thread").sees_no("“The list price is old”")
        await driver.press("v")
        driver.sees("“The list price is old”")
