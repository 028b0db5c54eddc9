"""What an export says as a whole: how its dates and amounts are written, how its accounts are called; and mappings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from playbook.accounts.importing.columns import Style, style_of
from playbook.accounts.importing.headings import Reading, columns_of, read_headings
from playbook.accounts.importing.mapping import (
    Mapping,
    MappingError,
    mapping_path,
    read_mapping,
    write_mapping,
)

DEALS = Reading("opportunities", {"close_date": 0, "amount": 1}, ())


def style(*rows: tuple[str, str], delimiter: str = ",") -> Style:
    return style_of(rows, DEALS, delimiter=delimiter)


@pytest.mark.parametrize(
    ("rows", "days", "ambiguous"),
    [
        ([], "", ""),
        ([("31/12/2026", "")], "day-first", ""),
        ([("12/31/2026", "")], "month-first", ""),
        ([("01/02/2026", ""), ("13/02/2026", "")], "day-first", ""),
        ([("13-02-26", ""), ("01/02/2026", "")], "day-first", ""),
        ([("01/02/2026", "")], "", "01/02/2026"),
        ([("  03/04/2026 ", ""), ("01/02/2026", "")], "", "03/04/2026"),
        ([("02/02/2026", "")], "", ""),
        ([("2026-12-31", ""), ("31.12.2026", ""), ("n/a", "")], "", ""),
        ([("\x1b[2J", "\x1b[2J")], "", ""),
        ([("99/99/2026", "")], "", ""),
    ],
)
def test_one_date_that_can_only_be_read_one_way_decides_for_its_column(
    rows: list[tuple[str, str]], days: str, ambiguous: str
) -> None:
    found = style(*rows)
    assert (found.days, found.ambiguous, found.both) == (days, ambiguous, False)


def test_a_column_that_says_both_is_said_to() -> None:
    found = style(("31/12/2026", ""), ("12/31/2026", ""))
    assert (found.days, found.both) == ("", True)


def test_what_a_person_says_of_dates_holds_against_the_column() -> None:
    found = style_of([("31/12/2026", "1"), ("12/31/2026", "1")], DEALS, "month-first")
    assert (found.days, found.both, found.ambiguous) == ("month-first", False, "")


@pytest.mark.parametrize(
    ("amounts", "mark"),
    [
        ([], ""),
        (["1.234,56"], ","),
        (["1,234.56"], "."),
        (["1,5", "2.5", "3,5"], ","),
        (["1,5", "2.5"], "."),
        (["1.234"], ""),
        (["12", "n/a", "", "lots"], ""),
    ],
)
def test_the_mark_before_cents_is_what_most_amounts_write(amounts: list[str], mark: str) -> None:
    assert style(*[("", amount) for amount in amounts]).mark == mark


@pytest.mark.parametrize(
    ("amount", "delimiter", "days"),
    [
        ("1.234,56", ",", "day-first"),
        ("12", ";", "day-first"),
        ("12", ",", ""),
        ("1,234.56", ";", ""),
    ],
)
def test_a_country_that_writes_a_comma_before_cents_writes_the_day_first(
    amount: str, delimiter: str, days: str
) -> None:
    found = style(("01/02/2026", amount), delimiter=delimiter)
    assert (found.days, found.ambiguous) == (days, "01/02/2026")


def test_rows_that_are_too_short_say_nothing() -> None:
    assert style_of([[], ["31/12/2026"], [""]], DEALS).days == "day-first"
    assert style_of([["31/12/2026"]], Reading("opportunities", {}, ())) == Style()


OF_ACCOUNTS = Reading("opportunities", {"account_id": 0, "account": 1, "domain": 2}, ())


def test_an_account_is_called_as_the_first_row_with_a_name_calls_it() -> None:
    rows = [
        ["0011", "", ""],
        ["0011; 0022", "Kallio", "https://www.kallio.example/fi"],
        ["0011", "Kallio Oy", ""],
        ["", "Nobody", ""],
        ["0033", "-", "n/a"],
        ["0044", "", "ardenne.example"],
    ]
    assert style_of(rows, OF_ACCOUNTS).called == {
        "0011": ("Kallio", "kallio.example"),
        "0044": ("", "ardenne.example"),
    }


def test_a_name_beyond_all_measure_calls_nobody_and_stops_nothing() -> None:
    rows = [["1", "x" * 2_001, ""], ["2", "Kallio", ""]]
    assert style_of(rows, OF_ACCOUNTS).called == {"2": ("Kallio", "")}


def test_only_opportunities_tell_what_accounts_are_called() -> None:
    reading = Reading("contacts", OF_ACCOUNTS.columns, ())
    assert style_of([["1", "Kallio", ""]], reading).called == {}


# Mappings


HEADINGS = ["Record ID", "Deal Name", "Amount", "Colour"]


@pytest.mark.parametrize("suffix", [".toml", ".json"])
def test_a_mapping_that_was_written_is_read_as_it_was(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"crm{suffix}"
    written = write_mapping(path, read_headings(HEADINGS), HEADINGS, "EUR")
    assert read_mapping(path) == written
    assert written.kind == "opportunities"
    assert written.columns == {"external_id": "Record ID", "name": "Deal Name", "amount": "Amount"}
    reading, missing = columns_of(["AMOUNT", "Notes", "deal-name"], written.columns, written.kind)
    assert reading.columns == {"name": 2, "amount": 0}
    assert (missing, reading.passed_over) == (["Record ID"], ("Notes",))


def test_headings_with_quotes_and_wide_letters_come_back(tmp_path: Path) -> None:
    headings = ['Na"me', "株式会社 = \\ [x]"]
    for suffix in (".toml", ".json"):
        path = tmp_path / f"odd{suffix}"
        write_mapping(path, Reading("accounts", {"name": 0, "segment": 1}, ()), headings)
        found = read_mapping(path)
        assert found is not None
        assert list(found.columns.values()) == headings


def test_a_mapping_that_is_not_there_is_none(tmp_path: Path) -> None:
    assert read_mapping(tmp_path / "gone.toml") is None


def test_a_mapping_written_by_notepad_is_read(tmp_path: Path) -> None:
    path = tmp_path / "crm.toml"
    path.write_bytes(b'\xef\xbb\xbfkind = "accounts"\r\n[columns]\r\nname = "Firma"\r\n')
    assert read_mapping(path) == Mapping("accounts", {"name": "Firma"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"kind = ", "crm.toml: It is no mapping ("),
        (b'kind = "deals"\n[columns]\n', "crm.toml: It is no mapping ("),
        (b'kind = "accounts"\ncolumns = ["a"]\n', "crm.toml: It is no mapping ("),
        (b'kind = "accounts"\ndates = "soon"\n[columns]\n', "crm.toml: It is no mapping ("),
        (b"", "crm.toml: It is no mapping ("),
        (b"\xff\xfe", "crm.toml: It cannot be read ("),
        (
            b'kind = "accounts"\n[columns]\nsgment = "S"\n',
            "crm.toml: “sgment” is no field of accounts. Did you mean segment?",
        ),
        (b'kind = "contacts"\n[columns]\nstage = "S"\n', "crm.toml: “stage” is no field of contacts."),
        (b'kind = "accounts"\n[columns]\n"a\\u001bb" = "S"\n', "crm.toml: “a␛b” is no field of accounts."),
    ],
)
def test_what_is_no_mapping_is_told_with_the_way_out(tmp_path: Path, text: bytes, said: str) -> None:
    path = tmp_path / "crm.toml"
    path.write_bytes(text)
    with pytest.raises(MappingError) as told:
        read_mapping(path)
    assert str(told.value).startswith(said)
    assert str(told.value).endswith("Mend it, or name another file: it is written where there is none.")
    assert "\n" not in str(told.value)


def test_json_nested_without_end_is_no_mapping(tmp_path: Path) -> None:
    path = tmp_path / "deep.json"
    path.write_text("[" * 100_000)
    with pytest.raises(MappingError, match="no mapping"):
        read_mapping(path)
    path.write_text(json.dumps({"kind": "accounts", "columns": {"name": 1}}))
    with pytest.raises(MappingError, match="no mapping"):
        read_mapping(path)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("crm", "mappings/crm.toml"),
        ("crm.toml", "mappings/crm.toml"),
        ("crm.json", "mappings/crm.json"),
        ("crm.v2", "mappings/crm.v2.toml"),
    ],
)
def test_a_bare_name_is_in_the_data_folder(tmp_path: Path, name: str, file: str) -> None:
    assert mapping_path(name, tmp_path) == tmp_path / file


def test_a_path_is_taken_as_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert mapping_path("here/crm", tmp_path) == Path("here/crm")
    assert mapping_path(str(tmp_path / "x.toml"), Path("data")) == tmp_path / "x.toml"
    monkeypatch.chdir(tmp_path)
    (tmp_path / "crm").write_text("")
    assert mapping_path("crm", Path("data")) == Path("crm")
