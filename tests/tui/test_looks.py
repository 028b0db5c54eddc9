"""What an eye sees that no test of words does: columns that wobble, text at the frame, a focus that cannot be seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook.clock import FixedClock
from tests.tui.driver import opened
from tests.tui.world import World
from tui.desk_text import _quoted
from tui.review_text import _findings
from tui.rows import width_of
from tui.screens.first_start import PeopleScreen
from tui.screens.person import RunsScreen
from tui.widgets.rows_view import RowsView

LONG_NAME = "Hollenbach Building Supply"


@pytest.fixture
def crowd(starter: Path) -> Path:
    """A playbook with twelve people more."""
    settings = starter / "playbook.toml"
    more = "".join(
        f'\n[people.p{n:02d}]\nname = "Person {n:02d}"\nroles = ["rep"]\nside = "sales"\n' for n in range(12)
    )
    settings.write_text(settings.read_text("utf-8") + more, "utf-8")
    return starter


async def test_names_stand_below_each_other_with_a_number_or_without(
    crowd: Path, data: Path, clock: FixedClock
) -> None:
    async with opened(crowd, data, clock=clock, size=(140, 45)) as driver:
        with_number, without = driver.line_with("Lee Park"), driver.line_with("Person 11")
        assert with_number.index("Lee Park") == without.index("Person 11")
        assert "1-9 choose by number" in driver.lines[-1]


async def test_who_to_be_is_asked_in_the_middle_of_the_screen(
    crowd: Path, data: Path, clock: FixedClock
) -> None:
    async with opened(crowd, data, person="lee", clock=clock, size=(100, 30)) as driver:
        driver.app.push_screen(PeopleScreen("Act as…"))
        await driver.settle()
        left = driver.line_with("Act as…").index("╭")
        assert 8 <= left <= 14
        driver.sees("1-9 choose by number  ⏎ choose", "1 Today")


async def test_a_run_is_read_on_a_narrow_screen_and_left_by_the_same_key(world: World) -> None:
    world.ran(account=LONG_NAME)
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(80, 24)) as driver:
        driver.app.push_screen(RunsScreen(rep="lee"))
        await driver.settle()
        driver.sees(LONG_NAME).sees_no("Against the play")
        await driver.press("enter")
        driver.sees("Against the play", "v list")
        assert driver.focus == "run"
        await driver.press("enter")
        driver.sees("v run").sees_no("Against the play")
        assert driver.focus == "runs"


async def test_no_column_of_the_runs_is_pushed_out_of_the_list(world: World) -> None:
    world.ran(account=LONG_NAME * 3, private=True, result="disqualified")
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(80, 24)) as driver:
        driver.app.push_screen(RunsScreen(rep="lee"))
        await driver.settle()
        driver.sees("Hollenbach", "…  disqualified (private)")


async def test_runs_that_were_read_before_the_list_had_its_width_are_cut_for_it(world: World) -> None:
    world.ran(account=LONG_NAME, result="disqualified")
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(140, 45)) as driver:
        driver.app.push_screen(RunsScreen(rep="lee"))
        await driver.settle()
        driver.sees(f"{LONG_NAME}  disqualified")
        driver.app.screen.query_one(RowsView).was_folded_for(0)  # nothing to fold yet: it asks for nothing
        await driver.resize(100, 30)
        driver.sees("Hollenbach ", "…  disqualified  ┃")


async def test_whose_runs_they_are_stands_once_where_they_are_one_persons(world: World) -> None:
    run = world.ran(account=LONG_NAME, result="continuation")
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(100, 30)) as driver:
        driver.app.push_screen(RunsScreen(rep="lee"))
        await driver.settle()
        driver.sees("Runs: Lee Park", "20 Nov 10:00  Hollenbach ", "…  continuation  ┃")
        await driver.press("escape")
        driver.app.push_screen(RunsScreen(only=frozenset({run.id}), title="behind a figure"))
        await driver.settle()
        driver.sees("Runs: behind a figure", "20 Nov 10:00  Lee  Hollenb")


@pytest.mark.parametrize("columns", [80, 120])
async def test_nothing_in_the_lists_of_plays_touches_its_frame(world: World, columns: int) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(columns, 30)) as driver:
        await driver.press("2")
        framed = [line for line in driver.lines if line.startswith(("┃", "│"))]
        assert len(framed) > 10
        first, second = (line.find(end, 1) for line, end in ((framed[0], "┃"), (framed[0], "│")))
        for line in framed[:8]:
            assert line[first - 1] == " "
            assert line[line.index("│", second + 1) - 1] == " "


@pytest.mark.parametrize(("label", "indent"), [("", 0), ("then  ", 6)])
def test_a_quote_stands_at_the_edge_where_nothing_stands_before_it(label: str, indent: int) -> None:
    rows = _quoted(label, "one two three four five", 20, "talk")
    assert [row.text.index("┃") for row in rows] == [indent] * len(rows)
    assert all(width_of(row.text) <= 20 for row in rows)


def test_what_the_linter_says_is_folded_below_its_words() -> None:
    said = ["  + error PB010 line 67: This was one thing and is another", "    warn PB001 line 2: short"]
    rows = ["".join(text for text, _ in spans) for spans in _findings(said, 30)]
    assert rows[0].startswith("  + error")
    assert len(rows) > 2
    assert all(row.startswith("    ") for row in rows[1:])
    assert all(width_of(row) <= 30 for row in rows)
