"""What stands beside Today's list, or in its place when nothing is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import DataTable

from playbook.today.around import Around
from playbook.today.line import TodayLine
from tui.rows import Row, fold
from tui.today_keys import WITHOUT_PLAY, nothing
from tui.today_rows import detail_rows
from tui.widgets.rows_view import RowsView

if TYPE_CHECKING:
    from datetime import date

    from tui.screens.base import PlaybookScreen

    Base = PlaybookScreen[None]
else:
    Base = object


READING = "Reading what is due …"


class TodayBeside(Base):
    """The pane beside the list; mixed into Today's screen, which has the lines."""

    if TYPE_CHECKING:

        @property
        def line(self) -> TodayLine | None: ...  # noqa: D102
        @property
        def today(self) -> date: ...  # noqa: D102
        @property
        def calendars(self) -> tuple[str, ...]: ...  # noqa: D102

    def __init__(self) -> None:
        super().__init__()
        self.known = False
        """The records have been read; until then the lines are those of last time."""
        self.around: dict[str, Around] = {}
        """What stands beside lines, by their keys, as it was read last."""
        self.around_now: set[str] = set()
        """Keys of those that were read since the lines were."""

    def _nothing(self) -> str:
        if not self.known:
            return READING
        return nothing(self.workspace, self.key, calendars=bool(self.calendars))

    def refold(self) -> None:
        """Fold the panes anew."""
        empty = self.query_one("#today-empty", RowsView)
        if not empty.has_class("-none"):
            empty.show([Row(spans) for spans in fold([(self._nothing(), "")], empty.text_width)])
        self.detail()

    def on_data_table_row_highlighted(self, _: DataTable.RowHighlighted) -> None:
        """Follow the cursor."""
        self.detail()

    def detail(self) -> None:
        """Show what is known of the line at once, and what has to be read when it has been read."""
        view, line = self.query_one("#today-detail", RowsView), self.line
        self.keys_changed()
        if line is None:
            view.show([])
            return
        view.show(self._rows(view, line, self.around.get(line.key) or Around()))
        if self.known and view.display and line.key not in self.around_now and line.kind not in WITHOUT_PLAY:
            from playbook.today.around import around

            workspace = self.workspace
            self.load(
                lambda: around(workspace, line), lambda found: self._got_around(line, found), group="around"
            )

    def _got_around(self, line: TodayLine, found: Around) -> None:
        self.around[line.key] = found
        self.around_now.add(line.key)
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
