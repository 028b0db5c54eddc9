"""The palette: every command by name, those not possible now with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from rich.markup import escape
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.widgets import Input, LoadingIndicator

from playbook.text import one_line
from tui.commands import Command
from tui.host import CommandHost
from tui.narrow import NarrowCompositor


class Palette(CommandPalette):
    """Textual's palette, standing still: no cursor blinks, and what shows that it works wakes nobody up unseen."""

    def __init__(self) -> None:
        super().__init__()
        self._compositor = NarrowCompositor()

    def on_mount(self) -> None:
        """Let nothing be painted while nobody types."""
        self.query_one(Input).cursor_blink = False
        self.call_after_refresh(self._watch__show_busy)  # the indicator starts once it is mounted itself

    async def _watch__show_busy(self) -> None:
        await super()._watch__show_busy()
        self.query_one(LoadingIndicator).auto_refresh = 1 / 16 if self._show_busy else None


class ScreenCommands(Provider):
    """The commands of the screen or dialog under the palette, of what has its focus, and of the whole app."""

    def _all(self) -> list[tuple[str, str, partial[Any]]]:
        """Return name, what it does, and what carries it out, of each command."""
        found = []
        seen: set[str] = set()
        for host in self._hosts():
            for command in host.commands():
                if command.each or command.id in seen or command.id == "app.palette":
                    continue
                seen.add(command.id)
                reason = host.why_not(command.id)
                keys = host.keymap.all_shown(command)
                told = f"{keys} · {command.help}" if keys else command.help
                told += f" Not now: {reason}" if reason else ""
                found.append((name_of(command), one_line(told), partial(host.action_command, command.id)))
        return found

    def _hosts(self) -> Iterator[CommandHost]:
        for node in (self.screen, self.screen.focused, self.app):
            if isinstance(node, CommandHost):
                yield node

    async def discover(self) -> Hits:
        """List everything before anything is typed."""
        for name, told, run in self._all():
            yield DiscoveryHit(name, run, help=escape(told))

    async def search(self, query: str) -> Hits:
        """Find commands by letters of their name, or by words of what they do."""
        matcher, words = self.matcher(query), query.casefold().split()
        for name, told, run in self._all():
            said = told.casefold()  # whole words: the letters of most are scattered in any sentence
            score = max(matcher.match(name), 0.1 if all(word in said for word in words) else 0.0)
            if score > 0:
                yield Hit(score, matcher.highlight(name), run, help=escape(told))


def name_of(command: Command) -> str:
    """Return what a command is called in a list."""
    if command.id.startswith("go."):
        return command.help.rstrip(".")
    return command.label[0].upper() + command.label[1:]
