"""CSV as programs really write it: marks, delimiters, encodings, quotes, and what is hardly CSV any more."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from playbook.accounts.importing.cells import FORMULA, quoted, unquoted
from playbook.accounts.importing.errors import CannotImportError
from playbook.accounts.importing.failures import Failures
from playbook.accounts.importing.headings import KINDS, guess_kind, read_headings, source_of
from playbook.accounts.importing.table import Row, Table


def table(tmp_path: Path, data: bytes | str, encoding: str = "utf-8") -> Table:
    path = tmp_path / "export.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode(encoding))
    return Table(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_encoding_and_end_of_line_is_read(tmp_path: Path, encoding: str, end: str) -> None:
    found = table(tmp_path, end.join(["Name,Website", "Käse & Söhne,kaese.example", ""]), encoding)
    assert found.headings == ["Name", "Website"]
    assert [row.cells for row in found.rows()] == [["Käse & Söhne", "kaese.example"]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_seen_from_the_headings(tmp_path: Path, delimiter: str) -> None:
    found = table(
        tmp_path, f'"Name, short"{delimiter}"Web; site"{delimiter}Tags\na{delimiter}b,b;b{delimiter}c\n'
    )
    assert found.delimiter == delimiter
    assert found.headings == ["Name, short", "Web; site", "Tags"]


def test_excels_line_for_the_delimiter_is_no_heading(tmp_path: Path) -> None:
    found = table(tmp_path, "sep=;\nName;Website, or not\nAcme;x\n")
    assert (found.delimiter, found.headings) == (";", ["Name", "Website, or not"])
    assert [(row.line, row.cells) for row in found.rows()] == [(3, ["Acme", "x"])]


def test_a_quoted_cell_may_hold_lines_delimiters_and_quotes(tmp_path: Path) -> None:
    found = table(tmp_path, 'Name,Note\n"Acme\nGmbH","say ""yes"", or no"\nB,c\n')
    assert [(row.line, row.cells) for row in found.rows()] == [
        (3, ["Acme\nGmbH", 'say "yes", or no']),
        (4, ["B", "c"]),
    ]


def test_empty_rows_are_passed_over_and_headings_may_come_late(tmp_path: Path) -> None:
    found = table(tmp_path, "\n,,\nName,Website\n\n , \nAcme,x\n,,\n")
    assert found.headings == ["Name", "Website"]
    assert [row.cells for row in found.rows()] == [["Acme", "x"]]


def test_a_quotation_mark_that_is_never_closed_fails_and_swallows_no_memory(tmp_path: Path) -> None:
    lines = "".join(f"row {number},x\n" for number in range(200_000))
    found = table(tmp_path, f'Name,Website\nAcme,a\n"Broken,b\n{lines}')
    rows = list(found.rows())
    assert rows[0].cells == ["Acme", "a"]
    assert "is a quotation mark not closed?" in rows[1].error
    assert rows[-1].cells == ["row 199999", "x"]


def test_one_line_without_an_end_is_read_in_pieces(tmp_path: Path) -> None:
    found = table(tmp_path, "Name\n" + "x" * 9_000_000)
    assert [row.error != "" for row in found.rows()] == [True, True, False]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf", b" , ,\n"])
def test_a_file_without_headings_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(CannotImportError, match="It has no headings"):
        table(tmp_path, data)


def test_a_folder_or_a_file_that_is_gone_is_said(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "gone.csv"):
        with pytest.raises(CannotImportError, match="cannot be read"):
            Table(path)


def test_letters_that_no_text_has_come_as_a_mark(tmp_path: Path) -> None:
    found = table(tmp_path, b"Name,Website\nA\x00cme,x\n")
    assert [row.cells for row in found.rows()] == [["A\ufffdcme", "x"]]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.binary(max_size=400))
@example(b'"\xff\xfe')
def test_no_bytes_break_the_reading(tmp_path: Path, data: bytes) -> None:
    try:
        list(table(tmp_path, data).rows())
    except CannotImportError:
        return


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=5), st.sampled_from([",", ";", "\t"]))
def test_what_a_program_writes_comes_back(tmp_path: Path, rows: list[list[str]], delimiter: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([["Name", "Website"], *rows])
    found = table(tmp_path, out.getvalue())
    assert [row.cells for row in found.rows()] == [row for row in rows if any(cell.strip() for cell in row)]


# The file of failures


@given(CELLS)
@example("=1+1")
@example("'=1+1")
@example("+49 151")
@example("\t=x")
@example("－1")
def test_no_cell_of_failures_is_a_formula_and_each_comes_back(cell: str) -> None:
    assert not quoted(cell).startswith(FORMULA)
    assert unquoted(quoted(cell)) == unquoted(cell)


def test_failures_go_to_a_new_file_beside_the_old_one(tmp_path: Path) -> None:
    found = table(tmp_path, "Name;Website\nAcme;x\n")
    (tmp_path / "export-failed.csv").write_text("mine")
    failures = Failures(found)
    failures.add(Row(7, ["=HYPERLINK(1)", "a;b\nc"]), "-- not so")
    failures.close()
    assert (tmp_path / "export-failed.csv").read_text() == "mine"
    assert failures.path == tmp_path / "export-failed-2.csv"
    assert failures.path.read_bytes().decode("utf-8-sig") == (
        '"playbook: reason";"playbook: line";"Name";"Website"\r\n'
        '"\'-- not so";"7";"\'=HYPERLINK(1)";"a;b\nc"\r\n'
    )


def test_a_mended_file_of_failures_adds_its_own_columns_once(tmp_path: Path) -> None:
    path = tmp_path / "export-failed.csv"
    path.write_text("playbook: reason,playbook: line,Name\nwhy,3,Acme\n")
    failures = Failures(Table(path))
    failures.add(Row(2, ["why", "3", "Acme"]), "again")
    failures.close()
    assert failures.path.name == "export-failed-2.csv"
    assert failures.path.read_text("utf-8-sig").splitlines() == [
        '"playbook: reason","playbook: line","Name"',
        '"again","2","Acme"',
    ]


# Headings

HUBSPOT_COMPANIES = (
    "Record ID,Company name,Company owner,Create Date,Phone Number,City,Industry,Company Domain Name"
)
HUBSPOT_DEALS = (
    "Record ID,Deal Name,Deal Stage,Close Date,Deal owner,Amount,Associated Company,Associated Company IDs"
)
HUBSPOT_CONTACTS = (
    "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Associated Company,Job Title"
)
SALESFORCE_ACCOUNTS = "Account ID,Account Name,Account Owner,Website,Type,Billing City"
SALESFORCE_DEALS = (
    "Opportunity ID,Opportunity Name,Account ID,Account Name,Stage,Amount Currency,Amount,Close Date,"
    "Opportunity Owner,Closed,Won"
)
SALESFORCE_CONTACTS = "Contact ID,First Name,Last Name,Title,Account Name,Account ID,Email,Phone"
SALESFORCE_API_DEALS = (
    "Id,Name,AccountId,Account.Name,StageName,Amount,CurrencyIsoCode,CloseDate,IsWon,IsClosed,OwnerId"
)
SALESFORCE_API_CONTACTS = "Id,FirstName,LastName,Email,Phone,Title,AccountId,Account.Name"


@pytest.mark.parametrize(
    ("headings", "source", "kind", "columns"),
    [
        (HUBSPOT_COMPANIES, "HubSpot", "accounts", "external_id name domain owner"),
        (
            HUBSPOT_DEALS,
            "HubSpot",
            "opportunities",
            "external_id name account_id account stage amount owner close_date",
        ),
        (HUBSPOT_CONTACTS, "HubSpot", "contacts", "external_id first_name last_name email phone title account"),
        (SALESFORCE_ACCOUNTS, "Salesforce", "accounts", "external_id name domain owner"),
        (
            SALESFORCE_DEALS,
            "Salesforce",
            "opportunities",
            "external_id name account_id account stage amount currency owner close_date won closed",
        ),
        (
            SALESFORCE_CONTACTS,
            "Salesforce",
            "contacts",
            "external_id first_name last_name email phone title account_id account",
        ),
        (
            SALESFORCE_API_DEALS,
            "Salesforce",
            "opportunities",
            "external_id name account_id account stage amount currency owner close_date won closed",
        ),
        (
            SALESFORCE_API_CONTACTS,
            "Salesforce",
            "contacts",
            "external_id first_name last_name email phone title account_id account",
        ),
        ("Customer,Web,Tier", "", "accounts", "name domain segment"),
    ],
)  # fmt: skip
def test_the_exports_of_both_crms_are_understood(headings: str, source: str, kind: str, columns: str) -> None:
    names = headings.split(",")
    for spelled in (
        names,
        [name.upper() for name in names],
        [name.replace(" ", "_").lower() for name in names],
    ):
        found = read_headings(spelled)
        assert (found.source, found.kind, list(found.columns)) == (source, kind, columns.split())
        assert len(found.passed_over) == len(names) - len(found.columns)


def test_a_column_means_one_thing_and_the_first_of_two_alike_holds() -> None:
    found = read_headings(["Name", "Email", "E-Mail", "email"], "contacts")
    assert found.columns == {"name": 0, "email": 1}
    assert found.passed_over == ("E-Mail", "email")


def test_other_headings_are_passed_over_but_not_those_of_a_file_of_failures() -> None:
    found = read_headings(["playbook: reason", "playbook: line", "Name", "Colour", ""])
    assert found.passed_over == ("Colour",)


@given(st.lists(st.text(max_size=20), max_size=10))
def test_no_headings_break_the_reading(headings: list[str]) -> None:
    assert guess_kind(headings) in KINDS
    assert source_of(headings) in ("", "HubSpot", "Salesforce")
    found = read_headings(headings)
    assert len(set(found.columns.values())) == len(found.columns)
