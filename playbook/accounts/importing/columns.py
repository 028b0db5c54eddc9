"""What a file says as a whole: how its dates and amounts are written, and how its accounts are called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec

from playbook.accounts.importing.cells import Cells, first_id
from playbook.accounts.importing.errors import RowError
from playbook.accounts.importing.headings import Reading
from playbook.accounts.importing.values import DayOrder, Mark, day_order, decimal_mark, is_either
from playbook.accounts.naming import domain_of


class Style(msgspec.Struct, frozen=True):
    """How a file writes dates and amounts."""

    days: DayOrder = ""
    mark: Mark = ""
    ambiguous: str = ""
    """A date that could be read in two ways, where no other of its column decides."""
    both: bool = False
    """Some of its dates are day first, others month first."""
    called: dict[str, tuple[str, str]] = {}
    """Ids of accounts that its opportunities name → name and domain, where a row says them."""


def style_of(
    rows: Iterable[Sequence[str]], reading: Reading, told: DayOrder = "", delimiter: str = ","
) -> Style:
    """Return the style of a file after looking at all of its `rows`; `told` is what a person said of dates."""
    date_at, amount_at = reading.columns.get("close_date"), reading.columns.get("amount")
    days: dict[str, int] = {}
    marks: dict[str, int] = {}
    ambiguous = ""
    called: dict[str, tuple[str, str]] = {}
    for cells in rows:
        _call(cells, reading, called)
        _count(cells, date_at, day_order, days)
        _count(cells, amount_at, decimal_mark, marks)
        if not ambiguous and date_at is not None and date_at < len(cells) and is_either(cells[date_at]):
            ambiguous = cells[date_at].strip()
    mark: Mark = "," if marks.get(",", 0) > marks.get(".", 0) else "." if marks.get(".") else ""
    both = len(days) == 2
    seen: DayOrder = "" if both or not days else "day-first" if "day-first" in days else "month-first"
    if told or seen:
        return Style(told or seen, mark, called=called)
    # A country that writes 1.234,56 writes the day first; so does one whose files have semicolons.
    if ambiguous and not both and (mark == "," or (not mark and delimiter == ";")):
        return Style("day-first", mark, ambiguous, called=called)
    return Style("", mark, ambiguous, both, called)


def _count(
    cells: Sequence[str], place: int | None, see: Callable[[str], str], counts: dict[str, int]
) -> None:
    if place is not None and place < len(cells) and (found := see(cells[place])):
        counts[found] = counts.get(found, 0) + 1


def _call(cells: Sequence[str], reading: Reading, called: dict[str, tuple[str, str]]) -> None:
    """Remember what the account of an id is called, so that no row depends on another that comes later."""
    if reading.kind != "opportunities" or "account_id" not in reading.columns:
        return
    try:
        cell = Cells(cells, reading.columns)
        id_, name, domain = first_id(cell("account_id")), cell("account"), domain_of(cell("domain"))
    except RowError:
        return
    if id_ and (name or domain):
        called.setdefault(id_, (name, domain))
