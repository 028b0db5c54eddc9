"""Help: what this screen is for and all its keys, as they are bound now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from tui.rows import Row, fold
from tui.screens.once import Dialog
from tui.widgets.rows_view import RowsView

if TYPE_CHECKING:
    from tui.screens.base import PlaybookScreen

LINES = [
    ("j k ↑ ↓", "move"),
    ("g G", "first, last"),
    ("^f", "search inside the page, n and N for the next and the one before"),
    ("^p", "the palette: every command by name"),
    ("esc", "back out of anything"),
    ("^q", "quit; an open call is kept"),
]


class HelpScreen(Dialog[None]):
    """The help of one screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,question_mark,q", "dismiss", "close", show=False),
    ]

    def __init__(self, of: PlaybookScreen[Any]) -> None:
        super().__init__()
        self.of = of

    def compose(self) -> ComposeResult:
        """One page."""
        with Vertical(classes="panel dialog tall"):
            yield RowsView(id="help-page")
            yield Static(" esc close   j/k scroll", classes="dialog-keys", markup=False)

    def on_mount(self) -> None:
        """Write the page, as wide as there is room."""
        self.query_one(Vertical).border_title = "Help"
        self.query_one(RowsView).focus()
        self.call_after_refresh(self.refold)

    def refold(self) -> None:
        """Write the page for the width there is."""
        view = self.query_one(RowsView)
        view.show(help_rows(self.of, view.text_width))


def help_rows(screen: PlaybookScreen[Any], width: int) -> list[Row]:
    """Return the help of `screen` as rows."""
    rows = [Row(spans) for spans in fold([(screen.ABOUT, "")], width)]
    commands = [*screen.commands(), *screen.playbook.global_commands()]
    keys = [(command.all_shown, command.help, screen.why_not(command.id)) for command in commands]
    for title, lines in (("Keys here", keys), ("Everywhere", [(key, text, "") for key, text in LINES])):
        rows += [Row(()), Row(((title, "h2"),))]
        for key, text, reason in lines:
            said = [(text, "")] + ([(f" Not now: {reason}", "dim")] if reason else [])
            for number, spans in enumerate(fold(said, max(width - 13, 10))):
                rows.append(Row((((f"{key:<12} " if number == 0 else " " * 13), "key"), *spans)))
    return rows
