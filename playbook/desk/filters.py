"""What a liaison looks for, in words: `kind:objection segment:smb -state:answered portal`.

What that holds of is asked of the index: `playbook.desk.filter_sql`.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import get_args

from playbook.desk.states import ROUTES, State
from playbook.errors import NotFoundError, PlaybookError
from playbook.records.model import FeedbackKind
from playbook.text import nearest, one_line, spoken

LONGEST = 400
"""Characters of a filter."""

IS = ("open", "overdue", "near", "trend", "out", "back", "mine", "conflict", "liaison-only")
"""What `is:` can ask."""


class FilterError(PlaybookError):
    """The words of a filter cannot be read; the message says which, and what would do."""


def _nothing(_: str) -> str:
    return ""


@dataclass(frozen=True)
class Known:
    """What an item itself does not say."""

    me: Collection[str] = ()
    """The names I work under."""
    account_name: Callable[[str], str] = _nothing
    segment: Callable[[str], str] = _nothing
    """Of an account's id."""
    stage: Callable[[str], str] = _nothing
    """Of a page's id."""


@dataclass(frozen=True)
class Condition:
    """One word of a filter."""

    key: str
    """Empty for a word that stands in what was said or quoted."""
    value: str
    """Case-folded."""
    negated: bool = False


@dataclass(frozen=True)
class Filter:
    """All that must hold of an item."""

    conditions: tuple[Condition, ...] = field(default=())


KEYS: Mapping[str, Collection[str]] = {
    "kind": get_args(FeedbackKind),
    "state": get_args(State),
    "route": ROUTES,
    "is": IS,
    "severity": ("1", "2", "3"),
    "play": (),
    "step": (),
    "stage": (),
    "segment": (),
    "account": (),
    "rep": (),
    "assigned": (),
    "label": (),
}
"""What can be asked, and the values there are where they are known."""


def parse_filter(text: str) -> Filter:
    """Return the filter that `text` says; raises FilterError or NotFoundError with the nearest key or value."""
    if len(text) > LONGEST:
        raise FilterError(f"The filter is longer than {LONGEST} characters.")
    try:
        words = shlex.split(text)
    except ValueError:
        raise FilterError(f"A quotation mark of “{one_line(text)}” is not closed.") from None
    return Filter(tuple(_condition(word) for word in words if word.strip("-")))


def _condition(word: str) -> Condition:
    negated = word.startswith("-")
    key, colon, value = word.removeprefix("-").partition(":")
    folded = key.casefold()
    if not colon or not folded.isalpha() or value.startswith("//"):
        return Condition("", word.removeprefix("-").casefold(), negated)
    if folded not in KEYS:
        raise NotFoundError("key of a filter", key, nearest(folded, KEYS))
    value = value.strip().casefold()
    values = KEYS[folded]
    if values and value not in values:
        raise NotFoundError(f"{folded} to filter by", value, nearest(value, values))
    if not value and folded not in ("assigned", "account", "play"):
        raise FilterError(f"Say which {folded}, such as {folded}:{next(iter(values), 'name')}.")
    return Condition(folded, value, negated)


def title_of(text: str) -> str:
    """Return what a filter looks for, short as the name of a tab: `price` for `is:out route:price`."""
    conditions = parse_filter(text).conditions
    telling = [one for one in conditions if one.key != "is"] or conditions
    return ", ".join(("not " if one.negated else "") + _value(one) for one in telling)


def _value(one: Condition) -> str:
    if not one.value:
        return f"no {one.key}"
    return f"{one.key} {one.value}" if one.key == "severity" else spoken(one.value)
