"""What a report is made of; knows neither terminal nor browser."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from playbook.dates import short_day_of
from playbook.text import spoken

Tone = Literal["", "strong", "dim", "warn", "good"]
Cell = str | int | float | None
Kind = Literal["text", "term", "count", "share", "seconds", "days", "day"]
"""How a cell is written: a term of our vocabulary as one says it, a share as per cent, seconds as minutes, a
day (which programs get as ISO date) as `1 Dec 2026`."""
TEXTS: tuple[Kind, ...] = ("text", "term")
NOTHING = "–"


@dataclass(frozen=True)
class Words:
    """A paragraph."""

    text: str
    tone: Tone = ""


@dataclass(frozen=True)
class Column:
    """One column of a table."""

    key: str
    """For programs."""
    heading: str
    kind: Kind = "text"
    only_data: bool = False
    """For CSV and JSON; too much for a page."""
    rank: int = 0
    """Where there is no room for all, the columns of the highest rank are left out first; those of rank 0 never."""


@dataclass(frozen=True)
class Grid:
    """A table."""

    name: str
    """For files: `steps`, `people`."""
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def shown(self) -> tuple[int, ...]:
        """The places of the columns that people read: those that say something."""
        return tuple(
            place
            for place, column in enumerate(self.columns)
            if not column.only_data and any(row[place] not in (None, "") for row in self.rows)
        )


@dataclass(frozen=True)
class Mark:
    """Something that happened between two values of a chart: a new revision."""

    place: int
    """Of the first value after it."""
    label: str


@dataclass(frozen=True)
class LineChart:
    """Values one after the other; with limits it is a control chart."""

    title: str
    values: tuple[float, ...]
    labels: tuple[str, ...]
    """What each value is of: a day."""
    sizes: tuple[int, ...] = ()
    """The n of each value."""
    marks: tuple[Mark, ...] = ()
    mean: float | None = None
    lower: float | None = None
    upper: float | None = None
    flagged: frozenset[int] = frozenset()
    """Places of values that a rule marks."""
    unit: Literal["share", "number"] = "share"
    said: str = ""
    """What it cannot say."""


@dataclass(frozen=True)
class Bar:
    """One bar, from 0."""

    label: str
    value: float
    shown: str
    """The value in words: `12 of 19`."""
    tone: Tone = ""


@dataclass(frozen=True)
class BarChart:
    """How much there is of each."""

    title: str
    bars: tuple[Bar, ...]
    said: str = ""


@dataclass(frozen=True)
class Span:
    """A value, and what the truth lies between."""

    label: str
    value: float
    low: float
    high: float
    shown: str
    flagged: bool = False


@dataclass(frozen=True)
class IntervalChart:
    """Values with their intervals below each other, on one scale."""

    title: str
    spans: tuple[Span, ...]
    reference: float | None = None
    """What they are held against: the team's share, or no difference."""
    unit: Literal["share", "points"] = "share"
    said: str = ""


@dataclass(frozen=True)
class Dot:
    """Somebody in a funnel."""

    label: str
    n: int
    value: float
    flagged: bool = False


@dataclass(frozen=True)
class FunnelChart:
    """Shares by how many runs stand behind them, and how far chance alone carries."""

    title: str
    dots: tuple[Dot, ...]
    mean: float
    inner: tuple[tuple[int, float, float], ...]
    """(n, low, high) of 95 %."""
    outer: tuple[tuple[int, float, float], ...]
    """Of 99.8 %."""
    said: str = ""


Chart = LineChart | BarChart | IntervalChart | FunnelChart
Block = Words | Grid | Chart


@dataclass(frozen=True)
class Section:
    """A part of a report under a heading."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Report:
    """All that is told of something."""

    title: str
    about: str
    """For whom, of when, made when."""
    sections: tuple[Section, ...]

    @property
    def grids(self) -> tuple[Grid, ...]:
        """Its tables, in order."""
        return tuple(
            block for section in self.sections for block in section.blocks if isinstance(block, Grid)
        )


def cell_text(value: Cell, kind: Kind = "text") -> str:
    """Return a cell for people."""
    if value is None:
        return NOTHING
    if isinstance(value, str):
        if kind == "day":
            # A report is read in another year as well: none is today's.
            return short_day_of(value, date.min)
        return spoken(value) if kind == "term" else value
    if kind == "share":
        return f"{value:.0%}"
    if kind == "seconds":
        whole = round(value)
        return f"{whole // 60}:{whole % 60:02d}"
    if kind == "days":
        return f"{value:g} d"
    return f"{value:,}" if isinstance(value, int) else f"{value:g}"


def points(low: float, high: float) -> str:
    """Return an interval of differences of shares as signed points: `−3 to +12`."""
    return f"{low * 100:+.0f} to {high * 100:+.0f}".replace("-", "−")
