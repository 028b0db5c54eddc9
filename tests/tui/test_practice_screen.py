"""Practice on the screen: say it aloud, reveal, grade by one key; alone and with two; how ready, and who sees it."""

from __future__ import annotations

import builtins
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from playbook.practising import deck_of, find_card, grade, shared_by, sitting_of
from playbook.records.coaching import Practice
from tests.tui.conftest import commit_all
from tests.tui.driver import Driver, opened
from tests.tui.world import World

DEAR = "objections/too-expensive"


@asynccontextmanager
async def practice(world: World, person: str = "lee", **how: Any) -> AsyncIterator[Driver]:
    async with opened(world.root, world.data, person=person, clock=world.clock, **how) as driver:
        await driver.press("E")
        yield driver


def graded(world: World, card: str = DEAR, said: Any = "easy", days_ago: int = 0, **facts: str) -> None:
    """Have Lee grade a card some days ago."""
    now = world.clock.now()
    world.clock.move(-days_ago * 86_400)
    lee = world.of("lee")
    grade(lee, find_card(sitting_of(lee), card), said, **facts)
    world.clock.move(days_ago * 86_400)
    assert world.clock.now() == now


def said(world: World) -> list[Practice]:
    return [one.body for one in world.of("lee").records("practice") if isinstance(one.body, Practice)]


async def test_a_card_is_said_revealed_and_graded_and_the_next_is_asked(world: World) -> None:
    graded(world, days_ago=20)
    async with practice(world, size=(100, 30)) as driver:
        driver.sees("Practice · 1 due · 5 new", "● due · An objection", "Say your answer aloud")
        driver.sees_no("compared with what")
        await driver.press("3")
        driver.sees("Say it aloud first, then ⏎ shows what the page says.")
        await driver.press("space")
        driver.sees("Too expensive compared with what", "Beside it", "What it often means")
        await driver.press("enter")
        driver.sees("It is shown: say by a digit how it went.")
        await driver.press("3")
        driver.sees("Practice · 0 due · 5 new", "+ new", "Good. Comes again in", "u takes it back.")
    assert [(one.card, one.grade) for one in said(world)] == [(DEAR, "easy"), (DEAR, "good")]


@pytest.mark.parametrize("keys", ["E", "E r 1"])
async def test_the_bar_says_which_digit_is_which_grade(world: World, keys: str) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(80, 24)) as driver:
        await driver.press(*keys.split(), "enter", *(["enter"] if "r" in keys else []))
        driver.sees("1 again  2 hard  3 good  4 easy").sees_no("1-4")
        await driver.click("2 hard")
        driver.sees("Hard. Comes again in")


async def test_a_grade_is_taken_back_and_its_card_asked_again(world: World) -> None:
    graded(world, days_ago=20)
    async with practice(world) as driver:
        await driver.press("u")
        driver.sees("There is nothing to take back: nothing was graded here.")
        await driver.press("enter", "1")
        driver.sees("Again. Comes again in 10 minutes.").sees_no("● due · An objection")
        await driver.press("u")
        driver.sees("Taken back.", "● due · An objection", "Practice · 1 due")
    assert [one.grade for one in said(world)] == ["easy", "again", ""]


async def test_a_page_that_changed_comes_first_with_the_change_marked(world: World) -> None:
    graded(world)
    path = world.root / f"{DEAR}.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("compared with what", "beside what"), encoding="utf-8"
    )
    commit_all(world.root, "Ask better")
    async with practice(world, size=(100, 40)) as driver:
        driver.sees("± changed · An objection", "The page says it otherwise since you said it last.")
        await driver.press("enter")
        driver.sees("What has changed", "−compared with", "+beside")


async def test_when_nothing_is_left_it_says_when_to_come_again(world: World) -> None:
    lee = world.of("lee")
    for card in deck_of(lee)[:5]:
        grade(lee, card, "easy")
    async with practice(world) as driver:
        driver.sees(
            "Nothing more is due today.", "The next comes on Sat 28 Nov 2026.", "78 new cards"
        ).sees_no("reveal", "1 again")
        await driver.press("enter")
        driver.sees("Nothing more is due today.")
        await driver.press("escape")
        driver.sees_no("Nothing more is due today.")


async def test_a_playbook_without_anything_to_say_says_so(tmp_path: Path, data: Path, clock: Any) -> None:
    root = tmp_path / "bare"
    root.mkdir()
    (root / "notes.md").write_text("# Notes\n\nNothing to say.\n", encoding="utf-8")
    commit_all(root)
    async with practice(World(root, data, clock)) as driver:
        driver.sees("There is nothing to practise: no objection page")
        await driver.press("r")
        driver.sees("There is nothing to practise")


async def test_without_the_package_it_says_what_to_install(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *more: Any, **named: Any) -> Any:
        if name == "fsrs":
            raise ImportError(name)
        return real(name, *more, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    async with practice(world) as driver:
        driver.sees("Practice needs one more package, fsrs", "pip install 'playbook[practice]'")
        await driver.press("s")
        driver.sees("Practice needs one more package")


async def test_the_whole_page_is_one_key_away(world: World) -> None:
    graded(world, days_ago=20)
    async with practice(world, size=(100, 40)) as driver:
        await driver.press("p")
        driver.sees("If it stays too much")
        await driver.press("escape")
        driver.sees("Say your answer aloud").sees_no("If it stays too much")


# With two


async def test_with_two_the_buyer_holds_the_screen_and_both_say_what_went_well(world: World) -> None:
    graded(world, days_ago=20)
    async with practice(world, size=(100, 40)) as driver:
        await driver.press("r")
        driver.sees("Who plays the buyer?")
        names = [line for line in driver.text.splitlines() if "Mia Novak" in line]
        await driver.press(names[0].strip(" │┃").split()[0])
        driver.sees("Mia is the buyer", "For Mia alone, who plays the buyer. Lee does not look.")
        driver.sees("ask back once", "What to listen for", "compared with what")
        await driver.press("2")
        driver.sees("Say it aloud first")
        await driver.press("enter")
        driver.sees("What went well?")
        await driver.type("Asked back, calmly")
        await driver.press("enter")
        driver.sees_no("For Mia alone")
        driver.sees("An objection", "Beside it")
        await driver.press("3")
        driver.sees("Good. Comes again", "For Mia alone")
        await driver.press("u")
        driver.sees("Taken back.", "● due")
        await driver.press("n")
        driver.sees("+ new").sees_no("● due · An objection")
        await driver.press("p")
        assert type(driver.app.screen).__name__ == "ReadScreen"
        driver.sees_no("Say your answer aloud")
        await driver.press("escape", "escape")
        driver.sees("Say your answer aloud").sees_no("For Mia alone")
    assert (said(world)[1].partner, said(world)[1].well) == ("mia", "Asked back, calmly")


async def test_what_went_well_last_time_stands_beside_the_card(world: World) -> None:
    graded(world, days_ago=20, partner="mia", well="Asked back, calmly")
    async with practice(world, size=(100, 40)) as driver:
        driver.sees("What went well last time, with Mia Novak: Asked back, calmly")
        await driver.press("s")
        driver.sees("How ready you are", "What went well", "Asked back, calmly (Mia Novak)")
        await driver.press("q")
        driver.sees_no("Asked back, calmly (Mia Novak)")


# Who sees it


async def test_readiness_is_shared_by_an_act_seen_in_coach_and_taken_back(world: World) -> None:
    graded(world)
    world.ran(("skip", "no time"), account="Brenner Foods", days_ago=3)
    async with practice(world, size=(120, 40)) as driver:
        await driver.press("s")
        driver.sees("1 of", "known, 1 practised.", "no grade ever leaves this device. In practice h")
        await driver.press("escape", "h")
        driver.sees("Give Kim Adeyemi the counts as they are now").sees_no("Take back what is shared")
        await driver.press("1")
        driver.sees("Shared with Kim Adeyemi.")
    async with opened(world.root, world.data, person="kim", clock=world.clock, size=(120, 40)) as driver:
        await coach_at_lee(driver)
        driver.sees("by Lee Park's own", "as shared on Fri 20 Nov 2026.", "Commit")
    async with practice(world) as driver:
        await driver.press("h", "2")
        driver.sees("Taken back.")
    assert shared_by(world.of("kim"), "lee") is None


async def coach_at_lee(driver: Driver) -> None:
    from tui.widgets.table import Table

    await driver.press("4")
    table = driver.app.screen.query_one(Table)
    keys = [str(key.value) for key in table.rows]
    table.move_cursor(row=keys.index("person:lee"))
    await driver.settle()


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_small_screen_has_the_card_too(world: World, size: tuple[int, int]) -> None:
    graded(world, days_ago=20)
    async with practice(world, size=size) as driver:
        driver.sees("Say your answer aloud")
        await driver.press("enter")
        driver.sees("compared with")
