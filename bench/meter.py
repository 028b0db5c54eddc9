"""A terminal that takes times: when bytes came, what they showed, how many there were."""

from __future__ import annotations

import os
import select
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from bench.machine import taken_away
from tests.terminal import KEYS, GoneError, Terminal

AFTER = 0.25
"""Seconds after a key in which everything written is counted as its doing."""


@dataclass(frozen=True)
class Repaint:
    """What one key press led to."""

    seconds: float
    """From the key to the last byte of what it should show."""
    written: int
    """Bytes until `AFTER`: the repaint, and what followed from it, such as a mark that goes when saved."""
    disturbed: bool = False
    """The host took the machine away meanwhile: what the program takes cannot be told from it."""


class Meter(Terminal):
    """A program in a terminal, and a stopwatch; the emulator is fed after the times are taken."""

    def __init__(self, command: Sequence[str | Path], env: Mapping[str, str]) -> None:
        self.started = time.perf_counter()
        super().__init__(command, env=env)

    def __enter__(self) -> Self:
        return self

    def seconds_until(self, *texts: str, limit: float = 60.0) -> float:
        """Return when, since the start, one of `texts` came to be on the screen; raises when none did.

        Bytes are only noted while the program draws; what they show is worked out in the pauses, so that
        the emulator, which is slow, does not hold up the program.
        """
        end = self.started + limit
        chunks: list[tuple[float, bytes]] = []
        while time.perf_counter() < end:
            if self._ready(0.05):
                chunks.append((time.perf_counter(), self._read()))
                continue
            for at, data in chunks:
                self.feed(data)
                if any(text in self.text for text in texts):
                    self._feed_rest(chunks, at)
                    return at - self.started
            chunks.clear()
        raise AssertionError(f"none of {texts} came to the screen\n{self.text}")

    def key(self, name: str, shown: Callable[[str], bool], limit: float = 10.0) -> Repaint:
        """Press a key, wait until `shown` is true of the screen, and return what the key led to.

        What was written is fed to the emulator afterwards, piece by piece, to learn with which piece
        `shown` became true.
        """
        taken = taken_away()
        os.write(self._leader, KEYS.get(name, name).encode())
        start = time.perf_counter()
        end, seen, written = start + AFTER, 0.0, 0
        while time.perf_counter() < (end if seen else start + limit):
            chunks = []
            while self._ready(max(0.0, end - time.perf_counter())):
                chunks.append((time.perf_counter(), self._read()))
            for at, data in chunks:
                written += len(data)
                self.feed(data)
                if not seen and shown(self.text):
                    seen = at
            if not seen:
                end = time.perf_counter() + 0.01
        if not seen:
            raise AssertionError(f"{name!r} was not shown\n{self.text}")
        return Repaint(seen - start, written, taken_away() > taken)

    def hold(
        self, name: str, times: int, rate: float, shown: Callable[[str], bool], limit: float = 60.0
    ) -> tuple[float, int]:
        """Send a key `times` at `rate` a second, as a held key does.

        Returns how many seconds after the last one `shown` became true of the screen, and how many bytes were written.
        """
        chunks: list[tuple[float, bytes]] = []
        start = time.perf_counter()
        for number in range(times):
            due = start + number / rate
            while (left := due - time.perf_counter()) > 0:
                if self._ready(left):
                    chunks.append((time.perf_counter(), self._read()))
            os.write(self._leader, KEYS.get(name, name).encode())
        last = time.perf_counter()
        written = 0
        while time.perf_counter() < last + limit:
            if self._ready(AFTER):
                chunks.append((time.perf_counter(), self._read()))
                continue
            for at, data in chunks:
                written += len(data)
                self.feed(data)
                if shown(self.text):
                    written += sum(len(data) for later, data in chunks if later > at)
                    self._feed_rest(chunks, at)
                    return max(at - last, 0.0), written
            chunks.clear()
        raise AssertionError(f"{name!r} held was not shown\n{self.text}")

    def written_in(self, seconds: float) -> int:
        """Return how many bytes are written in so many seconds without a key."""
        end = time.perf_counter() + seconds
        count = 0
        while (left := end - time.perf_counter()) > 0:
            if self._ready(left):
                data = self._read()
                count += len(data)
                self.feed(data)
        return count

    def rest(self, limit: float = 60.0) -> None:
        """Wait until the program has done what it does by itself after starting: it hardly works any more."""
        end = time.perf_counter() + limit
        quiet, before = 0, self._worked()
        while quiet < 3 and time.perf_counter() < end:
            self.pump(0.4)
            self.settle(0.1, seconds=0.3)
            now = self._worked()
            quiet = quiet + 1 if now - before < 0.05 else 0
            before = now

    def _worked(self) -> float:
        """Return how many seconds of a processor the program has used (Linux; elsewhere 0)."""
        try:
            fields = (
                Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
            )
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def peak_memory(self) -> int:
        """Return the most memory that the program has held, in bytes (Linux; elsewhere 0)."""
        try:
            status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        except OSError:
            return 0
        line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024

    def _feed_rest(self, chunks: list[tuple[float, bytes]], since: float) -> None:
        for at, data in chunks:
            if at > since:
                self.feed(data)

    def _ready(self, seconds: float) -> bool:
        return bool(select.select([self._leader], [], [], seconds)[0])

    def _read(self) -> bytes:
        """Return what was written; raises GoneError when the program has ended."""
        try:
            data = os.read(self._leader, 65_536)
        except OSError:
            data = b""
        if not data:
            raise GoneError(f"the program ended\n{self.text}")
        return data
