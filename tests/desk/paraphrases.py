"""The labelled set: what reps said, and which two items mean the same."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from playbook.records.model import Feedback, FeedbackKind

FOLDER = Path(__file__).parent / "retrieval"


@dataclass(frozen=True)
class Said:
    """One labelled item."""

    feedback: Feedback
    pair: int
    """Number of its pair; 0 for what nobody else said."""

    @property
    def id(self) -> str:
        """The item's id."""
        return self.feedback.id

    @property
    def text(self) -> str:
        """What was said."""
        return self.feedback.text


def labelled() -> list[Said]:
    """Return the whole set: both of each pair, then the others."""
    found: list[Said] = []
    for line in _lines("pairs.tsv"):
        pair, *rest = line.split("\t")
        found.append(_said(len(found), int(pair), rest))
    for line in _lines("others.tsv"):
        found.append(_said(len(found), 0, line.split("\t")))
    return found


def pairs(said: list[Said]) -> dict[int, tuple[Said, Said]]:
    """Return the two of each pair by its number."""
    found: dict[int, list[Said]] = {}
    for one in said:
        if one.pair:
            found.setdefault(one.pair, []).append(one)
    return {number: (first, second) for number, (first, second) in found.items()}


def _lines(name: str) -> list[str]:
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _said(number: int, pair: int, rest: list[str]) -> Said:
    kind, play, text = rest
    kinds: tuple[FeedbackKind, ...] = get_args(FeedbackKind)
    named = next(one for one in kinds if one == kind)
    return Said(Feedback(id=f"i{number:03d}", kind=named, text=text, play=play), pair)
