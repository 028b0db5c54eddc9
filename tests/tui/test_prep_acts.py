"""What a rep does in prep before a call: reword, fill in, leave out, propose; and what goes along into the call."""

from __future__ import annotations

import pytest

from playbook.records.model import Wording
from playbook.runs.model import OpenRun
from tests.tui import customers
from tests.tui.conftest import commit_all
from tests.tui.driver import Driver, opened
from tests.tui.test_prep_screen import beside, prepare, shown, view
from tests.tui.world import DISCOVERY, World
from tui.screens.call import CallScreen
from tui.screens.prep import PrepScreen

FIRST = "Thanks for making time"
"""How the first talk track of the play begins."""


def go_to(driver: Driver, words: str) -> None:
    """Put the cursor on the row that holds `words`."""
    view(driver).go_to(next(i for i, row in enumerate(view(driver).rows) if words in row.text))


def my_words(world: World) -> list[tuple[str, int, str]]:
    """Return what Lee's journal says of words, newest last."""
    bodies = [record.body for record in world.of("lee").records("wording")]
    return [(body.step, body.place, body.text) for body in bodies if isinstance(body, Wording)]


def run_of(driver: Driver) -> OpenRun:
    """Return the run of the call that is open."""
    screen = driver.app.screen
    assert isinstance(screen, CallScreen)
    return screen.run


async def test_a_call_that_is_asked_for_before_the_page_is_read_begins_as_soon_as_it_is(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        driver.app.push_screen(PrepScreen(DISCOVERY))
        driver.send("c")
        await driver.settle()
        driver.sees("First discovery", "Who picked up?")
        await driver.press("escape", "4", "2")
        driver.app.push_screen(PrepScreen("know/company"))
        await driver.pilot._wait_for_screen()
        driver.send("c")
        await driver.settle()
        driver.sees_no("Who picked up?")


# Fill in


async def test_blanks_are_shown_filled_in_and_go_along_into_the_call(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await prepare(driver)
        driver.sees("[contact first name]", "1 blank to fill: contact first name · m fills it").sees_no("{{")
        await driver.press("m")
        driver.sees("Contact first name")
        await driver.type("Erja")
        await driver.press("enter")
        driver.sees(f"{FIRST}, Erja.").sees_no("[contact first name]", "blank to fill")
        await driver.press("c")
        assert run_of(driver).fields["contact.first_name"] == "Erja"


async def test_what_was_filled_in_is_still_there_when_prep_is_opened_again(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await prepare(driver)
        await driver.press("m")
        await driver.type("Erja")
        await driver.press("enter", "escape")
        await prepare(driver)
        driver.sees(f"{FIRST}, Erja.")


async def test_feedback_quotes_the_page_and_never_the_name_that_was_filled_in(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await prepare(driver)
        await driver.press("m")
        await driver.type("Erja")
        await driver.press("enter")
        go_to(driver, FIRST)
        assert view(driver).quote.startswith(f"{FIRST}, {{{{contact.first_name}}}}. I'd like to spend")
        assert "Erja" in view(driver).spoken
        await driver.press("f", "3")
        await driver.type("too long")
        await driver.press("enter")
    (item,) = world.of("dana").feedback().values()
    assert "Erja" not in item.quote


# Leave out


async def test_a_step_that_is_left_out_is_marked_and_passed_by_in_the_call(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await prepare(driver)
        await driver.press("x")
        driver.sees("Put the cursor on a step first.")
        go_to(driver, "A bad morning")
        await driver.press("x")
        driver.sees("✗ left out of the next call", "✗ Left out of the call: A bad morning", "u puts it back")
        assert driver.text.count("✗ left out of the next call") == 1
        row = view(driver).row
        assert row is not None
        assert "A bad morning" in row.text
        await driver.press("c")
        assert run_of(driver).left_out == ("a-bad-morning",)


async def test_x_again_or_u_puts_the_step_back(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await prepare(driver)
        go_to(driver, "A bad morning")
        for key in ("x", "u"):
            await driver.press("x")
            driver.sees("left out of the next call")
            await driver.press(key)
            driver.sees_no("left out of the next call", "Left out of the call:")


async def test_a_must_may_be_left_out_but_not_without_a_word(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await prepare(driver)
        go_to(driver, "What it costs (8 min, must)")
        await driver.press("x")
        driver.sees("It is a must: leave it out only if you know why.")


# What has changed, and what was said before


async def test_what_changed_since_my_last_run_is_marked_in_the_text(world: World) -> None:
    world.ran(("acknowledge",), ("next_step",), days_ago=3)
    path = world.root / f"{DISCOVERY}.md"
    path.write_text(path.read_text("utf-8").replace("half an hour on", "twenty minutes on"), "utf-8")
    commit_all(world.root, "Shorter")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await prepare(driver)
        driver.sees("± 1 place changed since your run on Tue 17 Nov 2026", "┃ ± changed, was: “half an hour”")
        new = {text for row in view(driver).rows for text, style in row.spans if "added" in style.split()}
        assert " ".join(" ".join(new).split()) in ("twenty minutes", "minutes twenty")
        await driver.press("n")
        row = view(driver).row
        assert row is not None
        assert "± changed" in row.text
    async with opened(world.root, world.data, person="mia", clock=world.clock) as driver:
        await prepare(driver)
        driver.sees_no("± changed", "changed since")


async def test_what_was_said_with_this_customer_stands_beside_the_page(world: World) -> None:
    id_ = customers.account(world)
    world.ran(
        ("acknowledge",), ("note", "Two sites, one gate"), account=id_, next="Send the plan", days_ago=2
    )
    world.ran(("acknowledge",), account="Halden Timber", days_ago=1)
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(140, 45)) as driver:
        await prepare(driver, account=id_)
        told = " ".join(beside(driver))
        assert "Your runs with Brenner Foods 18 Nov · First discovery · connected · continuation" in told
        assert "Send the plan Note — Two sites, one gate" in told
        assert "Your runs of this play with others 19 Nov · Halden Timber" in told


async def test_how_people_want_to_be_reached_and_how_often_they_were(world: World) -> None:
    id_ = customers.account(world)
    erja = customers.contact(world, id_, "Erja Kallio", channel="email", not_before="2026-12-01")
    customers.contact(world, id_, "Olli Niemi", channel="phone")
    for days in (2, 5, 9, 12):
        customers.touch(world, id_, erja, days_ago=days)
    customers.touch(world, id_, erja, days_ago=31)
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(140, 45)) as driver:
        await prepare(driver, account=id_)
        driver.sees(
            "! Erja Kallio: not before Tue 1 Dec 2026", "! 4 touches here in 30 days: is one more wanted?"
        )
        told = " ".join(beside(driver))
        assert (
            "Erja Kallio · wants email · ! not before 1 Dec · 4 touches in 30 days, last: voicemail" in told
        )
        assert "by phone, Mia Novak, 18 Nov" in told
        assert "Olli Niemi · wants phone" in told


async def test_on_a_narrow_screen_what_was_before_stands_below_the_page(world: World) -> None:
    world.ran(("acknowledge",), account="Halden Timber", days_ago=1)
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(80, 24)) as driver:
        await prepare(driver)
        assert "Your earlier runs of this play" in shown(driver)
        await driver.press("o")
        driver.sees("Outline")
        await driver.press("G", "enter")
        driver.sees("Your earlier runs of this play", "Halden Timber")


async def test_tab_goes_to_what_stands_beside_the_page_and_back(world: World) -> None:
    world.ran(("acknowledge",), account="Halden Timber", days_ago=1)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await prepare(driver)
        for pane in ("around", "prep"):
            await driver.press("tab")
            assert driver.app.focused is not None
            assert driver.app.focused.id == pane


async def test_a_play_that_is_not_offered_says_why_and_can_be_read(world: World) -> None:
    path = world.root / f"{DISCOVERY}.md"
    path.write_text(
        path.read_text("utf-8")
        .replace("\nstatus: live", "", 1)
        .replace("---\n", "---\nexpires: 2026-01-01\n", 1),
        "utf-8",
    )
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await prepare(driver)
        driver.sees("! Not offered to you: expired on 1 Jan.", FIRST)


async def test_notices_that_hold_stand_on_top_and_those_that_are_over_do_not(world: World) -> None:
    path = world.root / f"{DISCOVERY}.md"
    notices = (
        "notices:\n  - {text: Say nothing of the merger, until: 2026-12-31, by: dana}\n"
        "  - {text: Old news, until: 2026-11-01}\n"
    )
    path.write_text(path.read_text("utf-8").replace("---\n", f"---\n{notices}", 1), "utf-8")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await prepare(driver)
        driver.sees("! Say nothing of the merger (until Thu 31 Dec 2026) — Dana Ortiz").sees_no("Old news")
        assert driver.text.index("merger") < driver.text.index("Exit")


# Looking at a page is what marks it as seen


async def test_opening_a_new_page_in_prep_marks_it_as_seen(world: World) -> None:
    (world.root / "plays/connect/aa-fresh.md").write_text(
        "---\nstage: connect\n---\n\n## A\n\n> One.\n\n## B\n\n> Two.\n", "utf-8"
    )
    commit_all(world.root, "Write", at="2026-11-19T10:00:00Z")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("2")
        driver.sees("● new", "●1")
        await driver.press("enter", "enter")
        assert isinstance(driver.app.screen, PrepScreen)
        await driver.press("escape")
        driver.sees_no("● new", "●1")


# Editing


async def test_who_neither_writes_plays_nor_has_an_editor_is_asked_what_should_change(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    toml = world.root / "playbook.toml"
    toml.write_text(toml.read_text("utf-8").replace('roles = ["rep", "author"]', 'roles = ["rep"]'), "utf-8")
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await prepare(driver)
        await driver.press("e")
        driver.sees("Feedback", "idea")
        await driver.type("Say it shorter")
        await driver.press("enter")
        driver.sees("saved.")
    (item,) = world.of("dana").feedback().values()
    assert (item.kind, item.text) == ("idea", "Say it shorter")


async def test_an_author_without_an_editor_is_told_what_would_open(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await prepare(driver)
        await driver.press("e")
        driver.sees("Edit this page?", "vi takes over the terminal", "Propose a change instead, in words")
        await driver.press("2")
        driver.sees("Feedback", "idea")
        await driver.press("escape")
