"""Terminals for the tests of the documents."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from playbook.starting import begin
from tests.docs.terminal import Terminal


@pytest.fixture(scope="session")
def _starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter playbook, made once; tests only read its pages."""
    root = tmp_path_factory.mktemp("starter") / "acme"
    with pytest.MonkeyPatch.context() as nobody:
        nobody.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        nobody.setenv("GIT_CONFIG_NOSYSTEM", "1")
        begin(root, date(2026, 11, 22))
    return root


@pytest.fixture(scope="session")
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def terminal(
    _starter: Path, _cache: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Terminal:
    """A terminal in the starter playbook, with records of its own."""
    monkeypatch.setenv("PLAYBOOK_CACHE", str(_cache))
    monkeypatch.setenv("TZ", "UTC")
    return Terminal(_starter, Path(os.environ["PLAYBOOK_DATA"]), capsys, monkeypatch)
