"""Correcting a finished run: what its rep may change later, and the run as corrected. Times never change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import msgspec

from playbook.records.model import Correction, Run, RunAnswer, TimedText
from playbook.runs.ending import COMMITMENTS, RESULTS
from playbook.runs.errors import RunError

TEXTS = ("exit_proof", "next", "account", "opportunity", "channel")
DATES = ("result_until", "commitment_by", "next_date")
FLAGS = ("cut_short", "wrong_play")
LISTS = ("notes", "answers")
CHOICES: dict[str, tuple[str, ...]] = {"result": (*RESULTS, ""), "commitment": (*COMMITMENTS, "")}
CORRECTABLE = (*CHOICES, *DATES, *TEXTS, *FLAGS, *LISTS)
"""Keys of a Run that a correction may change."""


def correct(run: Run, changes: Mapping[str, Any]) -> Correction:
    """Return the correction of `run` by `changes`: keys of a Run → new values, as they stand in JSON.

    `notes` is the list of all notes: each keeps the time it was taken; more at the end are added.
    `answers` is the list of all answers. What does not change anything is left out. Raises RunError.
    """
    kept: dict[str, Any] = {}
    for key, value in changes.items():
        if key not in CORRECTABLE:
            raise RunError(f"“{key}” of a finished run cannot be corrected; {', '.join(CORRECTABLE)} can.")
        try:
            new = _value(run, key, value)
        except (ValueError, TypeError, msgspec.ValidationError) as error:
            raise RunError(f"“{key}” cannot be corrected to that: {error}") from error
        if new != getattr(run, key):
            kept[key] = msgspec.to_builtins(new)
    if not kept:
        raise RunError("Nothing was changed, so there is nothing to correct.")
    return Correction(run=run.id, changes=kept)


def apply_corrections(run: Run, corrections: Iterable[Correction]) -> Run:
    """Return `run` as its rep corrected it, one correction after the other.

    A value that makes no sense (a newer program's, a damaged one's) is passed over.
    """
    for correction in corrections:
        if correction.run != run.id:
            continue
        for key, value in correction.changes.items():
            if key in CORRECTABLE:
                try:
                    run = msgspec.structs.replace(run, **{key: _value(run, key, value)})
                except (ValueError, TypeError, msgspec.ValidationError):
                    continue
    return run


def _value(run: Run, key: str, value: Any) -> Any:
    """Return `value` as a Run holds it under `key`; raises ValueError, TypeError or ValidationError."""
    if key == "notes":
        return _notes(run, msgspec.convert(value, tuple[TimedText, ...]))
    if key == "answers":
        return msgspec.convert(value, tuple[RunAnswer, ...])
    if key in FLAGS:
        return msgspec.convert(value, bool)
    text = msgspec.convert(value, str).strip()
    if key in CHOICES and text not in CHOICES[key]:
        raise ValueError(f"it is one of {', '.join(filter(None, CHOICES[key]))}")
    if key in DATES and text:
        return date.fromisoformat(text).isoformat()
    return text


def _notes(run: Run, notes: tuple[TimedText, ...]) -> tuple[TimedText, ...]:
    if len(notes) < len(run.notes):
        raise ValueError("a note is emptied, not left out, so that the others keep their times")
    texts = [note.text for note in notes]
    old = [
        TimedText(before.seconds, text, before.step) for before, text in zip(run.notes, texts, strict=False)
    ]
    return (*old, *(TimedText(run.seconds, text) for text in texts[len(old) :]))
