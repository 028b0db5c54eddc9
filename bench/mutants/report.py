"""What became of the mutants, as a table and a list of those that no test noticed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bench.mutants.mutate import Mutant

End = Literal["killed", "survived", "timeout", "unreached", "equivalent"]

TARGET = 0.8
_COLUMNS: tuple[End, ...] = ("killed", "timeout", "survived", "unreached", "equivalent")


@dataclass(frozen=True)
class Result:
    """A mutant and what became of it."""

    mutant: Mutant
    end: End
    why: str = ""
    """Of an equivalent one."""


def rate(ends: Counter[End]) -> float | None:
    """Return which part was noticed; equivalent ones do not count, and a test that never ends is noticed."""
    noticed = ends["killed"] + ends["timeout"]
    counted = noticed + ends["survived"] + ends["unreached"]
    return noticed / counted if counted else None


def table(results: Sequence[Result]) -> str:
    """Return a line per module, per package and for all."""
    modules: dict[str, Counter[End]] = {}
    packages: dict[str, Counter[End]] = {}
    total: Counter[End] = Counter()
    for result in results:
        file = result.mutant.file
        for ends in (
            modules.setdefault(file, Counter()),
            packages.setdefault(file.rpartition("/")[0], Counter()),
            total,
        ):
            ends[result.end] += 1
    lines = [f"{'':34}{'mutants':>8}" + "".join(f"{name:>11}" for name in _COLUMNS) + f"{'noticed':>9}"]
    lines += [_line(name, modules[name]) for name in sorted(modules)]
    lines += ["", *(_line(name, packages[name]) for name in sorted(packages)), _line("all", total)]
    return "\n".join(lines)


def _line(name: str, ends: Counter[End]) -> str:
    noticed = rate(ends)
    part = "" if noticed is None else f"{noticed:.0%}" + ("" if noticed >= TARGET else " !")
    return (
        f"{name:34}{ends.total():>8}" + "".join(f"{ends[column]:>11}" for column in _COLUMNS) + f"{part:>9}"
    )


def survivors(results: Sequence[Result]) -> str:
    """Return the mutants that no test noticed, and the equivalent ones with the reasons."""
    lines = []
    for result in results:
        mutant = result.mutant
        place = f"{mutant.file}:{mutant.line} {mutant.where}"
        change = f"    {mutant.was}  →  {mutant.now}"
        if result.end in ("survived", "unreached"):
            lines += [f"{result.end}: {place}", change]
        elif result.end == "equivalent":
            lines += [f"equivalent: {place}", change, f"    {result.why}"]
    return "\n".join(lines)
