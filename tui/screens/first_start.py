"""First start: who are you, and who will see what."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import DataTable, Static

from playbook.errors import PlaybookError
from playbook.privacy import who_sees_what
from playbook.text import one_line, plain
from tui.commands import Command
from tui.rows import short
from tui.screens.once import HELP, Dialog, Once
from tui.widgets.bars import KeyBar, Message
from tui.widgets.table import Table
from tui.widgets.titles import set_title

DIGITS = "1,2,3,4,5,6,7,8,9"


class _People(Once[str | None]):
    """A list of the playbook's people, on digits too."""

    def people(self) -> list[tuple[str, str, str]]:
        """Return id, name and work of everybody."""
        known = self.playbook.workspace.people.values()
        return [
            (p.id, f"{number if number < 10 else ' '}  {p.name}", f"{p.side}: {', '.join(p.roles)}")
            for number, p in enumerate(known, 1)
        ]

    def fill(self, people: list[tuple[str, str, str]], me: str) -> None:
        """List people; the cursor is on `me`."""
        table = self.query_one(Table)
        table.add_columns("Name", "What they do", "")
        rows = []
        for id_, name, roles in people:
            perhaps = "← perhaps you" if id_ == me else ""
            rows.append((id_, (Text(short(name, 30)), Text(short(roles, 40)), Text(perhaps))))
        table.fill(rows, keep=False)
        for index, (id_, _, _) in enumerate(people):
            if id_ == me:
                table.move_cursor(row=index)


class PeopleScreen(Dialog[str | None], _People):
    """Choose one of the playbook's people."""

    ABOUT = "Everybody whom the playbook knows; a digit or Enter chooses."
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(
            "people.number",
            DIGITS,
            "choose by number",
            "Choose the person behind this digit.",
            bar=True,
            each=True,
        ),
        Command(
            "people.choose", "enter", "choose", "Choose the person under the cursor.", bar=True, fixed=True
        ),
    )

    def __init__(self, title: str) -> None:
        super().__init__()
        self.heading = title

    def compose(self) -> ComposeResult:
        """One list."""
        with Vertical(classes="panel dialog"):
            yield Table(id="people")
            yield KeyBar()

    def on_mount(self) -> None:
        """List the people."""
        set_title(self.query_one(Vertical), self.heading)
        people = self.people()
        self._ids = [id_ for id_, _, _ in people]
        self.fill(people, "")

    def do_number(self, key: str) -> None:
        """Choose by number."""
        if int(key) <= len(self._ids):
            self.dismiss(self._ids[int(key) - 1])

    def do_choose(self) -> None:
        """Choose the one under the cursor."""
        self.dismiss(self.query_one(Table).current)

    async def on_data_table_row_selected(self) -> None:
        """Enter, or the mouse."""
        await self.action_command("people.choose")


class FirstStartScreen(_People):
    """Who are you? And in plain words: who sees what."""

    ABOUT = "Say who you are, once on this machine; below stands who would see what of you. The settings change it."
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(
            "start.choose", "enter", "that's me", "You are the one under the cursor.", bar=True, fixed=True
        ),
        Command(
            "start.number", DIGITS, "choose by number", "Put the cursor on a person.", bar=True, each=True
        ),
    )
    ALSO: ClassVar[tuple[Command, ...]] = (HELP,)

    def compose(self) -> ComposeResult:
        """A question, a list, and the privacy in plain words."""
        yield Static(Text(" Welcome. Who are you?", style="bold"), id="welcome")
        yield Table(id="people")
        yield Static(id="privacy", markup=False)
        yield Message()
        yield KeyBar()

    def on_mount(self) -> None:
        """List the people; start on the one that the machine's e-mail address names."""
        workspace = self.playbook.workspace
        guess = workspace.me  # nobody has chosen yet: whom git's address names
        people = self.people()
        if guess not in workspace.people:
            people.append((guess, guess, "not in the list: on your own here"))
        self._ids = [id_ for id_, _, _ in people]
        self.fill(people, guess)
        table = self.query_one(Table)
        table.styles.max_height = len(people)  # what is left is the text's
        table.focus()
        self.keys_changed()

    def bar_commands(self) -> tuple[Command, ...]:
        """Return the keys of this screen, and how to leave."""
        quit_ = next(command for command in self.playbook.all_commands() if command.id == "app.quit")
        return (*self.KEYS, quit_)

    def say(self, text: str, tone: str = "") -> None:
        """Say something below the list."""
        self.query_one(Message).say(text, tone)

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """Say who would see what of this person."""
        if event.row_key.value:
            lines = who_sees_what(self.playbook.workspace.settings, event.row_key.value)
            self.query_one("#privacy", Static).update(Text("\n".join(map(plain, lines))))

    def do_number(self, key: str) -> None:
        """Put the cursor on a person."""
        if int(key) <= len(self._ids):
            self.query_one(Table).move_cursor(row=int(key) - 1)

    def do_choose(self) -> None:
        """Remember who I am on this device."""
        person = self.query_one(Table).current
        if person:
            self.playbook.submit(
                lambda: self.playbook.workspace.choose_me(person), lambda _: self.dismiss(), self._cannot
            )

    def _cannot(self, error: Exception) -> None:
        self.say(one_line(str(error) if isinstance(error, PlaybookError) else repr(error)), "error")

    async def on_data_table_row_selected(self) -> None:
        """Enter, or the mouse."""
        await self.action_command("start.choose")
