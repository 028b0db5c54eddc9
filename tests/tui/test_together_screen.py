"""Together: the digest, who to call, the agenda and the audit, from the keys alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook.liaison.statements import STATEMENTS
from playbook.records.model import Agreed, Audit
from tests.tui.driver import Driver, opened
from tests.tui.world import DISCOVERY, World


async def at(driver: Driver, downs: int = 0) -> None:
    """Open the screen at one of its pages."""
    await driver.press("D", *["down"] * downs)


def heard(world: World) -> None:
    """Something that two people said at two customers this week."""
    id_ = world.feedback("No field for the customs reference", play=DISCOVERY, account="Kallio", by="lee")
    world.me_too(id_, "mia", "Brenner")


async def test_the_digest_says_what_rises_and_tab_scrolls_it(world: World) -> None:
    heard(world)
    for number in range(12):
        world.feedback(f"Another thing {number}", by="lee", account="Kallio")
    async with opened(world.root, world.data, person="dana", clock=world.clock, size=(120, 24)) as driver:
        await at(driver)
        driver.sees(
            "What the market says", "rising", "No field for the customs reference", "2 people · 2 customers"
        )
        assert driver.focus == "together"
        await driver.press("tab")
        assert driver.focus == "together-page"
        await driver.press("end")
        driver.sees("more")
        await driver.press("tab")
        assert driver.focus == "together"


async def test_nothing_heard_is_said(world: World) -> None:
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await at(driver)
        driver.sees("Nobody told marketing anything in these days.")
        await driver.press("escape")
        driver.sees("1 Today").sees_no("Nobody told marketing")


async def test_who_to_call_names_owners(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(140, 40)) as driver:
        await at(driver, 1)
        driver.sees("Who to call", "First discovery", "marketing Dana", "sales Lee")


async def test_on_a_narrow_screen_enter_shows_the_page_and_v_comes_back(world: World) -> None:
    heard(world)
    async with opened(world.root, world.data, person="dana", clock=world.clock, size=(80, 24)) as driver:
        await at(driver)
        driver.sees("Our next meeting").sees_no("customs reference")
        await driver.press("enter")
        driver.sees("customs reference").sees_no("Our next meeting")
        await driver.press("v")
        driver.sees("Our next meeting").sees_no("customs reference")


async def test_what_was_agreed_stands_on_the_agenda_until_it_is_done(world: World) -> None:
    async with opened(world.root, world.data, person="dana", clock=world.clock, size=(140, 40)) as driver:
        await at(driver, 2)
        driver.sees("Nothing is late, open or in dispute.")
        await driver.press("d")
        driver.sees("Nothing is agreed that is not done.")
        await driver.press("n")
        driver.sees("What was agreed?")
        await driver.type("Write the price page anew")
        await driver.press("enter")
        driver.sees("Who does it?", "nobody yet", "Lee Park")
        await driver.press(driver.line_with("Lee Park").partition("Lee Park")[0].split()[-1])
        driver.sees("By when?")
        await driver.type("fri")
        await driver.press("enter")
        driver.sees(
            "It stands on the agenda.", "What we agreed", "• Write the price page anew", "who Lee Park"
        )
        await driver.press("d")
        driver.sees("Which one?", "1  Write the price page anew")
        await driver.press("1", "1")
        driver.sees("Write the price page anew: done.", "done")
    (first, last) = [r.body for r in world.of("dana").records("agreed") if isinstance(r.body, Agreed)]
    assert (first.text, first.who, first.state) == ("Write the price page anew", "lee", "open")
    assert (last.id, last.state, last.by) == (first.id, "done", first.by)
    assert first.by > "2026"


async def test_escape_at_the_day_agrees_without_one_and_at_the_text_agrees_nothing(world: World) -> None:
    async with opened(world.root, world.data, person="dana", clock=world.clock, size=(140, 40)) as driver:
        await at(driver, 2)
        await driver.press("n", "escape")
        assert world.of("dana").records("agreed") == []
        await driver.press("n")
        await driver.type("Call the analyst")
        await driver.press("enter", "1", "escape")
        driver.sees("• Call the analyst")
    (record,) = world.of("dana").records("agreed")
    assert isinstance(record.body, Agreed)
    assert (record.body.who, record.body.by) == ("", "")


async def test_both_sides_answer_the_audit_blind_and_then_see_where_they_differ(world: World) -> None:
    async with opened(world.root, world.data, person="dana", clock=world.clock, size=(140, 50)) as driver:
        await at(driver, 5)
        driver.sees("have answered. You see what came out once", "⏎ answers the twenty statements.")
        await driver.press("up")
        driver.sees_no("answers the twenty statements")
        await driver.press("down")
        await driver.press("enter")
        driver.sees(STATEMENTS[0].text, "1 ○ not at all", "0 of 20 answered")
        await driver.press("4")
        driver.sees("4 ● mostly", "1 of 20 answered")
        await driver.press("enter")
        driver.sees("19 of 20 statements are not answered yet.")
        await driver.press(*["4"] * 19)
        driver.sees("20 of 20 answered")
        await driver.press("enter")
        driver.sees("Your answers are saved.", "What came out is shown").sees_no("Total")
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(140, 50)) as driver:
        await at(driver, 5)
        driver.sees_no("Total")
        await driver.press("enter", *["2"] * 20, "enter")
        driver.sees(
            "60 of 100: aligned. marketing 80 (n = 1), sales 40 (n = 1).", "Where the sides differ most"
        )
        driver.sees(f"marketing 4.0 · sales 2.0 · apart 2.0 · {STATEMENTS[0].next[:20]}")
    bodies = [record.body for record in world.of("lee").records("audit")]
    assert [body.scores for body in bodies if isinstance(body, Audit)] == [(4,) * 20, (2,) * 20]


async def test_leaving_the_audit_saves_nothing(world: World) -> None:
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await at(driver, 5)
        await driver.press("enter", "4", "4", "escape")
        driver.sees("How we work together")
    assert world.of("dana").records("audit") == []


async def test_only_the_audit_is_answered_and_only_the_agenda_agreed_to(world: World) -> None:
    async with opened(world.root, world.data, person="dana", clock=world.clock, size=(120, 30)) as driver:
        await at(driver)
        await driver.press("enter")
        driver.sees("This page is only read.")
        await driver.press("n")
        driver.sees("That is for the agenda: go to it first.")


async def test_a_page_is_copied_as_markdown_and_written_for_a_browser(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard(world)
    monkeypatch.setenv("HOME", str(tmp_path))
    async with opened(world.root, world.data, person="dana", clock=world.clock, size=(120, 30)) as driver:
        await at(driver)
        await driver.press("y")
        driver.sees("Copied ")
        assert driver.app.clipboard.startswith("# What the market says\n")
        assert "No field for the customs reference" in driver.app.clipboard
        await driver.press("w")
        driver.sees("Write to which new file?", "digest-2026")
        await driver.press("enter")
        driver.sees("Written to")
        (page,) = tmp_path.glob("digest-*.html")  # a bare name lies in the home folder
        assert "<h1>What the market says</h1>" in page.read_text("utf-8")
        await driver.press("w", "enter")
        driver.sees("Write to which new file?", "There is a file")
        await driver.press("ctrl+u", "ctrl+k")
        await driver.type("week.md")
        await driver.press("enter")
        driver.sees("Written to")
    assert (tmp_path / "week.md").read_text("utf-8").startswith("# What the market says")
