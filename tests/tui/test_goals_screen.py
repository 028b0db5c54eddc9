"""Goals on the screen: set by a form, counted from calls, on Today and in Coach, shared and ended by one key."""

from __future__ import annotations

import pytest

from playbook.records.coaching import Goal
from playbook.workspace import Workspace
from tests.tui.driver import Driver, opened
from tests.tui.world import DISCOVERY, World
from tui.widgets.rows_view import RowsView
from tui.widgets.table import Table

ALL = (("acknowledge",), *[("next_step",)] * 6)


def goal(world: World, by: str = "lee", audience: str | None = None, **facts: object) -> None:
    said = {
        "id": "g1", "about": "lee", "text": "", "by": "2026-12-11", "figure": "commitment", "share": 0.6,
        "play": DISCOVERY, "since": "2026-11-16",
    }  # fmt: skip
    world.of(by).append(Goal(**(said | facts)), audience)  # type: ignore[arg-type]


def calls(world: World) -> None:
    world.ran(*ALL, account="Brenner Foods", days_ago=2, commitment="done", result="advance")
    world.ran(*ALL, account="Halden Timber", days_ago=1, commitment="refused")
    world.ran(*ALL, account="Secret Steel", days_ago=1, commitment="done", private=True)


def goals(workspace: Workspace) -> list[Goal]:
    return [record.body for record in workspace.records("goal") if isinstance(record.body, Goal)]


async def test_a_goal_stands_on_today_and_leads_to_the_calls_behind_it(world: World) -> None:
    goal(world)
    calls(world)
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(120, 40)) as driver:
        driver.sees("★ goal       in 21 days", "A commitment in 60% of “First discovery", "1 of 2 calls")
        await driver.press("G", "enter")
        driver.sees("Your goals", "· too few  11 Dec", "1 of 2 calls (target 60%)", "For you alone")
        driver.sees("Set on Mon 16 Nov 2026. Until Fri 11 Dec 2026.")
        await driver.press("enter")
        driver.sees("Brenner Foods", "Halden Timber").sees_no("Secret Steel")
        await driver.press("escape")
        driver.sees("Your goals")
        await driver.press("escape")
        driver.sees_no("Your goals")


async def test_one_is_set_with_the_keys_alone(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(100, 40)) as driver:
        await driver.press("o")
        driver.sees(
            "No goal yet.",
            "A goal is a share of your calls until a day",
            "n sets one. It stands on your Today",
        )
        await driver.press("n")
        driver.sees("Set your goal", "What is counted of each call?", "Who sees it?")
        await driver.press("enter")
        driver.sees("Say what is counted first.")
        await driver.press("1", "2")
        await driver.type("sixty")
        await driver.press("enter")
        driver.sees("“sixty” is no share of calls. Write it like 60%.")
        await driver.press(*["backspace"] * 5)
        await driver.type("60")
        await driver.press("enter")
        await driver.type("+30")
        await driver.press("enter", "enter")
        driver.sees("It stays on this device: there is no hub.")
        await driver.press("2", "enter")
        driver.sees("Set.", "A next step with its day in 60% of", "Between you and Kim Adeyemi, set by you.")
    (made,) = goals(world.of("kim"))
    assert (made.figure, made.share, made.stage, made.by) == ("next-step", 0.6, made.stage, "2026-12-20")
    assert made.stage and made.since == "2026-11-20"


async def test_a_goal_over_a_step_asks_for_play_and_step(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(100, 50)) as driver:
        await driver.press("o", "n")
        driver.sees_no("Which step?")
        await driver.press("5")
        driver.sees("Which step?").sees_no("all calls")
        await driver.press("1", "1")
        await driver.type("80%")
        await driver.press("enter")
        await driver.type("+7")
        await driver.press("enter", "enter", "1", "enter")
        driver.sees("done in 80% of", "For you alone")
    (made,) = goals(world.of("lee"))
    assert made.play.startswith("plays/") and made.step
    assert world.of("kim").records("goal") == []


async def test_it_is_changed_shared_reached_and_that_is_taken_back(world: World) -> None:
    goal(world)
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(100, 40)) as driver:
        await driver.press("o", "u")
        driver.sees("There is nothing to take back")
        await driver.press("enter")
        driver.sees("No call counts for it yet.")
        await driver.press("e")
        driver.sees("Change your goal").sees_no("Who sees it?")
        await driver.press("down", "down", "down", "down")
        await driver.type("Ask each time")
        await driver.press("enter")
        driver.sees("Changed.", "Ask each time")
        await driver.press("h")
        driver.sees("Share it with Kim Adeyemi, for good")
        await driver.press("1")
        driver.sees("Shared.", "Between you and Kim Adeyemi, set by you.")
        await driver.press("h")
        driver.sees("It is shared.")
        await driver.press("y")
        driver.sees("Reached. Well done. u takes it back.", "✓ reached")
        await driver.press("x")
        driver.sees("This goal was reached.")
        await driver.press("u")
        driver.sees("Taken back.").sees_no("✓ reached")
        await driver.press("x")
        driver.sees("– dropped")
    assert [one.state for one in goals(world.of("kim"))] == ["open", "reached", "open", "dropped"]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_manager_sees_in_coach_what_is_shared_and_sets_one_for_a_rep(
    world: World, size: tuple[int, int]
) -> None:
    goal(world)
    goal(world, "kim", "pair-lee", id="g2", text="Ask for the day")
    calls(world)
    async with opened(world.root, world.data, person="kim", clock=world.clock, size=size) as driver:
        await coach_at_lee(driver)
        await driver.press("v" if size[0] < 100 else "f12")
        driver.sees("Goals", "Ask for the day", "1 of 2 calls").sees_no("A commitment in 60%")
        await driver.press("o")
        driver.sees("Goals of Lee Park", "Ask for the day")
        await driver.press("h")
        driver.sees("It is between the two of you.")
        await driver.press("n")
        driver.sees("Set a goal for Lee Park").sees_no("Who sees it?")
        await driver.press("escape")
        driver.sees("Goals of Lee Park")


async def test_on_a_narrow_screen_v_shows_the_figures_instead_of_the_list(world: World) -> None:
    goal(world)
    calls(world)
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(80, 24)) as driver:
        await driver.press("o")
        driver.sees("· too few").sees_no("For you alone")
        await driver.press("v")
        driver.sees("For you alone: it never leaves this device.")
        await driver.press("v")
        driver.sees("· too few").sees_no("For you alone")


async def test_tab_goes_into_the_figures_and_back(world: World) -> None:
    goal(world)
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(120, 40)) as driver:
        await driver.press("o")
        driver.sees("For you alone")
        await driver.press("tab")
        assert isinstance(driver.app.screen.focused, RowsView)
        await driver.press("tab")
        assert isinstance(driver.app.screen.focused, Table)


async def coach_at_lee(driver: Driver) -> None:
    await driver.press("4")
    table = driver.app.screen.query_one(Table)
    keys = [str(key.value) for key in table.rows]
    table.move_cursor(row=keys.index("person:lee"))
    await driver.settle()


async def test_a_colleague_may_look_and_not_set(world: World) -> None:
    from tui.screens.goals import GoalsScreen

    goal(world)
    async with opened(world.root, world.data, person="mia", clock=world.clock) as driver:
        driver.app.push_screen(GoalsScreen("lee"))
        await driver.settle()
        driver.sees("Goals of Lee Park").sees_no("A commitment")
        await driver.press("n")
        driver.sees("set by themselves, or with a manager above them")
        await driver.press("y")
        driver.sees("There is no goal here.")
