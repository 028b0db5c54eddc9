"""A pytest plug-in: which test calls which functions of the core, and how long it takes."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

INTO = "PLAYBOOK_MUTANTS_REACH"
"""Environment variable that names the file to write."""

_reached: dict[str, set[tuple[str, int]]] = {}
_seconds: dict[str, float] = {}


def _worked() -> float:
    """Return the processor's seconds until now, those of ended children too: a busy machine makes no test slow."""
    return sum(os.times()[:4])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Note the functions that are called while a test runs, its fixtures included."""
    codes: set[CodeType] = set()

    def note(frame: FrameType, event: str, _: Any) -> None:
        if event == "call":
            codes.add(frame.f_code)

    start = _worked()
    sys.setprofile(note)
    try:
        return (yield)
    finally:
        sys.setprofile(None)
        _seconds[item.nodeid] = _worked() - start
        core = str(Path.cwd() / "playbook") + os.sep
        _reached[item.nodeid] = {
            (Path(code.co_filename).relative_to(Path.cwd()).as_posix(), code.co_firstlineno)
            for code in codes
            if code.co_filename.startswith(core)
        }


def pytest_sessionfinish() -> None:
    """Write what was noted."""
    found = {
        test: {"seconds": _seconds[test], "functions": sorted(_reached[test])} for test in sorted(_reached)
    }
    Path(os.environ[INTO]).write_text(json.dumps(found), encoding="utf-8")
