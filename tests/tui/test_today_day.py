"""Today through a day: meetings, what others wait for, undo, and a calendar that is large or broken."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from playbook.accounts.rows import ContactRow
from playbook.preferences import Preferences
from playbook.records.coaching import Goal
from playbook.records.customers import Account, Opportunity
from playbook.records.model import Seen
from tests.calendars.files import calendar, event
from tests.tui.driver import opened
from tests.tui.test_today_screen import due, kept
from tests.tui.world import DISCOVERY, World
from tui.app import PlaybookApp


@pytest.fixture(autouse=True)
def utc(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("PLAYBOOK_CACHE", str(tmp_path / "cache"))
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


Named = Callable[..., Preferences]


@pytest.fixture
def named(tmp_path: Path) -> Named:
    """Return settings that name a calendar of these events."""

    def name(*events: str, **more: Any) -> Preferences:
        path = tmp_path / "work.ics"
        path.write_bytes(calendar(*events))
        return Preferences(calendars=(str(path),), **more)

    return name


KALLIO = event(
    "20261120T133000", "20261120T140000", "LOCATION:Teams", "ATTENDEE:mailto:tuomas@kallio.example",
    "DESCRIPTION:The trial at the gate", uid="k", title="Kallio weekly",
)  # fmt: skip
INSIDE = event("20261120T150000", "20261120T160000", uid="i", title="Team meeting")
MONDAY = event("20261123T091500", "20261123T093000", uid="m", title="Stand-up")


def account(world: World, stage: str = "discover") -> None:
    workspace = world.of("lee")
    workspace.append(Account("kal", "Kallio Timberframe", domain="kallio.example"))
    workspace.address_book.add([ContactRow("tuo", "Tuomas", account="kal", email="tuomas@kallio.example")])
    workspace.append(Opportunity("opp", "kal", "Renewal", stage=stage, amount=48_000, currency="EUR"))


# Meetings


async def test_a_meeting_says_when_where_with_whom_and_is_prepared_for_its_account(
    world: World, named: Named
) -> None:
    account(world)
    how = named(KALLIO, INSIDE, MONDAY)
    async with opened(
        world.root, world.data, person="lee", clock=world.clock, preferences=how, size=(150, 40)
    ) as driver:
        driver.sees(
            "■ meeting    13:30–14:00  Kallio Timberframe",
            "Kallio weekly",
            "■ meeting    15:00–16:00  Team meeting",
        )
        driver.sees("■ meeting    Mon 09:15    Stand-up", "1 Today 3")
        driver.sees(
            "Opportunity: Renewal · Discover · €48,000", "Where: Teams", "With: tuomas@kallio.example"
        )
        driver.sees("stage of the deal", "The trial at the gate", "Fri 20 Nov 2026, 13:30–14:00")
        await driver.press("p")
        driver.sees("Kallio Timberframe")
        await driver.press("escape", "enter")
        driver.sees("Kallio Timberframe").sees_no("■ meeting")
        await driver.press("escape", "c")
        driver.sees("Who picked up?", "Kallio Timberframe")
    (run,) = world.of("lee").my_open_runs()
    assert (run.account, run.opportunity, run.contacts) == ("kal", "opp", ("tuo",))


async def test_a_meeting_that_no_play_fits_asks_for_one(world: World, named: Named) -> None:
    async with opened(
        world.root, world.data, person="lee", clock=world.clock, preferences=named(INSIDE)
    ) as driver:
        driver.sees("p chooses a play to prepare, c one to")
        await driver.press("p")
        await driver.type("first disc")
        await driver.press("enter")
        driver.sees("First discovery").sees_no("■ meeting")
        await driver.press("escape")
        driver.sees("■ meeting")


async def test_a_meeting_is_ticked_off_and_taken_back_under_the_cursor(world: World, named: Named) -> None:
    due(world)
    async with opened(
        world.root, world.data, person="lee", clock=world.clock, preferences=named(INSIDE)
    ) as driver:
        await driver.press("y")
        driver.sees("✓ Ticked off. u takes it back.", "→ next step").sees_no("■ meeting")
        await driver.press("j", "u")
        driver.sees("✓ Taken back: Ticked off.", "■ meeting", "y ticks it off")
    seen = [record.body for record in world.of("lee").records("seen")]
    assert [(body.what, body.withdrawn) for body in seen if isinstance(body, Seen)] == [
        ("meeting:i/2026-11-20T15:00Z", False),
        ("meeting:i/2026-11-20T15:00Z", True),
    ]


async def test_meetings_that_nothing_tells_apart_are_lines_of_their_own(world: World, named: Named) -> None:
    twice = [
        event(f"20261120T{hour}0000", f"20261120T{hour}3000", uid="same", title="Same") for hour in (13, 15)
    ]
    allday = event(";VALUE=DATE:20261120", "", uid="same", title="Same")
    how = named(*twice, allday, *[one.replace("UID:same\n", "") for one in twice])
    async with opened(world.root, world.data, person="lee", clock=world.clock, preferences=how) as driver:
        assert driver.text.count("Same") >= 3
        await driver.press("y")
        driver.sees("✓ Ticked off.", "13:00–13:30", "15:00–15:30").sees_no("all day")


async def test_the_hour_is_written_as_my_clock_has_it(world: World, named: Named) -> None:
    how = named(KALLIO, MONDAY, clock="12h")
    async with opened(world.root, world.data, person="lee", clock=world.clock, preferences=how) as driver:
        driver.sees("■ meeting    1:30 pm", "■ meeting    Mon 9:15 am", "Fri 20 Nov 2026, 1:30 pm")


async def test_a_broken_calendar_is_one_line_that_says_which_and_why(world: World, named: Named) -> None:
    how = named(INSIDE, event("20261399T100000", "20261399T110000", uid="bad"))
    async with opened(world.root, world.data, person="lee", clock=world.clock, preferences=how) as driver:
        driver.sees(
            "■ meeting",
            "✗ calendar                work.ics",
            "line 10: DTSTART cannot be read (Wrong",
            "1 Today 1",
        )
        await driver.press("G", "enter")
        driver.sees("work.ics: line 10: DTSTART cannot be read (Wrong datetime format: 20261399T100000)")
        driver.sees("The other meetings stand.")
        await driver.press("y")
        driver.sees("It leaves when the file can be read again.")


async def test_a_calendar_of_fifty_megabytes_holds_no_key_up(world: World, tmp_path: Path) -> None:
    due(world)
    path = large(tmp_path)
    how = Preferences(calendars=(str(path),))
    async with opened(world.root, world.data, person="lee", clock=world.clock, preferences=how) as driver:
        driver.sees("→ next step", "Team meeting")
    os.utime(path, (1, 1))
    async with opened(world.root, world.data, person="lee", clock=world.clock, preferences=how) as driver:
        await driver.press("j", "y", "y")
        driver.sees("Team meeting").sees_no("→ next step", "? promised")
    assert len(kept(world)) == 2


async def test_the_screen_never_freezes_while_a_large_calendar_is_read(world: World, tmp_path: Path) -> None:
    due(world)
    how = Preferences(calendars=(str(large(tmp_path)),))
    app = PlaybookApp(world.of("lee"), preferences=how)
    longest = last = 0.0  # of this process's own time: how busy the machine is says nothing
    async with app.run_test(size=(120, 40)) as pilot:
        while "next step" not in seen_on(app):
            await pilot.pause(0.01)
        last = time.process_time()
        while "Team meeting" not in seen_on(app):
            await asyncio.sleep(0.01)
            now = time.process_time()
            longest, last = max(longest, now - last), now
    assert longest < 1.0, "the loop turned all the time"


def large(folder: Path) -> Path:
    """Return a calendar of fifty megabytes with one meeting of today's."""
    old = event("20190304T100000", "20190304T110000", f"DESCRIPTION:{'x' * 900}", uid="old").replace(
        "\n", "\r\n"
    )
    path = folder / "big.ics"
    head, tail = calendar(INSIDE).split(b"BEGIN:VEVENT", 1)
    path.write_bytes(head + old.encode() * 52_000 + b"BEGIN:VEVENT" + tail)
    assert path.stat().st_size > 50_000_000
    return path


def seen_on(app: PlaybookApp) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


# What others wait for


async def test_a_liaisons_day_leads_to_the_tab_of_the_desk(world: World) -> None:
    id_ = world.feedback("The price is old")
    world.act("accept", id_)
    world.feedback("The opener is long")
    async with opened(world.root, world.data, person="dana", clock=world.clock) as driver:
        await driver.press("1")
        driver.sees(
            "≡ desk", "1 new to look at", "nobody has taken them on yet", "1 assigned to you", "1 Today 2"
        )
        await driver.press("c")
        driver.sees("This line belongs to no play.")
        await driver.press("j", "enter")
        assert driver.app.current_mode == "desk"
        driver.sees("The price is old").sees_no("The opener is long")


async def test_a_managers_day_leads_to_the_runs_and_they_leave(world: World) -> None:
    world.ran(("acknowledge",), account="Brenner Foods", result="advance")
    async with opened(world.root, world.data, person="kim", clock=world.clock) as driver:
        await driver.press("1")
        driver.sees("≡ runs                    Lee Park", "1 new run: 1 advance", "⏎ the runs")
        await driver.press("enter")
        driver.sees("Runs: Lee Park", "Brenner Foods")
        await driver.press("escape")
        driver.sees("Nothing is due, Kim.").sees_no("≡ runs")
        await driver.press("u")
        driver.sees("≡ runs")


async def test_a_goal_stands_at_the_foot_until_it_is_reached(world: World) -> None:
    world.of("kim").append(Goal("g1", "lee", "Ask for the day", "8 of 10 calls", "2026-12-01"), "pair-lee")
    due(world)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        driver.sees("★ goal       in 11 days   Ask for the day", "8 of 10 calls", "1 Today 2")
        await driver.press("G", "enter")
        driver.sees("Your goals", "Between you and Kim Adeyemi")
        await driver.press("escape", "y")
        driver.sees("✓ Reached. Well done. u takes it back.").sees_no("★ goal")


# The detail


async def test_what_was_noted_in_the_call_that_it_comes_from_stands_beside_it(world: World) -> None:
    world.ran(
        ("acknowledge",), ("note", "Two sites, one gate"), account="Brenner Foods", days_ago=3,
        next="Send the numbers", next_date="2026-11-19", exit_proof="We lose a day a week",
    )  # fmt: skip
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(160, 40)) as driver:
        driver.sees("First discovery, Tue 17 Nov 2026 · continuation", "• Two sites, one gate")
        driver.sees("They said: We lose a day a week", "Due: Thu 19 Nov 2026, 1 day late")


async def test_on_a_narrow_screen_v_shows_the_detail_and_the_list_again(world: World) -> None:
    due(world)
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(80, 24)) as driver:
        driver.sees("v detail").sees_no("Account: Brenner Foods")
        await driver.press("v")
        driver.sees("Account: Brenner Foods", "Due: Thu 19 Nov 2026, 1 day late").sees_no(
            "? promised   today"
        )
        await driver.press("v")
        driver.sees("? promised   today")


async def test_what_was_said_goes_with_the_next_key(world: World) -> None:
    due(world)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("r")
        driver.sees("There is no question of marketing's in this line.")
        await driver.press("j")
        driver.sees_no("There is no question")


async def test_an_empty_day_says_how_meetings_come_here(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=(80, 24)) as driver:
        driver.sees(
            "Nothing is due, Lee. 2 opens the plays; / finds anything.", "name a calendar (.ics) in the"
        )
        driver.sees("(key ,).")
    async with opened(
        world.root,
        world.data,
        person="lee",
        clock=world.clock,
        preferences=Preferences(calendars=("/nowhere",)),
    ) as driver:
        driver.sees("✗ calendar                /nowhere", "is not there; mend its name").sees_no(
            "Nothing is due"
        )


async def test_feedback_from_a_line_is_about_its_play_and_account(world: World) -> None:
    due(world)
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("f")
        driver.sees("First discovery", "Brenner Foods")
    assert DISCOVERY


async def test_what_a_calendar_says_cannot_steer_the_terminal(world: World, named: Named) -> None:
    evil = "\x1b]0;gone\x07 \u202eesrever [bold red]x[/] \x9b31m"
    how = named(
        event(
            "20261120T150000", "20261120T160000", f"LOCATION:{evil}", f"DESCRIPTION:{evil}\\n{evil}",
            f"ATTENDEE:mailto:{evil}@kallio.example", uid=evil, title=evil,
        ),
        event("20261399T100000", "20261399T110000", uid="bad", title=evil),
    )  # fmt: skip
    async with opened(world.root, world.data, person="lee", clock=world.clock, preferences=how) as driver:
        driver.sees("␛]0;gone␇", "[bold red]x[/]")
        await driver.press("j", "enter", "k", "y")
        driver.sees("✓ Ticked off.")
        await driver.press("u")
        driver.sees("␛]0;gone␇")
