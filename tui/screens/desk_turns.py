"""Going from tab to tab of the desk, and from an item to its place in the play."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui.screens.base import PlaybookScreen

if TYPE_CHECKING:
    from playbook.desk.model import Item


class DeskTurns(PlaybookScreen[None]):
    """The part of the desk that goes elsewhere."""

    tab: str
    loaded: Any
    marked: set[str]

    if TYPE_CHECKING:

        @property
        def item(self) -> Item | None: ...  # noqa: D102

        def go_to(self, id_: str) -> None: ...  # noqa: D102

        def hold(self) -> None: ...  # noqa: D102

        def unmark(self) -> None: ...  # noqa: D102

        def reload(self) -> None: ...  # noqa: D102

    def do_open(self) -> None:
        """Open the play at the line."""
        from tui.screens.prep import PrepScreen

        item = self.item
        if item is not None:
            self.app.push_screen(PrepScreen(item.play, item.step, line=item.feedback.line))

    def do_figures(self) -> None:
        """Show how the desk does; from there to an item."""
        from tui.screens.figures import FiguresScreen

        self.app.push_screen(FiguresScreen(), lambda id_: self.go_to(id_) if id_ else None)

    def do_next_tab(self) -> None:
        """Go to the next tab."""
        self._turn(1)

    def do_previous_tab(self) -> None:
        """Go to the tab before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        if self.loaded is not None:
            keys = [tab.key for tab in self.loaded.tabs]
            self.tab = keys[(keys.index(self.tab) + by) % len(keys)]
            self.hold()
            self.reload()

    def do_leave(self) -> None:
        """Take the marks off, else go back to the list."""
        if self.marked:
            self.unmark()
        else:
            self.remove_class("-page")

    def do_page(self) -> None:
        """Swap list and preview where there is no room for both."""
        self.toggle_class("-page")

    def on_data_table_row_selected(self) -> None:
        """Enter opens."""
        self.run_worker(self.action_command("desk.open"))
