"""The starter playbook, where it is ten o'clock on a Friday in November."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.calendars.files import calendar
from tests.tui.conftest import clock, data, starter, starter_template, world

__all__ = ["clock", "data", "starter", "starter_template", "world"]


@pytest.fixture(autouse=True)
def utc(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Work in UTC, with a cache of one's own."""
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("PLAYBOOK_CACHE", str(tmp_path / "cache"))
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def write_calendar(tmp_path: Path) -> Callable[..., str]:
    """Return what writes events into a calendar file, and gives its name."""

    def write(*events: str) -> str:
        path = tmp_path / "work.ics"
        path.write_bytes(calendar(*events))
        return str(path)

    return write
