"""What a row of an export comes to: created, updated, unchanged, or refused with a reason a person can act on."""

from __future__ import annotations

from typing import Any

import pytest

from playbook.accounts.importing.cells import LONGEST, Cells, first_id, quoted, unquoted
from playbook.accounts.importing.columns import Style
from playbook.accounts.importing.errors import RowError
from playbook.accounts.importing.matching import Accounts, Contacts, Opportunities
from playbook.accounts.importing.rows_in import Taken, Taker
from playbook.accounts.rows import AccountRow, ContactRow, OpportunityRow

PEOPLE = {"lee@x.example": "lee", "Lee Park": "lee"}


def taker(*rows: AccountRow | OpportunityRow | ContactRow, **how: Any) -> Taker:
    return Taker(
        Accounts(row for row in rows if isinstance(row, AccountRow)),
        Opportunities(row for row in rows if isinstance(row, OpportunityRow)),
        Contacts(row for row in rows if isinstance(row, ContactRow)),
        owner_id=lambda owner: PEOPLE.get(owner, owner),
        **how,
    )


def row(**said: str) -> Cells:
    return Cells(list(said.values()), {field: place for place, field in enumerate(said)})


def facts(taken: Taken) -> dict[str, Any]:
    fields = taken.row.__struct_fields__
    return {
        name: value
        for name in fields
        if name != "id" and (value := getattr(taken.row, name)) not in ("", None, ())
    }


# Cells


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("  two\n words ", "two words"),
        ("", ""),
        ("n/a", ""),
        ("-", ""),
        ("'=SUM(A1)", "=SUM(A1)"),
        ("'quoted'", "'quoted'"),
        ("'+49 30", "+49 30"),
    ],
)
def test_a_cell_is_one_line_and_an_empty_word_is_empty(raw: str, value: str) -> None:
    assert row(name=raw)("name") == value


def test_a_cell_too_long_fails_its_row() -> None:
    assert len(row(name="x" * LONGEST)("name")) == LONGEST
    with pytest.raises(RowError, match="close date has 2,001 characters"):
        row(close_date="x" * 2001)("close_date")


def test_a_column_that_is_not_there_is_empty() -> None:
    assert row(name="x")("domain") == ""
    assert Cells([], {"name": 3})("name") == ""
    assert Cells(["", " "], {"name": 0}).says_nothing and not row(name="x").says_nothing


@pytest.mark.parametrize("text", ["=1+1", "+49", "-3", "@x", "＝1"])
def test_what_a_spreadsheet_would_run_is_quoted_and_read_back(text: str) -> None:
    assert quoted(text) == f"'{text}" and unquoted(quoted(text)) == text
    assert quoted("plain") == "plain" == unquoted("plain")


def test_of_several_ids_the_first_counts() -> None:
    assert [first_id(ids) for ids in ("A1", "A1;A2", " A1 , A2", "")] == ["A1", "A1", "A1", ""]


# Accounts


def test_a_new_account_has_all_that_the_row_says() -> None:
    made = taker().account(
        row(
            name="Kallio", external_id="C1", domain="https://www.Kallio.example/de", segment="regional",
            owner="lee@x.example", tags="a, b; c,",
        )
    )  # fmt: skip
    assert made.outcome == "created"
    assert facts(made) == {
        "name": "Kallio",
        "external_id": "C1",
        "domain": "kallio.example",
        "segment": "regional",
        "owner": "lee",
        "tags": ("a", "b", "c"),
    }


def test_an_account_without_a_name_is_called_by_its_domain() -> None:
    assert facts(taker().account(row(name="", domain="kallio.example")))["name"] == "kallio.example"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"name": "", "domain": ""}, "It has neither a name nor a domain."),
        ({"name": "Kallio", "domain": "no web address"}, "“no web address” is not a web address."),
    ],
)
def test_an_account_that_says_too_little_is_refused(said: dict[str, str], why: str) -> None:
    with pytest.raises(RowError) as error:
        taker().account(row(**said))
    assert why in str(error.value)


def test_an_empty_cell_takes_nothing_away_and_the_same_again_changes_nothing() -> None:
    known = AccountRow("k", "Kallio", segment="regional", owner="lee")
    assert taker(known).account(row(name="Kallio", segment="", owner="Lee Park")).outcome == "unchanged"
    changed = taker(known).account(row(name="Kallio", segment="network"))
    assert (changed.outcome, facts(changed)["owner"], facts(changed)["segment"]) == (
        "updated",
        "lee",
        "network",
    )


def test_of_two_rows_about_one_account_the_first_that_says_a_thing_holds() -> None:
    taking = taker()
    first = taking.account(row(name="Kallio", domain="k.example", segment="regional"))
    taking.know(first)
    second = taking.account(row(name="Kallio Ltd", domain="k.example", segment="network", owner="lee"))
    assert (second.again, second.differs, second.outcome) == (True, True, "updated")
    assert facts(second) == {"name": "Kallio", "domain": "k.example", "segment": "regional", "owner": "lee"}
    taking.know(second)
    assert taking.account(row(name="Kallio", domain="k.example")).differs is False


# Opportunities


KALLIO = AccountRow("k", "Kallio", external_id="C1", domain="k.example")


def test_a_deal_of_a_known_account() -> None:
    made = taker(KALLIO).opportunity(
        row(account="Kallio", name="Docks", stage="Prove", amount="€48.000,50", close_date="31.12.2026")
    )
    assert made.outcome == "created" and made.also is None
    assert facts(made) == {
        "account": "k",
        "name": "Docks",
        "stage": "Prove",
        "amount": 48000.5,
        "currency": "EUR",
        "close_date": "2026-12-31",
        "state": "open",
    }


def test_a_deal_makes_its_account_known_where_that_is_new() -> None:
    made = taker().opportunity(row(account="Brenner", name="Yard"))
    assert made.also is not None and made.also.name == "Brenner"
    assert facts(made)["account"] == made.also.id


def test_what_an_account_is_called_may_stand_in_another_row() -> None:
    style = Style(called={"C7": ("Brenner", "b.example")})
    made = taker(style=style).opportunity(row(account_id="C7", name="Yard"))
    assert made.also is not None
    assert (made.also.name, made.also.domain, made.also.external_id) == ("Brenner", "b.example", "C7")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"name": "Docks"}, "It names no account."),
        (
            {"name": "Docks", "account_id": "C9"},
            "There is no account with the id C9. Import the accounts first.",
        ),
        ({"name": "", "account": "Kallio"}, "It has no name."),
    ],
)
def test_a_deal_that_says_too_little_is_refused(said: dict[str, str], why: str) -> None:
    with pytest.raises(RowError) as error:
        taker(KALLIO).opportunity(row(**said))
    assert str(error.value) == why


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ({"stage": "Prove"}, "open"),
        ({"stage": "Closed Won"}, "won"),
        ({"stage": "gewonnen"}, "won"),
        ({"stage": "Lost"}, "lost"),
        ({"stage": "Prove", "won": "yes"}, "won"),
        ({"stage": "Prove", "lost": "1"}, "lost"),
        ({"stage": "Prove", "closed": "true", "won": "false"}, "lost"),
        ({"stage": "", "won": "no"}, "open"),
    ],
)
def test_a_deal_is_open_won_or_lost(said: dict[str, str], state: str) -> None:
    made = taker(KALLIO).opportunity(row(account="Kallio", name="Docks", **said))
    assert facts(made)["state"] == state


def test_an_amount_without_a_currency_has_the_one_that_is_given() -> None:
    made = taker(KALLIO, currency="CHF").opportunity(row(account="Kallio", name="Docks", amount="48000"))
    assert (facts(made)["amount"], facts(made)["currency"]) == (48000.0, "CHF")
    none = taker(KALLIO, currency="CHF").opportunity(row(account="Kallio", name="Docks", amount=""))
    assert "currency" not in facts(none)


# People


def test_a_person_of_a_known_account() -> None:
    made = taker(KALLIO).contact(
        row(first_name="Petra", last_name="Novak", email="petra@k.example", phone="+49 30", title="CFO")
    )
    assert facts(made) == {
        "name": "Petra Novak",
        "account": "k",  # by the company's mail
        "email": "petra@k.example",
        "phone": "+49 30",
        "title": "CFO",
    }


def test_an_unknown_account_stays_the_name_in_the_file() -> None:
    assert facts(taker().contact(row(name="Petra", account="Brenner")))["account"] == "Brenner"
    several = taker(AccountRow("a", "Kallio"), AccountRow("b", "Kallio"))
    assert facts(several.contact(row(name="Petra", account="Kallio")))["account"] == "Kallio"


def test_a_mail_alone_is_a_name_and_takes_no_name_away() -> None:
    assert facts(taker().contact(row(email="p@mail.example")))["name"] == "p@mail.example"
    known = ContactRow("c", "Petra Novak", email="p@mail.example")
    assert taker(known).contact(row(email="p@mail.example")).outcome == "unchanged"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"name": "Petra", "email": "petra"}, "“petra” is not an e-mail address."),
        ({"name": "", "phone": "+49"}, "It has neither a name nor an e-mail address."),
    ],
)
def test_a_person_who_says_too_little_is_refused(said: dict[str, str], why: str) -> None:
    with pytest.raises(RowError) as error:
        taker().contact(row(**said))
    assert str(error.value) == why
