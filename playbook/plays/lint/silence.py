"""Findings that an author has silenced in the page, with a reason.

`<!-- lint: PB013 because the figure is theirs -->` above a block silences the rule for that block; before a
page's first heading or text it silences the rule for the whole page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from playbook.plays.lint.source import Source

_SILENCE = re.compile(
    r"<!--\s*lint:?\s+(?P<codes>PB\d{3}(?:\s*,\s*PB\d{3})*)\s*(?:because\b|:|-+|–|—)?\s*(?P<reason>[^\n]*?)\s*-->",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Silence:
    """Rules that say nothing about some lines."""

    codes: frozenset[str]
    reason: str
    """Empty: it does not hold."""
    line: int
    first: int
    last: int


def silences(source: Source) -> tuple[Silence, ...]:
    """Return the silences of a page, also those that lack their reason."""
    if "lint" not in source.text.lower():
        return ()
    found = []
    begins = _begins(source)
    for number, line in enumerate(source.lines, 1):
        match = _SILENCE.search(line)
        if match is None:
            continue
        codes = frozenset(code.strip().upper() for code in match["codes"].split(","))
        alone = not line[: match.start()].strip(" \t>-*") and not line[match.end() :].strip()
        if number < begins:
            first, last = 1, len(source.lines)
        elif alone:
            first, last = number, _end_of_block(source.lines, number)
        else:
            first, last = number, number
        found.append(Silence(codes, match["reason"].strip(), number, first, last))
    return tuple(found)


def _begins(source: Source) -> int:
    """Return the line of the first text or heading."""
    inside = False
    for number, line in enumerate(source.lines[source.front.lines :], source.front.lines + 1):
        rest = re.sub(r"<!--.*?-->", "", line).strip()
        if inside:
            inside = "-->" not in rest
        elif rest.startswith("<!--"):
            inside = True
        elif rest:
            return number
    return len(source.lines) + 1


def _end_of_block(lines: list[str], comment: int) -> int:
    """Return the last line of the block that follows the comment in line `comment`."""
    number = comment
    while number < len(lines) and not _bare(lines[number]):
        number += 1
    while number < len(lines) and _bare(lines[number]):
        number += 1
    return number


def _bare(line: str) -> str:
    """Return what a line says behind the marks of a quote."""
    return line.lstrip(" \t>").strip()
