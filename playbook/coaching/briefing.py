"""All that Coach tells one reader, read in one go."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from playbook.coaching.completeness import Completeness
from playbook.coaching.figures import PlayFigures, StepFigures, timed
from playbook.coaching.people import to_talk_about
from playbook.coaching.stages import StageFigures
from playbook.coaching.tallies import Use
from playbook.coaching.topics.model import Log, Topic
from playbook.coaching.topics.settled import Met
from playbook.coaching.topics.trials import Trial


@dataclass(frozen=True)
class Counted:
    """How much one person recorded."""

    person: str
    runs: int
    """Connected."""
    attempts: int
    """All that was recorded of calls, whoever picked up."""


@dataclass(frozen=True)
class Briefing:
    """What was really done, as far as this reader may see it."""

    log: Log
    topics: tuple[Topic, ...]
    """What to talk about, the play's problems first; never people by rate."""
    plays: tuple[PlayFigures, ...]
    people: tuple[Counted, ...]
    """By name: the reader and the people below."""
    readable: frozenset[str] = frozenset()
    """Whose runs the reader may look at one by one."""
    stages: tuple[StageFigures, ...] = ()
    stage_titles: Mapping[str, str] | None = None
    met: tuple[Met, ...] = ()
    trials: tuple[Trial, ...] = ()
    completeness: Mapping[str, Completeness] | None = None
    private: int = 0
    """The reader's own private runs, which count nowhere."""
    me: str = ""
    elsewhere: tuple[tuple[str, int], ...] = ()
    """Logs from elsewhere that were imported, and how many cases each has; none of them is in any other figure."""

    def topic(self, id_: str) -> Topic | None:
        """Return the topic with that id."""
        return next((one for one in self.topics if one.id == id_), None)

    def play(self, id_: str) -> PlayFigures | None:
        """Return the figures of a play."""
        return next((one for one in self.plays if one.play == id_), None)

    def timed(self, play: PlayFigures) -> PlayFigures:
        """Return the figures of a play with how long its steps took, which the lists do without."""
        page = self.log.pages[play.play]
        return replace(play, steps=tuple(timed(play.steps, self.log.past.times(page.ids), page)))

    def timed_steps(self) -> list[StepFigures]:
        """Return the steps of all plays with how long they took, asked for at once."""
        times = self.log.past.times()
        return [step for play in self.plays for step in timed(play.steps, times, self.log.pages[play.play])]

    def complete(self, person: str = "") -> Completeness:
        """Return how complete the log of a person is, or of everybody."""
        return (self.completeness or {}).get(person, Completeness(0, 0))

    @property
    def also_skipped(self) -> list[StepFigures]:
        """The required steps that were skipped and are no topic of their own."""
        told = {(one.play, one.step) for one in self.topics if one.kind.startswith("left-out")}
        steps = [step for play in self.plays for step in play.steps]
        return [step for step in to_talk_about(steps) if (step.play, step.step) not in told]


def counted(
    uses: Iterable[Use], people: Iterable[str], me: str, names: Collection[str], *, is_rep: bool
) -> tuple[Counted, ...]:
    """Return how much each of `people` (in that order) recorded; who did nothing is left out, but for a rep's self.

    `names` are all that the reader's own journals stand under. Private runs are none of it.
    """
    by_rep: dict[str, list[Use]] = {}
    for use in uses:
        if not use.private:
            by_rep.setdefault(me if use.rep in names else use.rep, []).append(use)
    found = []
    for person in people:
        theirs = by_rep.get(person, [])
        if theirs or (person == me and is_rep):
            found.append(
                Counted(person, sum(use.counted for use in theirs), sum(use.attempts for use in theirs))
            )
    return tuple(found)
