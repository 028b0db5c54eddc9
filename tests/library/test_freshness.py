"""Days in words, and whether a page's owners should look at it again."""

from __future__ import annotations

from datetime import date

import pytest

from playbook.library.freshness import Freshness, ago, ahead, freshness

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-3, "today"),
        (0, "today"),
        (1, "yesterday"),
        (2, "2 days ago"),
        (13, "13 days ago"),
        (14, "2 weeks ago"),
        (69, "9 weeks ago"),
        (70, "2 months ago"),
        (729, "24 months ago"),
        (730, "2 years ago"),
    ],
)
def test_how_long_ago(days: int, words: str) -> None:
    assert ago(days) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-1, "yesterday"),
        (0, "today"),
        (1, "tomorrow"),
        (2, "in 2 days"),
        (69, "in 69 days"),
        (70, "in 10 weeks"),
        (139, "in 19 weeks"),
        (140, "in 4 months"),
    ],
)
def test_how_far_ahead(days: int, words: str) -> None:
    assert ahead(days) == words


@pytest.mark.parametrize(
    ("verified", "every", "owners", "told"),
    [
        (None, "90 days", (), Freshness("", False)),
        (date(2026, 11, 23), "90 days", (), Freshness("verified today", False)),
        (
            date(2026, 11, 1),
            "90 days",
            ("Dana", "Lee"),
            Freshness("verified 3 weeks ago by Dana + Lee", False),
        ),
        (date(2026, 8, 25), "90 days", (), Freshness("verified 3 months ago", False)),  # 90 days
        (date(2026, 8, 24), "90 days", ("Dana",), Freshness("overdue: verified 3 months ago by Dana", True)),
        (date(2020, 1, 1), "never", (), Freshness("verified 6 years ago", False)),
        (date(2027, 1, 1), "90 days", (), Freshness("verified today", False)),  # a clock that is ahead
    ],
)
def test_what_a_list_says(
    verified: date | None, every: str, owners: tuple[str, ...], told: Freshness
) -> None:
    assert freshness(verified, TODAY, every, owners) == told
