"""What the program writes arrives whole: with signals in between, and where writing never waits."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import termios
import threading
from io import FileIO
from pathlib import Path

import pytest

from playbook.whole_output import WholeFile, write_whole

SHOUTS = """
import signal, sys
from playbook.whole_output import write_whole
write_whole(to_screen=True)
signal.signal(signal.SIGALRM, lambda *_: None)
signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)
for number in range(30):
    getattr(sys, sys.argv[1]).write(f"{number:05}" * 5_000 + "\\n")
sys.stdout.flush()
signal.setitimer(signal.ITIMER_REAL, 0)
"""
SHOUTED = "".join(f"{number:05}" * 5_000 + "\n" for number in range(30)).encode()


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("waits", [True, False])
def test_a_full_terminal_and_signals_lose_nothing(stream: str, unbuffered: str, waits: bool) -> None:
    leader, follower = pty.openpty()
    mode = termios.tcgetattr(follower)
    mode[1] &= ~termios.OPOST
    termios.tcsetattr(follower, termios.TCSANOW, mode)
    # A stream that is buffered, and set to never wait, is the screens' alone: `stderr`.
    os.set_blocking(follower, waits or (stream == "stdout" and not unbuffered))
    with subprocess.Popen(
        [sys.executable, "-c", SHOUTS, stream],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        cwd=Path(__file__).parents[1],
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
    ) as program:
        os.close(follower)
        assert _read(leader, len(SHOUTED)) == SHOUTED
        assert program.wait(60) == 0
    os.close(leader)


def _read(leader: int, length: int) -> bytes:
    """Return what comes, at most `length` bytes, in sips: the terminal is full all the time."""
    came = bytearray()
    while len(came) < length:
        try:
            came += os.read(leader, 3_000)
        except OSError:  # the program has ended
            break
    return bytes(came)


def test_a_pipe_that_never_waits_gets_everything() -> None:
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    came = bytearray()

    def read() -> None:
        while data := os.read(reading, 10_000):
            came.extend(data)

    reader = threading.Thread(target=read)
    reader.start()
    text = bytes(range(256)) * 4_000
    with WholeFile(writing, "wb") as file:
        assert file.write(text) == len(text)
        assert file.write(memoryview(b"end")) == 3
    reader.join(60)
    assert bytes(came) == text + b"end"
    os.close(reading)


def test_a_reader_that_has_left_is_told_as_always() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with WholeFile(writing, "wb") as file, pytest.raises(BrokenPipeError):
        file.write(b"nobody")


def test_streams_that_are_not_the_system_s_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    own = io.StringIO()
    monkeypatch.setattr(sys, "stdout", own)
    monkeypatch.setattr(sys, "stderr", None)
    write_whole(to_screen=True)
    assert sys.stdout is own and sys.stderr is None


def test_letters_keep_their_encoding(tmp_path: Path) -> None:
    written = tmp_path / "out"
    with written.open("wb") as out:
        subprocess.run(
            [
                sys.executable,
                "-c",
                "import sys; from playbook.whole_output import write_whole; write_whole(); print('Zoë → 世界')",
            ],
            stdout=out,
            cwd=Path(__file__).parents[1],
            env={**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "latin-1:replace"},
            check=True,
        )
    assert written.read_bytes().strip() == "Zoë ? ??".encode("latin-1")
    assert issubclass(WholeFile, FileIO)
