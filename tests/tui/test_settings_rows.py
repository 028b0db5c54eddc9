"""What the settings say of themselves, as they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from playbook.clock import FixedClock
from playbook.plays.settings_model import Person
from playbook.preferences import Preferences
from playbook.workspace import Workspace
from tui.settings_rows import GROUPS, Setting, settings_of


@dataclass
class Somebody:
    """A workspace as far as the settings look at it."""

    person: Person = field(default_factory=lambda: Person("lee", "Lee Park", roles=("rep", "author")))
    clock: FixedClock = field(default_factory=lambda: FixedClock(datetime(2026, 11, 23, 14, 5, tzinfo=UTC)))


def settings(
    mine: Preferences | None = None, problems: tuple[str, ...] = (), **facts: Any
) -> dict[str, Setting]:
    made = settings_of(mine or Preferences(), cast(Workspace, Somebody(**facts)), "playbook-dark", problems)
    return {one.id: one for one in made}


def test_each_says_what_it_is_now_and_what_it_means() -> None:
    found = settings()
    assert list(found) == ["me", "theme", "clock", "mouse", "calendars", "keys"]
    assert all(one.name and one.value and one.told for one in found.values())
    assert set(GROUPS) <= set(found)


@pytest.mark.parametrize(
    ("person", "value"),
    [
        (Person("lee", "Lee Park", roles=("rep", "author")), "Lee Park (rep, author)"),
        (Person("lee", roles=("rep",)), "lee (rep)"),
        (Person("lee", "Lee"), "Lee"),
    ],
)
def test_who_i_am_has_my_roles(person: Person, value: str) -> None:
    assert settings(person=person)["me"].value == value


@pytest.mark.parametrize(
    ("mine", "id_", "value"),
    [
        (Preferences(), "theme", "playbook-dark, as it comes"),
        (Preferences(theme="nord"), "theme", "playbook-dark"),
        (Preferences(mouse=False), "mouse", "off"),
        (Preferences(), "mouse", "on"),
        (Preferences(), "calendars", "none"),
        (Preferences(calendars=("~/a.ics", "work")), "calendars", "~/a.ics, work"),
        (Preferences(), "keys", "as they come"),
        (Preferences(keys={"call.next": "n"}), "keys", "1 changed"),
    ],
)
def test_a_value_stands_as_it_is(mine: Preferences, id_: str, value: str) -> None:
    assert settings(mine)[id_].value == value


def test_the_clock_shows_an_hour_as_it_is_written() -> None:
    assert settings()["clock"].value.startswith("24h: ")
    shown = settings(Preferences(clock="12h"))["clock"].value
    assert shown.startswith("12h: ") and shown.endswith(("am", "pm"))


def test_what_is_wrong_with_keys_is_said_there() -> None:
    told = settings(problems=("“ctrl+q” is the key of quitting.",))["keys"].told
    assert told[-1] == "! “ctrl+q” is the key of quitting."
