"""A playbook to open: the starter under git, and one small page of everything."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Generator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from playbook.clock import FixedClock
from playbook.paths import cache_folder
from tests.starter import ReadOnce, copy_part_of_starter
from tests.tui.watchdog import watched
from tests.tui.world import World

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, object, object]:
    """Fail the test in which the app does something slow on the event loop."""
    with watched() as watchdog:
        result = yield
    watchdog.check()
    return result


def commit_all(root: Path, message: str = "Write the playbook", *, at: str = "2026-11-01T10:00:00Z") -> None:
    """Put everything in `root` under git, as Dana."""
    who = {"NAME": "Dana Ortiz", "EMAIL": "dana@fernyard.example", "DATE": at}
    names = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in who.items()}
    environment = {**os.environ, **names, "GIT_CONFIG_GLOBAL": "/dev/null"}
    if not (root / ".git").exists():
        subprocess.run(["git", "init", "-q", "-b", "main", root], check=True, env=environment)
    subprocess.run(["git", "-C", root, "add", "-A"], check=True, env=environment)
    subprocess.run(["git", "-C", root, "commit", "-q", "-m", message], check=True, env=environment)


@pytest.fixture(scope="session")
def starter_template(tmp_path_factory: pytest.TempPathFactory) -> ReadOnce:
    folder = tmp_path_factory.mktemp("starter")
    root = copy_part_of_starter(folder / "playbook")
    commit_all(root)
    return ReadOnce.of(root, folder / "cache")


@pytest.fixture
def starter(starter_template: ReadOnce, tmp_path: Path) -> Path:
    """The starter playbook in a git repository of its own; its pages were read before."""
    return starter_template.copy(tmp_path / "playbook", cache_folder())


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def world(starter: Path, data: Path, clock: FixedClock) -> World:
    """The starter playbook, on which nobody has done anything yet."""
    return World(starter, data, clock)
