"""What all screens share: commands with reasons, the three bars, saving off the event loop."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from textual.app import ComposeResult
from textual.widget import Widget

from tui.screens.once import HELP, Once
from tui.widgets.bars import KeyBar, Message

if TYPE_CHECKING:
    from playbook.workspace import Workspace

__all__ = ["HELP", "PlaybookScreen"]

Result = TypeVar("Result")


class PlaybookScreen(Once[Result]):
    """A screen whose keys are commands."""

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

    async def action_command(self, id_: str, *said: str) -> None:
        """Do a command, or say why not."""
        await super().action_command(id_, *said)
        if self.is_attached:
            self.keys_changed()

    def refuse(self, reason: str) -> None:
        """Say why a command is not possible now."""
        self.say(reason)

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
