"""What worked better on a call: kept while one talks, proposed to all when the call is recorded."""

from __future__ import annotations

import subprocess
import threading

import pytest

from playbook.library.review.model import Proposal
from playbook.proposing import open_reviews
from playbook.records.model import Wording
from tests.tui.driver import Driver, opened
from tests.tui.test_call_screen import start
from tests.tui.world import DISCOVERY, World
from tui.propose_run import better_of
from tui.screens.recap import RecapScreen

PATH = f"{DISCOVERY}.md"
MINE = "Good that we talk. Half an hour, is that still right?"


def proposals(world: World) -> list[Proposal]:
    """Return what is proposed."""
    workspace = world.of("dana")
    return open_reviews(workspace).all()


def text(world: World, proposal: Proposal, path: str = PATH) -> str:
    """Return a page as it is proposed."""
    done = subprocess.run(
        ["git", "-C", world.root, "show", f"{proposal.head}:{path}"], capture_output=True, check=True
    )
    return done.stdout.decode()


async def write(driver: Driver, words: str) -> None:
    """Put other words into the box."""
    driver.app.screen.query_one("Words").clear()  # type: ignore[attr-defined]
    await driver.type(words)
    await driver.press("enter")


async def end(driver: Driver) -> None:
    """End the call and record it."""
    await driver.press("e", "1", "1", "f10", "enter")
    assert isinstance(driver.app.screen, RecapScreen), driver.text


async def test_words_kept_on_the_call_are_proposed_after_it_by_a_few_keys(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(80, 24)) as driver:
        await start(driver)
        await driver.press("enter", "p")
        driver.sees("This worked better · Open")
        await write(driver, MINE)
        driver.sees("✓ Kept for you. When the call is recorded, one key proposes it to all.", MINE)
        assert proposals(world) == []
        await end(driver)
        driver.sees("Your own words at “Open”: p proposes them to all.")
        await driver.press("p")
        driver.sees(
            "What worked better?", "Open: “Good that we talk.", "(my words)", "a new play, as this call"
        )
        await driver.press("1")
        driver.sees("Words for all · Open", MINE, "The play says: Thanks for making time")
        await driver.press("enter")
        driver.sees("Where do your words belong?", "1  in place of what the play says")
        await driver.press("1")
        driver.sees("✓ Proposed, as say-open-of-first-discovery", "of marketing and sales.")
    (proposal,) = proposals(world)
    assert proposal.authors == ("lee@fernyard.example",)
    after = text(world, proposal)
    assert f"> {MINE}" in after
    assert "Thanks for making time" not in after
    (record,) = world.of("lee").records("wording")
    assert isinstance(record.body, Wording)
    assert record.body.text == MINE
    assert "Thanks for making time" in (world.root / PATH).read_text("utf-8")


async def test_what_a_key_has_said_stays_when_words_to_propose_are_found(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, really = threading.Event(), better_of

    def slowly(*about: object) -> object:
        gate.wait(60)
        return really(*about)  # type: ignore[arg-type]

    monkeypatch.setattr("tui.screens.recap.better_of", slowly)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await start(driver)
        await driver.press("enter", "p")
        await write(driver, MINE)
        await driver.press("e", "1", "1", "f10")
        driver.send("enter")
        await driver.until("1 recap")
        driver.sees("✓ Recorded: First discovery.")
        driver.send("c")
        await driver.until("If paste brings nothing")
        gate.set()
        await driver.settle()
        driver.sees("If paste brings nothing").sees_no("proposes them to all")
        await driver.press("p")
        driver.sees("What worked better?", "Open: “Good that we talk.")


async def test_a_step_that_was_never_reworded_can_be_and_stands_beside(world: World) -> None:
    run = world.ran(("acknowledge",), ("next_step",))
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        driver.app.push_screen(RecapScreen(run, None))
        await driver.settle()
        driver.sees_no("Your own words")
        await driver.press("p", "1")
        driver.sees("Words for which step?", "2  A bad morning")
        await driver.press("2")
        driver.sees("Words for all · A bad morning", "Take me back to the last bad morning.")
        await write(driver, "Tell me about the worst one.")
        await driver.press("2")
        driver.sees("✓ Proposed, as ")
    (proposal,) = proposals(world)
    after = text(world, proposal)
    assert "> Take me back" in after
    assert "\n\n> Tell me about the worst one.\n" in after


async def test_a_new_play_is_begun_with_what_was_done_on_the_call(world: World) -> None:
    run = world.ran(("acknowledge",), ("next_step",), ("skip", "no time"), ("next_step",))
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        driver.app.push_screen(RecapScreen(run, None))
        await driver.settle()
        await driver.press("p", "2")
        driver.sees("What is the new play called?", "It begins with the steps that you did")
        await driver.type("A quick first talk")
        await driver.press("enter")
        driver.sees("✓ Proposed, as ")
    (proposal,) = proposals(world)
    assert [change.path for change in proposal.pages] == ["plays/discover/a-quick-first-talk.md"]
    after = text(world, proposal, "plays/discover/a-quick-first-talk.md")
    assert "sales: lee" in after
    assert "## Open (1 min)" in after
    assert "## A bad morning" not in after


async def test_what_cannot_be_proposed_is_said(world: World) -> None:
    run = world.ran(("acknowledge",), ("next_step",))
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        driver.app.push_screen(RecapScreen(run, None))
        await driver.settle()
        await driver.press("p", "2")
        await driver.type("First discovery")
        await driver.press("enter")
        driver.sees("✗ plays/discover/first-discovery.md is there already.")
    assert proposals(world) == []


async def test_words_that_are_the_plays_own_are_not_kept(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await start(driver)
        await driver.press("enter", "p", "enter")
        driver.sees_no("Kept for you")
    assert world.of("lee").records("wording") == []
