"""Choosing an account and who is there, in a few keys."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.screen import Screen

from playbook.accounts.rows import ContactRow
from playbook.records.customers import Account, Opportunity
from tests.tui.driver import Driver, opened
from tests.tui.world import World
from tui.screens.pick_account import PickAccountScreen, PickContactsScreen
from tui.widgets.table import Table

BACK = object()


class Asked:
    """A picker that was opened, and what it returned."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        self.result: Any = BACK

    async def open(self, screen: Screen[Any]) -> Driver:
        """Open the picker."""
        self.driver.app.push_screen(screen, self._got)
        await self.driver.settle()
        return self.driver

    def _got(self, result: Any) -> None:
        self.result = result


@asynccontextmanager
async def asking(world: World, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Asked]:
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=size) as driver:
        yield Asked(driver)


@pytest.fixture
def known(world: World) -> World:
    """Three accounts, one with a deal, and two people at it."""
    lee = world.of("lee")
    lee.append(Account("a" * 16, "Kallio Timberframe", domain="kallio.example", segment="small", owner="mia"))
    lee.append(Account("b" * 16, "Ardenne Kitchens", owner="mia"))
    lee.append(Account("c" * 16, "Wexmore Tiles", owner="lee@fernyard.example"))
    lee.append(
        Opportunity("d" * 16, "a" * 16, "Kallio, 3 sites", stage="Qualify", amount=48_000, currency="EUR")
    )
    sabine = ContactRow("e" * 16, "Sabine Clerc", "a" * 16, title="head of logistics")
    lee.address_book.add([sabine, ContactRow("f" * 16, "Tom Farrow", "a" * 16)])
    return world


async def test_two_letters_and_enter_choose_a_known_account(known: World) -> None:
    async with asking(known) as asked:
        driver = await asked.open(PickAccountScreen())
        await driver.type("ka")
        assert "small · Qualify · €48k" in driver.line_with("Kallio Timberframe")
        await driver.press("enter")
        assert asked.result == "a" * 16


async def test_my_own_accounts_are_offered_first(known: World) -> None:
    async with asking(known) as asked:
        driver = await asked.open(PickAccountScreen())
        names = ("Wexmore Tiles", "Ardenne Kitchens", "Kallio Timberframe")
        places = [driver.text.index(name) for name in names]
        assert places == sorted(places)
        await driver.press("down", "enter")
        assert asked.result == "b" * 16


async def test_a_name_that_nobody_has_is_taken_as_it_is_typed(known: World) -> None:
    async with asking(known) as asked:
        driver = await asked.open(PickAccountScreen())
        await driver.type("Zoller & Söhne")
        driver.sees("a new name, as typed")
        await driver.press("enter")
        assert asked.result == "Zoller & Söhne"


async def test_a_typing_error_offers_the_account_and_takes_it_only_when_chosen(known: World) -> None:
    async with asking(known) as asked:
        driver = await asked.open(PickAccountScreen())
        await driver.type("Kalio")
        driver.sees("a new name, as typed", "Kallio Timberframe")
        await driver.press("enter")
        assert asked.result == "Kalio"
        await asked.open(PickAccountScreen())
        await driver.type("Kalio")
        await driver.press("down", "enter")
        assert asked.result == "a" * 16


async def test_a_longer_name_than_a_known_one_can_still_be_new(known: World) -> None:
    async with asking(known) as asked:
        driver = await asked.open(PickAccountScreen())
        await driver.type("Kallio")
        await driver.press("down", "enter")
        assert asked.result == "Kallio"


async def test_the_whole_name_in_any_case_is_the_account(known: World) -> None:
    async with asking(known) as asked:
        driver = await asked.open(PickAccountScreen())
        await driver.type("wexmore TILES")
        driver.sees_no("as typed")
        await driver.press("enter")
        assert asked.result == "c" * 16


async def test_an_account_can_be_taken_back_and_escape_changes_nothing(known: World) -> None:
    async with asking(known) as asked:
        driver = await asked.open(PickAccountScreen("a" * 16))
        await driver.press("down", "down", "down", "enter")
        assert asked.result == ""
        await asked.open(PickAccountScreen("a" * 16))
        await driver.press("escape")
        assert asked.result is None


async def test_without_any_account_a_name_is_enough(world: World) -> None:
    async with asking(world) as asked:
        driver = await asked.open(PickAccountScreen())
        driver.sees("No accounts yet: type a name.")
        await driver.press("enter")
        driver.sees("Which account?")
        await driver.type("Acme")
        await driver.press("enter")
        assert asked.result == "Acme"


async def test_people_are_ticked_by_digit_and_enter_is_done(known: World) -> None:
    async with asking(known) as asked:
        driver = await asked.open(PickContactsScreen("a" * 16))
        driver.sees("☐ Sabine Clerc · head of logistics", "☐ Tom Farrow")
        await driver.press("2")
        driver.sees("☑ Tom Farrow")
        await driver.press("1", "2", "enter")
        assert asked.result == ["e" * 16]


async def test_the_keys_say_what_they_do_now(known: World) -> None:
    async with asking(known) as asked:
        driver = await asked.open(PickContactsScreen("nobody there"))
        driver.sees("⏎ done").sees_no("tick")
        await driver.type("Juha Salo")
        driver.sees("⏎ add").sees_no("tick", "⏎ done")
        await driver.press("escape", "escape")
        driver = await asked.open(PickContactsScreen("a" * 16))
        driver.sees("1 2 tick  space tick this  ⏎ done")
        await driver.type("far")
        driver.sees("⏎ tick").sees_no("1 2 tick", "⏎ done")


async def test_letters_find_and_tick_somebody(known: World) -> None:
    async with asking(known) as asked:
        driver = await asked.open(PickContactsScreen("Kallio Timberframe"))
        await driver.type("far")
        driver.sees_no("Sabine")
        await driver.press("enter")
        driver.sees("☑ Tom Farrow", "☐ Sabine Clerc")
        await driver.press("up", "up", "space", "enter")
        assert asked.result == ["e" * 16, "f" * 16]


async def test_somebody_new_goes_to_the_address_book_of_the_device(known: World) -> None:
    async with asking(known) as asked:
        driver = await asked.open(PickContactsScreen("a" * 16))
        await driver.type("Juha Salo")
        driver.sees("+ Juha Salo: add to my address book")
        await driver.press("enter")
        driver.sees("☑ Juha Salo")
        await driver.press("enter")
    [id_] = asked.result
    lee = known.of("lee")
    assert lee.contact_name(id_) == "Juha Salo"
    assert lee.accounts.contact(id_) == ContactRow(id_, "Juha Salo", "a" * 16)
    assert known.of("mia").accounts.contact(id_) is None
    assert "Juha" not in "".join(path.read_text() for path in lee.folder.rglob("*.jsonl"))


async def test_escape_drops_what_was_typed_then_leaves(known: World) -> None:
    async with asking(known) as asked:
        driver = await asked.open(PickContactsScreen("a" * 16, ["e" * 16]))
        await driver.type("Ju 2")
        await driver.press("escape")
        driver.sees("☑ Sabine Clerc", "☐ Tom Farrow")
        await driver.press("escape")
        assert asked.result is None


async def test_the_arrows_go_up_too(known: World) -> None:
    async with asking(known) as asked:
        driver = await asked.open(PickAccountScreen())
        await driver.press("down", "down", "up")
        assert driver.app.screen.query_one(Table).cursor_row == 1
        await driver.press("escape")
        driver = await asked.open(PickContactsScreen("a" * 16))
        await driver.press("down")
        assert driver.app.screen.query_one(Table).cursor_row == 1
        await driver.press("up")
        assert driver.app.screen.query_one(Table).cursor_row == 0
