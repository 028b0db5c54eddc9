"""Keeps one server for all workers of a test run, and stops it when the last of them is gone, killed or not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from filelock import FileLock

from tests.postgres.server import Server, programs

_ALIVE, _ADDRESS, _LOCK = "postgres.alive", "postgres.json", "postgres.lock"


def borrow(folder: Path) -> tuple[dict[str, str], int]:
    """Return the address of the server that `folder` stands for, and a descriptor: while it is open, the server is."""
    with FileLock(folder / _LOCK):
        try:
            held = os.open(folder / _ALIVE, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:  # no keeper reads it
            held = _begin(folder)
        return json.loads((folder / _ADDRESS).read_text()), held


def _begin(folder: Path) -> int:
    alive = folder / _ALIVE
    alive.unlink(missing_ok=True)
    os.mkfifo(alive)
    keeper = subprocess.Popen(
        [sys.executable, "-m", "tests.postgres.keeper", str(folder)],
        stdout=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C is for the tests; the keeper goes when they are gone
    )
    assert keeper.stdout is not None
    if keeper.stdout.readline() != b"ready\n":
        raise RuntimeError("PostgreSQL did not start.")
    return os.open(alive, os.O_WRONLY)


def keep(folder: Path) -> None:
    """Run a server until nobody holds the descriptor any more."""
    found = programs()
    assert found is not None
    server = Server(found)
    try:
        server.start()
        (folder / _ADDRESS).write_text(json.dumps(server.address))
        print("ready", flush=True)
        alive = os.open(folder / _ALIVE, os.O_RDONLY)
        while True:
            os.set_blocking(alive, True)
            os.read(alive, 1)  # returns when all have let go
            with FileLock(folder / _LOCK):
                os.set_blocking(alive, False)
                try:
                    os.read(alive, 1)
                except BlockingIOError:
                    continue  # somebody came meanwhile
                (folder / _ALIVE).unlink(missing_ok=True)
                return
    finally:
        server.stop()


if __name__ == "__main__":
    keep(Path(sys.argv[1]))
