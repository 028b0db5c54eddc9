"""Which customer, deal or person a row of an export means, and when nobody can say."""

from __future__ import annotations

from typing import Any

import pytest

from playbook.accounts.importing.errors import RowError
from playbook.accounts.importing.matching import Accounts, Contacts, Opportunities
from playbook.accounts.naming import account_id, contact_id, opportunity_id
from playbook.accounts.rows import AccountRow, ContactRow, OpportunityRow


def account(id_: str, name: str = "Kallio", **facts: Any) -> AccountRow:
    return AccountRow(id_, name, **facts)


def met(rows: list[AccountRow], external: str = "", domain: str = "", name: str = "") -> str | None:
    found = Accounts(rows).match(external, domain, name)
    return found.id if found else None


# Accounts


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (("C1", "", ""), "one"),
        (("C1", "other.example", "Something else"), "one"),  # the id of the CRM decides
        (("", "kallio.example", ""), "one"),
        (("", "kallio.example", "Another name"), "one"),
        (("", "", "kallio"), "one"),
        (("", "", "  KALLIO  "), "one"),
        (("C2", "", ""), None),
        (("", "other.example", ""), None),
        (("", "", "Brenner"), None),
        (("", "", ""), None),
        (("C2", "kallio.example", "Kallio"), None),  # another id of the CRM is another account
        (("", "other.example", "Kallio"), None),  # so is another domain
    ],
)
def test_by_external_id_then_domain_then_name(asked: tuple[str, str, str], found: str | None) -> None:
    assert met([account("one", external_id="C1", domain="kallio.example")], *asked) == found


def test_an_account_without_an_id_of_the_crm_gets_the_row_that_has_one() -> None:
    assert met([account("one", domain="kallio.example")], "C9", "kallio.example", "Kallio") == "one"
    assert met([account("one")], "C9", "", "Kallio") == "one"


def test_two_of_one_domain_are_told_apart_by_name() -> None:
    rows = [
        account("a", "Kallio North", domain="k.example"),
        account("b", "Kallio South", domain="k.example"),
    ]
    assert met(rows, "", "k.example", "kallio south") == "b"
    with pytest.raises(
        RowError, match=r"2 accounts have the domain k\.example; say which by its id in the CRM"
    ):
        met(rows, "", "k.example", "Kallio East")


def test_the_one_that_such_a_row_made_is_meant_before_others() -> None:
    made = account(account_id("", "k.example", ""), "Kallio", domain="k.example")
    assert met([account("x", "Kallio Two", domain="k.example"), made], "", "k.example", "Anything") == made.id


def test_two_of_one_name_need_more_than_the_name() -> None:
    rows = [account("a"), account("b")]
    with pytest.raises(RowError, match="2 accounts are called “Kallio”"):
        met(rows, "", "", "Kallio")
    assert met(rows, "", "new.example", "Kallio") is None
    assert met(rows, "C1", "", "Kallio") is None


def test_what_was_put_anew_is_found_by_what_it_is_now() -> None:
    known = Accounts([account("a", "Old", domain="old.example")])
    known.put(account("a", "New", domain="new.example", external_id="C1"))
    assert known.match("", "", "Old") is None and known.match("", "old.example", "") is None
    for asked in (("", "", "new"), ("", "new.example", ""), ("C1", "", "")):
        found = known.match(*asked)
        assert found is not None and found.id == "a"
    row = known.get("a")
    assert row is not None and row.name == "New"
    assert known.get("b") is None


# Opportunities


def deal(id_: str, name: str = "Docks", account_: str = "k", **facts: Any) -> OpportunityRow:
    return OpportunityRow(id_, account_, name, **facts)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (("O1", "", ""), "one"),
        (("O1", "other", "Yard"), "one"),
        (("", "k", "docks"), "one"),
        (("", "other", "Docks"), None),
        (("O2", "k", "Docks"), None),
        (("", "k", "Yard"), None),
    ],
)
def test_a_deal_by_its_id_or_by_its_name_at_its_account(
    asked: tuple[str, str, str], found: str | None
) -> None:
    row = Opportunities([deal("one", external_id="O1")]).match(*asked)
    assert (row.id if row else None) == found


def test_deals_of_one_name_at_one_account_need_an_id() -> None:
    with pytest.raises(RowError, match="2 opportunities of this account are called “Docks”"):
        Opportunities([deal("a"), deal("b")]).match("", "k", "Docks")
    made = deal(opportunity_id("", "k", "Docks"))
    row = Opportunities([deal("a"), made]).match("", "k", "Docks")
    assert row is not None and row.id == made.id


def test_a_deal_that_moved_is_found_where_it_is_now() -> None:
    known = Opportunities([deal("a")])
    known.put(deal("a", "Yard"))
    assert known.match("", "k", "Docks") is None
    found = known.match("", "k", "Yard")
    assert found is not None and found.id == "a" and known.get("a") == found


# Contacts


def person(id_: str, name: str = "Petra Novak", account_: str = "k", **facts: Any) -> ContactRow:
    return ContactRow(id_, name, account_, **facts)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (("P1", "", "", ""), "one"),
        (("", "PETRA@k.example", "", ""), "one"),
        (("", "petra@k.example", "other", "Somebody"), "one"),
        (("", "", "k", "petra novak"), "one"),
        (("", "", "other", "Petra Novak"), None),
        (("", "", "", "Petra Novak"), None),  # a name without an account could be anybody
        (("P2", "", "k", "Petra Novak"), None),
        (("P2", "petra@k.example", "k", "Petra Novak"), None),
        (("", "other@k.example", "k", "Petra Novak"), None),
    ],
)
def test_a_person_by_id_by_mail_or_by_name_at_an_account(
    asked: tuple[str, str, str, str], found: str | None
) -> None:
    row = Contacts([person("one", external_id="P1", email="petra@k.example")]).match(*asked)
    assert (row.id if row else None) == found


def test_of_two_with_one_mail_the_one_that_such_a_row_made() -> None:
    made = person(contact_id("", "p@k.example", "", ""), email="p@k.example")
    row = Contacts([person("x", email="p@k.example"), made]).match("", "p@k.example", "", "")
    assert row is not None and row.id == made.id


def test_a_mail_that_changed_finds_nobody_any_more() -> None:
    known = Contacts([person("a", email="old@k.example")])
    known.put(person("a", email="new@k.example"))
    assert known.match("", "old@k.example", "", "") is None
    found = known.match("", "new@k.example", "", "")
    assert found is not None and known.get(found.id) == found
