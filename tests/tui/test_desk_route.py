"""Sent on and brought back: who was asked hears of it, replies with one key, and the rep gets the answer."""

from __future__ import annotations

from tests.tui.driver import Driver, opened
from tests.tui.world import World
from tui.widgets.table import Table

ASKED = "May we say this in Austria?"
REPLY = "Yes, with the footnote"


async def enter_at(driver: Driver, line: str) -> None:
    """Press Enter on the line of Today with this in its key."""
    table = driver.app.screen.query_one(Table)
    for _ in range(table.row_count):
        if line in table.current:
            break
        await driver.press("down")
    await driver.press("enter")


async def test_a_question_goes_to_legal_and_its_reply_to_the_rep(world: World) -> None:
    id_ = world.feedback(ASKED, account="Elbe Paper")
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await driver.press("3", "r")
        driver.sees("Send it on to", "legal")
        await driver.press(driver.line_with("legal").partition("legal")[0].split()[-1])
        driver.sees("✓ Sent on: legal (")
    async with opened(world.root, world.data, person="kim", clock=world.clock) as driver:
        await driver.press("1")
        driver.sees("1 for legal to reply to")
        await enter_at(driver, "filter:is:out route:legal")
        driver.sees("│ legal 1", ASKED, "with legal since")
        await driver.press("i")
        driver.sees("What legal replied")
        await driver.type(REPLY)
        await driver.press("enter")
        driver.sees("Brought back what legal replied")
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await driver.press("1")
        driver.sees("1 came back with a reply")
        await enter_at(driver, "filter:is:back")
        driver.sees(ASKED, "legal replied on", "what legal replied")
        await driver.press("w")
        driver.sees("Answer to Lee Park", REPLY)
        await driver.press("enter")
        driver.sees("✓ Answered: the rep is told")
        await driver.press("1")
        driver.sees_no("came back with a reply")
    assert (world.item(id_).state, world.item(id_).answer) == ("answered", REPLY)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("1")
        driver.sees(REPLY)
