"""Every screen at 80×24 and 120×40, and after a resize: few widgets, no line that runs out of sight, no traceback."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.tui.driver import Driver, opened
from tests.tui.test_everywhere import at
from tests.tui.world import DISCOVERY, World
from tui.rows import width_of
from tui.widgets.rows_view import RowsView
from tui.widgets.table import Table

MOST = 120
"""Widgets on a screen (performance.md)."""
SIZES = [(80, 24), (120, 40)]
ALL = (("acknowledge",), *[("next_step",)] * 6)


def busy(world: World) -> None:
    """Three weeks in a minute: something on every screen."""
    long = "It starts at twelve a seat, and our quote says fourteen since the first of the month " * 3
    for number in range(12):
        id_ = world.feedback(
            f"{long} ({number})", step="a-bad-morning", quote=long, account="Brenner Foods GmbH & Co. KG"
        )
        if number % 3 == 0:
            world.act("answer", id_, long)
    world.ran(("skip", long[:60]), ("next_step",), account="Brenner Foods GmbH & Co. KG Central Europe", days_ago=3,
              next=long[:80], next_date="2026-11-19", commitment="promised", commitment_by="2026-11-20")  # fmt: skip
    world.ran(*ALL, by="mia", result="advance", days_ago=2)
    world.begin(("acknowledge",), account="Halden Timber")
    page = world.root / f"{DISCOVERY}.md"
    page.write_text(page.read_text("utf-8").replace("and who rang whom?", "and who rang first?"), "utf-8")
    from tests.tui.conftest import commit_all

    commit_all(
        world.root,
        "Say who rang first, and say it in a subject that is far longer than it need be for anyone",
    )


def fits(driver: Driver) -> None:
    """Assert that nothing runs out of sight unsaid: rows fit their pane, columns their table, and widgets are few."""
    columns = driver.app.size.width
    assert all(width_of(line) <= columns for line in driver.lines), driver.text
    for view in driver.app.screen.query(RowsView):
        if view.size.width:
            wide = [row.text for row in view.rows if width_of(row.text) > view.size.width]
            assert not wide, (view, view.size.width, wide[0])
    for table in driver.app.screen.query(Table):
        if table.size.width:
            assert table.virtual_size.width <= table.size.width + table.cell_padding, table
    assert driver.widgets <= MOST


async def dialog(driver: Driver, open_it: Callable[[], Any]) -> None:
    open_it()
    await driver.settle()
    fits(driver)
    await driver.press("escape")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "name",
    ["TodayScreen", "PlaysScreen", "DeskScreen", "CoachScreen", "NewsScreen", "PrepScreen", "RunsScreen", "CallScreen",
     "EndingScreen", "ReviewScreen", "RecapScreen", "DebriefScreen", "ReviewsScreen", "HistoryScreen", "BlameScreen"],
)  # fmt: skip
async def test_a_screen_fits_its_terminal(world: World, name: str, size: tuple[int, int]) -> None:
    busy(world)
    person = "dana" if name == "DeskScreen" else "kim" if name in ("CoachScreen", "RunsScreen") else "lee"
    async with opened(world.root, world.data, person=person, clock=world.clock, size=size) as driver:
        await at(driver, name)
        fits(driver)
        for key in ("v", "j", "v"):
            await driver.press(key)
            fits(driver)
        await driver.press("f1")
        fits(driver)


@pytest.mark.parametrize("size", SIZES)
async def test_a_dialog_fits_its_terminal(world: World, size: tuple[int, int]) -> None:
    busy(world)
    async with opened(
        world.root, world.data, person="lee", clock=world.clock, size=size, demo=True
    ) as driver:
        from tests.tui.test_feedback_screen import HERE
        from tui.screens.ask import AskScreen
        from tui.screens.choose import ChooseScreen
        from tui.screens.feedback import FeedbackScreen
        from tui.screens.finder import FinderScreen
        from tui.screens.first_start import PeopleScreen
        from tui.screens.outline import OutlineScreen
        from tui.screens.read import ReadScreen
        from tui.screens.write import WriteScreen

        long = "word " * 60
        push = driver.app.push_screen
        for made in (
            lambda: AskScreen(long, long, body=long),
            lambda: ChooseScreen(long, [(str(n), f"{n} {long}") for n in range(30)], body=long, other=long),
            lambda: FeedbackScreen(HERE),
            lambda: FinderScreen(("objection",)),
            lambda: FinderScreen(),
            lambda: PeopleScreen(long),
            lambda: OutlineScreen([(str(n), f"{n} {long}") for n in range(60)]),
            lambda: ReadScreen(DISCOVERY),
            lambda: WriteScreen(long, long, body=long),
        ):
            await dialog(driver, lambda made=made: push(made()))  # type: ignore[misc]


@pytest.mark.parametrize("name", ["TodayScreen", "PlaysScreen", "DeskScreen", "PrepScreen", "CallScreen"])
async def test_a_screen_folds_anew_when_the_terminal_changes_its_size(world: World, name: str) -> None:
    busy(world)
    person = "dana" if name == "DeskScreen" else "lee"
    async with opened(world.root, world.data, person=person, clock=world.clock, size=(140, 40)) as driver:
        await at(driver, name)
        for size in ((100, 30), (80, 24), (120, 40), (200, 50), (80, 24)):
            await driver.resize(*size)
            fits(driver)


@pytest.mark.parametrize("open_it", ["help", "read", "find"])
async def test_a_dialog_folds_anew_too(world: World, open_it: str) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(140, 40)) as driver:
        if open_it == "help":
            await driver.press("f1")
        elif open_it == "find":
            await driver.press("slash")
            await driver.type("discovery")
        else:
            from tui.screens.read import ReadScreen

            driver.app.push_screen(ReadScreen(DISCOVERY))
            await driver.settle()
        for size in ((80, 24), (120, 40), (80, 24)):
            await driver.resize(*size)
            fits(driver)


async def test_a_terminal_far_too_small_shows_something_and_nothing_breaks(world: World) -> None:
    busy(world)
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(20, 5)) as driver:
        for key in "12345":
            await driver.press(key, "j", "v", "f1", "escape")
        await driver.resize(80, 24)
        driver.sees("F1 help")


async def test_a_thousand_lines_are_no_more_widgets(world: World) -> None:
    page = world.root / "plays/discover/long.md"
    steps = "".join(f"## Step {n}\n\n> Say {n}.\n\n- [ ] do {n}\n\n" for n in range(700))
    page.write_text(f"# Long\n\n{steps}", "utf-8")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        from tui.screens.prep import PrepScreen

        driver.app.push_screen(PrepScreen("plays/discover/long"))
        await driver.settle()
        assert len(driver.app.screen.query_one(RowsView).rows) > 3_000
        assert driver.widgets < 20
        await driver.press("G")
        driver.sees("do 699")
