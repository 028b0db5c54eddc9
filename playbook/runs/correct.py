"""Correcting a finished run: the record of what its rep changes later."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from playbook.records.corrected import CORRECTABLE, UNFIT, fitting
from playbook.records.model import Correction, Run
from playbook.runs.errors import RunError


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
            new = fitting(run, key, value)
        except UNFIT as error:
            raise RunError(f"“{key}” cannot be corrected to that: {error}") from error
        if new != getattr(run, key):
            kept[key] = msgspec.to_builtins(new)
    if not kept:
        raise RunError("Nothing was changed, so there is nothing to correct.")
    return Correction(run=run.id, changes=kept)
