"""From a body to a line's parts, and from where it came to stand back to a record."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from playbook.clock import stamp
from playbook.records import line
from playbook.records.appender import Entry, Place
from playbook.records.model import AUDIENCES, Audience, Body, Record, kind_of


class Draft(NamedTuple):
    """A record that is to be written: `at` is now, and the audience its kind's, unless given."""

    body: Body
    audience: Audience | None = None
    at: datetime | None = None


def entry(draft: Draft, now: datetime) -> tuple[Entry, Body]:
    """Return what is to be written and the body as it will be read back; raises RecordRefusedError."""
    kind = kind_of(draft.body)
    data, body = line.write_body(draft.body)
    audience = AUDIENCES[kind] if draft.audience is None else draft.audience
    return Entry(audience, kind, data, stamp(draft.at or now)), body


def record(place: Place, written: Entry, body: Body) -> Record:
    """Return the record that was written."""
    return Record(place.journal, place.seq, place.clock, written.at, written.kind, body)
