"""Who to call: owners first, those who answered lately beside them, and what may be out of date."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from playbook.liaison.directory import Topic, directory
from playbook.liaison.reports import directory_report
from playbook.plays.model import Summary
from playbook.plays.settings_model import Person, Review, Settings
from playbook.reporting.markdown import report_markdown
from tests.desk.field import Field

TODAY = date(2026, 11, 22)
PEOPLE = {
    "dana": Person("dana", "Dana Ortiz", "dana@x.example", "marketing", ("liaison",)),
    "noor": Person("noor", "Noor Haddad", "noor@x.example", "marketing", ("liaison",)),
    "lee": Person("lee", "Lee Park", "lee@x.example", "sales", ("rep",)),
}
SETTINGS = Settings(people=PEOPLE, review=Review(verify_every="90 days"))


def page(id_: str = "plays/a", **given: Any) -> Summary:
    facts: dict[str, Any] = {
        "kind": "play",
        "owners": {"marketing": "dana", "sales": "lee"},
        "verified": date(2026, 11, 1),
    } | given
    return Summary(id=id_, path=f"{id_}.md", title=facts.pop("title", id_), blob="b", **facts)


def topic(desk: Field, *pages: Summary) -> Topic:
    (found,) = directory(pages or (page(),), desk.items.values(), SETTINGS, TODAY)
    return found


def test_owners_of_both_sides_marketing_first(desk: Field) -> None:
    found = topic(desk, page(owners={"sales": "lee", "marketing": "dana"}))
    assert [(one.name, one.side, one.email, one.why) for one in found.contacts] == [
        ("Dana Ortiz", "marketing", "dana@x.example", "owns"),
        ("Lee Park", "sales", "lee@x.example", "owns"),
    ]
    assert found.stale == ""


def test_who_decided_feedback_about_the_page_knows_it_too(desk: Field) -> None:
    desk.capture("one", play="plays/a")
    desk.act("noor", "answer", "one", "so")
    desk.capture("two", play="plays/old")
    desk.act("stranger", "decline", "two", "no")
    desk.capture("three", play="plays/elsewhere")
    desk.act("dana", "answer", "three", "so")
    desk.capture("four", play="plays/a")
    desk.act("lee", "note", "four", "a note decides nothing")
    found = topic(desk, page(moved_from=("plays/old",)))
    assert [(one.person, one.why) for one in found.contacts] == [
        ("dana", "owns"),
        ("lee", "owns"),
        ("noor", "answers"),
    ]
    assert found.contacts[2].last == date(2026, 11, 16)


def test_an_action_that_was_taken_back_is_no_sign(desk: Field) -> None:
    desk.capture("one", play="plays/a")
    record = desk.act("noor", "answer", "one", "so")
    desk.undo("noor", record)
    assert len(topic(desk).contacts) == 2


@pytest.mark.parametrize(
    ("facts", "stale"),
    [
        ({}, ""),
        ({"verified": date(2026, 8, 24)}, ""),  # 90 days
        ({"verified": date(2026, 8, 23)}, "no sign of its owners for 91 days"),
        ({"verified": None}, "no sign of its owners yet"),
        ({"verified": None, "verify_every": "never"}, ""),
        ({"verified": date(2026, 1, 1), "verify_every": "12 months"}, ""),
        ({"owners": {}}, "nobody owns this page"),
        ({"owners": {"marketing": "bob", "sales": "lee"}}, "bob left"),
        ({"owners": {"marketing": "bob", "sales": "bob"}}, "bob left"),
    ],
)
def test_what_may_be_out_of_date_says_why(desk: Field, facts: dict[str, Any], stale: str) -> None:
    assert topic(desk, page(**facts)).stale == stale


def test_an_owner_who_decided_something_lately_is_a_sign_that_they_look_after_it(desk: Field) -> None:
    desk.capture("one", play="plays/a")
    desk.act("dana", "decline", "one", "no")
    assert topic(desk, page(verified=date(2026, 1, 1))).stale == ""


def test_who_left_cannot_be_called(desk: Field) -> None:
    found = topic(desk, page(owners={"marketing": "bob", "sales": "lee"}))
    assert [one.person for one in found.known] == ["lee"]
    assert "bob (left)" in report_markdown(directory_report((found,)))


def test_only_pages_that_one_asks_about_are_topics_by_kind_and_title(desk: Field) -> None:
    pages = [
        page("plays/z", title="zebra"),
        page("plays/b", title="Alpha"),
        page("objections/o", kind="objection"),
        page("plays/retired", status="retired"),
        page("plays/draft", status="draft"),
        page("scorecards/s", kind="scorecard"),
        page("README", kind="page"),
    ]
    found = directory(pages, desk.items.values(), SETTINGS, TODAY)
    assert [one.page for one in found] == ["objections/o", "plays/b", "plays/z"]


def test_the_page_counts_what_is_to_look_after(desk: Field) -> None:
    found = directory([page(), page("plays/b", owners={})], desk.items.values(), SETTINGS, TODAY)
    text = report_markdown(directory_report(found))
    assert "2 topics; 1 to look after." in text
    assert "| plays/a | play | Dana Ortiz | Lee Park |" in text
    assert "No page yet." in report_markdown(directory_report(()))
