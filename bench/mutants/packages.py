"""What is broken, and which tests should notice."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = {
    "playbook/plays": "tests/plays",
    "playbook/runs": "tests/runs",
    "playbook/records": "tests/records",
}
"""Package to the folder of its tests."""


def modules(root: Path = ROOT) -> dict[str, str]:
    """Return every module of the packages, in order, with the folder of its tests."""
    return {
        path.relative_to(root).as_posix(): tests
        for package, tests in PACKAGES.items()
        for path in sorted((root / package).glob("*.py"))
        if path.name != "__init__.py"
    }
