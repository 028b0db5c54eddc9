"""Accounts on key 6: whose, what is open, what happened, whom we called, and what came of it."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from playbook.progress import Progress
from playbook.records.customers import Account, Opportunity
from tests.tui import customers
from tests.tui.driver import Driver, opened
from tests.tui.world import DISCOVERY, World

BRENNER, KALLIO, WEXMORE = "b" * 16, "k" * 16, "w" * 16


@asynccontextmanager
async def accounts(
    world: World, person: str = "lee", size: tuple[int, int] = (120, 40)
) -> AsyncIterator[Driver]:
    """Open the app and go to Accounts."""
    async with opened(world.root, world.data, person=person, clock=world.clock, size=size) as driver:
        await driver.press("6")
        yield driver


@pytest.fixture
def known(world: World) -> World:
    """Three accounts: Lee's with everything, and two of Mia's."""
    lee = world.of("lee")
    lee.append(Account(BRENNER, "Brenner Foods", domain="brenner.example", segment="network", owner="mia"))
    lee.append(
        Account(KALLIO, "Kallio Timberframe", domain="kallio.example", segment="regional", owner="lee")
    )
    lee.append(Account(WEXMORE, "Wexmore Tiles", segment="regional", owner="Mia Novak"))
    lee.append(
        Opportunity("1" * 16, KALLIO, "Kallio, 3 sites", stage="qualify", amount=48_000.0, currency="EUR")
    )
    lee.append(
        Opportunity("2" * 16, KALLIO, "The pilot", stage="won", amount=4_000.0, currency="EUR", state="won")
    )
    lee.append(Opportunity("3" * 16, BRENNER, "Brenner", stage="prove", amount=1_250_000.0, currency="CHF"))
    customers.event(world, KALLIO, "new-warehouse", days_ago=3)
    customers.contact(world, KALLIO, "Juha Salo", title="site manager")
    world.ran(account=KALLIO, days_ago=2, result="advance", commitment="done", exit_proof="“We lose a day.”")
    world.ran(account="Wexmore Tiles", by="mia", days_ago=30)
    return world


async def test_accounts_are_listed_mine_first_with_what_is_open(known: World) -> None:
    async with accounts(known) as driver:
        driver.sees("6 Accounts", "Accounts 3 · mine first")
        assert "● Kallio Timberframe" in driver.line_with("qualify · €48k")
        assert "2 d" in driver.line_with("● Kallio")
        assert "4 w" in driver.line_with("Wexmore Tiles")
        assert "prove · 1.2M CHF" in driver.line_with("Brenner Foods")
        names = [driver.text.index(name) for name in ("Kallio Timber", "Brenner Foods", "Wexmore Tiles")]
        assert names == sorted(names)


async def test_beside_the_list_stands_all_that_is_known_of_one(known: World) -> None:
    async with accounts(known) as driver:
        driver.sees(
            "regional · kallio.example · owner Lee Park",
            "○ Kallio, 3 sites",
            "✓ The pilot",
            "17 Nov  new warehouse (Mia Novak)",
            "Juha Salo · site manager",
            "Touches: 1 attempt",
            "Runs that you may see: 1",
            "▸ 18 Nov  Lee · First discovery",
        )
        await driver.press("down")
        driver.sees("network · brenner.example · owner Mia Novak", "nobody was called").sees_no("Juha")


async def test_nobody_sees_runs_that_are_not_theirs_to_read(known: World) -> None:
    async with accounts(known, "mia") as driver:
        await driver.press("j", "j")
        driver.sees("owner Lee Park", "Touches: 1 attempt", "Runs that you may see: 0").sees_no("Juha Salo")
    async with accounts(known, "kim") as driver:
        await driver.press("down")
        driver.sees("Runs that you may see: 1")


async def test_enter_goes_into_the_account_and_on_a_run_replays_it(known: World) -> None:
    async with accounts(known) as driver:
        await driver.press("enter")
        assert "▸ 18 Nov" in driver.app.screen.query_one("#account").row.text  # type: ignore[attr-defined]
        await driver.press("enter")
        driver.sees("Runs: Lee Park", "We lose a day")
        await driver.press("escape")
        driver.sees("Accounts 3")
        await driver.press("g", "enter")
        driver.sees("⏎ again replays this run")
        assert "▸ 18 Nov" in driver.app.screen.query_one("#account").row.text  # type: ignore[attr-defined]
        await driver.press("escape", "down")
        driver.sees("owner Mia Novak")
        await driver.press("enter", "enter")
        driver.sees("There is no run of this account to replay.")


async def test_tab_goes_to_the_account_and_back(known: World) -> None:
    async with accounts(known) as driver:
        await driver.press("tab", "tab", "down")
        driver.sees("owner Mia Novak")


async def test_c_takes_the_account_along_to_the_plays(known: World) -> None:
    async with accounts(known) as driver:
        await driver.press("c")
        assert driver.app.account == KALLIO
        driver.sees("Connect · Kallio Timberframe")


async def test_p_prepares_the_play_that_fits_best(known: World) -> None:
    async with accounts(known) as driver:
        await driver.press("p")
        driver.sees("Trigger-event call", "Kallio Timberframe").sees_no("Accounts 3")


async def test_p_without_a_play_that_fits_goes_to_the_plays(world: World) -> None:
    world.of("lee").append(Account(WEXMORE, "Wexmore Tiles"))
    async with accounts(world) as driver:
        await driver.press("p")
        driver.sees("Connect · Wexmore Tiles")


async def test_an_event_is_written_down_in_three_keys(known: World) -> None:
    async with accounts(known) as driver:
        await driver.press("down", "e")
        driver.sees("What happened at Brenner Foods?", "new warehouse")
        await driver.press("6")
        await driver.type("In Lahti")
        await driver.press("enter")
        driver.sees("written down for Brenner Foods", "20 Nov  new warehouse (Lee Park)", "In Lahti")
    [event] = known.of("mia").accounts.events(BRENNER)
    assert (event.trigger, event.text, event.by) == ("new-warehouse", "In Lahti", "lee")


async def test_escape_writes_nothing_down(known: World) -> None:
    async with accounts(known) as driver:
        await driver.press("down", "e", "2", "escape")
        assert not known.of("lee").accounts.events(BRENNER)
        driver.sees("Accounts 3")


async def test_a_new_account_is_mine_and_under_the_cursor(known: World) -> None:
    async with accounts(known) as driver:
        await driver.press("n")
        driver.sees("New account", "web address", "⏎ add")
        await driver.type("ardenne.example")
        await driver.press("enter")
        driver.sees("Accounts 4", "● ardenne.example", "owner Lee Park")
        await driver.press("n")
        await driver.type("kallio.example")
        await driver.press("enter")
        driver.sees("There is Kallio Timberframe already", "Accounts 4")


async def test_somebody_new_stands_in_my_address_book_and_can_be_forgotten(known: World) -> None:
    async with accounts(known) as driver:
        await driver.press("w")
        driver.sees("⏎ add").sees_no("⏎ save")
        await driver.type("Aino Aalto")
        await driver.press("enter")
        driver.sees("Aino Aalto is in your address book", "Juha Salo · site manager")
        await driver.press("x")
        driver.sees("Put the cursor on one of the people first")
        await driver.press("enter", "g", *["down"] * 13)
        assert "Aino Aalto" in driver.app.screen.query_one("#account").row.text  # type: ignore[attr-defined]
        await driver.press("x")
        driver.sees("Forget Aino Aalto?")
        await driver.press("2", "x", "1")
        driver.sees("Forgotten").sees_no("Aino Aalto")
    lee = known.of("lee")
    assert [row.name for row in lee.accounts.contacts(KALLIO)] == ["Juha Salo"]
    assert b"Aino" not in b"".join(path.read_bytes() for path in known.data.rglob("*") if path.is_file())


async def test_typing_narrows_the_list_and_escape_shows_all_again(known: World) -> None:
    async with accounts(known) as driver:
        await driver.press("ctrl+f")
        await driver.type("wex")
        driver.sees("Accounts 1 of 3").sees_no("Brenner Foods")
        await driver.press("enter", "c")
        assert driver.app.account == WEXMORE
        await driver.press("6", "ctrl+f")
        await driver.type("zzz")
        driver.sees("No account like")
        await driver.press("escape")
        driver.sees("Accounts 3", "Brenner Foods")


async def test_m_shows_mine_alone_and_s_orders(known: World) -> None:
    async with accounts(known) as driver:
        await driver.press("m")
        driver.sees("Accounts 1 of 3 · mine").sees_no("Brenner Foods")
        await driver.press("m", "s")
        driver.sees("Accounts 3 · amount")
        names = [driver.text.index(name) for name in ("Brenner Foods", "Kallio Timber", "Wexmore Tiles")]
        assert names == sorted(names)
        await driver.press("s")
        driver.sees("last touch")
        names = [driver.text.index(name) for name in ("Brenner Foods", "Wexmore Tiles", "Kallio Timber")]
        assert names == sorted(names)


async def test_on_a_narrow_screen_v_swaps_list_and_account(known: World) -> None:
    async with accounts(known, size=(80, 24)) as driver:
        driver.sees("Accounts 3").sees_no("Touches:")
        await driver.press("v")
        driver.sees("Touches: 1 attempt").sees_no("Accounts 3")
        await driver.press("v")
        driver.sees("Accounts 3")
        await driver.press("enter")
        driver.sees("Runs that you may see: 1")
        await driver.press("escape")
        driver.sees("Accounts 3").sees_no("Touches:")


async def test_on_a_small_screen_an_account_opens_at_its_top_and_enter_goes_on_to_its_runs(
    known: World,
) -> None:
    for days in range(3, 20):
        known.ran(account=KALLIO, days_ago=days)
    async with accounts(known, size=(80, 24)) as driver:
        for _ in range(2):  # the second time it has the height of the first
            await driver.press("enter")
            driver.sees("regional · kallio.example · owner Lee Park", "Opportunities")
            await driver.press("escape")
        await driver.press("enter", "enter")
        driver.sees("⏎ again replays this run.")
        assert "▸ 18 Nov" in driver.app.screen.query_one("#account").row.text  # type: ignore[attr-defined]
        await driver.press("enter")
        driver.sees("Runs: Lee Park", "We lose a day")


async def test_without_accounts_it_says_how_they_come(world: World) -> None:
    async with accounts(world) as driver:
        driver.sees("i takes in an export of your CRM")
        assert "│" in driver.line_with("No accounts yet."), "in the pane, not below it"
        await driver.press("c")
        driver.sees("There is no account here; n makes one.")


async def test_feedback_from_here_is_about_the_account(known: World) -> None:
    async with accounts(known) as driver:
        await driver.press("f", "8")
        driver.sees("with Kallio Timberframe")


async def test_names_that_would_steer_a_terminal_are_text(world: World) -> None:
    world.of("lee").append(
        Account(KALLIO, "[bold]Kallio\x1b[31m\u202e", segment="[link=x]", domain="k.example")
    )
    world.ran(account=KALLIO, play=DISCOVERY)
    async with accounts(world) as driver:
        driver.sees("[bold]Kallio")
        await driver.press("enter", "escape")


# Import


EXPORT = """\
Record ID,Company name,Company Domain Name
1,Ardenne Kitchens,ardenne.example
2,Kallio,kallio.example
3,,
"""


async def test_an_export_is_read_first_then_taken_in_or_left(known: World, tmp_path: Path) -> None:
    export = tmp_path / "crm.csv"
    export.write_text(EXPORT, "utf-8")
    async with accounts(known, size=(80, 24)) as driver:
        await driver.press("i")
        driver.sees("Import which file of your CRM?", "before anything does.")
        await driver.type(str(export))
        await driver.press("enter")
        driver.sees(
            "Import crm.csv?",
            "HubSpot's export of accounts",
            "would be created, 1 updated",
        )
        await driver.press("2")
        assert "Ardenne Kitchens" not in driver.text
        await driver.press("i")
        await driver.type(f"'{export}'")
        await driver.press("enter", "1")
        driver.sees(
            "3 rows: 1 created, 1 updated, 0 unchanged, 0 skipped, 1 failed",
            "1 row failed:",
            "Ardenne Kitchens",
        )
    assert sorted(path.name for path in tmp_path.glob("*.csv")) == ["crm-failed.csv", "crm.csv"]


async def test_a_file_that_is_no_export_is_told_and_nothing_changes(known: World, tmp_path: Path) -> None:
    async with accounts(known) as driver:
        await driver.press("i")
        await driver.type(str(tmp_path / "nowhere.csv"))
        await driver.press("enter")
        driver.sees("✗ ", "nowhere.csv")
        other = tmp_path / "other.csv"
        other.write_text("a,b\n1,2\n", "utf-8")
        await driver.press("i")
        await driver.type(str(other))
        await driver.press("enter")
        driver.sees("None of its columns is known")


async def test_a_long_import_counts_its_rows_and_escape_keeps_what_came_in(
    known: World, tmp_path: Path
) -> None:
    export = tmp_path / "crm.csv"
    rows = "".join(f"{number},Customer {number}\n" for number in range(5_000))
    export.write_text(f"Record ID,Company name\n{rows}", "utf-8")
    gate = threading.Event()

    class Gated(Progress):
        def step(self, number: int = 1, *, share: float | None = None) -> None:
            if self.done == 2_500:
                assert gate.wait(60)
            super().step(number, share=share)

    async with accounts(known) as driver:
        screen: Any = driver.app.screen
        driver.app.patience = 0.01
        await driver.press("i")
        await driver.type(str(export))
        await driver.press("enter")
        driver.sees("5,000 rows: 5,000 would be created")
        screen.long = partial(screen.long, progress=Gated())
        driver.send("1")
        await driver.until("… Importing crm.csv · 2,500 rows · ")
        driver.send("escape")
        await driver.until("stopping …")
        gate.set()
        await driver.settle()
        driver.sees("Stopped. 2,501 rows: 2,501 created", "What was taken in stands", "Accounts 2,504")
