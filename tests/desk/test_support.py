"""Who is behind an item, and what it weighs."""

from __future__ import annotations

from playbook.desk.impact import weight
from tests.desk.field import Field
from tests.desk.folded_desk import is_trend


def test_a_me_too_brings_a_person_and_an_account(desk: Field) -> None:
    desk.capture("a1", account="acme", amount=10.0, currency="EUR")
    desk.vote("ray", "a1", "beta", amount=5.0, currency="EUR")
    item = desk.item("a1")
    assert (item.people, item.votes) == (("lee", "ray"), 1)
    assert item.accounts == ("acme", "beta")
    assert item.amount == {"EUR": 15.0}


def test_the_authors_own_vote_counts_them_once_but_adds_an_account(desk: Field) -> None:
    desk.capture("a1", account="acme")
    desk.vote("lee", "a1", "beta")
    item = desk.item("a1")
    assert (item.people, item.votes, item.accounts) == (("lee",), 0, ("acme", "beta"))


def test_an_account_counts_once_by_what_was_last_said_of_it(desk: Field) -> None:
    desk.capture("a1", account="acme", amount=10.0, currency="EUR")
    desk.vote("ray", "a1", "acme", amount=12.0, currency="EUR")
    desk.vote("kim", "a1", "acme")
    assert desk.item("a1").accounts == ("acme",)
    assert desk.item("a1").amount == {"EUR": 12.0}
    desk.vote("sue", "a1", "acme", amount=13.0, currency="USD")
    assert desk.item("a1").amount == {"USD": 13.0}


def test_currencies_are_not_added_up(desk: Field) -> None:
    desk.capture("a1", account="acme", amount=10.0, currency="EUR")
    desk.vote("ray", "a1", "beta", amount=5.0, currency="USD")
    desk.vote("kim", "a1", "gamma", amount=1.5, currency="EUR")
    assert desk.item("a1").amount == {"EUR": 11.5, "USD": 5.0}


def test_an_amount_of_nobody_counts_nowhere(desk: Field) -> None:
    desk.capture("a1", amount=10.0, currency="EUR")
    desk.vote("ray", "a1", amount=10.0, currency="EUR")
    item = desk.item("a1")
    assert (item.accounts, item.amount, item.votes) == ((), {}, 1)


def test_one_person_votes_with_several_accounts_and_counts_once(desk: Field) -> None:
    desk.capture("a1")
    for account in ("acme", "beta", "acme"):
        desk.vote("ray", "a1", account)
    assert desk.item("a1").votes == 1
    assert desk.item("a1").accounts == ("beta", "acme")


def test_withdrawing_a_vote_with_or_without_naming_the_account(desk: Field) -> None:
    desk.capture("a1")
    for account in ("acme", "beta", "gamma"):
        desk.vote("ray", "a1", account)
    desk.vote("kim", "a1", "acme")
    desk.vote("ray", "a1", "beta", withdrawn=True)
    assert desk.item("a1").accounts == ("acme", "gamma")
    desk.vote("ray", "a1", withdrawn=True)
    assert desk.item("a1").accounts == ("acme",)
    assert desk.item("a1").people == ("lee", "kim")
    desk.vote("ray", "a1", "delta")
    assert desk.item("a1").people == ("lee", "kim", "ray")


def test_withdrawing_what_was_never_said_does_nothing(desk: Field) -> None:
    desk.capture("a1", account="acme")
    desk.vote("ray", "a1", "acme", withdrawn=True)
    desk.vote("lee", "a1", withdrawn=True)
    assert desk.item("a1").people == ("lee",)
    assert desk.item("a1").accounts == ("acme",)


def test_nine_customers_outweigh_one_big_deal(desk: Field) -> None:
    desk.capture("big", account="acme", amount=9_000_000.0, currency="EUR")
    desk.capture("wide")
    for number in range(9):
        desk.vote("ray", "wide", f"customer-{number}", amount=1.0, currency="EUR")
    assert weight(desk.item("big")) == (1, 9_000_000.0, 1)
    assert weight(desk.item("wide")) == (9, 9.0, 2)
    assert weight(desk.item("wide")) > weight(desk.item("big"))


def test_among_equals_the_greatest_amount_in_one_currency_decides(desk: Field) -> None:
    desk.capture("a1", account="acme", amount=10.0, currency="EUR")
    desk.vote("ray", "a1", "beta", amount=30.0, currency="USD")
    assert weight(desk.item("a1")) == (2, 30.0, 2)
    desk.capture("a2")
    assert weight(desk.item("a2")) == (0, 0.0, 1)


def test_nothing_under_two_people_is_a_trend(desk: Field) -> None:
    desk.capture("a1", account="acme")
    desk.vote("lee", "a1", "beta")
    assert not is_trend(desk.item("a1"))
    desk.vote("ray", "a1")
    assert is_trend(desk.item("a1"))
