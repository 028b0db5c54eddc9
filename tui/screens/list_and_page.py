"""A list with a page beside it: from one to the other, and which is seen where there is room for one alone."""

from __future__ import annotations

from tui.screens.base import PlaybookScreen
from tui.widgets.rows_view import RowsView
from tui.widgets.table import Table


class ListAndPage(PlaybookScreen[None]):
    """Moves the focus between a table and the rows beside it."""

    def do_focus(self) -> None:
        """Go between the list and the page; where only one is shown, to the other one all the same."""
        view, table = self.query_one(RowsView), self.query_one(Table)
        if self.has_class("-narrow"):
            self.do_page()
        else:
            (table if view.has_focus else view).focus()

    def do_page(self) -> None:
        """Swap list and page where there is no room for both."""
        self.toggle_class("-page")
        (self.query_one(RowsView) if self.has_class("-page") else self.query_one(Table)).focus()
