"""Debrief: for who was full-screen in a video call; everything on one form, filled with keys alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal

from playbook.calling import facts_of
from playbook.plays.fields import fill
from playbook.runs import machine
from playbook.runs.clock import RunClock
from playbook.runs.debrief import every_block
from playbook.runs.views import RunView
from playbook.text import count_of
from tui.calls import enter_window, leave_window
from tui.commands import Command
from tui.debrief_items import debrief_items, inside_of, step_beside, step_of
from tui.debrief_keys import KEYS, KIND_HINTS
from tui.ending_items import HINTS, ending_items
from tui.form_rows import Item
from tui.screens.call_asides import CallAsides
from tui.screens.call_base import SAVED
from tui.screens.call_leaving import CallLeaving
from tui.screens.debrief_steps import DebriefSteps
from tui.screens.form import FormScreen
from tui.widgets.bars import KeyBar, Line, Message

if TYPE_CHECKING:
    from playbook.plays.model import Page
    from playbook.runs.model import OpenRun
    from tui.screens.feedback import About


class DebriefScreen(DebriefSteps, FormScreen[None], CallLeaving, CallAsides):
    """All questions, steps and results of a play, to be filled in two minutes."""

    ABOUT = (
        "A conversation that was, logged afterwards: every step of the play on one form. {debrief.tick} ticks, digits "
        "answer, text is typed where it stands. What you leave open counts as left out. Everything is saved at each "
        "key."
    )
    KEYS: ClassVar[tuple[Command, ...]] = KEYS

    def __init__(self, page: Page, run: OpenRun, *, resumed: bool = False) -> None:
        super().__init__()
        self.page, self.run, self.resumed = page, run, resumed
        self.current, self.typing = -1, ""
        self.titles, self.names = {}, {}
        self.lines = {"saved": Line(id="call-saved")}
        self.message, self.bar = Message(), KeyBar()
        self._asked: tuple[OpenRun, tuple[Item, ...]] | None = None
        """What is asked of this state of the run: folded once, however often a key press asks."""

    # Layout

    def compose(self) -> ComposeResult:
        """The form between its bars, with a mark in its head that says whether the disk has it."""
        with Horizontal(id="form-head"):
            yield Line(id="form-title")
            yield self.lines["saved"]
        yield from self.form_body()
        yield self.message
        yield self.bar

    def on_mount(self) -> None:
        """Take it up where it was left."""
        self.clock = RunClock.of(self.run, self.workspace.clock)
        if self.resumed:
            todo = (f"step:{step.id}" for step in self.view().steps if step.on_path and step.state == "open")
            self.at = next(todo, "result")
        super().on_mount()
        self.mark_saved(SAVED)
        enter_window(self, self.run.id)
        if self.resumed and self.view().parked:
            self.act(machine.resume)
        account, people, workspace = self.run.account, self.view().people, self.workspace
        if account or people:
            self.load(lambda: facts_of(workspace, account, people).names, self._know, group="names")

    def on_unmount(self) -> None:
        """Close the run in this window."""
        leave_window(self, self.run.id)

    def _know(self, names: dict[str, str]) -> None:
        self.names = {**names, **self.names}
        self.draw(typing=True)

    def draw(self, *, typing: bool = False) -> None:
        """Paint what is asked and what was said."""
        super().draw(typing=typing)
        who = self.names.get(self.run.account, self.run.account)
        steps = [step for step in self.view().steps if step.on_path]
        done = sum(step.state == "done" for step in steps)
        parts = [f"Debrief: {self.run.title}", who, f"{done} of {count_of(len(steps), 'step')} done"]
        self.query_one("#form-title", Line).show(f" {' · '.join(part for part in parts if part)}")

    def filled(self, view: RunView) -> Callable[[str], str]:
        """Return what puts this run's values into merge fields."""
        return lambda text: fill(text, view.fields, markdown=True)

    # What is asked

    def asked(self) -> Sequence[Item]:
        """Return every step with what belongs to it, and the end."""
        if self._asked is None or self._asked[0] is not self.run:
            view, page = self.view(), self.page
            stage = next((s for s in self.workspace.settings.stages if s.id == page.facts.stage), None)
            exit_text = stage.exit if stage else ""
            ending = ending_items(view, page.facts.commitment, exit_text, self.workspace.today)
            items = debrief_items(view, every_block(page, self.run), ending, self.filled(view), self.key)
            self._asked = self.run, items
        return self._asked[1]

    def hint_of(self, item: Item) -> str:
        """Return what the keys do here."""
        if item.id in HINTS:
            return HINTS[item.id].format(on=self.key("debrief.on"))
        return self.keyed(KIND_HINTS[item.kind])

    def choose(self, item: Item, value: str) -> bool:
        """Take a digit: an answer, or something of the end."""
        if item.id.startswith("question:"):
            return self.act(machine.choose, inside_of(item.id), value)
        said: dict[str, Any] = {item.id: bool(value) if item.id == "cut_short" else value}
        return self.act(machine.set_ending, **said)

    def keep(self, item: Item, text: str) -> bool:
        """Take what was typed."""
        if item.id.startswith("question:"):
            return self.act(machine.answer, inside_of(item.id), [text] if text else [])
        said: dict[str, Any] = {item.id: text}
        return self.act(machine.set_ending, **said)

    def clicked(self, item: Item) -> None:
        """A click on a tick ticks it."""
        if item.kind in ("step", "tick", "notice"):
            self.do_tick()

    def done(self) -> None:
        """Read what will be recorded."""
        self.do_review()

    # Commands

    def keys_changed(self) -> None:
        """Show which keys are possible now; they change with the line, not with the run alone."""
        self.bar.show([(c, self.keymap.shown(c), not self.why_not(c.id)) for c in self.bar_commands()])

    def bar_commands(self) -> Sequence[Command]:
        """Return the keys as they work here: in a line of text the letters are text."""
        letters = ("debrief.tick", "debrief.all-done", "debrief.undo")
        return [c for c in self.KEYS if c.bar and not (self.is_typing and c.id in letters)]

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        if not self.is_attached or not hasattr(self, "clock"):
            return ""
        item = self.asking
        if command == "debrief.tick" and item.kind not in ("step", "tick", "notice"):
            return "There is nothing to tick here; a digit answers."
        if command in ("debrief.skip", "debrief.feedback") and not step_of(item.id):
            return "Put the cursor on a step first."
        return self.view().can.undo if command == "debrief.undo" else ""

    def do_on(self) -> None:
        """Go on."""
        self.go_on()

    def do_next_step(self) -> None:
        """Go to the next step, or to the end."""
        self._go(1)

    def do_step_before(self) -> None:
        """Go to the step before."""
        self._go(-1)

    def _go(self, by: int) -> None:
        self.at = step_beside([item.id for item in self.asked()], self.at, by)
        self.draw()

    def do_review(self) -> None:
        """Read what will be recorded; what is missing is asked first."""
        if self.is_typing and not self._keep_text():
            return
        missing = self.view().missing
        if missing:
            self.at = "commitment_by" if "promised" in missing[0] else "result"
            self.draw()
            self.say(missing[0])
            return
        from tui.screens.review import ReviewScreen

        self.app.push_screen(ReviewScreen(self), self._ended)

    def leave_input(self) -> None:
        """Keep what was typed, and give the letters back."""
        self.give_back()

    def do_leave(self) -> None:
        """Give the letters back while one types; else leave it for later."""
        if self.is_typing:
            self.leave_input()
            return
        self._park("Kept as it is. It waits on Today.")

    def about(self) -> About:
        """Return what feedback would be about: the step under the cursor."""
        import dataclasses

        step = step_of(self.at)
        title = next((one.title for one in self.view().steps if one.id == step), "")
        return dataclasses.replace(super().about(), step=step, step_title=title, quote="", line=0, others=())
