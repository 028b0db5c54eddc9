"""How often an objection or battlecard was opened, and whether it settled the matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from playbook.coaching.runs import RunRow
from playbook.coaching.tallies import Opening


class Typed(NamedTuple):
    """What was typed to find a page, on the calls on which the rep said whether it settled the matter."""

    words: str
    """Letter case and white space folded."""
    yes: int
    judged: int


@dataclass(frozen=True)
class OpenedFigures:
    """One objection or battlecard over the connected runs."""

    page: str
    opened: int
    yes: int
    partly: int
    no: int
    words: tuple[Typed, ...] = ()
    """By what was typed, in the order of the words."""

    @property
    def judged(self) -> int:
        """How often the rep said whether it settled the matter."""
        return self.yes + self.partly + self.no

    def __str__(self) -> str:
        """Say it in words for a person; empty where nobody said."""
        return f"settled {self.yes} of {self.judged}" if self.judged else ""


def opened_figures(openings: Iterable[Opening]) -> dict[str, OpenedFigures]:
    """Return the figures by page id (`page#objection` inside a play), the most opened first.

    A run of the wrong play still met the objection, so it counts here; private and redacted runs do not.
    """
    opened: Counter[str] = Counter()
    settled: Counter[tuple[str, str]] = Counter()
    typed: dict[str, dict[str, list[int]]] = {}
    for one in openings:
        opened[one.page] += one.n
        settled[(one.page, one.settled)] += one.n
        if one.settled and (words := " ".join(one.words.casefold().split())):
            counted = typed.setdefault(one.page, {}).setdefault(words, [0, 0])
            counted[0] += one.n if one.settled == "yes" else 0
            counted[1] += one.n
    ranked = sorted(opened.items(), key=lambda pair: (-pair[1], pair[0]))
    return {
        page: OpenedFigures(
            page,
            n,
            settled[(page, "yes")],
            settled[(page, "partly")],
            settled[(page, "no")],
            tuple(Typed(words, *counted) for words, counted in sorted(typed.get(page, {}).items())),
        )
        for page, n in ranked
    }


def gaps(rows: Iterable[RunRow]) -> list[tuple[str, int]]:
    """Return the words that were searched and found nothing, the most frequent first, letter case folded."""
    words = Counter(
        " ".join(gap.words.casefold().split())
        for row in rows
        if not row.private and not row.redacted
        for gap in row.run.gaps
    )
    words.pop("", None)
    return sorted(words.items(), key=lambda pair: (-pair[1], pair[0]))
