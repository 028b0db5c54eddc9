"""A page that two changed: both texts are shown, one is chosen, and nothing is overwritten before."""

from __future__ import annotations

import pytest

from playbook.sheets import Both, BothChangedError, Sheet, lay_out, put_back
from tests.tui.driver import Driver, opened
from tests.tui.test_saved_elsewhere import PATH, change
from tests.tui.world import World
from tui.screens.both import BothScreen

MINE = ("## A bad morning", "## A really bad morning")
THEIRS = ("## A bad morning", "## The worst morning")


def both(world: World, mine: tuple[str, str] = MINE, theirs: tuple[str, str] = THEIRS) -> Both:
    """Edit the page, while somebody else saves it."""
    workspace = world.of("dana")
    sheet = lay_out(workspace, PATH)
    sheet.file.write_text(sheet.file.read_text("utf-8").replace(*mine), "utf-8")
    change(world, *theirs)
    with pytest.raises(BothChangedError) as caught:
        put_back(workspace, sheet)
    return caught.value.both


async def show(driver: Driver, found: Both) -> tuple[list[str], list[Sheet | None]]:
    """Show both; return what is told at the end, and what is to be edited then."""
    told: list[str] = []
    merged: list[Sheet | None] = []
    driver.app.push_screen(BothScreen(found, told.append), merged.append)
    await driver.settle()
    return told, merged


def text(world: World) -> str:
    return (world.root / PATH).read_text("utf-8")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_both_texts_are_shown_and_mine_is_put_in_its_place(world: World, size: tuple[int, int]) -> None:
    async with opened(world.root, world.data, person="dana", clock=world.clock, size=size) as driver:
        told, _ = await show(driver, both(world))
        driver.sees("Changed twice: ", "−The worst", "+A really bad", "Nothing was overwritten.")
        assert THEIRS[1] in text(world)
        await driver.press("m")
        assert MINE[1] in text(world)
        assert told == ["Yours stands in its place now."]


async def test_theirs_stands_if_i_say_so(world: World) -> None:
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        told, _ = await show(driver, both(world))
        await driver.press("t")
        assert THEIRS[1] in text(world)
        assert told == ["Theirs stands; yours is thrown away."]
    assert not lay_out(world.of("dana"), PATH).unfinished


async def test_both_go_together_on_the_sheet_and_are_looked_at_first(world: World) -> None:
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        _, merged = await show(driver, both(world, theirs=("## How it works today", "## How it works now")))
        await driver.press("b")
        assert not isinstance(driver.app.screen, BothScreen)
    (sheet,) = merged
    assert sheet is not None
    assert MINE[1] in sheet.file.read_text("utf-8")
    assert "## How it works now" in sheet.file.read_text("utf-8")
    assert MINE[1] not in text(world)


async def test_later_keeps_what_i_wrote(world: World) -> None:
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await show(driver, both(world))
        await driver.press("escape")
        driver.sees("Yours is kept on a sheet of its own; editing the page again takes it up.")
    assert lay_out(world.of("dana"), PATH).unfinished


async def test_words_that_were_not_put_back_are_offered_when_the_page_is_edited_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "vim")
    sheet = lay_out(world.of("dana"), PATH)
    sheet.file.write_text(sheet.file.read_text("utf-8").replace(*MINE), "utf-8")
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        from tests.tui.test_prep_screen import prepare

        await prepare(driver)
        await driver.press("e")
        driver.sees("You wrote here before, and did not put it back", "1  put it in the page's place")
        await driver.press("1")
        driver.sees("✓ Saved plays/discover/first-discovery.md, for you alone")
        assert MINE[1] in text(world)
