"""A copied home folder: two machines wrote under one device id. Who notices goes on under a new one.

What this machine wrote since the copy was made is written again under the new id, set aside as it was, and
then cut from the old journal, which from there on is the other machine's. A plan on disk makes that one act,
crash or not.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from playbook.files import sync_folder, write_atomic
from playbook.records import chain, layout
from playbook.records.appender import Entry
from playbook.records.model import MAX_LINE

if TYPE_CHECKING:
    from playbook.records.appender import Appender
    from playbook.records.turn import Turn

_REASON = "written under a device id that a copy of this data folder uses too; it stands again in {}"
_PARTED = "parted"
"""Journals that were ours and now are the other machine's, one a line."""

_ROOM = 1_000
"""Bytes that the rest of a line may take."""


class Parting(msgspec.Struct, frozen=True):
    """Lines that go from one journal to another."""

    journal: str
    first: int
    """Number of the first line that goes."""
    target: str
    after: int
    """Number of the target's last line before."""


def is_ours(appender: Appender, journal: str) -> bool:
    """Say whether this device wrote a journal and has not yet parted from it."""
    _, device, _ = journal.split("/")
    return device in appender.device.ids() and journal not in _parted(appender)


def part(appender: Appender, turn: Turn, journal: str, first: int) -> str:
    """Move our lines from `first` on to a journal under a new device id; returns that journal's name."""
    person, device, audience = journal.split("/")
    current = appender.device.id()
    target = f"{person}/{appender.device.renew() if device == current else current}/{audience}"
    plan = Parting(journal, first, target, appender.end_of(target, turn).seq)
    write_atomic(_path(appender), msgspec.json.encode(plan))
    finish(appender, turn)
    return target


def finish(appender: Appender, turn: Turn) -> None:
    """Carry out the plan on disk, or what a crash left of it."""
    plan = msgspec.json.decode(_path(appender).read_bytes(), type=Parting)
    folder = appender.records / plan.journal
    ours = [
        found
        for path in layout.files_of(folder)
        for found in chain.scan(path.read_bytes(), plan.journal).lines
        if found.envelope.seq >= plan.first and len(found.envelope.body) + _ROOM <= MAX_LINE
    ]
    ours.sort(key=lambda found: found.envelope.seq)
    done = appender.end_of(plan.target, turn).seq - plan.after
    numbers = {found.envelope.seq: plan.after + place for place, found in enumerate(ours, 1)}
    appender.write(turn, [(plan.target, _again(found, plan, numbers)) for found in ours[done:]])
    for path in reversed(layout.files_of(folder)):
        _cut(appender, path, plan)
    names = sorted({*_parted(appender), plan.journal})
    write_atomic(appender.records.parent / _PARTED, "".join(f"{name}\n" for name in names).encode())
    _path(appender).unlink()
    sync_folder(appender.records.parent)
    turn.touch()
    appender.look_again()


def _again(found: chain.Line, plan: Parting, numbers: dict[int, int]) -> Entry:
    """Return a line's record for its new journal, what it says of lines that move with it put right."""
    envelope = found.envelope

    def moved(match: re.Match[bytes]) -> bytes:
        number = numbers.get(int(match[1]))
        return match[0] if number is None else b"%b#%d" % (plan.target.encode(), number)

    own_ref = re.escape(plan.journal.encode()) + rb'#(\d{1,15})(?=")'
    body = re.sub(own_ref, moved, bytes(envelope.body))
    audience = plan.target.rsplit("/", 1)[1]
    return Entry(audience, envelope.kind, body, envelope.at, envelope.v)


def _cut(appender: Appender, path: Path, plan: Parting) -> None:
    data = path.read_bytes()
    lines = chain.scan(data, plan.journal).lines
    going = [found for found in lines if found.envelope.seq >= plan.first]
    if not going:
        return
    # Months are in order: all from the first on goes. Among late lines there is no order, so those that stay
    # follow.
    begin = going[0].offset
    staying = [found for found in lines if found.offset > begin and found.envelope.seq < plan.first]
    appender.cut(plan.journal, path, begin, data[begin:], _REASON.format(plan.target))
    if staying:
        appender.add_late(plan.journal, [found.data for found in staying])


def _path(appender: Appender) -> Path:
    return appender.records.parent / layout.PARTING


def _parted(appender: Appender) -> list[str]:
    try:
        return (appender.records.parent / _PARTED).read_text("utf-8").splitlines()
    except FileNotFoundError:
        return []
