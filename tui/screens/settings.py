"""Settings: who I am, how it looks, which keys do what; written to a file of mine that explains itself."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar

import msgspec
from rich.text import Text
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import DataTable

from playbook import preferences
from tui.commands import Command
from tui.rows import Row, fold, short
from tui.screens.base import PlaybookScreen
from tui.screens.settings_changing import SettingsChanging
from tui.settings_rows import GROUPS, Setting, settings_of
from tui.widgets.bars import Line
from tui.widgets.rows_view import RowsView
from tui.widgets.table import Table


class SettingsScreen(SettingsChanging, PlaybookScreen[None]):
    """One line a setting; what it means stands beside it."""

    ABOUT = (
        "Your own settings, for this machine only; nothing here changes the playbook. Each change is written at once, "
        "and {settings.undo} takes it back."
    )
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("settings.change", "enter", "change", "Change the setting under the cursor.", bar=True),
        Command("settings.default", "delete,r", "default", "Have the default again.", bar=True),
        Command("settings.undo", "u", "undo", "Take the last change back.", bar=True),
        Command("settings.edit", "e", "edit file", "Open the settings' file in your editor.", bar=True),
        Command("settings.back", "escape", "back", "Back to where you were.", bar=True, fixed=True),
    )

    def __init__(self) -> None:
        super().__init__()
        self.settings: list[Setting] = []
        self.before: list[tuple[str, Any]] = []
        """What was changed here, with its value before: the last one last."""
        self.problems: list[str] = []
        self.explained = ""
        """Id of the setting that is told of."""

    def body(self) -> Iterable[Widget]:
        """Settings, and what the one under the cursor means."""
        yield Line(id="settings-title", classes="title-line")
        with Horizontal(classes="two"):
            yield Table(id="settings", classes="panel list")
            yield RowsView(id="setting", classes="panel preview")

    def on_mount(self) -> None:
        """List them."""
        self.query_one("#settings-title", Line).show(f" Settings · {_at_home(preferences.path())}")
        table = self.query_one("#settings", Table)
        table.add_columns("", "")
        table.focus()
        self.draw()
        self._check()

    def _check(self) -> None:
        """Look in a thread for what the file says that is not understood: it needs every command of the app."""

        def found(told: list[str]) -> None:
            if told == self.problems:
                return
            self.problems = told
            if told:
                more = f" ({len(told) - 1} more beside “Keys”)" if len(told) > 1 else ""
                self.hint(f"In your settings: {told[0]}{more}")
            self.draw()

        self.load(self.playbook.settings_problems, found, group="problems")

    def refold(self) -> None:
        """Fold anew."""
        self._explain()

    def draw(self) -> None:
        """Show the settings as they are."""
        app = self.playbook
        self.settings = settings_of(app.preferences, app.workspace, app.theme, self.problems)
        rows = [
            (one.id, (Text(f"{one.name:<16}"), Text(short(one.value, 60), style="bold")))
            for one in self.settings
        ]
        self.query_one("#settings", Table).fill(rows)
        self._explain()
        self.keys_changed()

    @property
    def setting(self) -> Setting:
        """The one under the cursor."""
        current = self.query_one("#settings", Table).current
        return next(one for one in self.settings if one.id == current)

    def on_data_table_row_highlighted(self, _: DataTable.RowHighlighted) -> None:
        """Follow the cursor."""
        if self.setting.id != self.explained:
            self._explain()

    def _explain(self) -> None:
        view, one = self.query_one("#setting", RowsView), self.setting
        self.explained = one.id
        rows = [Row(((one.name, "h2"),)), Row(())]
        for paragraph in one.told:
            rows += [Row(spans) for spans in fold([(self.keyed(paragraph), "")], view.text_width)] + [Row(())]
        view.show(rows)
        self.keys_changed()

    # Commands

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        if command == "settings.undo" and not self.before:
            return "Nothing was changed here yet."
        if command == "settings.default" and self.settings and self.setting.id == "me":
            return f"Who you are has no default; {self.key('settings.change')} chooses."
        if command == "settings.default" and self.settings and self.setting.id == "keys":
            return f"{self.key('settings.change')} lists the keys; each can have its default again there."
        return ""

    def do_change(self) -> None:
        """Change what is under the cursor."""
        getattr(self, f"change_{self.setting.id}")()

    def on_data_table_row_selected(self) -> None:
        """Enter, or the mouse."""
        self.run_worker(self.action_command("settings.change"))

    def do_default(self) -> None:
        """Have the default again."""
        self.set(self.setting.id, None)

    def do_undo(self) -> None:
        """Take the last change back."""
        id_, value = self.before.pop()
        self.set(id_, value, undoing=True)

    def do_back(self) -> None:
        """Back."""
        self.dismiss(None)

    def do_edit(self) -> None:
        """Open the file in the editor, and take what it says then."""
        from tui.editor import edit_file

        file = preferences.path()
        self.load(lambda: preferences.ensure(file), lambda _: self._edited(edit_file, file), group="edit")

    def _edited(self, edit: Any, file: Path) -> None:
        try:
            edit(self.playbook, file)
        except Exception as error:  # what an editor does is not ours
            self.complain(error)
            return
        self.load(lambda: preferences.load(file), self._take, group="edit")

    def _take(self, found: preferences.Preferences) -> None:
        self.playbook.prefer(found)
        self.before.clear()
        self.draw()
        self._check()

    def set(self, id_: str, value: Any, *, undoing: bool = False) -> None:
        """Write a setting (None: the default again), then let it hold."""
        if id_ == "me":
            self.become(value, undoing=undoing)
            return
        app = self.playbook
        old = getattr(app.preferences, id_)
        group, key = GROUPS[id_]

        def done(_: Any) -> None:
            default = getattr(preferences.Preferences(), id_)
            app.prefer(msgspec.structs.replace(app.preferences, **{id_: default if value is None else value}))
            if not undoing:
                self.before.append((id_, old if old != default else None))
            self.draw()
            self.say(
                "Taken back." if undoing else f"{self.setting_named(id_).name}: saved. {self.undo_key()}",
                "good",
            )

        self.save(lambda: preferences.change(group, key, value), done)

    def setting_named(self, id_: str) -> Setting:
        """Return the setting with this id."""
        return next(one for one in self.settings if one.id == id_)

    def undo_key(self) -> str:
        """Return the words that tell of undo."""
        return f"{self.key('settings.undo')} undoes it."


def _at_home(file: Path) -> str:
    """Return a path as people write it."""
    home = Path.home()
    return f"~/{file.relative_to(home)}" if file.is_relative_to(home) else str(file)
