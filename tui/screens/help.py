"""Help: what this screen is for and all its keys, as this person has them; typing searches."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, TextArea

from tui.commands import Command
from tui.host import CommandHost
from tui.rows import Row, fold
from tui.screens.once import Dialog, Once
from tui.widgets.bars import KeyBar
from tui.widgets.rows_view import RowsView
from tui.widgets.still_input import StillInput

WIDE = 13
"""Cells of the keys."""

TEXT_KEYS = (
    ("← → Home End", "Move in a line of text; ^← and ^→ by words."),
    ("^w ^u ^k", "Delete the word before, all before, all after."),
    ("^c ^x ^v", "Copy, cut and paste what is selected; shift and the arrows select."),
    ("^z", "Undo in a box of several lines."),
)
"""What every line of text understands; Textual's own keys."""


class Line(NamedTuple):
    """One key in the help."""

    keys: str
    help: str
    id: str = ""
    reason: str = ""

    def holds(self, words: Iterable[str]) -> bool:
        """Return whether all of `words` are in it."""
        whole = f"{self.keys} {self.help} {self.id}".casefold()
        return all(word in whole for word in words)


class HelpScreen(Dialog[None]):
    """The help of one screen."""

    ABOUT = "The keys of the screen below, as they are set for you. Typing searches them."
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("help.close", "f1", "close", "Close the help.", fixed=True, first=True),
        Command("help.down", "down", "down", "Scroll down.", fixed=True, first=True),
        Command("help.up", "up", "up", "Scroll up.", fixed=True, first=True),
        Command("help.page-down", "pagedown", "page down", "Scroll down a page.", fixed=True, first=True),
        Command("help.page-up", "pageup", "page up", "Scroll up a page.", fixed=True, first=True),
    )
    INSIDE = ()
    ALSO: ClassVar[tuple[Command, ...]] = (
        Command("help.back", "escape", "close", "Back to the screen.", bar=True, fixed=True),
    )

    def __init__(self, of: Once[object]) -> None:
        super().__init__()
        self.of = of
        self.focused_below = of.focused
        self.words = ""

    def compose(self) -> ComposeResult:
        """A line to search with, and one page."""
        with Vertical(classes="panel dialog tall"):
            yield StillInput(placeholder="type to search the keys", id="help-words")
            view = RowsView(id="help-page")
            view.can_focus = False
            yield view
            yield KeyBar()

    def on_mount(self) -> None:
        """Write the page, as wide as there is room."""
        self.query_one(Vertical).border_title = "Help"
        self.query_one(Input).focus()
        self.call_after_refresh(self.refold)

    def refold(self) -> None:
        """Write the page for the width there is."""
        view = self.query_one(RowsView)
        view.show(help_rows(self.of, view.text_width, self.words, self.focused_below))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search; a question mark alone closes what it has opened."""
        if event.value == "?":
            self.dismiss(None)
            return
        self.words = event.value
        self.refold()

    def on_input_submitted(self) -> None:
        """Keep what was found in sight: Enter closes nothing."""

    def do_close(self) -> None:
        """Close."""
        self.dismiss(None)

    def do_down(self) -> None:
        """Scroll."""
        self.query_one(RowsView).action_move(1)

    def do_up(self) -> None:
        """Scroll."""
        self.query_one(RowsView).action_move(-1)

    def do_page_down(self) -> None:
        """Scroll a page."""
        self.query_one(RowsView).action_page(1)

    def do_page_up(self) -> None:
        """Scroll a page."""
        self.query_one(RowsView).action_page(-1)


def help_lines(screen: Once[object], focused: object) -> list[tuple[str, list[Line]]]:
    """Return the keys of a screen, of what has its focus, and of everywhere, each under its title."""
    everywhere = [command for command in screen.commands() if command in screen.ALSO]
    parts = [("Keys here", _lines(screen, [c for c in screen.commands() if c not in everywhere]))]
    if isinstance(focused, CommandHost):
        parts.append(("In this list or page", _lines(focused, focused.commands())))
    if isinstance(focused, Input | TextArea):
        parts.append(("In this line of text", [Line(keys, text) for keys, text in TEXT_KEYS]))
    app = screen.playbook
    back = Line("esc", "Back out of anything.")
    parts.append(("Everywhere", [*_lines(screen, everywhere), *_lines(app, app.commands()), back]))
    return parts


def _lines(host: CommandHost, commands: Iterable[Command]) -> list[Line]:
    return [
        Line(host.keymap.all_shown(command), command.help, command.id, host.why_not(command.id))
        for command in commands
    ]


def help_rows(screen: Once[object], width: int, words: str = "", focused: object = None) -> list[Row]:
    """Return the help of `screen` as rows: all, or the keys that hold all of `words`."""
    wanted = words.casefold().split()
    rows = [] if wanted else [Row(spans) for spans in fold([(screen.keyed(screen.ABOUT), "")], width)]
    for title, lines in help_lines(screen, focused):
        fitting = [line for line in lines if line.holds(wanted)]
        if fitting:
            rows += [*([Row(())] if rows else []), Row(((title, "h2"),))]
        for line in fitting:
            rows += _line_rows(line, width)
    return rows or [Row(((f"No key here is about “{words.strip()}”. esc closes.", "dim"),))]


def _line_rows(line: Line, width: int) -> list[Row]:
    said = [(line.help, "")]
    if line.reason:
        said.append((f" Not now: {line.reason}", "dim"))
    if line.id:
        said.append((f"  {line.id}", "dim"))
    long = len(line.keys) > WIDE
    rows = [Row(((line.keys, "key"),))] if long else []
    for number, spans in enumerate(fold(said, max(width - WIDE - 1, 10))):
        lead = f"{line.keys:<{WIDE}} " if number == 0 and not long else " " * (WIDE + 1)
        rows.append(Row(((lead, "key"), *spans)))
    return rows
