"""The relationship audit: blind until both sides have answered, each side counted the same."""

from __future__ import annotations

from datetime import date

import pytest

from playbook.liaison.audit import (
    Answers,
    BadScoresError,
    NoSideError,
    answers_of,
    are_whole,
    audit_of,
    band_of,
    outcome_of,
    quarter_of,
    quarters_of,
    standing,
)
from playbook.liaison.reports import audit_report
from playbook.liaison.statements import EDITION, STATEMENTS
from playbook.plays.settings_model import Person
from playbook.records.model import Audit
from playbook.reporting.markdown import report_markdown
from tests.desk.field import Field

PEOPLE = {
    "dana": Person("dana", "Dana Ortiz", side="marketing", roles=("liaison",)),
    "noor": Person("noor", "Noor Haddad", side="marketing", roles=("liaison",)),
    "lee": Person("lee", "Lee Park", side="sales", roles=("rep",), also=("lpark",)),
    "mia": Person("mia", "Mia Novak", side="sales", roles=("rep",)),
    "ops": Person("ops", "Op Is", roles=("owner",)),
}
Q4 = "2026-Q4"
TODAY = date(2026, 11, 22)


def all_of(score: int) -> tuple[int, ...]:
    return (score,) * len(STATEMENTS)


def said(person: str, *scores: int) -> Answers:
    return Answers(person, PEOPLE[person].side, tuple(scores), "2026-11-22T10:00:00.000Z")


def test_there_are_twenty_statements_each_told_apart_and_with_something_to_do() -> None:
    assert len(STATEMENTS) == 20
    assert len({one.key for one in STATEMENTS}) == len({one.text for one in STATEMENTS}) == 20
    assert all(one.text.endswith(".") and one.next.endswith(".") and one.area for one in STATEMENTS)
    assert all(
        len(one.text) <= 90 for one in STATEMENTS
    )  # read at a glance, also on 80 columns and two lines


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 1, 1), "2026-Q1"),
        (date(2026, 3, 31), "2026-Q1"),
        (date(2026, 4, 1), "2026-Q2"),
        (date(2026, 9, 30), "2026-Q3"),
        (date(2026, 10, 1), "2026-Q4"),
        (date(2026, 12, 31), "2026-Q4"),
    ],
)
def test_a_day_lies_in_its_quarter(day: date, quarter: str) -> None:
    assert quarter_of(day) == quarter


@pytest.mark.parametrize(
    ("total", "band"),
    [
        (20, "undefined"),
        (39.9, "undefined"),
        (40, "defined"),
        (59.9, "defined"),
        (60, "aligned"),
        (79.9, "aligned"),
        (80, "integrated"),
        (100, "integrated"),
    ],
)
def test_a_total_has_its_name(total: float, band: str) -> None:
    assert band_of(total) == band


def test_the_larger_side_does_not_outvote_the_other() -> None:
    found = outcome_of(Q4, [said("dana", *all_of(5)), said("lee", *all_of(1)), said("mia", *all_of(1))])
    assert found is not None
    assert (found.totals, found.people) == ({"marketing": 100, "sales": 20}, {"marketing": 1, "sales": 2})
    assert (found.total, found.band) == (60, "aligned")


def test_nothing_comes_out_while_a_side_is_missing() -> None:
    assert outcome_of(Q4, []) is None
    assert outcome_of(Q4, [said("dana", *all_of(3)), said("noor", *all_of(3))]) is None


def test_where_the_sides_differ_most_comes_first_and_less_than_a_point_is_no_difference() -> None:
    marketing = [4] * 20
    sales = [4] * 20
    sales[2], sales[7], sales[11] = 1, 3, 2
    found = outcome_of(Q4, [said("dana", *marketing), said("lee", *sales)])
    assert found is not None
    assert [gap.statement.key for gap in found.apart] == [STATEMENTS[place].key for place in (2, 11, 7)]
    assert [gap.apart for gap in found.apart] == [3, 2, 1]
    # Two on a side who differ by half a point from the other are no dispute.
    half = outcome_of(Q4, [said("dana", *all_of(4)), said("lee", *all_of(4)), said("mia", *([3] + [4] * 19))])
    assert half is not None and half.apart == ()
    assert half.lowest[0].statement == STATEMENTS[0]


def test_what_is_fully_true_is_not_among_the_lowest() -> None:
    found = outcome_of(Q4, [said("dana", *all_of(5)), said("lee", *all_of(5))])
    assert found is not None
    assert (found.lowest, found.apart, found.total) == ((), (), 100)


def test_the_last_answers_of_a_quarter_count_also_under_an_earlier_name(desk: Field) -> None:
    desk.write("lpark", Audit(Q4, all_of(2)))
    desk.write("lee", Audit("2026-Q3", all_of(5)))
    desk.write("lee", Audit(Q4, all_of(4)))
    (found,) = answers_of(desk.records, Q4, PEOPLE)
    assert (found.person, found.side, found.scores) == ("lee", "sales", all_of(4))
    assert quarters_of(desk.records) == ("2026-Q4", "2026-Q3")


@pytest.mark.parametrize(
    ("person", "body"),
    [
        ("ops", Audit(Q4, all_of(3))),  # on neither side
        ("stranger", Audit(Q4, all_of(3))),
        ("lee", Audit(Q4, all_of(3)[:19])),
        ("lee", Audit(Q4, (*all_of(3)[:19], 6))),
        ("lee", Audit(Q4, (*all_of(3)[:19], 0))),
        ("lee", Audit(Q4, all_of(3), EDITION + 1)),
    ],
)
def test_what_cannot_be_counted_is_not(desk: Field, person: str, body: Audit) -> None:
    desk.write(person, body)
    assert answers_of(desk.records, Q4, PEOPLE) == ()


def test_nobody_sees_what_came_out_before_they_have_answered(desk: Field) -> None:
    desk.write("dana", Audit(Q4, all_of(4)))
    blind = standing(desk.records, Q4, TODAY, "dana", PEOPLE)
    assert blind.outcome is None and blind.mine is not None
    assert blind.words == (
        "1 of 2 in marketing and 0 of 2 in sales have answered. "
        "What came out is shown once sales has answered too."
    )
    desk.write("lee", Audit(Q4, all_of(2)))
    open_now = standing(desk.records, Q4, TODAY, "dana", PEOPLE)
    assert open_now.outcome is not None and open_now.outcome.total == 60
    for person in ("noor", "mia", "ops"):
        still = standing(desk.records, Q4, TODAY, person, PEOPLE)
        assert still.outcome is None and "once you have answered" in still.words


def test_once_the_quarter_is_over_everybody_sees_it(desk: Field) -> None:
    desk.write("dana", Audit(Q4, all_of(4)))
    desk.write("lee", Audit(Q4, all_of(2)))
    assert standing(desk.records, Q4, date(2027, 1, 1), "mia", PEOPLE).outcome is not None
    assert standing(desk.records, Q4, date(2026, 12, 31), "mia", PEOPLE).outcome is None


def test_answers_are_made_whole_or_not_at_all() -> None:
    assert audit_of(PEOPLE["lee"], Q4, all_of(3)) == Audit(Q4, all_of(3), EDITION)
    with pytest.raises(BadScoresError, match="19 can be used") as wrong:
        audit_of(PEOPLE["lee"], Q4, (*all_of(3)[:19], 7))
    assert "Nothing was saved" in str(wrong.value)
    with pytest.raises(BadScoresError):
        audit_of(PEOPLE["lee"], Q4, ())
    with pytest.raises(NoSideError, match="on which side Op Is is"):
        audit_of(PEOPLE["ops"], Q4, all_of(3))
    assert not are_whole((*all_of(3), 3))


def test_the_page_says_total_sides_and_what_to_do_next(desk: Field) -> None:
    desk.write("dana", Audit(Q4, (*[4] * 19, 5)))
    desk.write("lee", Audit(Q4, (1, *[4] * 18, 5)))
    page = report_markdown(audit_report(standing(desk.records, Q4, TODAY, "lee", PEOPLE), before=66.4))
    assert (
        "**79.5 of 100: aligned. marketing 81 (n = 1), sales 78 (n = 1). The quarter before: 66.4.**" in page
    )
    first = page.partition("## Where the sides differ most")[2].partition("##")[0]
    assert STATEMENTS[0].text in first and STATEMENTS[0].next in first and "| 4.0 | 1.0 | 3.0 |" in first
    lowest = page.partition("## What both hold least true")[2].partition("##")[0]
    assert STATEMENTS[0].text not in lowest  # said above
    assert lowest.count("|\n") == 2 + 5
    everything = page.partition("## All statements")[2]
    assert all(one.text in everything for one in STATEMENTS)
