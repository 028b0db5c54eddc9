"""Lists on a narrow terminal: the way out of one that is empty, and names as wide as the list."""

from __future__ import annotations

from playbook.ids import shorten
from playbook.records.coaching import Score
from tests.tui.driver import opened
from tests.tui.test_coach_screen import listed
from tests.tui.world import DISCOVERY, World
from tui.markdown_rows import ALOUD
from tui.screens.person import RunsScreen
from tui.widgets.page_view import PageView

LONG = "Ostrander Paper and Packaging of Upper Halden"


async def test_escape_leaves_a_list_that_has_nothing_to_list(world: World) -> None:
    async with opened(world.root, world.data, person="kim", clock=world.clock, size=(80, 24)) as driver:
        await driver.press("4", "o")
        driver.sees("Your goals", "No goal yet.")
        await driver.press("escape")
        driver.sees_no("Your goals")


async def test_names_in_coach_have_the_room_there_is_now(world: World) -> None:
    page = world.root / f"{DISCOVERY}.md"
    name = "First discovery with somebody who rang us"
    page.write_text(page.read_text("utf-8").replace("title: First discovery", f"title: {name}", 1), "utf-8")
    world.ran(("skip", "no time"), account="Brenner Foods", days_ago=3)
    async with opened(world.root, world.data, person="kim", clock=world.clock, size=(80, 24)) as driver:
        await driver.press("4")
        wide = listed(driver)
        assert f"  {name} | 1 run" in wide
        await driver.resize(100, 30)
        assert listed(driver) != wide, "beside the figures there is less room"
        await driver.resize(80, 24)
        assert listed(driver) == wide


async def test_beside_a_scored_run_it_is_the_accounts_name_that_is_cut(world: World) -> None:
    run = world.ran(account=LONG, result="advance")
    world.of("kim").append(Score(id="S", run=run.id, rep="lee", card="scorecards/first-discovery"))
    async with opened(world.root, world.data, person="kim", clock=world.clock, size=(100, 30)) as driver:
        await driver.press("4", "c")
        assert "…  by one" in driver.line_with("Ostrander")
        assert "1 run  " in driver.line_with("First discovery")
        await driver.resize(200, 60)
        driver.sees(LONG, "by one")


async def test_runs_are_listed_with_whole_names_beside_the_run(world: World) -> None:
    world.ran(account="Thornley Packaging", result="continuation", by="mia")
    async with opened(world.root, world.data, person="kim", clock=world.clock, size=(100, 30)) as driver:
        driver.app.push_screen(RunsScreen(play=DISCOVERY))
        await driver.settle()
        assert "Thornley Packaging  continuation" in driver.line_with("Mia  Thornley")


async def test_news_say_what_they_are_about_in_more_than_a_word_or_two(world: World) -> None:
    id_ = world.feedback("Nobody says whom any more")
    world.act("answer", id_, "It says who rang first.")
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(100, 30)) as driver:
        await driver.press("5")
        driver.sees("It says who rang first. ←")


async def test_a_figure_of_the_desk_is_told_as_far_as_it_has_room_whole(world: World) -> None:
    id_ = world.feedback("The list price is old")
    world.clock.move(2 * 3600)
    world.act("answer", id_, "It is new")
    said = "2 h, nine of ten within 2 h, 1 of 1 in time"
    async with opened(world.root, world.data, person="dana", clock=world.clock, size=(100, 30)) as driver:
        await driver.press("3", "n")
        driver.sees(said)
        await driver.resize(46, 30)
        driver.sees("2 h, nine of ten within 2 h").sees_no("1 of 1")
        await driver.resize(100, 30)
        driver.sees(said)


async def test_my_feedback_is_named_by_its_whole_id_or_not_at_all(world: World) -> None:
    id_ = world.feedback("Four prices in one breath", "hard-to-say")
    world.me_too(id_)
    shown = shorten(id_, letter="F")
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(100, 30)) as driver:
        await driver.press("F")
        assert "hard to say · 20 Nov · +1   " in driver.line_with("○ new").partition("┃╭")[0]
        await driver.resize(140, 45)
        assert f"+1 · {shown}" in driver.line_with("○ new")


async def test_the_list_of_plays_has_the_width_that_words_leave(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(200, 60)) as driver:
        await driver.press("2")
        size = driver.app.screen.query_one("#plays").size
        assert size.width > 80
        assert driver.app.screen.query_one("#page", PageView).text_width >= ALOUD
