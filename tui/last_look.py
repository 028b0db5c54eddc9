"""The last look: what the first screen showed when it was left, on the terminal again while the program still loads.

Loading the screens takes a few tenths of a second; a rep who types `playbook` sees their day at once, as it was known
last, and the screen itself takes its place unnoticed. What is typed meanwhile waits for it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from playbook import __version__
from playbook.library import throwaway
from playbook.paths import cache_folder

if TYPE_CHECKING:
    from pathlib import Path
    from typing import TextIO

    from rich.console import Console
    from textual.screen import Screen
    from textual.strip import Strip

    from playbook.preferences import Preferences
    from playbook.terminal import Terminal
    from playbook.workspace import Workspace

LEAST = (40, 10)
"""Columns and lines below which no screen can be read."""

_ENTER = "\x1b[?1049h\x1b[?25l\x1b[?2026h"
_PAINTED = "\x1b[?2026l"
_LEAVE = "\x1b[?25h\x1b[?1049l"


class LastLook:
    """What one person saw last in one playbook: only for the same day, terminal, size and settings."""

    def __init__(self, file: Path, key: str) -> None:
        self._file = file
        self._key = key

    @classmethod
    def of(
        cls, workspace: Workspace, preferences: Preferences, terminal: Terminal, *, demo: bool = False
    ) -> LastLook:
        """Return the last look of this person at this playbook, as it would be painted today."""
        key = (
            __version__,
            workspace.today,
            workspace.root,
            workspace.person,
            preferences,
            terminal,
            "NO_COLOR" in os.environ,
            demo,
        )
        return cls(cache_folder() / "look" / workspace.id / workspace.me, repr(key))

    def painted(self, columns: int, lines: int) -> str:
        """Return what paints it on a terminal of this size; empty where nothing fitting is known."""
        head, _, body = (throwaway.kept(self._file) or b"").partition(b"\n")
        return body.decode() if head == self._head(columns, lines) else ""

    def keep(self, painted: str, columns: int, lines: int) -> None:
        """Keep what paints it; a cache that cannot be written is no loss."""
        throwaway.keep(self._file, self._head(columns, lines) + b"\n" + painted.encode())

    def _head(self, columns: int, lines: int) -> bytes:
        return f"{self._key!r} {columns}x{lines}".encode("utf-8", "backslashreplace")

    def for_terminal(self, stream: TextIO | None = None) -> str:
        """Return what paints it on the terminal there is; empty where nothing fitting is known."""
        size = size_of(stream)
        return self.painted(*size) if size else ""


def size_of(stream: TextIO | None = None) -> tuple[int, int] | None:
    """Return the columns and lines of the terminal; None where nothing is painted before Textual is loaded."""
    stream = stream or sys.__stderr__
    # A terminal whose size is told by variables, or that is a browser, is not measured here.
    if stream is None or {"COLUMNS", "LINES", "TEXTUAL_DRIVER"} & os.environ.keys():
        return None
    try:
        return os.get_terminal_size(stream.fileno())
    except (OSError, ValueError):
        return None


@contextmanager
def shown(painted: str, stream: TextIO | None = None) -> Iterator[None]:
    """Have the terminal painted while the body of the `with` runs; with nothing to paint, leave it alone.

    Afterwards the terminal is as the screens expect to find it; where the body fails, as it was before.
    """
    stream = stream or sys.__stderr__
    if not painted or stream is None:
        yield
        return
    with _unechoed():
        stream.write(f"{_ENTER}{painted}{_PAINTED}")
        stream.flush()
        try:
            yield
        except BaseException:
            stream.write(_LEAVE)
            stream.flush()
            raise


def paint(screen: Screen[Any], console: Console) -> str:
    """Return what paints all of `screen` on the terminal of `console`."""
    from tui.narrow import Whole

    strips: list[Iterable[Strip]] = [[strip] for strip in screen._compositor.render_strips()]
    return Whole(strips, screen.size.region).render_segments(console)


@contextmanager
def _unechoed() -> Iterator[None]:
    """Let what is typed wait as it was typed, and not be echoed into the picture; ^C still interrupts."""
    try:
        import termios
    except ImportError:  # a system without them
        yield
        return
    source = sys.__stdin__
    try:
        if source is None:
            raise OSError
        descriptor = source.fileno()
        before = termios.tcgetattr(descriptor)
    except (OSError, ValueError, termios.error):
        yield
        return
    quiet = [*before]
    quiet[0] &= ~(termios.IXON | termios.ICRNL)
    quiet[3] &= ~(termios.ECHO | termios.ICANON)
    with suppress(termios.error):
        termios.tcsetattr(descriptor, termios.TCSANOW, quiet)
    try:
        yield
    finally:
        with suppress(termios.error):
            termios.tcsetattr(descriptor, termios.TCSANOW, before)
