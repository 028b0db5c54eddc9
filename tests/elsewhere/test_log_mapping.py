"""Mappings and times of logs: guessed to be looked through, read strictly, however a country writes its days."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from playbook.accounts.importing.errors import RowError
from playbook.accounts.importing.mapping import MappingError
from playbook.elsewhere.mapping import (
    LogMapping,
    check_steps,
    guess,
    guess_columns,
    read_mapping,
    write_mapping,
)
from playbook.elsewhere.times import order_of, parse_time, zone_of
from playbook.errors import PlaybookError
from tests.elsewhere.logs import play

GOOD = """\
log = "crm"
play = "plays/first-call"
[columns]
case = "Case"
activity = "What"
time = "When"
"""


def said(tmp_path: Path, text: str) -> LogMapping | None:
    path = tmp_path / "crm.toml"
    path.write_text(text, encoding="utf-8")
    return read_mapping(path)


# Mappings


def test_one_that_is_guessed_is_written_and_read_again_as_it_was(tmp_path: Path) -> None:
    found = guess(
        "crm", play(), ["Case ID", "Activity", "Complete Timestamp", "Resource", "Outcome"],
        ["A", "b", "Unheard of"], ["Won", "closed lost", "Pending"],
    )  # fmt: skip
    assert found.columns == {
        "case": "Case ID", "activity": "Activity", "time": "Complete Timestamp", "person": "Resource",
        "result": "Outcome",
    }  # fmt: skip
    assert found.activities == {"A": "a", "b": "b", "Unheard of": ""}
    assert found.results == {"Won": "closed", "closed lost": "declined", "Pending": ""}
    path = tmp_path / "new" / "crm.toml"
    path.parent.mkdir()
    write_mapping(path, found, play())
    text = path.read_text(encoding="utf-8")
    assert "The steps of this play: a, b, c2, c" in text and 'account = ""' in text
    again = read_mapping(path)
    assert again is not None and again.activities == found.activities and again.time.zone == "UTC"
    assert {field: heading for field, heading in again.columns.items() if heading} == found.columns


def test_columns_are_known_by_the_names_that_process_logs_and_crms_give_them() -> None:
    assert guess_columns(["case:concept:name", "concept:name", "time:timestamp", "org:resource"]) == {
        "case": "case:concept:name", "activity": "concept:name", "time": "time:timestamp", "person": "org:resource",
    }  # fmt: skip
    assert guess_columns(["Deal ID", "To stage", "Changed at", "Owner"])["activity"] == "To stage"
    assert guess_columns(["x", "y"]) == {}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("log =", "lgo ="), "It is no mapping of a log"),
        (('case = "Case"', 'kase = "Case"'), "“kase” is no column of a log. Did you mean case?"),
        (('time = "When"', ""), "It names no column for time."),
        (('time = "When"', 'time = ""'), "It names no column for time."),
        (('"crm"', '" "'), "The log has no name."),
        (("[columns]", '[results]\nWon = "wonn"\n[columns]'), "“wonn” is no result"),
        (("[columns]", '[time]\nzone = ""\n[columns]'), "The zone of the times is empty"),
        (("[columns]", '[time]\ndates = "backwards"\n[columns]'), "It is no mapping of a log"),
        (("[columns]", "[columns"), "It is no mapping of a log"),
    ],
)
def test_what_is_wrong_with_one_is_told(tmp_path: Path, change: tuple[str, str], why: str) -> None:
    assert said(tmp_path, GOOD) is not None
    with pytest.raises(MappingError, match=why.replace("?", r"\?")):
        said(tmp_path, GOOD.replace(*change))


def test_one_that_is_not_there_is_none(tmp_path: Path) -> None:
    assert read_mapping(tmp_path / "none.toml") is None
    (tmp_path / "bad.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(MappingError, match="cannot be read"):
        read_mapping(tmp_path / "bad.toml")


def test_a_step_that_the_play_does_not_have_is_told_with_the_nearest() -> None:
    mapping = LogMapping("crm", play().id, {}, activities={"Call": "a", "Mail": "", "Gift": "+"})
    check_steps(Path("m.toml"), mapping, play())
    with pytest.raises(MappingError, match=r"“Call” is “c3”, which is no step of First call\. There is c"):
        check_steps(Path("m.toml"), LogMapping("crm", play().id, {}, activities={"Call": "c3"}), play())


# Times


@pytest.mark.parametrize(
    ("cell", "time"),
    [
        ("2026-03-02T09:30:00Z", "2026-03-02T09:30:00+00:00"),
        ("2026-03-02 09:30:00.546+02:00", "2026-03-02T07:30:00.546000+00:00"),
        ("2026/03/02 09:30", "2026-03-02T09:30:00+00:00"),
        ("2026-03-02", "2026-03-02T00:00:00+00:00"),
        ("2.3.2026 9:30", "2026-03-02T09:30:00+00:00"),
        ("02.03.2026", "2026-03-02T00:00:00+00:00"),
        ("31/12/2026 23:59:58", "2026-12-31T23:59:58+00:00"),
        ("12/31/2026, 11:59 PM", "2026-12-31T23:59:00+00:00"),
        ("12/31/2026 12:05 am", "2026-12-31T00:05:00+00:00"),
        ("2 Mar 2026 09:30", "2026-03-02T09:30:00+00:00"),
        ("March 2, 2026 09:30:15", "2026-03-02T09:30:15+00:00"),
        ("1772443800", "2026-03-02T09:30:00+00:00"),
        ("1772443800000", "2026-03-02T09:30:00+00:00"),
    ],
)
def test_a_time_is_read_as_people_and_programs_write_it(cell: str, time: str) -> None:
    assert parse_time(cell) == datetime.fromisoformat(time)


def test_a_format_an_order_and_a_zone_are_taken_at_their_word() -> None:
    assert parse_time("020326-0930", "%d%m%y-%H%M") == datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    assert parse_time("01/02/2026 10:00", order="month-first").day == 2
    assert parse_time("01/02/2026 10:00", order="day-first").day == 1
    berlin = zone_of("Europe/Berlin")
    assert parse_time("2026-07-01 10:00", zone=berlin).hour == 8
    assert parse_time("2026-01-01 10:00", zone=berlin).hour == 9
    assert parse_time("2026-07-01T10:00Z", zone=berlin).hour == 10


@pytest.mark.parametrize(
    "cell", ["", "n/a", "soon", "31.11.2026", "01/02/2026", "2026-03-02 25:00", "2.3.2026 13:00 pm"]
)
def test_what_is_no_time_or_could_be_two_fails(cell: str) -> None:
    with pytest.raises(RowError):
        parse_time(cell)
    with pytest.raises(RowError):
        parse_time(cell, "%Y")


def test_a_zone_that_does_not_exist_is_told() -> None:
    for name in ("Mars/Base", "../etc", ""):
        with pytest.raises(PlaybookError, match="is no time zone"):
            zone_of(name)


def test_a_whole_column_says_what_one_cell_cannot() -> None:
    assert order_of(["01/02/2026 10:00", "31/12/2026 10:00"]) == ("day-first", "")
    assert order_of(["01/02/2026", "12/31/2026"]) == ("month-first", "")
    assert order_of(["01/02/2026"], ";") == ("day-first", "01/02/2026")
    assert order_of(["01/02/2026"]) == ("", "01/02/2026")
    assert order_of(["31/12/2026", "12/31/2026", "01/02/2026"], ";") == ("", "01/02/2026")
    assert order_of(["2026-01-02", "soon"]) == ("", "")
