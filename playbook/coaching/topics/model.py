"""One thing to talk about, and what the rules read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from playbook.coaching.runs import RunRow
from playbook.plays.model import Page
from playbook.records.model import FeedbackKind
from playbook.reporting.model import Block

Kind = Literal[
    "left-out-by-most",
    "left-out-by-one",
    "changed",
    "detour",
    "experiment",
    "pilot",
    "stage",
    "objection",
    "no-commitment",
    "unopened",
    "new-play",
]
LABELS: dict[Kind, str] = {
    "left-out-by-most": "the play's",
    "left-out-by-one": "coaching",
    "changed": "changed",
    "detour": "detour",
    "experiment": "experiment",
    "pilot": "pilot",
    "stage": "bottleneck",
    "objection": "objection",
    "no-commitment": "fruitless",
    "unopened": "not opened",
    "new-play": "new play",
}
"""One word for a list."""
HEADINGS: dict[Kind, str] = {
    "left-out-by-most": "The play's problem",
    "left-out-by-one": "For coaching",
    "changed": "Changed with the play's words",
    "detour": "A detour that works",
    "experiment": "Experiment",
    "pilot": "Pilot",
    "stage": "Bottleneck",
    "objection": "Objection",
    "no-commitment": "No commitment",
    "unopened": "Not opened",
    "new-play": "New play",
}

FAMILY = 0.05
"""How often chance alone puts anything of a kind on the list, however many steps and reps there are (Bonferroni)."""


@dataclass(frozen=True)
class Topic:
    """One thing to talk about; never a ranking of people."""

    kind: Kind
    title: str
    said: str
    """What is so, in a sentence with its counts."""
    advice: str
    """Whose it is, and what to do next."""
    definition: str
    """What was counted, and when it is said at all."""
    n: int
    """Runs (opportunities, accounts) behind it."""
    reps: int = 0
    """How many people stand behind the counts."""
    plainly: str = ""
    """The same without counts, for where too few people stand behind them."""
    tells: FeedbackKind | Literal[""] = ""
    """What it is to the owners of its page; empty: nothing of theirs."""
    play: str = ""
    step: str = ""
    rep: str = ""
    page: str = ""
    """An objection or battlecard."""
    trial: str = ""
    """An experiment."""
    runs: tuple[str, ...] = ()
    """Ids of the runs to look at, the latest first."""
    blocks: tuple[Block, ...] = ()
    """Charts and tables that show it."""

    @property
    def id(self) -> str:
        """Names it from one look to the next: `detour:plays/discover/first-discovery:open`."""
        parts = (self.kind, self.play or self.page or self.trial, self.step, self.rep)
        return ":".join(part for part in parts if part)


@dataclass(frozen=True)
class Log:
    """What the rules read: runs that figures may be made of, and what is known beside them."""

    rows: tuple[RunRow, ...]
    pages: Mapping[str, Page]
    """The plays that were run, as they are now, by id."""
    today: date
    named: frozenset[str] = frozenset()
    """Whom the reader may see one by one."""
    name_of: Callable[[str], str] = field(default=str)
    text_of: Callable[[str], str] = field(default=str)
    """Names the words that a revision (a page's blob) shows reps, so that a change of facts alone is none."""
    segment_of: Callable[[str], str] = field(default=lambda _: "")

    @cached_property
    def by_play(self) -> dict[str, tuple[RunRow, ...]]:
        """The shared runs of each page, also under its earlier ids, the first first."""
        found: dict[str, list[RunRow]] = {}
        for row in self.rows:
            if not row.private and not row.redacted:
                found.setdefault(row.run.play, []).append(row)
        return {
            page.id: tuple(
                sorted(
                    (row for id_ in (page.id, *page.facts.moved_from) for row in found.get(id_, ())),
                    key=lambda row: (row.run.started, row.order),
                )
            )
            for page in self.pages.values()
        }

    def counted(self, play: str) -> list[RunRow]:
        """Return the connected runs of a play, the first first."""
        return [row for row in self.by_play.get(play, ()) if row.counts]


def latest(rows: list[RunRow], most: int = 200) -> tuple[str, ...]:
    """Return the ids of runs, the latest first."""
    ordered = sorted(rows, key=lambda row: (row.run.started, row.order), reverse=True)
    return tuple(row.id for row in ordered[:most])
