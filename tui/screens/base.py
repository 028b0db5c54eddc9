"""What all screens share: commands with reasons, the three bars, saving off the event loop."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual.app import ComposeResult
from textual.events import Key, Resize
from textual.widget import Widget

from playbook.text import one_line
from tui.commands import Command
from tui.screens.once import HELP, Once
from tui.shared_keys import LEADS_AWAY
from tui.widgets.bars import KeyBar, Message

if TYPE_CHECKING:
    from playbook.workspace import Workspace
    from tui.typed_ahead import Hold

__all__ = ["HELP", "PlaybookScreen"]

Result = TypeVar("Result")

FILLED_BY = 10.0
"""Seconds that keys wait at most for the first list of a screen, or its page: on a busy machine that takes its time."""


class PlaybookScreen(Once[Result]):
    """A screen whose keys are commands."""

    _until_filled: Hold | None = None
    """Lets keys wait for what the screen is about, until that has been read once."""
    _left: Widget | None = None
    """What had the focus when the page took the place of the list."""

    @property
    def workspace(self) -> Workspace:
        """The core."""
        return self.playbook.workspace

    OTHER_PANE: ClassVar[str] = "list"
    """What stands where the page does, on a narrow screen, once the key that swaps them is pressed again."""

    @property
    def page_alone(self) -> bool:
        """Whether the page stands where the list did, because there is no room for both."""
        return self.has_class("-narrow") and self.has_class("-page")

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

    def on_resize(self, event: Resize) -> None:
        """Show the keys of the size there is now: a narrow screen has one that swaps its panes."""
        self.call_after_refresh(self.keys_now)

    def keys_now(self) -> None:
        """Show the keys, if the screen is still there."""
        if self.is_attached and self.is_mounted:
            self.keys_changed()

    def refold(self) -> None:
        """Lay text out for the widths that the panes have now; a pane asks for it when its own has changed."""

    # Commands

    async def action_command(self, id_: str, *said: str) -> None:
        """Do a command, or say why not; the way out of a page that stands alone is its list, if it has one."""
        if self.page_alone and is_way_back(id_, self.commands()):
            swaps = next((command.id for command in self.commands() if swaps_panes(command)), id_)
            id_ = id_ if self.why_not(swaps) else swaps
        alone, focused = self.page_alone, self.focused
        await super().action_command(id_, *said)
        if not self.is_attached:
            return
        if self.page_alone and not alone:
            self._left = focused
        elif alone and not self.page_alone and self._left is not None:
            self._left.focus()
        self.keys_changed()

    def bar_commands(self) -> Sequence[Command]:
        """Return the keys that matter here; the one that swaps list and page only where there is no room for both."""
        bar = super().bar_commands()
        return bar if self.has_class("-narrow") else [one for one in bar if not swaps_panes(one)]

    def labelled(self, command: Command) -> Command:
        """Return a command as the key bar names it now."""
        return (
            replace(command, label=self.OTHER_PANE) if self.page_alone and swaps_panes(command) else command
        )

    def refuse(self, reason: str) -> None:
        """Say why a command is not possible now."""
        self.say(reason)

    # Words and work

    def say(self, text: str, tone: str = "") -> None:
        """Say what happened on the message line: no toast, nothing that covers or moves."""
        for line in self.query(Message):
            line.say(text, tone)

    def hint(self, text: str, tone: str = "") -> None:
        """Say something that may be said only where nothing else is being said."""
        for line in self.query(Message):
            if not line.text:
                line.say(text, tone)

    def unhint(self, text: str) -> None:
        """Take back what was said, unless something else has been said since."""
        for line in self.query(Message):
            if line.text == one_line(text):
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
        """Run `work` in a thread, the newest of its group only; then call `done` on the event loop.

        What comes first in the group `load` is what the screen is about: keys typed before it is there wait for it.
        """
        # Whichever of this group comes first: a newer one may have cancelled it.
        ended = self._hold_keys().let_go if group == "load" else None
        self.playbook.load(self, work, done, group, ended)

    def read_soon(self, read: Callable[[], None]) -> None:
        """Begin to `load` what the screen is about once it has been laid out; keys wait for it from now on."""
        self._hold_keys()
        self.call_after_refresh(read)

    def _hold_keys(self) -> Hold:
        if self._until_filled is None:
            self._until_filled = self.playbook.hold_keys(FILLED_BY, but=self.leads_away)
        return self._until_filled

    def leads_away(self, key: Key) -> bool:
        """Whether a key does the same whatever will stand here: back, help, another mode; all do once this is left."""
        if not self.is_current or key.key == "escape":
            return True
        return any(
            key.key in self.keymap.keys(command).split(",")
            for command in (*self.all_commands(), *self.playbook.all_commands())
            if command is HELP or command.id in LEADS_AWAY
        )


def swaps_panes(command: Command) -> bool:
    """Return whether a command swaps list and page, where there is no room for both."""
    return command.id.endswith(".page")


def is_way_back(id_: str, commands: Iterable[Command]) -> bool:
    """Return whether this is the command on Escape; one that is called `leave` looks to the panes itself."""
    return id_.endswith(".back") and any(
        command.id == id_ and "escape" in command.keys.split(",") for command in commands
    )
