"""Runs one by one, each replayed step by step against the revision it ran."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING

from rich.text import Text
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import DataTable

from playbook.clock import parse_stamp, shown_time
from playbook.coaching.facts import Fact
from playbook.coaching.indexed_past import Among
from playbook.dates import short_day_of
from playbook.errors import PlaybookError
from playbook.replaying import MOST
from playbook.text import spoken
from tui.coach_text import run_rows
from tui.commands import Command
from tui.rows import Row, short, width_of
from tui.screens.list_and_page import ListAndPage
from tui.screens.run_correcting import CORRECTING, RunCorrecting
from tui.screens.run_scoring import SCORING, RunScoring
from tui.widgets.bars import Line
from tui.widgets.rows_view import RowsView
from tui.widgets.table import Table

if TYPE_CHECKING:
    from playbook.workspace import Workspace

LEAST = 12
MOST_OF_NAME = 34
"""Cells of an account's name, where there is no room and where there is."""
BETWEEN = 2
"""Cells around the words of a column."""
EDGES = BETWEEN + 1
"""Cells around those of the account, and beside the scroll bar."""


class RunsScreen(RunCorrecting, RunScoring, ListAndPage):
    """The runs of a person or of a play, the latest first."""

    ABOUT = (
        "Runs as they were recorded, the latest first; each replayed against the revision of the play it ran."
    )
    KEYS = (
        Command(
            "runs.read", "enter,tab", "read", "Go into the run, to scroll; again: back to the list.", bar=True
        ),
        *SCORING,
        *CORRECTING,
        Command("runs.play", "p", "the play", "Open the play as it is now.", bar=True),
        Command("runs.page", "v", "run", "Show the run instead of the list, on a narrow screen.", bar=True),
        Command("runs.back", "escape", "back", "Back to where you came from.", bar=True),
    )

    def __init__(
        self,
        *,
        rep: str = "",
        play: str = "",
        run: str = "",
        only: Collection[str] | Callable[[], Collection[str]] = (),
        among: Among = "",
        deals: Collection[tuple[str, str]] = (),
        title: str = "",
    ) -> None:
        super().__init__()
        self.rep, self.play, self.run = rep, play, run
        self.only, self.among, self.deals, self.title_of = only, among, tuple(deals), title
        """Ids of the runs behind a figure, or what finds them, and what it is; empty: all of the person or play."""
        self.shown: list[Fact] = []
        self._of_several = not rep or bool(title)
        """Whose each run is stands beside it; where all are one person's, above them."""
        self._listed_for = 0
        """How wide the list was when its names were cut for it."""

    def body(self) -> Iterable[Widget]:
        """List left, the run right."""
        yield Line(id="runs-title", classes="title-line")
        with Horizontal(classes="two"):
            yield Table(id="runs", classes="panel list")
            yield RowsView(id="run", classes="panel preview")

    def on_mount(self) -> None:
        """Read the runs."""
        super().on_mount()
        table = self.query_one(Table)
        table.add_columns("when", *(["who"] if self._of_several else []), "account", "result")
        table.focus()
        title = self.title_of or (self.workspace.name_of(self.rep) if self.rep else self.play)
        self.query_one("#runs-title", Line).show(f" Runs: {title}")
        self.load(self._read, self._got)

    def _read(self) -> list[Fact]:
        from playbook.replaying import runs_to_replay

        workspace = self.workspace
        _ = workspace.accounts  # whose names are shown
        only = self.only() if callable(self.only) else self.only
        if not only and callable(self.only):
            return []  # they are gone meanwhile
        return runs_to_replay(
            workspace,
            rep=self.rep,
            play=self.play,
            only=frozenset(only),
            among=self.among,
            deals=self.deals,
            run=self.run,
        )

    def _got(self, rows: list[Fact]) -> None:
        self.shown = rows
        self._list()
        table = self.query_one(Table)
        if self.run and any(row.id == self.run for row in rows):
            table.move_cursor(row=[row.id for row in rows].index(self.run))
            if self.has_class("-narrow") and table.has_focus:  # that one was asked for, and not a list
                self.do_read()
        if not rows:
            self.say("No runs here that you may see.")
        elif len(rows) >= MOST:
            self.say(f"The latest {MOST:,} runs; a report (w in Coach) holds them all.")
        self._show()
        self.keys_changed()

    def _list(self) -> None:
        """Fill the list; the account has the room that the others leave."""
        rows, table = self.shown, self.query_one(Table)
        self._listed_for = table.size.width
        lines: list[tuple[str, str, str, str]] = []
        for row in rows:
            what = spoken(row.result or row.connect)
            if row.redacted:
                what = "redacted"
            try:
                time = shown_time(parse_stamp(row.started), self.playbook.preferences.clock)
                when = f"{short_day_of(row.started, self.workspace.today):>6} {time}"
            except ValueError:  # redacted: nothing is known of it any more; or another program's stamp
                when = row.started[5:16]
            first = self.workspace.name_of(row.rep).split(" ")[0]
            account = self.workspace.account_name(row.account)
            lines.append((when, short(first, 10), account, what + (" (private)" if row.private else "")))
        places = (0, 1, 3) if self._of_several else (0, 3)
        others = sum(max((width_of(line[place]) for line in lines), default=0) + BETWEEN for place in places)
        room = min(max(table.size.width - EDGES - others, LEAST), MOST_OF_NAME)
        cells = []
        for row, (when, who, account, what) in zip(rows, lines, strict=True):
            name = [Text(who)] if self._of_several else []
            cells.append((row.id, (Text(when), *name, Text(short(account, room)), Text(what))))
        table.fill(cells)

    def refold(self) -> None:
        """Fold both panes anew."""
        if self.shown:
            self._list()
        self._show()

    def on_table_resized(self) -> None:
        """Cut the names anew where they were read before the run had its place beside them."""
        if self.shown and self.query_one(Table).size.width != self._listed_for:
            self._list()

    def on_data_table_row_highlighted(self, _: DataTable.RowHighlighted) -> None:
        """Follow the cursor."""
        self._show()

    @property
    def row(self) -> Fact | None:
        """The run under the cursor."""
        key = self.query_one(Table).current
        return next((row for row in self.shown if row.id == key), None)

    def _show(self) -> None:
        row = self.row
        if row is None:
            return
        view = self.query_one(RowsView)
        width = view.text_width
        workspace, clock = self.workspace, self.playbook.preferences.clock

        def read() -> list[Row]:
            whole = workspace.run_index.row(row.id)
            if whole is None:  # somebody's rights were changed meanwhile
                return []
            try:
                page = workspace.page_at(row.play, row.blob)
            except PlaybookError:
                page = None
            return run_rows(whole, page, workspace, width, clock, _scores(workspace, row.id, width))

        def show(rows: list[Row]) -> None:
            if self.row is row:
                view.show(rows)

        self.load(read, show, group="run")

    def rescored(self) -> None:
        """Show the run anew, with its scores."""
        self._show()

    def to_correct(self) -> tuple[str, str, bool]:
        """Return the run under the cursor."""
        row = self.row
        return (row.id, row.rep, row.redacted) if row else ("", "", False)

    def corrected(self) -> None:
        """Read the runs anew: the list says how each ended."""
        self.run = self.row.id if self.row else ""
        self.load(self._read, self._got)

    def do_read(self) -> None:
        """Go into the run, or back."""
        if self.row is not None:
            self.do_focus()

    def do_play(self) -> None:
        """Open the play."""
        from tui.screens.prep import PrepScreen

        if self.row is not None:
            self.app.push_screen(PrepScreen(self.row.play))

    def do_back(self) -> None:
        """Back."""
        self.dismiss()

    def on_data_table_row_selected(self) -> None:
        """Enter goes into the run."""
        self.do_read()


def _scores(workspace: Workspace, run: str, width: int) -> list[Row]:
    """Return what was scored of a run, as far as I may see it; not for the event loop."""
    from playbook.coaching.reports.scores import standing_blocks
    from playbook.reporting.model import Report, Section
    from playbook.scoring import standings
    from tui.chart_rows import chart_rows

    found = standings(workspace, run=run)
    sections = tuple(Section("", tuple(standing_blocks(one, workspace.name_of))) for one in found)
    return chart_rows(Report("Score cards", "", sections), width) if found else []
