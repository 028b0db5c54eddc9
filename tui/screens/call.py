"""Call: nothing but the call."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input

from playbook.errors import PlaybookError
from playbook.plays.fields import fill
from playbook.plays.model import Page
from playbook.runs import machine
from playbook.runs.clock import RunClock
from playbook.runs.model import OpenRun
from playbook.runs.views import NoticeView, QuestionView, RunView, TalkView, TodoView
from playbook.text import plain
from tui.call_lines import (
    CONNECTS,
    between_rows,
    box_text,
    clock_text,
    connect_rows,
    list_rows,
    notice_rows,
    over_rows,
    where_text,
)
from tui.call_rows import CallItem, Shown, digits_go_to, is_open, items_of, step_rows
from tui.commands import Command
from tui.screens.base import PlaybookScreen
from tui.screens.call_asides import CallAsides
from tui.widgets.bars import KeyBar, Line, Message
from tui.widgets.rows_view import RowsView

WIDEST = 72
"""Cells of a talk track; longer lines are hard to read aloud."""


class CallScreen(CallAsides, PlaybookScreen[None]):
    """One run, step by step."""

    ABOUT = (
        "The call. The words to say stand behind the bar; to-dos take Space, questions a digit, a text question takes "
        "what you type. Enter goes on. Everything is saved at each key press; u takes the last one back."
    )
    KEYS = (
        Command(
            "call.next",
            "enter",
            "next",
            "The step is done: go on, where an answer leads if one does.",
            bar=True,
        ),
        Command("call.tick", "space", "tick", "Tick the to-do under the cursor.", bar=True),
        Command("call.find-objection", "f2,o", "objection", "Find the answer to an objection.", bar=True),
        Command(
            "call.feedback",
            "f4,f",
            "feedback",
            "Tell marketing something, without leaving the call.",
            bar=True,
        ),
        Command("call.skip", "f6,s", "skip", "Skip this step; one digit says why.", bar=True),
        Command("call.undo", "u", "undo", "Take back the last tick, answer, skip or move.", bar=True),
        Command("call.short", "f9,m", "short", "Short of time: only the steps that must be.", bar=True),
        Command("call.end", "e", "end", "End the call: result, commitment, next step.", bar=True),
        Command("call.find-battlecard", "f3,b", "battlecard", "Find a battlecard."),
        Command("call.note", "f5,n", "note", "Take a note, with the time."),
        Command("call.mark", "f8,exclamation_mark", "mark", "Mark this moment, to come back to later."),
        Command("call.back", "backspace,left", "back", "Back to the step before; nothing is lost."),
        Command("call.jump", "t", "to step", "Jump to any step."),
        Command("call.another", "a", "another way", "Show another way to say it."),
        Command("call.type", "i", "type", "Type the answer of the text question under the cursor."),
        Command("call.link", "l", "open link", "Open the page that the answer leads to."),
        Command(
            "call.wrong-play",
            "w",
            "wrong play",
            "Switch to another play; account, notes and answers go along.",
        ),
        Command("call.account", "c", "account", "Say which account this is."),
        Command("call.leave", "escape", "leave", "Park the call, end it, or go on."),
    )

    def __init__(self, page: Page, run: OpenRun, *, resumed: bool = False) -> None:
        super().__init__()
        self.page, self.run = page, run
        self.resumed = resumed
        self.current = -1
        self.alternatives: dict[tuple[str, int], int] = {}
        self.typing = ""
        """Id of the text question whose answer is being typed."""
        self._left: set[str] = set()
        """Questions of this step whose letters were given back."""
        self._saving = False
        self._refused = False
        """The disk refused the last save."""
        self._at = ""
        self._places: dict[int, int] = {}

    # Layout

    def compose(self) -> ComposeResult:
        """Head, steps, centre, message, keys."""
        with Horizontal(id="call-head"):
            yield Line(id="call-title")
            yield Line(id="call-clock")
            yield Line(id="call-saved")
        with Horizontal(id="call-body"):
            steps = RowsView(id="call-steps")
            steps.can_focus = False
            yield steps
            with Vertical(id="call-centre"):
                with Horizontal(id="call-top"):
                    yield Line(id="call-where")
                    yield Line(id="call-box")
                yield RowsView(id="call-view")
                yield Input(id="call-input", max_length=20_000, select_on_focus=False)
        yield Message()
        yield KeyBar()

    def body(self) -> Iterable[Widget]:
        """The body is laid out with the rest."""
        return ()

    def on_mount(self) -> None:
        """Start the clock where the run's last event left it."""
        super().on_mount()
        self.clock = RunClock.of(self.run, self.workspace.clock)
        self.query_one("#call-saved", Line).show("● saved")
        if self.resumed and self.view().parked:
            self.act(machine.resume)
        else:
            self.draw()
        self.query_one("#call-view", RowsView).focus()
        self.set_interval(1.0, self._tick)
        self.playbook.when_index(lambda: None)

    def refold(self) -> None:
        """Fold anew."""
        self.draw()

    # The run

    def view(self) -> RunView:
        """Return the run as it stands now."""
        return machine.view(self.page, self.run, self.clock.seconds())

    def act(self, act: Callable[..., OpenRun], *said: Any, **named: Any) -> bool:
        """Do one act of the run: repaint first, then save; say why when it is not possible."""
        try:
            run = act(self.page, self.run, self.clock.seconds(), *said, **named)
        except PlaybookError as error:
            self.say(str(error))
            return False
        if run is not self.run:
            self.run = run
            self.draw()
            self._save()
        return True

    def _save(self) -> None:
        self.query_one("#call-saved", Line).show("○ unsaved")
        if self._saving:
            return
        self._saving = True
        run = self.run
        open_runs = self.workspace.open_runs

        def saved(_: Any) -> None:
            self._saving = False
            if self.run is not run:
                self._save()
            elif self.is_attached:
                self.query_one("#call-saved", Line).show("● saved")
            if self._refused:
                self._refused = False
                self.say("The disk takes it again: everything is saved.", "good")

        def failed(error: Exception) -> None:
            self._saving = False
            self._refused = True
            self.complain(error)
            self.query_one("#call-saved", Line).show("✗ UNSAVED")
            self.set_timer(5.0, self._save)

        self.save(lambda: open_runs.save(run), saved, failed)

    # Painting

    def _tick(self) -> None:
        """Let the clock show; nothing else moves."""
        if self.is_current:
            view = self.view()
            self.query_one("#call-clock", Line).show(clock_text(view.seconds))
            self.query_one("#call-box", Line).show(box_text(view))

    def draw(self) -> None:
        """Paint the run as it stands."""
        view = self.view()
        arrived = view.at != self._at
        if arrived:
            self._at = view.at
            self.current = -1
            self._left.clear()
        items = items_of(view.blocks)
        if not 0 <= self.current < len(items):
            self.current = next((i for i, item in enumerate(items) if is_open(item)), len(items) - 1)
        self._draw_head(view)
        centre = self.query_one("#call-view", RowsView)
        width = min(centre.text_width, WIDEST)
        before = self.page_title(view.ask_settled.page) if view.ask_settled else ""
        top = notice_rows(self.page.facts.notices, self.workspace.today, width)
        rows = between_rows(view.offers, view.ask_settled, before, width)
        if view.ask_connect:
            rows = connect_rows(view.account, width)
        elif not view.at or (view.over and view.connect != "connected"):
            rows += over_rows(view, width)
        rows = [*top, *rows]
        shown = {place: which for (step, place), which in self.alternatives.items() if step == view.at}
        current = -1 if view.ask_connect else self.current
        step, places = step_rows(view.blocks, Shown(current, shown), width=width, fill=self.filled(view))
        self._places = {item: row + len(rows) for item, row in places.items()}
        centre.show([*rows, *step], keep=True)
        self._bring_into_sight(centre, len(rows) + len(step), from_top=arrived or view.ask_connect)
        self._show_input(view, items)
        steps = self.query_one("#call-steps", RowsView)
        stage = next((s for s in self.workspace.settings.stages if s.id == self.page.facts.stage), None)
        steps.show(list_rows(view, 29, stage.exit if stage else ""), keep=True)
        self.keys_changed()

    def _draw_head(self, view: RunView) -> None:
        debrief = "Debrief: " if view.mode == "debrief" else ""
        account = f" · {view.account}" if view.account else ""
        self.query_one("#call-title", Line).show(f" {debrief}{view.title}{account}")
        self.query_one("#call-where", Line).show(where_text(view))
        self.query_one("#call-clock", Line).show(clock_text(view.seconds))
        self.query_one("#call-box", Line).show(box_text(view))

    def _bring_into_sight(self, centre: RowsView, rows: int, *, from_top: bool) -> None:
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
        centre.scroll_to(y=top, animate=False, force=True, immediate=True)

    def filled(self, view: RunView) -> Callable[[str], str]:
        """Return what puts this run's values into merge fields."""
        return lambda text: fill(text, view.fields, markdown=True)

    def _show_input(self, view: RunView, items: list[CallItem]) -> None:
        """A text question that waits takes the focus, unless its letters were given back before."""
        here = items[self.current] if 0 <= self.current < len(items) else None
        asked = here if isinstance(here, QuestionView) and here.question.choose == "text" else None
        if asked is None or view.ask_connect:
            self._close_input()
        elif self.typing != asked.question.id and not asked.answered and asked.question.id not in self._left:
            self._open_input(asked)

    def _open_input(self, asked: QuestionView) -> None:
        box = self.query_one("#call-input", Input)
        self.typing = asked.question.id
        box.value = plain(asked.text)
        box.cursor_position = len(asked.text)
        box.border_title = "⏎ keeps the answer · esc gives the letters back"
        box.display = True
        box.focus()

    def _close_input(self) -> None:
        if self.typing:
            self.typing = ""
            self.query_one("#call-input", Input).display = False
            self.query_one("#call-view", RowsView).focus()

    # Answering

    @property
    def here(self) -> CallItem | None:
        """What is under the cursor."""
        items = items_of(self.view().blocks)
        return items[self.current] if 0 <= self.current < len(items) else None

    def go_on(self) -> None:
        """Put the cursor on the next open item of the step, if there is one after this."""
        items = items_of(self.view().blocks)
        later = [i for i, item in enumerate(items) if i > self.current and is_open(item)]
        self.current = later[0] if later else self.current
        self.draw()

    def on_key(self, event: events.Key) -> None:
        """Take digits as answers, and the cursor keys between items."""
        if isinstance(self.focused, Input):
            if event.key == "escape":
                event.stop()
                self.leave_input()
            return
        key = event.key
        view = self.view()
        if key.isdigit() and len(key) == 1 and key != "0":
            event.stop()
            self._digit(view, int(key))
        elif key in ("down", "j", "tab", "up", "k", "shift+tab") and not view.ask_connect:
            event.stop()
            event.prevent_default()
            self.move(1 if key in ("down", "j", "tab") else -1)
        elif view.ask_settled is not None and key in ("y", "p", "x"):
            event.stop()
            self.act(machine.settle, {"y": "yes", "p": "partly", "x": "no"}[key])

    def move(self, by: int) -> None:
        """Move the cursor from item to item."""
        count = len(items_of(self.view().blocks))
        if count:
            self.current = max(0, min(self.current + by, count - 1))
            self.draw()
        else:
            self.query_one("#call-view", RowsView).action_move(by)

    def _digit(self, view: RunView, digit: int) -> None:
        if view.ask_connect:
            if digit <= len(CONNECTS):
                self.connect(CONNECTS[digit - 1])
            return
        items = items_of(view.blocks)
        target = digits_go_to(items, self.current)
        if target < 0:
            self.say("This step has no question with answers to choose.")
            return
        self.current = target
        here = items[target]
        assert isinstance(here, QuestionView)
        if digit > len(here.answers):
            self.say(f"This question has {len(here.answers)} answers.")
            return
        self.say("")
        chosen = self.act(machine.choose, here.question.id, here.answers[digit - 1].id)
        if chosen and here.question.choose == "one":
            self.go_on()

    def connect(self, how: str) -> None:
        """Say how the call was picked up; whoever was not reached leads to the ending."""
        if self.act(machine.connect, how) and how != "connected":
            self.open_ending()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the typed answer and go on to the next item."""
        event.stop()
        self.leave_input()
        self.go_on()

    def leave_input(self) -> None:
        """Give the letters back to the keys; what was typed stays as the answer."""
        question, text = self.typing, self.query_one("#call-input", Input).value.strip()
        said = next(
            (
                i.text
                for i in items_of(self.view().blocks)
                if isinstance(i, QuestionView) and i.question.id == question
            ),
            "",
        )
        self._left.add(question)
        self._close_input()
        if text and text != said:
            self.act(machine.answer, question, [text])

    # Commands

    def bar_commands(self) -> Sequence[Command]:
        """Return the keys as they work here: while one types, the letters are text."""
        if not self.typing:
            return super().bar_commands()
        typing = (
            Command("call.keep", "enter", "keep answer", ""),
            Command("call.letters", "escape", "letters", ""),
        )
        return [*typing, *(command for command in self.KEYS if command.bar and command.keys[0] == "f")]

    def do_keep(self) -> None:
        """Keep what was typed (by mouse)."""
        self.leave_input()
        self.go_on()

    def do_letters(self) -> None:
        """Give the letters back (by mouse)."""
        self.leave_input()

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        if not self.is_attached or not hasattr(self, "clock"):
            return ""
        view = self.view()
        can = view.can
        if command == "call.next":
            return "" if view.ask_connect or view.waiting or not view.at else can.next
        if command == "call.tick":
            todo = any(isinstance(item, TodoView) for item in items_of(view.blocks))
            return can.work or ("" if todo else "This step has no to-do.")
        if command == "call.another":
            several = any(isinstance(b, TalkView) and len(b.talk.texts) > 1 for b in view.blocks)
            return "" if several else "There is one way to say it here."
        if command == "call.link":
            return "" if view.offers else "No answer given here leads to another page."
        if command == "call.type":
            text = any(
                isinstance(i, QuestionView) and i.question.choose == "text" for i in items_of(view.blocks)
            )
            return "" if text else "This step has no question to type an answer to."
        reasons = {
            "call.skip": can.skip,
            "call.undo": can.undo,
            "call.short": can.short,
            "call.back": can.back,
        }
        return reasons.get(command, "")

    def do_next(self) -> None:
        """Go on: connected, understood, done."""
        view = self.view()
        item = self.here
        if view.ask_connect:
            self.connect("connected")
        elif not view.at:
            self.open_ending()
        elif isinstance(item, NoticeView) and not item.acknowledged:
            if self.act(machine.acknowledge, item.notice.id):
                self.go_on()
        elif view.waiting:
            items = items_of(view.blocks)
            self.current = next(
                i for i, it in enumerate(items) if isinstance(it, NoticeView) and not it.acknowledged
            )
            self.draw()
            self.say("This notice first: ⏎ says that you have understood it.")
        elif self.act(machine.next_step) and not self.view().at:
            self.open_ending()

    def do_tick(self) -> None:
        """Tick the to-do under the cursor, else the first open one."""
        items = items_of(self.view().blocks)
        item = items[self.current] if 0 <= self.current < len(items) else None
        if not isinstance(item, TodoView):
            todos = [i for i, it in enumerate(items) if isinstance(it, TodoView)]
            self.current = next((i for i in todos if is_open(items[i])), todos[0])
            item = items[self.current]
        assert isinstance(item, TodoView)
        ticked = item.ticked
        if self.act(machine.tick, "", item.todo.id) and not ticked:
            self.go_on()

    def do_undo(self) -> None:
        """Take the last act back, and say which."""
        label = self.view().undo_label
        if self.act(machine.undo):
            self.say(label.replace("undo: ", "Undone: "))

    def do_short(self) -> None:
        """Keep only the steps that must be."""
        if self.act(machine.short):
            typing = "esc, u" if self.typing else "u"
            self.say(f"Short of time: only the steps that must be are left.  {typing} takes it back.")
            if not self.view().at:
                self.open_ending()

    def do_back(self) -> None:
        """Go back a step."""
        self.act(machine.back)

    def do_mark(self) -> None:
        """Mark the moment."""
        if self.act(machine.mark):
            self.say("Marked at " + clock_text(self.view().seconds) + ".", "good")

    def do_another(self) -> None:
        """Show the next wording, and remember which was on the screen."""
        view = self.view()
        talk = next(b for b in view.blocks if isinstance(b, TalkView) and len(b.talk.texts) > 1)
        which = (self.alternatives.get((view.at, talk.place), 0) + 1) % len(talk.talk.texts)
        self.alternatives[(view.at, talk.place)] = which
        self.act(machine.reword, talk.place, which)

    def do_type(self) -> None:
        """Type the answer of the text question here, or the first one."""
        items = items_of(self.view().blocks)
        here = items[self.current]
        if not (isinstance(here, QuestionView) and here.question.choose == "text"):
            texts = [
                i
                for i, i_ in enumerate(items)
                if isinstance(i_, QuestionView) and i_.question.choose == "text"
            ]
            self.current = texts[0]
            here = items[self.current]
        assert isinstance(here, QuestionView)
        self.draw()
        self._open_input(here)
