"""All calendars that a user names: read once, and again only when they changed."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from playbook.calendars.agenda import FEW, MOST_BYTES, agenda, is_known
from playbook.calendars.cutting import cut
from playbook.calendars.meeting import Agenda, Meeting, Trouble
from tests.calendars.files import GOOGLE, OUTLOOK, calendar, crlf, event

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 11, 23)


def read(*sources: Path | str, cache: Path | None = None, days: int = 1) -> Agenda:
    last = MONDAY + timedelta(days=days - 1)
    return agenda([str(one) for one in sources], MONDAY, last, cache=cache, zone=BERLIN)


def titles(found: Agenda) -> list[str]:
    return [meeting.title for meeting in found.meetings]


def test_a_file_and_a_folder_in_the_order_of_the_day(tmp_path: Path) -> None:
    folder = tmp_path / "calendars" / "work"
    folder.mkdir(parents=True)
    (folder / "google.ics").write_bytes(crlf(GOOGLE))
    (folder / "notes.txt").write_text("no calendar")
    (folder / ".hidden.ics").write_text("no calendar")
    (tmp_path / "outlook.ICS").write_bytes(crlf(OUTLOOK))
    found = read(tmp_path / "outlook.ICS", tmp_path / "calendars")
    assert titles(found) == [
        "Trade fair", "Stand-up", "Lindqvist: criteria for the trial", "Kallio Timberframe / Fernyard",
    ]  # fmt: skip
    assert found.troubles == ()
    assert [one.file for one in found.meetings] == ["google.ics", "google.ics", "outlook.ICS", "google.ics"]


def test_a_meeting_that_two_calendars_hold_comes_once(tmp_path: Path) -> None:
    for name in ("a.ics", "b.ics"):
        (tmp_path / name).write_bytes(crlf(OUTLOOK))
    assert len(read(tmp_path).meetings) == 1
    assert len(read(tmp_path / "a.ics", tmp_path, tmp_path / "a.ics").meetings) == 1


def test_what_cannot_be_read_is_told_and_the_rest_stands(tmp_path: Path) -> None:
    (tmp_path / "good.ics").write_bytes(calendar(event()))
    (tmp_path / "web.ics").write_text("<html>Sign in</html>")
    (tmp_path / "folder.ics").mkdir()
    found = read(tmp_path, tmp_path / "gone.ics")
    assert titles(found) == ["One"]
    assert [one.said for one in found.troubles] == [
        f"{tmp_path / 'gone.ics'}: is not there; mend its name in your settings",
        "web.ics: is no calendar (it does not begin with BEGIN:VCALENDAR)",
    ]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is closed to root")
def test_a_file_that_is_closed_to_me_is_told(tmp_path: Path) -> None:
    path = tmp_path / "closed.ics"
    path.write_bytes(calendar(event()))
    path.chmod(0)
    assert read(path).troubles == (Trouble("closed.ics", "cannot be read (Permission denied)"),)


def test_a_file_that_is_far_too_large_is_left_out(tmp_path: Path) -> None:
    with (tmp_path / "huge.ics").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    assert read(tmp_path).troubles == (Trouble("huge.ics", "is larger than 200 MB; it is left out"),)


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.ics")
    assert read(tmp_path).troubles == (Trouble("pipe.ics", "is no file"),)
    assert read("/dev/zero").troubles == (Trouble("zero", "is no file"),)


def test_home_is_understood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "my.ics").write_bytes(calendar(event()))
    assert titles(read("~/my.ics")) == ["One"]


# Only once


def test_a_calendar_is_read_again_only_when_it_changed(tmp_path: Path) -> None:
    path, cache = tmp_path / "my.ics", tmp_path / "cache"
    path.write_bytes(calendar(event(title="AAA")))
    os.utime(path, ns=(1, 1))
    assert titles(read(path, cache=cache)) == ["AAA"]
    path.write_bytes(calendar(event(title="BBB")))
    os.utime(path, ns=(1, 1))
    assert titles(read(path, cache=cache)) == ["AAA"], "same size, same time: not read again"
    os.utime(path, ns=(2, 2))
    assert titles(read(path, cache=cache)) == ["BBB"]
    path.write_bytes(calendar(event(title="Longer")))
    os.utime(path, ns=(2, 2))
    assert titles(read(path, cache=cache)) == ["Longer"]
    path.unlink()
    assert titles(read(path, cache=cache)) == []


def test_another_day_is_another_question(tmp_path: Path) -> None:
    path, cache = tmp_path / "my.ics", tmp_path / "cache"
    path.write_bytes(calendar(event(), event("20261124T100000", "20261124T110000", uid="2", title="Two")))
    assert titles(read(path, cache=cache)) == ["One"]
    assert titles(read(path, cache=cache, days=2)) == ["One", "Two"]
    assert titles(agenda([str(path)], MONDAY, MONDAY, cache=cache, zone=ZoneInfo("Asia/Tokyo"))) == ["One"]


def test_the_days_after_are_read_ahead_so_that_mornings_need_not_wait(tmp_path: Path) -> None:
    path, cache = tmp_path / "my.ics", tmp_path / "cache"

    def on(day: int) -> list[str]:
        asked = MONDAY + timedelta(days=day)
        return titles(agenda([str(path)], asked, asked, cache=cache, zone=BERLIN))

    def written(word: str) -> None:
        path.write_bytes(
            calendar(
                *(event(f"202611{day}T100000", f"202611{day}T110000", uid=f"{day}", title=f"{word} {day}")
                  for day in range(20, 31)),
                event("20261124T233000", "20261125T003000", uid="late", title=f"{word} late"),
            )
        )  # fmt: skip
        os.utime(path, ns=(1, 1))

    written("A")
    assert on(0) == ["A 23"]
    written("B")  # as it was, as far as anybody can see: whatever says A was not read again
    assert [on(day) for day in range(5)] == [
        ["A 23"],
        ["A 24", "A late"],
        ["A late", "A 25"],
        ["A 26"],
        ["A 27"],
    ]
    assert on(5) == ["B 28"], "further ahead nothing was read"
    assert on(4) == ["B 27"], "nor was what is behind"


def test_a_calendar_is_known_while_its_few_files_stay_as_they_are(tmp_path: Path) -> None:
    folder, cache = tmp_path / "calendars", tmp_path / "cache"
    folder.mkdir()
    path = folder / "my.ics"
    path.write_bytes(calendar(event()))

    def known(day: int = 0) -> bool:
        asked = MONDAY + timedelta(days=day)
        return is_known([str(folder)], asked, asked, cache=cache)

    def again() -> None:
        agenda([str(folder)], MONDAY, MONDAY, cache=cache)

    assert not known(), "never read"
    again()
    assert known() and known(4)
    assert not known(5) and not known(-1)
    os.utime(path, ns=(1, 1))
    assert not known(), "changed"
    again()
    assert known()
    (folder / "new.ics").write_bytes(calendar(event(uid="2")))
    assert not known(), "one more"
    again()
    path.unlink()
    assert known(), "one less: what is left is known"
    os.mkfifo(folder / "broken.ics")
    assert not known(), "what cannot be read is told by the screen"
    (folder / "broken.ics").unlink()
    for number in range(FEW):
        (folder / f"{number}.ics").write_bytes(calendar())
    again()
    assert not known(), "too many to look at"


def test_what_was_broken_is_remembered_as_broken(tmp_path: Path) -> None:
    path, cache = tmp_path / "my.ics", tmp_path / "cache"
    path.write_text("no")
    assert read(path, cache=cache).troubles == read(path, cache=cache).troubles != ()


@pytest.mark.parametrize("junk", [b"", b"{", b'{"format": 99}', b'{"format":1,"about":"","files":{}}', b"[]"])
def test_a_broken_cache_is_no_loss(tmp_path: Path, junk: bytes) -> None:
    path, cache = tmp_path / "my.ics", tmp_path / "cache"
    path.write_bytes(calendar(event()))
    read(path, cache=cache)
    (kept,) = cache.iterdir()
    kept.write_bytes(junk)
    assert titles(read(path, cache=cache)) == ["One"]


LOOK = """
import sys
from datetime import date
from pathlib import Path
from playbook.calendars.agenda import agenda
found = agenda([sys.argv[1]], date(2026, 11, 23), date(2026, 11, 23), cache=Path(sys.argv[2]))
print(len(found.meetings), sorted({"icalendar", "dateutil", "recurring_ical_events"} & set(sys.modules)))
"""


def test_the_libraries_are_loaded_only_for_what_is_new(tmp_path: Path) -> None:
    path = tmp_path / "my.ics"
    path.write_bytes(calendar(event("20200101T100000", "20200101T110000")))

    def loaded() -> str:
        arguments = [sys.executable, "-c", LOOK, str(path), str(tmp_path / "cache")]
        return subprocess.run(arguments, capture_output=True, text=True, check=True).stdout.strip()

    assert loaded() == "0 []", "nothing near these days: nothing to parse"
    path.write_bytes(calendar(event("20261123T100000Z", "20261123T110000Z")))
    assert loaded() == "1 ['dateutil', 'icalendar', 'recurring_ical_events']"
    assert loaded() == "1 []"


# Size


def test_a_hundred_thousand_old_events_are_passed_over(tmp_path: Path) -> None:
    old = [
        event(
            f"2019{n % 12 + 1:02}{n % 28 + 1:02}T100000",
            f"2019{n % 12 + 1:02}{n % 28 + 1:02}T110000",
            uid=str(n),
        )
        for n in range(5_000)
    ]
    data = calendar(*old * 20, event())
    assert list(cut(data, MONDAY, MONDAY).groups) == [b"one"], "the library sees one event of 100,001"
    (tmp_path / "old.ics").write_bytes(data)
    assert titles(read(tmp_path)) == ["One"]


# A meeting


def test_a_meeting_is_over_when_it_has_ended() -> None:
    timed = Meeting(uid="x", start="2026-11-23T10:00+01:00", end="2026-11-23T10:30+01:00")
    assert (timed.all_day, timed.key) == (False, "x/2026-11-23T09:00Z")
    assert not timed.is_over(datetime(2026, 11, 23, 9, 29, tzinfo=UTC))
    assert timed.is_over(datetime(2026, 11, 23, 9, 30, tzinfo=UTC))
    days = Meeting(uid="x", start="2026-11-22", end="2026-11-25")
    assert (days.all_day, days.key) == (True, "x/2026-11-22")
    assert days.on(MONDAY) == MONDAY
    assert days.on(date(2026, 11, 20)) == date(2026, 11, 22)
    assert not days.is_over(datetime(2026, 11, 24, 12, tzinfo=UTC))
    assert days.is_over(datetime(2026, 11, 25, 12, tzinfo=UTC))
