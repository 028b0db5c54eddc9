"""Dates and amounts of many countries: one cell, and what a whole column decides."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.accounts.importing.columns import Style, style_of
from playbook.accounts.importing.errors import RowError
from playbook.accounts.importing.headings import Reading
from playbook.accounts.importing.values import (
    currency_of,
    decimal_mark,
    parse_amount,
    parse_currency,
    parse_date,
    parse_flag,
)

READING = Reading("opportunities", {"close_date": 0, "amount": 1}, ())


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-12-01", "2026-12-01"),
        ("2026-12-01 14:30", "2026-12-01"),
        ("2026-12-01T14:30:00.000Z", "2026-12-01"),
        ("2026/12/1", "2026-12-01"),
        ("1.12.2026", "2026-12-01"),
        ("01. 12. 26", "2026-12-01"),
        ("1.12.2026 08:00", "2026-12-01"),
        ("31/12/2026", "2026-12-31"),
        ("12/31/2026, 4:05 PM", "2026-12-31"),
        ("31-12-26", "2026-12-31"),
        ("7/7/2026", "2026-07-07"),
        ("1 Dec 2026", "2026-12-01"),
        ("01-DEC-26", "2026-12-01"),
        ("3rd March 2026", "2026-03-03"),
        ("December 1, 2026", "2026-12-01"),
        ("1796083200000", "2026-12-01"),
        ("", ""),
        (" - ", ""),
        ("N/A", ""),
    ],
)
def test_a_date_is_read_as_it_is_written(cell: str, day: str) -> None:
    assert parse_date(cell) == day


@pytest.mark.parametrize(
    "cell", ["soon", "31.2.2026", "2026-13-01", "13/13/2026", "Q4", "1 Foo 2026", "9" * 13 + "9"]
)
def test_what_is_no_date_says_so(cell: str) -> None:
    with pytest.raises(RowError, match="is not a date"):
        parse_date(cell)


def test_a_date_that_could_be_two_days_is_not_guessed() -> None:
    with pytest.raises(RowError, match="could be two days: say --dates"):
        parse_date("12/01/2026")
    assert parse_date("12/01/2026", "month-first") == "2026-12-01"
    assert parse_date("12/01/2026", "day-first") == "2026-01-12"
    assert parse_date("31/12/2026", "month-first") == "2026-12-31"


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_survives_every_way_of_writing_it(day: date) -> None:
    iso = day.isoformat()
    assert parse_date(f"{day.day}.{day.month}.{day.year}") == iso
    assert parse_date(f"{day:%d/%m/%Y}", "day-first") == iso
    assert parse_date(f"{day:%m/%d/%y}", "month-first") == iso
    assert parse_date(f"{day:%B} {day.day}, {day.year}") == iso


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("1.234,56", 1234.56),
        ("1,234.56", 1234.56),
        ("€ 1 234", 1234.0),
        ("1\u202f234,5 €", 1234.5),
        ("1'234.50 CHF", 1234.5),
        ("USD 12,34,567.89", 1234567.89),
        ("$1,234,567", 1234567.0),
        ("1.234.567", 1234567.0),
        ("1,234", 1234.0),
        ("1.234", 1234.0),
        ("1234.5", 1234.5),
        ("0,5", 0.5),
        ("0.123", 0.123),
        (".5", 0.5),
        ("1234,567", 1234.567),
        ("(1,234.00)", -1234.0),
        ("−5", -5.0),
        ("5-", -5.0),
        ("0", 0.0),
        ("48000", 48000.0),
        ("100,-", 100.0),
    ],
)
def test_an_amount_is_read_as_money_is_written(cell: str, amount: float) -> None:
    assert parse_amount(cell) == amount


def test_a_column_with_cents_decides_what_one_mark_and_three_digits_mean() -> None:
    assert parse_amount("1.234", ".") == 1.234
    assert parse_amount("1.234", ",") == 1234.0
    assert parse_amount("1,234", ",") == 1.234
    assert parse_amount("12.50", ",") == 12.5


@pytest.mark.parametrize("cell", ["", " ", "-", "n/a", "(No value)"])
def test_no_amount_is_none(cell: str) -> None:
    assert parse_amount(cell) is None


@pytest.mark.parametrize(
    "cell", ["abc", "48k", "1.2.3,4,5", "12 to 14", "NaN", "inf", "1e9", "9" * 40, "--5", "=1+1", "."]
)
def test_what_is_no_amount_says_so(cell: str) -> None:
    with pytest.raises(RowError, match="is not an amount"):
        parse_amount(cell)


@given(st.integers(-(10**12), 10**12))
def test_cents_survive_both_ways_of_grouping(cents: int) -> None:
    english = f"{cents / 100:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert parse_amount(english) == parse_amount(german) == pytest.approx(cents / 100, abs=0.001)


@given(st.text(max_size=30))
def test_no_cell_breaks_the_reading_of_a_number_or_a_date(cell: str) -> None:
    for read in (parse_amount, parse_date, parse_currency):
        try:
            read(cell)
        except RowError:
            continue


@pytest.mark.parametrize(
    ("cell", "code"),
    [("€ 5", "EUR"), ("5 $", "USD"), ("£5", "GBP"), ("CHF 5", "CHF"), ("5 eur", "EUR"), ("5", "")],
)
def test_the_currency_may_stand_beside_the_amount(cell: str, code: str) -> None:
    assert currency_of(cell) == code


def test_a_currency_column_holds_codes_or_names_with_codes() -> None:
    assert parse_currency("EUR") == parse_currency("€") == parse_currency("Euro (eur)") == "EUR"
    assert parse_currency(" ") == ""
    with pytest.raises(RowError, match="is not a currency"):
        parse_currency("Dollars")


def test_yes_and_no_come_in_several_languages() -> None:
    assert [parse_flag(cell) for cell in ("TRUE", "Ja", "1", "false", "nein", "0", "", "maybe")] == [
        True, True, True, False, False, False, None, None,
    ]  # fmt: skip


# What a column decides


def style(*cells: tuple[str, str], told: str = "", delimiter: str = ",") -> Style:
    return style_of([list(pair) for pair in cells], READING, told, delimiter)  # type: ignore[arg-type]


def test_one_unmistakable_date_decides_for_the_column() -> None:
    assert style(("01/02/2026", ""), ("31/01/2026", "")).days == "day-first"
    assert style(("01/02/2026", ""), ("01/31/2026", "")).days == "month-first"
    assert style(("01/02/2026", ""), ("01/31/2026", "")).ambiguous == ""


def test_what_a_person_says_of_dates_goes_first() -> None:
    assert style(("01/31/2026", ""), told="day-first").days == "day-first"


def test_dates_of_both_kinds_are_told_and_not_guessed() -> None:
    found = style(("31/01/2026", ""), ("01/31/2026", ""), ("01/02/2026", ""))
    assert found == Style("", "", "01/02/2026", both=True)


def test_without_a_sign_semicolons_and_decimal_commas_mean_day_first() -> None:
    assert style(("01/02/2026", ""), delimiter=";").days == "day-first"
    assert style(("01/02/2026", "1,50")).days == "day-first"
    assert style(("01/02/2026", "1.50"), delimiter=";").days == ""
    assert style(("01/02/2026", "")).days == ""
    assert style(("01/02/2026", "")).ambiguous == "01/02/2026"


def test_the_mark_that_most_cells_show_is_the_columns() -> None:
    assert style(("", "1,50"), ("", "2,50"), ("", "3.50")).mark == ","
    assert style(("", "1.50"), ("", "1.234")).mark == "."
    assert style(("", "1.234")).mark == ""
    assert decimal_mark("1.234") == ""


def test_rows_that_are_too_short_say_nothing() -> None:
    assert style_of([[], ["31/01/2026"]], READING) == Style("day-first")
