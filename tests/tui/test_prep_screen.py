"""Prep: the whole page, my earlier runs, what the team has said, for an account."""

from __future__ import annotations

from tests.tui.driver import Driver, opened
from tests.tui.world import DISCOVERY, World
from tui.screens.prep import PrepScreen
from tui.widgets.page_view import PageView


async def prepare(driver: Driver, page: str = DISCOVERY, anchor: str = "", **place: object) -> Driver:
    """Open prep."""
    driver.app.push_screen(PrepScreen(page, anchor, **place))  # type: ignore[arg-type]
    await driver.settle()
    return driver


def view(driver: Driver) -> PageView:
    """Return the page, also while something lies over it."""
    screen = next(screen for screen in reversed(driver.app.screen_stack) if isinstance(screen, PrepScreen))
    return screen.view


def beside(driver: Driver) -> list[str]:
    """Return what stands beside the page."""
    screen = driver.app.screen
    assert isinstance(screen, PrepScreen)
    return [row.text.strip() for row in screen.around.rows]


def shown(driver: Driver) -> list[str]:
    return [row.text.strip() for row in view(driver).rows]


async def test_my_earlier_runs_are_told_the_latest_first_and_nobody_elses(world: World) -> None:
    world.ran(("acknowledge",), ("next_step",), account="Brenner Foods", next="Send the numbers", days_ago=8)
    world.ran(("acknowledge",), ("next_step",), account="Halden Timber", days_ago=2)
    world.ran(("acknowledge",), ("next_step",), by="mia", account="Elbe Paper")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await prepare(driver)
        told = " ".join(beside(driver))
        assert told.startswith(
            "Your earlier runs of this play 18 Nov · Halden Timber · connected · continuation "
            "12 Nov · Brenner Foods · connected · continuation · Send the numbers"
        )
        assert "Elbe Paper" not in told


async def test_what_the_team_has_said_and_nobody_answered_yet_stands_below(world: World) -> None:
    id_ = world.feedback("Nobody says whom any more", by="mia")
    world.me_too(id_, by="lee")
    done = world.feedback("Old price", by="mia")
    world.act("answer", done, "Corrected.")
    world.feedback("My manager said so", by="mia", audience="liaison")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await prepare(driver)
        assert " ".join(beside(driver)).endswith(
            "What the team has said of it wrong · Nobody says whom any more (+1)"
        )
        assert "▎ Dana Ortiz answered: Corrected." in shown(driver)


async def test_the_account_is_asked_for_and_goes_along_into_the_call(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await prepare(driver)
        await driver.press("a")
        driver.sees("Which account?")
        await driver.type("Brenner Foods")
        await driver.press("enter")
        driver.sees("First discovery · Brenner Foods")
        await driver.press("a", "escape", "c")
        driver.sees("Who picked up?", "First discovery · Brenner Foods", "c  account: Brenner Foods")


async def test_feedback_quotes_the_whole_sentence_though_it_is_folded(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(80, 24)) as driver:
        await prepare(driver)
        at = next(i for i, row in enumerate(view(driver).rows) if "mostly listening" in row.text)
        assert "Thanks for making time" not in view(driver).rows[at].text
        view(driver).go_to(at)
        await driver.press("f", "3")
        await driver.type("too long")
        await driver.press("enter")
        driver.sees("saved. The answer comes to Today and News.")
    (item,) = world.of("dana").feedback().values()
    page = world.of("lee").page(DISCOVERY)
    assert item.quote.startswith(
        "Thanks for making time, {{contact.first_name}}. I'd like to spend half an hour"
    )
    assert item.quote.endswith("A no is fine. All right?")
    assert (item.step, item.feedback.line, item.blob) == ("open", 24, page.blob) or item.step == "open"
    assert item.blob == page.blob
    assert item.feedback.commit == page.commit != ""
    assert "Thanks for making time" in page.text.split("\n")[item.feedback.line - 1]


async def test_feedback_on_the_title_is_about_the_page(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await prepare(driver)
        await driver.press("f")
        driver.sees("On “First discovery”").sees_no("step “")


async def test_it_opens_at_a_step_at_an_objection_and_at_a_line(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(120, 24)) as driver:
        for place, first in (
            ({"anchor": "what-it-costs"}, "What it costs (8 min, must)"),
            ({"anchor": "we-have-a-portal-already"}, '"We have a portal already"'),
            ({"line": 37}, None),
        ):
            await prepare(driver, **place)
            row = view(driver).row
            assert row is not None
            if first:
                assert row.text == first
            else:
                assert row.line == 37
            await driver.press("escape")


async def test_a_step_that_is_not_there_is_said_and_the_page_opens_all_the_same(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(80, 24)) as driver:
        await prepare(driver, anchor="what-it-cost")
        driver.sees("This page has no part “what-it-cost”; this is its beginning. Did you mean")
        driver.sees("#what-it-costs? o jumps to a heading.", "First discovery")
        await driver.press("escape")
        await prepare(driver, anchor="What it costs")
        driver.sees("What it costs (8 min, must)").sees_no("This page has no part")


async def test_folding_anew_keeps_the_place(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await prepare(driver)
        await driver.press(*"jjjjj")
        assert "Ask for" in shown(driver)[view(driver).cursor]
        await driver.press("a")
        await driver.type("X")
        await driver.press("enter")
        assert "Ask for" in shown(driver)[view(driver).cursor]


async def test_a_page_that_cannot_be_run_says_why(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await prepare(driver, "objections/too-expensive")
        await driver.press("c")
        driver.sees("This page has fewer than two steps, so it can be read but not run.")
        await driver.press("d")
        driver.sees("This page has fewer than two steps, so it can be read but not run.")


async def test_a_page_that_is_gone_is_said_to_be_and_escape_leaves(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await prepare(driver, "plays/gone")
        driver.sees("There is no page “plays/gone”")
        await driver.press("c", "f", "e", "o", "a")
        driver.sees("esc back")
        await driver.press("escape", "escape")
        driver.sees("1 Today")


async def test_the_pages_keys_work_here_too(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await prepare(driver)
        await driver.press("ctrl+f")
        await driver.type("portal")
        await driver.press("enter")
        row = view(driver).row
        assert row is not None
        assert "portal" in row.text.casefold()
        await driver.press("o")
        driver.sees("Outline", "How it works today (5 min)")
        await driver.press("escape", "f2")
        driver.sees("Objection")
        await driver.press("escape", "G", "g")
        assert view(driver).cursor == 0
