"""Call: nothing but the call."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input

from playbook.plays.fields import fill
from playbook.plays.model import Page
from playbook.runs import machine
from playbook.runs.clock import RunClock
from playbook.runs.model import OpenRun
from playbook.runs.views import RunView
from tui.call_keys import KEYS, bar_of
from tui.call_lines import box_text, clock_text, list_rows, where_text
from tui.call_rows import NOTHING_TYPED, TYPED_HERE, first_of
from tui.call_states import between_rows, connect_rows, nobody_rows, notice_rows, over_rows
from tui.commands import Command
from tui.rows import Row
from tui.screens.call_ahead import WIDEST, CallAhead
from tui.screens.call_asides import CallAsides
from tui.screens.call_base import SAVED
from tui.screens.call_leaving import CallLeaving
from tui.screens.call_path import CallPath
from tui.screens.call_told import CallTold
from tui.widgets.answer_input import AnswerInput
from tui.widgets.bars import KeyBar, Line, Message
from tui.widgets.call_pane import CallPane

ROOMY = 120
"""From how many columns the list of steps has more room."""


class CallScreen(CallLeaving, CallPath, CallAsides, CallTold, CallAhead):
    """One run, step by step."""

    ABOUT = (
        "The call. The words to say stand behind the bar; to-dos take {call.tick}, questions a digit, a text question "
        "takes what you type. {call.next} goes on. Everything is saved at each key press; {call.undo} takes the last "
        "one back."
    )
    KEYS: ClassVar[tuple[Command, ...]] = KEYS
    INSIDE = (CallPane,)

    def __init__(self, page: Page, run: OpenRun, *, resumed: bool = False) -> None:
        super().__init__()
        self.page, self.run = page, run
        self.resumed = resumed
        self.current = -1
        self.typing = ""
        self.notices = page.facts.notices
        self.titles = {}
        self.names = {}
        self.lines = {name: Line(id=f"call-{name}") for name in ("title", "clock", "saved", "where", "box")}
        self.pane, self.steps = CallPane(id="call-view"), CallPane(id="call-steps")
        self.box = AnswerInput(id="call-input", placeholder=NOTHING_TYPED)
        self.message, self.bar = Message(), KeyBar()
        self._given_back: set[str] = set()
        self._at = ""
        self._places: dict[int, int] = {}

    # Layout

    def compose(self) -> ComposeResult:
        """Head, steps, centre, message, keys."""
        with Horizontal(id="call-head"):
            yield from (self.lines[name] for name in ("title", "clock", "saved"))
        with Horizontal(id="call-body"):
            self.steps.can_focus = False
            yield self.steps
            with Vertical(id="call-centre"):
                with Horizontal(id="call-top"):
                    yield from (self.lines[name] for name in ("where", "box"))
                yield self.pane
                yield self.box
        yield self.message
        yield self.bar

    def body(self) -> Iterable[Widget]:
        """The body is laid out with the rest."""
        return ()

    def on_mount(self) -> None:
        """Start the clock where the run's last event left it."""
        self.clock = RunClock.of(self.run, self.workspace.clock)
        super().on_mount()
        self.mark_saved(SAVED)
        view = self.view()
        if self.resumed and view.parked:
            self.act(machine.resume)
        else:
            self.draw()
        if not self.typing:
            self.pane.focus()
        if view.hung_up:
            self.call_after_refresh(self.open_ending)
        self.set_interval(1.0, self._clock_moved)
        self.playbook.when_index(lambda: None)
        self.listen()

    def refold(self) -> None:
        """Fold anew."""
        self.draw()

    def on_resize(self, event: events.Resize) -> None:
        """Use the room there is."""
        self.set_class(event.size.width >= ROOMY, "-roomy")
        if self.is_mounted:
            self.call_after_refresh(self.draw)

    # Painting

    def _clock_moved(self) -> None:
        """Let the clock show; nothing else moves."""
        view = self.view()
        if self.is_current:
            self.lines["clock"].show(clock_text(view.call_seconds))
            self.lines["box"].show(box_text(view))

    def draw(self) -> None:
        """Paint the run as it stands."""
        view = self.view()
        arrived = view.at != self._at
        if arrived:
            self._at = view.at
            self.current = -1
            self._given_back.clear()
            if self.typing:
                self.close_input()
                view = self.view()
        items = self.items
        if not 0 <= self.current < len(items):
            self.current = first_of(items)
        self.show_input(view, items)
        view = self.view()
        self._draw_head(view)
        centre = self.pane
        width = min(centre.text_width, WIDEST)
        above = self._above(view, width)
        step, places = self.laid_out(view, items, self.current, width)
        self._places = {item: row + len(above) for item, row in places.items()}
        centre.show([*above, *step], keep=True)
        self._bring_into_sight(centre, len(above) + len(step), from_top=arrived or view.ask_connect)
        stage = next((s for s in self.workspace.settings.stages if s.id == self.page.facts.stage), None)
        list_width = 36 if self.has_class("-roomy") else 28
        if self.typing:
            self.call_after_refresh(self._place_box)
        self.steps.show(list_rows(view, list_width, stage.exit if stage else "", self.names), keep=True)
        self.steps.bring_into_sight("▶")
        self.keys_changed()
        self.lay_ahead_soon()

    def _above(self, view: RunView, width: int) -> list[Row]:
        """Return what stands above the step: notices, what is asked between steps, who picked up, that it is over."""
        rows = notice_rows(self.notices, self.workspace.today, width) if self.notices else []
        if view.ask_connect:
            people = [self.names.get(person, person) for person in view.people]
            account = self.names.get(self.run.account, self.run.account)
            return [*rows, *connect_rows(account, people, width, self.key)]
        if view.connect not in ("", "connected"):
            return [*rows, *nobody_rows(view, width, self.filled(view), self.key)]
        asked = view.ask_settled
        title = self.titles.get(asked.page, asked.page).removeprefix("objection ") if asked else ""
        rows += between_rows(
            view.offers, asked, title, self.titles, width, self.key, typing=bool(self.typing)
        )
        return rows if view.at else [*rows, *over_rows(view, width, self.key)]

    def _draw_head(self, view: RunView) -> None:
        debrief = "Debrief: " if view.mode == "debrief" else ""
        who = self.names.get(self.run.account, self.run.account)
        people = ", ".join(self.names.get(person, person) for person in view.people)
        parts = [f"{debrief}{view.title}", who, people]
        self.lines["title"].show(f" {' · '.join(part for part in parts if part)}")
        alone = not self.has_class("-wide")
        where = self.lines["where"]
        where.show(where_text(view, alone=alone, room=where.size.width))
        self.lines["clock"].show(clock_text(view.call_seconds))
        self.lines["box"].show(box_text(view))

    def _bring_into_sight(self, centre: CallPane, rows: int, *, from_top: bool) -> None:
        """Scroll no more than the item under the cursor needs; a new step begins at its top."""
        height = max(centre.size.height, 1)
        top = 0 if from_top else centre.scroll_offset.y
        place = self._places.get(self.current)
        if place is not None and self.current >= 0:
            following = self._places.get(self.current + 1, rows)
            if place < top:
                top = max(place - 1, 0)
            elif following > top + height and not from_top:
                top = max(min(place - 1, following - height), 0)
        if top != centre.scroll_offset.y:
            centre.scroll_to(y=top, animate=False, force=True, immediate=True)

    def _place_box(self) -> None:
        """Lay the line that is typed in where the answer will stand, or at the edge it was scrolled over."""
        found = (
            place
            for place, row in enumerate(self.pane.rows)
            if any(style == TYPED_HERE for _, style in row.spans)
        )
        row = next(found, 0) - self.pane.scroll_offset.y
        row = max(0, min(row, self.pane.size.height - 1))
        above = (
            self.pane.region.y - self.box.parent.content_region.y
            if isinstance(self.box.parent, Widget)
            else 0
        )
        self.box.styles.offset = (4, above + row)

    def on_call_pane_scrolled(self) -> None:
        """Keep the line that is typed in at its place."""
        if self.typing:
            self._place_box()

    def filled(self, view: RunView) -> Callable[[str], str]:
        """Return what puts this run's values into merge fields."""
        return lambda text: fill(text, view.fields, markdown=True)

    # Commands

    async def action_command(self, id_: str, *said: str) -> None:
        """Do a command; what was said before goes with the next key."""
        self.say("")
        await super().action_command(id_, *said)

    def bar_commands(self) -> Sequence[Command]:
        """Return the keys that matter at this moment."""
        return bar_of(self.view(), self.here, typing=isinstance(self.focused, Input))
