"""Coach: what to talk about in the team, never who is best; and people by name."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from rich.text import Text
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import DataTable

from playbook.coaching.topics.model import Topic
from tui.chart_rows import chart_rows
from tui.coach_list import briefing_rows, fitted, pane_report, runs_behind
from tui.commands import Command
from tui.rows import Row
from tui.screens.coach_acts import TELL, CoachActs
from tui.screens.coach_published import KEY, CoachPublished
from tui.widgets.rows_view import RowsView
from tui.widgets.table import Table

if TYPE_CHECKING:
    from playbook.coaching.briefing import Briefing

READING = "Reading the runs …"


class CoachScreen(CoachPublished, CoachActs):
    """What was done, from the log: topics, stages, objections, people, plays."""

    NAME = "Coach"
    ABOUT = (
        "What was really done, from the runs you may see. Steps that many leave out are the play's problem; steps "
        "that one person leaves out are for coaching. Nobody is ranked, and what chance alone may do is called so. "
        "Reps see of themselves what their manager sees."
    )
    KEYS = (
        Command("coach.open", "enter", "the runs", "The runs behind what is under the cursor.", bar=True),
        Command("coach.focus", "tab", "list/figures", "Go between the list and the figures.", bar=True),
        Command(
            "coach.page",
            "v",
            "figures",
            "Show the figures instead of the lists, on a narrow screen.",
            bar=True,
        ),
        *TELL,
    )

    def __init__(self) -> None:
        super().__init__()
        self.loaded: Briefing | None = None
        self._wanted = ""

    def body(self) -> Iterable[Widget]:
        """Lists left, figures right."""
        with Horizontal(classes="two", id="coach"):
            yield Table(id="coach-list", classes="panel list")
            yield RowsView(id="coach-figures", classes="panel preview")

    def on_mount(self) -> None:
        """Name the columns."""
        super().on_mount()
        table = self.query_one(Table)
        table.add_columns("what", "n")
        table.border_title = "Coach"
        table.focus()

    def reload(self) -> None:
        """Read everything in a thread."""
        from playbook.briefed import brief

        if self.loaded is None:
            self.hint(READING)
        self.load(partial(brief, self.workspace), self._got)
        self.load_figures()

    def _got(self, briefing: Briefing) -> None:
        self.unhint(READING)
        self.loaded = briefing
        self.show_list()
        self.show_line(self._wanted)
        if not briefing.plays:
            from playbook.coaching.reports.team import NO_RUNS

            self.hint(NO_RUNS)
        self._figures()

    def show_line(self, key: str) -> None:
        """Go to a line of the list, now or once it is read."""
        table = self.query_one(Table)
        keys = [str(row.value) for row in table.rows]
        self._wanted = "" if key in keys else key
        if key in keys:
            table.move_cursor(row=keys.index(key))

    def show_list(self) -> None:
        """Fill the list with what was read so far."""
        if self.loaded is None:
            return
        table = self.query_one(Table)
        rows = briefing_rows(self.loaded, self.workspace)
        rows = fitted([*rows, *(self.figures.rows if self.figures else ())], table.size.width)
        table.fill([(key, (Text(what, look), Text(n, "dim"))) for key, what, look, n in rows])

    def on_table_resized(self) -> None:
        """Let the names in the list have the room there is now, where the figures are out of sight too."""
        self.show_list()

    def refold(self) -> None:
        """Fold list and figures anew."""
        self.show_list()
        self._figures()

    def on_data_table_row_highlighted(self, _: DataTable.RowHighlighted) -> None:
        """Follow the cursor."""
        self._figures()

    def _figures(self) -> None:
        briefing, key = self.loaded, self.query_one(Table).current
        if briefing is None:
            return
        view, workspace = self.query_one(RowsView), self.workspace
        width = view.text_width

        report = self.figures.report if self.figures and key == KEY else None

        def read() -> list[Row]:
            return chart_rows(report or pane_report(workspace, briefing, key), width)

        def show(rows: list[Row]) -> None:
            if self.query_one(Table).current == key:
                view.show(rows)

        self.load(read, show, group="figures")
        self.keys_changed()

    @property
    def topic(self) -> Topic | None:
        """The topic under the cursor."""
        kind, _, name = self.query_one(Table).current.partition(":")
        return self.loaded.topic(name) if self.loaded and kind == "topic" else None

    def _what(self) -> str:
        key = self.query_one(Table).current
        return key if key.startswith(("person:", "play:")) else "team"

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        if not self.is_attached or not command.startswith("coach."):
            return super().why_not(command)
        if self.loaded is None:
            return READING
        if command == "coach.publish":
            return self.why_not_publish()
        if command == "coach.open":
            key = self.query_one(Table).current
            if key.startswith("log:"):
                return "Its cases were imported from elsewhere: there is no call to replay."
            if runs_behind(self.loaded, key) is None:
                return "There are no single runs behind this."
        return super().why_not(command)

    def do_open(self) -> None:
        """Open the runs of a person or a play, or those behind a topic."""
        from tui.screens.person import RunsScreen

        behind = runs_behind(self.loaded, self.query_one(Table).current) if self.loaded else None
        if behind is not None:
            self.app.push_screen(RunsScreen(**behind))

    def do_focus(self) -> None:
        """Go between the list and the figures."""
        view, table = self.query_one(RowsView), self.query_one(Table)
        (table if view.has_focus else view).focus()

    def do_page(self) -> None:
        """Swap list and figures where there is no room for both."""
        self.toggle_class("-page")

    def on_data_table_row_selected(self) -> None:
        """Enter opens."""
        self.run_worker(self.action_command("coach.open"))
