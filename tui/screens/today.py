"""Today: what a rep opens in the morning."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.widget import Widget

from playbook.today.kept import keep, last_known
from playbook.today.line import TodayLine, in_order
from tui.screens.mode import ModeScreen
from tui.screens.today_beside import TodayBeside
from tui.screens.today_going import TodayGoing
from tui.today_keys import ACTS, bar, counted
from tui.today_rows import cell
from tui.widgets.rows_view import RowsView
from tui.widgets.table import Table

if TYPE_CHECKING:
    from datetime import date

    from tui.commands import Command

NOWHERE = " "
"""A key that no line has."""


class TodayScreen(TodayBeside, TodayGoing, ModeScreen):
    """What is due, what is open, what was answered."""

    NAME = "Today"
    ABOUT = (
        "Calls you left open, today's meetings, next steps and promises that are due, questions and answers from "
        "marketing, must-reads. What is done leaves the list; {today.undo} takes it back."
    )
    KEYS = ACTS

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[TodayLine] = []
        self.shown_for = ""
        """Whose lines these are."""
        self.placed = ""
        """Key of the line that the cursor was put on at the start, while lines may still come in above it."""
        self.reading: set[str] = set()
        """What is being read."""
        self.read_again = False
        """Something was done while the calendars were being read."""

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
        self.query_one("#today-empty").add_class("-none")
        table.focus()

    # Reading

    @property
    def today(self) -> date:
        """The day it is."""
        return self.workspace.today

    @property
    def calendars(self) -> tuple[str, ...]:
        """The calendars that my settings name, and those beside my records."""
        from playbook.today.reading import calendars_of

        return calendars_of(self.workspace, self.playbook.preferences.calendars)

    def reload(self) -> None:
        """Show what was known last, then read what is due, in a thread."""
        if self.shown_for != self.workspace.me:
            self.shown_for, self.known = self.workspace.me, False
            self.forget()
            self.lines = []
            due, self.playbook.due = self.playbook.due, None
            if due is not None and due.me == self.shown_for:
                self.around |= due.around
                self._got(due.lines)
                return
            self._take(last_known(self.workspace))
            self.placed = self.query_one(Table).current
            # Painting comes first: a thread that reads would share the processor with it.
            self.call_after_refresh(self._load)
        else:
            self._load()

    def _load(self) -> None:
        from playbook.today.reading import own_lines

        workspace = self.workspace
        self.reading.add("own")
        self.load(lambda: own_lines(workspace), self._got)
        if "meetings" in self.reading:  # a large calendar takes its time: it is not begun twice
            self.read_again = True
        elif self.calendars:
            self._load_meetings()

    def _load_meetings(self) -> None:
        from playbook.today.reading import meetings

        workspace, calendars = self.workspace, self.calendars
        self.reading.add("meetings")
        self.read_again = False
        self.load(
            lambda: (workspace.me, meetings(workspace, calendars)), self._got_meetings, group="meetings"
        )

    def _got(self, lines: list[TodayLine]) -> None:
        met = [line for line in self.lines if line.kind in ("meeting", "calendar")] if self.calendars else []
        self.known = True
        self.reading.discard("own")
        self._take([*lines, *met])
        self.playbook.warm_up()

    def _got_meetings(self, found: tuple[str, list[TodayLine]]) -> None:
        self.reading.discard("meetings")
        if self.read_again:
            self._load_meetings()
        me, met = found
        if me == self.workspace.me:
            others = [line for line in self.lines if line.kind not in ("meeting", "calendar")]
            self._take([*others, *met])

    def _take(self, lines: Sequence[TodayLine]) -> None:
        """Show these lines, less those that are just leaving; keep them for the next start when they are all."""
        lines = in_order({line.key: line for line in lines}.values(), self.today)
        final = self.known and not self.reading
        changed = lines != self.lines
        self.lines, self.around_now = lines, set()
        if final:
            self.settled()
            workspace = self.workspace
            self.load(lambda: keep(workspace, lines), lambda _: None, group="keep")
        if changed or not lines or self.wanted:
            self.show_lines(self.wanted)
        else:
            self.detail()
        if final:
            self.placed = NOWHERE

    # Showing

    @property
    def shown(self) -> list[TodayLine]:
        """The lines on the screen: all but those that are done and on their way to the disk."""
        return [line for line in self.lines if line.key not in self.leaving]

    def show_lines(self, select: str = "") -> None:
        """Fill the list; the cursor stays on its line, goes to the next, or to the one that is named."""
        lines = self.shown
        self.playbook.counts["Today"] = counted(lines)
        self.show_modes()
        table, empty = self.query_one(Table), self.query_one("#today-empty", RowsView)
        late = self.app.theme_variables.get("text-error", "")
        warning = late if late.startswith("#") else ""
        clock = self.playbook.preferences.clock
        rows = [(line.key, (cell(line, self.today, clock, warning),)) for line in lines]
        table.fill(rows, height=2)
        keys = [key for key, _ in rows]
        if keys and not select and self.placed in ("", table.current):
            select = self.placed = keys[0]
        if select in keys:
            table.move_cursor(row=keys.index(select), animate=False)
            self.wanted = ""
        if empty.has_class("-none") is not bool(lines):
            # By class: a narrow screen hides the list while it shows the detail.
            empty.set_class(bool(lines), "-none")
            table.set_class(not lines, "-none")
            self.call_after_refresh((table if lines else empty).focus)
        self.refold()

    @property
    def line(self) -> TodayLine | None:
        """The line under the cursor."""
        key = self.query_one(Table).current
        return next((line for line in self.shown if line.key == key), None)

    # Commands

    def bar_commands(self) -> Sequence[Command]:
        """Return the keys that fit the line under the cursor, named as they work there."""
        return bar(super().bar_commands(), self.line, undo=self.can_undo("today.undo"))

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        return self.why_not_here(command) if command.startswith("today.") else super().why_not(command)

    def do_page(self) -> None:
        """Swap list and detail where there is no room for both."""
        self.toggle_class("-page")
        self.detail()

    def on_data_table_row_selected(self) -> None:
        """Enter opens."""
        self.run_worker(self.action_command("today.open"))
