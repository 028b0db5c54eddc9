"""The headings of a page, to jump by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical

from tui.commands import Command
from tui.rows import Row, short
from tui.screens.once import Dialog
from tui.widgets.bars import KeyBar
from tui.widgets.table import Table


class OutlineScreen(Dialog[str | None]):
    """Choose a heading."""

    ABOUT = "The headings of the page; Enter goes to the one under the cursor."
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(
            "outline.go", "enter", "go there", "Go to the heading under the cursor.", bar=True, fixed=True
        ),
    )

    def __init__(self, headings: list[tuple[str, str]], here: str = "", title: str = "Outline") -> None:
        super().__init__()
        self.headings, self.here, self.heading = headings, here, title

    def compose(self) -> ComposeResult:
        """One list."""
        with Vertical(classes="panel dialog"):
            yield Table(id="outline")
            yield KeyBar()

    def on_mount(self) -> None:
        """List the headings."""
        self.query_one(Vertical).border_title = self.heading
        table = self.query_one(Table)
        table.add_column("heading")
        table.fill([(anchor, (Text(short(text, 70)),)) for anchor, text in self.headings])
        anchors = [anchor for anchor, _ in self.headings]
        if self.here in anchors:
            table.move_cursor(row=anchors.index(self.here), animate=False)

    def why_not(self, command: str) -> str:
        """Return why there is nowhere to go."""
        return "This page has no headings." if command == "outline.go" and not self.headings else ""

    def do_go(self) -> None:
        """Go there."""
        self.dismiss(self.query_one(Table).current)

    async def on_data_table_row_selected(self) -> None:
        """Enter, or the mouse."""
        await self.action_command("outline.go")


def headings_of(rows: Sequence[Row]) -> list[tuple[str, str]]:
    """Return the headings among the rows of a page, those below others indented; a folded one is whole."""
    found: list[tuple[str, str, int]] = []
    for number, row in enumerate(rows):
        if row.anchor:
            found.append((row.anchor, row.text.strip(), _level(row)))
        elif (
            found
            and row.line
            and number
            and rows[number - 1].line == row.line
            and _level(row) == found[-1][2] < 9
        ):
            anchor, text, level = found[-1]
            found[-1] = (anchor, f"{text} {row.text.strip()}", level)
    top = min((level for _, _, level in found), default=1)
    return [(anchor, "  " * (min(level, 6) - top) + text) for anchor, text, level in found]


def _level(row: Row) -> int:
    """Return 1 to 4 for a heading, 9 for what is none."""
    names = {name for _, style in row.spans for name in style.split()}
    return next((level for level in range(1, 5) if f"h{level}" in names), 9)
