"""The parentheses that close a heading."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.plays.marks import Marks, seconds, side, split_marks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 min", 60),
        ("~5 min", 300),
        ("≈ 5 min", 300),
        ("about 2 minutes", 120),
        ("ca. 10 Min.", 600),
        ("approx. 3 mins", 180),
        ("5–7 min", 420),
        ("5-7 min", 420),
        ("5 to 7 minutes", 420),
        ("90 s", 90),
        ("90s", 90),
        ("45 sec", 45),
        ("30 seconds", 30),
        ("1.5 min", 90),
        ("1,5 min", 90),
        ("0.5–1.5 h", 5400),
        ("1 h", 3600),
        ("2 hours", 7200),
        ("2 hrs", 7200),
        ("5m", 300),
        ("15-minute", 900),
        ("5分", 300),
        ("30秒", 30),
        ("1時間", 3600),
        ("5M", None),
        ("5", None),
        ("min", None),
        ("1 week", None),
        ("T-30 minutes", None),
        ("3.5 hours total", None),
        ("5 min max", None),
        ("99999 min", None),
    ],
)
def test_time_boxes(text: str, expected: int | None) -> None:
    assert seconds(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("by marketing", "marketing"),
        ("By Service", "service"),
        ("by customer success", "customer-success"),
        ("by sales", "sales"),
        ("by Friday", None),
        ("by the end", None),
        ("by 3 pm", None),
        ("by phone", None),
        ("by q3", None),
        ("marketing", None),
        ("by a very long team name", None),
        ("by one two three", None),
    ],
)
def test_sides(text: str, expected: str | None) -> None:
    assert side(text) == expected


@pytest.mark.parametrize(
    ("heading", "title", "marks"),
    [
        ("Open", "Open", Marks()),
        ("Open (1 min, must)", "Open", Marks(seconds=60, must=True)),
        ("Open (must; 90 s)", "Open", Marks(seconds=90, must=True)),
        ("Open (1 min) (optional)", "Open", Marks(seconds=60, optional=True)),
        ("Qualify out (branch)", "Qualify out", Marks(branch=True)),
        ("Send it (by marketing, 2 min)", "Send it", Marks(by="marketing", seconds=120)),
        ("Open(Must)", "Open", Marks(must=True)),
        ("開始（5分、must）", "開始", Marks(seconds=300, must=True)),
        ("Price (list) (2 min)", "Price (list)", Marks(seconds=120)),
        ("Price (2 min) (list)", "Price (2 min) (list)", Marks()),
        ("Price (2 min, list)", "Price (2 min, list)", Marks()),
        ("Price (list, 2 min)", "Price (list, 2 min)", Marks()),
        ("Pre-Flight (T-30 minutes)", "Pre-Flight (T-30 minutes)", Marks()),
        ("(1 min)", "(1 min)", Marks()),
        ("Open ()", "Open ()", Marks()),
        ("Open (1 min) now", "Open (1 min) now", Marks()),
        ("Open 1 min)", "Open 1 min)", Marks()),
        ("Rate (1–5)", "Rate (1–5)", Marks()),
        ("Sure? (yes/no)", "Sure? (yes/no)", Marks()),
        ("x (" + " " * 70 + "must)", "x", Marks(must=True)),
        ("x (" + "must," * 17 + "must)", "x (" + "must," * 17 + "must)", Marks()),
    ],
)
def test_headings(heading: str, title: str, marks: Marks) -> None:
    assert split_marks(heading) == (title, marks)


@pytest.mark.parametrize(
    ("heading", "title", "marks"),
    [
        ("Tone (1–5)", "Tone", Marks(scale=(1, 5))),
        ("Tone (0 to 10, auto-fail)", "Tone", Marks(scale=(0, 10), auto_fail=True)),
        ("Consent (yes/no)", "Consent", Marks(yes_no=True)),
        ("Consent (yes/no) (auto-fail)", "Consent", Marks(yes_no=True, auto_fail=True)),
        ("Tone (5-1)", "Tone (5-1)", Marks()),
        ("Tone (3-3)", "Tone (3-3)", Marks()),
        ("Tone (must)", "Tone", Marks(must=True)),
    ],
)
def test_score_cards_have_marks_of_their_own(heading: str, title: str, marks: Marks) -> None:
    assert split_marks(heading, card=True) == (title, marks)


@given(
    st.text(max_size=60), st.sampled_from(["1 min", "must", "branch", "optional", "by service", "5–7 min"])
)
def test_a_changed_mark_never_changes_the_title(title: str, mark: str) -> None:
    plain, _ = split_marks(f"x{title}x (must)")
    assert split_marks(f"x{title}x ({mark})")[0] == plain
