"""`python -m bench.mutants`: break the core on purpose and count what the tests notice; never fails."""

from __future__ import annotations

import argparse
import os
import queue
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.mutants import judged, kept, report
from bench.mutants.copy import Copy, Reach
from bench.mutants.document import FILE, document
from bench.mutants.mutate import Mutant, mutants
from bench.mutants.packages import PACKAGES, ROOT, modules
from bench.mutants.plan import Trial, sample, trial
from bench.mutants.report import Result

SEED = 7
COUNT = 12
"""Mutants of a module unless all are asked for."""


def main() -> None:
    """Try the mutants that were asked for, and print what became of them."""
    options = _options()
    chosen = {file: tests for file, tests in modules().items() if _is_wanted(file, options.module)}
    if not chosen:
        sys.exit(f"No module has {' or '.join(options.module)} in its path.")
    count = None if options.all else options.count
    with tempfile.TemporaryDirectory(prefix="playbook-mutants-") as folder:
        copies = [Copy(Path(folder) / str(number)) for number in range(options.jobs)]
        folders = sorted(set(chosen.values()))
        with ThreadPoolExecutor(len(copies)) as pool:
            turns = [copies[place % len(copies)] for place in range(len(folders))]
            reaches = dict(zip(folders, pool.map(_reach, turns, folders), strict=True))
        picked = [
            (mutant, reaches[tests])
            for file, tests in chosen.items()
            for mutant in sample(
                mutants((ROOT / file).read_text(encoding="utf-8"), file), count, options.seed
            )
        ]
        results = _try(picked, copies, options)
    print(report.table(results), report.survivors(results), sep="\n\n")
    if options.write:
        write(results, options)


def write(results: Sequence[Result], options: argparse.Namespace) -> None:
    """Write the document of the results."""
    possible = Counter(
        file.rpartition("/")[0]
        for file in modules()
        for _ in mutants((ROOT / file).read_text(encoding="utf-8"), file)
    )
    made = (
        "All of them were tried."
        if options.all
        else f"Of each module at most {options.count} were tried, drawn with the seed {options.seed} "
        "(`--all` tries every one, for hours)."
    )
    ordered = {package: possible[package] for package in PACKAGES}
    FILE.write_text(document(results, ordered, judged.known("survivor"), made), encoding="utf-8")
    _say(f"written: {FILE.relative_to(ROOT)}")


def _reach(copy: Copy, tests: str) -> list[Reach]:
    _say(f"running {tests} unbroken")
    return copy.reach(tests)


def _try(
    picked: Sequence[tuple[Mutant, list[Reach]]], copies: Sequence[Copy], options: argparse.Namespace
) -> list[Result]:
    known = judged.known()
    held = kept.noticed(options.into) if options.into else {}
    end = time.monotonic() + 60 * options.minutes
    results: dict[int, Result] = {}
    trials: dict[int, Trial] = {}
    for place, (mutant, reaches) in enumerate(picked):
        planned = trial(mutant, reaches)
        if before := held.get(kept.place(mutant)):
            results[place] = before
        elif why := known.get(judged.key(mutant)):
            results[place] = Result(mutant, "equivalent", why)
        elif not planned.tests:
            results[place] = Result(mutant, "unreached")
        else:
            trials[place] = planned
    _say(f"{len(picked)} mutants, {len(trials)} of them to try on {len(copies)} copies")
    free: queue.Queue[Copy] = queue.Queue()
    for copy in copies:
        free.put(copy)

    def run(place: int) -> None:
        if time.monotonic() > end:
            return
        copy = free.get()
        try:
            planned = trials[place]
            results[place] = Result(planned.mutant, copy.fate(planned.mutant, planned.tests, planned.limit))
            if options.into:
                kept.keep(results[place], options.into)
        finally:
            free.put(copy)
        if len(results) % 50 == 0:
            _say(f"{len(results)} of {len(picked)}")

    with ThreadPoolExecutor(len(copies)) as pool:
        # One module after the other would leave the last ones out when time is up: take turns.
        list(pool.map(run, sorted(trials, key=lambda place: (_turn(picked, place), place))))
    if len(results) < len(picked):
        _say(f"time is up: {len(picked) - len(results)} mutants were not tried (--minutes, --all)")
    return [results[place] for place in sorted(results)]


def _turn(picked: Sequence[tuple[Mutant, list[Reach]]], place: int) -> int:
    """Return how many mutants of the same module come before this one."""
    file = picked[place][0].file
    first = place
    while first and picked[first - 1][0].file == file:
        first -= 1
    return place - first


def _is_wanted(file: str, names: Sequence[str]) -> bool:
    return not names or any(name in file for name in names)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.mutants", description=__doc__)
    parser.add_argument("--all", action="store_true", help="every mutant, however long it takes")
    parser.add_argument("--count", type=int, default=COUNT, help=f"so many of each module (default: {COUNT})")
    parser.add_argument(
        "--module", nargs="+", default=[], metavar="PART", help="only modules with this in their path"
    )
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 2, help="at once (default: one a core)")
    parser.add_argument("--minutes", type=float, help="stop trying then (default: 45, with --all never)")
    parser.add_argument(
        "--into",
        type=Path,
        metavar="FILE",
        help="keep results there, and try what was noticed before no more",
    )
    parser.add_argument("--write", action="store_true", help=f"write {FILE.relative_to(ROOT)}")
    options = parser.parse_args()
    if options.minutes is None:
        options.minutes = float("inf") if options.all else 45.0
    return options


def _say(text: str) -> None:
    print(f"… {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
