"""Which account a meeting is with: by addresses first, then by the name in its title."""

from __future__ import annotations

from typing import Any

import pytest

from playbook.accounts.book import AccountBook
from playbook.accounts.rows import ContactRow
from playbook.calendars.meeting import Meeting
from playbook.records.customers import Account
from playbook.records.model import Record
from playbook.today.meetings import account_of

OWN = frozenset({"fernyard.example"})


def book(**contacts: str) -> AccountBook:
    accounts = [
        Account("kal", "Kallio Timberframe", domain="kallio.example"),
        Account("lin", "Lindqvist Flooring", domain="www.lindqvist.example"),
        Account("lit", "Lindqvist & Sons"),
        Account("gm", "Gmail Shop", domain="gmail.com"),
        Account("yam", "山田製作所"),
        Account("sun", "Sun"),
        Account("pike", "Morrow & Pike Wholesale"),
        Account("ab", "AB"),
    ]
    records: list[Record[Any]] = [
        Record("lee/d/team", number, number, "2026-11-01T10:00:00.000Z", "account", account)
        for number, account in enumerate(accounts, 1)
    ]
    rows = [
        ContactRow(name, name, account=account, email=f"{name}@gmail.com")
        for name, account in contacts.items()
    ]
    return AccountBook(records, rows)


def whose(title: str = "Weekly", *people: str, typed: tuple[str, ...] = (), **contacts: str) -> str:
    meeting = Meeting("u", "2026-11-20T10:00+00:00", "2026-11-20T11:00+00:00", title=title, people=people)
    return account_of(meeting, book(**contacts), OWN, typed)


@pytest.mark.parametrize(
    ("people", "account"),
    [
        (("lee@fernyard.example", "tuomas@kallio.example"), "kal"),
        (("tuomas@mail.eu.kallio.example",), "kal"),
        (("petra@lindqvist.example",), "lin"),
        (("lee@fernyard.example",), ""),
        (("somebody@gmail.com",), ""),
        (("somebody@notkallio.example",), ""),
        ((), ""),
    ],
)
def test_the_domain_of_an_address_says_whose_it_is(people: tuple[str, ...], account: str) -> None:
    assert whose("Weekly", *people) == account


def test_a_known_contact_says_it_best() -> None:
    assert whose("Kallio", "eva@gmail.com", eva="pike") == "pike"
    assert whose("Weekly", "tuomas@kallio.example", "eva@gmail.com", eva="pike") == "pike"
    assert whose("Weekly", "adam@gmail.com", eva="pike") == ""


@pytest.mark.parametrize(
    ("title", "account"),
    [
        ("Kallio Timberframe: the trial", "kal"),
        ("KALLIO  TIMBERFRAME / Fernyard", "kal"),
        ("Kallio / Fernyard weekly", "kal"),
        ("Call Morrow & Pike Wholesale", "pike"),
        ("Lindqvist & Sons", "lit"),
        ("Lindqvist", ""),
        ("Sun", "sun"),
        ("Sunday roast", ""),
        ("Monday (Sun)", "sun"),
        ("AB test", ""),
        ("山田製作所打ち合わせ", "yam"),
        ("Tomorrow's plan", ""),
        ("", ""),
    ],
)
def test_a_name_in_the_title_says_it_where_it_stands_as_words(title: str, account: str) -> None:
    assert whose(title) == account


def test_an_address_counts_more_than_the_title() -> None:
    assert whose("About Kallio Timberframe", "petra@lindqvist.example") == "lin"


def test_a_name_that_i_typed_on_a_call_is_known_too() -> None:
    assert whose("Brenner Foods: numbers", typed=("Brenner Foods", "Kallio Timberframe")) == "Brenner Foods"
    assert whose("Kallio Timberframe", typed=("Kallio Timberframe",)) == "kal"
    assert whose("Brenner", typed=("Brenner Foods",)) == "Brenner Foods"
