"""Where journals lie, `records/<person>/<device>/<audience>/<YYYY-MM>.jsonl`, and what names are fit."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from pathlib import Path

from playbook.records.errors import UnfitNameError

RECORDS = "records"
LATE = "late.jsonl"
"""Lines that came after later ones had: filled gaps and mended damage, in the order they came."""

PARTING = "parting.json"
"""The plan of `clone`, beside the folder of records while it is carried out."""

_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])\.jsonl", re.ASCII)
_FIT = re.compile(r"\w(?:[\w.+=@-]*\w)?")
_MAX_NAME = 100


@lru_cache(4096)
def is_fit(name: str) -> bool:
    """Say whether `name` can be a folder's name on every platform and part of a git branch's."""
    return (
        _FIT.fullmatch(name) is not None
        and ".." not in name
        and "@{" not in name
        and not name.endswith(".lock")
        and len(name.encode("utf-8", "replace")) <= _MAX_NAME
    )


def journal_name(person: str, device: str, audience: str) -> str:
    """Return `person/device/audience`; raises UnfitNameError for a part that cannot be a folder's name."""
    for what, name in (("a person", person), ("a device", device), ("an audience", audience)):
        if not is_fit(name):
            raise UnfitNameError(what, name)
    return f"{person}/{device}/{audience}"


@lru_cache(4096)
def is_journal(name: str) -> bool:
    """Say whether `name` is `person/device/audience` of three fit names."""
    parts = name.split("/")
    return len(parts) == 3 and all(map(is_fit, parts))


def files_of(folder: Path) -> list[Path]:
    """Return a journal's files: its months in order, then the late lines, if any."""
    months = months_of(folder)
    late = folder / LATE
    return [*months, late] if late.is_file() else months


def months_of(folder: Path) -> list[Path]:
    """Return a journal's month files in order."""
    try:
        return sorted(path for path in folder.iterdir() if _MONTH.fullmatch(path.name))
    except (FileNotFoundError, NotADirectoryError):
        return []


def journals_in(records: Path, devices: Collection[str] | None = None) -> list[str]:
    """Return the names of all journals below `records`, in order; only of `devices`, where given."""
    found = []
    for person in _folders(records):
        for device in _folders(person) if devices is None else [person / name for name in devices]:
            found += [f"{person.name}/{device.name}/{audience.name}" for audience in _folders(device)]
    return found


def walk(records: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield each file of each journal below `records` with the journal's name: the fast way to see what grew."""
    for person in _entries(records):
        for device in _entries(person):
            for audience in _entries(device):
                journal = f"{person.name}/{device.name}/{audience.name}"
                for file in _listed(audience):
                    if _MONTH.fullmatch(file.name) or file.name == LATE:
                        yield journal, file


def _entries(parent: os.PathLike[str]) -> list[os.DirEntry[str]]:
    return [entry for entry in _listed(parent) if is_fit(entry.name) and entry.is_dir()]


def _listed(folder: os.PathLike[str]) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return list(found)
    except (FileNotFoundError, NotADirectoryError):
        return []


def _folders(parent: Path) -> list[Path]:
    try:
        return sorted(child for child in parent.iterdir() if is_fit(child.name) and child.is_dir())
    except (FileNotFoundError, NotADirectoryError):
        return []
