"""What can be proposed of a page, by the status it has."""

from __future__ import annotations

import pytest

from playbook.tending import why_not_status


@pytest.mark.parametrize(
    ("status", "possible"),
    [
        ("live", {"retire"}),
        ("pilot", {"keep", "retire"}),
        ("draft", {"retire"}),
        ("retired", {"revive"}),
    ],
)
def test_what_a_page_of_a_status_can_become(status: str, possible: set[str]) -> None:
    assert {act for act in ("keep", "retire", "revive") if not why_not_status(status, act)} == possible


def test_what_is_no_change_of_status_is_not_refused_here() -> None:
    assert why_not_status("retired", "history") == ""
