"""Demos for tests: one that all read, and a way to lay others."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from playbook.clock import FixedClock
from playbook.demo.lay import lay_demo
from tests.demo.laid import NOW, Laid, Lay, files_below


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Laid:
    """The demo of seed 7; no test changes it."""
    made = lay_demo(tmp_path_factory.mktemp("demo") / "seven", seed=7, clock=FixedClock(NOW))
    return Laid(made, as_laid=files_below(made.data))


@pytest.fixture(scope="session")
def team(tmp_path_factory: pytest.TempPathFactory) -> Laid:
    """The full demo of seed 7; no test changes it."""
    made = lay_demo(tmp_path_factory.mktemp("team") / "seven", seed=7, size="full", clock=FixedClock(NOW))
    return Laid(made, as_laid=files_below(made.data))


@pytest.fixture
def lay(tmp_path: Path) -> Lay:
    """Lay a demo in a folder of the test's own."""

    def laid(name: str = "demo", *, seed: int = 7, now: datetime = NOW) -> Laid:
        return Laid(lay_demo(tmp_path / name, seed=seed, clock=FixedClock(now)), now)

    return laid
