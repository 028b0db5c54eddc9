"""My own words for a talk track in prep: for me alone, taken back, proposed."""

from __future__ import annotations

from tests.tui.conftest import commit_all
from tests.tui.driver import Driver, opened
from tests.tui.test_prep_acts import FIRST, go_to, my_words
from tests.tui.test_prep_screen import prepare
from tests.tui.world import DISCOVERY, World

# My words


async def reword(driver: Driver, words: str) -> None:
    """Put the talk track under the cursor in other words."""
    await driver.press("w")
    driver.sees("My words · ")
    box = driver.app.screen.query_one("Words")
    box.clear()  # type: ignore[attr-defined]
    await driver.type(words)
    await driver.press("enter")


async def test_w_puts_the_talk_track_under_the_cursor_in_my_own_words_for_me_alone(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await prepare(driver)
        go_to(driver, FIRST)
        await reword(driver, "Hi, got half an hour? I mostly listen.")
        driver.sees("✎ My words", "Hi, got half an hour? I mostly listen.", "Kept for you alone.")
        assert FIRST in driver.text
    assert my_words(world) == [("open", 0, "Hi, got half an hour? I mostly listen.")]
    (record,) = world.of("lee").records("wording")
    assert record.audience == "self"
    assert world.of("mia").records("wording") == []


async def test_the_box_begins_with_the_words_there_are_and_escape_changes_nothing(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await prepare(driver)
        go_to(driver, FIRST)
        await driver.press("w")
        assert driver.app.screen.query_one("Words").text.startswith(FIRST)  # type: ignore[attr-defined]
        await driver.press("escape")
        driver.sees_no("My words")
        await driver.press("w", "enter")
        driver.sees("These are the page's own words").sees_no("✎ My words")
        await driver.press("u")
        driver.sees("Nothing has been changed here that could be undone.")


async def test_blanks_in_my_words_are_filled_like_any_other(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await prepare(driver)
        go_to(driver, FIRST)
        await reword(driver, "Morning {{contact.first_name}}, it's {{rep.first_name}}.")
        driver.sees("┃ Morning [contact first name], it's Lee.")
        await driver.press("m")
        await driver.type("Erja")
        await driver.press("enter")
        driver.sees("┃ Morning Erja, it's Lee.")


async def test_u_takes_words_back_and_again_what_was_before(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await prepare(driver)
        go_to(driver, FIRST)
        await reword(driver, "First try")
        await reword(driver, "Second try")
        driver.sees("Second try").sees_no("First try")
        await driver.press("u")
        driver.sees("First try", "Your words are as they were.").sees_no("Second try")
        await driver.press("u")
        driver.sees_no("First try", "✎ My words")
        await driver.press("u")
        driver.sees("Nothing has been changed here that could be undone.")
    assert my_words(world) == [
        ("open", 0, "First try"),
        ("open", 0, "Second try"),
        ("open", 0, "First try"),
        ("open", 0, ""),
    ]


async def test_an_empty_box_takes_the_words_away_and_u_brings_them_back(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await prepare(driver)
        go_to(driver, FIRST)
        await reword(driver, "Mine")
        await reword(driver, "")
        driver.sees("Your words are taken away. u brings them back.").sees_no("✎ My words")
        await driver.press("u")
        driver.sees("✎ My words", "Mine")


async def test_words_whose_talk_track_was_reworded_since_are_told(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await prepare(driver)
        go_to(driver, FIRST)
        await reword(driver, "Mine")
    path = world.root / f"{DISCOVERY}.md"
    path.write_text(path.read_text("utf-8").replace(FIRST, "Good that we talk"), "utf-8")
    commit_all(world.root, "Greet otherwise")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await prepare(driver)
        driver.sees("✎ My words (the talk track was reworded since)", "Mine")
        go_to(driver, "Good that we talk")
        await driver.press("w")
        driver.sees("The talk track was reworded since you wrote this.", "It says now: Good that")


async def test_p_proposes_my_words_with_the_text_and_the_line(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await prepare(driver)
        go_to(driver, FIRST)
        await driver.press("p")
        driver.sees("Put the talk track in your own words first")
        await reword(driver, "Hi, half an hour?")
        await driver.press("p")
        driver.sees("hard to say", "Hi, half an hour?", FIRST)
        await driver.press("enter")
        driver.sees("saved.")
    (item,) = world.of("dana").feedback().values()
    assert (item.kind, item.text, item.step) == ("hard-to-say", "Hi, half an hour?", "open")
    assert item.quote.startswith(f"{FIRST}, {{{{contact.first_name}}}}.")
    assert item.feedback.line > 0


async def test_a_page_without_talk_tracks_says_so(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await prepare(driver, "README")
        await driver.press("w")
        driver.sees("There is no talk track on this page")
