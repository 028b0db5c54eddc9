"""All screens whose keys are commands."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import tui.screens
from tui.commands import Command
from tui.screens.base import PlaybookScreen
from tui.screens.mode import SHARED, ModeScreen


def screens() -> list[type[PlaybookScreen[Any]]]:
    """Return every screen class of the app with commands."""
    for module in pkgutil.iter_modules(tui.screens.__path__):
        importlib.import_module(f"tui.screens.{module.name}")
    found: list[type[PlaybookScreen[Any]]] = []
    waiting: list[type[PlaybookScreen[Any]]] = [PlaybookScreen]
    while waiting:
        screen = waiting.pop()
        waiting += screen.__subclasses__()
        if screen.KEYS and screen.__module__.startswith("tui."):
            found.append(screen)
    return sorted(found, key=lambda screen: screen.__name__)


def commands_of_screens() -> dict[type[PlaybookScreen[Any]], tuple[Command, ...]]:
    """Return what can be done on each."""
    return {
        screen: (*screen.KEYS, *(SHARED if issubclass(screen, ModeScreen) else ())) for screen in screens()
    }


def every_command() -> Iterator[Command]:
    """Yield every command of every screen."""
    for commands in commands_of_screens().values():
        yield from commands
