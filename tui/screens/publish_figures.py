"""A week's figures as everybody would read them, looked at before they are published."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.widget import Widget

from playbook.dates import said_week
from tui.chart_rows import chart_rows
from tui.commands import Command
from tui.screens.base import PlaybookScreen
from tui.widgets.rows_view import RowsView
from tui.widgets.titles import set_title

if TYPE_CHECKING:
    from playbook.reporting.model import Report


class PublishFiguresScreen(PlaybookScreen[bool]):
    """What a manager is about to publish; dismissed with True where it is to be published."""

    ABOUT = (
        "Your reps' figures of a week as everybody will read them; nobody else has seen them. Published, they stand as "
        "they are: nothing takes a week back, for two versions of it would show whose calls came late."
    )
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("week.publish", "enter,p", "publish", "Publish them to everybody, for good.", bar=True, first=True),
        Command("week.back", "escape", "not now", "Back to Coach; nothing is published.", bar=True, fixed=True),
    )  # fmt: skip
    INSIDE = (RowsView,)

    def __init__(self, week: str, report: Report) -> None:
        super().__init__()
        self.week, self.report = week, report

    def body(self) -> Iterable[Widget]:
        """One pane."""
        yield RowsView(id="week", classes="panel")

    def on_mount(self) -> None:
        """Show it."""
        super().on_mount()
        view = self.query_one(RowsView)
        set_title(view, f"Publish the figures of {said_week(self.week)}?")
        view.focus()
        self.refold()
        self.say(self.keyed("{week.publish} publishes this to everybody; it cannot be taken back."))

    def refold(self) -> None:
        """Fold it for the width there is."""
        view = self.query_one(RowsView)
        view.show(chart_rows(self.report, view.text_width), keep=True)

    def do_publish(self) -> None:
        """Publish."""
        self.dismiss(True)

    def do_back(self) -> None:
        """Back."""
        self.dismiss(None)
