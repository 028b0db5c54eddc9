"""Every state against every action: the table of records.md, written out."""

from __future__ import annotations

from typing import get_args

import pytest

from playbook.desk.states import ALWAYS, DECISIVE, OPEN, ROUTES, STANDING, UNFINISHED, State, after
from playbook.records.model import Action

STATES: tuple[State, ...] = get_args(State)
ACTIONS: tuple[str, ...] = get_args(Action)

TABLE: dict[str, dict[str, State]] = {
    "accept": {"new": "accepted"},
    "assign": {"new": "accepted", "accepted": "accepted", "waiting": "waiting", "ready": "ready"},
    "route": {"new": "accepted", "accepted": "accepted", "waiting": "waiting", "ready": "ready"},
    "ask": {"new": "waiting", "accepted": "waiting", "waiting": "waiting", "ready": "waiting"},
    "reply": {"waiting": "accepted", "closed": "accepted"},
    "close": {"waiting": "closed"},
    "change": {"new": "ready", "accepted": "ready", "waiting": "ready", "ready": "ready"},
    "publish": dict.fromkeys(("new", "accepted", "waiting", "ready"), "published"),
    "answer": dict.fromkeys(("new", "accepted", "waiting", "ready", "published"), "answered"),
    "decline": dict.fromkeys(("new", "accepted", "waiting", "ready"), "declined"),
    "merge": dict.fromkeys(("new", "accepted", "waiting", "ready"), "merged"),
    "withdraw": dict.fromkeys(("new", "accepted", "waiting", "ready"), "withdrawn"),
    "reopen": dict.fromkeys(("answered", "declined", "closed", "published", "withdrawn"), "accepted"),
    "split": {"merged": "accepted"},
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("action", [action for action in ACTIONS if action in TABLE])
def test_each_action_leads_where_the_table_says(action: str, state: State) -> None:
    assert after(action, state) == TABLE[action].get(state)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("action", ["thanks", "label", "note", "undo", "decide"])
def test_what_decides_nothing_fits_everywhere_and_changes_nothing(action: str, state: State) -> None:
    assert after(action, state) == state


def test_every_action_of_the_records_is_known() -> None:
    assert set(ACTIONS) == set(TABLE) | ALWAYS
    assert set(TABLE) - {"reply"} == DECISIVE


@pytest.mark.parametrize("state", STATES)
def test_an_action_of_a_newer_program_does_nothing(state: State) -> None:
    assert after("celebrate", state) is None


def test_the_groups_of_states() -> None:
    assert set(OPEN) == {"new", "accepted", "waiting", "ready"}
    assert set(UNFINISHED) == {"new", "accepted", "waiting", "ready", "published"}
    assert set(STANDING) == {"answered", "declined", "closed", "published"}
    assert ROUTES == ("message", "content", "product", "price", "process", "legal")
