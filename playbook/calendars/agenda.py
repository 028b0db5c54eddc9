"""The meetings of some days out of all calendars that a user names; a file is read again only when it changed."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime, time, tzinfo
from pathlib import Path

import msgspec

from playbook.calendars.meeting import Agenda, Meeting, Trouble
from playbook.files import CannotSaveError, write_atomic

MOST_BYTES = 200_000_000
"""A larger file is not read."""
MOST_FILES = 5_000
"""Of one folder, those below it included; what comes later is not read."""
FORMAT = 1


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
    about: str = ""
    files: dict[str, _Known] = {}


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
    about = f"{first} {last} {_place(first, zone)}"
    kept = _load(cache, sources)
    known = kept.files if kept.about == about else {}
    fresh: dict[str, _Known] = {}
    troubles: list[Trouble] = []
    for path in _files(sources, troubles):
        found = _read(path, known.get(str(path)), first, last, zone)
        if isinstance(found, Trouble):
            troubles.append(found)
        else:
            fresh[str(path)] = found
    if cache is not None and (fresh != known or kept.about != about):
        _save(cache, sources, _Cache(FORMAT, about, fresh))
    for one in fresh.values():
        troubles += one.troubles
    return Agenda(_in_order(fresh.values(), first), tuple(dict.fromkeys(troubles)))


def _in_order(files: Iterable[_Known], first: date) -> tuple[Meeting, ...]:
    """Return the meetings by day, those of the whole day first."""
    once = {(meeting.uid, meeting.start): meeting for one in files for meeting in one.meetings}

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


def _read(path: Path, known: _Known | None, first: date, last: date, zone: tzinfo | None) -> _Known | Trouble:
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

    meetings, troubles = read(data, path.name, first, last, zone)
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
