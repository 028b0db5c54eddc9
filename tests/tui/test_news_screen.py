"""News: what was answered, what changed in words; opening marks as read, passing by never does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playbook.feed import news_lines
from tests.tui.conftest import commit_all
from tests.tui.driver import Driver, opened
from tests.tui.world import DISCOVERY, World


@asynccontextmanager
async def news(world: World, person: str = "lee", **how: object) -> AsyncIterator[Driver]:
    async with opened(world.root, world.data, person=person, clock=world.clock, **how) as driver:  # type: ignore[arg-type]
        await driver.press("5")
        yield driver


def change(world: World, old: str = "and who rang whom?", new: str = "and who rang first?") -> None:
    """Change the discovery play, committed by Dana."""
    page = world.root / f"{DISCOVERY}.md"
    page.write_text(page.read_text("utf-8").replace(old, new), "utf-8")
    commit_all(world.root, "Say who rang first", at="2026-11-18T10:00:00Z")


def unread(world: World) -> int:
    return sum(not line.read for line in news_lines(world.of("lee")))


async def test_no_news_says_what_will_come_here(world: World) -> None:
    async with news(world) as driver:
        driver.sees("Nothing new. Answers to your feedback come here, and changes of the plays.")
        await driver.press("enter")
        driver.sees("There is no news.")
        await driver.press("R")
        driver.sees("There is no news.")


async def test_a_change_is_told_word_by_word_with_who_and_why(world: World) -> None:
    change(world)
    async with news(world) as driver:
        driver.sees("5 News 1", "●  changed", "2026-11-18", "First discovery")
        driver.sees("Dana Ortiz · 2026-11-18", "Say who rang first", "[-whom?-]{+first?+}")


async def test_passing_by_is_not_reading_and_opening_is(world: World) -> None:
    change(world)
    id_ = world.feedback("Nobody says whom any more", step="a-bad-morning")
    world.act("answer", id_, "It says who rang first now.")
    async with news(world) as driver:
        driver.sees("5 News 2", "●  answer", "●  changed")
        await driver.press("j", "k", "1", "5")
        driver.sees("5 News 2")
        assert unread(world) == 2
        await driver.press("enter")
        driver.sees("▎ Dana Ortiz answered: It says who rang first now.", "A bad morning")
        await driver.press("escape")
        driver.sees("5 News 1")
        assert unread(world) == 1


async def test_all_can_be_marked_as_read_by_one_key(world: World) -> None:
    change(world)
    id_ = world.feedback("Nobody says whom any more", step="a-bad-morning")
    world.act("answer", id_, "It says who rang first now.")
    async with news(world) as driver:
        await driver.press("R")
        driver.sees("answer", "changed").sees_no("●", "5 News 2")
    assert unread(world) == 0


async def test_a_new_page_and_one_that_went_are_told(world: World) -> None:
    (world.root / "plays/connect/fresh.md").write_text("# Quite fresh\n\n## A\n\n## B\n", "utf-8")
    (world.root / "plays/connect/trigger-event-call.md").unlink()
    commit_all(world.root, "Swap two plays", at="2026-11-19T10:00:00Z")
    async with news(world) as driver:
        driver.sees("new", "Quite fresh", "removed", "rigger")
        for _ in range(2):
            await driver.press("enter", "escape")
            await driver.press("j")
        driver.sees("News")


async def test_what_i_changed_myself_is_no_news_to_me(world: World) -> None:
    change(world)
    async with news(world, "dana") as driver:
        driver.sees_no("●")


async def test_on_a_narrow_screen_v_shows_the_detail(world: World) -> None:
    change(world)
    async with news(world, size=(80, 24)) as driver:
        driver.sees("changed", "First discovery").sees_no("[-whom?-]")
        await driver.press("v")
        driver.sees("[-whom?-]{+first?+}")
