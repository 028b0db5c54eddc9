"""Feedback in three keys: a kind, a few words or none, Enter."""

from __future__ import annotations

import shutil

import pytest
from textual.events import Paste

from playbook.records.model import Feedback
from tests.tui.driver import Driver, opened
from tests.tui.world import DISCOVERY, World
from tui.screens.feedback import KINDS, LONGEST, PAUSE, About, FeedbackScreen

QUOTE = "Take me back to the last bad morning."
HERE = About(
    DISCOVERY, "First discovery", "a-bad-morning", "A bad morning", QUOTE, 36,
    others=(("Another line.", 40), ("", 0)), blob="b10b", commit="c0c", run="r1", account="Brenner Foods",
    opportunity="o1", deal_stage="Qualify", amount=48_000.0, currency="EUR",
)  # fmt: skip


async def tell(driver: Driver, about: About = HERE, **said: str) -> list[str | None]:
    """Open the box; return what it will have answered."""
    told: list[str | None] = []
    driver.app.push_screen(FeedbackScreen(about, **said), told.append)  # type: ignore[arg-type]
    await driver.settle()
    return told


def written(world: World) -> list[Feedback]:
    return [body for r in world.of("lee").records("feedback") if isinstance(body := r.body, Feedback)]


async def test_three_keys_say_it_with_all_that_is_known_of_the_place(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        told = await tell(driver)
        driver.sees("On “First discovery”, step “A bad morning”, with Brenner Foods", f"“{QUOTE}”")
        driver.sees(*(f"{key}  {label}" for key, _, label in KINDS), "1-8 kind", "esc back")
        await driver.press("3")
        driver.sees("3  wrong: what is right?", "⏎ send").sees_no("1  worked")
        await driver.press("enter")
        (line,) = told
        assert line is not None
        assert line.endswith("saved. The answer comes to Today and News.")
    (said,) = written(world)
    assert said.kind == "wrong"
    assert (said.text, said.play, said.step, said.quote, said.line) == (
        "",
        DISCOVERY,
        "a-bad-morning",
        QUOTE,
        36,
    )
    assert (said.blob, said.commit, said.run, said.account) == ("b10b", "c0c", "r1", "Brenner Foods")
    assert (said.opportunity, said.deal_stage, said.amount, said.currency) == (
        "o1",
        "Qualify",
        48_000.0,
        "EUR",
    )


async def test_a_merge_field_in_the_quote_is_shown_as_what_goes_there_and_kept_as_it_is_written(
    world: World,
) -> None:
    quote = "Hello {{contact.first_name}}, how are the docks?"
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await tell(driver, About(DISCOVERY, "First discovery", quote=quote, line=36))
        driver.sees("“Hello [contact first name], how are the docks?”").sees_no("{{")
        await driver.press("3", "enter")
    assert [said.quote for said in written(world)] == [quote]


@pytest.mark.parametrize(("key", "kind"), [(key, kind) for key, kind, _ in KINDS])
async def test_each_digit_is_a_kind(world: World, key: str, kind: str) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await tell(driver)
        await driver.press(key)
        await driver.type("said so")
        await driver.press("enter")
    (said,) = written(world)
    assert (said.kind, said.text) == (kind, "said so")


async def test_what_is_typed_is_kept_letter_by_letter(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await tell(driver)
        await driver.press("8")
        await driver.type("12% off? [red]no[/] 値段 'now'")
        await driver.press("enter")
    assert [said.text for said in written(world)] == ["12% off? [red]no[/] 値段 'now'"]


async def test_without_a_line_to_quote_some_words_are_needed(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await tell(driver, About())
        driver.sees("On the playbook as a whole")
        await driver.press("8", "enter")
        driver.sees("Say a few words first: nothing is quoted here.")
        await driver.type("A play for churn")
        await driver.press("enter")
    assert [said.text for said in written(world)] == ["A play for churn"]


async def test_another_line_can_be_quoted_or_none(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await tell(driver)
        await driver.press("2")
        driver.sees("F8 another line")
        await driver.press("f8")
        driver.sees("“Another line.”").sees_no(QUOTE)
        await driver.press("f8")
        driver.sees_no("Another line.", QUOTE)
        await driver.press("f8")
        driver.sees(QUOTE)
        await driver.press("f8", "enter")
    (said,) = written(world)
    assert (said.quote, said.line) == ("Another line.", 40)


async def test_the_name_can_be_given_to_the_liaison_alone_and_it_is_said_what_that_means(
    world: World,
) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        told = await tell(driver)
        await driver.press("7")
        driver.sees("F7 liaisons only").sees_no("to the liaisons only:")
        await driver.press("f7")
        driver.sees("Your name and words to the liaisons only:", "On a git hub it is", "can read it.")
        await driver.press("f7")
        driver.sees_no("On a git hub")
        await driver.press("f7", "enter")
        assert told[0] is not None
        assert "saved, to the liaisons only." in told[0]
    assert world.of("mia").feedback() == {}
    (item,) = world.of("dana").feedback().values()
    assert item.liaison_only


async def test_similar_open_feedback_is_shown_and_one_key_joins_it(world: World) -> None:
    id_ = world.feedback("The list price on the quote is old", by="mia", account="Kestrel")
    world.feedback("Something about mornings", by="mia")
    closed = world.feedback("The list price on page two is old", by="mia")
    world.act("answer", closed, "Corrected.")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        told = await tell(driver)
        await driver.press("3")
        await driver.type("list price is old")
        driver.sees("F9 me too ▸ The list price on the quote is old", "1 account")
        driver.sees_no("page two", "about mornings")
        await driver.press("f9")
        assert told[0] is not None
        assert told[0].startswith("Me too: added to F-")
        assert told[0].endswith("with 1 other.")
    assert len(written(world)) == 3
    item = world.item(id_)
    assert (item.people, item.accounts) == (("mia", "lee"), ("Kestrel", "Brenner Foods"))
    assert item.amount == {"EUR": 48_000.0}


async def test_of_two_that_say_the_same_f5_marks_the_other(world: World) -> None:
    first = world.feedback("The list price on the quote is old", by="mia")
    second = world.feedback("The list price is old, says their buyer", by="mia")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await tell(driver)
        await driver.press("3")
        await driver.type("list price is old")
        before = driver.line_with("me too ▸")
        await driver.press("f5")
        after = driver.line_with("me too ▸")
        assert before != after
        await driver.press("f9")
    joined = {id_ for id_ in (first, second) if "lee" in world.item(id_).people}
    assert joined == {first if "on the quote" in after else second}


async def test_a_mere_relation_of_words_is_not_offered(world: World) -> None:
    world.feedback("Four prices in one breath. I stop after the first and wait.", by="mia")
    world.feedback("Velantis gives the dock module away for a year.", by="mia")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await tell(driver)
        await driver.press("3")
        await driver.type("price on the quote is wrong, Velantis is cheaper")
        driver.sees_no("me too")


async def test_what_i_said_myself_is_shown_as_mine_and_not_joined(world: World) -> None:
    id_ = world.feedback("The list price on the quote is old", by="lee", account="Brenner Foods")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        told = await tell(driver)
        await driver.press("3")
        await driver.type("list price on the quote")
        driver.sees("you too, already")
        await driver.press("f9")
        driver.sees("You are behind F-", "already; F2 names another account")
        assert told == []
    assert world.item(id_).people == ("lee",)


async def test_without_a_similar_one_f9_does_nothing(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await tell(driver)
        await driver.press("3")
        await driver.type("zeppelins")
        driver.sees_no("me too")
        await driver.press("f9")
        driver.sees("zeppelins")
    assert written(world) == []


async def test_escape_by_mistake_loses_nothing_one_key_goes_on_with_it(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        told = await tell(driver)
        await driver.press("3", "f7")
        await driver.type("half a thought")
        await driver.press("escape")
        assert told == ["Not sent, but kept: F4 and F6 go on with it."]
        told = await tell(driver, About())
        driver.sees("On the playbook as a whole", "F6 goes on with “half a thought”")
        await driver.press("f6")
        driver.sees("step “A bad morning”", f"“{QUOTE}”", "3  wrong", "half a thought", "On a git hub")
        await driver.type(", and more")
        await driver.press("enter")
        assert told[0] is not None
        assert "saved, to the liaisons only" in told[0]
        await tell(driver)
        driver.sees_no("goes on with")
    (said,) = written(world)
    assert (said.kind, said.text, said.step) == ("wrong", "half a thought, and more", "a-bad-morning")


async def test_what_was_begun_survives_a_kill(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await tell(driver)
        await driver.press("8")
        await driver.type("A play for churn")
        await driver.pilot.pause(PAUSE + 0.2)
        await driver.settle()
        # Nothing is closed in order: the next window finds what the disk has.
        async with opened(world.root, world.data, person="lee", clock=world.clock) as other:
            await other.press("f4")
            other.sees("F6 goes on with “A play for churn”")
    assert written(world) == []


async def test_what_was_begun_is_dropped_by_deleting_it(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await tell(driver)
        await driver.press("8")
        await driver.type("ab")
        await driver.press("escape")
        told = await tell(driver)
        await driver.press("f6", "backspace", "backspace", "escape")
        assert told == [None]
        await tell(driver)
        driver.sees_no("goes on with")


async def test_who_sends_something_else_keeps_what_was_begun(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await tell(driver)
        await driver.press("8")
        await driver.type("for later")
        await driver.press("escape")
        await tell(driver)
        await driver.press("3", "enter")
        await tell(driver)
        driver.sees("F6 goes on with “for later”")
    assert [said.kind for said in written(world)] == ["wrong"]


async def test_several_sentences_and_lines_can_be_pasted(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await tell(driver)
        await driver.press("8")
        driver.app.post_message(Paste("First line.\nSecond \x1b[31mline."))
        await driver.settle()
        driver.sees("First line.", "Second")
        await driver.press("enter")
    (said,) = written(world)
    assert said.text.startswith("First line.\nSecond")
    assert "\x1b" not in said.text


async def test_a_pasted_megabyte_is_cut_and_said_to_be(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await tell(driver)
        await driver.press("8")
        driver.app.post_message(Paste("word " * 200_000))
        await driver.settle()
        driver.sees("Cut at 100,000 characters.")
        await driver.press("enter")
    assert [len(said.text) for said in written(world)] == [LONGEST - 1]


async def test_escape_before_anything_is_typed_leaves_at_once(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        told = await tell(driver)
        await driver.press("escape")
        assert told == [None]
        told = await tell(driver)
        await driver.press("3", "escape")
        assert told == [None]


async def test_what_could_not_be_saved_stays_on_the_screen_and_can_be_sent_again(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        told = await tell(driver)
        await driver.press("3")
        await driver.type("the list price")
        shutil.rmtree(world.data / "fernyard", ignore_errors=True)
        (world.data).mkdir(exist_ok=True)
        (world.data / "fernyard").write_text("in the way")
        await driver.press("enter")
        driver.sees("✗", "the list price")
        assert told == []
        (world.data / "fernyard").unlink()
        await driver.press("enter")
        assert told
    assert [said.text for said in written(world)] == ["the list price"]


async def test_enter_pressed_twice_says_it_once(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await tell(driver)
        await driver.press("3")
        await driver.type("the list price")
        await driver.pilot.press("enter", "enter")
        await driver.settle()
    assert [said.text for said in written(world)] == ["the list price"]


async def test_everywhere_f4_opens_it_and_says_what_was_saved(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        for mode in "12345":
            await driver.press(mode, "f4", "8")
            await driver.type(f"idea {mode}")
            await driver.press("enter")
            driver.sees("saved. The answer comes to Today and News.")
    assert len(written(world)) == 5
