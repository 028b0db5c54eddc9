"""The palette: every command of the screen by name, those not possible now with the reason."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rich.markup import escape
from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui.screens.base import HELP, PlaybookScreen

if TYPE_CHECKING:
    from tui.commands import Command


class ScreenCommands(Provider):
    """The commands of the screen under the palette, and the modes."""

    def _all(self) -> list[tuple[str, str, object]]:
        from tui.app import MODES, PlaybookApp

        found: list[tuple[str, str, object]] = []
        screen = self.screen
        if isinstance(screen, PlaybookScreen):
            for command in (*screen.commands(), HELP):
                reason = screen.why_not(command.id)
                told = f"{command.all_shown} · {command.help}" + (f" Not now: {reason}" if reason else "")
                told = escape(told)
                found.append((_name(command), told, partial(self._run, screen, command)))
        app = self.app
        if isinstance(app, PlaybookApp):
            for key, name in MODES:
                found.append((f"Go to {name}", f"{key}", partial(app.action_mode, name.lower())))
            found.append(
                ("Light or dark", "Switch between the light and the dark theme.", app.action_light_or_dark)
            )
            found.append(("Quit", "^q · Leave; an open call is kept.", app.exit))
        return found

    @staticmethod
    async def _run(screen: PlaybookScreen[object], command: Command) -> None:
        await screen.action_command(command.id)

    async def discover(self) -> Hits:
        """List everything before anything is typed."""
        for name, told, run in self._all():
            yield DiscoveryHit(name, run, help=told)  # type: ignore[arg-type]

    async def search(self, query: str) -> Hits:
        """Find commands by name."""
        matcher = self.matcher(query)
        for name, told, run in self._all():
            score = max(matcher.match(name), matcher.match(told) * 0.5)
            if score > 0:
                yield Hit(score, matcher.highlight(name), run, help=told)  # type: ignore[arg-type]


def _name(command: Command) -> str:
    return command.label[0].upper() + command.label[1:]
