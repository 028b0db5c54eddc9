"""A pane of rows: where a line of the file is looked for."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from tui.rows import Row
from tui.widgets.rows_view import RowsView

LINES = (1, 3, 3, 3, 0, 5, 5, 9)
"""Which line of the file each row shows: a folded one has several rows, a blank row shows none."""


class Pane(App[None]):
    """A pane alone."""

    def compose(self) -> ComposeResult:
        """Show it."""
        yield RowsView(shows_cursor=True)


@pytest.mark.parametrize(("line", "row"), [(1, 0), (2, 0), (3, 1), (4, 1), (5, 5), (8, 5), (9, 7), (99, 7)])
async def test_a_line_is_gone_to_where_it_begins(line: int, row: int) -> None:
    async with Pane().run_test(size=(40, 4)) as pilot:
        view = pilot.app.query_one(RowsView)
        view.show([Row(((f"row {place}", ""),), line=of) for place, of in enumerate(LINES)])
        view.go_to_line(line)
        assert view.cursor == row
