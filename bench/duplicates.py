"""`python -m bench.duplicates FILE` says how many duplicates find their original among the first ten.

FILE has one JSON object a line: `id`, `text` (a list joins title and description) and `duplicate_of`, empty where it
duplicates nothing; that is what exports of public bug trackers are easily brought to.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from playbook.desk.similar import SimilarIndex


@dataclass(frozen=True)
class Report:
    """One report of the set."""

    id: str
    text: str
    duplicate_of: str


def read(lines: Iterable[str]) -> list[Report]:
    """Return the reports of JSON lines; raises ValueError with the number of a line that is none."""
    found = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            text = row["text"]
            joined = "\n".join(map(str, text)) if isinstance(text, list) else str(text)
            found.append(Report(str(row["id"]), joined, str(row.get("duplicate_of") or "")))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"line {number}: needs id and text ({error!r})") from error
    return found


def recall(reports: Iterable[Report], at: int = 10) -> tuple[float, int]:
    """Return the share of duplicates whose original is among the first `at`, and how many were asked.

    Duplicates whose original is not in the set are left out; two of one original count as each other's answer too.
    """
    known = {report.id: report for report in reports}
    index = SimilarIndex()
    for report in known.values():
        index.add(report.id, report.text)
    asked = [report for report in known.values() if report.duplicate_of in known]
    hits = 0
    for report in asked:
        right = {report.duplicate_of, *(one.id for one in asked if one.duplicate_of == report.duplicate_of)}
        mine = report.id
        found = index.find(report.text, at, wanted=lambda id_, mine=mine: id_ != mine)  # type: ignore[misc]
        hits += any(one.id in right for one in found)
    return (hits / len(asked) if asked else 0.0, len(asked))


def main(arguments: list[str]) -> int:
    """Print recall@10 of a file."""
    if len(arguments) != 1:
        print("usage: python -m bench.duplicates FILE", file=sys.stderr)
        return 2
    share, number = recall(read(Path(arguments[0]).read_text("utf-8").splitlines()))
    print(f"recall@10: {share:.3f} of {number} duplicates")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
