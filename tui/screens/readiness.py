"""How ready one is, by one's own grades: a report over what one was doing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical

from tui.chart_rows import chart_rows
from tui.commands import Command
from tui.rows import Row
from tui.screens.once import Dialog
from tui.widgets.bars import KeyBar
from tui.widgets.rows_view import RowsView
from tui.widgets.titles import set_title

if TYPE_CHECKING:
    from playbook.practising import Sitting


class ReadinessScreen(Dialog[None]):
    """For its owner alone."""

    ABOUT = "What you know by your own grades, stage by stage, and who sees that; Escape is back."
    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("readiness.close", "q", "close", "Back to where you were."),
    )
    INSIDE = (RowsView,)

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting

    def compose(self) -> ComposeResult:
        """The report."""
        with Vertical(classes="panel dialog tall"):
            yield RowsView()
            yield KeyBar()

    def on_mount(self) -> None:
        """Fold it, as wide as there is room."""
        super().on_mount()
        set_title(self.query_one(Vertical), "How ready you are")
        self.query_one(RowsView).focus()
        self.call_after_refresh(self._read)

    def _read(self) -> None:
        from playbook.practising import ready_told

        view, workspace, sitting = self.query_one(RowsView), self.playbook.workspace, self.sitting
        width, share = view.text_width, f"In practice {self.key('practice.share')}"

        def read() -> list[Row]:
            return chart_rows(ready_told(workspace, sitting, share), width)

        self.playbook.load(self, read, view.show, "ready")

    def do_close(self) -> None:
        """Back."""
        self.dismiss(None)
