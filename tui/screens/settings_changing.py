"""How each setting is changed: asked for, chosen from a list, or turned over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from playbook.today.reading import meetings

if TYPE_CHECKING:
    from playbook.today.line import TodayLine
    from tui.screens.base import PlaybookScreen

    Host = PlaybookScreen[None]
else:
    Host = object


class SettingsChanging(Host):
    """A method `change_…` for the id of each setting."""

    before: list[tuple[str, Any]]

    if TYPE_CHECKING:  # what the screen has

        def draw(self) -> None: ...  # noqa: D102

        def set(self, id_: str, value: Any, *, undoing: bool = False) -> None: ...  # noqa: D102

        def undo_key(self) -> str: ...  # noqa: D102

    def change_me(self) -> None:
        """Choose who I am on this machine."""
        from tui.screens.first_start import PeopleScreen

        if not self.workspace.people:
            self.say("This playbook lists nobody: you are on your own in it.")
            return

        def chosen(person: str | None) -> None:
            if person and person != self.workspace.me:
                self.become(person)

        self.app.push_screen(PeopleScreen("Who are you?"), chosen)

    def become(self, person: str, *, undoing: bool = False) -> None:
        """Be somebody else on this machine from now on."""
        workspace, old = self.workspace, self.workspace.me

        def done(_: Any) -> None:
            self.playbook.forget()
            if not undoing:
                self.before.append(("me", old))
            self.draw()
            told = f"You are {workspace.name_of(person)} on this machine from now on."
            self.say("Taken back." if undoing else f"{told} {self.undo_key()}", "good")

        self.save(lambda: workspace.choose_me(person), done)

    def change_theme(self) -> None:
        """Choose how it looks, and see it at once."""
        from tui.screens.theme import ThemeScreen

        def chosen(name: str | None) -> None:
            if name:
                self.set("theme", name)

        self.app.push_screen(ThemeScreen(), chosen)

    def change_clock(self) -> None:
        """Twelve hours or twenty-four."""
        self.set("clock", "12h" if self.playbook.preferences.clock == "24h" else "24h")

    def change_mouse(self) -> None:
        """The mouse, or none."""
        self.set("mouse", not self.playbook.preferences.mouse)

    def change_calendars(self) -> None:
        """Ask where the calendar files are."""
        from tui.screens.ask import AskScreen

        def named(text: str | None) -> None:
            if text is not None:
                files = tuple(part.strip() for part in text.split(",") if part.strip())
                self.load(
                    lambda: _missing(files), lambda gone: self._name_calendars(files, gone), group="calendar"
                )

        initial = ", ".join(self.playbook.preferences.calendars)
        hint = "a file.ics or a folder of them; comma between several"
        self.app.push_screen(AskScreen("Calendar files", initial, hint=hint), named)

    def _name_calendars(self, files: tuple[str, ...], gone: list[str]) -> None:
        if gone:
            self.say(f"There is no {gone[0]}: nothing was changed.", "error")
            return
        self.set("calendars", files or None)
        workspace = self.workspace

        def read(_: object) -> None:  # once it is written, so that this is what is said last
            self.load(lambda: meetings(workspace, files), self._calendars_read, group="calendar")

        if files:
            self.save(lambda: None, read)

    def _calendars_read(self, lines: list[TodayLine]) -> None:
        """Say what was read: a file that is none would be said on Today alone, below everything else."""
        from playbook.text import count_of

        if trouble := next((line.what for line in lines if line.kind == "calendar"), ""):
            self.say(f"Calendar: saved, but not all of it can be read: {trouble}. {self.undo_key()}", "error")
        else:
            read = count_of(len(lines), "meeting")
            self.say(f"Calendar: saved; {read} today and on the next working day. {self.undo_key()}", "good")

    def change_keys(self) -> None:
        """Go to the list of keys."""
        from tui.screens.keys import KeysScreen

        self.app.push_screen(KeysScreen(), lambda _: self.draw())


def _missing(files: tuple[str, ...]) -> list[str]:
    return [file for file in files if not Path(file).expanduser().exists()]
