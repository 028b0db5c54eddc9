"""What is known of accounts: names, deals, people, touches, and which two ids are one customer."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import msgspec
import pytest

from playbook.accounts.book import AccountBook
from playbook.accounts.deal import Deal, deal, merge_fields
from playbook.accounts.listing import mine_first
from playbook.accounts.naming import account_id, company_domain, contact_id, domain_of, is_id, opportunity_id
from playbook.accounts.rows import ContactRow
from playbook.plays.settings_model import Person
from playbook.records.customers import Account, Contact, Event, Opportunity, Touch
from playbook.records.model import Body, Record, kind_of

KALLIO, ARDENNE = "a" * 16, "b" * 16


def records(*bodies: Body, by: str = "lee") -> list[Record]:
    return [
        Record(f"{by}/0123456789abcdef/team", number, number, f"2026-11-{number:02}T10:00:00.000Z", kind_of(body), body)
        for number, body in enumerate(bodies, 1)
    ]  # fmt: skip


def book(*bodies: Body, contacts: tuple[ContactRow, ...] = ()) -> AccountBook:
    all_ = records(*bodies)
    return AccountBook(all_, contacts, touches=lambda: [one for one in all_ if one.kind == "touch"])


@pytest.fixture
def known() -> AccountBook:
    return book(
        Account(KALLIO, "Kallio Timberframe", "0011", "kallio.example", "small", "lee", ("wood",)),
        Account(ARDENNE, "Ardenne Kitchens", domain="ardenne.example", owner="mia"),
        Opportunity("d" * 16, KALLIO, "Old one", stage="Commit", amount=90_000.0, currency="EUR", state="won"),
        Opportunity("e" * 16, KALLIO, "Kallio, 3 sites", stage="Qualify", amount=48_000.0, currency="EUR"),
        Opportunity("f" * 16, KALLIO, "Kallio, yard", stage="Discover", amount=60_000.0, currency="EUR"),
        Opportunity("g" * 16, ARDENNE, "4 sites", stage="Prove", amount=7_000.5, currency="GBP"),
        Event("h" * 16, KALLIO, "new-warehouse", "2026-10-01", "In Lahti"),
        Event("j" * 16, "kallio timberframe", "renewal-due", "2026-11-01"),
        Touch("Kallio Timberframe", "", "phone", "voicemail", "2026-11-02", "r1"),
        Touch(KALLIO, "e" * 16, "phone", "connected", "2026-11-09", "r2"),
        Touch(KALLIO, "k" * 16, "phone", "no-answer", "2026-11-09", "r3"),
        Touch(ARDENNE, "", "mail", "connected", "2026-11-03", "r4"),
        contacts=(ContactRow("k" * 16, "Juha Salo", KALLIO), ContactRow("m" * 16, "Aino Aalto", "KALLIO  Timberframe")),
    )  # fmt: skip


def test_ids_are_the_same_on_every_device() -> None:
    assert account_id("0011", "x.example", "X") == account_id(" 0011 ", "", "") == "zw4t3ws6zqgr4pfw"
    assert account_id("", "https://www.Acme.com/de", "Acme GmbH") == account_id("", "acme.com", "other")
    assert account_id("", "", "Acme  GmbH") == account_id("", "", "ACME GMBH") != account_id("", "", "Acme")
    assert account_id("", "", "株式会社") == account_id("", "", " 株式会社 ")
    assert contact_id("", "Eva@Acme.com ", "a", "Eva") == contact_id("", "eva@acme.com", "b", "E.")
    assert contact_id("", "", "a", "Eva") != contact_id("", "", "b", "Eva")
    assert opportunity_id("", "a", "Renewal") != opportunity_id("", "b", "Renewal")
    assert all(is_id(found) for found in (account_id("", "", "!?"), opportunity_id("", "", "")))


@pytest.mark.parametrize(
    ("typed", "domain"),
    [
        ("acme.com", "acme.com"),
        ("HTTP://www.acme.com/path?x=1", "acme.com"),
        ("https://acme.com:8080", "acme.com"),
        ("eva@shop.acme.com", "shop.acme.com"),
        ("not a domain.", ""),
        ("localhost", ""),
        ("", ""),
    ],
)
def test_a_domain_is_what_all_ways_of_writing_it_share(typed: str, domain: str) -> None:
    assert domain_of(typed) == domain


def test_free_mail_says_nothing_about_a_company() -> None:
    assert company_domain("eva@gmail.com") == company_domain("eva") == ""
    assert company_domain("Eva@Acme.com") == "acme.com"


@pytest.mark.parametrize("value", [KALLIO, "Kallio Timberframe", " kallio   TIMBERFRAME "])
def test_an_account_is_known_by_id_and_by_name_in_any_case(known: AccountBook, value: str) -> None:
    found = known.get(value)
    assert found is not None and found.id == KALLIO
    assert known.id_of(value) == KALLIO


def test_what_is_unknown_stays_what_was_typed(known: AccountBook) -> None:
    assert known.get("Kallio") is None
    assert known.get("") is None
    assert known.id_of("Kallio") == known.account_name("Kallio") == "Kallio"
    assert known.opportunity_name("x") == known.contact_name("x") == "x"
    assert not known.opportunities("nobody") + known.contacts("nobody") + known.events("nobody")


def test_ids_have_names(known: AccountBook) -> None:
    assert known.account_name(KALLIO) == "Kallio Timberframe"
    assert known.opportunity_name("e" * 16) == "Kallio, 3 sites"
    assert known.contact_name("k" * 16) == "Juha Salo"


def test_a_name_that_two_have_is_nobodys() -> None:
    two = book(Account(KALLIO, "Acme", "1"), Account(ARDENNE, "ACME", "2"))
    assert two.get("acme") is None
    assert [row.id for row in two.find("acme")] == [KALLIO, ARDENNE]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("ka", ["Kallio Timberframe"]),
        ("timb", ["Kallio Timberframe"]),
        ("tim kal", ["Kallio Timberframe"]),
        ("ardenne.ex", ["Ardenne Kitchens"]),
        ("kalio", ["Kallio Timberframe"]),
        ("wood", ["Kallio Timberframe"]),
        ("zzz", []),
        ("  ", []),
    ],
)
def test_finding_takes_beginnings_of_words_and_forgives_typing(
    known: AccountBook, typed: str, names: list[str]
) -> None:
    assert [row.name for row in known.find(typed)] == names


def test_the_whole_name_comes_first_and_the_limit_holds() -> None:
    many = book(*(Account(f"{n:016}", f"Acme {n} Acme Acme") for n in range(9)), Account(KALLIO, "Acme"))
    assert next(row.name for row in many.find("acme", 3)) == "Acme"
    assert len(many.find("acme", 3)) == 3
    assert many.find("acme", 0) == []


def test_a_name_in_japanese_is_found_by_a_part_of_it() -> None:
    one = book(Account(KALLIO, "株式会社フェルン"), Account(ARDENNE, "東京倉庫"))
    assert [row.id for row in one.find("倉庫")] == [ARDENNE]


def test_open_opportunities_come_first_the_greatest_amount_before(known: AccountBook) -> None:
    assert [row.name for row in known.opportunities(KALLIO)] == ["Kallio, yard", "Kallio, 3 sites", "Old one"]
    assert [row.name for row in known.opportunities("Kallio Timberframe")][-1] == "Old one"


def test_an_opportunity_is_known_by_id_and_by_a_name_of_its_account(known: AccountBook) -> None:
    for value in ("g" * 16, "4 SITES"):
        found = known.opportunity(value)
        assert found is not None and found.amount == 7_000.5
    assert known.opportunity("4 sites", KALLIO) is None
    assert known.opportunity("", KALLIO) is None


def test_what_was_written_of_a_name_belongs_to_the_account_that_has_it_now(known: AccountBook) -> None:
    assert [row.name for row in known.contacts(KALLIO)] == ["Aino Aalto", "Juha Salo"]
    assert [row.trigger for row in known.events(KALLIO)] == ["renewal-due", "new-warehouse"]
    assert [row.run for row in known.touches(KALLIO)] == ["r3", "r2", "r1"]


def test_touches_are_counted_since_a_day(known: AccountBook) -> None:
    from datetime import date

    assert [row.run for row in known.touches(KALLIO, "2026-11-09")] == ["r3", "r2"]
    assert [row.run for row in known.touches(KALLIO, date(2026, 11, 10))] == []
    [touch] = known.touches(ARDENNE)
    assert (touch.channel, touch.connect, touch.rep, touch.contact) == ("mail", "connected", "lee", "")


def test_the_last_word_holds() -> None:
    again = book(Account(KALLIO, "Kalio"), Account(KALLIO, "Kallio", segment="small"))
    assert [(row.name, row.segment) for row in again.all()] == [("Kallio", "small")]
    assert again.get("Kalio") is None


def test_two_ids_of_one_crm_id_are_one_customer_with_the_newest_words() -> None:
    one = book(
        Account(KALLIO, "Kallio", domain="kallio.example"),
        Account(KALLIO, "Kallio", "0011", "kallio.example"),
        Opportunity("e" * 16, ARDENNE, "3 sites", "99"),
        Account(ARDENNE, "Kallio Oy", "0011"),
        Opportunity("f" * 16, KALLIO, "3 sites, signed", "99", state="won"),
    )
    [account] = one.all()
    assert (account.id, account.name, account.also) == (KALLIO, "Kallio Oy", (ARDENNE,))
    assert one.id_of(ARDENNE) == KALLIO
    [deal_] = one.opportunities(ARDENNE)
    assert (deal_.id, deal_.account, deal_.state) == ("e" * 16, KALLIO, "won")
    assert one.opportunity("f" * 16) == deal_


def test_one_domain_makes_one_customer_unless_the_crm_says_two() -> None:
    joined = book(Account(KALLIO, "Kallio", domain="k.example"), Account(ARDENNE, "Kallio", "1", "k.example"))
    assert [row.id for row in joined.all()] == [ARDENNE]
    two = book(Account(KALLIO, "North", "1", "k.example"), Account(ARDENNE, "South", "2", "k.example"))
    assert {row.id for row in two.all()} == {KALLIO, ARDENNE}
    without = book(Account(KALLIO, "A"), Account(ARDENNE, "B"))
    assert len(without.all()) == 2


def test_records_may_come_in_any_order() -> None:
    all_ = records(
        Account(KALLIO, "Kallio", domain="k.example"),
        Account(ARDENNE, "Kallio Oy", "0011", "k.example"),
        Account(KALLIO, "Kallio Ltd", "0011"),
        Opportunity("e" * 16, KALLIO, "x", "9", amount=1.0),
        Opportunity("f" * 16, ARDENNE, "x", "9", amount=2.0),
    )
    wanted = AccountBook(all_)
    for order in itertools.islice(itertools.permutations(all_), 0, 120, 7):
        again = AccountBook(random.Random(7).sample(order, len(order)))
        assert again.all() == wanted.all()
        assert again.opportunities(KALLIO) == wanted.opportunities(KALLIO)


def test_who_was_forgotten_stays_forgotten_whatever_records_say() -> None:
    all_ = records(Contact("k" * 16, "Juha Salo", KALLIO), Contact("m" * 16, "Aino Aalto", KALLIO))
    left = AccountBook(all_, forgotten=["k" * 16])
    assert [row.name for row in left.all_contacts()] == ["Aino Aalto"]
    assert left.contact_name("k" * 16) == "k" * 16
    newer = AccountBook(all_, [ContactRow("m" * 16, "Aino Virta", KALLIO)])
    assert newer.contact_name("m" * 16) == "Aino Virta"


# What is recorded


def test_a_deal_is_recorded_with_its_stage_and_amount_at_the_time(known: AccountBook) -> None:
    wanted = Deal(KALLIO, "e" * 16, "Qualify", 48_000.0, "EUR")
    assert deal(known, "kallio timberframe", "kallio, 3 sites") == wanted
    assert deal(known, "", "e" * 16) == wanted


def test_the_only_open_opportunity_is_meant(known: AccountBook) -> None:
    assert deal(known, "Ardenne Kitchens") == Deal(ARDENNE, "g" * 16, "Prove", 7_000.5, "GBP")
    assert deal(known, KALLIO) == Deal(KALLIO)
    assert deal(known, "") == Deal()
    assert deal(known, "Nobody Ltd", "Some deal") == Deal("Nobody Ltd", "Some deal")


def test_merge_fields_take_the_first_contact(known: AccountBook) -> None:
    people = (ContactRow("k" * 16, "Juha Salo", title="site manager"), ContactRow("m" * 16, "Aino"))
    assert merge_fields(known, KALLIO, people) == {
        "account.name": "Kallio Timberframe",
        "account.domain": "kallio.example",
        "account.segment": "small",
        "contact.name": "Juha Salo",
        "contact.first_name": "Juha",
        "contact.title": "site manager",
    }
    assert merge_fields(known, "Typed Ltd") == {"account.name": "Typed Ltd"}


def test_mine_come_first(known: AccountBook) -> None:
    me = Person(id="x", name="X")

    def names(**who: str) -> list[str]:
        return [row.name for row in mine_first(known, msgspec.structs.replace(me, **who))]

    assert names(id="lee") == ["Kallio Timberframe", "Ardenne Kitchens"]
    assert names(name="Mia") == names(id="mia") == ["Ardenne Kitchens", "Kallio Timberframe"]
    assert next(row.id for row in mine_first(known, Person(id="x", name="x"), {"lee"})) == KALLIO


def test_a_hundred_thousand_touches_of_many_accounts_fold_in_time(tmp_path: Path) -> None:
    bodies = [Touch(f"{n % 500:016}", date="2026-11-01") for n in range(5_000)]
    assert (
        len(book(*(Account(f"{n:016}", f"Customer {n}") for n in range(500)), *bodies).touches(f"{7:016}"))
        == 10
    )
