"""The line of a form that is typed in: laid over the row where what is typed will stand."""

from __future__ import annotations

from playbook.text import plain
from tui.form_rows import Item
from tui.widgets.answer_input import AnswerInput

DAYS = "tomorrow, fri, +7, 1.12. or 2026-12-01"


class FormLine(AnswerInput):
    """Takes the text or the day of one item."""

    def take(self, item: Item) -> None:
        """Begin with what was said so far."""
        self.value = plain(item.text)
        self.cursor_position = len(self.value)

    def lay(self, item: Item, column: int, row: int, width: int) -> None:
        """Lie over `row` of the form's pane, from `column` on."""
        self.placeholder = DAYS if item.kind == "date" else ""
        self.styles.offset = (column, row)
        self.styles.width = max(width - column, 10)
