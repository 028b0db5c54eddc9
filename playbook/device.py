"""What this device remembers, outside any journal: the playbook opened last, and who said they sit here."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from playbook.errors import PlaybookError
from playbook.files import write_atomic

_FILE = "device.json"

UNBORN = "unborn-"
"""How the id begins of a playbook that has no commit yet."""


class NoPlaybookError(PlaybookError):
    """No folder was named and none is near."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"There is no playbook in {folder} or above it. Try `playbook demo`, make one with "
            "`playbook init DIR`, or name a folder with `playbook -C DIR`."
        )


class Device(msgspec.Struct, frozen=True):
    """What a device remembers."""

    last: str = ""
    """The playbook's folder that was opened last, as `written`."""
    me: dict[str, str] = {}
    """Playbook id → who I said I am."""
    ids: dict[str, str] = {}
    """Playbook's folder, as `written` → the id its data lies under."""


def written(folder: Path) -> str:
    """Return a folder as the device's file holds it: bytes that are no UTF-8 by their numbers."""
    return os.fsencode(folder).decode("utf-8", "backslashreplace")


def read_device(data: Path) -> Device:
    """Return what the device of the data folder `data` remembers; nothing where its file cannot be read."""
    try:
        return msgspec.json.decode((data / _FILE).read_bytes(), type=Device)
    except (OSError, msgspec.DecodeError):
        return Device()


def remember(data: Path, *, last: str = "", me: Mapping[str, str] = {}, ids: Mapping[str, str] = {}) -> None:
    """Add to what the device of the data folder `data` remembers."""
    device = read_device(data)
    known = Device(last or device.last, {**device.me, **me}, {**device.ids, **ids})
    write_atomic(data / _FILE, msgspec.json.encode(known))


def find_root(folder: Path | None, data: Path) -> Path:
    """Return the playbook's folder: the one named, else the nearest upward, else the last one used.

    Raises NoPlaybookError when there is none.
    """
    if folder is not None:
        if not folder.is_dir():
            raise PlaybookError(f"There is no folder {folder}. Check the name after -C.")
        start = folder.resolve()
    else:
        start = Path.cwd()
    for candidate in (start, *start.parents):
        if (candidate / "playbook.toml").is_file() or (candidate / ".git").exists():
            return candidate
    if folder is not None:
        return start
    last = read_device(data).last
    if last and Path(last).is_dir():
        return Path(last)
    raise NoPlaybookError(start)


def login_id() -> str:
    """Return the id of whoever is logged in on this machine."""
    import getpass

    try:
        return person_id(getpass.getuser())
    except (OSError, KeyError, ImportError):
        return f"user-{os.getuid()}" if hasattr(os, "getuid") else "me"


def person_id(name: str) -> str:
    """Return `name` as a person's id: one that can be a folder's name."""
    kept = "".join(
        character if character.isalnum() or character in "-_." else "-" for character in name.casefold()
    )
    return kept.strip("-.") or "me"


def unborn_id(root: Path) -> str:
    """Return the id of a repository without commits: by its path, until it has a root commit."""
    import hashlib

    return UNBORN + hashlib.blake2b(os.fsencode(root), digest_size=8).hexdigest()
