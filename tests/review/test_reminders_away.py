"""Who is away waits for nobody: the deputy has the reminder at once, for reviews, for pages and in the desk's mail."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from playbook.desk.hours import parse_hours
from playbook.desk.staff import on_duty
from playbook.plays.model import Summary
from playbook.plays.settings import parse_settings
from playbook.plays.settings_model import Settings
from playbook.reviewing.reminding import Reminder, reminders
from playbook.reviewing.words import reminder_words
from playbook.upkeep import needs

SINCE = datetime(2026, 12, 21, 9, tzinfo=UTC)
"""A Monday; Dana is away from then on."""
HOURS = parse_hours("Mon-Fri 09:00-17:00 UTC")
AWAY = 'away = ["2026-12-21/2027-01-03"]\n'
PEOPLE = """\
[review]
decider = "kim"
remind-after = "1 day"

[people.dana]
name = "Dana Ortiz"
side = "marketing"
roles = ["liaison"]
deputy = "sam"

[people.sam]
name = "Sam Rivers"
side = "marketing"
roles = ["liaison"]
deputy = "wren"

[people.wren]
name = "Wren Adler"
side = "marketing"

[people.lee]
name = "Lee Park"
side = "sales"

[people.kim]
name = "Kim Sato"
side = "sales"
deputy = "lee"
"""


def settings(*away: str, text: str = PEOPLE) -> Settings:
    for person in away:
        text = text.replace(f"[people.{person}]\n", f"[people.{person}]\n{AWAY}")
    return parse_settings(text)


def at(
    hours: float, *away: str, owner: str = "dana", what: str = "marketing", text: str = PEOPLE
) -> Reminder:
    now = SINCE + timedelta(hours=hours)
    [found] = reminders([what], [{what: owner}], SINCE, now, settings(*away, text=text), HOURS)
    return found


def said(one: Reminder) -> str:
    return reminder_words(one, lambda id_: settings().people[id_].name)


def test_the_deputy_of_who_is_away_is_asked_at_once() -> None:
    found = at(1, "dana")
    assert (found.turn, found.people, found.away) == ("asked", ("sam",), ("dana",))
    assert said(found) == "Dana Ortiz is away: Sam Rivers is asked for marketing."
    assert said(at(1)) == ""


def test_a_deputy_who_is_away_too_passes_it_on() -> None:
    assert at(1, "dana", "sam").people == ("wren",)


def test_who_stands_in_is_reminded_as_the_owner_would_be() -> None:
    later = at(25, "dana")
    assert (later.turn, later.people, later.late) == ("deputy", ("sam", "wren"), ("sam",))
    assert said(later) == (
        "Sam Rivers has not answered for marketing since Mon 21 Dec 2026 (Dana Ortiz is away); "
        "now Wren Adler is asked, as deputy."
    )


def test_the_deputy_of_somebody_here_who_is_away_is_passed_over() -> None:
    assert at(25, "sam").people == ("dana", "wren")


def test_for_a_decider_who_is_away_the_deputy_decides() -> None:
    assert at(49, "kim").people[-1] == "lee"
    assert at(49).people[-1] == "kim"


def test_where_the_deputy_may_not_speak_for_the_side_it_stays_with_who_is_away() -> None:
    text = PEOPLE.replace('deputy = "sam"', 'deputy = "lee"')
    found = at(1, "dana", text=text)
    assert (found.people, found.away, said(found)) == (("dana",), (), "")


def test_once_they_are_back_they_are_asked_again() -> None:
    assert at(24 * 14, "dana").people[0] == "dana"


def test_who_decides_and_has_not_answered_is_not_asked_as_nobody() -> None:
    found = at(25, owner="kim", what="sales", text=PEOPLE.replace('deputy = "lee"\n', ""))
    assert found.turn == "decider"
    assert (
        said(found)
        == "Kim Sato has not answered for sales since Mon 21 Dec 2026, and nobody else can be asked."
    )


# Pages, and the desk's mail


@pytest.mark.parametrize(
    ("away", "whose"),
    [((), ("dana", "lee")), (("dana",), ("sam", "lee")), (("dana", "sam"), ("wren", "lee"))],
)
def test_a_page_that_is_overdue_is_for_whoever_acts_for_its_owner(
    away: tuple[str, ...], whose: tuple[str, ...]
) -> None:
    page = Summary(
        "objections/dear", "objections/dear.md", "Dear", "objection", "b1",
        owners={"marketing": "dana", "sales": "lee"}, verified=date(2026, 1, 1),
    )  # fmt: skip
    made = settings(*away, text=PEOPLE.replace("[review]\n", '[review]\nverify-every = "90 days"\n'))
    (need,) = needs([page], made, date(2026, 12, 24))
    assert (need.why, need.people) == ("overdue", whose)


@pytest.mark.parametrize(
    ("away", "there"), [((), ("dana", "sam")), (("dana",), ("sam",)), (("sam",), ("dana", "wren"))]
)
def test_on_duty_are_those_who_are_there(away: tuple[str, ...], there: tuple[str, ...]) -> None:
    assert on_duty("liaison", settings(*away).people, date(2026, 12, 24)) == there
