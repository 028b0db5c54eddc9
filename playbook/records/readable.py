"""The records that one person may read, out of all that their device holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from playbook.records.model import Record, Triage

_AMONG_LIAISONS = frozenset({"note", "label", "assign"})
"""What liaisons do for each other, and the author of feedback for them alone does not hear."""


def readable(
    records: Iterable[Record], may_read: Callable[[str], bool], own_feedback: Callable[[], frozenset[str]]
) -> list[Record]:
    """Return the records of journals that a person may read, in the order given.

    What liaisons said to feedback that the person gave to them alone stands in their journals, and is theirs to hear:
    `own_feedback` says which feedback that is, and is asked once, and only where it matters.
    """
    rights: dict[str, bool] = {}
    own: frozenset[str] | None = None
    found = []
    for record in records:
        allowed = rights.get(record.journal)
        if allowed is None:
            allowed = rights[record.journal] = may_read(record.journal)
        if not allowed and record.audience == "liaison" and isinstance(record.body, Triage):
            if own is None:
                own = own_feedback()
            allowed = record.body.feedback in own and record.body.action not in _AMONG_LIAISONS
        if allowed:
            found.append(record)
    return found
