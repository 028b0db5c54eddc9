"""A real tmux for tests: keys by `send-keys`, the screen by `capture-pane`."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

NAMES = {
    "enter": "Enter", "escape": "Escape", "space": "Space", "down": "Down", "up": "Up",
    "right": "Right", "left": "Left", "backspace": "BSpace", "ctrl+q": "C-q",
}  # fmt: skip


class Tmux:
    """A session of a tmux server of its own."""

    def __init__(
        self,
        command: Sequence[str],
        socket: Path,
        *,
        env: Mapping[str, str],
        columns: int = 100,
        lines: int = 30,
    ) -> None:
        self._socket = socket
        program = shutil.which("tmux")
        assert program is not None
        self._program = program
        told = " ".join(f"{name}={shlex.quote(value)}" for name, value in env.items())
        size = ("-x", str(columns), "-y", str(lines))
        self("new-session", "-d", "-s", "test", *size, f"exec env {told} {shlex.join(command)}")

    def __call__(self, *arguments: str) -> str:
        """Give tmux a command; return what it says."""
        environment = {
            name: value for name, value in os.environ.items() if name not in ("TMUX", "COLUMNS", "LINES")
        }
        done = subprocess.run(
            [self._program, "-f", os.devnull, "-S", str(self._socket), *arguments],
            capture_output=True,
            text=True,
            check=False,
            env=environment,
        )
        if done.returncode:
            raise AssertionError(f"tmux {arguments}: {done.stderr}")
        return done.stdout

    @property
    def text(self) -> str:
        """What the pane shows."""
        return self("capture-pane", "-p", "-t", "test")

    def sees(self, *texts: str, seconds: float = 20.0) -> str:
        """Wait until all `texts` are in the pane."""
        end = time.monotonic() + seconds
        while True:
            shown = self.text
            if all(text in shown for text in texts):
                return shown
            if time.monotonic() > end:
                raise AssertionError(
                    f"not in the pane: {[text for text in texts if text not in shown]}\n{shown}"
                )

    def sees_no(self, text: str, seconds: float = 20.0) -> str:
        """Wait until `text` has left the pane."""
        end = time.monotonic() + seconds
        while text in (shown := self.text):
            if time.monotonic() > end:
                raise AssertionError(f"still in the pane: {text}\n{shown}")
        return shown

    def press(self, *keys: str) -> Tmux:
        """Press keys by name (`enter`, `f4`), or single characters."""
        for key in keys:
            name = NAMES.get(key) or (key.upper() if re.fullmatch(r"f\d+", key) else None)
            self("send-keys", "-t", "test", *((name,) if name else ("-l", key)))
        return self

    def type(self, text: str) -> Tmux:
        """Type text."""
        self("send-keys", "-t", "test", "-l", text)
        return self

    def close(self) -> None:
        """End the server."""
        subprocess.run(
            [self._program, "-S", str(self._socket), "kill-server"], capture_output=True, check=False
        )
