"""The digest: what the market says in some days, per segment, each person and customer counted once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from playbook.liaison.digest import EVERYBODY, Digest, Segment, decided, digest
from playbook.liaison.heard import heard
from playbook.liaison.reports import Names, digest_report
from playbook.records.customers import Opportunity
from playbook.reporting.html import report_html
from playbook.reporting.markdown import report_markdown
from tests.desk.field import START, Field

SEGMENTS = {"kallio": "regional", "brenner": "regional", "tolvane": "network", "odd": ""}
NAMES = Names(str.title, str.title)


def segment_of(account: str) -> str:
    return SEGMENTS.get(account, "")


def made(desk: Field, days: int = 7) -> Digest:
    until = desk.now
    return digest(desk.items, desk.records, desk.records, segment_of, until - timedelta(days=days), until)


def only(desk: Field, id_: str = "regional") -> Segment:
    (found,) = [segment for segment in made(desk).segments if segment.id == id_]
    return found


def ids(segment: Segment, part: Any) -> list[str]:
    return [line.id for line in segment.parts[part]]


def test_each_saying_counts_where_and_when_it_was_said(desk: Field) -> None:
    desk.capture("one", "lee", account="kallio")
    desk.wait(days=1)
    desk.vote("mia", "one", "tolvane")
    desk.capture("twin", "ray", account="brenner")
    desk.act("dana", "merge", "twin", to="one")
    desk.vote("gone", "one", "odd")
    desk.wait(days=1)
    desk.write("gone", desk.records[-1].body.__class__(feedback="one", withdrawn=True))
    (found,) = heard(desk.items, desk.records)
    assert [(one.person, one.account) for one in found.sayings] == [
        ("lee", "kallio"),
        ("mia", "tolvane"),
        ("ray", "brenner"),
    ]
    early = found.within("", desk.records[1].at)
    assert (set(early.people), set(early.accounts)) == ({"lee"}, {"kallio"})


def test_what_a_kind_asks_besides_stands_in_the_digest(desk: Field) -> None:
    desk.capture("won", "lee", account="kallio", kind="worked", tried="They signed on Friday")
    desk.capture("why", "mia", account="kallio", kind="customer-words", tried="stay")
    desk.capture("who", "ray", account="kallio", kind="competitor", tried="Velantis")
    desk.vote("lee", "who", "brenner")
    desk.wait(hours=1)
    segment = only(desk)
    assert [line.besides for line in segment.parts["strengths"]] == [
        "what happened next: They signed on Friday"
    ]
    assert [line.besides for line in segment.parts["customers"]] == ["why they stay"]
    assert [(line.who, line.besides) for line in segment.parts["rising"]] == [("Velantis", "")]
    text = report_markdown(digest_report(made(desk), NAMES))
    assert "why they stay" in text and "They signed on Friday" in text and "Velantis" in text


def test_a_redacted_item_is_not_heard(desk: Field) -> None:
    desk.capture("one", "lee", account="kallio")
    desk.redact("lee", "one")
    assert heard(desk.items, desk.records) == ()
    assert made(desk).segments == ()


def test_rising_is_what_more_people_say_than_before_and_two_at_least(desk: Field) -> None:
    desk.capture("grows", "lee", account="kallio", text="No field for customs")
    desk.capture("shrinks", "lee", account="kallio")
    desk.vote("mia", "shrinks", "kallio")
    desk.wait(days=7)
    desk.vote("mia", "grows", "brenner")
    desk.vote("ray", "grows", "kallio")
    desk.vote("ray", "shrinks", "kallio")
    desk.capture("alone", "lee", "missing", account="brenner")
    desk.wait(hours=1)
    found = only(desk)
    assert ids(found, "rising") == ["grows"]
    (line,) = found.parts["rising"]
    assert (line.people, line.before, line.accounts, line.text) == (2, 1, 2, "No field for customs")
    assert ids(found, "repeated") == ["shrinks"]
    assert ids(found, "gaps") == ["alone"]


def test_strengths_stand_beside_gaps_and_customers_words_by_themselves(desk: Field) -> None:
    desk.capture("good", "lee", "worked", account="kallio", text="Silence after the price")
    desk.capture("words", "lee", "customer-words", account="kallio", text="You rang back the same day")
    for kind in ("wrong", "missing", "hard-to-say", "objection"):
        desk.capture(kind, "lee", kind, account="kallio")
    desk.capture("idea", "lee", "idea", account="kallio")
    desk.wait(hours=1)
    found = only(desk)
    assert ids(found, "strengths") == ["good"]
    assert ids(found, "customers") == ["words"]
    assert set(ids(found, "gaps")) == {"wrong", "missing", "hard-to-say", "objection"}


def test_most_customers_first_then_most_people(desk: Field) -> None:
    desk.capture("people", "lee", account="kallio")
    desk.capture("customers", "lee", account="kallio")
    desk.capture("amount", "lee", account="kallio", amount=9_000_000.0, currency="EUR")
    for person in ("mia", "ray", "kim"):
        desk.vote(person, "people", "kallio")
    desk.vote("mia", "customers", "brenner")
    desk.vote("mia", "amount", "kallio")
    desk.wait(hours=1)
    assert ids(only(desk), "rising") == ["customers", "people", "amount"]


def test_segments_go_by_name_and_what_has_none_stands_last(desk: Field) -> None:
    desk.capture("a", "lee", account="kallio")
    desk.capture("b", "lee", account="tolvane")
    desk.capture("c", "lee", account="odd")
    desk.capture("d", "lee")
    desk.wait(hours=1)
    assert [segment.id for segment in made(desk).segments] == ["network", "regional", EVERYBODY]
    assert set(ids(only(desk, EVERYBODY), "gaps")) == {"c", "d"}


def test_what_is_older_or_to_come_is_not_told(desk: Field) -> None:
    desk.capture("old", "lee", account="kallio")
    desk.wait(days=7, seconds=1)
    assert made(desk).segments == ()
    ahead = digest(desk.items, (), (), segment_of, START - timedelta(days=7), START)
    assert ahead.segments == ()


# Deals


def deal(id_: str, account: str, state: Any, amount: float | None = 1000.0) -> Opportunity:
    return Opportunity(
        id_, account, id_.title(), amount=amount, currency="EUR" if amount else "", state=state
    )


def test_a_deal_counts_in_the_days_in_which_it_was_decided(desk: Field) -> None:
    desk.write("lee", deal("first", "kallio", "open"))
    desk.write("lee", deal("before", "kallio", "won"))
    desk.wait(days=8)
    desk.write("lee", deal("first", "kallio", "won"))
    desk.write("lee", deal("before", "kallio", "won", 2000.0))  # an edit, no second win
    desk.write("lee", deal("wavers", "kallio", "lost"))
    desk.write("lee", deal("wavers", "kallio", "open"))
    desk.write("lee", deal("turned", "kallio", "lost"))
    desk.write("lee", deal("turned", "kallio", "won"))
    desk.wait(hours=1)
    since = (desk.now - timedelta(days=7)).isoformat()
    assert [(one.id, one.state) for one in decided(desk.records, since, "9")] == [
        ("first", "won"),
        ("turned", "won"),
    ]


def test_won_with_and_lost_to_name_what_was_heard_at_those_customers(desk: Field) -> None:
    desk.capture("good", "lee", "worked", account="kallio", text="The bill on one page")
    desk.capture("other", "lee", "worked", account="brenner")
    desk.capture("rival", "mia", "competitor", account="tolvane", text="A year for nothing", tried="Velantis")
    desk.wait(days=20)
    desk.write("lee", deal("w", "kallio", "won"))
    desk.write("lee", deal("l", "tolvane", "lost", None))
    desk.wait(hours=1)
    won, lost = only(desk, "regional"), only(desk, "network")
    assert [(line.id, line.deals) for line in won.parts["won"]] == [("good", ("w",))]
    assert [(line.who, line.deals) for line in lost.parts["lost"]] == [("Velantis", ("l",))]
    page = report_markdown(digest_report(made(desk), NAMES))
    assert "**1 deal won, €1,000: Kallio**" in page
    assert "**1 deal lost: Tolvane**" in page
    assert "A year for nothing" in page and "Velantis" in page
    assert "## Regional: won with" in page and "## Network: lost to" in page


def test_deals_that_nothing_was_heard_of_stand_under_a_heading_of_their_own(desk: Field) -> None:
    desk.write("dana", deal("l", "tolvane", "lost", None))
    desk.wait(hours=1)
    page = report_markdown(digest_report(made(desk), NAMES))
    assert "## Network: deals lost" in page and "lost to" not in page


# As a page


def test_a_part_says_how_many_lines_it_leaves_out(desk: Field) -> None:
    for number in range(9):
        desk.capture(f"gap{number}", "lee", account="kallio", text=f"Gap {number}")
    desk.wait(hours=1)
    page = report_markdown(digest_report(made(desk), NAMES))
    assert page.count("| wrong |") == 5
    assert "and 4 more" in page


def test_days_in_which_nobody_said_anything_say_so(desk: Field) -> None:
    page = report_markdown(digest_report(made(desk), NAMES))
    assert "Mon 9 Nov 2026 to Mon 16 Nov 2026" in page
    assert "Nobody told marketing anything in these days." in page


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "| a | b |", "# no\nheading", "\x1b[31mred", "[x](http://e)"]
)
def test_what_was_said_is_data_on_every_page(desk: Field, text: str) -> None:
    desk.capture("one", "lee", account="kallio", text=text)
    desk.wait(hours=1)
    report = digest_report(made(desk), NAMES)
    page, browser = report_markdown(report), report_html(report)
    assert (
        "\x1b" not in page + browser and "<script" not in browser and "<script" not in page.replace("\\<", "")
    )
    (row,) = [line for line in page.splitlines() if "wrong" in line and line.startswith("|")]
    assert (
        row.replace("\\|", "").count("|")
        == len(["", " id ", " text ", " kind ", " people ", " before ", " customers ", ""]) - 1
    )
