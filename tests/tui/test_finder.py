"""Finding while typing: from the first letter, over a typing error, in any script; or nothing."""

from __future__ import annotations

import pytest

from tests.tui.conftest import commit_all
from tests.tui.driver import opened
from tests.tui.world import World
from tui.screens.finder import Found


async def test_anything_is_found_from_anywhere_with_its_kind(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("slash")
        driver.sees("Find anything", "Type to find.", "two or three letters are enough")
        await driver.type("disc")
        driver.sees("play       First discovery", "Half an hour with someone")
        await driver.press("enter")
        driver.sees("First discovery", "c call now")


async def test_a_typing_error_is_forgiven(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("f2")
        driver.sees("Objection", "That's too expensive")
        await driver.type("expnsiv")
        driver.sees("That's too expensive").sees_no("Nothing found")


async def test_japanese_is_found_by_two_letters(world: World) -> None:
    (world.root / "objections/高い.md").write_text("# 値段が高いです\n\n> 何と比べて高いですか。\n", "utf-8")
    commit_all(world.root, "Write Japanese")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("f2")
        await driver.type("高い")
        driver.sees("値段が高いです", "何と比べて高いですか。")


async def test_nothing_found_says_so_and_enter_does_nothing(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("slash")
        await driver.type("zeppelin")
        driver.sees("Nothing found for “zeppelin”.").sees_no("noted as a gap")
        await driver.press("enter", "down", "up", "pagedown")
        driver.sees("Nothing found for “zeppelin”.")
        await driver.press("escape")
        driver.sees("1 Today").sees_no("zeppelin")


async def test_the_arrows_choose_while_one_types_and_the_answer_follows(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("f2", "down")
        first = driver.app.screen.query_one("#answer").rows[0].text  # type: ignore[attr-defined]
        await driver.press("down")
        second = driver.app.screen.query_one("#answer").rows[0].text  # type: ignore[attr-defined]
        assert first != second
        await driver.type("boss")
        driver.sees("boss")
        assert driver.app.screen.query_one("#words").value == "boss"  # type: ignore[attr-defined]
        await driver.press("up", "up", "enter")
        driver.sees("esc back", "boss")


async def test_what_is_deleted_is_listed_again(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("f3")
        driver.sees("Battlecard", "Velantis")
        await driver.type("zzz")
        driver.sees("Nothing found")
        await driver.press("backspace", "backspace", "backspace")
        driver.sees("Velantis").sees_no("Nothing found")


async def test_an_objection_inside_a_play_opens_the_play_at_it(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("f2")
        await driver.type("portal already")
        driver.sees("We have a portal already", "How many of your trucks book through it?")
        await driver.press("enter")
        driver.sees("First discovery", "We have a portal already")
        row = driver.app.screen.query_one("#prep").row  # type: ignore[attr-defined]
        assert "We have a portal already" in row.text


async def test_a_long_answer_is_read_on_with_page_down(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(80, 24)) as driver:
        await driver.press("slash")
        await driver.type("first discovery")
        view = driver.app.screen.query_one("#answer")
        await driver.press("pagedown")
        assert view.scroll_offset.y > 0
        await driver.press("pageup")
        assert view.scroll_offset.y == 0


@pytest.mark.parametrize(
    ("found", "gap"),
    [(Found("words"), True), (Found(""), False), (Found("words", "page"), False), (Found("", "page"), False)],
)
def test_a_gap_is_what_was_searched_in_vain(found: Found, gap: bool) -> None:
    assert found.gap is gap
