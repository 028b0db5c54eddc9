"""Public holidays of a region are no working time, year by year, and cost nobody else anything."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime

import pytest

from playbook.desk.hours import parse_hours
from playbook.desk.promise import parse_promise
from playbook.desk.public_holidays import UnknownRegionError, check_region, edition, public_holidays
from tests.desk.field import Field

HOURS = "Mon-Fri 09:00-17:00"
DAY = 8 * 3600.0


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def worked(region: str, first: str, last: str, *own: str) -> float:
    """Return the working days from `first` to `last`, both at midnight."""
    return parse_hours(HOURS, own, region=region).between(at(f"{first}T00:00"), at(f"{last}T00:00")) / DAY


@pytest.mark.parametrize(
    ("region", "day", "works"),
    [
        ("", "2026-01-06", 1),
        ("DE", "2026-01-06", 1),
        ("DE-BY", "2026-01-06", 0),  # Epiphany: Bavaria's own
        ("DE-BE", "2026-01-06", 1),
        ("DE-BE", "2027-03-08", 0),  # Women's Day: Berlin's
        ("DE", "2026-04-03", 0),  # Good Friday moves with Easter
        ("DE", "2027-03-26", 0),
        ("DE", "2027-04-02", 1),
        ("US", "2026-11-26", 0),  # the fourth Thursday
        ("US", "2027-11-25", 0),
        ("GB-SCT", "2026-11-30", 0),
        ("GB-ENG", "2026-11-30", 1),
        ("XX", "2026-12-25", 1),  # not known: nothing is left out, and `doctor` says so
        ("DE-ZZ", "2026-12-25", 1),
    ],
)
def test_the_rules_of_the_region_and_the_year_hold(region: str, day: str, works: float) -> None:
    after = date.fromordinal(date.fromisoformat(day).toordinal() + 1).isoformat()
    assert worked(region, day, after) == works


def test_own_days_count_besides() -> None:
    assert worked("DE", "2026-12-21", "2026-12-28") == 4
    assert worked("DE", "2026-12-21", "2026-12-28", "2026-12-24") == 3


def test_a_zone_ahead_of_utc_has_its_new_years_day_in_the_year_before() -> None:
    hours = parse_hours("Mon-Fri 00:00-24:00 Pacific/Auckland", region="NZ")
    assert hours.between(at("2026-12-31T11:00"), at("2027-01-01T11:00")) == 0
    assert hours.between(at("2026-12-30T11:00"), at("2026-12-31T11:00")) == 24 * 3600


def test_a_promise_over_easter_is_due_after_it(desk: Field) -> None:
    desk.now = at("2027-03-25T10:00")
    desk.capture("a1")
    here = parse_promise("2 business days", working_hours=HOURS, region="DE")
    anywhere = parse_promise("2 business days", working_hours=HOURS)
    assert anywhere.due(desk.item("a1")) == at("2027-03-29T10:00")
    assert here.due(desk.item("a1")) == at("2027-03-31T10:00")
    assert anywhere.is_overdue(desk.item("a1"), at("2027-03-29T10:01"))
    assert not here.is_overdue(desk.item("a1"), at("2027-03-31T10:00"))
    assert here.is_near(desk.item("a1"), at("2027-03-30T16:00"))


@pytest.mark.parametrize("region", ["DE", "DE-BY", "US-CA", "CH-ZH"])
def test_a_region_that_is_known_is_no_fault(region: str) -> None:
    check_region(region)
    assert public_holidays(region, 2026)


@pytest.mark.parametrize(
    ("region", "offered"),
    [
        ("DE-BYX", "Did you mean DE-BY"),
        ("DE-ZZZZZZ", "Did you mean DE?"),
        ("QZ", "are not known here, so none are counted"),
    ],
)
def test_a_region_that_is_not_known_names_the_nearest_and_what_to_do(region: str, offered: str) -> None:
    with pytest.raises(UnknownRegionError) as caught:
        check_region(region)
    assert offered in str(caught.value)
    assert "list the days under `holidays`" in str(caught.value)


def test_other_rules_are_another_edition() -> None:
    assert edition("") == ""
    assert edition("DE-BY") != edition("DE")
    assert edition("DE-BY").startswith("DE-BY ")


def test_who_names_no_region_loads_no_calendar() -> None:
    code = (
        "import sys; from datetime import UTC, datetime; from playbook.desk.promise import parse_promise;"
        "parse_promise().hours.between(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC));"
        "print('holidays' in sys.modules);"
        "parse_promise(region='DE').hours.between(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC));"
        "print('holidays' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]
