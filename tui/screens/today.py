"""Today: what a rep opens in the morning."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import DataTable

from playbook.today.around import Around
from playbook.today.kept import keep, last_known
from playbook.today.line import TodayLine
from playbook.today.reading import in_order, meetings, own_lines
from tui.commands import Command
from tui.rows import Row, fold
from tui.screens.mode import ModeScreen
from tui.screens.today_going import TodayGoing
from tui.today_rows import ENTER, NO, YES, cell, detail_rows
from tui.widgets.rows_view import RowsView
from tui.widgets.table import Table

if TYPE_CHECKING:
    from datetime import date

READING = "Reading your calendar …"
NOT_COUNTED = ("goal", "calendar")
"""Kinds of line that ask for nothing today."""


class TodayScreen(TodayGoing, ModeScreen):
    """What is due, what is open, what was answered."""

    NAME = "Today"
    ABOUT = (
        "Calls you left open, today's meetings, next steps and promises that are due, questions and answers from "
        "marketing, must-reads. What is done leaves the list; u takes it back."
    )
    KEYS = (
        Command(
            "today.open", "enter", "open", "Do the obvious thing: resume, prepare, reply, read.", bar=True
        ),
        Command("today.call", "c", "call", "Call now with the play of this line.", bar=True),
        Command("today.prep", "p", "prep", "Prepare the play of this line, for its account.", bar=True),
        Command(
            "today.kept",
            "y",
            "done",
            "The promise was kept, the next step is done, or it was read.",
            bar=True,
        ),
        Command(
            "today.broken", "x", "broken", "The promise was broken, or the next step fell through.", bar=True
        ),
        Command("today.moved", "m", "moved", "It moved to another day.", bar=True),
        Command("today.thanks", "t", "thanks", "Say thanks for the answer.", bar=True),
        Command("today.undo", "u", "undo", "Take back what you did here last.", bar=True),
        Command("today.reply", "r", "reply", "Reply to marketing's question."),
        Command(
            "today.page", "v", "detail", "Show the detail instead of the list, on a narrow screen.", bar=True
        ),
    )

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[TodayLine] = []
        self.shown_for = ""
        """Whose lines these are."""
        self.known = False
        """The records have been read; until then the lines are those of last time."""
        self._around: dict[str, Around] = {}

    def body(self) -> Iterable[Widget]:
        """List and detail, or what there is to say when nothing is due."""
        with Horizontal(classes="two"):
            yield Table(id="today", classes="panel list")
            yield RowsView(id="today-empty", classes="panel list")
            yield RowsView(id="today-detail", classes="panel preview")

    def on_mount(self) -> None:
        """Name the columns."""
        super().on_mount()
        table = self.query_one(Table)
        table.add_column("line")
        table.border_title = self.query_one("#today-empty").border_title = "Today"
        self.query_one("#today-empty").display = False
        table.focus()

    # Reading

    @property
    def today(self) -> date:
        """The day it is."""
        return self.workspace.today

    @property
    def calendars(self) -> tuple[str, ...]:
        """The calendars that my settings name."""
        return self.playbook.preferences.calendars

    def reload(self) -> None:
        """Show what was known last, then read what is due, in a thread."""
        if self.shown_for != self.workspace.me:
            self.shown_for, self.known = self.workspace.me, False
            self.forget()
            self.lines = []
            self._take(last_known(self.workspace))
            # Painting comes first: a thread that reads would share the processor with it.
            self.call_after_refresh(self._load)
        else:
            self._load()

    def _load(self) -> None:
        workspace, calendars = self.workspace, self.calendars
        self.load(lambda: own_lines(workspace), self._got)
        if calendars:
            self.load(lambda: meetings(workspace, calendars), self._got_meetings, group="meetings")

    def _got(self, lines: list[TodayLine]) -> None:
        met = [line for line in self.lines if line.kind in ("meeting", "calendar")] if self.calendars else []
        self.known = True
        self._take([*lines, *met], final=not self.calendars)
        self.playbook.warm_up()

    def _got_meetings(self, met: list[TodayLine]) -> None:
        self.unhint(READING)
        others = [line for line in self.lines if line.kind not in ("meeting", "calendar")]
        self._take([*others, *met], final=self.known)

    def _take(self, lines: Sequence[TodayLine], *, final: bool = False) -> None:
        """Show these lines, less those that are just leaving; keep them for the next start when they are final."""
        lines = in_order(lines, self.today)
        changed = lines != self.lines
        self.lines, self._around = lines, {}
        if final:
            self.settled()
            workspace = self.workspace
            self.load(lambda: keep(workspace, lines), lambda _: None, group="keep")
        if changed or not lines or self.wanted:
            self.show_lines(self.wanted)

    # Showing

    @property
    def shown(self) -> list[TodayLine]:
        """The lines on the screen: all but those that are done and on their way to the disk."""
        return [line for line in self.lines if line.key not in self.leaving]

    def show_lines(self, select: str = "") -> None:
        """Fill the list; the cursor stays on its line, goes to the next, or to the one that is named."""
        lines = self.shown
        self.playbook.counts["Today"] = sum(line.kind not in NOT_COUNTED for line in lines)
        self.show_modes()
        table, empty = self.query_one(Table), self.query_one("#today-empty", RowsView)
        late = self.app.theme_variables.get("text-error", "")
        warning = late if late.startswith("#") else ""
        clock = self.playbook.preferences.clock
        rows = [(line.key, (cell(line, self.today, clock, warning),)) for line in lines]
        table.fill(rows, height=2)
        if select in (keys := [key for key, _ in rows]):
            table.move_cursor(row=keys.index(select), animate=False)
            self.wanted = ""
        nothing = not lines and self.known
        if empty.display != nothing:
            empty.display, table.display = nothing, not nothing
            (empty if nothing else table).focus()
        self.refold()

    def _nothing(self) -> str:
        name = self.workspace.person.name.split(" ")[0]
        plays, find, settings = (self.key(id_) for id_ in ("go.plays", "mode.find", "mode.settings"))
        text = f"Nothing is due{', ' + name if name else ''}. {plays} opens the plays; {find} finds anything."
        if not self.calendars:
            text += (
                f"\n\nYour meetings can stand here too: name a calendar (.ics) in the settings, {settings}."
            )
        return text

    @property
    def line(self) -> TodayLine | None:
        """The line under the cursor."""
        key = self.query_one(Table).current
        return next((line for line in self.shown if line.key == key), None)

    def refold(self) -> None:
        """Fold the panes anew."""
        empty = self.query_one("#today-empty", RowsView)
        if empty.display:
            empty.show([Row(spans) for spans in fold([(self._nothing(), "")], empty.text_width)])
        self._detail()

    def on_data_table_row_highlighted(self, _: DataTable.RowHighlighted) -> None:
        """Follow the cursor."""
        self._detail()

    def _detail(self) -> None:
        """Show what is known of the line at once, and what has to be read when it has been read."""
        view, line = self.query_one("#today-detail", RowsView), self.line
        self.keys_changed()
        if line is None:
            view.show([])
            return
        known = self._around.get(line.key)
        view.show(self._rows(view, line, known or Around()))
        if (
            known is None
            and self.known
            and view.display
            and line.kind not in ("desk", "runs", "goal", "calendar")
        ):
            from playbook.today.around import around

            workspace = self.workspace
            self.load(
                lambda: around(workspace, line), lambda found: self._got_around(line, found), group="around"
            )

    def _got_around(self, line: TodayLine, found: Around) -> None:
        self._around[line.key] = found
        if self.line == line:
            view = self.query_one("#today-detail", RowsView)
            view.show(self._rows(view, line, found))

    def _rows(self, view: RowsView, line: TodayLine, about: Around) -> list[Row]:
        return detail_rows(
            line,
            about,
            self.today,
            view.text_width,
            name_of=self.workspace.name_of,
            keys=self.key,
            clock=self.playbook.preferences.clock,
        )

    # Commands

    def bar_commands(self) -> Sequence[Command]:
        """Return the keys that fit the line under the cursor, named as they work there."""
        line, bar = self.line, super().bar_commands()
        own = {command.id for command in self.KEYS}
        if line is None:
            return [command for command in bar if command.id not in own or self.can_undo(command.id)]
        named = {"today.open": ENTER.get(line.kind, ""), "today.kept": YES.get(line.kind, "done")}
        named["today.broken"] = NO.get(line.kind, "broken")
        fitting = [command for command in bar if command.id not in own or not self.why_not(command.id)]
        if ENTER.get(line.kind) == "prep":
            fitting = [command for command in fitting if command.id != "today.prep"]
        shown = [replace(command, label=named.get(command.id) or command.label) for command in fitting]
        return [command for command in shown if command.id != "today.open" or ENTER.get(line.kind)]

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        return self.why_not_here(command) if command.startswith("today.") else super().why_not(command)

    def do_page(self) -> None:
        """Swap list and detail where there is no room for both."""
        self.toggle_class("-page")
        self._detail()

    def on_data_table_row_selected(self) -> None:
        """Enter opens."""
        self.run_worker(self.action_command("today.open"))
