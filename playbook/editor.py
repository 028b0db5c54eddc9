"""The person's own editor, opened at a line."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping
from pathlib import Path, PurePath

from playbook.errors import PlaybookError

_PLUS_LINE = frozenset(
    {"vi", "vim", "nvim", "gvim", "view", "nano", "pico", "emacs", "emacsclient", "joe", "ne", "micro", "kak"}
)
"""Editors that take `+LINE FILE`."""

_COLON_LINE = frozenset({"subl", "sublime_text", "hx", "helix", "zed"})
"""Editors that take `FILE:LINE`."""

_GO_TO = frozenset({"code", "code-insiders", "codium", "vscodium", "cursor"})
"""Editors that take `--goto FILE:LINE`."""

_LEAVES_AT_ONCE = _GO_TO | {"subl", "sublime_text", "zed", "gvim", "atom", "mate", "gedit"}
"""Editors that return before the file is closed, unless told to wait."""

_NO_FORK = {"gvim": "--nofork"}


class NoEditorError(PlaybookError):
    """No editor is set, or it cannot be started."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"{why} Name yours in the variable VISUAL or EDITOR, such as `export EDITOR=nano`, then try again."
        )


def editor_command(path: Path, line: int, environ: Mapping[str, str]) -> list[str]:
    """Return the command that opens `path` at `line` (1-based; 0 for none) in the person's editor.

    `VISUAL` goes before `EDITOR`, both may hold arguments; without either it is `vi` (`notepad` on Windows).
    An editor that would return at once is told to wait. Raises NoEditorError for a broken value.
    """
    told = (environ.get("VISUAL", "").strip() or environ.get("EDITOR", "").strip()) or _default()
    try:
        command = shlex.split(told, posix=os.name != "nt")
    except ValueError:
        raise NoEditorError(f"The editor “{told}” has a quote that is not closed.") from None
    if not command or not command[0]:
        raise NoEditorError("The editor is set to nothing.")
    name = editor_name(command)
    if name in _LEAVES_AT_ONCE and not _waits(command):
        command.append(_NO_FORK.get(name, "--wait"))
    # An absolute path never begins with a dash, whatever the file is called.
    file = str(path.absolute())
    if line < 1:
        return [*command, file]
    if name in _PLUS_LINE:
        return [*command, f"+{line}", file]
    if name in _GO_TO:
        return [*command, "--goto", f"{file}:{line}"]
    if name in _COLON_LINE:
        return [*command, f"{file}:{line}"]
    return [*command, file]


def editor_name(command: list[str]) -> str:
    """Return what the editor of a command is called: its program's name without folder and suffix."""
    name = PurePath(command[0].replace("\\", "/")).name.casefold()
    return name.removesuffix(".exe").removesuffix(".cmd")


def _waits(command: list[str]) -> bool:
    return any(word in ("-w", "--wait", "-f", "--nofork") for word in command[1:])


def _default() -> str:
    return "notepad" if os.name == "nt" else "vi"


def run_editor(command: list[str]) -> None:
    """Run the editor in the foreground until it is left; raises NoEditorError."""
    import subprocess

    try:
        code = subprocess.run(command, check=False).returncode
    except OSError as error:
        raise NoEditorError(
            f"The editor “{command[0]}” cannot be started: {error.strerror or error}."
        ) from error
    if code:
        raise NoEditorError(f"The editor “{command[0]}” ended with code {code}.")
