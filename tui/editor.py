"""Hand a page to the user's editor and come back."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from playbook.editor import editor_command
from playbook.errors import PlaybookError

if TYPE_CHECKING:
    from tui.app import PlaybookApp


def edit_page(app: PlaybookApp, page: str, line: int = 1) -> None:
    """Open a page in `$EDITOR` at `line`; raises PlaybookError where there is none or it could not start."""
    entry = app.workspace.page(page)
    path = app.workspace.root / entry.page.path
    command = editor_command(path, line, os.environ)
    try:
        with app.suspend():
            subprocess.run(command, check=False)
    except SuspendNotSupported:
        raise PlaybookError(
            "An editor cannot be opened from here (a browser?). Edit the file in a terminal."
        ) from None
    except OSError as error:
        raise PlaybookError(
            f"The editor “{command[0]}” could not be started ({error.strerror}). Set EDITOR to one that is installed."
        ) from error
    app.refresh()
