"""What all parts of the call screen stand on: the run, its clock, how it is looked at, acted on and saved."""

from __future__ import annotations

from abc import abstractmethod
from asyncio import TimerHandle, get_running_loop
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from playbook.errors import PlaybookError
from playbook.plays.model import Page
from playbook.runs import machine
from playbook.runs.clock import RunClock
from playbook.runs.model import OpenRun
from playbook.runs.views import RunView
from tui.call_keys import why_not
from tui.call_rows import CallItem, is_open, items_of
from tui.commands import Command
from tui.screens.offered import Offered
from tui.widgets.answer_input import AnswerInput
from tui.widgets.bars import KeyBar, Line, Message
from tui.widgets.call_pane import CallPane

SAVED, UNSAVED, REFUSED = "● saved", "○ unsaved", "✗ UNSAVED"
LATE = 0.1
"""Seconds after which a change that is not on disk is marked: nobody sees a mark that goes sooner."""
AGAIN = 5.0
"""Seconds after which a disk that refused is tried again."""


class CallBase(Offered):
    """One run, repainted first and saved behind it."""

    page: Page
    run: OpenRun
    clock: RunClock
    current: int
    """The item of the step under the cursor."""
    typing: str
    """Id of the text question whose answer is being typed."""
    titles: Mapping[str, str]
    """Pages that answers lead to, or that were opened → what to call them."""
    names: Mapping[str, str]
    """The account and the contacts of the run → their names."""
    lines: Mapping[str, Line]
    """The lines of the screen that say one thing each: title, clock, saved, where, box."""
    pane: CallPane
    """Where the step stands."""
    box: AnswerInput
    """The line that is typed in."""
    message: Message
    bar: KeyBar
    _saving = False
    _late: TimerHandle | None = None
    """Marks what is not on disk yet."""
    _refused = False
    """The disk refused the last save."""
    _keys_shown: tuple[object, ...] | None = None
    """What the keys were shown for last."""
    _viewed: tuple[OpenRun, int, RunView, list[CallItem]] | None = None

    @abstractmethod
    def draw(self) -> None:
        """Paint the run as it stands."""

    @abstractmethod
    def open_ending(self) -> None:
        """Ask how it ended."""

    @abstractmethod
    def log_nobody(self) -> None:
        """Log that nobody was there, and leave."""

    @abstractmethod
    def leave_input(self) -> None:
        """Give the letters back that an answer took."""

    @abstractmethod
    def filled(self, view: RunView) -> Callable[[str], str]:
        """Return what puts this run's values into merge fields."""

    # Looking

    def view(self) -> RunView:
        """Return the run as it stands now; folded once, however often a key press asks."""
        seconds = self.clock.seconds()
        seen = self._viewed
        if seen is None or seen[0] is not self.run or seen[1] != int(seconds):
            view = machine.view(self.page, self.run, seconds)
            seen = self._viewed = self.run, int(seconds), view, items_of(view.blocks)
        return seen[2]

    @property
    def items(self) -> list[CallItem]:
        """What waits for a key in this step, in its order."""
        view = self.view()
        return self._viewed[3] if self._viewed else items_of(view.blocks)

    @property
    def here(self) -> CallItem | None:
        """What is under the cursor."""
        items = self.items
        return items[self.current] if 0 <= self.current < len(items) else None

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        if not self.is_attached or not hasattr(self, "clock"):
            return ""
        return self.keyed(self._why_not(command, self.view(), self.here))

    def possible(self, commands: Sequence[Command]) -> list[bool]:
        """Return of each command whether it is possible now."""
        view, here = self.view(), self.here
        return [not self._why_not(command.id, view, here) for command in commands]

    def _why_not(self, command: str, view: RunView, here: CallItem | None) -> str:
        name = command.removeprefix("call.")
        return "" if name == "next" and self.typing else why_not(name, view, here)

    # Acting

    def act(self, act: Callable[..., OpenRun], *said: Any, goes_on: bool = False, **named: Any) -> bool:
        """Do one act of the run: repaint first, then save; say why when it is not possible.

        `goes_on`: the cursor then goes to the next open item of the step.
        """
        try:
            run = act(self.page, self.run, self.clock.seconds(), *said, **named)
        except PlaybookError as error:
            self.say(str(error))
            return False
        if run is not self.run:
            self.run = run
            if goes_on:
                self.to_next_item()
            self.draw()
            self.save_run()
        return True

    def to_next_item(self) -> None:
        """Put the cursor on the next open item of the step, if there is one after this."""
        later = (i for i, item in enumerate(self.items) if i > self.current and is_open(item))
        self.current = next(later, self.current)

    # Saving

    def save_run(self) -> None:
        """Save the run as it stands, behind the screen; what changes meanwhile is saved after it."""
        if self._late is None:
            self._late = get_running_loop().call_later(LATE, self._still_unsaved)
        run, open_runs, app = self.run, self.workspace.open_runs, self.playbook
        owed = app.owe(self, partial(open_runs.save_last, run))
        if self._saving:
            return
        self._saving = True

        def save() -> OpenRun:
            made = open_runs.save_both(run)
            app.owes_no_more(self, owed)
            return made

        self.save(save, lambda made: self._saved(run, made), self._not_saved)

    def _saved(self, run: OpenRun, made: OpenRun) -> None:
        self._saving = False
        if made is not run:
            self._took_in(run, made)
        if self.run is not made:
            self.save_run()
        else:
            self.mark_saved(SAVED)
        if self._refused:
            self._refused = False
            self.say("The disk takes it again: everything is saved.", "good")

    def _took_in(self, run: OpenRun, made: OpenRun) -> None:
        """Go on from what another window made of the run; what was done here since comes after it."""
        from playbook.runs.merge import merged

        self.run = made if self.run is run else merged(run, self.run, made)
        if made.id != run.id:
            told = "Another window finished or discarded this run. What you do here is an open call of its own now."
        else:
            told = "Another window went on with this run too: what was done in both is here."
        if self.is_attached:
            self.draw()
        self.say(told)

    def _not_saved(self, error: Exception) -> None:
        self._saving = False
        self._refused = True
        self.complain(error)
        self.mark_saved(REFUSED)
        self.set_timer(AGAIN, self.save_run)

    def _still_unsaved(self) -> None:
        if self.is_attached:
            self.mark_saved(UNSAVED)

    def mark_saved(self, mark: str) -> None:
        """Show whether the disk has what the screen shows."""
        if self._late is not None:
            self._late.cancel()
            self._late = None
        self.lines["saved"].show(mark)

    # What a key press shows without looking for it in the tree

    def say(self, text: str, tone: str = "") -> None:
        """Say what happened, until the next key."""
        self.message.say(text, tone)

    def keys_changed(self) -> None:
        """Show which keys are possible now."""
        state = (self.run, self.current, self.focused is self.box)
        if self._keys_shown is None or any(a is not b for a, b in zip(state, self._keys_shown, strict=True)):
            self._keys_shown = state
            commands = self.bar_commands()
            keymap = self.keymap
            shown = [keymap.shown(command) for command in commands]
            self.bar.show([*zip(commands, shown, self.possible(commands), strict=True)])
