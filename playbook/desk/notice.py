"""What waits on the desk, as a message: for those who do not look at the terminal today."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from playbook.desk.actions import shown
from playbook.desk.filters import Filter, parse_filter
from playbook.desk.model import Item
from playbook.desk.promise import Promise
from playbook.desk.told import time_left
from playbook.text import count_of, first_words, one_line

MOST = 10
"""Items named under one heading; the rest is counted."""
WORDS = 70
"""Letters of what was said."""


HEADINGS = (
    ("Overdue", "is:overdue"),
    ("Due soon", "is:near"),
    ("Decided twice", "is:conflict"),
    ("Came back", "is:back"),
    ("New", "state:new"),
    ("With another department", "is:out"),
    ("Waiting for a rep", "state:waiting"),
)
"""What is told of what is open, the most urgent first, as a filter of the desk."""


class Asked(Protocol):
    """What a desk is asked."""

    @property
    def promise(self) -> Promise: ...  # noqa: D102

    @property
    def now(self) -> datetime: ...  # noqa: D102

    def found(self, wanted: Filter, *, limit: int = -1) -> list[str]:
        """Return the ids of the items that a filter fits, by urgency."""
        ...

    def number_found(self, wanted: Filter) -> int:
        """Return how many items a filter fits."""
        ...

    def items(self, ids: Iterable[str]) -> list[Item]:
        """Return these whole items, in this order."""
        ...


@dataclass(frozen=True)
class Part:
    """What is told under one heading."""

    title: str
    number: int
    items: tuple[Item, ...]
    """The first of them."""
    left: tuple[str, ...]
    """Of each item, how much time it has left or how late it is; empty where nothing is due."""


def parts(desk: Asked) -> list[Part]:
    """Return what is to be told, what is most urgent first; an item stands under its first heading alone."""
    found = []
    for title, wanted in told():
        if number := desk.number_found(wanted):
            items = tuple(desk.items(desk.found(wanted, limit=MOST)))
            left = tuple(time_left(item, desk.promise, desk.now) for item in items)
            found.append(Part(title, number, items, left))
    return found


def told() -> Iterator[tuple[str, Filter]]:
    """Yield each heading, and the filter of what stands under it and under none before."""
    before = parse_filter("is:open").conditions
    for title, words in HEADINGS:
        [own] = parse_filter(words).conditions
        yield title, Filter((*before, own))
        before = (*before, replace(own, negated=True))


def summary(found: Sequence[Part]) -> str:
    """Return the parts in one line: `2 overdue, 3 new`."""
    return ", ".join(f"{part.number:,} {part.title[0].lower()}{part.title[1:]}" for part in found)


def mail(
    found: Sequence[Part], to: Sequence[str], name: str, name_of: Callable[[str], str], aside: str = ""
) -> str:
    """Return the message as a mail: headers, an empty line, and plain text that a mail program takes as it is.

    `aside` is a line of its own at the end.
    """
    subject = f"{name}: {summary(found) or 'nothing waits on the desk'}"
    lines = [f"To: {', '.join(one_line(one) for one in to)}"] if to else []
    lines += [f"Subject: {one_line(subject)}", "Content-Type: text/plain; charset=utf-8", ""]
    lines += _body(found, name_of, "{}", "  {}") or ["Nothing waits on the desk."]
    lines += ["", aside] if aside else []
    return "\n".join(lines)


def chat(found: Sequence[Part], name: str, name_of: Callable[[str], str], aside: str = "") -> str:
    """Return the message for a chat, as Markdown; what reps wrote stands in it as plain text, `aside` at the end."""
    head = f"**{_plain(name)}**: {summary(found) or 'nothing waits on the desk'}"
    body = _body(found, name_of, "\n*{}*", "- {}", plain=True)
    return "\n".join([head, *body, *(["", aside] if aside else [])])


def _body(
    found: Sequence[Part],
    name_of: Callable[[str], str],
    heading: str,
    entry: str,
    *,
    plain: bool = False,
) -> list[str]:
    lines = []
    for part in found:
        lines.append(heading.format(part.title))
        for item, left in zip(part.items, part.left, strict=True):
            text = _words(item, among_us=not plain)
            behind = (
                count_of(len(item.accounts), "account")
                if item.accounts
                else count_of(len(item.people), "person")
            )
            facts = ", ".join(filter(None, (behind, left, name_of(item.assignee) if item.assignee else "")))
            lines.append(entry.format(f"{shown(item)} {_plain(text) if plain else text} ({facts})"))
        if rest := part.number - len(part.items):
            lines.append(entry.format(f"and {rest:,} more"))
    return lines


def _words(item: Item, *, among_us: bool) -> str:
    """Return what was said; a chat is read by more than the liaisons, a mail goes to them alone."""
    if item.liaison_only and not among_us:
        return "(given to the liaisons alone)"
    return first_words(item.text or item.quote, WORDS)


def _plain(text: str) -> str:
    """Return text in which no letter means anything to a chat: no markup, no link, nobody called."""
    return "".join(f"\\{c}" if c in "\\*_~`[]<>#|" else "＠" if c == "@" else c for c in text)
