"""Fails the test in which something slow is done on the event loop's thread while the app runs.

Slow is what waits for a disk or another process: git (any program), `fsync`, SQLite, listing a folder, reading a
journal, asking after many files. A rep's key press would wait with it.
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from asyncio import base_events
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import FrameSummary, extract_stack
from types import FrameType
from typing import Any

ROOT = Path(__file__).parents[2]
OWN = (str(ROOT / "tui"), str(ROOT / "playbook"))
TESTS = str(ROOT / "tests")

SLOW = {
    "subprocess.Popen": "a program is started",
    "os.posix_spawn": "a program is started",
    "sqlite3.connect": "a SQLite file is opened",
    "os.listdir": "a folder is listed",
    "os.scandir": "a folder is listed",
}
"""Audit events, and what they mean."""
JOURNAL = ".jsonl"
MOST_STATS = 200
"""Files that may be asked after in one turn of the loop, which on a busy machine does what waited as well."""


class StallError(AssertionError):
    """Something slow was done on the event loop."""


class Watchdog:
    """What was done on the event loop that does not belong there."""

    def __init__(self) -> None:
        self.thread = threading.get_ident()
        self.found: list[str] = []
        self.stats = 0

    def notice(self, what: str) -> None:
        """Note it with its stack if it is the app's doing, on the event loop."""
        if threading.get_ident() != self.thread or asyncio._get_running_loop() is None:
            return
        if _is_apps_own(sys._getframe(1)):
            self.found.append(f"{what}:\n{_shown(extract_stack(sys._getframe(1)))}")

    def check(self) -> None:
        """Raise StallError with the stacks where there was anything."""
        if self.found:
            kinds = list(dict.fromkeys(self.found))
            told = "\n\n".join(kinds[:5])
            raise StallError(f"Slow work on the event loop, {len(self.found)} times; the first:\n\n{told}")


_now: list[Watchdog] = []
_is_hooked = False


@contextmanager
def watched() -> Iterator[Watchdog]:
    """Watch this thread."""
    watchdog = Watchdog()
    _hook()
    _now.append(watchdog)
    try:
        with _wrapped(watchdog):
            yield watchdog
    finally:
        _now.remove(watchdog)


def _hook() -> None:
    """Add the one audit hook of this process: it can never be taken out again, but only looks while we watch."""
    global _is_hooked
    if not _is_hooked:
        _is_hooked = True
        sys.addaudithook(_heard)


def _heard(event: str, arguments: tuple[Any, ...]) -> None:
    if not _now:
        return
    if event in SLOW:
        _now[-1].notice(f"{SLOW[event]} ({event} {str(arguments[:2])[:200]})")
    elif event == "open" and str(arguments[0]).endswith(JOURNAL):
        _now[-1].notice(f"a journal is read or written ({arguments[0]})")


@contextmanager
def _wrapped(watchdog: Watchdog) -> Iterator[None]:
    """Have the calls told that raise no audit event."""
    fsync, stat, turn = os.fsync, os.stat, base_events.BaseEventLoop._run_once  # type: ignore[attr-defined]

    def told_fsync(descriptor: Any) -> None:
        watchdog.notice("a file is synced to the disk (fsync)")
        fsync(descriptor)

    def told_stat(*arguments: Any, **named: Any) -> os.stat_result:
        if threading.get_ident() == watchdog.thread:
            watchdog.stats += 1
            if watchdog.stats == MOST_STATS:
                watchdog.notice(f"{MOST_STATS} files are asked after in one turn (os.stat)")
        return stat(*arguments, **named)

    def told_turn(loop: Any) -> None:
        watchdog.stats = 0
        turn(loop)

    os.fsync, os.stat = told_fsync, told_stat  # type: ignore[assignment]
    base_events.BaseEventLoop._run_once = told_turn  # type: ignore[attr-defined]
    try:
        yield
    finally:
        os.fsync, os.stat = fsync, stat
        base_events.BaseEventLoop._run_once = turn  # type: ignore[attr-defined]


def _is_apps_own(frame: FrameType | None) -> bool:
    """Whether the app does it: not the test, whose own looks into folders are on the same thread, nor an import."""
    is_own, own_file = False, __file__
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith("<frozen importlib"):
            return False
        if file.startswith(OWN):
            is_own = True
        elif file.startswith(TESTS) and file != own_file:
            return False
        frame = frame.f_back
    return is_own


def _shown(stack: list[FrameSummary]) -> str:
    """Return the lines of a stack that are ours: where the app began, and where it ended."""
    lines = [
        f"  {Path(one.filename).relative_to(ROOT)}:{one.lineno} {one.name}: {one.line}"
        for one in stack
        if one.filename.startswith(OWN)
    ]
    return "\n".join([*lines[:7], "  …", *lines[-3:]] if len(lines) > 11 else lines)
