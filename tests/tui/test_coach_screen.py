"""Coach and runs: what to talk about, a play, a person, and one run step by step."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

import pytest

from playbook import briefed
from playbook.coaching.tallies import Past
from playbook.records.model import Redact
from playbook.workspace import Workspace
from tests.tui.driver import Driver, opened
from tests.tui.world import DISCOVERY, World
from tui.coach_list import fitted
from tui.screens.person import RunsScreen
from tui.widgets.rows_view import RowsView
from tui.widgets.table import Table

ALL = (("acknowledge",), *[("next_step",)] * 6)


@asynccontextmanager
async def coach(world: World, person: str = "kim", **how: object) -> AsyncIterator[Driver]:
    async with opened(world.root, world.data, person=person, clock=world.clock, **how) as driver:  # type: ignore[arg-type]
        await driver.press("4")
        yield driver


def team(world: World) -> None:
    """Two reps with runs, one of them private."""
    world.ran(("skip", "no time"), ("next_step",), account="Brenner Foods", days_ago=3)
    world.ran(*ALL, account="Halden Timber", by="mia", result="advance", days_ago=2)
    world.ran(*ALL, account="Secret Steel", private=True, days_ago=1)


def listed(driver: Driver) -> list[str]:
    """Return what the list on the left says, line by line."""
    table = driver.app.screen.query_one(Table)
    return [" | ".join(str(cell) for cell in table.get_row_at(row)) for row in range(table.row_count)]


async def test_a_manager_sees_their_reports_and_the_plays_that_were_run(world: World) -> None:
    team(world)
    async with coach(world) as driver:
        assert listed(driver) == [
            "What to talk about | ",
            "People | 2 by name",
            "  Lee Park | 1 of 1",
            "  Mia Novak | 1 of 1",
            "Plays | 1 used",
            "  First discovery | 2 runs",
        ]
        driver.sees(
            "Nothing stands out",
            "Also skipped",
            "First discovery · Open: skipped in 1 of 2",
            "Seldom, by few, or in few runs",
        )
        driver.sees_no("Secret Steel")


async def test_while_the_runs_are_read_the_screen_says_so(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    team(world)
    may_read, past_of = threading.Event(), briefed.past_of

    def when_it_may(workspace: Workspace, *window: datetime | None) -> Past:
        assert may_read.wait(30)
        return past_of(workspace, *window)

    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        monkeypatch.setattr(briefed, "past_of", when_it_may)
        driver.send("4")
        await driver.until("Reading the runs …")
        may_read.set()
        await driver.settle()
        driver.sees("Lee Park (you)").sees_no("Reading the runs")


async def test_a_rep_sees_themselves_and_nobody_else(world: World) -> None:
    team(world)
    async with coach(world, "lee") as driver:
        assert listed(driver) == [
            "What to talk about | ",
            "Lee Park (you) | 1 of 1",
            "Plays | 1 used",
            "  First discovery | 1 run",
        ]
        driver.sees_no("Mia Novak")
        driver.sees("Your 1 private run counts nowhere.")
        await driver.press("j")
        driver.sees("Lee Park and Kim Adeyemi see exactly this.")


async def test_a_liaison_manages_nobody_and_is_told_where_figures_come_from(world: World) -> None:
    team(world)
    async with coach(world, "dana") as driver:
        driver.sees_no("Lee Park", "Mia Novak", "Brenner Foods", "Secret Steel")
        driver.sees("a run is for its rep and the managers above.")


async def test_the_figures_follow_the_cursor(world: World) -> None:
    team(world)
    async with coach(world) as driver:
        await driver.press("j", "j", "j")
        driver.sees("Mia Novak and Kim Adeyemi see exactly this.")
        await driver.press("j", "j")
        driver.sees("2 connected runs of 2 attempts by 2 reps", "Reached", "Rest: optional and left out")


async def test_behind_the_whole_are_all_runs_that_may_be_read(world: World) -> None:
    team(world)
    async with coach(world) as driver:
        await driver.press("enter")
        driver.sees("Runs: all that you may read", "Brenner Foods", "Halden Timber").sees_no("Secret Steel")


async def test_where_no_run_may_be_read_nothing_is_behind_it(world: World) -> None:
    team(world)
    async with coach(world, "dana") as driver:
        await driver.press("enter")
        driver.sees("There are no single runs behind this.")


async def test_behind_the_objections_are_the_calls_on_which_one_was_looked_up(world: World) -> None:
    team(world)
    opened_one = ("opened", "objections/too-expensive", "exp")
    world.ran(("acknowledge",), opened_one, ("next_step",), account="Elbe Paper", result="declined")
    async with coach(world) as driver:
        await driver.press("j")
        driver.sees("Objection or battlecard", "Log completeness: not known")
        await driver.press("enter")
        driver.sees("Runs: with an objection or battlecard", "Elbe Paper").sees_no("Brenner Foods", "Halden")


async def test_tab_goes_between_the_list_and_the_figures(world: World) -> None:
    team(world)
    async with coach(world) as driver:
        await driver.press("tab")
        assert isinstance(driver.app.focused, RowsView)
        await driver.press("tab")
        assert isinstance(driver.app.focused, Table)


async def test_on_a_narrow_screen_v_shows_the_figures(world: World) -> None:
    team(world)
    async with coach(world, size=(80, 24)) as driver:
        driver.sees("1 of 1").sees_no("skipped in 1 of 2 runs")
        await driver.press("v")
        driver.sees("skipped in 1 of 2 runs").sees_no("1 of 1")


# Runs


async def test_a_persons_runs_are_listed_the_latest_first_and_replayed(world: World) -> None:
    team(world)
    world.ran(
        ("acknowledge",), ("opened", "objections/too-expensive", "exp"), ("settle", "partly"), ("note", "Ring early"),
        ("next_step",), ("choose", "a-bad-morning/how-often-do-you-have-one", "every-day"),
        account="Elbe Paper", result="declined",
    )  # fmt: skip
    async with coach(world) as driver:
        await driver.press("j", "j", "j", "enter")
        driver.sees("Runs: Lee Park", "20 Nov 10:00", "Elbe Paper", "declined")
        assert [row.split(" | ")[1] for row in listed(driver)] == ["Elbe Paper", "Brenner Foods"]
        driver.sees(
            "✓ done        Open", "How often do you have one? Every day", "Result: declined", "Looked up"
        )
        driver.sees("That's too expensive (searched “exp”): settled", "Ring early", "Minute by minute")
        driver.sees("0:00  began Open", "looked up That's too expensive", "done: Open")
        await driver.press("j")
        driver.sees("Brenner Foods", "– skipped     Open", "no time").sees_no("Result: declined")
        await driver.press("escape")
        driver.sees("What to talk about")


async def test_a_plays_runs_are_those_of_everybody_one_may_see(world: World) -> None:
    team(world)
    async with coach(world) as driver:
        await driver.press("G", "enter")
        assert [row.split(" | ")[1] for row in listed(driver)] == ["Mia", "Lee"]
        driver.sees_no("Secret Steel")


async def test_a_play_that_was_moved_keeps_its_runs(world: World) -> None:
    team(world)
    old = world.root / f"{DISCOVERY}.md"
    new = old.with_name("discovery.md")
    new.write_text(old.read_text("utf-8").replace("---\n", f"---\nmoved-from: [{DISCOVERY}]\n", 1), "utf-8")
    old.unlink()
    async with coach(world) as driver:
        assert listed(driver)[-1] == "  First discovery | 2 runs"
        await driver.press("G", "enter")
        assert [row.split(" | ")[1] for row in listed(driver)] == ["Mia", "Lee"]


async def test_my_private_run_is_mine_to_read_and_marked(world: World) -> None:
    team(world)
    async with coach(world, "lee") as driver:
        await driver.press("j", "enter")
        driver.sees("Secret Steel", "continuation (pri", "private")


async def test_one_goes_into_a_run_to_scroll_and_back(world: World) -> None:
    team(world)
    async with coach(world, size=(120, 16)) as driver:
        await driver.press("j", "j", "enter", "enter")
        assert isinstance(driver.app.focused, RowsView)
        await driver.press("G")
        driver.sees("Revision ")
        await driver.press("tab")
        assert isinstance(driver.app.focused, Table)
        await driver.press("p")
        driver.sees("c call now", "First discovery")


async def test_a_run_is_replayed_against_the_revision_it_ran(world: World) -> None:
    world.ran(("acknowledge",), ("next_step",))
    page = world.root / f"{DISCOVERY}.md"
    page.write_text(page.read_text("utf-8").replace("## Open (1 min)", "## Hello (1 min)"), "utf-8")
    async with coach(world) as driver:
        await driver.press("j", "enter")
        driver.sees("✓ done        Open").sees_no("Hello")


async def test_a_redacted_run_is_a_line_that_says_so(world: World) -> None:
    run = world.ran(*ALL, account="Brenner Foods")
    world.of("lee").append(Redact(what=f"run:{run.id}"))
    async with opened(world.root, world.data, person="kim", clock=world.clock) as driver:
        driver.app.push_screen(RunsScreen(rep="lee"))
        await driver.settle()
        driver.sees("redacted").sees_no("Brenner Foods")


async def test_where_no_run_may_be_seen_that_is_said(world: World) -> None:
    team(world)
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        driver.app.push_screen(RunsScreen(play=DISCOVERY))
        await driver.settle()
        driver.sees("No runs here that you may see.", "Runs: ")
        await driver.press("enter", "p", "v", "escape")
        driver.sees("3 Desk")


async def test_a_run_can_be_opened_straight(world: World) -> None:
    team(world)
    run = next(row for row in world.of("kim").runs().values() if row.run.account == "Brenner Foods")
    async with opened(world.root, world.data, person="kim", clock=world.clock) as driver:
        driver.app.open_at("run", run.id)
        await driver.settle()
        driver.sees("Brenner Foods", "– skipped     Open")


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40), (200, 50)])
async def test_the_list_is_whole_at_every_width(world: World, size: tuple[int, int]) -> None:
    team(world)
    async with coach(world, size=size) as driver:
        driver.sees("2 by name", "2 runs", "First discovery")
        assert "…" not in "".join(listed(driver))


async def test_names_of_usual_length_are_whole_in_the_list_beside_the_figures(world: World) -> None:
    team(world)
    async with coach(world, size=(100, 30)) as driver:
        table = driver.app.screen.query_one("#coach-list")
        lines = [
            ("a", "  Referral introduction, reason first", "", "96 runs"),
            ("b", "People", "bold", "12 by name"),
        ]
        assert fitted(lines, table.size.width) == lines
        assert driver.app.screen.query_one("#coach-figures").size.width >= 40
