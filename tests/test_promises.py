"""What can be said of a promise or a next step, and of which run."""

from __future__ import annotations

from typing import Any

import pytest

from playbook.promises import State, What, why_not
from tests.coaching.calls import call


def run(**facts: Any) -> Any:
    """Return a run of the first call."""
    return call(title="First call", **facts)


PROMISED = {"commitment": "promised", "commitment_by": "2026-12-01"}
NEXT = {"next": "Mail the study"}


@pytest.mark.parametrize(("facts", "what", "state", "to"), [
    (PROMISED, "commitment", "kept", ""),
    (PROMISED, "commitment", "broken", ""),
    (PROMISED, "commitment", "moved", "2026-12-03"),
    (NEXT, "next", "kept", ""),
    ({"next_date": "2026-12-01"}, "next", "broken", ""),
    ({"result": "not-now", "result_until": "2027-01-04"}, "next", "moved", "2027-02-01"),
])  # fmt: skip
def test_what_was_promised_can_be_kept_broken_or_moved(
    facts: dict[str, Any], what: What, state: State, to: str
) -> None:
    assert why_not(run(**facts), what, state, to) == ""


@pytest.mark.parametrize(("facts", "what", "state", "to", "reason"), [
    (NEXT, "commitment", "kept", "", "Nothing was promised on that run of “First call”."),
    ({"commitment": "refused"}, "commitment", "kept", "", "Nothing was promised"),
    ({"commitment": "done"}, "commitment", "broken", "", "Nothing was promised"),
    (PROMISED, "next", "kept", "", "That run of “First call” has no next step."),
    (PROMISED, "commitment", "moved", "", "Say to which day it moved"),
    (NEXT, "next", "moved", "", "Say to which day it moved"),
    (NEXT, "next", "kept", "2026-12-01", "Only what is moved has another day."),
    (PROMISED, "commitment", "broken", "2026-12-01", "Only what is moved has another day."),
])  # fmt: skip
def test_what_cannot_be_said_is_refused_with_the_reason(
    facts: dict[str, Any], what: What, state: State, to: str, reason: str
) -> None:
    assert why_not(run(**facts), what, state, to).startswith(reason)
