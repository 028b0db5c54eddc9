"""A finished run with what its rep corrected: texts and answers change, times never do."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import Any, get_args

import msgspec

from playbook.records.model import CommitmentState, Correction, Result, Run, TimedText

_CHOICES = {"result": get_args(Result), "commitment": get_args(CommitmentState)}
_DATES = ("result_until", "commitment_by", "next_date")

CORRECTABLE = (
    *_CHOICES, *_DATES, "exit_proof", "next", "account", "opportunity", "channel",
    "cut_short", "wrong_play", "notes", "answers",
)  # fmt: skip
"""The keys of a run that a correction may change; any other key in one is passed over."""

_TYPES = {field.name: field.type for field in msgspec.structs.fields(Run)}

UNFIT = (ValueError, TypeError)
"""What `fitting` raises (msgspec's own errors are ValueErrors)."""


def corrected(run: Run, corrections: Iterable[Correction]) -> Run:
    """Return `run` with those of `corrections` that are its own applied, in their order.

    A key that may not change, or a value that does not fit it, is passed over: the rest still counts.
    """
    own = (correction for correction in corrections if correction.run == run.id)
    for key, value in (pair for correction in own for pair in correction.changes.items()):
        if key in CORRECTABLE:
            with suppress(*UNFIT):
                run = msgspec.structs.replace(run, **{key: fitting(run, key, value)})
    return run


def fitting(run: Run, key: str, value: Any) -> Any:
    """Return `value` as a Run holds it under `key`; raises one of UNFIT, which says why not."""
    new = value.strip() if isinstance(value, str) else value
    if isinstance(new, str) and new and new not in _CHOICES.get(key, (new,)):
        raise ValueError(f"it is one of {', '.join(_CHOICES[key])}")
    new = msgspec.convert(new, _TYPES[key])
    if key in _DATES and new:
        return date.fromisoformat(new).isoformat()
    return _with_times(run, new) if key == "notes" else new


def _with_times(run: Run, notes: tuple[TimedText, ...]) -> tuple[TimedText, ...]:
    """Return the new texts at the old times; what was added stands at the run's end."""
    if len(notes) < len(run.notes):
        raise ValueError("a note is emptied, not left out, so that the others keep their times")
    old = (
        TimedText(before.seconds, note.text, before.step)
        for before, note in zip(run.notes, notes, strict=False)
    )
    return (*old, *(TimedText(run.seconds, note.text) for note in notes[len(run.notes) :]))
