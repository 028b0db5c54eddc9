"""What is found besides pages: customers and feedback, by the words that people would type."""

from __future__ import annotations

from typing import Any

import pytest

from playbook.accounts.book import AccountBook
from playbook.library.documents import Part, document
from playbook.library.search import SearchIndex
from playbook.records.customers import Account, Opportunity
from playbook.things import FEEDBACK, Things, account_documents, newest, title_of
from tests.desk.field import Field
from tui.finder_rows import hits_for


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


def test_a_page_about_it_comes_before_what_somebody_said_of_it(desk: Field) -> None:
    pages = SearchIndex(
        document(f"plays/{name}", "play", title, [Part("", "", "What does it cost a month?")])
        for name, title in (("price", "Price conversation"), ("open", "First discovery"), ("end", "Renewal"))
    )
    said = ["Price first lost me Kestrel", "They ask for the price list", "A price for five years, they say"]
    for number, text in enumerate(said):
        desk.capture(str(number), text=text)
    account(desk, "Kallio")
    documents = (document(item.id, FEEDBACK, title_of(item), []) for item in desk.items.values())
    index = SearchIndex([*documents, *account_documents(book(desk))])
    others = Things(index, book(desk), dict(desk.items))
    assert [hit.kind for hit in hits_for("price", (), pages, others, {})] == ["play", *[FEEDBACK] * 3]
    assert hits_for("pricce", (), pages, others, {})[0].kind == "play"
    assert [hit.title for hit in hits_for("kestrel", (), pages, others, {})] == [said[0]]
    assert others.find("kallio")[0].score == others.index.find("kallio")[0].score
