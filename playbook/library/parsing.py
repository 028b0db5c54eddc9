"""Reading many pages at once: shared out among processes, one for each core."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from playbook.library.page_cache import Kept

if TYPE_CHECKING:
    from playbook.library.looking import Look

WORTHWHILE = 100
"""Pages to each process: for fewer, starting it takes longer than it saves."""
MOST = 8
"""Processes, at most."""

_PATIENCE = 120.0
"""Seconds after which a process is given up, and its pages are read here."""

_SERVE = "from playbook.library.parsing import serve; serve()"


class Share(msgspec.Struct, frozen=True, array_like=True):
    """Pages for one process to read."""

    reference_headings: tuple[str, ...]
    link_root: str
    pages: Sequence[tuple[str, bytes]]
    """Path and bytes of each."""
    look: Any = None
    """A `Look` where the linter looks at them in passing; read only where there is one."""

    def read(self) -> list[Kept]:
        """Return the pages, read here."""
        from playbook.library.documents import documents
        from playbook.plays.parse import parse

        look = self._look()
        found = []
        for path, data in self.pages:
            parsed = parse(data, path, reference_headings=self.reference_headings, link_root=self.link_root)
            kept = Kept.of(parsed.page, documents(parsed.page))
            if look:
                kept = replace(kept, surface=msgspec.msgpack.encode(look.at(parsed)))
            found.append(kept)
        return found

    def _look(self) -> Look | None:
        if self.look is None:
            return None
        from playbook.library.looking import Look

        return msgspec.convert(self.look, Look)


def read_pages(
    pages: Sequence[tuple[str, bytes]],
    reference_headings: tuple[str, ...],
    link_root: str,
    look: Look | None = None,
) -> list[Kept]:
    """Return the pages that these files (path and bytes of each) hold, in their order; looked at if wanted."""
    processes = min(_cores(), MOST, max(1, len(pages) // WORTHWHILE))
    shares = [Share(reference_headings, link_root, some, look) for some in _split(pages, processes)]
    answers: list[list[Kept] | None] = [None] * len(shares)

    def ask(number: int) -> None:
        answers[number] = _elsewhere(shares[number])

    threads = [threading.Thread(target=ask, args=(number,), daemon=True) for number in range(1, len(shares))]
    for thread in threads:
        thread.start()
    answers[0] = shares[0].read()
    for thread in threads:
        thread.join()
    return [
        kept
        for share, answer in zip(shares, answers, strict=True)
        for kept in (share.read() if answer is None else answer)
    ]


def serve() -> None:
    """Read the share on standard input and write its pages to standard output."""
    share = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Share)
    answer = [(kept.page, kept.documents, kept.surface) for kept in share.read()]
    sys.stdout.buffer.write(msgspec.msgpack.encode(answer))


def _elsewhere(share: Share) -> list[Kept] | None:
    """Return the pages, read in a process of their own; None where that does not work."""
    # Never from the folder we happen to be in: a playbook's files are nothing to run.
    command = [sys.executable, "-P", "-c", _SERVE]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    try:
        done = subprocess.run(
            command,
            input=msgspec.msgpack.encode(share),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd=Path(__file__).parent,
            timeout=_PATIENCE,
            check=True,
        )
        answer = msgspec.msgpack.decode(done.stdout, type=list[tuple[bytes, bytes, bytes]])
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return [Kept(*parts) for parts in answer] if len(answer) == len(share.pages) else None


def _split(pages: Sequence[tuple[str, bytes]], parts: int) -> list[Sequence[tuple[str, bytes]]]:
    """Return `pages` cut into at most `parts` runs of about as many bytes each."""
    total = sum(len(data) + 1 for _, data in pages)
    runs: list[Sequence[tuple[str, bytes]]] = []
    start, size = 0, 0
    for place, (_, data) in enumerate(pages, 1):
        size += len(data) + 1
        if size * parts >= total * (len(runs) + 1):
            runs.append(pages[start:place])
            start = place
    return runs or [pages]


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1
