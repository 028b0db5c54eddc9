"""A finished run with what its rep corrected: texts and answers change, times never do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import msgspec

from playbook.records.model import Correction, Run, TimedText

_DATES = frozenset({"result_until", "commitment_by", "next_date"})

CORRECTABLE = _DATES | {
    "result", "commitment", "exit_proof", "next", "notes", "answers",
    "account", "opportunity", "channel", "cut_short", "wrong_play",
}  # fmt: skip
"""The keys of a run that a correction may change; any other key in one is passed over."""

_TYPES = {field.name: field.type for field in msgspec.structs.fields(Run)}


def corrected(run: Run, corrections: Iterable[Correction]) -> Run:
    """Return `run` with `corrections` (in their order) applied.

    A key that may not change, or a value that does not fit it, is passed over: the rest still counts.
    """
    for correction in corrections:
        for key, value in correction.changes.items():
            if key in CORRECTABLE:
                try:
                    run = msgspec.structs.replace(run, **{key: _fitting(run, key, value)})
                except (ValueError, TypeError, msgspec.ValidationError):
                    continue
    return run


def _fitting(run: Run, key: str, value: Any) -> Any:
    """Return `value` as a Run holds it under `key`; raises ValueError, TypeError or ValidationError."""
    new = msgspec.convert(value.strip() if isinstance(value, str) else value, _TYPES[key])
    if key in _DATES and new:
        return date.fromisoformat(new).isoformat()
    return _with_times(run, new) if key == "notes" else new


def _with_times(run: Run, notes: tuple[TimedText, ...]) -> tuple[TimedText, ...]:
    """Return the new texts at the old times; what was added stands at the run's end."""
    if len(notes) < len(run.notes):
        raise ValueError("a note is emptied, not left out")
    old = (
        TimedText(before.seconds, note.text, before.step)
        for before, note in zip(run.notes, notes, strict=False)
    )
    return (*old, *(TimedText(run.seconds, note.text) for note in notes[len(run.notes) :]))
