"""Screens that take commands, and are left once, however often the key is pressed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from rich.text import Text
from textual.await_complete import AwaitComplete
from textual.events import Resize, ScreenResume
from textual.screen import ModalScreen
from textual.widgets import Static

from playbook.errors import PlaybookError
from playbook.progress import WasStoppedError
from playbook.text import one_line
from tui.commands import Command
from tui.host import CommandHost
from tui.long_work import LongWork
from tui.narrow import NarrowCompositor
from tui.widgets.bars import KeyBar
from tui.widgets.rows_view import RowsView
from tui.widgets.table import Table

if TYPE_CHECKING:
    from tui.app import PlaybookApp

Result = TypeVar("Result")

HELP = Command("help", "f1,question_mark", "help", "What this screen is for, and all its keys.", fixed=True)
BACK = Command("dialog.back", "escape", "back", "Back out; nothing is changed.", bar=True, fixed=True)


class Once(CommandHost, LongWork[Result]):
    """A screen that a doubled key cannot leave twice: the second press would close the one below."""

    ABOUT: ClassVar[str] = ""
    """What the screen is for, for the help."""
    ALSO: ClassVar[tuple[Command, ...]] = (HELP,)
    INSIDE: ClassVar[tuple[type[CommandHost], ...]] = (Table, RowsView)

    _was_left = False

    def __init__(self) -> None:
        super().__init__()
        self._compositor = NarrowCompositor()

    def _compositor_refresh(self) -> None:
        super()._compositor_refresh()
        if self is not self.app.screen:
            # Below a dialog Textual would hand all that was ever painted on again with each later change: once the
            # dialog has come that is the whole screen, at every tick of a call's clock.
            self._repaint_regions.clear()
            self._repaint_required = False

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Leave with `result`, if this has not been left already."""
        if self._was_left:
            return AwaitComplete()
        self._was_left = True
        return super().dismiss(result)

    @property
    def playbook(self) -> PlaybookApp:
        """The app, by its own type."""
        return cast("PlaybookApp", self.app)

    def do_help(self) -> None:
        """Show what this is for, and its keys."""
        from tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(cast("Once[object]", self)))

    def say(self, text: str, tone: str = "") -> None:
        """Say something on the line that there is for it here, if there is one."""

    def complain(self, error: Exception) -> None:
        """Say what went wrong, in the words of the error; that a person stopped it is no error."""
        text = str(error) if isinstance(error, PlaybookError) else f"Something went wrong: {error!r}"
        self.say(text, "" if isinstance(error, WasStoppedError) else "error")

    def fail(self, error: Exception) -> None:
        """Say what went wrong."""
        self.complain(error)

    # The key bar

    def bar_commands(self) -> Sequence[Command]:
        """Return what the key bar shows: the keys that matter here, as they work where the focus is."""
        return [command for command in self.commands() if command.bar]

    def keys_changed(self) -> None:
        """Show which keys are possible now."""
        for bar in self.query(KeyBar):
            bar.show(
                [
                    (self.labelled(c), self.keymap.shown(c), not self.why_not(c.id))
                    for c in self.bar_commands()
                ]
            )

    def labelled(self, command: Command) -> Command:
        """Return a command as the key bar names it now."""
        return command

    def on_screen_resume(self, _: ScreenResume) -> None:
        """Show the keys as they are now: the settings may have changed them; and what is still being read."""
        self.keys_changed()
        self.playbook.show_reading()

    def on_descendant_focus(self) -> None:
        """A line of text takes the letters; the key bar says so."""
        self.keys_changed()

    def on_descendant_blur(self) -> None:
        """The letters are keys again."""
        self.keys_changed()


class Dialog(Once[Result], ModalScreen[Result]):
    """A box over a screen."""

    ALSO: ClassVar[tuple[Command, ...]] = (BACK, HELP)
    NO_LIST: ClassVar[int] = 3
    """Lines of a box that are none of its list: the frame, and the keys."""

    def on_mount(self) -> None:
        """Show the keys."""
        self.keys_changed()

    def on_resize(self, event: Resize) -> None:
        """Let a list be as tall as the box may be, and its keys below it stay in sight."""
        for table in self.query(Table):
            table.styles.max_height = max(event.size.height * 9 // 10 - self.NO_LIST, 3)

    def do_back(self) -> None:
        """Back out."""
        self.dismiss(None)

    def say(self, text: str, tone: str = "") -> None:
        """Say something on the dialog's own line, its keys in sight to try again with; empty: nothing more."""
        glyph = {"error": "✗ ", "good": "✓ "}.get(tone, "")
        for line in self.query(".dialog-told").results(Static):
            line.update(Text(f"{glyph}{one_line(text)}") if text else "")
            line.set_class(tone == "error", "-error")
            line.display = bool(text)


def told_line() -> Static:
    """Return the line above a dialog's keys that `Dialog.say` writes on; nothing until then."""
    line = Static(classes="dialog-told", markup=False)
    line.display = False
    return line
