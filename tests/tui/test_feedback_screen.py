"""Feedback in three keys: a kind, a few words or none, Enter."""

from __future__ import annotations

import shutil

import pytest

from playbook.records.model import Feedback
from tests.tui.driver import Driver, opened
from tests.tui.world import DISCOVERY, World
from tui.screens.feedback import KINDS, About, FeedbackScreen

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
        driver.sees(*(f"{key}  {label}" for key, _, label in KINDS), "1-8 kind   esc back")
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


async def test_the_name_can_be_given_to_the_liaison_alone(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await tell(driver)
        await driver.press("7")
        driver.sees("F7 for the liaisons only")
        await driver.press("f7")
        driver.sees("F7 for everyone (now: liaisons only)")
        await driver.press("enter")
    assert world.of("mia").feedback() == {}
    (item,) = world.of("dana").feedback().values()
    assert item.liaison_only


async def test_similar_open_feedback_is_shown_and_one_key_joins_it(world: World) -> None:
    id_ = world.feedback("The list price on the quote is old", by="mia")
    world.feedback("Something about mornings", by="mia")
    closed = world.feedback("The list price on page two is old", by="mia")
    world.act("answer", closed, "Corrected.")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        told = await tell(driver)
        await driver.press("3")
        await driver.type("list price is old")
        driver.sees("F9 me too: The list price on the quote is old").sees_no("page two", "about mornings")
        await driver.press("f9")
        assert told[0] is not None
        assert told[0].startswith("Me too: added to F-")
    assert written(world) == [written(world)[0]] or len(written(world)) == 3
    item = world.item(id_)
    assert (item.people, item.accounts, item.amount) == (
        ("mia", "lee"),
        ("Brenner Foods",),
        {"EUR": 48_000.0},
    )


async def test_without_a_similar_one_f9_does_nothing(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await tell(driver)
        await driver.press("3")
        await driver.type("zeppelins")
        driver.sees_no("me too")
        await driver.press("f9")
        driver.sees("zeppelins")
    assert written(world) == []


async def test_escape_asks_once_before_words_are_dropped(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        told = await tell(driver)
        await driver.press("3")
        await driver.type("half a thought")
        await driver.press("escape")
        driver.sees("esc again to drop what you typed", "half a thought")
        assert told == []
        await driver.press("escape")
        assert told == [None]
    assert written(world) == []


async def test_after_the_first_escape_what_was_typed_can_still_be_sent(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await tell(driver)
        await driver.press("3")
        await driver.type("half a thought")
        await driver.press("escape")
        await driver.type(", and more")
        driver.sees("⏎ send")
        await driver.press("escape")
        driver.sees("esc again to drop what you typed", "half a thought, and more")
        await driver.press("enter")
    assert [said.text for said in written(world)] == ["half a thought, and more"]


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
