"""Every place of the app that takes commands: for the settings, the documentation and the tests."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache

import tui.screens
import tui.widgets
from tui.commands import Command
from tui.host import CommandHost
from tui.keymap import Place


@cache
def hosts() -> tuple[type[CommandHost], ...]:
    """Return every class of the app with commands, by name; imports them all."""
    for package in (tui.screens, tui.widgets):
        for module in pkgutil.iter_modules(package.__path__):
            importlib.import_module(f"{package.__name__}.{module.name}")
    importlib.import_module("tui.app")
    return tuple(sorted(set(_below(CommandHost)), key=lambda host: host.__name__))


def _below(host: type[CommandHost]) -> Iterator[type[CommandHost]]:
    for below in host.__subclasses__():
        if below.KEYS and below.__module__.startswith("tui."):
            yield below
        yield from _below(below)


def places() -> tuple[Place, ...]:
    """Return what can be meant by a key at the same time: each screen with what lies in it and what is everywhere."""
    from textual.screen import Screen

    from tui.app import PlaybookApp

    found = []
    for host in hosts():
        if issubclass(host, Screen):
            inside = [command for widget in host.INSIDE for command in widget.all_commands()]
            commands = (*host.all_commands(), *inside, *PlaybookApp.all_commands())
            found.append(Place(host.__name__, tuple(dict.fromkeys(commands))))
    return tuple(found)


def every_command() -> tuple[Command, ...]:
    """Return every command of the app, each once, by id."""
    known = {command.id: command for host in hosts() for command in host.all_commands()}
    return tuple(known[id_] for id_ in sorted(known))
