"""Other processes that work for this one: started before there is anything to do, and never waited for."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO

_AHEAD = 2
"""Pieces that a process has at once: it need not wait for the next while its answer is taken in."""
_LENGTH = 4
_LONGEST = 1 << 28
"""Bytes of a piece or an answer; whoever says more does not speak as we do."""


class Crew:
    """Processes that share one piece of work once; each failure of theirs costs nothing but time."""

    def __init__(self, size: int, code: str) -> None:
        """Start `size` processes that run `code`, which is to call `serve`."""
        self._processes = [started for _ in range(size) if (started := _start(code))]
        self._threads: list[threading.Thread] = []

    @property
    def size(self) -> int:
        """How many there are."""
        return len(self._processes)

    def help(self, pieces: Sequence[bytes], waiting: deque[int]) -> dict[int, bytes]:
        """Return where answers will appear, by the numbers of the `pieces` that they take from `waiting`."""
        answers: dict[int, bytes] = {}
        for process in self._processes:
            thread = threading.Thread(target=_feed, args=(process, pieces, waiting, answers), daemon=True)
            self._threads.append(thread)
            thread.start()
        return answers

    def close(self) -> None:
        """Let them go, whatever they are doing: they hold nothing that cannot be done here."""
        for process in self._processes:
            process.kill()
            process.wait()
        for thread in self._threads:
            thread.join()
        for process in self._processes:
            for pipe in _pipes(process):
                with suppress(OSError):  # what could not be sent any more
                    pipe.close()
        self._processes, self._threads = [], []

    def __enter__(self) -> Crew:
        """Return the crew itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()


def serve(prepare: Callable[[], None], work: Callable[[bytes], bytes]) -> None:
    """Answer the pieces on standard input on standard output until no more come.

    `prepare` is called at once, while nothing is asked yet.
    """
    import queue
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for who started us, and ends us too
    heard: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()

    def listen() -> None:
        # In a thread of its own: who sends us something is never kept waiting until we are heard.
        with suppress(EOFError, OSError, ValueError):
            while True:
                heard.put(_receive(sys.stdin.buffer))
        heard.put(None)

    threading.Thread(target=listen, daemon=True).start()
    prepare()
    while (piece := heard.get()) is not None:
        _send(sys.stdout.buffer, work(piece))


def take(waiting: deque[int]) -> int | None:
    """Return the next number, which nobody else gets; None where none is left."""
    try:
        return waiting.popleft()
    except IndexError:
        return None


def cores() -> int:
    """Return how many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def _start(code: str) -> subprocess.Popen[bytes] | None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    try:
        return subprocess.Popen(
            # Never from the folder we happen to be in: a playbook's files are nothing to run.
            [sys.executable, "-P", "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd=Path(__file__).parent,
        )
    except OSError:
        return None


def _feed(
    process: subprocess.Popen[bytes], pieces: Sequence[bytes], waiting: deque[int], answers: dict[int, bytes]
) -> None:
    """Send a process what it takes from `waiting` and put down its answers, until nothing is left or it fails."""
    there, back = _pipes(process)
    taken: deque[int] = deque()
    with suppress(OSError, EOFError, ValueError):
        while True:
            while len(taken) < _AHEAD and (number := take(waiting)) is not None:
                taken.append(number)
                _send(there, pieces[number])
            if not taken:
                return
            answers[taken[0]] = _receive(back)
            taken.popleft()


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    assert process.stdin and process.stdout  # both were asked for
    return process.stdin, process.stdout


def _send(pipe: IO[bytes], data: bytes) -> None:
    pipe.write(len(data).to_bytes(_LENGTH, "big"))
    pipe.write(data)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes:
    """Return what was sent; raises EOFError where nothing more comes, ValueError for what is none of ours."""
    length = int.from_bytes(_exactly(pipe, _LENGTH), "big")
    if length > _LONGEST:
        raise ValueError(length)
    return _exactly(pipe, length)


def _exactly(pipe: IO[bytes], length: int) -> bytes:
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return data
