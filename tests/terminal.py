"""A real terminal for tests: a program on a pty, its screen kept by a terminal emulator."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyte

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "space": " ",
    "backspace": "\x7f",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "pagedown": "\x1b[6~",
    "pageup": "\x1b[5~",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    "f7": "\x1b[18~",
    "f8": "\x1b[19~",
    "f9": "\x1b[20~",
    "f10": "\x1b[21~",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "ctrl+f": "\x06",
    "ctrl+o": "\x0f",
    "ctrl+p": "\x10",
    "ctrl+q": "\x11",
}


_GLANCE = 0.06
"""Seconds without a byte after which the program is looked at: does it sleep?"""


_TELLS = Path(f"/proc/self/task/{os.getpid()}/children").exists()
"""The system tells what a program is doing."""
LONGEST = 60.0
"""Seconds after which what should come will never come, however slow the machine."""


def _interruptible() -> None:
    """Let Ctrl+C mean what it means in any shell, also where the tests were started in the background of one."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class GoneError(AssertionError):
    """The program ended before the screen showed what was waited for."""


class Terminal:
    """A program in a terminal of `columns` × `lines`."""

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        columns: int = 120,
        lines: int = 40,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        never_waits: bool = False,
    ) -> None:
        """Start it; `never_waits`: the terminal takes what it has room for and nothing more, as `ssh` may leave it."""
        self.screen = pyte.Screen(columns, lines)
        self._lines: list[str] | None = None
        self._stream = pyte.ByteStream(self.screen)
        self.bytes_seen = 0
        self.raw = bytearray()
        leader, follower = pty.openpty()
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        os.set_blocking(follower, not never_waits)
        environment = {
            **os.environ,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            **(env or {}),
        }
        for name in ("NO_COLOR", "TEXTUAL", "TMUX", "COLUMNS", "LINES"):
            environment.pop(name, None) if name not in (env or {}) else None
        self.process = subprocess.Popen(
            [str(part) for part in command],
            stdin=follower,
            stdout=follower,
            stderr=follower,
            env=environment,
            cwd=cwd,
            start_new_session=True,
            close_fds=True,
            preexec_fn=_interruptible,
        )
        os.close(follower)
        self._leader = leader

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Reading

    def pump(self, seconds: float) -> int:
        """Read what the program writes for up to `seconds`, or until it pauses; return how many bytes came."""
        got = 0
        waiting = select.poll()  # select() knows no descriptor above 1023
        waiting.register(self._leader, select.POLLIN | select.POLLHUP)
        ready = waiting.poll(seconds * 1000)
        while ready:
            try:
                data = os.read(self._leader, 65_536)
            except OSError:
                break
            if not data:
                break
            got += len(data)
            self.bytes_seen += len(data)
            self.raw += data
            self.feed(data)
            ready = waiting.poll(0)
        return got

    def feed(self, data: bytes) -> None:
        """Show what the program wrote."""
        self._stream.feed(data)
        self._lines = None

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.lines)

    @property
    def lines(self) -> list[str]:
        """The lines of the screen."""
        if self._lines is None:
            columns, rows = range(self.screen.columns), self.screen.buffer
            self._lines = [
                "".join([rows[line][column].data for column in columns]).rstrip()
                for line in range(self.screen.lines)
            ]
        return self._lines

    def line_with(self, text: str) -> str:
        """Return the first line that holds `text`, or an empty one."""
        return next((line for line in self.lines if text in line), "")

    # Driving

    @property
    def keyboard(self) -> int:
        """The descriptor that takes what is typed, for what is typed while nobody reads the screen."""
        return self._leader

    def sees(self, *texts: str, seconds: float = LONGEST) -> str:
        """Wait until all `texts` are on the screen; return the screen; raise with it when they are not."""
        end = time.monotonic() + seconds
        while True:
            if all(text in self.text for text in texts):
                return self.text
            left = end - time.monotonic()
            if left <= 0:
                missing = [text for text in texts if text not in self.text]
                raise AssertionError(f"not on the screen: {missing}\n{self.text}")
            if self.pump(min(left, 0.5)) == 0 and self.process.poll() is not None:
                self.pump(0.2)
                if not all(text in self.text for text in texts):
                    raise GoneError(f"the program ended with {self.process.returncode}\n{self.text}")

    def shows(self, pattern: str, *, seconds: float = LONGEST) -> str:
        """Wait until the regular expression `pattern` is found on the screen; return the screen."""
        end = time.monotonic() + seconds
        while not re.search(pattern, self.text):
            left = end - time.monotonic()
            if left <= 0:
                raise AssertionError(f"not on the screen: {pattern}\n{self.text}")
            self.pump(min(left, 0.5))
        return self.text

    def sees_no(self, text: str, *, seconds: float = LONGEST) -> str:
        """Wait until `text` is gone from the screen."""
        end = time.monotonic() + seconds
        while text in self.text:
            left = end - time.monotonic()
            if left <= 0:
                raise AssertionError(f"still on the screen: {text!r}\n{self.text}")
            self.pump(min(left, 0.5))
        return self.text

    def settle(self, quiet: float = 0.25, seconds: float = LONGEST) -> str:
        """Wait until the program has done all it was asked and sleeps; return the screen.

        Where the system does not tell whether it sleeps: until nothing has been written for `quiet` seconds.
        """
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            before = self._asleep()
            if self.pump(_GLANCE):
                continue
            after = self._asleep()
            if after is None and not self.pump(quiet):
                break
            if after is not None and after >= 0 and before == after:
                break
        return self.text

    def _asleep(self) -> int | None:
        """Return how often the program has gone to sleep; -1 while it works, None where the system does not tell."""
        tasks = Path(f"/proc/{self.process.pid}/task")
        if not (_TELLS and tasks.exists()):
            return None
        try:
            for task in tasks.iterdir():
                state = (task / "stat").read_text().rpartition(")")[2].split()[0]
                if state in "RD" or (task / "children").read_text():
                    return -1
            status = (tasks / str(self.process.pid) / "status").read_text()
        except (OSError, IndexError):  # a thread has just ended
            return -1
        return int(status.partition("\nvoluntary_ctxt_switches:")[2].split()[0])

    def press(self, *keys: str) -> Terminal:
        """Press keys by name (`enter`, `f2`), or single characters."""
        for key in keys:
            os.write(self._leader, (key if len(key) == 1 else KEYS[key]).encode())
            self.pump(0.02)
        return self

    def type(self, text: str) -> Terminal:
        """Type text, a character at a time."""
        for character in text:
            os.write(self._leader, character.encode())
            self.pump(0.005)
        return self

    def paste(self, text: str) -> Terminal:
        """Paste text, as terminals do that know bracketed paste; what the program writes meanwhile is read."""
        left = memoryview(f"\x1b[200~{text}\x1b[201~".encode())
        os.set_blocking(self._leader, False)
        try:
            while left:
                try:
                    left = left[os.write(self._leader, left[:4_096]) :]
                except BlockingIOError:
                    self.pump(0.05)
        finally:
            os.set_blocking(self._leader, True)
        return self

    def resize(self, columns: int, lines: int) -> None:
        """Make the terminal another size."""
        self.screen.resize(lines, columns)
        self._lines = None
        fcntl.ioctl(self._leader, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        os.killpg(self.process.pid, signal.SIGWINCH)

    # Ending

    def kill(self) -> None:
        """Kill the program with no warning."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(LONGEST)

    def wait(self, seconds: float = LONGEST) -> int:
        """Wait for the program to end by itself; return its exit code."""
        end = time.monotonic() + seconds
        while self.process.poll() is None and time.monotonic() < end:
            self.pump(0.1)
        if self.process.poll() is None:
            raise AssertionError(f"still running\n{self.text}")
        return self.process.returncode

    @property
    def echoes(self) -> bool:
        """What is typed is echoed by the terminal itself, as a shell wants it."""
        return bool(termios.tcgetattr(self._leader)[3] & termios.ECHO)

    def hang_up(self) -> None:
        """Close the terminal under the program, as a dropped line does."""
        os.close(self._leader)
        self._leader = -1

    def close(self) -> None:
        """Kill the program if it still runs, and close the terminal."""
        self.kill()
        if self._leader >= 0:
            self.hang_up()
