"""The keys of a form, and days as they are typed into it."""

from __future__ import annotations

from datetime import date

from playbook.dates import NotADayError, PastDayError, parse_day, said, said_from
from tui.commands import Command

MOVING = (
    Command("form.up", "up,shift+tab", "up", "The question above; k does it too, outside text.", first=True),
    Command("form.down", "down,tab", "down", "The question below; j does it too, outside text.", first=True),
    Command("form.more", "0", "more", "Choose among all answers where there are more than nine."),
    Command("form.choose", "1,2,3,4,5,6,7,8,9", "choose", "Choose this answer.", each=True),
)


def read_day(text: str, today: date, *, known: bool) -> tuple[date | None, str]:
    """Return the day that `text` means, else why it is none.

    One that is over is taken where it is `known`: said before, or typed again after that was told.
    """
    try:
        return parse_day(text, today, future=not known), ""
    except PastDayError as error:
        return None, f"{error} The same key again keeps it."
    except NotADayError as error:
        return None, str(error)


def said_back(text: str, today: date) -> str:
    """Return how a day is read that is being typed; empty where it is none yet."""
    try:
        day = parse_day(text, today)
    except NotADayError:
        return ""
    return f"{said(day)}, {said_from(day, today)}"
