"""Writes what the long form of the fault tests counted into docs/reliability.md: `python -m tests.reliability FILE`."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

DOC = Path(__file__).parents[1] / "docs" / "reliability.md"
BEGIN, END = "<!-- what was counted: made by `make torture` -->", "<!-- end -->"


def summed(lines: Iterable[str]) -> dict[str, dict[str, float]]:
    """Return what was counted of each thing: whole numbers added up, of fractions the largest."""
    found: dict[str, dict[str, float]] = {}
    for line in lines:
        said = json.loads(line)
        known = found.setdefault(said.pop("what"), {})
        for name, number in said.items():
            before = known.get(name, 0)
            known[name] = max(before, number) if isinstance(number, float) else before + number
    return found


def table(found: dict[str, dict[str, float]], day: date, *, load: float, cores: int) -> str:
    """Return the section of the document."""
    when = f"{day.day} {day:%B %Y}"
    rows = [
        f"| {what} | {', '.join(_words(*pair) for pair in found[what].items())} |" for what in sorted(found)
    ]
    return "\n".join(
        [
            BEGIN, "",
            f"On {when}, on {cores} cores at a load of {load:.0f}:", "",
            "| what was done | what was counted |", "|---|---|", *rows, "", END,
        ]
    )  # fmt: skip


def _words(name: str, number: float) -> str:
    said = f"{number:,.2f}" if isinstance(number, float) else f"{number:,}"
    return f"{said} {name.replace('_', ' ')}"


def written(text: str, section: str) -> str:
    """Return the document with the section in its place."""
    before, _, rest = text.partition(BEGIN)
    return before + section + rest.partition(END)[2]


def main(file: str) -> None:
    """Put what a file holds into the document."""
    found = summed(Path(file).read_text("utf-8").splitlines())
    section = table(found, date.today(), load=os.getloadavg()[2], cores=os.cpu_count() or 1)
    DOC.write_text(written(DOC.read_text("utf-8"), section), "utf-8")
    print(section)


if __name__ == "__main__":
    main(sys.argv[1])
