"""Who is named to decide hears of it and decides, liaison or not; while they are away, their deputy does."""

from __future__ import annotations

import shutil

import pytest

from playbook.assigning import decides, why_not_decide
from playbook.cli.main import main
from tests.tui.driver import Driver, opened
from tests.tui.world import World
from tui.widgets.table import Table

SAM = '\n[people.sam]\nname = "Sam Rivers"\nside = "marketing"\nroles = ["liaison"]\n'
AWAY = '[people.kim]\naway = ["2026-11-16/2026-11-27"]\ndeputy = "lee"'
TODAY = "1 decided twice, by two who had not seen it"


def named(world: World, old: str = "[desk]", new: str = '[desk]\ndecider = "kim"') -> None:
    """Let the playbook name who decides."""
    settings = world.root / "playbook.toml"
    text = settings.read_text("utf-8")
    assert old in text
    settings.write_text(text.replace(old, new, 1), "utf-8")


def twice(world: World) -> str:
    """Let Dana answer and Sam decline what neither saw the other decide."""
    settings = world.root / "playbook.toml"
    settings.write_text(settings.read_text("utf-8") + SAM, "utf-8")
    id_ = world.feedback("The list price is old")
    apart = World(world.root, world.data.with_name("apart"), world.clock)
    shutil.copytree(world.data, apart.data)
    world.act("answer", id_, "It is the new one.")
    apart.act("decline", id_, "Prices are public.", by="sam")
    shutil.copytree(apart.data / "fernyard/records/sam", world.data / "fernyard/records/sam")
    return id_


async def enter_at(driver: Driver, line: str) -> None:
    """Press Enter on the line of Today with this in its key."""
    table = driver.app.screen.query_one(Table)
    for _ in range(table.row_count):
        if line in table.current:
            break
        await driver.press("down")
    await driver.press("enter")


async def test_a_manager_who_is_named_decides_from_today(world: World) -> None:
    named(world)
    id_ = twice(world)
    async with opened(world.root, world.data, person="kim", clock=world.clock) as driver:
        await driver.press("1")
        driver.sees(TODAY)
        await enter_at(driver, "filter:is:conflict")
        driver.sees("! The list price is old", "c decides.")
        await driver.press("c")
        driver.sees("Which one stands?", "1  Dana Ortiz answered: ", "2  Sam Rivers declined it: ")
        await driver.press("2")
        await driver.type("Prices were never public")
        await driver.press("enter")
        driver.sees("✓ Decided: both read the reason.")
        await driver.press("1")
        driver.sees_no(TODAY)
    item = world.item(id_)
    assert (item.conflict, len(item.thread)) == ("", 3), "both decisions are kept"
    assert item.decision is not None
    assert (item.decision.person, item.decision.at[:10]) == ("kim", "2026-11-20")
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await driver.press("1")
        driver.sees_no(TODAY)


async def test_a_liaison_is_told_who_decides(world: World) -> None:
    named(world)
    twice(world)
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await driver.press("1")
        driver.sees_no(TODAY)
        await driver.press("3", "[", "c")
        driver.sees("Kim Adeyemi decides between two decisions")


def test_where_nobody_is_named_any_liaison_decides_and_nobody_else(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    id_ = twice(world)
    asked = ["-C", str(world.root), "--data", str(world.data), "--now", "2026-11-20T10:00:00Z"]
    because = ["desk", "decide", id_, "sam", "--because", "so"]
    assert main([*asked, "--as", "kim", *because]) == 2
    assert "That is for the marketing liaison" in capsys.readouterr().err
    assert not decides(world.of("dana"))
    assert main([*asked, "--as", "dana", *because]) == 0
    assert world.item(id_).state == "declined"


def test_the_deputy_decides_while_who_is_named_is_away(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    named(world)
    named(world, "[people.kim]", AWAY)
    id_ = twice(world)
    assert (decides(world.of("lee")), decides(world.of("mia")), decides(world.of("kim"))) == (
        True,
        False,
        True,
    )
    assert why_not_decide(world.of("dana")).startswith("Lee Park decides between two decisions")
    asked = ["-C", str(world.root), "--data", str(world.data), "--now", "2026-11-20T10:00:00Z"]
    assert main([*asked, "--as", "lee", "desk", "decide", id_, "dana", "--because", "She knew"]) == 0
    assert (world.item(id_).state, world.item(id_).conflict) == ("answered", "")
