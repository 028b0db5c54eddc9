"""Mutants that somebody looked at: those that change nothing anybody could notice, and those left standing."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Literal

from bench.mutants.mutate import Mutant

FILE = Path(__file__).with_name("judged.toml")

Key = tuple[str, str, str, str]
"""File, function, what stood there, what was put there."""

Kind = Literal["equivalent", "survivor"]
"""Nobody could notice it, so it does not count; or a test could, but none does: it counts as a survivor."""


def key(mutant: Mutant) -> Key:
    """Return what a mutant is known by while lines move."""
    return mutant.file, mutant.where, mutant.was, mutant.now


def known(kind: Kind = "equivalent", file: Path = FILE) -> dict[Key, str]:
    """Return the mutants judged so, with the reasons."""
    listed = tomllib.loads(file.read_text(encoding="utf-8")).get(kind, [])
    return {(one["file"], one["where"], one["was"], one["now"]): one["why"] for one in listed}
