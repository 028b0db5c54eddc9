"""What the screens say of keys is about the keys as this person has them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from playbook.preferences import Preferences
from tests.tui.driver import opened
from tests.tui.test_call_screen import start
from tests.tui.world import DISCOVERY, World
from tui.commands import as_they_come, keyed
from tui.registry import every_command

TUI = Path(__file__).parents[2] / "tui"
NAMED = re.compile(r"\{([a-z-]+\.[a-z-]+)\}")


def told_of(path: Path) -> Iterator[str]:
    """Yield the ids of commands whose keys a module tells of: in its texts, and by asking for them."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from NAMED.findall(node.value)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in (
            "key",
            "keys",
        ):
            yield from (
                str(one.value) for one in node.args if isinstance(one, ast.Constant) and "." in str(one.value)
            )


def test_every_key_that_a_text_tells_of_is_of_a_command_that_there_is() -> None:
    known = {command.id for command in every_command()}
    told = {(id_, path.name) for path in TUI.rglob("*.py") for id_ in told_of(path)}
    assert len(told) > 40
    assert sorted(one for one in told if one[0] not in known | {"area.verb"}) == []


def test_what_others_wrote_names_no_key() -> None:
    keys = as_they_come(every_command())
    assert keyed("{call.skip} skips; {{account.name}}, {x}, {no.such}", keys) == (
        "F6 skips; {{account.name}}, {x}, no.such"
    )


async def test_a_call_tells_of_my_keys(world: World) -> None:
    mine = Preferences(
        keys={
            "call.next": "f10", "call.voicemail": "M", "call.account": "K", "call.tick": "plus", "call.undo": "U",
            "call.end": "E", "call.feedback": "f12",
        }
    )  # fmt: skip
    async with opened(world.root, world.data, person="lee", clock=world.clock, preferences=mine) as driver:
        await start(driver, DISCOVERY)
        driver.sees("1  connected  or F10", "3  voicemail  or M", "K  account: none yet")
        await driver.press("4")
        driver.sees("F10  logs it, and on", "E  says more first", "U  takes that back")
        await driver.press("U", "1")
        driver.sees("F10 understood (needed before")
        await driver.press("f10")
        driver.sees("☐ Ask how long they have  + ticks")
        await driver.press("+")
        driver.sees("☑ Ask how long they have")
        await driver.press("f1")
        driver.sees("to-dos take +, questions a digit", "F10 goes on", "U takes the last one back")
        await driver.press("escape", "f2")
        await driver.type("zzzqq")
        await driver.press("escape")
        driver.sees("F12 tells marketing that it is missing.")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_way_out_of_a_call_is_always_in_the_bar(world: World, size: tuple[int, int]) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=size) as driver:
        await start(driver, DISCOVERY)
        driver.sees("esc leave")
        await driver.press("enter")
        driver.sees("esc leave", "F2 objection")
        await driver.press("t", "6", "enter", "enter")
        driver.sees("How did it end?")


async def test_prep_and_the_lists_tell_of_my_keys(world: World) -> None:
    mine = Preferences(
        keys={
            "accounts.new": "N",
            "accounts.mine": "M",
            "mode.feedback": "f12",
            "mode.act-as": "Z",
            "mine.back": "q",
        }
    )
    async with opened(
        world.root, world.data, person="lee", clock=world.clock, preferences=mine, demo=True
    ) as driver:
        driver.sees("Z act as… · Lee Park")
        await driver.press("6")
        driver.sees("No accounts yet.", "N makes")
        await driver.press("c")
        driver.sees("There is no account here; N makes one.")
        await driver.press("1", "F")
        driver.sees("You have said nothing yet. F12 tells")


async def test_the_key_that_goes_on_with_what_was_kept_is_the_one_of_the_screen_below(world: World) -> None:
    mine = Preferences(keys={"call.feedback": "f12", "feedback.take-up": "f11"})
    async with opened(world.root, world.data, person="lee", clock=world.clock, preferences=mine) as driver:
        await start(driver, DISCOVERY)
        await driver.press("1", "f12", "2")
        await driver.type("Too long")
        await driver.press("escape")
        driver.sees("Not sent, but kept: F12 and F11 go on with it.")
