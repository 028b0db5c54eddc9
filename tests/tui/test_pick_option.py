"""One of many, by a few letters: where a form has more answers than keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook.library.words import begins_words
from tests.tui.driver import Driver, opened
from tests.tui.world import World
from tui.form_rows import ALL, Item, Option, form_of
from tui.screens.pick_option import PickOptionScreen

NAMES = ("Loss debrief", "Price conversation", "Procurement and legal", "Renewal at 120 days")


@pytest.fixture
def plays(world: World) -> World:
    """A playbook of more plays than there are digits and letters."""
    for number in range(40):
        title = NAMES[number] if number < len(NAMES) else f"Further play {number}"
        text = f"---\ntitle: {title}\nstage: discover\n---\n\n## Ask\n\n> Well?\n\n## Close\n\n> Bye.\n"
        Path(world.root, f"plays/discover/p{number:02}.md").write_text(text, "utf-8")
    return world


async def picking(driver: Driver) -> list[str | None]:
    """Open the list alone, and return where its result will be."""
    results: list[str | None] = []
    options = [(f"v{place}", name) for place, name in enumerate(NAMES)]
    driver.app.push_screen(PickOptionScreen("Which play?", options, "v2"), results.append)
    await driver.settle()
    return results


async def test_letters_leave_what_begins_so_and_enter_takes_it(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        results = await picking(driver)
        driver.sees("Which play?", *NAMES)
        await driver.type("pr")
        driver.sees("Price conversation", "Procurement and legal").sees_no("Loss debrief")
        await driver.press("down", "up", "down", "enter")
        assert results == ["v2"]


async def test_it_opens_where_one_has_chosen_and_escape_changes_nothing(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        results = await picking(driver)
        await driver.press("enter")
        assert results == ["v2"]
        results = await picking(driver)
        await driver.press("escape")
        assert results == [None]


async def test_what_nothing_begins_with_is_told_and_takes_nothing(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        results = await picking(driver)
        await driver.type("zz")
        driver.sees("Nothing has words that begin so.")
        await driver.press("enter")
        driver.sees("Which play?")
        assert results == []
        await driver.press("backspace", "backspace")
        driver.sees(*NAMES).sees_no("Nothing has words")


async def test_a_goal_is_set_for_the_play_that_a_few_letters_find(plays: World) -> None:
    async with opened(plays.root, plays.data, person="lee", clock=plays.clock, size=(100, 40)) as driver:
        await driver.press("o", "n", "1")
        assert driver.text.count("Further play") < 10
        driver.sees("9 ○", "0   all ")
        await driver.press("0")
        driver.sees("Of which calls?", "a few letters")
        await driver.type("renewal 120")
        await driver.press("enter")
        driver.sees("● Renewal at 120 days", "Share")


async def test_the_mouse_opens_the_list_too(plays: World) -> None:
    async with opened(plays.root, plays.data, person="lee", clock=plays.clock, size=(100, 40)) as driver:
        await driver.press("o", "n")
        await driver.click("all 58")
        driver.sees("a few letters")


def test_of_many_those_with_a_digit_and_the_chosen_ones_are_laid_out() -> None:
    options = tuple(Option(f"v{n}", f"Answer {n}") for n in range(1, 31))
    item = Item("x", "choice", about="Which?", options=options, chosen=frozenset({"v20"}))
    text = "\n".join(row.text for row in form_of([item], "x", 60, more="0").rows)
    assert "9 ○ Answer 9" in text
    assert "Answer 10" not in text
    assert "0 ● Answer 20" in text
    assert text.rstrip().endswith("0   all 30 …")
    form = form_of([item], "x", 60, more="0")
    assert [spot.value for spot in form.spots][-2:] == ["v20", ALL]


@pytest.mark.parametrize(
    ("typed", "text", "fits"),
    [
        ("", "Anything", True),
        ("pri con", "Price conversation", True),
        ("con pri", "Price conversation", True),
        ("rice", "Price conversation", False),
        ("PRI", "Price", True),
        ("straße", "Die Straße", True),
        ("x", "", False),
    ],
)
def test_each_word_typed_begins_a_word(typed: str, text: str, fits: bool) -> None:
    assert begins_words(typed, text) is fits
