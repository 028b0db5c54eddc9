"""One thing to talk about, and what the rules read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from playbook.coaching.facts import Fact
from playbook.coaching.mix import Mix, case_mix
from playbook.coaching.tallies import Case, Past, Took, Use
from playbook.coaching.topics.beside import Mixes, mixes_of, mixes_words
from playbook.coaching.ways import Way
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

LOOKED_AT = 200
"""Runs behind a figure that are listed, the latest first."""
FAMILY = 0.05
"""How often chance alone puts anything of a kind on the list, however many steps and reps there are (Bonferroni)."""


class Behind(NamedTuple):
    """What a topic is shown with once somebody looks at it."""

    runs: tuple[str, ...] = ()
    """Ids of the runs to look at, the latest first."""
    blocks: tuple[Block, ...] = ()
    """Charts and tables that show it."""
    mixes: Mixes = ()
    """What kind of calls stand on either side of it, where it compares any."""


@dataclass(frozen=True)
class Topic:
    """One thing to talk about; never a ranking of people.

    What says it is there at once; `runs` and `blocks` are read when they are first asked for, and that takes a while.
    """

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
    looked_at: int = 0
    """How many single runs there are to look at."""
    deals: tuple[tuple[str, str], ...] = ()
    """Opportunities that it counts, each with its stage: the runs with them there are to look at."""
    behind: Callable[[], Behind] = field(default=Behind, compare=False, repr=False)

    @cached_property
    def _found(self) -> Behind:
        return self.behind()

    @property
    def runs(self) -> tuple[str, ...]:
        """Ids of the runs to look at, the latest first."""
        return self._found.runs

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Charts and tables that show it, and what kind of calls stand behind them."""
        return (*self._found.blocks, *mixes_words(self.mixes))

    @property
    def mixes(self) -> Mixes:
        """What kind of calls stand on either side of it, where it compares any."""
        return self._found.mixes

    @property
    def id(self) -> str:
        """Names it from one look to the next: `detour:plays/discover/first-discovery:open`."""
        parts = (self.kind, self.play or self.page or self.trial, self.step, self.rep)
        return ":".join(part for part in parts if part)


@dataclass(frozen=True)
class Log:
    """What the rules read: runs that figures may be made of, and what is known beside them."""

    past: Past
    pages: Mapping[str, Page]
    """The plays that were run, as they are now, by id."""
    today: date
    named: frozenset[str] = frozenset()
    """Whom the reader may see one by one."""
    name_of: Callable[[str], str] = field(default=str)
    text_of: Callable[[str], str] = field(default=str)
    """Names the words that a revision (a page's blob) shows reps, so that a change of facts alone is none."""
    segment_of: Callable[[str], str] = field(default=lambda _: "")
    now: Mapping[str, str] = field(default_factory=dict)
    """The revision (blob) that each page has now, by id."""

    @cached_property
    def uses(self) -> list[Use]:
        """How much was recorded of each play, by whom; without what is private."""
        return [use for use in self.past.uses() if not use.private]

    @cached_property
    def _ways(self) -> dict[str, list[Way]]:
        now = {id_: page.id for page in self.pages.values() for id_ in page.ids}
        found: dict[str, list[Way]] = {}
        for way in self.past.ways():
            if (page := now.get(way.play)) is not None:
                found.setdefault(page, []).append(way)
        return found

    def ways(self, play: str) -> list[Way]:
        """Return how the connected runs of a play went, also under its earlier ids."""
        return self._ways.get(play, [])

    @property
    def blobs(self) -> set[str]:
        """The revisions of plays that were run in more than one."""
        by_play = ({way.blob for way in ways} for ways in self._ways.values())
        return {blob for some in by_play if len(some) > 1 for blob in some}

    def runs(self, play: str) -> int:
        """Return how many connected runs a play has."""
        return sum(way.n for way in self.ways(play))

    def now_of(self, pages: Iterable[str]) -> dict[str, str]:
        """Return the revisions that these pages have now, of those that are there."""
        return {page: self.now[page] for page in pages if page in self.now}

    def cases(self, play: str = "") -> list[Case]:
        """Return what kind of calls the connected runs of a play were, or of all that are there."""
        pages = [self.pages[play]] if play else self.pages.values()
        return self.past.cases(frozenset(id_ for page in pages for id_ in page.ids))

    def mixes_of(self, play: str) -> Mapping[str, Mix]:
        """Return the case mix of everybody's connected runs of a play by rep, asked for once."""
        known = self._mixes
        if play not in known:
            found = self.past.cases_by_rep(self.ids_of(play))
            known[play] = {rep: case_mix(cases, self.segment_of) for rep, cases in found.items()}
        return known[play]

    @cached_property
    def _mixes(self) -> dict[str, dict[str, Mix]]:
        return {}

    @cached_property
    def judged(self) -> dict[str, Mix]:
        """What kind of calls each objection and battlecard was judged on."""
        found = self.past.judged_cases()
        return {page: case_mix(cases, self.segment_of) for page, cases in found.items()}

    @cached_property
    def _last_asked(self) -> list[tuple[str, list[Fact]]]:
        return []

    def mixes(self, *sides: tuple[str, Iterable[Case]]) -> Mixes:
        """Return the case mix of each side of a comparison, under its name."""
        return mixes_of(self.segment_of, *sides)

    def ids_of(self, play: str) -> frozenset[str]:
        """Return the ids that a play has and had."""
        page = self.pages.get(play)
        return page.ids if page else frozenset({play})

    def took(self, play: str, step: str = "", letters: str = "", *, off: bool | None = None) -> Took:
        """Name the connected runs of a play in which a step, under whichever id, went one of these ways."""
        page = self.pages[play]
        moved = page.facts.moved
        ids = {id_ for id_ in (step, *moved) if moved.get(id_, id_) == step}
        return Took(page.ids, frozenset(ids), letters, off)

    def counted(self, play: str) -> list[Fact]:
        """Return the connected runs of a play one by one, the first first."""
        for asked, found in self._last_asked:
            if asked == play:
                return found
        found = [one for one in self.past.facts(self.ids_of(play)) if one.counts]
        self._last_asked[:] = [(play, found), *self._last_asked[:3]]
        return found


def latest(rows: Iterable[Fact], most: int = LOOKED_AT) -> tuple[str, ...]:
    """Return the ids of runs, the latest first."""
    ordered = sorted(rows, key=lambda row: (row.started, row.order), reverse=True)
    return tuple(row.id for row in ordered[:most])


def committed(rows: Iterable[Fact]) -> int:
    """Return how many runs led to a commitment."""
    return sum(row.committed for row in rows)
