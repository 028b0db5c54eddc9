"""The figures of the desk: both sides on one page, with what they mean and the way to the items behind them."""

from __future__ import annotations

from tests.tui.driver import opened
from tests.tui.world import World
from tui.screens.desk import DeskScreen


def busy(world: World) -> str:
    """Two items: one answered and thanked for, one new; return the new one's id."""
    first = world.feedback("The list price is old")
    world.clock.move(2 * 3600)
    world.act("answer", first, "It is new")
    world.act("thanks", first, by="lee")
    return world.feedback("Nobody says whom", by="mia")


async def test_both_sides_stand_on_one_page_and_each_figure_says_what_it_means(world: World) -> None:
    busy(world)
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await driver.press("n")
        driver.sees(
            "Figures · all that was ever said",
            "Received · the field",
            "Overdue · marketing",
            "Replies · sales",
        )
        driver.sees("2 (2 people, 0 accounts)", "2 h, nine of ten within 2 h, 1 of 1 in time", "Said thanks")
        driver.sees("n = 2, of all that was ever said. What reps said", "2 items behind it")
        await driver.press("j", "j", "j", "j", "j")
        driver.sees(
            "First answer",
            "until somebody else did something with it",
            "1 item behind it",
            "The list price is old",
        )
        driver.sees_no("Nobody says whom")
        await driver.press("escape")
        driver.sees("New 1").sees_no("· marketing")


async def test_from_a_figure_to_an_item_on_the_desk(world: World) -> None:
    id_ = busy(world)
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await driver.press("n", "enter")
        assert driver.focus == "behind"
        await driver.press("enter")
        screen = driver.app.screen
        assert isinstance(screen, DeskScreen)
        assert screen.item is not None and screen.item.id == id_
        await driver.press("n", "tab")
        assert driver.focus == "behind"
        await driver.press("j", "j", "enter")
        driver.sees("Answered", "It is new")


async def test_escape_leads_from_the_items_to_the_list_and_from_there_to_the_desk(world: World) -> None:
    busy(world)
    async with opened(world.root, world.data, person="dana", clock=world.clock, size=(100, 30)) as driver:
        await driver.press("n")
        driver.sees("⏎ items")
        await driver.press("enter")
        assert driver.focus == "behind"
        driver.sees("⏎ open").sees_no("⏎ items")
        await driver.press("escape")
        assert driver.focus == "figures"
        driver.sees("⏎ items", "Received · the field")
        await driver.press("escape")
        assert isinstance(driver.app.screen, DeskScreen)


async def test_on_a_narrow_screen_enter_shows_an_item_from_its_first_line(world: World) -> None:
    for number in range(30):
        world.feedback(
            f"The list price of item {number} is old, and nobody on the phone knows what holds now"
        )
    async with opened(world.root, world.data, person="dana", clock=world.clock, size=(80, 24)) as driver:
        await driver.press("n", "enter")
        first = driver.lines[1]
        assert "· wrong · Lee Park" in first, "what it is stands above what was said"
        await driver.press("enter")
        assert isinstance(driver.app.screen, DeskScreen)


async def test_a_window_made_another_size_leaves_the_cursor_on_its_item(world: World) -> None:
    id_ = busy(world)
    async with opened(world.root, world.data, person="dana", clock=world.clock, size=(80, 24)) as driver:
        await driver.press("n")
        await driver.resize(100, 30)
        await driver.resize(80, 24)
        await driver.press("enter", "enter")
        screen = driver.app.screen
        assert isinstance(screen, DeskScreen)
        assert screen.item is not None and screen.item.id == id_


async def test_a_figure_with_nothing_behind_it_leads_nowhere(world: World) -> None:
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await driver.press("n")
        driver.sees("none yet", "Nothing stands behind it")
        await driver.press("enter")
        driver.sees("Nothing stands behind this figure.")
        assert driver.focus == "figures"


async def test_a_shorter_span_counts_what_was_said_in_it(world: World) -> None:
    world.feedback("Long ago")
    world.clock.move(60 * 86_400)
    world.feedback("Just now")
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await driver.press("n")
        driver.sees("2 (1 person")
        await driver.press("p")
        driver.sees("said in the last 90 days", "2 (1 person")
        await driver.press("p")
        driver.sees("said in the last 30 days", "1 (1 person").sees_no("Long ago")
        await driver.press("p")
        driver.sees("all that was ever said", "Long ago")


async def test_what_is_overdue_is_marked(world: World) -> None:
    world.feedback("Left lying")
    world.clock.move(10 * 86_400)
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await driver.press("n")
        driver.sees("! Overdue", "1 of 1 open")


async def test_on_a_narrow_screen_v_swaps_the_items_in(world: World) -> None:
    busy(world)
    async with opened(world.root, world.data, person="dana", clock=world.clock, size=(80, 24)) as driver:
        await driver.press("n")
        driver.sees("Received").sees_no("2 items behind it")
        await driver.press("v")
        driver.sees("2 items behind it")
        await driver.press("v", "enter")
        driver.sees("2 items behind it", "Nobody says whom")
        await driver.press("tab")
        driver.sees("Received").sees_no("2 items behind it")
