"""What is found besides pages: customers and feedback, by the words that people would type."""

from __future__ import annotations

from typing import Any

import pytest

from playbook.accounts.book import AccountBook
from playbook.library.search import SearchIndex
from playbook.records.customers import Account, Opportunity
from playbook.things import account_documents, newest, title_of
from tests.desk.field import Field


@pytest.fixture
def desk() -> Field:
    """An empty playbook in use."""
    return Field()


def book(desk: Field) -> AccountBook:
    return AccountBook(desk.records, [])


def found(desk: Field, typed: str) -> list[str]:
    index = SearchIndex(account_documents(book(desk)))
    return [hit.title for hit in index.find(typed)]


def account(desk: Field, name: str, **facts: Any) -> None:
    desk.write("lee", Account(name.lower(), name, **facts))


@pytest.mark.parametrize(
    "typed", ["kall", "Kallio", "kallio.example", "regional", "dairy", "lee", "dock", "kalio"]
)
def test_a_customer_is_found_by_name_domain_segment_tag_owner_and_deal(desk: Field, typed: str) -> None:
    account(desk, "Kallio", domain="kallio.example", segment="regional", tags=("dairy",), owner="lee")
    account(desk, "Brenner", domain="brenner.test", segment="network", owner="mia")
    desk.write("lee", Opportunity("o", "kallio", "Dock doors"))
    assert found(desk, typed) == ["Kallio"]


def test_open_items_come_before_others_and_each_newest_first(desk: Field) -> None:
    for id_ in ("old-open", "old-done", "new-open", "new-done"):
        desk.capture(id_)
    desk.act("dana", "answer", "old-done", "so")
    desk.act("dana", "answer", "new-done", "so")
    assert [item.id for item in newest(desk.items.values())] == [
        "new-open",
        "old-open",
        "new-done",
        "old-done",
    ]
    assert [item.id for item in newest(desk.items.values(), 1)] == ["new-open"]


@pytest.mark.parametrize(
    ("text", "quote", "title"),
    [
        ("No customs field", "", "No customs field"),
        ("two\nlines\x1b[2J", "", "two lines␛[2J"),
        ("", "It starts at 12", "It starts at 12"),
        ("", "", "wrong"),
        ("x" * 120, "", "x" * 89 + "…"),
    ],
)
def test_feedback_is_called_by_its_first_words(desk: Field, text: str, quote: str, title: str) -> None:
    desk.capture("one", text=text, quote=quote)
    assert title_of(desk.item("one")) == title
