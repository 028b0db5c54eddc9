"""Meetings among what is due today."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from playbook.accounts.rows import ContactRow
from playbook.offering import best_play
from playbook.records.customers import Account, Event, Opportunity
from playbook.today.acts import settle, undo
from playbook.today.line import TodayLine
from playbook.today.reading import today_lines
from tests.calendars.files import event
from tests.tui.conftest import commit_all
from tests.tui.world import DISCOVERY, World

Write = Callable[..., str]
FRIDAY, MONDAY = "20261120", "20261123"


def at(
    hour: str, *more: str, day: str = FRIDAY, title: str = "One", uid: str = "one", until: str = ""
) -> str:
    end = until or f"{int(hour[:2]) + 1:02}{hour[2:]}"
    return event(f"{day}T{hour}00", f"{day}T{end}00", *more, uid=uid, title=title)


def met(world: World, *calendars: str, by: str = "lee") -> list[TodayLine]:
    return [line for line in today_lines(world.of(by), calendars) if line.kind in ("meeting", "calendar")]


def titles(world: World, *calendars: str) -> list[str]:
    return [line.what for line in met(world, *calendars)]


def account(world: World, stage: str = "", **facts: str) -> None:
    """Make an account known, with a deal at a stage."""
    workspace = world.of("lee")
    workspace.append(Account("kal", "Kallio Timberframe", domain="kallio.example"))
    if stage:
        workspace.append(Opportunity("opp", "kal", "Renewal", stage=stage, amount=48_000, currency="EUR"))
    for trigger, day in facts.items():
        workspace.append(Event("e1", "kal", trigger.replace("_", "-"), day))


def test_todays_meetings_and_those_of_the_next_working_day(world: World, write_calendar: Write) -> None:
    name = write_calendar(
        at("1400", title="Late"),
        at("1100", title="Early", uid="2"),
        at("1000", day="20261121", title="Saturday", uid="3"),
        at("0900", day=MONDAY, title="Monday", uid="4"),
        at("0900", day="20261124", title="Tuesday", uid="5"),
        event(";VALUE=DATE:20261118", ";VALUE=DATE:20261130", uid="6", title="Fair"),
    )
    assert [(line.due, line.what) for line in met(world, name)] == [
        ("2026-11-20", "Fair"), ("2026-11-20", "Early"), ("2026-11-20", "Late"), ("2026-11-23", "Monday"),
    ]  # fmt: skip


def test_no_calendar_no_meetings(world: World) -> None:
    assert met(world) == []


def test_what_is_over_leaves_unless_it_can_still_be_logged(world: World, write_calendar: Write) -> None:
    account(world)
    name = write_calendar(
        at("0830", title="Over"), at("0930", title="Now", uid="2"), at("0800", title="Kallio, over", uid="3")
    )
    assert titles(world, name) == ["Kallio, over", "Now"]


def test_a_call_with_the_account_is_what_the_meeting_was_for(world: World, write_calendar: Write) -> None:
    account(world)
    name = write_calendar(at("0950", title="Kallio"), at("1500", title="Kallio again", uid="2"))
    assert titles(world, name) == ["Kallio", "Kallio again"]
    world.ran(("acknowledge",), account="kal", next="x", next_date="2026-12-01")
    assert titles(world, name) == ["Kallio again"]


def test_a_meeting_that_i_declined_is_not_mine(world: World, write_calendar: Write) -> None:
    said_no = "ATTENDEE;PARTSTAT=DECLINED:mailto:lee@fernyard.example"
    name = write_calendar(at("1100", said_no))
    email = world.of("lee").person.email
    assert email == "lee@fernyard.example"
    assert titles(world, name) == []
    assert [line.what for line in met(world, name, by="mia")] == ["One"]


def test_the_stage_of_the_deal_says_which_play_fits(world: World, write_calendar: Write) -> None:
    account(world, stage="Discover")
    name = write_calendar(
        at("1100", "ATTENDEE:mailto:tuomas@kallio.example", "LOCATION:Teams", title="Weekly")
    )
    (line,) = met(world, name)
    assert (line.account, line.account_name, line.opportunity) == ("kal", "Kallio Timberframe", "opp")
    assert world.of("lee").page(line.play).page.facts.stage == "discover"
    assert line.why == "stage of the deal"
    assert (line.where, line.people) == ("Teams", ("tuomas@kallio.example",))


def test_the_play_is_the_one_that_the_account_is_prepared_with(world: World, write_calendar: Write) -> None:
    account(world, "discover")
    for name in ("a-first", "b-second"):
        text = (world.root / f"{DISCOVERY}.md").read_text("utf-8")
        (world.root / f"plays/discover/{name}.md").write_text(text.replace("First discovery", name), "utf-8")
    commit_all(world.root)
    world.ran(("acknowledge",), play="plays/discover/b-second", days_ago=3)
    workspace = world.of("lee")
    [line] = met(world, write_calendar(at("1100", title="Kallio Timberframe")))
    best = best_play(workspace, "kal")
    assert best is not None
    assert line.play == best.summary.id == "plays/discover/b-second"


def test_whoever_is_in_my_address_book_is_on_the_call(world: World, write_calendar: Write) -> None:
    account(world)
    world.of("lee").address_book.add(
        [ContactRow("tuo", "Tuomas", account="kal", email="Tuomas@kallio.example")]
    )
    name = write_calendar(
        at("1100", "ATTENDEE:mailto:tuomas@KALLIO.example", "ATTENDEE:mailto:eva@kallio.example")
    )
    (line,) = met(world, name)
    assert (line.contacts, line.people) == (("tuo",), ("tuomas@kallio.example", "eva@kallio.example"))


def test_without_a_deal_no_play_is_chosen(world: World, write_calendar: Write) -> None:
    account(world)
    (line,) = met(world, write_calendar(at("1100", title="Kallio")))
    assert (line.account, line.play, line.opportunity) == ("kal", "", "")


@pytest.mark.parametrize("status", ["draft", "retired"])
def test_a_play_that_is_not_offered_is_not_proposed(world: World, write_calendar: Write, status: str) -> None:
    account(world, stage="discover")
    name = write_calendar(at("1100", title="Kallio"))
    first = met(world, name)[0].play
    page = world.root / f"{first}.md"
    page.write_text(page.read_text("utf-8").replace("status: live", f"status: {status}"), "utf-8")
    commit_all(world.root, "Take it back")
    assert met(world, name)[0].play != first


def test_a_meeting_is_ticked_off_and_comes_back(world: World, write_calendar: Write) -> None:
    weekly = at("1100", "RRULE:FREQ=DAILY")
    name = write_calendar(weekly)
    first, monday = met(world, name)
    deed = settle(world.of("lee"), first, "kept")
    assert deed.said == "Ticked off."
    assert [line.due for line in met(world, name)] == [monday.due]
    assert len(met(world, name, by="mia")) == 2, "my ticks are mine alone"
    undo(world.of("lee"), deed)
    assert [line.due for line in met(world, name)] == ["2026-11-20", "2026-11-23"]


def test_a_broken_calendar_is_one_line_and_the_rest_stands(world: World, write_calendar: Write) -> None:
    name = write_calendar(at("1100"), event("20261399T100000", "20261399T110000", uid="bad"))
    lines = met(world, name, "/nowhere/my.ics")
    assert [line.kind for line in lines] == ["meeting", "calendar", "calendar"]
    assert lines[1].what == "/nowhere/my.ics: is not there; mend its name in your settings"
    assert lines[2].what.startswith("work.ics: line 10: DTSTART cannot be read")


def test_open_calls_come_first_then_meetings_then_what_is_due(world: World, write_calendar: Write) -> None:
    world.ran(("acknowledge",), next="Send it", next_date="2026-11-19")
    world.begin(("acknowledge",), play=DISCOVERY)
    name = write_calendar(at("1100"), at("1100", day=MONDAY, uid="2"))
    assert [line.kind for line in today_lines(world.of("lee"), [name, "/nowhere"])] == [
        "open-run", "meeting", "next-step", "meeting", "calendar",
    ]  # fmt: skip
