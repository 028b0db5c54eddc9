"""Moments at which feedback lies ready to be sent: a step that did not work before, a search that found nothing."""

from __future__ import annotations

from dataclasses import dataclass

from playbook.records.model import FeedbackKind

_FAILED = ("not work", "n't work", "n’t work")
"""What a reason for leaving a step out says where the step itself is to blame, in whatever words a team puts it."""


@dataclass(frozen=True)
class Offer:
    """Feedback as it lies ready: nothing is said until somebody sends it."""

    kind: FeedbackKind
    text: str
    about: str
    """What it would tell, behind "tells marketing"."""


def of_detour(reason: str) -> Offer | None:
    """Return what a step left out for this reason offers to tell; None where the reason is nobody's fault."""
    said = " ".join(reason.split())
    if not any(words in said.casefold() for words in _FAILED):
        return None
    return Offer("wrong", f"{said[:1].upper()}{said[1:].rstrip('.')}.", "that it did not work")


def of_gap(words: str) -> Offer | None:
    """Return what a search that found nothing offers to tell; None where nothing was searched."""
    said = " ".join(words.split())
    return Offer("missing", said, "that it is missing") if said else None
