"""The floor of everything on a screen: a Textual app of one line that shows the key that was pressed."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static

LINE = "The one line"


class FloorApp(App[None]):
    """One line."""

    ENABLE_COMMAND_PALETTE: ClassVar[bool] = False
    animation_level = "none"

    def compose(self) -> ComposeResult:
        """Show one line."""
        yield Static(LINE)

    def on_key(self, event: events.Key) -> None:
        """Show the key."""
        self.query_one(Static).update(f"{LINE}: {event.key}")


if __name__ == "__main__":
    FloorApp().run()
