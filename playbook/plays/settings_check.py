"""Readers for the values of a settings file: each returns a value, or notes what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from playbook.plays.model import Problem
from playbook.plays.toml_lines import Place
from playbook.text import nearest, one_line

Reader = Callable[["Check", Place, Any], Any]
"""Takes the check, where the value stands, and the value; returns None where it is wrong."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_SPAN = re.compile(r"[1-9]\d{0,3} (?:(?:business|working) )?(?:minute|hour|day|week|month|year)s?")
_DAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d"
_REGION = re.compile(r"[A-Z]{2}(?:-[A-Za-z0-9]{1,20})?")
_HOURS = re.compile(rf"{_DAY}(?:-{_DAY})? {_TIME}-(?:{_TIME}|24:00)(?: [A-Za-z][A-Za-z0-9_+/-]{{0,60}})?")


class Check:
    """Collects what is wrong with the values of one file."""

    def __init__(self, lines: Mapping[Place, int]) -> None:
        self.lines = lines
        self.problems: list[Problem] = []

    def line(self, place: Place) -> int:
        """Return the line of the value at `place`, or of the nearest thing around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def wrong(self, place: Place, what: str) -> None:
        """Note that the value at `place` is wrong."""
        self.problems.append(Problem(self.line(place), f"{spoken(place)}: {what}"))


def spoken(place: Place) -> str:
    """Return a place as people write it: `desk.assign[2].to`, counted from 1."""
    shown = ""
    for part in place:
        shown += (
            f"[{part + 1}]" if isinstance(part, int) else f".{one_line(part)}" if shown else one_line(part)
        )
    return shown


def _kind(value: Any) -> str:
    names = {bool: "true or false", str: "a text", int: "a number", float: "a number", list: "a list"}
    return names.get(type(value), "a table" if isinstance(value, dict) else "a date or time")


def _expected(check: Check, place: Place, what: str, value: Any) -> None:
    shown = f"“{one_line(value)[:60]}”" if isinstance(value, str) else _kind(value)
    check.wrong(place, f"should be {what}, not {shown}.")


def a_text(check: Check, place: Place, value: Any) -> str | None:
    """Read a text; an empty one says nothing."""
    if isinstance(value, str):
        return value.strip() or None
    _expected(check, place, "a text such as “word”", value)
    return None


def a_name(check: Check, place: Place, value: Any) -> str | None:
    """Read a name that may become part of a file's name."""
    if isinstance(value, str) and _NAME.fullmatch(value):
        return value
    _expected(check, place, "a name of letters, digits, “-”, “_” and “.”, such as “northwind”", value)
    return None


def a_flag(check: Check, place: Place, value: Any) -> bool | None:
    """Read true or false."""
    if isinstance(value, bool):
        return value
    _expected(check, place, "true or false", value)
    return None


def a_count(check: Check, place: Place, value: Any) -> int | None:
    """Read a whole number, 0 or more."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31:
        return value
    _expected(check, place, "a whole number such as 3", value)
    return None


def a_share(check: Check, place: Place, value: Any) -> float | None:
    """Read a number from 0 to 1."""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1:
        return float(value)
    _expected(check, place, "a number from 0 to 1, such as 0.3", value)
    return None


def a_date(check: Check, place: Place, value: Any) -> date | None:
    """Read a date, written bare or in quotes."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    elif isinstance(value, date) and not isinstance(value, datetime):
        return value
    _expected(check, place, "a date such as 2026-12-31", value)
    return None


def a_span_of_days(check: Check, place: Place, value: Any) -> str | None:
    """Read a day, or the first and the last day of a span: `2026-12-24`, `2026-12-24/2027-01-03`."""
    shown = value.isoformat() if isinstance(value, date) and not isinstance(value, datetime) else value
    try:
        first, _, last = shown.partition("/")
        if date.fromisoformat(first) <= date.fromisoformat(last or first):
            return str(shown)
    except (ValueError, AttributeError):
        pass
    _expected(check, place, "a day or two days such as 2026-12-24/2027-01-03", value)
    return None


def a_span(check: Check, place: Place, value: Any) -> str | None:
    """Read a length of time in words."""
    if isinstance(value, str) and _SPAN.fullmatch(value):
        return value
    _expected(check, place, "a length of time such as “90 days” or “2 business days”", value)
    return None


def the_hours(check: Check, place: Place, value: Any) -> str | None:
    """Read working hours."""
    if isinstance(value, str) and _HOURS.fullmatch(value):
        return value
    _expected(check, place, "hours such as “Mon-Fri 09:00-17:00 Europe/Berlin”", value)
    return None


def a_region(check: Check, place: Place, value: Any) -> str | None:
    """Read a country, or a part of one; whether its holidays are known is asked where they are counted."""
    if isinstance(value, str) and (not value or _REGION.fullmatch(value)):
        return value
    _expected(check, place, "a country such as “DE”, or a part of one such as “DE-BY”", value)
    return None


def one_of(*choices: str) -> Reader:
    """Return a reader of one of `choices`."""

    def _read(check: Check, place: Place, value: Any) -> str | None:
        if isinstance(value, str) and value in choices:
            return value
        meant = nearest(value, choices, limit=1) if isinstance(value, str) else []
        hint = f" Did you mean “{meant[0]}”?" if meant else ""
        shown = f"“{one_line(value)[:60]}”" if isinstance(value, str) else _kind(value)
        check.wrong(place, f"should be one of {', '.join(choices)}, not {shown}.{hint}")
        return None

    return _read


def list_of(reader: Reader) -> Reader:
    """Return a reader of a list, each value read by `reader`."""

    def _read(check: Check, place: Place, value: Any) -> tuple[Any, ...] | None:
        if not isinstance(value, list):
            _expected(check, place, "a list such as [“one”, “two”]", value)
            return None
        found = [reader(check, (*place, index), item) for index, item in enumerate(value)]
        return tuple(item for item in found if item is not None)

    return _read


def map_of(reader: Reader, key: Reader) -> Reader:
    """Return a reader of a table with free keys, each fit for `key`, each value read by `reader`."""

    def _read(check: Check, place: Place, value: Any) -> dict[str, Any] | None:
        if not isinstance(value, dict):
            _expected(check, place, "a table", value)
            return None
        found = {
            known: reader(check, (*place, each), item)
            for each, item in value.items()
            if (known := key(check, (*place, each), each)) is not None
        }
        return {known: item for known, item in found.items() if item is not None}

    return _read


def table(make: Callable[..., Any], keys: Mapping[str, tuple[str, Reader]], *needed: str) -> Reader:
    """Return a reader of a table with known `keys`; `needed` ones must be there.

    `keys` maps each to the argument of `make` that it becomes, and its reader.
    """

    def _read(check: Check, place: Place, value: Any) -> Any:
        if not isinstance(value, dict):
            _expected(check, place, "a table", value)
            return None
        found: dict[str, Any] = {}
        for key, item in value.items():
            if key not in keys:
                unknown(check, (*place, key), keys)
                continue
            argument, reader = keys[key]
            read = reader(check, (*place, key), item)
            if read is not None:
                found[argument] = read
        missing = [key for key in needed if key not in value]
        for key in missing:
            check.wrong(place, f"needs the key “{key}”.")
        return None if any(keys[key][0] not in found for key in needed) else make(**found)

    return _read


def unknown(check: Check, place: Place, keys: Mapping[str, Any]) -> None:
    """Note that nothing is called like the last part of `place`, and what is nearly called so."""
    meant = nearest(str(place[-1]), keys, limit=1)
    hint = f" Did you mean “{meant[0]}”?" if meant else f" Known here: {', '.join(keys)}."
    check.wrong(place, f"there is no such key.{hint}")
