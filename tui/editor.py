"""Hand a file to the user's editor and come back."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from playbook.editor import editor_command
from playbook.errors import PlaybookError

if TYPE_CHECKING:
    from tui.app import PlaybookApp

AT_ONCE = 0.7
"""Seconds; nobody reads, changes and saves a page in less."""


def edit_file(app: PlaybookApp, path: Path, line: int = 1) -> bool:
    """Open a file in `$EDITOR` at `line`; raises PlaybookError where there is none or it could not start.

    An editor that came back at once and changed nothing has probably opened a window of its own: that is said, and
    returned.
    """
    command = editor_command(path, line, os.environ)
    before, began = _state(path), time.monotonic()
    try:
        with app.suspend():
            code = subprocess.run(command, check=False).returncode
    except SuspendNotSupported:
        where = "A browser has no editor" if app.is_web else "An editor cannot be opened from here"
        raise PlaybookError(f"{where}: edit {path.name} in a terminal on that machine.") from None
    except OSError as error:
        raise PlaybookError(
            f"The editor “{command[0]}” could not be started ({error.strerror}). Set EDITOR to one that is installed."
        ) from error
    finally:
        app.refresh()
    if code:
        raise PlaybookError(f"The editor “{command[0]}” ended with code {code}; the file is as it left it.")
    if _state(path) == before and time.monotonic() - began < AT_ONCE:
        app.call_later(
            app.say,
            f"“{command[0]}” came back at once and nothing has changed. If its window is still open, save there; "
            "then press the same key once more.",
        )
        return True
    return False


def _state(path: Path) -> tuple[int, int]:
    """Return what changes when a file is saved."""
    try:
        known = path.stat()
    except OSError:
        return 0, 0
    return known.st_mtime_ns, known.st_size
