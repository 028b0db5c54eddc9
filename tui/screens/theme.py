"""Choose a theme by seeing it."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import DataTable

from tui.commands import Command
from tui.screens.once import Dialog
from tui.themes import OFFERED
from tui.widgets.bars import KeyBar
from tui.widgets.table import Table


class ThemeScreen(Dialog[str | None]):
    """The themes; the one under the cursor is on the screen."""

    ABOUT = "Every theme that is offered. The cursor shows each at once; Enter keeps it, Escape has the old one back."
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("theme.keep", "enter", "keep", "Keep the theme under the cursor.", bar=True, fixed=True),
    )

    def compose(self) -> ComposeResult:
        """One list."""
        with Vertical(classes="panel dialog small"):
            yield Table(id="themes")
            yield KeyBar()

    def on_mount(self) -> None:
        """List them; start on the one that is on the screen."""
        self.query_one(Vertical).border_title = "Theme"
        self.before = self.app.theme
        table = self.query_one(Table)
        table.add_column("theme")
        dark = {name: theme.dark for name, theme in self.app.available_themes.items()}
        table.fill([(name, (Text(f"{name:<24}{'dark' if dark[name] else 'light'}"),)) for name in OFFERED])
        if self.before in OFFERED:
            table.move_cursor(row=OFFERED.index(self.before))

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """Show the theme under the cursor."""
        name = event.row_key.value
        if name and name == self.query_one(Table).current and not self._was_left:
            self.app.theme = name

    def do_keep(self) -> None:
        """Keep it."""
        name = self.query_one(Table).current
        self.app.theme = name
        self.dismiss(name)

    def do_back(self) -> None:
        """Have the old one back."""
        self.app.theme = self.before
        self.dismiss(None)

    async def on_data_table_row_selected(self) -> None:
        """Enter, or the mouse."""
        await self.action_command("theme.keep")
