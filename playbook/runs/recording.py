"""Finishing on disk: the record first, then the touch, then the open run's document goes; safe to repeat."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from playbook.records.customers import Touch
from playbook.records.model import Audience, Body, Record, Run
from playbook.runs.finish import audience, touches
from playbook.runs.open_runs import OpenRuns

Append = Callable[[Body, Audience], object]
"""Makes a record durable before it returns (`Store.append`)."""


class OnRecord(msgspec.Struct, frozen=True):
    """What the journals hold already of a run."""

    run: Run
    private: bool = False
    touched: frozenset[str] = frozenset()
    """Contacts of its touches."""


Recorded = Callable[[str], OnRecord | None]
"""Asks the journals for a run by its id."""


def recorded_in(records: Iterable[Record]) -> Recorded:
    """Return how to ask `records` (of the kinds run and touch) for a run by its id."""
    runs: dict[str, tuple[Run, bool]] = {}
    touched: dict[str, set[str]] = {}
    for record in records:
        body = record.body
        if isinstance(body, Run):
            runs.setdefault(body.id, (body, record.audience == "self"))
        elif isinstance(body, Touch) and body.run:
            touched.setdefault(body.run, set()).add(body.contact)

    def _ask(run_id: str) -> OnRecord | None:
        if run_id not in runs:
            return None
        run, private = runs[run_id]
        return OnRecord(run, private, frozenset(touched.get(run_id, ())))

    return _ask


def put_on_record(
    open_runs: OpenRuns, run: Run, append: Append, recorded: Recorded, *, private: bool = False
) -> Run:
    """Make a finished run durable and remove its open document; return the run as it stands on record.

    Killed anywhere in between and done again, the run is on record once. Raises what `append` raises, and
    CannotSaveError; the open run is then still there.
    """
    before = recorded(run.id)
    if before is None:
        append(run, audience(private))
        before = OnRecord(run, private)
    _complete(open_runs, before, append)
    return before.run


def _complete(open_runs: OpenRuns, before: OnRecord, append: Append) -> None:
    for touch in touches(before.run):
        if touch.contact not in before.touched:
            append(touch, "self" if before.private else "team")
    open_runs.remove(before.run.id)
