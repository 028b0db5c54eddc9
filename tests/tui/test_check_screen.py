"""Check: the page as a rep sees it, what the linter says at its lines, and one key that mends it."""

from __future__ import annotations

import pytest

from tests.review import conftest as clones
from tests.review.conftest import Team
from tests.review.test_joint_approval import proposed
from tests.tui.driver import Driver, opened
from tests.tui.test_prep_screen import prepare
from tests.tui.test_reviews_screen import reviews
from tests.tui.test_saved_elsewhere import PATH, change, come_back
from tests.tui.world import World
from tui.screens.check import CheckScreen
from tui.widgets.page_view import PageView

team, built = clones.team, clones.built
LONG = " ".join(["word"] * 130)


@pytest.fixture
def sound(world: World) -> World:
    """The play without a fault: not every page of the starter lies here."""
    change(world, "[Cost of the problem](cost-of-the-problem.md)", "Cost of the problem")
    return world


@pytest.fixture
def faulty(sound: World) -> World:
    """The play with three faults: a segment spelt in another way, words too long to say, a link that leads nowhere."""
    change(sound, "segments: [single-site", "segments: [SingleSite")
    change(sound, "Take me back to the last bad morning.", f"{LONG}.")
    change(sound, "## Background", "## Background\n\nSee [this](gone.md).")
    return sound


def rows(driver: Driver) -> list[str]:
    return [row.text for row in driver.app.screen.query_one(PageView).rows]


def here(driver: Driver) -> str:
    row = driver.app.screen.query_one(PageView).row
    assert row is not None
    return row.text


async def check(driver: Driver) -> None:
    await prepare(driver)
    await driver.press("C")
    assert isinstance(driver.app.screen, CheckScreen)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_each_finding_stands_below_its_line_with_glyph_and_word(
    faulty: World, size: tuple[int, int]
) -> None:
    async with opened(faulty.root, faulty.data, person="dana", clock=faulty.clock, size=size) as driver:
        await check(driver)
        driver.sees("✗ 2 errors", "! 1 warning")
        shown = rows(driver)
        segment = next(n for n, text in enumerate(shown) if "✗ error PB002" in text)
        assert any("segments: [SingleSite" in text for text in shown[segment + 1 : segment + 4])
        assert shown[segment].startswith("▎ ")
        link = next(n for n, text in enumerate(shown) if "✗ error PB007" in text)
        assert shown[link - 1].startswith("✗ See")
        said = next(n for n, text in enumerate(shown) if "! warning PB005" in text)
        assert shown[said - 1].startswith("! ")
        assert "✗ error PB002" in here(driver)


async def test_tab_goes_from_finding_to_finding_and_round(faulty: World) -> None:
    async with opened(faulty.root, faulty.data, person="dana", clock=faulty.clock, size=(80, 24)) as driver:
        await check(driver)
        await driver.press("tab")
        assert "! warning PB005" in here(driver)
        driver.sees("! warning PB005")
        await driver.press("tab", "tab")
        assert "✗ error PB002" in here(driver)
        await driver.press("shift+tab")
        assert "✗ error PB007" in here(driver)


async def test_a_finding_is_chosen_from_the_list(faulty: World) -> None:
    async with opened(faulty.root, faulty.data, person="dana", clock=faulty.clock) as driver:
        await check(driver)
        await driver.press("i")
        driver.sees("Findings", "PB007")
        await driver.press("G", "enter")
        assert "✗ error PB007" in here(driver)


async def test_what_has_one_right_answer_is_mended_by_a_key_and_put_back_by_another(faulty: World) -> None:
    before = (faulty.root / PATH).read_bytes()
    async with opened(faulty.root, faulty.data, person="dana", clock=faulty.clock) as driver:
        await check(driver)
        await driver.press("x")
        driver.sees("✓ Mended: 1 finding. u puts it back.").sees_no("PB002")
        assert (faulty.root / PATH).read_bytes() == before.replace(b"[SingleSite", b"[single-site")
        await driver.press("tab", "x")
        driver.sees("This has more than one right answer: edit the page.")
        await driver.press("u")
        driver.sees("Put back as it was.", "✗ 2 errors")
        assert (faulty.root / PATH).read_bytes() == before
        await driver.press("X")
        driver.sees("Mended: 1 finding.")


async def test_what_somebody_saved_meanwhile_is_never_overwritten(faulty: World) -> None:
    async with opened(faulty.root, faulty.data, person="dana", clock=faulty.clock) as driver:
        await check(driver)
        change(faulty, "SingleSite", "network-site")
        await driver.press("x")
        driver.sees("reads otherwise now, so nothing was changed")
        assert b"segments: [network-site" in (faulty.root / PATH).read_bytes()


async def test_a_save_in_an_editor_beside_it_is_checked_at_once(faulty: World) -> None:
    async with opened(faulty.root, faulty.data, person="dana", clock=faulty.clock) as driver:
        await check(driver)
        await driver.press("tab")
        change(faulty, f"{LONG}.", "Take me back to the last bad morning.")
        await come_back(driver)
        driver.sees("✗ 2 errors").sees_no("! 1 warning", "PB005")


async def test_a_page_without_a_fault_says_so(sound: World) -> None:
    async with opened(sound.root, sound.data, person="dana", clock=sound.clock) as driver:
        await check(driver)
        driver.sees("✓ nothing to say about this page")
        await driver.press("tab")
        driver.sees("There is nothing to say about this page.")
        await driver.press("escape")
        driver.sees("call now")


async def test_who_edits_comes_from_the_line_under_the_cursor(
    faulty: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    async with opened(faulty.root, faulty.data, person="dana", clock=faulty.clock) as driver:
        await check(driver)
        await driver.press("e")
        driver.sees("✗ An editor cannot be opened from here")


async def test_a_proposals_page_is_checked_as_it_will_be_and_changed_only_by_amending(team: Team) -> None:
    lee, dana = team.clone("lee"), team.clone("dana")
    lee.write("> Thanks", f"> {LONG}. Thanks")
    proposed(lee)
    async with reviews(dana) as driver:
        await driver.press("enter", "C")
        driver.sees("! warning PB005", "This is the proposal's text: amend the proposal to change it.")
        await driver.press("X")
        driver.sees("amend the proposal to change it.")
        await driver.press("escape")
        driver.sees("Ask for the cost")
