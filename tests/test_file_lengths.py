"""No module grows past what is read at a sitting: a longer one is split by what its parts mean."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("playbook", "tui", "bench", "tests")
LONGEST = 400
"""Lines of a module of the source or of the tests."""
LONGEST_SCREEN = 250
"""Lines of a screen: what it shows and does, and no rules."""
LONGER: dict[str, tuple[int, str]] = {}
"""A module that must be longer: its path → the lines it may have, and why it cannot be split."""


def length(path: Path) -> int:
    """Return how many lines a file has."""
    return path.read_bytes().count(b"\n")


def limit(name: str) -> int:
    """Return how many lines the module at this path of the repository may have."""
    if name in LONGER:
        return LONGER[name][0]
    return LONGEST_SCREEN if name.startswith("tui/screens/") else LONGEST


def modules() -> dict[str, int]:
    """Return path → lines of every module."""
    found = (path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
    return {path.relative_to(ROOT).as_posix(): length(path) for path in found}


def test_no_module_is_longer_than_one_reads() -> None:
    found = modules()
    assert len(found) > 1_000
    longer = {
        name: f"{lines} lines, of {limit(name)}" for name, lines in found.items() if lines > limit(name)
    }
    assert not longer, "Split these into two modules of one subject each."


def test_what_may_be_longer_says_why_and_still_is() -> None:
    found = modules()
    idle = [name for name, (_, why) in LONGER.items() if not why or found.get(name, 0) <= LONGEST]
    assert not idle, "These need no exception, or give no reason for it."


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("tui/screens/call.py", 250),
        ("tui/app.py", 400),
        ("playbook/workspace.py", 400),
        ("tests/conftest.py", 400),
    ],
)
def test_screens_are_held_shorter_than_the_rest(name: str, lines: int) -> None:
    assert limit(name) == lines
