"""A question with more answers than there are digits: 0 lists them all, on a call and in a debrief."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.driver import opened
from tests.tui.test_call_screen import start
from tests.tui.world import World
from tui.calls import start_call

PAGE = "plays/discover/many"
ANSWERS = [f"Haulier {letter}" for letter in "ABCDEFGHIJKL"]


@pytest.fixture
def many(world: World) -> World:
    """A play that asks one question of twelve answers."""
    listed = "".join(f"- {answer}\n" for answer in ANSWERS)
    text = f"---\ntitle: Many\nstage: discover\n---\n\n## Ask\n\n### Who brings it?\n\n{listed}\n## Close\n\n> Bye.\n"
    Path(world.root, f"{PAGE}.md").write_text(text, "utf-8")
    return world


async def test_on_a_call_0_lists_all_answers_and_a_letter_takes_the_twelfth(many: World) -> None:
    async with opened(many.root, many.data, person="lee", clock=many.clock) as driver:
        await start(driver, PAGE)
        await driver.press("1")
        driver.sees("9 ○ Haulier I", "0 ○ Haulier L")
        await driver.press("0")
        driver.sees("Who brings it?", "a  Haulier J", "c  Haulier L")
        await driver.press("c")
        driver.sees("0 ● Haulier L")
        await driver.press("enter", "0")
        driver.sees("No question of this step has more than nine answers.")


async def test_a_debrief_can_be_filled_by_keys_alone_however_many_answers_there_are(many: World) -> None:
    async with opened(many.root, many.data, person="lee", clock=many.clock) as driver:
        start_call(driver.app, PAGE, mode="debrief")
        await driver.settle()
        await driver.press("down")
        driver.sees("0 ○ Haulier K")
        await driver.press("0")
        driver.sees("b  Haulier K")
        await driver.press("b", "up")
        driver.sees("0 ● Haulier K")
        await driver.press("down", "0")
        driver.sees("The digits reach everything that can be chosen here.")
