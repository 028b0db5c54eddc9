"""Laying the demo: a playbook under git and three weeks of records, whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from playbook import __version__, paths
from playbook.clock import Clock, SystemClock, stamp
from playbook.demo import DATA, PERSON, REPOSITORY, Size
from playbook.demo.starter import digest, starter_files
from playbook.errors import PlaybookError
from playbook.files import CannotSaveError, write_atomic
from playbook.progress import Progress

MARKER = "demo.json"
"""Written last: where it stands, the demo is complete."""

_LEFT = re.compile(r"\.(?P<name>.+)\.(?P<process>\d+)\.laying")


class NotADemoError(PlaybookError):
    """The folder holds something else, which is left alone."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} holds something else than a demo, so it is left as it is. Name another folder with --dir."
        )


class CannotLayError(PlaybookError):
    """The disk refused."""

    def __init__(self, folder: Path, cause: OSError) -> None:
        super().__init__(
            f"The demo could not be written to {folder}: {cause.strerror or cause}. Free some space, or name "
            "another folder with --dir."
        )


@dataclass(frozen=True)
class Demo:
    """A demo that is complete."""

    root: Path
    """The playbook, a git repository."""
    data: Path
    """The data folder with everybody's records."""
    person: str
    """Whom to suggest at first start."""
    is_new: bool = True
    """Laid just now; False: it lay there from earlier today, with what was done in it since."""


class Marker(msgspec.Struct, frozen=True):
    """What a complete demo says of itself."""

    version: str
    starter: str
    """Digest of the starter playbook that it was made of."""
    seed: int
    laid: str
    """The time by the clock that it was made with."""
    size: Size = "small"

    def stands_for(self, wanted: Marker) -> bool:
        """Return whether a demo of this marker is the one wanted: as good, and of the same day."""
        return (
            wanted == msgspec.structs.replace(self, laid=wanted.laid) and wanted.laid[:10] == self.laid[:10]
        )


def lay_demo(
    folder: Path,
    *,
    seed: int = 7,
    size: Size = "small",
    clock: Clock | None = None,
    progress: Progress | None = None,
) -> Demo:
    """Lay the demo of `seed` in `folder`, current as of `clock`, and return it.

    The small one is the told story alone; the full one lays a whole team around it, which takes some seconds.

    One of the same version, starter playbook, seed and size that was laid earlier on the same day is returned as
    it is. Any other makes room: it is kept beside as `<folder>.before`. Equal seeds and clocks give equal bytes.
    Raises NotADemoError for a folder with something else in it, CannotLayError, WasStoppedError, and what git's
    absence raises; the folder is then as it was before.
    """
    now = (clock or SystemClock()).now().astimezone(UTC).replace(microsecond=0)
    starter = starter_files(paths.content_folder())
    marker = Marker(__version__, digest(starter), seed, stamp(now), size)
    there = read_marker(folder)
    if there and there.stands_for(marker):
        return Demo(folder / REPOSITORY, folder / DATA, PERSON, is_new=False)
    if there is None and not _is_free(folder):
        raise NotADemoError(folder)
    try:
        _build(folder, starter, marker, now, progress or Progress())
    except CannotSaveError as error:
        raise CannotLayError(folder, error.cause) from error
    except OSError as error:
        raise CannotLayError(folder, error) from error
    return Demo(folder / REPOSITORY, folder / DATA, PERSON)


def read_marker(folder: Path) -> Marker | None:
    """Return what the demo in `folder` says of itself; None where there is no complete one."""
    try:
        return msgspec.json.decode((folder / MARKER).read_bytes(), type=Marker)
    except (OSError, msgspec.DecodeError, msgspec.ValidationError):
        return None


def _is_free(folder: Path) -> bool:
    """Return whether nothing lies there, or an empty folder."""
    try:
        return not folder.exists() or next(folder.iterdir(), None) is None
    except OSError:
        return False


def _build(
    folder: Path, starter: dict[str, bytes], marker: Marker, now: datetime, progress: Progress
) -> None:
    """Write everything beside `folder`, then rename it into place."""
    from playbook.demo.contents import write_contents

    folder.parent.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    laying = folder.with_name(f".{folder.name}.{os.getpid()}.laying")
    try:
        write_contents(laying, starter, marker.seed, now, progress, marker.size)
        for part in (laying / DATA, laying / REPOSITORY / ".git"):
            _sync(part)
        write_atomic(laying / MARKER, msgspec.json.encode(marker) + b"\n")
        if folder.is_dir():
            _make_room(folder)
        laying.rename(folder)
    finally:
        shutil.rmtree(laying, ignore_errors=True)


def _make_room(folder: Path) -> None:
    """Move what lies in the way beside; an empty folder just goes."""
    if not any(folder.iterdir()):
        folder.rmdir()
        return
    before = folder.with_name(f"{folder.name}.before")
    if before.exists():
        shutil.rmtree(before)
    folder.rename(before)


def _sweep(folder: Path) -> None:
    """Remove what was left of demos that were interrupted."""
    for path in folder.parent.glob(f".{folder.name}.*.laying"):
        match = _LEFT.fullmatch(path.name)
        if match and match["name"] == folder.name and not _is_running(int(match["process"])):
            shutil.rmtree(path, ignore_errors=True)


def _is_running(process: int) -> bool:
    if process == os.getpid():
        return False
    if os.name == "nt":
        return True  # there, signal 0 would end it
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _sync(folder: Path) -> None:
    """Make everything below `folder` durable, before it is taken for complete."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
