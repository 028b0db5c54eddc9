"""First start: who are you, and who will see what."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import DataTable, Static

from playbook.errors import PlaybookError
from playbook.privacy import who_sees_what
from playbook.text import one_line, plain
from tui.rows import short
from tui.screens.once import Dialog
from tui.widgets.table import Table
from tui.widgets.titles import set_title


def _fill(table: Table, people: list[tuple[str, str, str]], me: str) -> None:
    table.add_columns("Name", "What they do", "")
    rows = []
    for id_, name, roles in people:
        perhaps = "← perhaps you" if id_ == me else ""
        rows.append((id_, (Text(short(name, 30)), Text(short(roles, 40)), Text(perhaps))))
    table.fill(rows, keep=False)
    for index, (id_, _, _) in enumerate(people):
        if id_ == me:
            table.move_cursor(row=index)


class PeopleScreen(Dialog[str | None]):
    """Choose one of the playbook's people."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "back", show=False)]

    def __init__(self, title: str) -> None:
        super().__init__()
        self.heading = title

    def compose(self) -> ComposeResult:
        """One list."""
        with Vertical(classes="panel dialog"):
            yield Table(id="people")
            yield Static(" 1-9 or ⏎ choose   esc back", classes="dialog-keys", markup=False)

    def on_mount(self) -> None:
        """List the people."""
        set_title(self.query_one(Vertical), self.heading)
        workspace = self.app.workspace  # type: ignore[attr-defined]
        people = [
            (p.id, f"{number}  {p.name}" if number < 10 else p.name, f"{p.side}: {', '.join(p.roles)}")
            for number, p in enumerate(workspace.people.values(), 1)
        ]
        self._ids = [id_ for id_, _, _ in people]
        _fill(self.query_one(Table), people, "")

    def on_key(self, event: events.Key) -> None:
        """Choose by number."""
        if event.key.isdigit() and 0 < int(event.key) <= min(len(self._ids), 9):
            event.stop()
            self.dismiss(self._ids[int(event.key) - 1])

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Say who was chosen."""
        self.dismiss(event.row_key.value)


class FirstStartScreen(Screen[None]):
    """Who are you? And in plain words: who sees what."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "app.quit", "quit", show=False)]

    def compose(self) -> ComposeResult:
        """A question, a list, and the privacy in plain words."""
        yield Static(Text(" Welcome. Who are you?", style="bold"), id="welcome")
        yield Table(id="people")
        yield Static(id="privacy", markup=False)
        yield Static(
            " ⏎ that's me   ↑↓ choose   1-9 choose by number   ^q quit", classes="dialog-keys", markup=False
        )

    def on_mount(self) -> None:
        """List the people; start on the one that git's e-mail names."""
        workspace = self.app.workspace  # type: ignore[attr-defined]
        guess = workspace.guess_me()
        people = [
            (p.id, f"{number}  {p.name}" if number < 10 else p.name, f"{p.side}: {', '.join(p.roles)}")
            for number, p in enumerate(workspace.people.values(), 1)
        ]
        if guess not in workspace.people:
            people.append((guess, guess, "not in playbook.toml: alone"))
        _fill(self.query_one(Table), people, guess)
        self._ids = [id_ for id_, _, _ in people]
        self.query_one(Table).focus()

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """Say who would see what of this person."""
        workspace = self.app.workspace  # type: ignore[attr-defined]
        if event.row_key.value:
            lines = who_sees_what(workspace.settings, event.row_key.value)
            self.query_one("#privacy", Static).update(Text("\n".join(map(plain, lines))))

    def on_key(self, event: object) -> None:
        """Choose by number."""
        key = getattr(event, "key", "")
        if len(key) == 1 and key.isdigit() and 0 < int(key) <= len(self._ids):
            self.query_one(Table).move_cursor(row=int(key) - 1)

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Remember who I am on this device."""
        workspace = self.app.workspace  # type: ignore[attr-defined]
        if event.row_key.value:
            try:
                workspace.choose_me(event.row_key.value)
            except PlaybookError as error:
                self.query_one("#privacy", Static).update(Text(f" ✗ {one_line(str(error))}"))
            else:
                self.dismiss()
