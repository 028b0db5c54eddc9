"""What the list of reviews says, and the sentences of a review that screen and command line share."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from playbook.library.review.model import Voice
from playbook.reviewing.lines import ReviewLine, Which, chosen
from playbook.reviewing.reminding import Reminder
from playbook.reviewing.standing import Standing
from playbook.reviewing.words import MARKS, reminder_words, standing_words
from tui.review_text import EMPTY, STATES, TABS, beside, cells, rows_of, tab_line
from tui.rows import width_of

AT = datetime(2026, 11, 20, 10, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def line(**facts: Any) -> ReviewLine:
    given: dict[str, Any] = {
        "id": "new-price", "title": "Ask for the cost", "author": "Lee Park", "at": AT, "pages": ("plays/a.md",),
        "state": "waiting", "needed": ("marketing", "sales"),
    }  # fmt: skip
    return ReviewLine(**(given | facts))


def reminder(turn: Any = "deputy", **facts: Any) -> Reminder:
    given: dict[str, Any] = {
        "what": "marketing",
        "turn": turn,
        "people": ("dana", "noor"),
        "since": AT,
        "late": ("dana",),
    }
    return Reminder(**(given | facts))


def texts(one: ReviewLine, width: int = 70) -> list[str]:
    return [row.text for row in beside(one, width, str.title, "Enter opens it.")]


# The list


def test_tabs_have_counts_and_the_one_shown_is_marked() -> None:
    found = tab_line({"for-me": 2, "mine": 0, "all": 5}, "mine")
    assert found.plain == "  For me 2 │ Mine │ All 5 "
    assert [found.plain[span.start : span.end] for span in found.spans if "reverse" in str(span.style)] == [
        " Mine "
    ]
    assert set(EMPTY) == set(TABS)


def test_a_line_says_how_it_stands_and_what_it_needs() -> None:
    (cell,) = cells(line(), TODAY)
    above, below = cell.plain.split("\n")
    assert above.startswith("○ waits     needs marketing, sales · Lee Park · ")
    assert below == "Ask for the cost"


@pytest.mark.parametrize("state", sorted(STATES))
def test_every_state_is_a_glyph_and_a_word(state: str) -> None:
    (cell,) = cells(line(state=state, needed=()), TODAY)
    assert cell.plain.startswith(STATES[state]) and STATES[state][1] == " "


def test_what_waits_for_me_is_bold_and_a_reminder_is_said() -> None:
    (mine,) = cells(line(waits_for_me=True, reminders=(reminder(),)), TODAY)
    assert " · reminded" in mine.plain
    assert any("bold" in str(span.style) for span in mine.spans)
    (other,) = cells(line(reminders=(reminder("asked"),)), TODAY)
    assert "reminded" not in other.plain and not any("bold" in str(span.style) for span in other.spans)


def test_titles_from_outside_stay_on_their_line() -> None:
    (cell,) = cells(line(title="a\nb\x1b[2J", author="x\ny"), TODAY)
    assert cell.plain.count("\n") == 1 and "\x1b" not in cell.plain


@pytest.mark.parametrize(("which", "ids"), [("for-me", ["a"]), ("mine", ["b"]), ("all", ["a", "b", "c"])])
def test_each_list_shows_its_own(which: Which, ids: list[str]) -> None:
    lines = [line(id="a", waits_for_me=True), line(id="b", is_mine=True), line(id="c")]
    assert [one.id for one in chosen(lines, which)] == ids


def test_beside_a_line_stands_all_that_is_known_without_reading() -> None:
    voice = Voice(
        "marketing",
        True,
        "Dana Ortiz",
        "dana@x.example",
        "c0ffee",
        AT,
        "digest",
        "dana@x.example",
        "dana@x.example",
    )
    shown = texts(
        line(
            given=(voice,), needed=("sales",), refused=("Mia may not speak for legal",), notes=("PB002 in line 3",),
            shared=False, reminders=(reminder(),),
        )
    )  # fmt: skip
    assert shown[0] == "Ask for the cost" and "new-price" in shown[1]
    assert "✓ marketing: Dana Ortiz" in shown and "○ sales" in shown
    assert "Not counted: Mia may not speak for legal." in shown and "PB002 in line 3" in shown
    assert "now Noor is asked, as deputy." in " ".join(shown)
    assert "on this machine only" in " ".join(shown)
    assert shown[-1] == "Enter opens it."
    assert "on this machine only" not in " ".join(texts(line()))


@pytest.mark.parametrize("width", [24, 40])
def test_nothing_is_wider_than_its_pane(width: int) -> None:
    shown = texts(line(title="word " * 30, pages=("plays/" + "x" * 80 + ".md",), notes=("値段" * 40,)), width)
    assert all(width_of(text) <= width for text in shown)


def test_two_empty_lines_never_follow_each_other() -> None:
    rows = rows_of([[("a", "")], [], [], [("b", "")], []], 40)
    assert [row.text for row in rows] == ["a", "", "b", ""]
    assert rows_of([[], []], 40) == []


# The sentences


def standing(how: Any, **facts: Any) -> Standing:
    return Standing(**({"what": "marketing", "how": how, "may": ("dana", "noor")} | facts))


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (standing("open"), "○ marketing: waits for Dana or Noor"),
        (standing("open", may=()), "○ marketing: waits for nobody of the playbook's people"),
        (standing("spared"), "– marketing: not needed, only wording changes"),
        (standing("given", by="Dana Ortiz", at=AT), "✓ marketing: Dana Ortiz, Fri 20 Nov 2026, unsigned"),
        (standing("given", by="Dana", at=AT, signature="good"), "✓ marketing: Dana, Fri 20 Nov 2026, signed"),
        (standing("given", by="Dana", why="the author's own"), "✓ marketing: Dana, unsigned (the author's own)"),
        (
            standing("stale", by="Dana", at=AT),
            "↺ marketing: Dana approved an earlier text, Fri 20 Nov 2026; the pages have changed since. "
            "It needs Dana or Noor again.",
        ),
        (standing("refused", why="the signature is not hers"),
         "✗ marketing: not counted: the signature is not hers. It needs Dana or Noor."),
        (standing("rejected", why="too long"), "✗ marketing: not counted: too long. It needs Dana or Noor."),
    ],
)  # fmt: skip
def test_where_an_approval_stands(one: Standing, said: str) -> None:
    assert standing_words(one, str.title) == said


def test_where_nothing_is_signed_nothing_is_said_of_it() -> None:
    assert standing_words(standing("given", by="Dana"), str.title, signing="off") == "✓ marketing: Dana"


def test_every_standing_has_a_mark_of_its_own_or_shares_the_cross() -> None:
    assert set(MARKS) == {"given", "stale", "refused", "rejected", "open", "spared"}
    assert MARKS["refused"] == MARKS["rejected"]


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (reminder("asked"), ""),
        (reminder(), "Dana has not answered for marketing since Fri 20 Nov 2026; now Noor is asked, as deputy."),
        (
            reminder("decider", people=("dana", "noor", "kim"), late=("dana", "noor")),
            "Dana and Noor have not answered for marketing since Fri 20 Nov 2026; now Kim is asked, who decides.",
        ),
        (reminder(late=(), people=("kim",)),
         "Nobody could be asked for marketing since Fri 20 Nov 2026; now Kim is, as deputy."),
    ],
)  # fmt: skip
def test_whose_turn_it_is(one: Reminder, said: str) -> None:
    assert reminder_words(one, str.title) == said
