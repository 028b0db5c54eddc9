"""The marks in parentheses that close a heading: `(1 min, must)`, `(by marketing)`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from playbook.plays.model import DEFAULT_SIDE
from playbook.plays.slug import slug

_LONGEST = 80
"""Letters of a parenthesis that may still be marks."""
_COMMA = re.compile(r"\s*[,;，、]\s*")
_TIME = re.compile(
    r"(?:~|≈|about |approx\.? |ca\.? )?\s*(?:(\d{1,4}(?:[.,]\d)?)\s*(?:-|–|—|to)\s*)?"
    r"(\d{1,4}(?:[.,]\d)?)\s*-?\s*"
    r"(s|secs?|seconds?|秒|m|mins?|minutes?|分|h|hrs?|hours?|時間)\.?",
    re.IGNORECASE,
)
_UNITS = {"s": 1, "秒": 1, "m": 60, "分": 60, "h": 3600, "時": 3600}
_BY = re.compile(r"by\s+([^\W\d_][\w-]*(?: [^\W\d_][\w-]*)?)", re.IGNORECASE)
_NOBODY = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec q1 q2 q3 q4
    today tomorrow tonight noon midnight eod eow eom eoy week month year now then
    phone email e-mail mail letter hand fax post video
    chance default design far heart the end a an step steps
    """.split()  # noqa: SIM905
)
"""Words after `by` that name no side."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What the parentheses closing a heading say."""

    seconds: int | None = None
    optional: bool = False
    must: bool = False
    branch: bool = False
    by: str = DEFAULT_SIDE
    scale: tuple[int, int] | None = None
    yes_no: bool = False
    auto_fail: bool = False


_FLAGS = frozenset({"optional", "must", "branch"})
_CARD_FLAGS = {"yes/no": "yes_no", "auto-fail": "auto_fail"}
_SCALE = re.compile(r"(\d{1,3})\s*(?:-|–|—|to)\s*(\d{1,3})")


def side(text: str) -> str | None:
    """Return the side that `by …` names, as a slug (`customer-success`); None where it names none."""
    match = _BY.fullmatch(text)
    if not match or match[1].split()[0].lower() in _NOBODY:
        return None
    return slug(match[1])


def seconds(text: str) -> int | None:
    """Return the seconds of a time box such as `~5 min`, `5–7 min` (its upper end) or `90 s`."""
    match = _TIME.fullmatch(text)
    if not match:
        return None
    if match[3] == "M":  # a million, not a minute
        return None
    number = float(match[2].replace(",", "."))
    return round(number * _UNITS[match[3][0].lower()])


def _flagged(marks: Marks, name: str) -> Marks:
    on: dict[str, Any] = {name: True}
    return replace(marks, **on)


def _one(marks: Marks, part: str, card: bool) -> Marks | None:
    word = part.lower()
    if word in _FLAGS:
        return _flagged(marks, word)
    if card and word in _CARD_FLAGS:
        return _flagged(marks, _CARD_FLAGS[word])
    if card and (match := _SCALE.fullmatch(word)):
        low, high = int(match[1]), int(match[2])
        return replace(marks, scale=(low, high)) if low < high else None
    if (who := side(part)) is not None:
        return replace(marks, by=who)
    if (box := seconds(part)) is not None:
        return replace(marks, seconds=box)
    return None


def split_marks(heading: str, *, card: bool = False) -> tuple[str, Marks]:
    """Return a heading's title and marks; a parenthesis with anything else stays in the title.

    `card`: it is a question of a score card, which may close with a scale, `(yes/no)` and `(auto-fail)`.
    """
    title, marks = heading.strip(), Marks()
    while title.endswith((")", "）")):
        start = max(title.rfind("("), title.rfind("（"))
        inside = title[start + 1 : -1].strip()
        if start < 1 or not 0 < len(inside) <= _LONGEST:
            break
        found: Marks | None = marks
        for part in _COMMA.split(inside):
            found = _one(found, part, card) if found else None
        if found is None:
            break
        title, marks = title[:start].rstrip(), found
    return title, marks
