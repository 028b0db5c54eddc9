"""Choosing a play: what fits the customer, what I use, what is new; and every odd state of a playbook."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from playbook.library.catalog import Entry
from tests.tui import customers
from tests.tui.conftest import commit_all
from tests.tui.driver import Driver, opened
from tests.tui.test_plays_screen import page, plays, write
from tests.tui.world import World
from tui.page_text import page_rows
from tui.rows import Row
from tui.screens.call import CallScreen
from tui.screens.prep import PrepScreen
from tui.widgets.lazy_list import LazyList

CALLBACK, TRIGGER = "Demo-request callback", "Trigger-event call"
"""The two plays of the first stage, in the order of the alphabet."""


def titles(driver: Driver) -> list[str]:
    """Return the plays of the list, from the top."""
    view = driver.app.screen.query_one(LazyList)
    return ["".join(text for text, _ in view._item(index)[0]).strip() for index in range(len(view.keys))]


def second_lines(driver: Driver) -> list[str]:
    """Return what stands below each title."""
    view = driver.app.screen.query_one(LazyList)
    return ["".join(text for text, _ in view._item(index)[1]).strip() for index in range(len(view.keys))]


async def choose_account(driver: Driver, typed: str) -> None:
    """Choose the customer that plays are for."""
    await driver.press("a")
    driver.sees("Which account?")
    await driver.type(typed)
    await driver.press("enter")


# What fits


async def test_what_happened_at_the_customer_brings_its_play_up_with_the_reason(world: World) -> None:
    id_ = customers.account(world)
    customers.event(world, id_, "new-warehouse", days_ago=3)
    customers.deal(world, id_, "Discover")
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(200, 40)) as driver:
        await plays(driver)
        assert titles(driver) == [CALLBACK, TRIGGER]
        await choose_account(driver, "Bren")
        driver.sees("Connect · Brenner Foods")
        assert titles(driver) == [TRIGGER, CALLBACK]
        assert second_lines(driver)[0].startswith("◆ new warehouse 3 days ago · segment regional")
        assert second_lines(driver)[1].startswith("◆ segment regional")
        await driver.press("j")
        assert second_lines(driver)[0].startswith("◆ new warehouse 3 days ago · stage of the deal")


async def test_a_renewal_that_is_to_come_is_told_in_days(world: World) -> None:
    id_ = customers.account(world)
    customers.event(world, id_, "renewal-due", days_ago=-30)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await plays(driver)
        await choose_account(driver, "Brenner Foods")
        await driver.press(*"jjjjjjjj")
        driver.sees("Renewal at 120 days", "◆ renewal due in 30 days")


async def test_the_customer_goes_along_into_prep_and_into_the_call(world: World) -> None:
    customers.account(world)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await plays(driver)
        await choose_account(driver, "Bren")
        await driver.press("enter", "enter")
        assert isinstance(driver.app.screen, PrepScreen)
        driver.sees("· Brenner Foods", "How to reach Brenner Foods")
        await driver.press("escape", "c")
        screen = driver.app.screen
        assert isinstance(screen, CallScreen)
        assert screen.run.account == "brenner-foods"


async def test_a_customer_chosen_in_prep_is_chosen_for_all(world: World) -> None:
    customers.account(world)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await plays(driver)
        await driver.press("enter", "enter")
        await choose_account(driver, "Bren")
        driver.sees("· Brenner Foods")
        await driver.press("escape")
        driver.sees("Connect · Brenner Foods")


async def test_who_is_on_the_call_fills_the_name_in(world: World) -> None:
    id_ = customers.account(world)
    customers.contact(world, id_, "Erja Kallio")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await plays(driver)
        await choose_account(driver, "Bren")
        await driver.press("enter", "enter")
        driver.sees("[contact first name]")
        await driver.press("i")
        driver.sees("Who is there?", "Erja Kallio")
        await driver.press("space", "enter")
        driver.sees("Hello Erja, Lee Park").sees_no("[contact first name]")
        await driver.press("c")
        screen = driver.app.screen
        assert isinstance(screen, CallScreen)
        assert screen.run.contacts == ("erja-kallio",)


# What I use


async def test_what_i_use_often_and_lately_comes_first(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await plays(driver)
        assert titles(driver) == [CALLBACK, TRIGGER]
    world.ran(play="plays/connect/trigger-event-call", days_ago=1)
    world.ran(play="plays/connect/demo-request-callback", days_ago=90)
    world.ran(by="mia", play="plays/connect/demo-request-callback")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await plays(driver)
        assert titles(driver) == [TRIGGER, CALLBACK]


# What is overdue, and what is new


async def test_overdue_is_said_and_who_verified_it(world: World) -> None:
    write(world, "aa-old", "verified: 2026-01-01\nowners: {marketing: dana, sales: lee}\n")
    write(world, "ab-often", "verified: 2026-11-10\nverify-every: 7 days\n")
    write(world, "ac-never", "verified: 2020-01-01\nverify-every: never\n")
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(200, 60)) as driver:
        await plays(driver)
        by_title = dict(
            zip([title.split("  ")[0] for title in titles(driver)], second_lines(driver), strict=True)
        )
        assert by_title["Aa old"] == "overdue: verified 10 months ago by Dana + Lee"
        assert by_title["Ab often"] == "overdue: verified 10 days ago"
        assert by_title["Ac never"] == "verified 6 years ago"
        driver.sees("overdue: verified 10 months ago by Dana Ortiz + Lee Park")


async def test_what_changed_since_i_last_looked_is_counted_by_stage(world: World) -> None:
    path = world.root / "plays/connect/trigger-event-call.md"
    path.write_text(path.read_text("utf-8") + "\nMore.\n", "utf-8")
    commit_all(world.root, "Add", at="2026-11-18T10:00:00Z")
    write(world, "aa-draft", "status: draft\n")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await plays(driver)
        driver.sees("± changed", "●1", "1 page new or changed since you last looked")
        assert "●" not in driver.line_with("2 Discover")


# Odd states


async def test_a_page_that_does_not_parse_is_shown_raw_with_the_line(world: World) -> None:
    (world.root / "plays/connect/aa-broken.md").write_text(
        "---\ntitle: Broken: quite\nstage: connect\n---\n\n## A\n\n> One.\n\n## B\n\n> Two.\n", "utf-8"
    )
    commit_all(world.root, "Break")
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(160, 40)) as driver:
        await plays(driver)
        await driver.press("right", "g")
        driver.sees("! see page", "▶   2 │title: Broken: quite", "    3 │stage: connect", "! line 2:")
        driver.sees("┃ One.")


async def test_a_page_that_goes_while_one_looks_is_said_to_be_gone(world: World) -> None:
    write(world, "aa-short-lived")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await plays(driver)
        await driver.press("right", "j")
        (world.root / "plays/connect/aa-short-lived.md").unlink()
        await driver.press("k")
        driver.sees("✗ There is no page", "“plays/connect/aa-short-lived”").sees_no("Mend it")
        await driver.press("j")
        driver.sees("╭─ Demo-request callback")


async def test_a_repository_that_is_none_any_more_is_said_and_nothing_falls_over(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await plays(driver)
        (world.root / ".git").rename(world.root / "git-gone")
        await driver.press("1", "2")
        assert "✗" in driver.text
        await driver.press("enter", "escape", "right", "c", "escape")
        (world.root / "git-gone").rename(world.root / ".git")
        await driver.press("1", "2")
        driver.sees(CALLBACK)


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40), (200, 60)])
async def test_every_size_shows_the_stages_and_the_plays(world: World, size: tuple[int, int]) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=size) as driver:
        await plays(driver)
        driver.sees("1 Connect", CALLBACK, TRIGGER, "Exit: The customer accepts")
        assert driver.widgets < 120
        await driver.press("right", "enter")
        driver.sees(CALLBACK, "[contact first name]" if size[0] > 80 else "Exit")


# Ten thousand


async def test_ten_thousand_plays_are_listed_lazily_and_the_cursor_goes_to_the_last(world: World) -> None:
    folder = world.root / "plays/connect/many"
    folder.mkdir()
    for number in range(1_000):
        (folder / f"p{number:05}.md").write_text(
            "---\nstage: connect\n---\n\n## A\n\n> One.\n\n## B\n", "utf-8"
        )
    commit_all(world.root, "Many")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await plays(driver)
        view = driver.app.screen.query_one(LazyList)
        assert len(view.keys) == 1_002
        assert len(view._made) < 60
        await driver.press("right", "G")
        assert view.cursor == 1_001
        assert view.current in driver.app.screen.query_one(LazyList).keys
        assert len(view._made) < 120
        before = page(driver).rows
        await driver.press("pageup", "g")
        assert view.cursor == 0
        assert page(driver).rows is not before


async def test_while_a_page_is_laid_out_a_held_key_asks_for_no_other(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tui.screens.plays_preview as module

    laid: list[str] = []
    laying, go_on = threading.Event(), threading.Event()

    def held(entry: Entry, *args: Any, **options: Any) -> list[Row]:
        laid.append(entry.page.id)
        laying.set()
        assert go_on.wait(60)
        return page_rows(entry, *args, **options)

    for number in range(60):
        (world.root / f"plays/connect/p{number:02}.md").write_text(
            "---\nstage: connect\n---\n\n## A\n\n## B\n", "utf-8"
        )
    commit_all(world.root, "Many")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await plays(driver)
        await driver.press("right")
        view = driver.app.screen.query_one(LazyList)
        monkeypatch.setattr(module, "page_rows", held)
        driver.send("j")
        await driver.comes(laying.is_set, "no page is laid out")
        first = view.current
        for _ in range(49):
            driver.send("j")
        await driver.comes(lambda: view.cursor == 50, "the cursor never came to the end")
        assert laid == [first]
        go_on.set()
        await driver.settle()
        assert laid[-1] == view.current
        assert len(laid) <= 3, laid  # the first, the last, and the last once more where its row was told late


async def test_the_play_that_is_read_stays_marked_in_the_list(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(120, 40)) as driver:
        await driver.press("2", "right", "right")
        assert driver.focus == "page"
        plays = driver.app.screen.query_one(LazyList)
        marked, after = ([segment.style for segment in plays.render_line(y)] for y in (0, plays.item_lines))
        assert marked[0] is not None
        assert after[0] is not None
        assert marked[0].bgcolor != after[0].bgcolor
