"""1:1s of two: the next one's agenda, which writes itself, and those that were held."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.text import Text
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import DataTable, Static

from playbook.dates import aligned_days
from playbook.errors import PlaybookError
from tui.chart_rows import chart_rows
from tui.commands import Command
from tui.screens.list_and_page import ListAndPage
from tui.screens.session_acts import ACTS, SessionActs
from tui.widgets.bars import Line
from tui.widgets.rows_view import RowsView
from tui.widgets.table import Table

if TYPE_CHECKING:
    from playbook.coaching.agenda import Agenda
    from playbook.coaching.briefing import Briefing
    from playbook.coaching.sessions import Action, OneOnOne
    from playbook.one_on_ones import Pair
    from playbook.reporting.model import Report

STATES = {"planned": ("○ planned", ""), "held": ("✓ held", "good"), "withdrawn": ("– withdrawn", "dim")}
NEXT = "next"
"""Key of the line that stands for a 1:1 that nobody has planned yet."""
READING = "Reading what is on record …"


class SessionsScreen(ListAndPage, SessionActs):
    """The 1:1s with one person, the latest first."""

    ABOUT = (
        "1:1s of a rep and the manager above them. The agenda writes itself from what is on record since the last one; "
        "both see the same. What is agreed is carried over until it is done. The line on top says who may read all "
        "this and where it goes."
    )
    KEYS = (
        *ACTS,
        Command(
            "sessions.focus", "enter,tab", "read", "Go into the agenda, to scroll; again: back.", bar=True
        ),
        Command(
            "sessions.page",
            "v",
            "agenda",
            "Show the agenda instead of the list, on a narrow screen.",
            bar=True,
        ),
        Command("sessions.back", "escape", "back", "Back to where you came from.", bar=True),
    )

    def __init__(self, person: str) -> None:
        super().__init__()
        self.person = person
        self.theirs: list[OneOnOne] = []
        self.briefing: Briefing | None = None
        self.told: tuple[str, Report, Agenda] | None = None
        """Key of a line, and its agenda as it was read."""

    def body(self) -> Iterable[Widget]:
        """Who reads it on top; list left, agenda right."""
        yield Line(id="sessions-title", classes="title-line")
        yield Static(id="sessions-reads", markup=False)
        with Horizontal(classes="two"):
            yield Table(id="sessions", classes="panel list")
            yield RowsView(id="agenda", classes="panel preview")

    def on_mount(self) -> None:
        """Read them."""
        super().on_mount()
        table = self.query_one(Table)
        table.add_columns("day", "state", "agreed")
        table.focus()
        self.query_one("#sessions-title", Line).show(f" 1:1s with {self.workspace.name_of(self.person)}")
        self.hint(READING)
        self.reload()

    def reload(self) -> None:
        """Read what is on record, in a thread; what Coach says of the runs is read once."""
        workspace, person, known = self.workspace, self.person, self.briefing

        def read() -> tuple[Pair | PlaybookError, list[OneOnOne], str, Briefing | None]:
            from playbook.briefed import brief
            from playbook.one_on_ones import pair_with, sessions_with, who_reads_it

            try:
                pair = pair_with(workspace, person)
            except PlaybookError as error:
                return error, [], "", None
            return (
                pair,
                sessions_with(workspace, pair),
                who_reads_it(workspace, pair),
                known or brief(workspace),
            )

        self.load(read, lambda found: self._got(*found))

    def _got(
        self, pair: Pair | PlaybookError, theirs: list[OneOnOne], reads: str, briefing: Briefing | None
    ) -> None:
        self.unhint(READING)
        if isinstance(pair, PlaybookError):
            self.complain(pair)
            return
        self.pair, self.theirs, self.reads, self.briefing = pair, theirs, reads, briefing
        self.query_one("#sessions-reads", Static).update(reads)
        lines = (
            []
            if any(one.state == "planned" for one in theirs)
            else [(NEXT, _line("next", "· not planned", "dim"))]
        )
        days = aligned_days((one.on for one in theirs), self.workspace.today)
        for one, day in zip(theirs, days, strict=True):
            words, look = STATES[one.state]
            done = sum(action.state != "open" for action in one.actions)
            agreed = f"{done} of {len(one.actions)} done" if one.actions else ""
            lines.append((one.id, _line(day, words, look, agreed)))
        self.query_one(Table).fill(lines)
        self.told = None
        self._show()

    @property
    def one(self) -> OneOnOne | None:
        """The 1:1 under the cursor."""
        key = self.query_one(Table).current
        return next((one for one in self.theirs if one.id == key), None)

    @property
    def open_actions(self) -> list[Action]:
        """What is agreed between the two and not done."""
        from playbook.coaching.sessions import actions_of

        return [action for action in actions_of(self.theirs) if action.state == "open"]

    def refold(self) -> None:
        """Fold the agenda anew."""
        self._show()

    def on_data_table_row_highlighted(self, _: DataTable.RowHighlighted) -> None:
        """Follow the cursor."""
        self._show()

    def _show(self) -> None:
        workspace, pair, briefing, one = self.workspace, self.pair, self.briefing, self.one
        key, view = self.query_one(Table).current, self.query_one(RowsView)
        self.keys_changed()
        if pair is None or not key:
            return
        if self.told is not None and self.told[0] == key:
            view.show(chart_rows(self.told[1], view.text_width))
            return

        def read() -> tuple[str, Report, Agenda]:
            from playbook.one_on_ones import agenda_of, report_of

            agenda = agenda_of(workspace, pair, one, briefing)
            return key, report_of(workspace, pair, agenda), agenda

        def show(told: tuple[str, Report, Agenda]) -> None:
            if self.query_one(Table).current == told[0]:
                self.told = told
                view.show(chart_rows(told[1], view.text_width))

        self.load(read, show, group="agenda")

    def do_file(self) -> None:
        """Ask for a name, and write the agenda to it."""
        from playbook.reporting.html import report_html

        if self.told is not None:
            day = self.one.day if self.one else self.workspace.today.isoformat()
            self._ask_file(f"1-1-{self.person}-{day}.html", report_html(self.told[1]))

    def _ask_file(self, suggestion: str, html: str, why: str = "") -> None:
        from playbook.recapping import write_new
        from tui.screens.ask import AskScreen

        def named(name: str | None) -> None:
            if name:
                self.save(
                    lambda: write_new(name, html),
                    lambda path: self.say(f"Written to {path}: it holds what only you two may read.", "good"),
                    lambda error: self._ask_file(name, html, str(error)),
                )

        self.app.push_screen(
            AskScreen("Write it to which new file?", suggestion, body=why, does="write"), named
        )

    def do_back(self) -> None:
        """Back."""
        self.dismiss()

    def on_data_table_row_selected(self) -> None:
        """Enter goes into the agenda."""
        self.do_focus()


def _line(day: str, state: str, look: str, agreed: str = "") -> tuple[Text, ...]:
    return (Text(day), Text(state, look if look == "dim" else ""), Text(agreed, "dim"))
