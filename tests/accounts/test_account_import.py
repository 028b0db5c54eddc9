"""Importing: matched by the CRM's id, then domain or e-mail; twice changes nothing; every row is accounted for."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playbook.accounts.book import AccountBook
from playbook.accounts.importing.columns import style_of
from playbook.accounts.importing.headings import Kind, read_headings
from playbook.accounts.importing.run import Import, Nothing, Report
from playbook.accounts.importing.table import Table
from playbook.accounts.naming import account_id
from playbook.accounts.rows import AccountRow, ContactRow, OpportunityRow
from playbook.progress import Progress
from playbook.records.customers import Account
from playbook.records.model import Body, Record, kind_of


class Desk:
    """What is known, and what imports make of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.written: list[Record] = []
        self.people: dict[str, ContactRow] = {}
        self.calls: list[int] = []

    def records(self, bodies: list[Body]) -> None:
        self.calls.append(len(bodies))
        for body in bodies:
            number = len(self.written) + 1
            self.written.append(Record("lee/0/team", number, number, "2026-11-20", kind_of(body), body))

    def contacts(self, rows: list[ContactRow]) -> None:
        self.calls.append(len(rows))
        self.people |= {row.id: row for row in rows}

    @property
    def book(self) -> AccountBook:
        return AccountBook(self.written, self.people.values())

    def take(
        self,
        text: str,
        kind: Kind | None = None,
        *,
        dry: bool = False,
        progress: Progress | None = None,
        currency: str = "",
    ) -> Report:
        path = self.folder / "export.csv"
        path.write_text(text, encoding="utf-8")
        table = Table(path)
        reading = read_headings(table.headings, kind)
        style = style_of((row.cells for row in table.rows()), reading, "", table.delimiter)
        work = Import(
            table, reading, style, self.book, Nothing() if dry else self, currency=currency,
            owner_id=lambda owner: {"lee park": "lee"}.get(owner.casefold(), owner),
        )  # fmt: skip
        return work.run(progress)

    def accounts(self) -> list[AccountRow]:
        return list(self.book.all())

    def deal(self, name: str) -> OpportunityRow:
        [found] = [row for row in self.book.all_opportunities() if row.name == name]
        return found


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def counts(report: Report) -> tuple[int, int, int, int, int]:
    return (report.created, report.updated, report.unchanged, report.skipped, report.failed)


COMPANIES = """\
Record ID,Company name,Company Domain Name,Company owner,Segment,Tags
100,Kallio Timberframe,https://www.kallio.example/fi,Lee Park,small,wood; saw
101,Ardenne Kitchens,,mia@fernyard.example,,
102,,nameless.example,,,
"""


def test_accounts_come_in_whole(desk: Desk) -> None:
    assert counts(desk.take(COMPANIES)) == (3, 0, 0, 0, 0)
    ardenne, kallio, nameless = desk.accounts()
    assert kallio == AccountRow(
        account_id("100", "", ""),
        "Kallio Timberframe",
        "100",
        "kallio.example",
        "small",
        "lee",
        ("wood", "saw"),
    )
    assert (ardenne.owner, ardenne.segment, ardenne.tags) == ("mia@fernyard.example", "", ())
    assert nameless.name == "nameless.example"


def test_importing_twice_writes_nothing(desk: Desk) -> None:
    desk.take(COMPANIES)
    before = list(desk.written)
    assert counts(desk.take(COMPANIES)) == (0, 0, 3, 0, 0)
    assert desk.written == before


def test_a_change_is_one_record_and_an_empty_cell_takes_nothing_away(desk: Desk) -> None:
    desk.take(COMPANIES)
    report = desk.take("Record ID,Company name,Segment,Company Domain Name\n100,Kallio Oy,,\n101,,big,\n")
    assert counts(report) == (0, 2, 0, 0, 0)
    assert len(desk.written) == 5
    ardenne, kallio, _ = desk.accounts()
    assert (kallio.name, kallio.segment, kallio.domain) == ("Kallio Oy", "small", "kallio.example")
    assert (ardenne.name, ardenne.segment) == ("Ardenne Kitchens", "big")


def test_a_dry_run_says_the_same_and_writes_nothing(desk: Desk) -> None:
    assert counts(desk.take(COMPANIES, dry=True)) == (3, 0, 0, 0, 0)
    assert not desk.written


def test_an_account_made_by_hand_is_met_by_its_domain_then_by_its_name(desk: Desk) -> None:
    desk.records(
        [Account("a" * 16, "Kallio", domain="kallio.example"), Account("b" * 16, "ARDENNE kitchens")]
    )
    assert counts(desk.take(COMPANIES)) == (1, 2, 0, 0, 0)
    ardenne, kallio, _ = desk.accounts()
    assert (kallio.id, kallio.external_id, kallio.name) == ("a" * 16, "100", "Kallio Timberframe")
    assert (ardenne.id, ardenne.external_id) == ("b" * 16, "101")
    assert counts(desk.take(COMPANIES)) == (0, 0, 3, 0, 0)


def test_two_companies_of_one_domain_or_name_stay_two_where_the_crm_says_so(desk: Desk) -> None:
    two = "Record ID,Company name,Company Domain Name\n1,Acme,acme.example\n2,Acme,acme.example\n"
    assert counts(desk.take(two)) == (2, 0, 0, 0, 0)
    assert counts(desk.take(two)) == (0, 0, 2, 0, 0)
    report = desk.take("Company name,Company Domain Name\nAcme,acme.example\nAcme,\n", "accounts")
    assert counts(report) == (0, 0, 0, 0, 2)
    assert set(report.reasons) == {
        "2 accounts have the domain acme.example; say which by its id in the CRM.",
        "2 accounts are called “Acme”; say which by its id in the CRM or its domain.",
    }


def test_another_domain_is_another_company_of_the_same_name(desk: Desk) -> None:
    desk.take("Company name,Website\nAcme,acme.example\n")
    assert counts(desk.take("Company name,Website\nAcme,acme.test\nAcme,\n", "accounts"))[:2] == (1, 0)


def test_of_two_rows_about_one_account_the_first_holds(desk: Desk) -> None:
    text = "Record ID,Company name,Segment\n1,Acme,small\n1,Acme,big\n1,Acme,small\n"
    for wanted in ((1, 0, 0, 2, 0), (0, 0, 1, 2, 0)):
        report = desk.take(text)
        assert counts(report) == wanted
        assert report.reasons == {
            "The file says it twice in another way; the first holds.": 1,
            "The file says it twice.": 1,
        }
    assert [row.segment for row in desk.accounts()] == ["small"]


def test_rows_that_fail_are_kept_with_the_reason_and_can_be_mended(desk: Desk) -> None:
    text = (
        'Record ID,Company name,Website\n1,Acme,acme.example\n2,"=cmd",no domain\n,,\n3,Tail,t.example,x,y\n'
    )
    report = desk.take(text)
    assert counts(report) == (1, 0, 0, 0, 2)
    failed = Path(report.failures)
    rows = list(csv.reader(io.StringIO(failed.read_text("utf-8-sig"))))
    assert rows[1] == ["“no domain” is not a web address.", "3", "2", "'=cmd", "no domain"]
    assert rows[2][:2] == ["It has 5 cells under 3 headings: is a mark amiss?", "5"]
    mended = failed.read_text("utf-8-sig").replace("no domain", "cmd.example").replace('"x","y"', '"",""')
    assert counts(desk.take(mended)) == (2, 0, 0, 0, 0)
    assert {row.name for row in desk.accounts()} == {"Acme", "=cmd", "Tail"}


def test_what_is_too_long_or_says_nothing_is_told(desk: Desk) -> None:
    report = desk.take(f"Company name,Segment,Colour\n{'x' * 3000},,\n,,red\n,small,\n", "accounts")
    assert counts(report) == (0, 0, 0, 1, 2)
    assert set(report.reasons) == {
        "name has 3,000 characters; 2,000 are the most.",
        "Nothing in the columns that are understood.",
        "It has neither a name nor a domain.",
    }


def test_the_lines_below_a_salesforce_report_are_no_accounts(desk: Desk) -> None:
    text = (
        "Account ID,Account Name\n001,Acme\n\n"
        '"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."\n'
        '"Confidential Information - Do Not Distribute"\n'
    )
    assert counts(desk.take(text)) == (1, 0, 0, 2, 0)


DEALS = """\
Record ID,Deal Name,Deal Stage,Amount,Close Date,Associated Company IDs,Associated Company,Deal owner
9,"Kallio, 3 sites",Qualify,"48.000,50 €",31/12/2026,100;7,Somebody else,Lee Park
10,Signed,Closed Won,"1.234",01/02/2026,,Ardenne Kitchens,
11,Gone,closedlost,,,,Zoller GmbH,
"""


def test_opportunities_find_their_account_and_make_one_where_it_is_new(desk: Desk) -> None:
    desk.take(COMPANIES)
    report = desk.take(DEALS)
    assert counts(report) == (3, 0, 0, 0, 0)
    assert report.accounts_created == 1
    kallio = desk.deal("Kallio, 3 sites")
    assert kallio == OpportunityRow(
        kallio.id,
        account_id("100", "", ""),
        "Kallio, 3 sites",
        "9",
        "Qualify",
        48_000.5,
        "EUR",
        "lee",
        "2026-12-31",
    )
    signed, gone = desk.deal("Signed"), desk.deal("Gone")
    assert (signed.account, signed.state, signed.amount, signed.close_date) == (
        account_id("101", "", ""), "won", 1234.0, "2026-02-01",
    )  # fmt: skip
    assert (gone.account, gone.state, gone.amount, gone.currency) == (
        account_id("", "", "Zoller GmbH"), "lost", None, "",
    )  # fmt: skip
    assert counts(desk.take(DEALS)) == (0, 0, 3, 0, 0)


def test_an_opportunity_moves_on(desk: Desk) -> None:
    desk.take(COMPANIES + "")
    desk.take(DEALS)
    assert counts(desk.take("Deal ID,Deal Name,Stage,Amount\n9,Kallio 3 sites,Prove,\n")) == (0, 0, 0, 0, 1)
    assert counts(desk.take(DEALS.replace("Qualify", "Prove"))) == (0, 1, 2, 0, 0)
    assert (desk.deal("Kallio, 3 sites").stage, desk.deal("Kallio, 3 sites").amount) == ("Prove", 48_000.5)


def test_columns_of_yes_and_no_say_won_and_lost(desk: Desk) -> None:
    desk.take(
        "Opportunity ID,Opportunity Name,Account Name,Stage,Closed,Won,Amount,Amount Currency\n"
        "1,A,Acme,Signed,true,true,5,CHF\n2,B,Acme,Refused,1,0,5,\n3,C,Acme,Signed,0,0,5,\n"
    )
    assert [(desk.deal(n).state, desk.deal(n).currency) for n in "ABC"] == [
        ("won", "CHF"),
        ("lost", ""),
        ("open", ""),
    ]
    desk.take("Opportunity ID,Opportunity Name,Account Name\n1,A,Acme\n")
    assert desk.deal("A").state == "won"


def test_an_amount_without_a_currency_gets_the_one_that_was_said(desk: Desk) -> None:
    desk.take("Deal Name,Associated Company,Amount\nA,Acme,5\nB,Acme,5 $\nC,Acme,\n", currency="GBP")
    assert [desk.deal(name).currency for name in "ABC"] == ["GBP", "USD", ""]


def test_an_opportunity_without_an_account_that_can_be_found_fails(desk: Desk) -> None:
    report = desk.take("Deal Name,Account ID,Stage,Amount\nA,,x,\nB,77,x,\n,77,x,abc\n")
    assert counts(report) == (0, 0, 0, 0, 3)
    assert report.reasons == {
        "It names no account.": 1,
        "There is no account with the id 77. Import the accounts first.": 2,
    }


def test_two_deals_of_one_name_at_one_account_need_an_id(desk: Desk) -> None:
    desk.take("Deal ID,Deal Name,Associated Company\n1,Renewal,Acme\n2,Renewal,Acme\n3,Renewal,Zoller\n")
    report = desk.take("Deal Name,Associated Company,Stage\nRenewal,Acme,Prove\nRenewal,Zoller,Prove\n")
    assert counts(report) == (0, 1, 0, 0, 1)
    assert "2 opportunities of this account are called “Renewal”" in next(iter(report.reasons))


# Many rows


def many(rows: int) -> str:
    return "Record ID,Company name\n" + "".join(f"{number},Customer {number}\n" for number in range(rows))


def test_many_rows_go_in_batches(desk: Desk) -> None:
    assert desk.take(many(4_500)).created == 4_500
    assert desk.calls == [2_000, 2_000, 500]


def test_an_import_that_is_stopped_keeps_what_it_took_and_goes_on_the_next_time(desk: Desk) -> None:
    report = desk.take(many(4_500), progress=Progress(lambda one: one.stop() if one.done == 3_000 else None))
    assert (report.stopped, report.rows, report.created) == (True, 3_000, 3_000)
    assert len(desk.written) == 3_000
    assert counts(desk.take(many(4_500))) == (1_500, 0, 3_000, 0, 0)


def test_contacts_are_kept_in_ever_greater_batches(desk: Desk) -> None:
    rows = "".join(f"{number},P{number}\n" for number in range(9_000))
    desk.take("Contact ID,Name\n" + rows)
    assert desk.calls == [2_000, 2_000, 4_000, 1_000]


NAMES = st.sampled_from(["", "Acme", "ACME ", "Zoller", "Kallio Oy"])
DOMAINS = st.sampled_from(["", "acme.example", "zoller.example", "not one"])
SEGMENTS = st.sampled_from(["", "small", "big"])
CUSTOMERS = st.sampled_from(
    [("1", "Acme"), ("", "Acme"), ("2", "Zoller"), ("2", ""), ("", "Kallio Oy"), ("9", "")]
)
"""Id and name as a CRM says them of an account: each id has one name."""


@st.composite
def exported(draw: st.DrawFn, *cells: st.SearchStrategy[str]) -> list[tuple[str, ...]]:
    """Draw the rows of an export: each has an id in the CRM, or none has."""
    rows = draw(st.lists(st.tuples(*cells), max_size=5))
    if draw(st.booleans()):
        return [("", *row) for row in rows]
    return [(draw(st.sampled_from([str(number), "1"])), *row) for number, row in enumerate(rows, 1)]


ROWS = exported(NAMES, DOMAINS, SEGMENTS)


def as_csv(headings: str, rows: list[tuple[str, ...]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([headings.split(","), *rows])
    return out.getvalue()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(ROWS, ROWS)
def test_whatever_accounts_a_file_has_its_second_import_changes_nothing(
    tmp_path: Path, before: list[tuple[str, ...]], rows: list[tuple[str, ...]]
) -> None:
    desk = Desk(tmp_path)
    headings = "Record ID,Company name,Website,Segment"
    desk.take(as_csv(headings, before), "accounts")
    first = desk.take(as_csv(headings, rows), "accounts")
    assert sum(counts(first)) == first.rows
    written, known = list(desk.written), desk.accounts()
    again = desk.take(as_csv(headings, rows), "accounts")
    assert (again.created, again.updated, desk.written, desk.accounts()) == (0, 0, written, known)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(exported(NAMES, SEGMENTS), st.lists(CUSTOMERS, min_size=5, max_size=5))
def test_whatever_opportunities_a_file_has_its_second_import_changes_nothing(
    tmp_path: Path, rows: list[tuple[str, ...]], accounts: list[tuple[str, str]]
) -> None:
    desk = Desk(tmp_path)
    desk.take("Record ID,Company name\n1,Acme\n", "accounts")
    rows = [(*row, *account) for row, account in zip(rows, accounts, strict=False)]
    deals = as_csv("Deal ID,Deal Name,Stage,Account ID,Associated Company", rows)
    desk.take(deals, "opportunities")
    written = list(desk.written)
    again = desk.take(deals, "opportunities")
    assert (again.created, again.updated, again.accounts_created, desk.written) == (0, 0, 0, written)
