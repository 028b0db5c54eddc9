"""What all screens share: commands with reasons, the three bars, saving off the event loop."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual.app import ComposeResult
from textual.widget import Widget

from playbook.errors import PlaybookError
from tui.commands import Command
from tui.screens.once import Once
from tui.widgets.bars import KeyBar, Message

if TYPE_CHECKING:
    from playbook.workspace import Workspace
    from tui.app import PlaybookApp

Result = TypeVar("Result")

HELP = Command("help", "f1,question_mark", "help", "What this screen is for, and all its keys.")


class PlaybookScreen(Once[Result]):
    """A screen whose keys are commands."""

    KEYS: ClassVar[tuple[Command, ...]] = ()
    ABOUT: ClassVar[str] = ""
    """What the screen is for, for the help."""

    def __init_subclass__(cls, **arguments: Any) -> None:
        own = cls.__dict__.get("KEYS")
        if own is not None:
            cls.BINDINGS = [command.binding() for command in (*own, HELP)]
        super().__init_subclass__(**arguments)

    @property
    def playbook(self) -> PlaybookApp:
        """The app, by its own type."""
        return cast("PlaybookApp", self.app)

    @property
    def workspace(self) -> Workspace:
        """The core."""
        return self.playbook.workspace

    # Layout

    def compose(self) -> ComposeResult:
        """Lay the body between the bars."""
        yield from self.body()
        yield Message()
        yield KeyBar()

    def body(self) -> Iterable[Widget]:
        """Yield what lies between the bars."""
        return ()

    def on_mount(self) -> None:
        """Show the keys."""
        self.keys_changed()

    def refold(self) -> None:
        """Lay text out for the widths that the panes have now; a pane asks for it when its own has changed."""

    # Commands

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here, first what matters most."""
        return self.KEYS

    def why_not(self, command: str) -> str:
        """Return why the command with this id is not possible now, or an empty text."""
        return ""

    async def action_command(self, id_: str) -> None:
        """Do a command, or say why not."""
        if id_ == "help":
            from tui.screens.help import HelpScreen

            self.app.push_screen(HelpScreen(self))
            return
        command = next((command for command in self.commands() if command.id == id_), None)
        if command is None:
            return
        if reason := self.why_not(id_):
            self.say(reason)
            return
        self.say("")
        try:
            outcome = getattr(self, f"do_{command.verb}")()
            if isawaitable(outcome):
                await outcome
        except PlaybookError as error:
            self.say(str(error), "error")
        self.keys_changed()

    def keys_changed(self) -> None:
        """Show which keys are possible now."""
        for bar in self.query(KeyBar):
            bar.show([(c, not self.why_not(c.id)) for c in self.bar_commands()])

    def bar_commands(self) -> Sequence[Command]:
        """Return what the key bar shows: the keys that matter here, as they work where the focus is."""
        return [command for command in self.commands() if command.bar]

    def on_descendant_focus(self) -> None:
        """A line of text takes the letters; the key bar says so."""
        self.keys_changed()

    def on_descendant_blur(self) -> None:
        """The letters are keys again."""
        self.keys_changed()

    # Words and work

    def say(self, text: str, tone: str = "") -> None:
        """Say what happened on the message line: no toast, nothing that covers or moves."""
        for line in self.query(Message):
            line.say(text, tone)

    def hint(self, text: str) -> None:
        """Say something that may be said only where nothing else is being said."""
        for line in self.query(Message):
            if not line.text:
                line.say(text)

    def unhint(self, text: str) -> None:
        """Take back what was said, unless something else has been said since."""
        for line in self.query(Message):
            if line.text == text:
                line.say("")

    def save(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], object] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run `work` on the writer thread, in order; then call back on the event loop."""
        self.playbook.submit(work, done or (lambda _: None), failed or self.complain)

    def load(self, work: Callable[[], Any], done: Callable[[Any], None], *, group: str = "load") -> None:
        """Run `work` in a thread, the newest of its group only; then call `done` on the event loop."""
        self.playbook.load(self, work, done, group)

    def complain(self, error: Exception) -> None:
        """Say what went wrong, in the words of the error."""
        text = str(error) if isinstance(error, PlaybookError) else f"Something went wrong: {error!r}"
        self.say(text, "error")
