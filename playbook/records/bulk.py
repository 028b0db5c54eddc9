"""Writing what several people recorded on one device, in one turn: a line each, and one sync a file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from playbook.records import draft
from playbook.records.layout import journal_name

if TYPE_CHECKING:
    from playbook.records.draft import Draft
    from playbook.records.model import Record
    from playbook.records.store import Store


def append_for(store: Store, drafts: Iterable[tuple[str, Draft]]) -> list[Record]:
    """Write each draft into the journals of the person beside it, in their order; return the records.

    The people share the device, folder and clock of `store`. All is durable when this returns; raises as
    `Store.append_many` does, and as there, of a batch for several journals those written before a failure stand.
    """
    now = store.clock.now()
    entries = [(person, *draft.entry(each, now)) for person, each in drafts]
    if not entries:
        return []
    appender = store.appender
    with appender.turn() as turn:
        device = appender.device.id()
        named = [(journal_name(person, device, entry.audience), entry) for person, entry, _ in entries]
        places = appender.write(turn, named)
    return [draft.record(place, entry, body) for place, (_, entry, body) in zip(places, entries, strict=True)]
