"""Where a value lies on an axis; the one code behind the charts of the terminal and those of the browser."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, isfinite, log10
from typing import NamedTuple

STEPS = (1, 2, 2.5, 5, 10)


class Scale(NamedTuple):
    """The values that an axis shows, from end to end."""

    low: float
    high: float

    def at(self, value: float) -> float:
        """Return where `value` lies, from 0 to 1; what is beyond an end is at that end."""
        share = (value - self.low) / (self.high - self.low)
        return min(max(share, 0.0), 1.0)

    def ticks(self, most: int) -> list[float]:
        """Return at most `most` round values within the scale; its ends where fewer than two would be left."""
        step = _step((self.high - self.low) / max(most - 1, 1))
        first = ceil(round(self.low / step, 9))
        last = floor(round(self.high / step, 9))
        found = [round(number * step, 12) for number in range(first, last + 1)]
        return found if len(found) > 1 else [self.low, self.high]

    def even_ticks(self, rows: int) -> tuple[list[float], int]:
        """Return ticks from end to end that fall on rows equally far apart, and how many rows that takes.

        The rows are `rows` or up to a fifth fewer; there is a row between two ticks. Its ends alone always do.
        """
        span = self.high - self.low
        for parts in range((rows - 1) // 2, 0, -1):
            step, used = span / parts, (rows - 1) // parts * parts + 1
            if parts == 1 or (rows - used <= rows // 5 and _is_round(step) and _is_whole(self.low / step)):
                return [round(self.low + part * step, 12) for part in range(parts + 1)], used
        return [self.low, self.high], rows


def scale_of(values: Sequence[float], *, share: bool = False) -> Scale:
    """Return a scale that shows all `values` and ends at round ones; a share never goes beyond 0 and 1.

    What is no number is passed over; no values, or equal ones, get a scale of some height.
    """
    known = [value for value in values if isfinite(value)]
    low, high = min(known, default=0.0), max(known, default=1.0)
    if share:
        low, high = max(0.0, min(low, 1.0)), min(1.0, max(high, 0.0))
    if high - low < 1e-9 * max(1.0, abs(high)):
        reach = abs(high) * 0.1 if abs(high) > 1e-6 else 1.0
        low, high = (0.0, 1.0) if share else (low - reach, high + reach)
    step = _step((high - low) / 4)
    low, high = floor(round(low / step, 9)) * step, ceil(round(high / step, 9)) * step
    if share:
        low, high = max(low, 0.0), min(high, 1.0)
    return Scale(low, high)


def _step(rough: float) -> float:
    """Return the smallest round step that is not below `rough`."""
    if rough <= 0 or not isfinite(rough):
        return 1.0
    power = 10.0 ** floor(log10(rough))
    return next(step * power for step in STEPS if step * power >= rough * (1 - 1e-9))


def _is_round(step: float) -> bool:
    return abs(_step(step) - step) <= 1e-6 * step


def _is_whole(value: float) -> bool:
    return abs(value - round(value)) <= 1e-6


def tick_text(value: float, unit: str) -> str:
    """Return what stands at an axis: per cent for shares, signed points for differences."""
    if unit == "points":
        return f"{value * 100:+.0f}".replace("-", "−") if value else "0"
    if unit == "share":
        return f"{value * 100:g}%"
    return f"{value:g}"
