"""A person's goals: how each stands, with its chart; set, changed, shared, ended by one key."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.text import Text
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import DataTable

from playbook.coaching.goals import Known, to_show
from playbook.dates import aligned_days
from tui.chart_rows import chart_rows
from tui.commands import Command
from tui.rows import Row, short
from tui.screens.goals_acts import GoalsActs
from tui.screens.list_and_page import ListAndPage
from tui.widgets.bars import Line
from tui.widgets.rows_view import RowsView
from tui.widgets.table import Table

if TYPE_CHECKING:
    from playbook.coaching.goals import Progress

GLYPHS = {"reached": "✓ reached", "dropped": "– dropped"}
STANDING = {
    "words": "★",
    "unknown": "★",
    "none": "· no call",
    "few": "· too few",
    "above": "▲ above",
    "at": "○ at it",
    "near": "○ under",
    "below": "▼ below",
}
WIDEST = 60


class GoalsScreen(ListAndPage, GoalsActs):
    """The goals of one person, those that ended last."""

    ABOUT = (
        "A goal is a share of one's own calls until a day, counted from the log. It is its owner's alone until it is "
        "shared with the manager above; whether it was reached is yours to say, never the program's."
    )
    KEYS = (
        Command("goals.runs", "enter", "the calls", "The calls that count for this goal.", bar=True),
        Command("goals.set", "n", "set one", "Set a new goal.", bar=True),
        Command("goals.change", "e", "change", "Another share, day or wording.", bar=True),
        Command("goals.reached", "y", "reached", "It was reached.", bar=True),
        Command("goals.dropped", "x", "dropped", "It is dropped.", bar=True),
        Command("goals.undo", "u", "undo", "Take back what you said here last."),
        Command("goals.share", "h", "share", "Give your manager a goal that was yours alone.", bar=True),
        Command("goals.focus", "tab", "list/figures", "Go between the list and the figures."),
        Command("goals.page", "v", "figures", "Show the figures instead of the list, on a narrow screen."),
        Command("goals.back", "escape", "back", "Back to where you came from.", bar=True),
    )

    def __init__(self, person: str = "", goal: str = "") -> None:
        super().__init__()
        self.rep, self.wanted = person, goal

    def body(self) -> Iterable[Widget]:
        """List left, the goal right."""
        yield Line(id="goals-title", classes="title-line")
        with Horizontal(classes="two"):
            yield Table(id="goals", classes="panel list")
            yield RowsView(id="goal", classes="panel preview")

    def on_mount(self) -> None:
        """Read the goals."""
        super().on_mount()
        self.rep = self.rep or self.workspace.me
        table = self.query_one(Table)
        table.add_columns("stands", "until", "goal")
        table.focus()
        whose = "Your goals" if self.mine else f"Goals of {self.workspace.name_of(self.rep)}"
        self.query_one("#goals-title", Line).show(f" {whose}")
        self.reload()

    def reload(self) -> None:
        """Read them, in a thread."""
        from playbook.goals import goals_of, said_of, stands

        workspace, rep = self.workspace, self.rep

        def read() -> list[tuple[Known, str, Progress]]:
            known = to_show(goals_of(workspace, rep), ended=True)
            return [(one, said_of(workspace, one.goal), stands(workspace, one)) for one in known]

        self.load(read, self._got)

    def _got(self, found: list[tuple[Known, str, Progress]]) -> None:
        self.shown, workspace = found, self.workspace
        table = self.query_one(Table)
        days = aligned_days((one.goal.by for one, _, _ in found), workspace.today)
        cells = [
            (
                one.goal.id,
                (
                    Text(STANDING[standing.standing] if one.is_open else GLYPHS[one.goal.state]),
                    Text(day),
                    Text(short(words, WIDEST), "" if one.is_open else "dim"),
                ),
            )
            for (one, words, standing), day in zip(found, days, strict=True)
        ]
        table.fill(cells)
        ids = [key for key, _ in cells]
        if self.wanted in ids:
            table.move_cursor(row=ids.index(self.wanted))
        self.wanted = ""
        self._make_room(bool(found))
        self._show()

    def _make_room(self, there: bool) -> None:
        """Give the figures' pane to what a goal is, where there is none."""
        table, view = self.query_one(Table), self.query_one(RowsView)
        if not there:
            self.add_class("-page")
            view.focus()
        elif table.has_class("-none"):
            self.remove_class("-page")
            table.focus()
        table.set_class(not there, "-none")

    def refold(self) -> None:
        """Fold the pane on the right anew."""
        self._show()

    def on_data_table_row_highlighted(self, _: DataTable.RowHighlighted) -> None:
        """Follow the cursor."""
        self._show()

    def _show(self) -> None:
        from playbook.goals import report_of

        known, view, workspace = self.known, self.query_one(RowsView), self.workspace
        self.keys_changed()
        width = view.text_width
        if known is None:
            if self.query_one(Table).has_class("-none"):
                from tui.goal_rows import no_goals

                name = "" if self.mine else workspace.name_of(self.rep)
                view.show(no_goals(name, self.why_not("goals.set"), self.key, width))
            return

        def read() -> list[Row]:
            return chart_rows(report_of(workspace, known), width)

        def show(rows: list[Row]) -> None:
            if self.known is known:
                view.show(rows)

        self.load(read, show, group="goal")

    def do_back(self) -> None:
        """Back."""
        self.dismiss()

    def on_data_table_row_selected(self) -> None:
        """Enter shows the calls."""
        self.run_worker(self.action_command("goals.runs"))
