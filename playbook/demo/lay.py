"""Laying the demo: a playbook under git and three weeks of records, whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from playbook import __version__, paths
from playbook.clock import Clock, FixedClock, SystemClock, stamp
from playbook.errors import PlaybookError
from playbook.files import write_atomic

REPOSITORY, DATA, MARKER = "playbook", "data", "demo.json"

PERSON = "lee"
"""Who the demo suggests that one is; its first start asks all the same."""

_LEFT = re.compile(r"\.(?P<name>.+)\.(?P<process>\d+)\.laying")


class NotADemoError(PlaybookError):
    """The folder holds something else, which is left alone."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} is not empty and holds no demo, so it is left as it is. Name another folder with --dir."
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
    seed: int
    laid: str


def lay_demo(
    folder: Path,
    *,
    seed: int = 7,
    clock: Clock | None = None,
    progress: Callable[[str], None] | None = None,
) -> Demo:
    """Lay the demo of `seed` in `folder`, current as of `clock`, and return it.

    One of the same version and seed that was laid earlier on the same day is returned as it is. An older
    one makes room: it is kept beside as `<folder>.before`. Equal seeds and clocks give equal bytes.
    `progress` is told, in words, what is being done. Raises NotADemoError for a folder with something else
    in it, CannotLayError, and what git's absence raises; the folder is then as it was before.
    """
    now = (clock or SystemClock()).now().astimezone(UTC).replace(microsecond=0)
    marker = Marker(__version__, seed, stamp(now))
    there = read_marker(folder)
    if there and (there.version, there.seed, there.laid[:10]) == (__version__, seed, marker.laid[:10]):
        return Demo(folder / REPOSITORY, folder / DATA, PERSON, is_new=False)
    if there is None and folder.is_dir() and any(folder.iterdir()):
        raise NotADemoError(folder)
    try:
        _build(folder, marker, now, progress or _silent)
    except OSError as error:
        raise CannotLayError(folder, error) from error
    return Demo(folder / REPOSITORY, folder / DATA, PERSON)


def read_marker(folder: Path) -> Marker | None:
    """Return what the demo in `folder` says of itself; None where there is no complete one."""
    try:
        return msgspec.json.decode((folder / MARKER).read_bytes(), type=Marker)
    except (OSError, msgspec.DecodeError, msgspec.ValidationError):
        return None


def _build(folder: Path, marker: Marker, now: datetime, progress: Callable[[str], None]) -> None:
    """Write everything beside `folder`, then rename it into place."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    laying = folder.with_name(f".{folder.name}.{os.getpid()}.laying")
    try:
        _write(laying, marker.seed, now, progress)
        for part in (laying / DATA, laying / REPOSITORY / ".git"):
            _sync(part)
        write_atomic(laying / MARKER, msgspec.json.encode(marker) + b"\n")
        if folder.is_dir():
            _make_room(folder)
        laying.rename(folder)
    finally:
        shutil.rmtree(laying, ignore_errors=True)


def _write(folder: Path, seed: int, now: datetime, progress: Callable[[str], None]) -> None:
    """Write repository and records below `folder`."""
    from playbook.demo.days import Days
    from playbook.demo.deeds import Ledger
    from playbook.demo.dice import Dice
    from playbook.demo.gitfolder import lay_repository
    from playbook.demo.history import commits
    from playbook.demo.shelf import Shelf
    from playbook.demo.speaking import feedback_id
    from playbook.demo.story import VOICES, tell
    from playbook.plays.settings import parse_settings
    from playbook.runs.open_runs import OpenRuns

    progress("Writing the playbook and its history")
    starter = _starter(paths.content_folder())
    settings = parse_settings(starter["playbook.toml"].decode())
    people = {person.id: f"{person.name} <{person.email}>" for person in settings.people.values()}
    days, dice = Days.around(now, settings.desk.holidays), Dice(seed)
    made = commits(starter, days, people, {voice.key: feedback_id(dice, voice.key) for voice in VOICES})
    ids = lay_repository(folder / REPOSITORY, made, people, PERSON)
    shelf = Shelf(made, ids, settings)
    story = tell(shelf, days, dice, settings, ids, progress)
    progress("Writing down what everybody did")
    records = folder / DATA / settings.id
    ledger = Ledger(records, FixedClock(now), dice)
    try:
        ledger.write(story.deeds)
    finally:
        ledger.close()
    open_runs = OpenRuns(records)
    for finished in story.calls:
        kept = open_runs.revisions / finished.edition.blob
        if not kept.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(finished.edition.data)
    open_runs.begin(story.parked, shelf.edition(story.parked.play, now).data)


def _starter(content: Path) -> dict[str, bytes]:
    """Return the files of the starter playbook by their paths."""
    files = sorted(path for path in content.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(content).as_posix(): path.read_bytes() for path in files}


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


def _silent(text: str) -> None:
    """Say nothing."""
