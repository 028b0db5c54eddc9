"""Keys: every command with its keys; a new key is pressed, not spelled."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

import msgspec
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import DataTable, Static

from playbook import preferences
from playbook.text import one_line
from tui.commands import Command, every_shown, key_name
from tui.keymap import Keymap, Place, why_not_key
from tui.rows import short
from tui.screens.base import PlaybookScreen
from tui.screens.once import Dialog, told_line
from tui.widgets.bars import KeyBar, Line
from tui.widgets.table import Table
from tui.widgets.titles import set_title


class KeysScreen(PlaybookScreen[None]):
    """The keys of every command."""

    ABOUT = (
        "Every command that can have other keys. {keys.change}, then press the new key; a key that already means "
        "something in the same place is refused. Escape, F1, ^q and the digits of answers stay as they are."
    )
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("keys.change", "enter", "new key", "Press a new key for the command, instead of its own.", bar=True),
        Command("keys.add", "a", "add key", "Press one more key for the command.", bar=True),
        Command("keys.default", "delete,r", "default", "Have the command's own keys again.", bar=True),
        Command("keys.all-default", "R", "all default", "Have all keys as they come.", bar=True),
        Command("keys.undo", "u", "undo", "Take the last change back.", bar=True),
        Command("keys.find", "slash", "find", "Show only the commands that hold some words.", bar=True),
        Command("keys.back", "escape", "back", "Back to the settings; first from what was found to all.", bar=True,
                fixed=True),
    )  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.places: tuple[Place, ...] = ()
        self.all: tuple[Command, ...] = ()
        self.words = ""
        self.before: list[dict[str, str]] = []
        """The keys of the settings before each change made here."""

    def body(self) -> Iterable[Widget]:
        """One list."""
        yield Line(id="keys-title", classes="title-line")
        yield Table(id="keys", classes="panel")

    def on_mount(self) -> None:
        """Read every command of the app, in a thread: it imports all screens."""
        table = self.query_one(Table)
        table.add_columns("", "", "")
        table.focus()

        def read() -> tuple[tuple[Place, ...], tuple[Command, ...]]:
            from tui.registry import every_command, places

            return places(), tuple(command for command in every_command() if command.can_be_rebound)

        self.load(read, self._got)

    def _got(self, found: tuple[tuple[Place, ...], tuple[Command, ...]]) -> None:
        self.places, self.all = found
        self.draw()

    def draw(self) -> None:
        """List the commands that hold the words."""
        words = self.words.casefold().split()
        found = []
        mine = self.playbook.my_keys.mine
        for command in self.all:
            keys = self.keymap.all_shown(command) or "–"
            whole = f"{command.id} {command.label} {command.help} {keys}".casefold()
            if all(word in whole for word in words):
                found.append((command, f"{'● ' if command.id in mine else '  '}{short(keys, 14)}"))
        rows = [
            (command.id, (Text(keys, "bold"), Text(short(command.id, 24)), Text(command.help)))
            for command, keys in found
        ]
        self.query_one(Table).fill(rows)
        told = f" Keys · {len(rows)} commands"
        told += f" with “{one_line(self.words)}”" if self.words else f", {len(mine)} changed (●)"
        self.query_one("#keys-title", Line).show(told)
        if not rows and self.all:
            self.hint(f"No command holds “{one_line(self.words)}”. esc shows all.")
        self.keys_changed()

    @property
    def command(self) -> Command | None:
        """The one under the cursor."""
        current = self.query_one(Table).current
        return next((command for command in self.all if command.id == current), None)

    def on_data_table_row_highlighted(self, _: DataTable.RowHighlighted) -> None:
        """Whether there is a default to go back to depends on the line."""
        self.keys_changed()

    def on_data_table_row_selected(self) -> None:
        """Enter, or the mouse."""
        self.run_worker(self.action_command("keys.change"))

    # Commands

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        mine = self.playbook.preferences.keys
        if command in ("keys.change", "keys.add", "keys.default") and self.command is None:
            return "No command is under the cursor."
        if command == "keys.default" and self.command is not None and self.command.id not in mine:
            return "It has its own keys already."
        if command == "keys.all-default" and not mine:
            return "All keys are as they come."
        if command == "keys.undo" and not self.before:
            return "Nothing was changed here yet."
        return ""

    def do_change(self) -> None:
        """Press a new key."""
        self._press(add=False)

    def do_add(self) -> None:
        """Press one more key."""
        self._press(add=True)

    def _press(self, *, add: bool) -> None:
        command = self.command
        if command is None:
            return

        def pressed(key: str | None) -> None:
            if key:
                keys = f"{self.keymap.keys(command)},{key}" if add and self.keymap.keys(command) else key
                self._set({**self.playbook.preferences.keys, command.id: keys}, command)

        self.app.push_screen(PressScreen(command, self.places, self.keymap), pressed)

    def do_default(self) -> None:
        """Have the command's own keys again."""
        command = self.command
        if command is not None:
            mine = {id_: keys for id_, keys in self.playbook.preferences.keys.items() if id_ != command.id}
            self._set(mine, command)

    def do_all_default(self) -> None:
        """Have all keys as they come."""
        self._set({}, None)

    def do_undo(self) -> None:
        """Take the last change back."""
        self._set(self.before.pop(), None, undoing=True)

    def do_find(self) -> None:
        """Ask for words."""
        from tui.screens.ask import AskScreen

        def found(words: str | None) -> None:
            if words is not None:
                self.words = words
                self.draw()

        self.app.push_screen(AskScreen("Show commands that hold", self.words, does="show"), found)

    def do_back(self) -> None:
        """From what was found to all, then back."""
        if self.words:
            self.words = ""
            self.draw()
        else:
            self.dismiss(None)

    def _set(self, mine: dict[str, str], command: Command | None, *, undoing: bool = False) -> None:
        app = self.playbook
        old = dict(app.preferences.keys)

        def write() -> None:
            for id_ in old.keys() | mine.keys():
                if old.get(id_) != mine.get(id_):
                    preferences.change("keys", id_, mine.get(id_))

        def done(_: Any) -> None:
            app.prefer(msgspec.structs.replace(app.preferences, keys=mine))
            if not undoing:
                self.before.append(old)
            self.draw()
            what = (
                f"{command.label}: {self.keymap.all_shown(command)}."
                if command
                else "All keys are as they come."
            )
            told = "Taken back." if undoing else f"{what} {self.key('keys.undo')} undoes it."
            self.say(told, "good")

        self.save(write, done)


class PressScreen(Dialog[str | None]):
    """Takes the next key that is pressed, whatever it is."""

    ABOUT = "The next key that you press becomes the command's; Escape leaves everything as it is."
    INSIDE = ()

    def __init__(self, command: Command, places: tuple[Place, ...], keymap: Keymap) -> None:
        super().__init__()
        self.command, self.places, self.of = command, places, keymap

    def compose(self) -> ComposeResult:
        """A box that waits."""
        now = self.of.all_shown(self.command) or "no key"
        with Vertical(classes="panel dialog small"):
            told = f"{self.command.help}\n\nPress the new key. Now: {now}"
            yield Static(told, markup=False, classes="dialog-body")
            yield told_line()
            yield KeyBar(moves=False)

    def on_mount(self) -> None:
        """Name the command on the frame."""
        set_title(self.query_one(Vertical), f"{self.command.label} · {self.command.id}")

    def take(self, event: events.Key) -> bool:
        """Take a key before anything else does; say whether it was taken (the way out and help are not)."""
        if event.key in ("escape", "f1", "ctrl+q"):
            return False
        reason = why_not_key(self.command, event.key, self.places, self.of)
        if reason:
            self.say(reason, "error")
        elif event.key in self.of.keys(self.command).split(","):
            self.say(f"{key_name(event.key)} is its key already ({every_shown(self.of.keys(self.command))}).")
        else:
            self.dismiss(event.key)
        return True
