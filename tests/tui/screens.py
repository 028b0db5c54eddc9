"""All screens whose keys are commands."""

from __future__ import annotations

from typing import Any

from tui.commands import Command
from tui.registry import every_command, hosts
from tui.screens.base import PlaybookScreen

__all__ = ["commands_of_screens", "every_command", "screens"]


def screens() -> list[type[PlaybookScreen[Any]]]:
    """Return every screen class of the app with commands; dialogs, lists and pages are hosts too, but no screens."""
    return [host for host in hosts() if issubclass(host, PlaybookScreen)]


def commands_of_screens() -> dict[type[PlaybookScreen[Any]], tuple[Command, ...]]:
    """Return what can be done on each."""
    return {screen: screen.all_commands() for screen in screens()}
