"""What stands around a page before a call: what to mind first, and what was said and done before."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from playbook.plays.parse import parse_page
from playbook.preparing import Earlier, Preparation, Reach
from tests.desk.field import Field
from tui.change_marks import Changed, Marks
from tui.prep_text import MANY, MOST_ITEMS, around_rows, blanks_of, fields_of, top_rows
from tui.prepared import Prepared
from tui.rows import Row, width_of

PAGE = parse_page(
    "# P\n\n## Open\n\n> Hello {{contact.name}} of {{account.name}}, {{answer.open.who}}? {{a.b}} {{c.d}} {{e.f}}\n",
    "plays/p.md",
)
PLAIN = parse_page("# P\n\n## Open\n\n> Hello\n", "plays/p.md")
NONE = Marks({}, {})
TODAY = date(2026, 11, 23)


def found(page: Any = PLAIN, **facts: Any) -> Preparation:
    return Preparation(SimpleNamespace(page=page), **facts)


def key(id_: str) -> str:
    return f"<{id_}>"


def top(prep: Preparation, made: Prepared | None = None, marks: Marks = NONE, width: int = 100) -> list[str]:
    return [row.text for row in top_rows(prep, made or Prepared(), marks, width, key)]


def around(prep: Preparation, account: str = "Acme", width: int = 100) -> list[Row]:
    return around_rows(prep, account, width, TODAY)


def test_where_nothing_is_to_be_minded_nothing_is_said() -> None:
    assert top(found()) == []


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        (
            {"why_not": "its trial is over"},
            "! Not offered to you: its trial is over. It can be read, and run all the same.",
        ),
        ({"reach": (Reach("Ada", not_before="2026-12-01"),)}, "! Ada: not before Tue 1 Dec 2026"),
        ({"reach": (Reach("", not_before="2026-12-01"),)}, "! They: not before Tue 1 Dec 2026"),
        ({"touches": 4}, "! 4 touches here in 30 days: is one more wanted?"),
        ({"touches": 1_200}, "! 1,200 touches here in 30 days: is one more wanted?"),
    ],
)
def test_what_speaks_against_a_call_comes_first(facts: dict[str, Any], told: str) -> None:
    rows = top_rows(found(**facts), Prepared(), NONE, 100, key)
    assert [row.text for row in rows] == [told]
    assert rows[0].spans[0][1] == "warn"


def test_a_few_touches_and_a_contact_without_a_day_are_no_warning() -> None:
    assert top(found(touches=MANY - 1, reach=(Reach("Ada", touches=3, channel="email"),))) == []


def test_what_changed_since_my_run_names_the_key_that_goes_there() -> None:
    one = Marks({}, {3: ("gone",)})
    assert top(found(before_day="2026-11-02"), marks=one) == [
        "± 1 place changed since your run on Mon 2 Nov 2026: <page.next> goes there"
    ]
    two = Marks({0: Changed((), "+ new"), 1: Changed(((0, 1),))}, {3: ("gone",)})
    assert top(found(before_day="2026-11-02"), marks=two)[0].startswith("± 2 places changed")


def test_blanks_are_counted_and_the_first_four_named() -> None:
    assert top(found(PAGE)) == [
        "[ ] 5 blanks to fill: contact name, account name, a b, c d, … · <prep.fill> fills them"
    ]
    some = Prepared(fields={"a.b": "x", "c.d": "y"})
    assert top(found(PAGE, fields={"account.name": "Acme"}), some) == [
        "[ ] 2 blanks to fill: contact name, e f · <prep.fill> fills them"
    ]


def test_what_answers_fill_is_no_blank() -> None:
    assert "answer.open.who" not in fields_of(PAGE)
    assert fields_of(PLAIN) == []


def test_an_empty_value_leaves_a_blank_and_any_other_source_fills_it() -> None:
    names = ["contact.name", "account.name", "a.b", "c.d", "e.f"]
    assert blanks_of(PAGE, {"a.b": ""}, Prepared(fields={"c.d": ""})) == names
    assert blanks_of(PAGE, dict.fromkeys(names, "x"), Prepared(fields={"a.b": ""})) == []
    assert top(found(PAGE, fields=dict.fromkeys(names, "x"))) == []


def test_steps_that_are_left_out_are_named_in_their_order_and_harmlessly() -> None:
    made = Prepared(left_out={"b": "Second\nstep", "a": "Fir\x1b[2Jst"})
    assert top(found(), made) == ["✗ Left out of the call: Second step, Fir␛[2Jst"]


def test_everything_to_mind_comes_in_one_order() -> None:
    prep = found(
        PAGE, why_not="x", reach=(Reach("Ada", not_before="2026-12-01"),), touches=9, before_day="2026-11-02"
    )
    told = top(prep, Prepared(left_out={"a": "A"}), Marks({}, {0: ("x",)}))
    assert [text[:1] for text in told] == ["!", "!", "!", "±", "[", "✗"]


# Around the page


def texts(rows: list[Row]) -> list[str]:
    return [row.text for row in rows]


def test_without_a_customer_and_a_past_there_is_nothing() -> None:
    assert around(found(), "") == []


def test_with_a_customer_that_nobody_tried_it_says_so() -> None:
    assert texts(around(found())) == [
        "How to reach Acme",
        "  Nobody tried in 30 days.",
        "",
        "Your runs with Acme",
        "  None yet.",
    ]


@pytest.mark.parametrize(
    ("reach", "told"),
    [
        (Reach("Ada"), "  Ada"),
        (Reach(""), "  nobody by name"),
        (Reach("Ada", channel="email"), "  Ada · wants email"),
        (
            Reach("Ada", 1, "voicemail by Mia Novak", "2026-11-18"),
            "  Ada · 1 touch in 30 days, last: voicemail by Mia Novak, 18 Nov",
        ),
        (
            Reach("Ada", 2, "email by Lee", "2025-11-18", "phone", "2026-12-01"),
            "  Ada · wants phone · ! not before 1 Dec · 2 touches in 30 days, last: email by Lee, 18 Nov 2025",
        ),
    ],
)
def test_how_somebody_is_reached_is_one_line(reach: Reach, told: str) -> None:
    assert texts(around(found(reach=(reach,)), width=140))[1] == told


RUN = Earlier(
    "r1", "2026-11-02", "Acme", "First call", "connected", "not-now", "Ring in May", (("Who?", "Ada"),)
)


def test_my_runs_here_are_told_with_what_was_said() -> None:
    assert texts(around(found(here=(RUN,))))[-3:] == [
        "Your runs with Acme",
        "  2 Nov · First call · connected · not now · Ring in May",
        "    Who? — Ada",
    ]


def test_my_runs_elsewhere_name_the_account_and_keep_what_was_said_there_apart() -> None:
    rows = texts(around(found(elsewhere=(RUN,)), ""))
    assert rows == [
        "Your earlier runs of this play",
        "  2 Nov · Acme · connected · not now · Ring in May",
    ]
    assert "Your runs of this play with others" in texts(around(found(elsewhere=(RUN,))))


def test_every_part_begins_with_a_heading_to_jump_to() -> None:
    box = Field()
    box.capture("f1", text="The price is old")
    prep = found(here=(RUN,), elsewhere=(RUN,), team=tuple(box.items.values()))
    anchors = [row.anchor for row in around(prep) if row.anchor]
    assert anchors == ["prep-reach", "prep-runs-here", "prep-runs", "prep-team"]


def test_what_the_team_said_has_its_votes_and_is_cut_after_a_dozen() -> None:
    box = Field()
    for number in range(MOST_ITEMS + 3):
        box.capture(f"f{number:02}", text=f"Thing {number}\nand more")
    box.vote("ray", "f00")
    rows = texts(around(found(team=tuple(box.items[id_] for id_ in sorted(box.items))), ""))
    assert rows[0] == "What the team has said of it"
    assert rows[1] == "  wrong · Thing 0 and more (+1)"
    assert rows[2] == "  wrong · Thing 1 and more"
    assert len(rows) == MOST_ITEMS + 2 and rows[-1] == "  and 3 more"


def test_feedback_without_words_is_told_by_what_it_quotes() -> None:
    box = Field()
    box.capture("f1", kind="worked", quote="Say hello", play="plays/p")
    assert texts(around(found(team=tuple(box.items.values())), ""))[1] == "  worked · Say hello"


@pytest.mark.parametrize("width", [16, 30, 80])
def test_nothing_runs_out_of_the_pane_or_steers_the_terminal(width: int) -> None:
    hostile = "日本\x1b[2J語 " * 12
    run = Earlier(
        "r1", "2026-11-02", hostile, hostile, "connected", "advance", hostile, ((hostile, hostile),)
    )
    prep = found(
        why_not=hostile,
        here=(run,),
        elsewhere=(run,),
        reach=(Reach(hostile, 1, hostile, hostile, hostile, hostile),),
    )
    rows = [
        *around(prep, hostile, width),
        *top_rows(prep, Prepared(left_out={"a": hostile}), NONE, width, key),
    ]
    assert max(width_of(row.text) for row in rows) <= width
    assert not any("\x1b" in row.text or "\n" in row.text for row in rows)
