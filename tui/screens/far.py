"""Something that talks to the remote: what is being done, and one key that ends the waiting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tui.commands import Command
from tui.screens.once import Dialog, told_line
from tui.widgets.bars import KeyBar
from tui.widgets.titles import set_title

if TYPE_CHECKING:
    from tui.screens.base import PlaybookScreen

Work = Callable[[Event], Any]
"""What is done, in a thread; it ends soon after the event is set."""


@dataclass(frozen=True)
class Outcome:
    """How it ended."""

    result: Any = None
    error: Exception | None = None


class FarScreen(Dialog[Outcome]):
    """Wait for a remote, and say for what; nothing else can be begun meanwhile."""

    ABOUT = (
        "Git is talking to the remote that everybody shares. What you did is kept on this machine in any case; "
        "Escape ends the waiting."
    )
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command(
            "far.stop", "escape", "stop", "Wait no longer; what you did is kept here.", bar=True, fixed=True
        ),
    )
    INSIDE = ()

    def __init__(self, doing: str, work: Work) -> None:
        super().__init__()
        self.doing, self.work = doing, work
        self.stop = Event()

    def compose(self) -> ComposeResult:
        """A box that says what is being done."""
        with Vertical(classes="panel dialog small"):
            yield Static(f"{self.doing} …", markup=False, classes="dialog-body")
            yield told_line()
            yield KeyBar(moves=False)

    def on_mount(self) -> None:
        """Begin."""
        super().on_mount()
        set_title(self.query_one(Vertical), "One moment")
        self.playbook.load(self, lambda: self.work(self.stop), self._ended, "far")

    def on_unmount(self) -> None:
        """Let nothing go on that nobody waits for."""
        self.stop.set()

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here: Escape stops, it does not leave."""
        return tuple(command for command in super().commands() if command.id != "dialog.back")

    def do_stop(self) -> None:
        """Ask it to end; it says itself how far it came."""
        self.stop.set()
        self.say("Stopping …")

    def complain(self, error: Exception) -> None:
        """Leave with what went wrong."""
        self.dismiss(Outcome(error=error))

    def _ended(self, result: Any) -> None:
        self.dismiss(Outcome(result))


def far(
    screen: PlaybookScreen[Any],
    doing: str,
    work: Work,
    done: Callable[[Any], object],
    failed: Callable[[Exception], object] | None = None,
) -> None:
    """Do `work` with the remote and say so; then `done(result)`, or `failed(error)`, which else is said on `screen`."""

    def ended(outcome: Outcome | None) -> None:
        if outcome is not None and outcome.error is not None:
            (failed or screen.complain)(outcome.error)
        elif outcome is not None:
            done(outcome.result)

    screen.app.push_screen(FarScreen(doing, work), ended)
