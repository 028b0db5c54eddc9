"""Dates and amounts as people of many countries write them: a whole column says what one cell cannot."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Literal

from playbook.accounts.importing.errors import RowError
from playbook.dates import MONTHS

DayOrder = Literal["", "day-first", "month-first"]
Mark = Literal["", ".", ","]

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ].*)?")
_DOTS = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?:,?\s.*)?")
_SLASHES = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})(?:,?\s.*)?")
_DAY_NAMED = re.compile(r"(\d{1,2})(?:[snrt][tdh])?[\s.-]*([a-z]{3,9})[\s.,-]*(\d{4}|\d{2})(?:,?\s.*)?")
_MONTH_NAMED = re.compile(r"([a-z]{3,9})[\s.-]*(\d{1,2})(?:[snrt][tdh])?[\s.,-]+(\d{4})(?:,?\s.*)?")
_MILLISECONDS = re.compile(r"\d{12,13}")

EMPTY = frozenset(["", "-", "–", "—", "n/a", "na", "null", "none", "(no value)", "#n/a"])
"""What stands in a cell that has no value."""

_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "￥": "JPY", "₹": "INR", "zł": "PLN", "kr": ""}
_CODE = re.compile(r"[A-Za-z]{3}")
_DIGITS = re.compile(r"\d[\d.,]*|[.,]\d+")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


def is_empty(cell: str) -> bool:
    """Say whether a cell says nothing."""
    return cell.strip().casefold() in EMPTY


# Days


def day_order(cell: str) -> DayOrder:
    """Return which of `12/31/2026` and `31/12/2026` a cell is written like; nothing where it could be both."""
    match = _SLASHES.fullmatch(cell.strip())
    if match is None:
        return ""
    first, second = int(match[1]), int(match[2])
    return "day-first" if first > 12 >= second else "month-first" if second > 12 >= first else ""


def is_either(cell: str) -> bool:
    """Say whether a cell is a date that could be read in two ways, to different days."""
    match = _SLASHES.fullmatch(cell.strip())
    return match is not None and max(int(match[1]), int(match[2])) <= 12 and match[1] != match[2]


def parse_date(cell: str, order: DayOrder = "") -> str:
    """Return a cell's day as ISO; empty where it has none. Raises RowError; a time beside it is passed over.

    `order` is what its column says of `01/02/2026`.
    """
    text = " ".join(cell.split()).casefold()
    if text in EMPTY:
        return ""
    try:
        if match := _ISO.fullmatch(text):
            return _day(match[1], match[2], match[3])
        if match := _DOTS.fullmatch(text):
            return _day(match[3], match[2], match[1])
        if match := _SLASHES.fullmatch(text):
            own = day_order(text) or order
            if not own and match[1] != match[2]:
                raise RowError(f"“{cell}” could be two days: say --dates day-first or month-first.")
            month, day = (match[1], match[2]) if own == "month-first" else (match[2], match[1])
            return _day(match[3], month, day)
        if (match := _DAY_NAMED.fullmatch(text)) and match[2][:3] in MONTHS:
            return _day(match[3], str(MONTHS.index(match[2][:3]) + 1), match[1])
        if (match := _MONTH_NAMED.fullmatch(text)) and match[1][:3] in MONTHS:
            return _day(match[3], str(MONTHS.index(match[1][:3]) + 1), match[2])
        if _MILLISECONDS.fullmatch(text):
            return datetime.fromtimestamp(int(text) / 1000, UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        pass
    raise RowError(f"“{cell}” is not a date.")


def _day(year: str, month: str, day: str) -> str:
    full = int(year) + 2000 if len(year) == 2 else int(year)
    return date(full, int(month), int(day)).isoformat()


# Amounts


def _bare(cell: str) -> str:
    """Return a cell's digits and marks alone; empty where there is more in it than an amount."""
    text = re.sub(r"[\s'’_\u00a0\u202f\u2009]", "", cell)
    for sign in _SIGNS:
        text = text.replace(sign, "")
    text = re.sub(r"^[A-Za-z]{3}(?=[\d.,(+-])|(?<=[\d.,)-])[A-Za-z]{3}$", "", text)
    negative = False
    if text.startswith("(") and text.endswith(")"):
        text, negative = text[1:-1], True
    text = text.replace("−", "-").removesuffix(",-").removesuffix(".-")
    if text.endswith("-"):
        text, negative = text[:-1], True
    if text[:1] in ("+", "-"):
        text, negative = text[1:], negative or text[0] == "-"
    if _DIGITS.fullmatch(text) is None:
        return ""
    return f"-{text}" if negative else text


def decimal_mark(cell: str) -> Mark:
    """Return which mark a cell writes before cents; nothing where it does not show."""
    text = _bare(cell)
    dots, commas = text.count("."), text.count(",")
    if dots and commas:
        return "." if text.rindex(".") > text.rindex(",") else ","
    if dots + commas != 1:
        return "," if dots > 1 else "." if commas > 1 else ""
    mark: Mark = "." if dots else ","
    before, _, after = text.lstrip("-").partition(mark)
    return mark if len(after) != 3 or len(before) > 3 or before.startswith("0") or not before else ""


def parse_amount(cell: str, mark: Mark = "") -> float | None:
    """Return a cell's amount; None where it has none. Raises RowError.

    `mark` is what its column writes before cents; where it says nothing, three digits after one mark are
    thousands, as money is written.
    """
    if is_empty(cell):
        return None
    text = _bare(cell)
    own = decimal_mark(cell) or mark or ("," if "." in text else ".")
    number = text.replace("." if own == "," else ",", "").replace(",", ".")
    if number.startswith((".", "-.")):
        number = number.replace(".", "0.", 1)
    number = number.removesuffix(".")
    if _NUMBER.fullmatch(number) is None or len(number) > 30:
        raise RowError(f"“{cell}” is not an amount.")
    return float(number) + 0.0


def currency_of(cell: str) -> str:
    """Return the currency that stands beside an amount, as its three letters; empty where none does."""
    for sign, code in _SIGNS.items():
        if sign in cell:
            return code
    match = _CODE.search(cell)
    return match[0].upper() if match and _bare(cell) else ""


def parse_currency(cell: str) -> str:
    """Return a currency column's cell as its three letters; raises RowError."""
    text = cell.strip()
    if is_empty(text):
        return ""
    if text in _SIGNS:
        return _SIGNS[text]
    code = re.search(r"\b[A-Za-z]{3}\b", text)
    if code is None:
        raise RowError(f"“{cell}” is not a currency; write it like EUR.")
    return code[0].upper()


def parse_flag(cell: str) -> bool | None:
    """Return what a yes-or-no cell says; None where it says neither."""
    text = cell.strip().casefold()
    if text in ("true", "yes", "y", "1", "x", "ja", "wahr", "oui", "si", "sí", "✓"):
        return True
    return False if text in ("false", "no", "n", "0", "nein", "falsch", "non") else None
