"""Results kept in a file as they come: a run that is stopped goes on, and only what may have changed is tried again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

from bench.mutants.judged import Key, key
from bench.mutants.mutate import Mutant
from bench.mutants.packages import ROOT
from bench.mutants.report import Result

Place = tuple[Key, int]
"""A mutant, and where in its module it stands."""


def place(mutant: Mutant) -> Place:
    """Return what a mutant of an unchanged module is known by."""
    return key(mutant), mutant.start


def keep(result: Result, file: Path, root: Path = ROOT) -> None:
    """Add a result to the file."""
    told = {"mutant": asdict(result.mutant), "end": result.end, "module": _digest(root, result.mutant.file)}
    with file.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(told, ensure_ascii=False) + "\n")


def noticed(file: Path, root: Path = ROOT) -> dict[Place, Result]:
    """Return what was noticed in modules that are as they were then; anything else is to be tried again."""
    found: dict[Place, Result] = {}
    if not file.exists():
        return found
    for line in file.read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        mutant = Mutant(**told["mutant"])
        if told["end"] in ("killed", "timeout") and told["module"] == _digest(root, mutant.file):
            found[place(mutant)] = Result(mutant, told["end"])
    return found


def _digest(root: Path, file: str) -> str:
    try:
        return hashlib.sha256((root / file).read_bytes()).hexdigest()[:16]
    except FileNotFoundError:
        return ""
