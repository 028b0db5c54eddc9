"""Score cards: each with its guide and agreement, and the runs that were scored on it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.text import Text
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import DataTable

from playbook.coaching.runs import RunRow
from playbook.dates import short_day_of
from playbook.errors import PlaybookError
from playbook.text import count_of
from tui.chart_rows import chart_rows
from tui.coach_list import Line as Listed
from tui.coach_list import fitted
from tui.commands import Command
from tui.rows import Row
from tui.screens.list_and_page import ListAndPage
from tui.screens.run_scoring import NO_CARD, SCORING, RunScoring
from tui.widgets.bars import Line
from tui.widgets.rows_view import RowsView
from tui.widgets.table import Table

if TYPE_CHECKING:
    from playbook.coaching.scores import Standing
    from playbook.plays.model import Summary

Found = tuple[list["Summary"], list["Standing"], dict[str, RunRow]]


class ScoresScreen(ListAndPage, RunScoring):
    """The cards, and below each the runs that were scored on it, the latest first."""

    ABOUT = (
        "Score cards and what was scored. A card shows its questions, the guide to each, and how far two who scored "
        "the same runs blind agree. A run shows both scores beside each other, once yours are in. Runs are scored "
        "where they are listed: here, or in Coach behind a person."
    )
    KEYS = (
        *SCORING,
        Command(
            "scores.focus",
            "enter,tab",
            "read",
            "Go into the card or the run, to scroll; again: back.",
            bar=True,
        ),
        Command("scores.page", "v", "page", "Show it instead of the list, on a narrow screen.", bar=True),
        Command("scores.back", "escape", "back", "Back to where you came from.", bar=True),
    )

    def __init__(self) -> None:
        super().__init__()
        self.found: Found = ([], [], {})
        self.lines: list[Listed] = []

    def body(self) -> Iterable[Widget]:
        """List left, card or run right."""
        yield Line(id="scores-title", classes="title-line")
        with Horizontal(classes="two"):
            yield Table(id="scores", classes="panel list")
            yield RowsView(id="scored", classes="panel preview")

    def on_mount(self) -> None:
        """Read them."""
        super().on_mount()
        table = self.query_one(Table)
        table.add_columns("card and run", "scored")
        table.focus()
        self.query_one("#scores-title", Line).show(" Score cards")
        self.rescored()

    def rescored(self) -> None:
        """Read cards and scores, in a thread."""
        workspace = self.workspace

        def read() -> Found:
            from playbook.scoring import cards, standings

            found = standings(workspace)
            _ = workspace.accounts  # whose names are shown
            return cards(workspace), found, workspace.run_index.rows({one.run for one in found})

        self.load(read, self._got)

    def _got(self, found: Found) -> None:
        self.found = found
        cards, standings, rows = found
        self.lines = []
        titles = {one.id: one.title for one in cards}
        for one in standings:
            titles.setdefault(one.card, one.title or one.card)  # of a card that is gone its scores stay
        for card, title in titles.items():
            theirs = [one for one in standings if one.card == card]
            self.lines.append((card, title, "bold", count_of(len(theirs), "run")))
            for one in theirs:
                said = "hidden" if one.hidden else "by two" if one.both else "by one"
                self.lines.append((f"{card}\n{one.run}", f"  {self._run_words(one, rows)}", "", said))
        self._list()
        if not self.lines:
            self.say(NO_CARD)
        self._show()

    def _list(self) -> None:
        table = self.query_one(Table)
        lines = fitted(self.lines, table.size.width)
        table.fill([(key, (Text(what, look), Text(n, "dim"))) for key, what, look, n in lines])

    def on_table_resized(self) -> None:
        """Let titles and names have the room there is now."""
        if self.lines:
            self._list()

    def _run_words(self, one: Standing, rows: dict[str, RunRow]) -> str:
        row = rows.get(one.run)
        name = self.workspace.name_of(row.rep if row else one.rep).split(" ")[0]
        if row is None:
            return f"{name}, a run that is not here"
        day = short_day_of(row.run.started, self.workspace.today)
        return f"{day:>6}  {name}  {self.workspace.account_name(row.run.account)}"

    @property
    def _place(self) -> tuple[str, str]:
        """The card and the run under the cursor; no run on the line of a card."""
        card, _, run = self.query_one(Table).current.partition("\n")
        return card, run

    @property
    def row(self) -> RunRow | None:
        """The run under the cursor."""
        return self.found[2].get(self._place[1])

    def why_not(self, command: str) -> str:
        """Return why a command is not possible now."""
        if command in ("runs.score", "runs.look", "runs.share") and self.is_attached and not self._place[1]:
            return "Go to a run below a card; others are scored in Coach: a person, then the run."
        return super().why_not(command)

    def do_score(self) -> None:
        """Score the run under the cursor on the card it stands below."""
        row, (card, _) = self.row, self._place
        if row is not None:
            self.score_on(row.id, card)

    def refold(self) -> None:
        """Fold the pane on the right anew."""
        self._show()

    def on_data_table_row_highlighted(self, _: DataTable.RowHighlighted) -> None:
        """Follow the cursor."""
        self._show()

    def _show(self) -> None:
        view, workspace, (card, run) = self.query_one(RowsView), self.workspace, self._place
        _, standings, rows = self.found
        self.keys_changed()
        if not card:
            return
        width = view.text_width
        name_of = workspace.name_of

        def read() -> list[Row]:
            from playbook.coaching.reports.scores import card_report, standing_blocks
            from playbook.reporting.model import Report, Section, Words
            from playbook.scoring import agreement_on, card_of

            one = next((one for one in standings if (one.card, one.run) == (card, run)), None)
            if one is not None:
                title = " ".join(self._run_words(one, rows).split())  # the card's own stands below it
                return chart_rows(
                    Report(title, "", (Section("", tuple(standing_blocks(one, name_of))),)), width
                )
            scored = sum(one.card == card and bool(one.shown) for one in standings)
            try:
                found = card_of(workspace, card)
            except PlaybookError as error:
                return chart_rows(Report(card, "", (Section("", (Words(str(error), "warn"),)),)), width)
            return chart_rows(
                card_report(found.title, found.questions, agreement_on(workspace, card), scored), width
            )

        def show(rows: list[Row]) -> None:
            if self._place == (card, run):
                view.show(rows)

        self.load(read, show, group="scored")

    def do_back(self) -> None:
        """Back."""
        self.dismiss()

    def on_data_table_row_selected(self) -> None:
        """Enter goes into the page."""
        self.do_focus()
