"""The meetings of some days out of all calendars that a user names; a file is read again only when it changed."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import islice
from pathlib import Path

import msgspec

from playbook.calendars.meeting import Agenda, Meeting, Trouble
from playbook.files import CannotSaveError, write_atomic

MOST_BYTES = 200_000_000
"""A larger file is not read."""
MOST_FILES = 5_000
"""Of one folder, those below it included; what comes later is not read."""
FORMAT = 2
AHEAD = timedelta(days=4)
"""Beyond the days that are asked for: a calendar that stays as it is need not be read again every morning."""
FEW = 50
"""Files that are looked at in a blink."""


class _Known(msgspec.Struct, frozen=True):
    """What a file said when it was read last."""

    changed: int
    """Nanoseconds."""
    size: int
    meetings: tuple[Meeting, ...] = ()
    troubles: tuple[Trouble, ...] = ()


class _Cache(msgspec.Struct):
    """What the files said, about which days, where."""

    format: int = FORMAT
    first: date = date.max
    last: date = date.min
    place: str = ""
    files: dict[str, _Known] = {}

    def holds(self, first: date, last: date, place: str) -> bool:
        """Say whether these days are among those that were read, at this place."""
        return self.first <= first and last <= self.last and self.place == place


def agenda(
    sources: Sequence[str],
    first: date,
    last: date,
    *,
    cache: Path | None = None,
    zone: tzinfo | None = None,
) -> Agenda:
    """Return the meetings from `first` to `last` in `sources`: `.ics` files, and folders of them.

    Heavy: to be called off the event loop. Nothing is raised: what cannot be read is told, the rest stands.
    `cache` is a folder that may be emptied at any time. A meeting that several calendars hold comes once.
    """
    from playbook.calendars.reading import is_within

    place = _place(first, zone)
    kept = _load(cache, sources)
    held = kept.holds(first, last, place)
    known = kept.files if held else {}
    days = (kept.first, kept.last) if held else (first, last + AHEAD)
    fresh: dict[str, _Known] = {}
    troubles: list[Trouble] = []
    for path in _files(sources, troubles):
        found = _read(path, known.get(str(path)), days, zone)
        if isinstance(found, Trouble):
            troubles.append(found)
        else:
            fresh[str(path)] = found
    if cache is not None and (fresh != known or not held):
        _save(cache, sources, _Cache(FORMAT, *days, place, fresh))
    for one in fresh.values():
        troubles += one.troubles
    meant = [
        meeting for one in fresh.values() for meeting in one.meetings if is_within(meeting, first, last, zone)
    ]
    return Agenda(_in_order(meant, first), tuple(dict.fromkeys(troubles)))


def is_known(sources: Sequence[str], first: date, last: date, *, cache: Path) -> bool:
    """Say whether the meetings from `first` to `last` are kept, and the few files they came from as they were."""
    kept = _load(cache, sources)
    if not kept.holds(first, last, _place(first, None)):
        return False
    paths = list(islice(_files(sources, []), FEW + 1))
    return len(paths) <= FEW and all(_as_it_was(path, kept.files.get(str(path))) for path in paths)


def _as_it_was(path: Path, known: _Known | None) -> bool:
    try:
        status = path.stat()
    except OSError:
        return False
    return known is not None and (known.changed, known.size) == (status.st_mtime_ns, status.st_size)


def _in_order(meetings: Iterable[Meeting], first: date) -> tuple[Meeting, ...]:
    """Return the meetings by day, those of the whole day first."""
    once = {(meeting.uid, meeting.start): meeting for meeting in meetings}

    def place(meeting: Meeting) -> tuple[date, bool, str, str]:
        day = meeting.on(first)
        return (day, not meeting.all_day, _moment(meeting), meeting.title)

    return tuple(sorted(once.values(), key=place))


def _moment(meeting: Meeting) -> str:
    if meeting.all_day:
        return ""
    from datetime import UTC

    return datetime.fromisoformat(meeting.start).astimezone(UTC).isoformat()


def _place(day: date, zone: tzinfo | None) -> str:
    """Return what tells one zone from another."""
    return str(zone or datetime.combine(day, time(12)).astimezone().utcoffset())


def _files(sources: Sequence[str], troubles: list[Trouble]) -> Iterator[Path]:
    """Yield every calendar file once."""
    seen: set[Path] = set()
    for source in sources:
        path = Path(source).expanduser()
        if path.is_dir():
            found = _inside(path, troubles)
        elif path.exists():
            found = [path]
        else:
            troubles.append(Trouble(source, "is not there; mend its name in your settings"))
            continue
        for one in found:
            if one not in seen:
                seen.add(one)
                yield one


def _inside(folder: Path, troubles: list[Trouble]) -> list[Path]:
    found: list[Path] = []

    def closed(error: OSError) -> None:
        troubles.append(Trouble(str(error.filename), f"cannot be opened ({error.strerror})"))

    for parent, folders, names in os.walk(folder, onerror=closed):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [
            Path(parent, name) for name in sorted(names) if name.lower().endswith(".ics") and name[0] != "."
        ]
        if len(found) > MOST_FILES:
            troubles.append(
                Trouble(folder.name, f"has more than {MOST_FILES:,} calendars; the others are left out")
            )
            return found[:MOST_FILES]
    return found


def _read(path: Path, known: _Known | None, days: tuple[date, date], zone: tzinfo | None) -> _Known | Trouble:
    try:
        status = path.stat()
        if known is not None and (known.changed, known.size) == (status.st_mtime_ns, status.st_size):
            return known
        if not stat.S_ISREG(status.st_mode):
            return Trouble(path.name, "is no file")
        if status.st_size > MOST_BYTES:
            return Trouble(path.name, f"is larger than {MOST_BYTES // 1_000_000} MB; it is left out")
        data = path.read_bytes()
    except OSError as error:
        return Trouble(path.name, f"cannot be read ({error.strerror or error})")
    from playbook.calendars.reading import read

    meetings, troubles = read(data, path.name, *days, zone)
    return _Known(status.st_mtime_ns, status.st_size, tuple(meetings), tuple(troubles))


# What was read last


def _cache_file(cache: Path, sources: Sequence[str]) -> Path:
    name = hashlib.blake2b("\0".join(sources).encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
    return cache / f"{name}.json"


def _load(cache: Path | None, sources: Sequence[str]) -> _Cache:
    if cache is None:
        return _Cache()
    try:
        found = msgspec.json.decode(_cache_file(cache, sources).read_bytes(), type=_Cache)
    except (OSError, msgspec.DecodeError):
        return _Cache()
    return found if found.format == FORMAT else _Cache()


def _save(cache: Path, sources: Sequence[str], what: _Cache) -> None:
    with suppress(CannotSaveError):
        write_atomic(_cache_file(cache, sources), msgspec.json.encode(what))
