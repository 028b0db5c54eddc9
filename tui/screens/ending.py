"""Ending: how it went, most of it one key each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from textual import events
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input

from playbook.dates import parse_day
from playbook.errors import PlaybookError
from playbook.plays.model import Step
from playbook.runs import machine
from playbook.runs.refusals import HOW
from playbook.runs.views import RunView, TalkView
from playbook.text import plain
from tui.call_rows import Fill, Shown, step_rows
from tui.commands import Command
from tui.rows import Row, Span, fold
from tui.screens.base import PlaybookScreen
from tui.widgets.bars import Line
from tui.widgets.rows_view import RowsView

if TYPE_CHECKING:
    from tui.screens.call import CallScreen

RESULTS = (
    ("advance", "advance: they agreed to something that moves it on"),
    ("continuation", "continuation: friendly, but nothing new agreed"),
    ("not-now", "not now, until a date"),
    ("declined", "declined"),
    ("disqualified", "disqualified: it does not fit"),
    ("closed", "closed: ordered or renewed"),
)
COMMITMENTS = (
    ("done", "done"),
    ("promised", "promised, by a date"),
    ("refused", "refused"),
    ("not-asked", "not asked"),
)
YES = (("yes", "yes"), ("", "no"))


@dataclass(frozen=True)
class Field:
    """One thing that is asked."""

    id: str
    label: str
    kind: Literal["choice", "text", "date"]
    options: tuple[tuple[str, str], ...] = ()
    hint: str = ""


def fields_of(view: RunView, commitment: str, exit_text: str) -> list[Field]:
    """Return what is asked of this run: only what applies."""
    said = view.ending
    found: list[Field] = []
    if view.connect in ("", "connected"):
        found.append(Field("result", "How did it end?", "choice", RESULTS))
        if said.result == "not-now":
            found.append(Field("result_until", "Not now until", "date"))
        if commitment:
            found.append(Field("commitment", f"Did they commit? {commitment}", "choice", COMMITMENTS))
            if said.commitment == "promised":
                found.append(Field("commitment_by", "Promised by", "date"))
        if exit_text:
            found.append(
                Field("exit_proof", f"Exit of this stage proven, in their words? {exit_text}", "text")
            )
        found.append(Field("cut_short", "Cut short?", "choice", YES))
    found.append(Field("next", "Next step", "text"))
    if said.next:
        found.append(Field("next_date", "When", "date"))
    found.append(Field("note", "Anything to note?", "text"))
    return found


def script_rows(script: Step, width: int, fill: Fill) -> list[Row]:
    """Return what to say to the machine, above the questions."""
    said = [TalkView(block, place) for place, block in enumerate(script.talk_tracks)]
    rows, _ = step_rows(said, Shown(), width=width, fill=fill)
    return [Row((("Say to the machine", "h2"),)), *rows, Row(())]


class EndingScreen(PlaybookScreen[str]):
    """A few questions about the end; Enter passes what does not apply."""

    ABOUT = (
        "How the conversation ended. Digits choose, Enter goes on and leaves out what does not apply. "
        "After this you read what will be recorded, before it is."
    )
    KEYS = (
        Command("ending.on", "enter", "next", "Go on; leave out what does not apply.", bar=True),
        Command("ending.up", "up,k,shift+tab", "up", "The question before.", bar=True),
        Command("ending.down", "down,j,tab", "down", "The next question.", bar=True),
        Command("ending.review", "r", "review", "Read what will be recorded.", bar=True),
        Command("ending.back", "escape", "back to the call", "Back to the call, nothing is lost.", bar=True),
    )

    def __init__(self, call: CallScreen) -> None:
        super().__init__()
        self.call = call
        self.current = 0

    def body(self) -> Iterable[Widget]:
        """Questions, and a line to type in."""
        yield Line(id="ending-title", classes="title-line")
        with Vertical(id="ending-box"):
            view = RowsView(id="ending-view")
            yield view
            yield Input(id="ending-input", max_length=20_000, select_on_focus=False)

    def on_mount(self) -> None:
        """Ask."""
        super().on_mount()
        account = f" · {self.call.run.account}" if self.call.run.account else ""
        reached = self.call.view().connect
        how = f" · {HOW[reached]}" if reached and reached != "connected" else ""
        self.query_one("#ending-title", Line).show(f" Ending: {self.call.run.title}{account}{how}")
        self.query_one(RowsView).focus()
        self.draw()

    def refold(self) -> None:
        """Fold anew."""
        self.draw()

    @property
    def fields(self) -> list[Field]:
        """What is asked."""
        page = self.call.page
        stage = next((s for s in self.workspace.settings.stages if s.id == page.facts.stage), None)
        return fields_of(self.call.view(), page.facts.commitment, stage.exit if stage else "")

    @property
    def field(self) -> Field:
        """What is being asked."""
        return self.fields[min(self.current, len(self.fields) - 1)]

    def said(self, field: Field) -> str:
        """Return what was said so far."""
        view = self.call.view()
        if field.id == "note":
            return view.notes[-1].text if view.notes and view.notes[-1].step == "" else ""
        value = getattr(view.ending, field.id)
        return ("yes" if value else "") if isinstance(value, bool) else value

    def draw(self) -> None:
        """Paint the questions and what was said."""
        view = self.query_one(RowsView)
        width = min(view.text_width, 90)
        run = self.call.view()
        rows = script_rows(run.script, width, self.call.filled(run)) if run.script else []
        place = 0
        for number, field in enumerate(self.fields):
            here = number == self.current
            if here:
                place = len(rows)
            rows += [*self._field_rows(field, here, width), Row(())]
        view.show(rows, keep=True)
        view.go_to(min(place + 8, len(rows) - 1))
        view.go_to(place)
        self._show_input()
        self.keys_changed()

    def _field_rows(self, field: Field, here: bool, width: int) -> list[Row]:
        said = self.said(field)
        lead: Span = ("▸ ", "key") if here else ("  ", "")
        rows = []
        for number, spans in enumerate(fold([(field.label, "strong" if here else "")], width - 2)):
            rows.append(Row((lead if number == 0 else ("  ", ""), *spans)))
        if field.kind == "choice" and here:
            for number, (value, label) in enumerate(field.options, 1):
                chosen = bool(said) and value == said
                mark = "● " if chosen else "○ "
                rows.append(
                    Row((("    ", ""), (str(number), "key"), (f" {mark}{label}", "chosen" if chosen else "")))
                )
        elif said:
            label = next((label for value, label in field.options if value == said), said)
            rows += [Row((("    ", ""), *spans)) for spans in fold([(label, "chosen")], width - 4)]
        elif not here:
            rows.append(Row((("    –", "dim"),)))
        return rows

    def _show_input(self) -> None:
        box, field = self.query_one(Input), self.field
        box.set_class(field.kind != "choice", "-shown")
        if field.kind == "choice":
            self.query_one(RowsView).focus()
            return
        box.value = plain(self.said(field))
        box.cursor_position = len(box.value)
        box.placeholder = "tomorrow, fri, +7, 1.12. or 2026-12-01" if field.kind == "date" else ""
        box.border_title = "⏎ goes on · ↑ back · esc to the call"
        box.focus()

    # Answering

    def on_key(self, event: events.Key) -> None:
        """Digits choose; in a line of text the arrows still move."""
        if isinstance(self.focused, Input):
            if event.key in ("up", "shift+tab", "down", "tab"):
                event.stop()
                event.prevent_default()
                if self._keep_text():
                    self.move(-1 if event.key in ("up", "shift+tab") else 1)
            return
        if event.key in ("up", "k", "shift+tab", "down", "j", "tab"):
            event.stop()
            event.prevent_default()
            self.move(-1 if event.key in ("up", "k", "shift+tab") else 1)
            return
        options = self.field.options
        if event.key.isdigit() and 0 < int(event.key) <= len(options):
            event.stop()
            value = options[int(event.key) - 1][0]
            said: Any = bool(value) if self.field.id == "cut_short" else value
            if self.call.act(machine.set_ending, **{self.field.id: said}):
                self.say("")
                self.move(1)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the text and go on."""
        event.stop()
        if self._keep_text():
            self._on()

    def _keep_text(self) -> bool:
        """Keep what stands in the line; say why when it cannot be."""
        field, text = self.field, self.query_one(Input).value.strip()
        try:
            if field.kind == "date" and text:
                text = parse_day(text, self.workspace.clock.now().date()).isoformat()
        except PlaybookError as error:
            self.say(str(error))
            return False
        if text != self.said(field):
            if field.id == "note":
                if text:
                    self.call.act(machine.note, text)
            else:
                self.call.act(machine.set_ending, **{field.id: text})
        self.say("")
        return True

    def move(self, by: int) -> None:
        """Go to another question."""
        self.current = max(0, min(self.current + by, len(self.fields) - 1))
        self.draw()

    def _on(self) -> None:
        if self.current >= len(self.fields) - 1:
            self.do_review()
        else:
            self.move(1)

    # Commands

    def bar_commands(self) -> Sequence[Command]:
        """Return the keys as they work here: in a line of text the letters are text."""
        typing = self.field.kind != "choice"
        return [c for c in self.KEYS if c.bar and not (typing and c.id == "ending.review")]

    def do_on(self) -> None:
        """Go on."""
        self._on()

    def do_up(self) -> None:
        """Up."""
        self.move(-1)

    def do_down(self) -> None:
        """Down."""
        self.move(1)

    def do_review(self) -> None:
        """Read what will be recorded; what is missing is asked first."""
        missing = self.call.view().missing
        if missing:
            self.say(missing[0])
            wanted = "commitment_by" if "promised" in missing[0] else "result"
            ids = [field.id for field in self.fields]
            self.current = ids.index(wanted) if wanted in ids else 0
            self.draw()
            return
        from tui.screens.review import ReviewScreen

        def reviewed(outcome: str | None) -> None:
            if outcome == "recorded":
                self.dismiss("recorded")

        self.app.push_screen(ReviewScreen(self.call), reviewed)

    def do_back(self) -> None:
        """Back to the call."""
        if isinstance(self.focused, Input):
            self._keep_text()
        self.dismiss("")
