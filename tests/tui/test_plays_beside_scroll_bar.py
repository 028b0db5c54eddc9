"""A list of plays longer than its pane: what stands beside the scroll bar is whole, or says that it is not."""

from __future__ import annotations

from tests.tui.conftest import commit_all
from tests.tui.driver import opened
from tests.tui.test_plays_screen import plays
from tests.tui.world import World
from tui.widgets.lazy_list import LazyList


async def test_a_title_too_long_is_cut_before_what_is_new_and_nothing_stands_below_the_bar(
    world: World,
) -> None:
    for number in range(20):
        (world.root / f"plays/connect/a{number:02}.md").write_text(
            f"---\nstage: connect\n---\n\n# {number:02} {'long ' * 9}title\n\n## A\n\n## B\n", "utf-8"
        )
    commit_all(world.root, "Many")
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(80, 24)) as driver:
        await plays(driver)
        view = driver.app.screen.query_one(LazyList)
        assert view.show_vertical_scrollbar
        region = view.scrollable_content_region
        shown = [line[region.x : region.right] for line in driver.lines[region.y : region.bottom]]
        titles = [line for line in shown if "long" in line]
        assert titles
        assert all(line.rstrip().endswith("…  ● new") for line in titles)
        await driver.resize(140, 24)
        driver.sees("long title")
