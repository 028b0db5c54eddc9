"""Who works at the desk: away, deputies, who left, and to whom an item belongs and why."""

from __future__ import annotations

from datetime import date

import pytest

from playbook.desk.staff import Suggested, acting_for, gone, is_away, stood_in_for, suggested
from playbook.plays.settings_model import Assign, Person
from playbook.records.model import FeedbackKind
from tests.desk.field import Field

DAY = date(2026, 12, 24)
PEOPLE = {
    "dana": Person("dana", roles=("liaison",), deputy="sam", away=("2026-12-21/2027-01-03", "2027-02-01")),
    "sam": Person("sam", roles=("liaison",), deputy="wren"),
    "wren": Person("wren", roles=("author",), deputy="dana", away=("2026-12-24",)),
    "lee": Person("lee", roles=("rep",)),
}
RULES = [
    Assign("dana", {"kind": "competitor"}),
    Assign("sam", {"segment": "enterprise", "kind": "wrong"}),
    Assign("wren", {"play": "plays/renew"}),
    Assign("lee", {"severity": "3"}),
]


@pytest.mark.parametrize(
    ("day", "away"),
    [
        (date(2026, 12, 20), False),
        (date(2026, 12, 21), True),
        (date(2027, 1, 3), True),
        (date(2027, 1, 4), False),
        (date(2027, 2, 1), True),
        (date(2027, 2, 2), False),
    ],
)
def test_the_first_and_the_last_day_count(day: date, away: bool) -> None:
    assert is_away(PEOPLE["dana"], day) is away


def test_who_is_away_is_replaced_by_the_first_deputy_who_is_there() -> None:
    assert acting_for("dana", PEOPLE, DAY) == "sam"
    assert acting_for("wren", PEOPLE, DAY) == "sam", "by way of Dana, who is away too"
    assert acting_for("sam", PEOPLE, DAY) == "sam"
    assert acting_for("stranger", PEOPLE, DAY) == "stranger"


def test_where_all_are_away_or_nobody_is_named_it_stays_theirs() -> None:
    ring = {
        "a": Person("a", deputy="b", away=("2026-12-24",)),
        "b": Person("b", deputy="a", away=("2026-12-24",)),
        "c": Person("c", away=("2026-12-24",)),
    }
    assert [acting_for(one, ring, DAY) for one in ring] == ["a", "b", "c"]


def test_a_deputy_stands_in_for_those_who_are_away() -> None:
    assert stood_in_for("sam", PEOPLE, DAY) == {"dana", "wren"}
    assert stood_in_for("sam", PEOPLE, date(2026, 12, 1)) == frozenset()
    assert stood_in_for("dana", PEOPLE, DAY) == frozenset()


def test_who_has_left_is_known_by_what_they_were_given(desk: Field) -> None:
    desk.capture("a1")
    desk.capture("a2")
    desk.act("sam", "accept", "a1")
    desk.act("dana", "assign", "a2", to="pat")
    given = [item.assignee for item in desk.items.values()]
    assert gone(given, PEOPLE) == {"pat"}
    assert gone(given, {}) == frozenset(), "where nobody is listed nobody has left"


@pytest.mark.parametrize(
    ("kind", "play", "segment", "who", "why"),
    [
        ("competitor", "", "", "dana", "rule: kind is competitor"),
        ("competitor", "plays/renew", "enterprise", "dana", "rule: kind is competitor"),
        ("wrong", "", "enterprise", "sam", "rule: segment is enterprise and kind is wrong"),
        ("wrong", "plays/renew", "smb", "wren", "rule: play is plays/renew"),
        ("idea", "", "enterprise", "wren", "owns the play"),
    ],
)
def test_the_first_rule_that_fits_names_whom_then_the_owner(
    desk: Field, kind: FeedbackKind, play: str, segment: str, who: str, why: str
) -> None:
    desk.capture("a1", kind=kind, play=play)
    day = date(2026, 11, 2)
    found = suggested(desk.item("a1"), RULES, PEOPLE, day, known={"segment": segment}, owner="wren")
    assert found == Suggested(who, why)


def test_a_rule_by_severity_and_by_the_end_of_the_page(desk: Field) -> None:
    desk.capture("a1", severity=3)
    desk.capture("a2", play="plays/commit/price")
    rules = [*RULES, Assign("sam", {"play": "price"})]
    day = date(2026, 11, 2)
    assert suggested(desk.item("a1"), rules, PEOPLE, day) == Suggested("lee", "rule: severity is 3")
    assert suggested(desk.item("a2"), rules, PEOPLE, day) == Suggested("sam", "rule: play is price")


def test_who_is_away_is_replaced_and_the_reason_says_so(desk: Field) -> None:
    desk.capture("a1", kind="competitor")
    found = suggested(desk.item("a1"), RULES, PEOPLE, DAY)
    assert found == Suggested("sam", "deputy of dana, who is away (rule: kind is competitor)")
    owned = suggested(desk.item("a1"), [], PEOPLE, DAY, owner="dana")
    assert owned == Suggested("sam", "deputy of dana, who owns the play and is away")


def test_without_rule_and_owner_the_only_liaison_or_nobody(desk: Field) -> None:
    desk.capture("a1")
    item, day = desk.item("a1"), date(2026, 11, 2)
    assert suggested(item, [Assign("x", {}), Assign("sam", {"colour": "red"})], PEOPLE, day) is None
    one = {"dana": PEOPLE["dana"], "lee": PEOPLE["lee"]}
    assert suggested(item, [], one, day) == Suggested("dana", "the only liaison")
    assert suggested(item, [], one, day, owner="gone") == Suggested("dana", "the only liaison")
    assert suggested(item, [], {}, day) is None
    assert suggested(item, [], {}, day, owner="anybody") == Suggested("anybody", "owns the play")
