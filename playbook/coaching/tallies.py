"""Finished runs counted in groups, so that a team's figures need not hold every run."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from playbook.coaching.days import day_of
from playbook.coaching.facts import Fact, Outline
from playbook.coaching.ways import Way, ways_of


class Use(NamedTuple):
    """How much one rep recorded of one play, whatever it was."""

    play: str
    rep: str
    private: bool
    runs: int
    attempts: int
    counted: int
    first: str
    """ISO day of the first run whose day can be read; empty for none."""
    last: str


class End(NamedTuple):
    """How counted runs of a play ended."""

    play: str
    result: str
    committed: bool
    kept: str
    n: int


class Case(NamedTuple):
    """What kind of calls counted runs were."""

    stage: str
    account: str
    triggers: tuple[str, ...]
    n: int


class Took(NamedTuple):
    """Which counted runs are meant: those in which a required step went some way, or whose steps went out of order."""

    plays: frozenset[str]
    steps: frozenset[str] = frozenset()
    """The ids that the step has and had."""
    letters: str = ""
    """Of `facts`: one of them stands at the step."""
    off: bool | None = None
    """Something was done out of order, or nothing was, of those that say so; None: whichever."""

    def places(self, outline: Outline) -> list[int]:
        """Return where the step stands in an outline."""
        return [
            place
            for place, (step, required) in enumerate(zip(*outline, strict=True))
            if required and step in self.steps
        ]

    def is_met(self, run: Fact) -> bool:
        """Say whether a run is one of those."""
        if run.play not in self.plays or not run.counts or run.private:
            return False
        if self.off is not None:
            return run.against is not None and (run.against.out_of_order > 0) == self.off
        return any(run.letters[place] in self.letters for place in self.places(run.outline))


def cases_of(runs: Iterable[Fact]) -> list[Case]:
    """Return what kind of calls these counted runs were, in no order."""
    counts = Counter((one.deal_stage, one.account, one.triggers) for one in runs)
    return [Case(*key, n) for key, n in counts.items()]


class Opening(NamedTuple):
    """How often an objection or battlecard was opened on connected calls, looked for with the same words."""

    page: str
    words: str
    """As they were typed, letter case folded; empty for none."""
    settled: str
    rep: str
    n: int


class Past(ABC):
    """Finished runs as whoever counts them asks; of private ones only `uses` and `facts` tell."""

    @abstractmethod
    def uses(self) -> list[Use]:
        """Return who recorded how much of which play."""

    @abstractmethod
    def ways(self, plays: Collection[str] | None = None) -> list[Way]:
        """Return how the counted runs went: of `plays`, where given."""

    @abstractmethod
    def ends(self, plays: Collection[str] | None = None) -> list[End]:
        """Return how the counted runs ended."""

    @abstractmethod
    def times(self, plays: Collection[str] | None = None) -> dict[tuple[str, str], list[float]]:
        """Return the seconds spent by play and step (its id at the time), of steps done on the call."""

    @abstractmethod
    def cases(self, plays: Collection[str] | None = None) -> list[Case]:
        """Return what kind of calls the counted runs were, in no order: of `plays`, where given."""

    @abstractmethod
    def cases_by_rep(self, plays: Collection[str] | None = None) -> dict[str, list[Case]]:
        """Return the same by who ran them."""

    @abstractmethod
    def took(self, which: Took, reps: Collection[str] | None = None, *, most: int) -> tuple[str, ...]:
        """Return the ids of at most so many of these runs, the latest first: of `reps`, where given."""

    @abstractmethod
    def cases_of(self, *which: Took) -> tuple[list[Case], ...]:
        """Return what kind of calls these runs were, of each of `which`, in no order."""

    @abstractmethod
    def openings(self) -> list[Opening]:
        """Return what was looked up on connected calls, also those of the wrong play."""

    @abstractmethod
    def judged_cases(self) -> dict[str, list[Case]]:
        """Return by page what kind of calls it was looked up on, and judged: each opening once."""

    @abstractmethod
    def opened_on(self, page: str, most: int) -> tuple[str, ...]:
        """Return the ids of the calls on which a page was looked up, the latest first."""

    @abstractmethod
    def exits(self) -> set[tuple[str, str]]:
        """Return the opportunities and stages whose exit was proven in the customer's words."""

    @abstractmethod
    def facts(
        self,
        plays: Collection[str] | None = None,
        reps: Collection[str] | None = None,
        *,
        since: str = "",
        private: bool = False,
    ) -> list[Fact]:
        """Return runs one by one, the first first, those that count nowhere included; with `private` also these.

        `since` is the ISO day before which none is wanted.
        """


class Held(Past):
    """Runs that are held in memory."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._facts = sorted(facts, key=lambda one: (one.started, one.order))

    def uses(self) -> list[Use]:
        """Return who recorded how much of which play."""
        by_key: dict[tuple[str, str, bool], list[Fact]] = {}
        for one in self._facts:
            by_key.setdefault((one.play, one.rep, one.private), []).append(one)
        found = []
        for (play, rep, private), runs in by_key.items():
            days = [one.started[:10] for one in runs if day_of(one.started)]
            attempts, counts = sum(one.is_attempt for one in runs), sum(one.counts for one in runs)
            first, last = min(days, default=""), max(days, default="")
            found.append(Use(play, rep, private, len(runs), attempts, counts, first, last))
        return sorted(found)

    def ways(self, plays: Collection[str] | None = None) -> list[Way]:
        """Return how the counted runs went."""
        return ways_of(self._counted(plays))

    def ends(self, plays: Collection[str] | None = None) -> list[End]:
        """Return how the counted runs ended."""
        counts = Counter((one.play, one.result, one.committed, one.kept) for one in self._counted(plays))
        return sorted(End(*key, n) for key, n in counts.items())

    def times(self, plays: Collection[str] | None = None) -> dict[tuple[str, str], list[float]]:
        """Return the seconds spent by play and step."""
        found: dict[tuple[str, str], list[float]] = {}
        for one in self._counted(plays):
            for step, seconds in zip(one.outline.ids, one.seconds, strict=True):
                if seconds > 0:
                    found.setdefault((one.play, step), []).append(seconds)
        return {key: sorted(values) for key, values in found.items()}

    def cases(self, plays: Collection[str] | None = None) -> list[Case]:
        """Return what kind of calls the counted runs were."""
        return cases_of(self._counted(plays))

    def cases_by_rep(self, plays: Collection[str] | None = None) -> dict[str, list[Case]]:
        """Return the same by who ran them."""
        runs: dict[str, list[Fact]] = {}
        for one in self._counted(plays):
            runs.setdefault(one.rep, []).append(one)
        return {rep: cases_of(some) for rep, some in runs.items()}

    def took(self, which: Took, reps: Collection[str] | None = None, *, most: int) -> tuple[str, ...]:
        """Return the ids of at most so many of these runs, the latest first."""
        found = [one.id for one in self.facts(None, reps) if which.is_met(one)]
        return tuple(found[: -most - 1 : -1])

    def cases_of(self, *which: Took) -> tuple[list[Case], ...]:
        """Return what kind of calls these runs were."""
        return tuple(cases_of(one for one in self._facts if each.is_met(one)) for each in which)

    def openings(self) -> list[Opening]:
        """Return what was looked up on connected calls."""
        counts = Counter(
            (looked.page, looked.words, looked.settled, one.rep)
            for one in self._connected()
            for looked in one.opened
        )
        return sorted(Opening(*key, n) for key, n in counts.items())

    def judged_cases(self) -> dict[str, list[Case]]:
        """Return by page what kind of calls it was looked up on, and judged."""
        runs: dict[str, list[Fact]] = {}
        for one in self._connected():
            for looked in one.opened:
                if looked.settled:
                    runs.setdefault(looked.page, []).append(one)
        return {page: cases_of(some) for page, some in runs.items()}

    def opened_on(self, page: str, most: int) -> tuple[str, ...]:
        """Return the ids of the calls on which a page was looked up."""
        found = [one.id for one in self._connected() if any(looked.page == page for looked in one.opened)]
        return tuple(found[: -most - 1 : -1])

    def exits(self) -> set[tuple[str, str]]:
        """Return the opportunities and stages whose exit was proven."""
        return {(one.opportunity, one.deal_stage) for one in self._counted(None) if one.proved}

    def facts(
        self,
        plays: Collection[str] | None = None,
        reps: Collection[str] | None = None,
        *,
        since: str = "",
        private: bool = False,
    ) -> list[Fact]:
        """Return runs one by one."""
        return [
            one
            for one in self._facts
            if (plays is None or one.play in plays)
            and (reps is None or one.rep in reps)
            and (private or not one.private)
            and one.started >= since
        ]

    def _connected(self) -> Iterable[Fact]:
        return (
            one for one in self._facts if one.connect == "connected" and not one.private and not one.redacted
        )

    def _counted(self, plays: Collection[str] | None) -> Sequence[Fact]:
        return [one for one in self.facts(plays) if one.counts]
