"""Playbooks and terminals for the tests of the command line."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.shell import OBJECTION, OTHER, PLAY, SETTINGS, Shell, git, write


@pytest.fixture(scope="session")
def _laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A playbook under git that no test writes to."""
    root = tmp_path_factory.mktemp("northwind") / "pb"
    files = {
        "playbook.toml": SETTINGS,
        "plays/discover/first-call.md": PLAY,
        "plays/commit/price-call.md": OTHER,
        "objections/too-expensive.md": OBJECTION,
    }
    write(root, files)
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Begin")
    for path in (root, *root.rglob("*")):
        # A file that was written a moment ago is never trusted unread: it could change without its time changing.
        os.utime(path, (path.stat().st_atime, path.stat().st_mtime - 60))
    return root


@pytest.fixture(scope="session")
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that all these tests share: pages are read once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def shell(
    _laid: Path, _cache: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    """A terminal in a playbook that is only read."""
    monkeypatch.setenv("PLAYBOOK_CACHE", str(_cache))
    monkeypatch.setenv("TZ", "UTC")
    return Shell(_laid, capsys)


@pytest.fixture
def own(shell: Shell, _laid: Path, tmp_path: Path) -> Shell:
    """A terminal in a copy of the playbook, to be written to."""
    shutil.copytree(_laid, tmp_path / "pb")
    shell.root = tmp_path / "pb"
    return shell


@pytest.fixture
def commit(own: Shell) -> Callable[[dict[str, str], str], str]:
    """Return what writes files into `own` and commits them."""

    def _commit(files: dict[str, str], subject: str) -> str:
        write(own.root, files)
        git(own.root, "add", "--all")
        git(own.root, "commit", "--quiet", "--message", subject)
        return git(own.root, "rev-parse", "HEAD").strip()

    return _commit
