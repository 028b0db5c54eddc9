"""The calendars of the demo: meetings stand on Today, with the account and the play that fit."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from playbook.calendars.agenda import agenda
from playbook.demo.days import Days
from playbook.demo.meetings import PLANNED, calendar, lay_calendars
from playbook.plays.settings_model import Person
from playbook.today.reading import calendars_of, today_lines
from playbook.workspace import Workspace
from tests.demo.laid import Laid

NOW = datetime(2026, 11, 19, 8, 0, tzinfo=UTC)
PEOPLE = {
    name: Person(name, name.capitalize(), f"{name}@fernyard.example")
    for name in ("lee", "mia", "dana", "kim")
}


def lines(demo: Laid, person: str, hour: int = 8) -> list[tuple[str, str, str]]:
    """Return when, which account and what of somebody's meetings, on the morning of the demo's day."""
    early = replace(demo, now=demo.now.replace(hour=hour, minute=0))
    workspace = early.workspace(person)
    found = today_lines(workspace, calendars_of(workspace, ()))
    return [(line.start or "", line.account_name, line.what) for line in found if line.kind == "meeting"]


def test_a_rep_s_meetings_stand_on_today_with_their_accounts(demo: Laid) -> None:
    told = lines(demo, "lee")
    assert [(account, what) for _, account, what in told] == [
        ("Lindqvist Flooring", "Lindqvist Flooring: criteria for the trial at Västerås"),
        ("Tolvane Building Supply", "Tolvane Building Supply: the one page, before the board"),
        ("Morrow & Pike Wholesale", "Morrow & Pike Wholesale: order form, with purchasing"),
        ("", "Kim and Lee: one call, listened to together"),
    ]
    days = [at[:10] for at, _, _ in told]
    assert days == ["2026-11-19", "2026-11-19", "2026-11-20", "2026-11-20"]


def test_who_acts_as_another_sees_the_other_s_day(demo: Laid) -> None:
    assert [account for _, account, _ in lines(demo, "mia")] == ["Rosk Auto Parts", "Corrigan Steel Stock"]
    assert [what for _, _, what in lines(demo, "dana")] == ["What the field said this week"]
    assert [what for _, _, what in lines(demo, "kim")] == [
        "What the field said this week",
        "Kim and Lee: one call, listened to together",
    ]


def test_settings_come_first_and_no_folder_is_no_calendar(demo: Laid, tmp_path: Path) -> None:
    lee = demo.workspace("lee")
    own = str(demo.folder / "calendars" / "lee")
    assert calendars_of(lee, ("mine.ics",)) == ("mine.ics", own)
    elsewhere = Workspace(demo.demo.root, data=tmp_path, person="lee")
    assert calendars_of(elsewhere, ("mine.ics",)) == ("mine.ics",)
    assert calendars_of(elsewhere, ()) == ()


def test_every_planned_meeting_is_read_back_as_it_was_planned(tmp_path: Path) -> None:
    days = Days.around(NOW)
    lay_calendars(tmp_path, days, PEOPLE)
    folders = [str(folder) for folder in sorted((tmp_path / "calendars").iterdir())]
    found = agenda(folders, days.day(0), days.day(-1), zone=UTC)
    assert found.troubles == ()
    assert sorted(one.title for one in found.meetings) == sorted(one.title for one in PLANNED)
    by_title = {one.title: one for one in found.meetings}
    for planned in PLANNED:
        met = by_title[planned.title]
        assert datetime.fromisoformat(met.start) == days.at(planned.day, planned.clock)
        assert met.where == planned.where
        assert set(met.people) == {PEOPLE[one].email for one in planned.people}


@pytest.mark.parametrize(("now", "next_day"), [
    (NOW, date(2026, 11, 20)),
    (NOW.replace(day=20), date(2026, 11, 23)),  # a Friday
    (NOW.replace(day=22), date(2026, 11, 23)),  # a Sunday
])  # fmt: skip
def test_what_is_next_falls_on_a_working_day(now: datetime, next_day: date) -> None:
    text = calendar([one for one in PLANNED if one.day == -1], Days.around(now), PEOPLE)
    starts = {line.removeprefix("DTSTART:")[:8] for line in text.splitlines() if line.startswith("DTSTART")}
    assert starts == {f"{next_day:%Y%m%d}"}


def test_words_are_written_as_calendars_write_them() -> None:
    planned = replace(PLANNED[0], title="One; two, three \\ four")
    assert "SUMMARY:One\\; two\\, three \\\\ four" in calendar([planned], Days.around(NOW), PEOPLE)


def test_who_is_not_in_the_playbook_has_no_calendar(tmp_path: Path) -> None:
    lay_calendars(tmp_path, Days.around(NOW), {"mia": PEOPLE["mia"]})
    assert [folder.name for folder in (tmp_path / "calendars").iterdir()] == ["mia"]
