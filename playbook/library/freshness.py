"""How fresh a page is: when its owners last said that it is right, and whether they should again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from playbook.plays.spans import days_of


class Freshness(NamedTuple):
    """What a list says of it."""

    words: str
    """`verified 3 weeks ago by Dana + Lee`; empty where nobody ever verified it."""
    overdue: bool


def freshness(verified: date | None, today: date, every: str, owners: Sequence[str] = ()) -> Freshness:
    """Return how fresh a page is that is to be verified `every` so often by its `owners` (their names)."""
    if verified is None:
        return Freshness("", False)
    days = (today - verified).days
    by = f" by {' + '.join(owners)}" if owners else ""
    interval = days_of(every)
    overdue = interval is not None and days > interval
    return Freshness(f"{'overdue: ' if overdue else ''}verified {ago(days)}{by}", overdue)


def ago(days: int) -> str:
    """Return a number of days in words."""
    if days <= 0:
        return "today"
    if days == 1:
        return "yesterday"
    if days < 14:
        return f"{days} days ago"
    if days < 70:
        return f"{days // 7} weeks ago"
    if days < 730:
        return f"{days // 30} months ago"
    return f"{days // 365} years ago"


def ahead(days: int) -> str:
    """Return a number of days that are to come in words; `ago` for those that have been."""
    if days <= 0:
        return ago(-days)
    if days == 1:
        return "tomorrow"
    if days < 70:
        return f"in {days} days"
    return f"in {days // 7} weeks" if days < 140 else f"in {days // 30} months"
