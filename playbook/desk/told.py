"""What stands with an item in words: what was done to it, how much time is left, what was taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from playbook.dates import said, said_day_of
from playbook.desk.actions import shown
from playbook.desk.lapsing import asked_at, closes_at
from playbook.errors import PlaybookError
from playbook.ids import shorten
from playbook.text import count_of, first_words, in_quotes

if TYPE_CHECKING:
    from playbook.desk.model import Act, Item
    from playbook.desk.promise import Promise
    from playbook.desk.undo import LastAct

NameOf = Callable[[str], str]

_DID = {
    "accept": "took it on",
    "assign": "gave it to {person}",
    "route": "sent it on to {to}",
    "merge": "put it together with {item}",
    "split": "took it apart again",
    "ask": "asked",
    "reply": "replied",
    "change": "proposed a change of the page",
    "answer": "answered",
    "decline": "declined it",
    "publish": "published the change",
    "withdraw": "withdrew it",
    "thanks": "said thanks",
    "close": "closed it",
    "reopen": "opened it again",
    "decide": "decided that what {person} did stands",
    "undo": "took something back",
}
_DONE = {
    "accept": "taking it on",
    "assign": "giving it to {person}",
    "route": "sending it on to {to}",
    "merge": "putting it together with {item}",
    "split": "taking it apart",
    "ask": "the question",
    "reply": "the reply",
    "change": "that a change is under way",
    "answer": "the answer",
    "decline": "declining it",
    "publish": "that it was published",
    "withdraw": "withdrawing it",
    "thanks": "the thanks",
    "close": "closing it",
    "reopen": "opening it again",
    "label": "the labels",
    "note": "the note",
    "decide": "the decision between two",
}
UNDO_WITHIN = timedelta(days=1)
"""How long ago what one did last may be for being taken back unseen; what is older has verbs of its own."""
WORDS = 30
"""Letters of an item in a sentence about it, at least."""


class TooLongAgoError(PlaybookError):
    """What was done last was done so long ago that others have acted on it."""


def did(act: Act, name_of: NameOf) -> str:
    """Return what an act did, to be read after a name: `sent it on to price`."""
    if act.action == "label":
        put = [label for label in act.body.labels if not label.startswith("-")]
        off = [label[1:] for label in act.body.labels if label.startswith("-")]
        parts = [f"labelled it {', '.join(put)}"] if put else []
        parts += [f"took the label{'s' if len(off) > 1 else ''} {', '.join(off)} away"] if off else []
        return " and ".join(parts) or "labelled it"
    if act.action == "note":
        if act.body.to:
            return f"brought back what {act.body.to} replied"
        return "noted, for the liaisons alone" if act.body.role == "liaison" else "added"
    if act.action == "reopen" and act.text and act.body.role != "liaison":
        return "said that it is not right yet"
    if act.action == "publish" and act.text:
        return "put on record that it was published"
    return _named(_DID.get(act.action, act.action), act, name_of)


def undone(last: LastAct, items: Mapping[str, Item], name_of: NameOf, room: int = 120) -> str:
    """Return what was taken back, as a sentence of about `room` letters that says of which item."""
    first = items[last.feedback[0]]
    what = _named(_DONE.get(last.action, last.action), last.acts[0][1], name_of)
    others = len(last.feedback) - 1
    more = f" and {count_of(others, 'other item')}" if others else ""
    head = f"Undone: {what}, of {shown(first)} "
    said = in_quotes(first_words(first.text or first.quote, max(room - len(head) - len(more) - 3, WORDS)))
    return f"{head}{said}{more}" + (
        "" if not more and said.rstrip("”").endswith((".", "!", "?", "…")) else "."
    )


def check_fresh(last: LastAct, now: datetime, name_of: NameOf) -> None:
    """Raise TooLongAgoError where what would be undone is older than a day: by then it has been read."""
    from playbook.desk.promise import moment

    id_, act = last.acts[0]
    if now - moment(act.at) > UNDO_WITHIN:
        item = shorten(id_, letter="F")
        raise TooLongAgoError(
            f"What you did last on the desk is of {said_day_of(act.at)}: you {did(act, name_of)} ({item}). By now it "
            f"has been read; decide it anew instead, as with `playbook desk reopen {item}`."
        )


def time_left(item: Item, promise: Promise, now: datetime) -> str:
    """Return the working time until the item is due: `3h left`, `1d late`; of a question since when: `asked 3d`.

    Empty where nothing is due.
    """
    if item.state == "waiting":
        days = max(0, (now - asked_at(item)).days)
        return f"asked {days}d" if days else "asked"
    left = promise.left(item, now)
    if left is None:
        return ""
    hours = abs(left) / 3600
    day = max(promise.hours.day_seconds / 3600, 1)
    size = f"{hours / day:.0f}d" if hours >= day else f"{hours:.0f}h" if hours >= 1 else "<1h"
    return f"{size} {'left' if left >= 0 else 'late'}"


def conflict_words(item: Item, name_of: NameOf) -> str:
    """Return, as a sentence, which decisions were made apart and that the last of them stands; empty without any."""
    told = [f"{name_of(act.person)} {did(act, name_of)}" for act in item.contested]
    if len(told) < 2:
        return item.conflict
    return f"{', '.join(told[:-1])}, and {told[-1]}, without having seen each other’s decision. The later one stands."


def closing(item: Item, span: str) -> str:
    """Return when an open question closes by itself, as a sentence; empty where none is open."""
    if item.state != "waiting":
        return ""
    day = closes_at(item, span).astimezone().date()
    return f"Without a reply within {span} it closes by itself, on {said(day)}."


def _named(words: str, act: Act, name_of: NameOf) -> str:
    to = act.body.to
    item = shorten(to, letter="F") if act.action == "merge" and to else to
    person = (
        to.partition("/")[0] if act.action == "decide" else to
    )  # a decision is named by its journal and number
    return words.format(person=name_of(person), to=to, item=item)
