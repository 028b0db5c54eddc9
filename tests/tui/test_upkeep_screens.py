"""Pages that need somebody, on the screens of who is to look after them."""

from __future__ import annotations

import pytest

from playbook.proposing import open_reviews
from tests.tui.conftest import commit_all
from tests.tui.driver import Driver, opened
from tests.tui.test_saved_elsewhere import change
from tests.tui.world import DISCOVERY, World
from tui.screens.prep import PrepScreen


@pytest.fixture
def overdue(world: World) -> World:
    """The discovery play, verified long ago."""
    change(world, "verified: 2026-11-09", "verified: 2026-03-01")
    commit_all(world.root, "Forget to verify")
    return world


@pytest.fixture
def pilot(world: World) -> World:
    """The discovery play, a pilot that has ended."""
    change(world, "status: live", "status: pilot\npilot: {reps: [lee], until: 2026-11-17}")
    commit_all(world.root, "Try it")
    return world


async def look_after(driver: Driver) -> None:
    """Go to the group of pages that need me, at the end of the stages."""
    await driver.press("2", "G")


async def test_an_owner_finds_what_is_overdue_and_verifies_it_by_one_key(overdue: World) -> None:
    async with opened(overdue.root, overdue.data, person="lee", clock=overdue.clock) as driver:
        driver.sees("✎ page", "verified 8 months ago: is it still right?")
        await look_after(driver)
        driver.sees("Look after", "◆ still right? · 27 min", "22 of 23 pages are verified in")
        await driver.press("enter", "V")
        driver.sees("Verified today: First discovery.")
        driver.sees_no("Look after")
        await driver.press("1")
        driver.sees_no("✎ page")
    assert "verified: 2026-11-20" in (overdue.root / f"{DISCOVERY}.md").read_text("utf-8")


async def test_enter_on_today_opens_the_page_that_needs_me(overdue: World) -> None:
    async with opened(overdue.root, overdue.data, person="lee", clock=overdue.clock, size=(80, 24)) as driver:
        driver.sees("✎ page")
        await driver.press("enter")
        assert isinstance(driver.app.screen, PrepScreen)
        driver.sees("overdue: verified 8 months ago")


async def test_who_does_not_answer_for_it_is_not_bothered(overdue: World) -> None:
    async with opened(overdue.root, overdue.data, person="mia", clock=overdue.clock) as driver:
        driver.sees_no("✎ page", "is it still right?")
        await driver.press("2")
        driver.sees_no("Look after")


async def test_a_pilot_that_has_ended_asks_its_owner_for_a_verdict(pilot: World) -> None:
    async with opened(pilot.root, pilot.data, person="lee", clock=pilot.clock) as driver:
        driver.sees("✎ page", "pilot ended 3 days ago: keep, change or")
        await look_after(driver)
        await driver.press("enter", "T")
        driver.sees(
            "The pilot has ended: what is the verdict?", "1  Keep it: propose it for everybody", "edit it"
        )
        await driver.press("1")
        driver.sees("What did the pilot show?")
        await driver.type("Six of ten agreed a day")
        await driver.press("enter")
        driver.sees("Proposed: Keep “First discovery”.")
    reviews = open_reviews(pilot.of("dana"))
    (proposal,) = reviews.all()
    (changed,) = proposal.pages
    assert "status: live\n" in reviews.text(changed.after)
    assert "pilot:" not in reviews.text(changed.after)


async def test_the_palette_keeps_a_pilot_too(pilot: World) -> None:
    async with opened(pilot.root, pilot.data, person="lee", clock=pilot.clock) as driver:
        await look_after(driver)
        await driver.press("enter", "ctrl+p")
        await driver.type("keep the pilot")
        await driver.press("enter")
        driver.sees("What did the pilot show?")


async def test_a_page_whose_owner_left_goes_to_the_liaison(world: World) -> None:
    change(world, "sales: lee", "sales: pat")
    commit_all(world.root, "Pat answers for it")
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await driver.press("1")
        driver.sees("pat left: who answers for it now?")
        await look_after(driver)
        driver.sees("◆ pat left · ")
