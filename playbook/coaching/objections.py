"""How often an objection or battlecard was opened, and whether it settled the matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from playbook.coaching.runs import RunRow
from playbook.coaching.tallies import Opening


@dataclass(frozen=True)
class OpenedFigures:
    """One objection or battlecard over the connected runs."""

    page: str
    opened: int
    yes: int
    partly: int
    no: int

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
    for one in openings:
        opened[one.page] += one.n
        settled[(one.page, one.settled)] += one.n
    ranked = sorted(opened.items(), key=lambda pair: (-pair[1], pair[0]))
    return {
        page: OpenedFigures(page, n, *(settled[(page, how)] for how in ("yes", "partly", "no")))
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
