"""Mutants that change nothing anybody could notice, each with the reason."""

from __future__ import annotations

import tomllib
from pathlib import Path

from bench.mutants.mutate import Mutant

FILE = Path(__file__).with_name("equivalent.toml")

Key = tuple[str, str, str, str]
"""File, function, what stood there, what was put there."""


def key(mutant: Mutant) -> Key:
    """Return what a mutant is known by while lines move."""
    return mutant.file, mutant.where, mutant.was, mutant.now


def known(file: Path = FILE) -> dict[Key, str]:
    """Return the mutants judged equivalent, with the reasons."""
    listed = tomllib.loads(file.read_text(encoding="utf-8")).get("equivalent", [])
    return {(one["file"], one["where"], one["was"], one["now"]): one["why"] for one in listed}
