"""`playbook serve` as a real process, and a real browser where there is one."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from tests.starter import copy_part_of_starter
from tests.system.conftest import playbook, under_git
from tests.web.browser import Browser, installed


class Served:
    """A server that runs."""

    def __init__(self, root: Path, home: Path, *arguments: str) -> None:
        environment = {
            **os.environ,
            "HOME": str(home),
            "PLAYBOOK_DATA": str(home / "data"),
            "PLAYBOOK_CACHE": str(home / "cache"),
            "PLAYBOOK_CONFIG": str(home / "config"),
            "EDITOR": "nano",
        }
        self.root, self.home = root, home
        self.process = subprocess.Popen(
            playbook("-C", root, *arguments, "serve", "--port", "0"),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
            start_new_session=True,
            cwd=home,
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()
        if not self.address:
            raise AssertionError(self.process.communicate()[1])

    @property
    def visitors(self) -> list[int]:
        """The processes of those who look."""
        asked = subprocess.run(
            ["ps", "-o", "pid=,stat=", "--ppid", str(self.process.pid)],
            capture_output=True,
            text=True,
            check=False,
        )
        rows = (line.split() for line in asked.stdout.splitlines())
        return [int(pid) for pid, state in rows if not state.startswith("Z")]

    def interrupt(self) -> tuple[int, str]:
        """Press Ctrl+C; return the exit code and what was said on stderr."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        said = self.process.communicate(timeout=60)[1]
        return self.process.returncode, said

    def close(self) -> None:
        """End it and whatever it left."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.communicate()


Serve = Callable[..., Served]


@pytest.fixture
def starter(tmp_path: Path) -> Path:
    """The starter playbook under git."""
    return under_git(copy_part_of_starter(tmp_path / "playbook"))


@pytest.fixture
def serve(starter: Path, tmp_path: Path) -> Iterator[Serve]:
    """Serve the starter playbook with more arguments before the noun."""
    opened: list[Served] = []

    def start(*arguments: str) -> Served:
        opened.append(Served(starter, tmp_path, *arguments))
        return opened[-1]

    yield start
    for one in opened:
        one.close()


@pytest.fixture
async def browser(tmp_path: Path) -> AsyncIterator[Browser]:
    """A browser; the test is skipped where none is installed, except when it is demanded (`make test-web`)."""
    program = installed()
    if program is None:
        reason = "no Chromium is installed: `make test-web` installs one and runs this"
        if os.environ.get("PLAYBOOK_WEB") == "demanded":
            pytest.fail(reason)
        pytest.skip(reason)
    async with Browser(program, tmp_path / "profile") as opened:
        yield opened
