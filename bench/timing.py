"""Taking times: the median of several, the 95th percentile of many, a floor and the real thing in turns."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from statistics import median
from typing import TypeVar

Thing = TypeVar("Thing")


def percentile(values: Sequence[float], part: float) -> float:
    """Return the smallest value that `part` (0 to 1) of `values` do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, min(len(ordered) - 1, -int(-part * len(ordered) // 1) - 1))]


def p95(values: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return percentile(values, 0.95)


def seconds_of(work: Callable[[], object]) -> float:
    """Return how long `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turns(times: int, *measures: Callable[[], Thing]) -> list[list[Thing]]:
    """Call the measures in turns, `times` each, so that a busy moment of the machine hits all alike."""
    found: list[list[Thing]] = [[] for _ in measures]
    for _ in range(times):
        for measure, values in zip(measures, found, strict=True):
            values.append(measure())
    return found


def medians(times: int, *measures: Callable[[], float]) -> list[float]:
    """Return the median of each measure, taken in turns."""
    return [median(values) for values in in_turns(times, *measures)]


def run(
    command: Sequence[str], env: Mapping[str, str] | None = None, *, codes: Collection[int] = (0,)
) -> Callable[[], float]:
    """Return a measure: the wall time of a command from its start to its end, which must be with one of `codes`."""

    def work() -> None:
        done = subprocess.run(
            command, env=env, check=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )
        if done.returncode not in codes:
            raise subprocess.CalledProcessError(done.returncode, list(command))

    return lambda: seconds_of(work)
