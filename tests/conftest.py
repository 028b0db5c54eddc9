"""Every test works in folders of its own and with a git that reads nobody's settings."""

from __future__ import annotations

import gc
import os
import time
from pathlib import Path

import pytest
from hypothesis import settings

from tests.tui.pressed import Collector

SELDOM = (1_000, 10, 50)
"""When garbage is looked for: each look goes through all that the tests have loaded, a sixth of a second."""

# Other work on the machine must not fail a property: what is tried is what holds, not how fast.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")


LONGEST = ("test_words_to_play.py", "test_the_tour.py", "test_the_loop.py", "test_joint_approval_walk.py")
"""Walks of most of a minute: begun first, so that no process is left alone with one at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


def pytest_configure(config: pytest.Config) -> None:
    """Keep one time zone for all machines; judge at the end whether every command was pressed by a test."""
    gc.set_threshold(*SELDOM)
    os.environ["TZ"] = "UTC"
    time.tzset()
    config.pluginmanager.register(Collector(config), "commands")


def pytest_unconfigure() -> None:
    """Leave what thousands of tests made out of the last looks for garbage, five of them: they outlast all patience.

    A process of a parallel run that has not ended five seconds after its last test is interrupted.
    """
    gc.freeze()


@pytest.fixture(autouse=True)
def nobodys_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep a test from reading or writing what belongs to whoever runs it."""
    home: Path | None = None

    def folder(name: str) -> str:
        nonlocal home
        home = home or tmp_path_factory.mktemp("home", numbered=True)
        return str(home / name)

    monkeypatch.setenv("PLAYBOOK_DATA", folder("data"))
    monkeypatch.setenv("PLAYBOOK_CACHE", folder("cache"))
    monkeypatch.setenv("PLAYBOOK_CONFIG", folder("config"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
