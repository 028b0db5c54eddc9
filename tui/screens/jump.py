"""Jump mode: a letter on every pane, list and line of text; one press goes there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from tui.commands import Command
from tui.screens.once import Dialog

LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""The resting fingers first."""


class Label(Static):
    """The letter of one pane, on its corner."""

    def __init__(self, letter: str, at: Region) -> None:
        super().__init__(Text(f" {letter} ", style="bold"), classes="jump-label")
        self.styles.offset = (at.x, at.y)
        self.at = at.offset
        self.letter = letter

    def on_click(self) -> None:
        """The mouse goes there too."""
        if isinstance(self.screen, JumpScreen):
            self.screen.do_to(self.letter)


class JumpScreen(Dialog[None]):
    """Letters over the screen below."""

    ABOUT = "One press of a letter puts the focus on the pane that wears it."
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(
            "jump.to", ",".join(LETTERS), "go there", "Go to the pane with this letter.", bar=True, each=True
        ),
    )
    INSIDE = ()

    def __init__(self, below: Screen[object]) -> None:
        super().__init__()
        self.below = below
        self.targets: dict[str, Widget] = {}

    def compose(self) -> ComposeResult:
        """One label a pane."""
        self.targets = dict(zip(LETTERS, panes(self.below), strict=False))
        for letter, pane in self.targets.items():
            yield Label(letter, pane.region)

    def on_mount(self) -> None:
        """Follow the panes where a window of another size puts them."""
        self.below.screen_layout_refresh_signal.subscribe(self, self._follow)

    def _follow(self, _: Screen[object]) -> None:
        worn = {label.letter: label.at for label in self.query(Label)}
        at = {letter: pane.region.offset for letter, pane in zip(LETTERS, panes(self.below), strict=False)}
        if at != worn:
            self.refresh(recompose=True)

    def why_not(self, command: str) -> str:
        """Return why there is nowhere to go."""
        return "There is nothing here to go to." if command == "jump.to" and not self.targets else ""

    def do_to(self, key: str) -> None:
        """Go to the pane with this letter."""
        pane = self.targets.get(key)
        if pane is not None:
            self.dismiss(None)
            pane.focus()


def panes(screen: Screen[object]) -> Sequence[Widget]:
    """Return what can take the focus and is in sight, from the top left."""
    found = [widget for widget in screen.focus_chain if widget.region.area and widget.display]
    return sorted(found, key=lambda widget: (widget.region.y, widget.region.x))
