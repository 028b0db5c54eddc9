"""What can be done with the play under the cursor of Plays, and going from pane to pane."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.widget import Widget

from tui.screens.edit_page import edit_or_propose
from tui.widgets.lazy_list import LazyList
from tui.widgets.page_view import PageView

if TYPE_CHECKING:
    from playbook.library.catalog import Entry
    from tui.screens.base import PlaybookScreen

    Host = PlaybookScreen[None]
else:
    Host = object


class PlaysActs(Host):
    """The acts of Plays."""

    entry: Entry | None

    if TYPE_CHECKING:  # what the screen has

        @property
        def current(self) -> str: ...  # noqa: D102

        def reload(self) -> None: ...  # noqa: D102

    def do_prep(self) -> None:
        """Open prep."""
        from tui.screens.prep import PrepScreen

        self.app.push_screen(PrepScreen(self.current, account=self.playbook.account))

    def do_call(self) -> None:
        """Start the call."""
        from tui.prepared import start_prepared

        start_prepared(self.playbook, self.current, self.playbook.account)

    def do_debrief(self) -> None:
        """Start a debrief."""
        from tui.prepared import start_prepared

        start_prepared(self.playbook, self.current, self.playbook.account, mode="debrief")

    def do_account(self) -> None:
        """Choose the customer."""
        from tui.screens.pick_account import PickAccountScreen

        def chosen(account: str | None) -> None:
            if account is not None:
                self.playbook.account = account
                self.reload()

        self.app.push_screen(PickAccountScreen(self.playbook.account), chosen)

    def do_right(self) -> None:
        """Go to the pane on the right."""
        self._go_pane(1)

    def do_left(self) -> None:
        """Go to the pane on the left."""
        self._go_pane(-1)

    def _go_pane(self, by: int) -> None:
        panes: list[Widget] = [self.query_one("#stages"), self.query_one(LazyList), self.query_one(PageView)]
        panes = [pane for pane in panes if pane.region.width]
        here = next((place for place, pane in enumerate(panes) if pane.has_focus), 0)
        panes[max(0, min(here + by, len(panes) - 1))].focus()

    def do_page(self) -> None:
        """Swap list and page where there is no room for both."""
        self.toggle_class("-page")
        (self.query_one(PageView) if self.has_class("-page") else self.query_one(LazyList)).focus()

    def do_outline(self) -> None:
        """Jump to a heading."""
        self.query_one(PageView).action_outline()

    def do_search(self) -> None:
        """Search inside the page; it is gone to, so that its keys go from hit to hit."""
        view = self.query_one(PageView)
        if not view.region.width:
            self.do_page()
        view.focus()
        view.action_search()

    def do_edit(self) -> None:
        """Edit the page, or propose a change."""
        if self.entry is not None:
            view = self.query_one(PageView)
            line = view.row.line if view.has_focus and view.row else 1
            edit_or_propose(self, self.entry, line, self.about(), self.reload)
        else:
            self.waits_to_edit = True

    def about(self) -> Any:
        """Return the line under the cursor of the page, with its revision."""
        from tui.screens.feedback import about_page

        view = self.query_one(PageView)
        return (
            about_page(self.entry, view.row, view.quote) if view.has_focus else about_page(self.entry, None)
        )
