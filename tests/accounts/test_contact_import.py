"""People of an export go into the address book, and never into records."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playbook.accounts.naming import account_id
from playbook.accounts.rows import ContactRow
from tests.accounts import test_account_import as base
from tests.accounts.test_account_import import (
    COMPANIES,
    NAMES,
    ROWS,
    SEGMENTS,
    Desk,
    as_csv,
    counts,
    exported,
)

desk = base.desk


CONTACTS = """\
Record ID,First Name,Last Name,Email,Phone Number,Job Title,Associated Company
1,Juha,Salo,Juha@kallio.example,'+358 1,site manager,
2,,,info@nobody.example,,,Zoller GmbH
,Eva,Kern,,,,Kallio Timberframe
,Max,,,,,
"""


def test_contacts_go_to_the_address_book_and_never_into_records(desk: Desk) -> None:
    desk.take(COMPANIES)
    before = len(desk.written)
    assert counts(desk.take(CONTACTS)) == (4, 0, 0, 0, 0)
    assert len(desk.written) == before
    by_name = {row.name: row for row in desk.people.values()}
    juha = by_name["Juha Salo"]
    assert juha == ContactRow(
        juha.id,
        "Juha Salo",
        account_id("100", "", ""),
        "Juha@kallio.example",
        "+358 1",
        "site manager",
        external_id="1",
    )
    assert by_name["info@nobody.example"].account == "Zoller GmbH"
    assert by_name["Eva Kern"].account == juha.account
    assert by_name["Max"].account == ""
    assert counts(desk.take(CONTACTS)) == (0, 0, 4, 0, 0)


def test_people_are_matched_by_id_then_by_e_mail_then_by_name_at_their_account(desk: Desk) -> None:
    desk.contacts([
        ContactRow("a" * 16, "J. Salo", "Acme", "juha@kallio.example"),
        ContactRow("b" * 16, "Eva Kern", "Acme"),
    ])  # fmt: skip
    report = desk.take(
        "Contact ID,Name,Email,Phone,Company\n1,Juha Salo,JUHA@KALLIO.example,5,\n,Eva Kern,,6,Acme\n"
    )
    assert counts(report) == (0, 2, 0, 0, 0)
    assert [(row.name, row.phone, row.external_id) for row in desk.people.values()] == [
        ("Juha Salo", "5", "1"),
        ("Eva Kern", "6", ""),
    ]
    report = desk.take(
        "Contact ID,Name,Email\n1,Juha Salo,new@kallio.example\n2,Juha Two,new@kallio.example\n"
    )
    assert counts(report) == (1, 1, 0, 0, 0)


def test_an_address_without_an_at_fails(desk: Desk) -> None:
    report = desk.take("Name,Email\nEva,eva at acme\n,\n", "contacts")
    assert report.reasons == {"“eva at acme” is not an e-mail address.": 1}


MAILS = st.sampled_from(["", "eva@acme.example", "Eva@Acme.example", "max@zoller.example", "none"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(ROWS, exported(NAMES, MAILS, NAMES, SEGMENTS))
def test_whatever_people_a_file_has_its_second_import_changes_nothing(
    tmp_path: Path, before: list[tuple[str, ...]], rows: list[tuple[str, ...]]
) -> None:
    desk = Desk(tmp_path)
    desk.take(as_csv("Record ID,Company name,Website,Segment", before), "accounts")
    people = as_csv("Contact ID,Name,Email,Company,Job Title", rows)
    desk.take(people, "contacts")
    known = dict(desk.people)
    again = desk.take(people, "contacts")
    assert (again.created, again.updated, desk.people) == (0, 0, known)
