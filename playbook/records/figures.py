"""The body of `figures`: what many did in a week, of whom nobody can be made out; made in `coaching.published`."""

from __future__ import annotations

from playbook.records.frame import Body


class StepCount(Body, frozen=True):
    """One step of a play."""

    step: str
    reps: int
    """Who reached it."""
    reached: int
    done: int
    skipped: int
    seconds: float | None = None
    """The median of those who did it on the call; None where too few did."""


class PlayCount(Body, frozen=True):
    """One play: its connected runs of the week."""

    play: str
    reps: int
    runs: int
    committed: int
    """Ended in a commitment: done, or promised and not (yet) broken."""
    kept: int
    steps: tuple[StepCount, ...] = ()


class MetCount(Body, frozen=True):
    """One objection or battlecard (`page#objection` inside a play)."""

    page: str
    reps: int
    opened: int
    yes: int = 0
    """How often it settled the matter; with `partly` and `no` 0 where too few said."""
    partly: int = 0
    no: int = 0


class WordsCount(Body, frozen=True):
    """One wording of a talk track."""

    play: str
    place: str
    """`step/index of the talk track`."""
    words: str
    """`alternative N` or `my words`: never the words themselves."""
    reps: int
    used: int


class Figures(Body, frozen=True):
    """What the reps of one manager did in one week."""

    week: str
    """`2026-W47`, Monday to Sunday, UTC."""
    plays: tuple[PlayCount, ...] = ()
    met: tuple[MetCount, ...] = ()
    wording: tuple[WordsCount, ...] = ()
