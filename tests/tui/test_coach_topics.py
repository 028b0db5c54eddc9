"""Coach, what to talk about: the runs behind it, owners told, an experiment ended, a report written."""

from __future__ import annotations

import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from playbook.plays.arms import arm_of
from playbook.records.model import Run
from tests.coaching.filed import filed
from tests.coaching.logs import runs
from tests.tui.conftest import commit_all
from tests.tui.driver import Driver, opened
from tests.tui.world import DISCOVERY, World
from tui.widgets.table import Table

STEPS = "open+ a-bad-morning+ how-it-works-today+ what-it-costs+"
LEFT = "open+ a-bad-morning- how-it-works-today+ what-it-costs+"
PLAN = "plays/commit/price-conversation"
ARMS = (DISCOVERY, PLAN)


def calls(count: int, rep: str, steps: str = STEPS, **facts: Any) -> list[Run]:
    return runs(
        count, rep, steps, **{"play": DISCOVERY, "title": "First discovery", "commitment": "done"} | facts
    )


def most_leave_it_out(world: World) -> None:
    made = [run for rep in ("lee", "mia", "kim") for run in calls(4, rep, LEFT)]
    filed(world.root, made, data=world.data, now="2026-11-19T10:00:00Z")


@asynccontextmanager
async def coach(world: World, person: str = "kim", **how: Any) -> AsyncIterator[Driver]:
    async with opened(world.root, world.data, person=person, clock=world.clock, **how) as driver:
        await driver.press("4")
        yield driver


def topics(driver: Driver) -> Any:
    """Return what there is to talk about."""
    return driver.app.screen.loaded.topics  # type: ignore[attr-defined]


async def test_what_most_leave_out_has_its_runs_one_key_away(world: World) -> None:
    most_leave_it_out(world)
    async with coach(world) as driver:
        driver.sees("The play's problem", "Skipped in 12 of 12 runs")
        await driver.press("j")
        driver.sees("Why “A bad morning” was skipped", "no time █", "n 12. Skipped of reached")
        await driver.press("enter")
        driver.sees("Runs: First discovery · A bad morning", "– skipped     a-bad-morning")
        assert driver.app.screen.query_one(Table).row_count == 12


async def test_the_one_who_does_it_differently_is_met_by_the_key_of_the_1_to_1(world: World) -> None:
    made = [*calls(12, "lee", LEFT), *calls(40, "mia"), *calls(40, "kim")]
    filed(world.root, made, data=world.data, now="2026-11-19T10:00:00Z")
    async with coach(world) as driver:
        driver.app.screen.show_line(next(f"topic:{one.id}" for one in topics(driver) if one.rep == "lee"))  # type: ignore[attr-defined]
        await driver.settle()
        driver.sees("Lee Park: A bad morning")
        await driver.press("s")
        driver.sees("1:1s with Lee Park")


async def test_the_owners_are_told_by_one_key_and_only_once(world: World) -> None:
    most_leave_it_out(world)
    async with coach(world) as driver:
        await driver.press("t")
        driver.sees("Choose something to talk about that is a play's to mend.")
        await driver.press("j", "t")
        driver.sees("Tell the owners", "Most who come to this step skip it")
        await driver.type("Shall we drop it?")
        await driver.press("enter")
        driver.sees("Told: it is on the desk")
        (item,) = world.of("dana").feedback().values()
        assert (item.play, item.step, item.rep) == (DISCOVERY, "a-bad-morning", "kim")
        assert item.text.endswith("no time. Shall we drop it?")
        await driver.press("t", "enter")
        driver.sees("You told them already: F-")
        assert len(world.of("dana").feedback()) == 1


async def test_escape_tells_nobody(world: World) -> None:
    most_leave_it_out(world)
    async with coach(world) as driver:
        await driver.press("j", "t", "escape")
        driver.sees_no("Tell the owners")
        assert not world.of("dana").feedback()


async def test_a_report_is_written_to_a_new_file(world: World, tmp_path: Path) -> None:
    most_leave_it_out(world)
    file = tmp_path / "team.html"
    async with coach(world) as driver:
        await driver.press("w")
        driver.sees("Write the report to which new file?", "team-2026-11-20.html")
        await driver.press("ctrl+u")
        await driver.type(str(file))
        await driver.press("enter")
        driver.sees(f"Written to {file}"[:60])
        assert "Skipped in 12 of 12 runs" in file.read_text()
        await driver.press("w", "ctrl+u")
        await driver.type(str(file))
        await driver.press("enter")
        driver.sees("There is a file")


async def test_a_persons_report_is_theirs_to_take_along(world: World, tmp_path: Path) -> None:
    filed(world.root, calls(12, "lee"), data=world.data)
    file = tmp_path / "lee.html"
    async with coach(world, "lee") as driver:
        await driver.press("j", "w")
        driver.sees("Lee-Park-2026-11-20.html")
        await driver.press("ctrl+u")
        await driver.type(str(file))
        await driver.press("enter")
        driver.sees("Written to")
        assert "Lee Park and Kim Adeyemi see exactly this." in file.read_text()


async def test_people_plays_stages_and_objections_have_a_line_each(world: World) -> None:
    made = [*calls(12, "lee"), *calls(12, "mia", commitment="refused")]
    filed(world.root, made, data=world.data)
    async with coach(world) as driver:
        while driver.app.screen.query_one(Table).current != "people":
            await driver.press("j")
        driver.sees("Reps differ by more than chance", "12 of 12", "0 of 12")
        await driver.press("j")
        driver.sees("Own trend, own past", "Promises of customers")
        while driver.app.screen.query_one(Table).current != "plays":
            await driver.press("j")
        driver.sees("That were run", "Commitments")


@pytest.fixture
def planned(world: World) -> World:
    """A playbook with an experiment of two plays, and accounts that ran it."""
    settings = world.root / "playbook.toml"
    plan = (
        f'\n[experiments.opener]\narms = ["{ARMS[0]}", "{ARMS[1]}"]\nmeasure = "commitment"\nbaseline = 0.1\n'
        "smallest-lift = 0.8\naccounts-per-arm = 12\n"
    )
    settings.write_text(settings.read_text("utf-8") + plan, "utf-8")
    commit_all(world.root, "Plan an experiment")
    return world


def compared(world: World, first: int, second: int, of: int = 12) -> None:
    made: list[Run] = []
    counts = dict.fromkeys(ARMS, 0)
    for number in range(300):
        arm = arm_of("opener", f"account {number}", ARMS)
        if counts[arm] < of:
            yes = counts[arm] < (first if arm == ARMS[0] else second)
            counts[arm] += 1
            said = {"commitment": "done" if yes else "refused"}
            made += calls(1, ("lee", "mia")[number % 2], play=arm, account=f"account {number}", **said)
    filed(world.root, made, data=world.data)


async def test_an_experiment_with_a_verdict_is_ended_by_a_proposal(planned: World) -> None:
    compared(planned, 1, 12)
    async with coach(planned) as driver:
        driver.sees("Experiment", "Price conversation did better")
        await driver.press("j", "a")
        driver.sees("End and adopt", "Propose it")
        await driver.press("1")
        await driver.until("Proposed: Retire “First discovery”")
        listed = subprocess.run(
            ["git", "-C", planned.root, "branch", "--list", "proposals/*"],
            capture_output=True,
            text=True,
            check=True,
        )
        assert "retire-first-discovery" in listed.stdout


async def test_before_the_verdict_there_is_progress_and_nothing_to_end(planned: World) -> None:
    compared(planned, 2, 4, 5)
    async with coach(planned) as driver:
        await driver.press("j", "a")
        driver.sees("There is no verdict yet", "progress, not a winner").sees_no("did better")


async def test_at_80_columns_the_chart_has_room(world: World) -> None:
    most_leave_it_out(world)
    async with coach(world, size=(80, 24)) as driver:
        await driver.press("j", "v")
        driver.sees("Why “A bad morning” was skipped", "12 · 100% so far")
