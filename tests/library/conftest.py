from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.library.gitfolder import GitFolder


@pytest.fixture(autouse=True)
def own_git_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Keep the machine's own git settings and variables out of the tests."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    yield


@pytest.fixture
def folder(tmp_path: Path) -> GitFolder:
    """Give an empty folder under git."""
    return GitFolder(tmp_path / "handbook")
