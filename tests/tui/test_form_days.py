"""A day as it is typed into a form: taken, asked about twice, or told why not."""

from __future__ import annotations

from datetime import date

import pytest

from tui.form_days import read_day, said_back

TODAY = date(2026, 11, 23)
"""A Monday."""


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("tomorrow", date(2026, 11, 24)),
        ("fri", date(2026, 11, 27)),
        ("+7", date(2026, 11, 30)),
        ("1 Dec", date(2026, 12, 1)),
        ("2026-12-24", date(2026, 12, 24)),
    ],
)
def test_a_day_to_come_is_taken(typed: str, day: date) -> None:
    assert read_day(typed, TODAY, known=False) == (day, "")


def test_a_day_that_is_over_is_asked_about_and_then_kept() -> None:
    day, told = read_day("2026-11-01", TODAY, known=False)
    assert day is None and told.endswith("The same key again keeps it.")
    assert read_day("2026-11-01", TODAY, known=True) == (date(2026, 11, 1), "")


@pytest.mark.parametrize("typed", ["someday", "32 Dec", "", "\x1b[2J"])
def test_what_is_no_day_says_so(typed: str) -> None:
    day, told = read_day(typed, TODAY, known=False)
    assert day is None and told
    assert said_back(typed, TODAY) == ""


def test_a_day_is_said_back_while_it_is_typed() -> None:
    assert said_back("fri", TODAY).endswith("in 4 days")
    assert "Nov" in said_back("fri", TODAY)
