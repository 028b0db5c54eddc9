"""What is asked about the end of a run: only what applies; knows no Textual."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Protocol

from playbook.dates import said, said_from
from playbook.runs.ending import Ending
from tui.form_rows import Item, Option

RESULTS = (
    Option("advance", "advance"),
    Option("continuation", "continuation"),
    Option("not-now", "not now until …"),
    Option("declined", "declined"),
    Option("disqualified", "disqualified"),
    Option("closed", "closed"),
)
COMMITMENTS = (
    Option("done", "done"),
    Option("promised", "promised by …"),
    Option("refused", "refused"),
    Option("not-asked", "not asked"),
)
YES = (Option("yes", "yes"), Option("", "no"))

MEANINGS = {
    "advance": "Advance: they agreed to something that moves it on.",
    "continuation": "Continuation: friendly, but nothing new was agreed.",
    "not-now": "Not now: they named a day from which it makes sense again.",
    "declined": "Declined: they said no.",
    "disqualified": "Disqualified: it does not fit them.",
    "closed": "Closed: ordered, or renewed.",
}

# `{on}` is the key that goes on.
HINTS = {
    "result": "1: they agreed to something. 2: friendly, nothing agreed. 5: no fit.",
    "result_until": "The day from which it makes sense again; Today brings it up then.",
    "commitment": "What the play wants them to commit to. {on} leaves it out.",
    "commitment_by": "By when they said they would; Today asks then whether they did.",
    "exit_proof": "As near to their words as you can. {on} leaves it out.",
    "cut_short": "Did it break off before you were through? {on} means no.",
    "next": "What happens next, and whose turn it is. {on} leaves it out.",
    "next_date": "The day it is due; Today brings it up then.",
    "note": "Anything else worth keeping. {on} goes on to the review.",
}

AGAIN = {
    "no-answer": "Try again",
    "voicemail": "Try again",
    "gatekeeper": "Try again",
    "wrong-person": "Try again",
    "no-show": "New day",
    "rescheduled": "New day",
}
"""What the next date of a call is called that reached nobody."""

INDENT = 20


class Ends(Protocol):
    """A run as far as its end is asked about: under way, or finished."""

    @property
    def connect(self) -> str:
        """How it was picked up."""

    @property
    def ending(self) -> Ending:
        """What was said so far."""


def ending_items(view: Ends, commitment: str, exit_text: str, today: date) -> tuple[Item, ...]:
    """Return what is asked of this run's end, with what was said so far."""
    ended = view.ending
    days = (today, INDENT)
    note = Item("note", "text", "Anything to note?", text=ended.note, indent=INDENT, gap=True)
    if view.connect not in ("", "connected"):
        return (_day("next_date", AGAIN[view.connect], ended.next_date, *days), note)
    items = [_choice("result", "How did it end?", RESULTS, ended.result)]
    if ended.result == "not-now":
        items.append(_day("result_until", "Not now until", ended.result_until, *days))
    if commitment:
        items.append(_choice("commitment", "Did they commit?", COMMITMENTS, ended.commitment, commitment))
        if ended.commitment == "promised":
            items.append(_day("commitment_by", "Promised by", ended.commitment_by, *days))
    if exit_text:
        items.append(
            Item(
                "exit_proof",
                "text",
                "Exit proven?",
                about=f"{exit_text.rstrip()} Their words?",
                text=ended.exit_proof,
                indent=INDENT,
                gap=True,
            )
        )
    items.append(_choice("cut_short", "Cut short?", YES, "yes" if ended.cut_short else ""))
    items.append(Item("next", "text", "Next step", text=ended.next, indent=INDENT, gap=True))
    if ended.next or ended.next_date:
        items.append(_day("next_date", "When", ended.next_date, *days))
    return (*items, note)


def _choice(id_: str, label: str, options: Sequence[Option], said: str, about: str = "") -> Item:
    chosen = frozenset([said]) if said or id_ == "cut_short" else frozenset()
    return Item(id_, "choice", label, about, tuple(options), chosen, indent=INDENT, gap=True)


def _day(id_: str, label: str, text: str, today: date, indent: int) -> Item:
    aside = ""
    with suppress(ValueError):
        day = date.fromisoformat(text)
        aside = f"{said(day)[:3]}, {said_from(day, today)}" if text else ""
    return Item(id_, "date", label, text=text, aside=aside, indent=indent)
