"""A page over time on the screen: history, lines, verifying, retiring, and what one may do alone in an emergency."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from playbook.clock import FixedClock
from tests.review import conftest as clones
from tests.review.conftest import Clone, Team
from tests.review.test_joint_approval import NEW
from tests.review.test_page_over_time import EMERGENCY, Shell, published
from tests.tui.driver import Driver, opened
from tests.tui.test_reviews_screen import NOW, reviews
from tests.tui.world import World
from tui.screens.prep import PrepScreen

team, built = clones.team, clones.built
CALL = "plays/discover/first-call"


@asynccontextmanager
async def prep(clone: Clone, **how: Any) -> AsyncIterator[Driver]:
    """Open the first call's page in somebody's clone."""
    async with opened(clone.root, clone.data, person=clone.person, clock=FixedClock(NOW), **how) as driver:
        driver.app.push_screen(PrepScreen(CALL))
        await driver.settle()
        yield driver


async def from_palette(driver: Driver, words: str) -> None:
    """Choose a command of the palette."""
    await driver.press("ctrl+p")
    await driver.type(words)
    await driver.press("enter")


@pytest.fixture
def lee(team: Team, capsys: pytest.CaptureFixture[str]) -> Clone:
    """Lee's clone, in which a change that answers feedback of Lee's was published."""
    shells = {name: Shell(team.clone(name), capsys) for name in ("lee", "dana", "kim")}
    published(shells)
    return shells["lee"].clone


async def test_history_says_who_why_with_whose_approval_and_for_which_feedback(lee: Clone) -> None:
    async with prep(lee) as driver:
        await driver.press("H")
        driver.sees("History · First call", "· 1 feedback · ✓ Dana", "Ask for the cost", "Begin")
        driver.sees(
            "✓ marketing: Dana Ortiz",
            "✓ sales: Kim Sato",
            "Review ask-for-the-cost",
            "· now",
        )
        driver.sees("“Nobody asks it so”", "Lee Park at Acme")
        driver.sees("What it changed", "−happens on the day")
        await driver.press("j")
        driver.sees("The page as it began")
        await driver.press("enter")
        driver.sees("▲ As it was on", "by Dana Ortiz: Begin – not as it is now.", "What happens on the day")
        await driver.press("escape", "space")
        driver.sees("Go to another revision to compare it with this one.", "◆")
        await driver.press("k")
        driver.sees("From ", " to ", "+does", "a bad morning cost you?")
        await driver.press("j", "space")
        driver.sees("Compared no longer.").sees_no("◆")
        await driver.press("escape")
        driver.sees("Find the cost").sees_no("History ·")


async def test_one_key_leaves_only_what_changed_one_step(lee: Clone) -> None:
    async with prep(lee) as driver:
        await driver.press("H")
        driver.sees("Ask for the cost", "Begin", "What it changed")
        await driver.press("s")
        driver.sees("The history of which step?", "1  Open", "2  Find the cost")
        await driver.press("1")
        driver.sees("First call › Open", "Begin", "The step as it began").sees_no("Ask for the cost")
        await driver.press("s")
        driver.sees("History · First call", "Ask for the cost").sees_no("› Open")
        await driver.press("s", "2")
        driver.sees("First call › Find the cost", "Ask for the cost", "Begin")
        driver.sees("The step as it began", "## Find the cost").sees_no("Thanks for making the time")
        await driver.press("k")
        driver.sees("−happens on the day", "Because of").sees_no("Thanks for making the time")
        await driver.press("s", "s", "escape")
        driver.sees("History · First call").sees_no("› Find the cost")


async def test_history_has_room_on_a_small_terminal(lee: Clone) -> None:
    async with prep(lee, size=(80, 24)) as driver:
        await driver.press("H")
        driver.sees("Ask for the cost", "v detail").sees_no("What it changed")
        await driver.press("v")
        driver.sees("What it changed", "✓ marketing: Dana Ortiz")


async def test_each_line_says_which_change_and_whose_words_are_behind_it(lee: Clone) -> None:
    async with prep(lee) as driver:
        await driver.press("B")
        driver.sees("Lines · First call", "Dana Ortiz", "Lee Park", NEW)
        await driver.press("n")
        driver.sees("Ask for the cost", "Because of", "“Nobody asks it so”", "Accounts behind it: Acme")
        assert "Lee Park" in driver.line_with("┃ F ")
        await driver.press("N")
        driver.sees("Begin").sees_no("Because of")
        await driver.press("N")
        driver.sees("There is no other change before.")
        await driver.press("n", "enter")
        driver.sees("▲ As it was on", "by Lee Park: Ask for the cost.")
        await driver.press("escape", "escape")
        driver.sees_no("Lines ·")
    async with prep(lee, size=(80, 24)) as driver:
        await driver.press("H", "b")
        driver.sees("Lines · First call")
        await driver.press("n", "v")
        driver.sees("Because of", "Accounts behind it: Acme")


async def test_an_owner_verifies_by_one_key_and_others_are_told_whose_it_is(team: Team) -> None:
    dana, kim = team.clone("dana"), team.clone("kim")
    async with prep(kim) as driver:
        await driver.press("V")
        driver.sees("“First call” is Dana Ortiz or Lee Park's to verify. Ask them")
    async with prep(dana) as driver:
        await driver.press("V")
        driver.sees("✓ Verified today: First call.", "verified")
    assert "verified: 2026-11-23\n" in dana.read()
    assert dana.git("rev-parse", "HEAD") == dana.git("ls-remote", "origin", "main").split()[0]


async def test_what_is_to_become_of_a_page_is_proposed_with_a_reason(team: Team) -> None:
    dana, kim = team.clone("dana"), team.clone("kim")
    async with prep(kim) as driver:
        await from_palette(driver, "no longer offered")
        driver.sees("Why is it no longer right to offer it?")
        await driver.press("escape", "T")
        driver.sees(
            "What is to become of the page?", "Retire it: propose", "At once and alone, nobody may do that"
        )
        driver.sees_no("Revive it", "Withdraw it at once")
        await driver.press("1")
        driver.sees("Retire “First call”", "Why is it no longer right to offer it?")
        await driver.type("Nobody answers the phone")
        await driver.press("enter")
        driver.sees("✓ Proposed: Retire “First call”. Both sides must approve; P shows it.")
    async with reviews(dana) as driver:
        driver.sees("Retire “First call”")
        await driver.press("enter")
        driver.sees(
            "Nobody answers the phone",
            "status: live → retired" if "status: live" in dana.read() else "status:",
        )


async def test_in_an_emergency_a_named_person_acts_alone_and_the_other_side_agrees_to_it(team: Team) -> None:
    team.settings("[review]\n", EMERGENCY)
    dana, kim = team.clone("dana"), team.clone("kim")
    async with prep(dana) as driver:
        await from_palette(driver, "notice at once")
        driver.sees("It stands on top of the page, also in calls.")
        await driver.type("Do not name the old price")
        await driver.press("enter")
        await driver.type("fri")
        await driver.press("enter")
        driver.sees("✓ Done at once. sales must approve by", "Do not name the old price")
    async with reviews(kim) as driver:
        driver.sees("For me 1", "! at once", "Notice on “First call”")
        await driver.press("enter")
        driver.sees(
            "○ sales: waits for Lee Park or Kim Sato", "Published at once; the second approval is due by"
        )
        await driver.press("x")
        driver.sees("It is published already, in an emergency.")
        await driver.press("a")
        driver.sees("✓ Approved.", "Nothing waits for you.")
    assert "Do not name the old price" in kim.read()
    async with prep(dana) as driver:
        await from_palette(driver, "withdraw at once")
        driver.sees("Withdraw “First call” at once")
        await driver.type("The price is wrong")
        await driver.press("enter")
        driver.sees("✓ Done at once.")
        await from_palette(driver, "offered again")
        driver.sees("Revive “First call”")
        await driver.type("It is right again")
        await driver.press("enter")
        driver.sees("✓ Proposed: Revive “First call”.")
    assert "status: retired" in dana.read()


async def test_in_plays_the_same_keys_are_about_the_play_under_the_cursor(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("2", "l", "H")
        driver.sees("History ·", "Write the playbook")
        await driver.press("escape", "B")
        driver.sees("Lines ·")
        await driver.press("escape", "V")
        driver.sees("to verify.")


async def test_a_page_that_was_never_committed_says_so(world: World) -> None:
    (world.root / "plays/connect/fresh.md").write_text("# Quite fresh\n\n## A\n\n## B\n", "utf-8")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        driver.app.push_screen(PrepScreen("plays/connect/fresh"))
        await driver.settle()
        await driver.press("H")
        driver.sees("This page has not been committed yet, so it has no history.")
        await driver.press("enter")
        driver.sees("This page has not been committed yet, so it has no history.")
        await driver.press("escape", "B")
        driver.sees("There is no committed page")
