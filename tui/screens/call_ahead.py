"""What a call has ready before its key: the step that `next` would show, laid out while nothing else happens."""

from __future__ import annotations

from asyncio import TimerHandle, get_running_loop
from collections.abc import Sequence

from playbook.errors import PlaybookError
from playbook.runs import machine
from playbook.runs.views import RunView
from tui.call_rows import CallItem, Shown, first_of, items_of, step_rows
from tui.rows import Row
from tui.screens.call_base import CallBase

WIDEST = 72
"""Cells of a talk track; longer lines are hard to read aloud."""
REST = 0.12
"""Seconds without a key after which the step to come is laid out."""


class CallAhead(CallBase):
    """The part of the call screen that lays a step out, where its key has come or may come next."""

    _ahead: TimerHandle | None = None
    _laid: tuple[tuple[object, ...], tuple[list[Row], dict[int, int]]] | None = None
    """The step that was laid out last, and what it was laid out from."""

    def laid_out(
        self, view: RunView, items: Sequence[CallItem], current: int, width: int
    ) -> tuple[list[Row], dict[int, int]]:
        """Return the rows of the step that `view` stands in, and the row that each of its items starts at."""
        if view.connect not in ("", "connected"):
            return [], {}
        # Before the call is picked up, Enter and the digits say who did: nothing in the step has a key yet.
        here = -1 if view.ask_connect else current
        typing = bool(self.typing) or view.ask_connect
        of = (view.blocks, view.fields, here, typing, width, self.titles, self.names, self.keymap)
        if self._laid is None or self._laid[0] != of:
            shown = Shown(here, typing, self.titles, self.names, self.key)
            self._laid = of, step_rows(view.blocks, shown, width=width, fill=self.filled(view))
        return self._laid[1]

    def lay_ahead_soon(self) -> None:
        """Lay the step to come out once no key has come for a moment."""
        if self._ahead is not None:
            self._ahead.cancel()
        self._ahead = get_running_loop().call_later(REST, self._lay_ahead)

    def _lay_ahead(self) -> None:
        """Have every line painted that `next` would show; what is painted is kept by what it says."""
        self._ahead = None
        if not self.is_attached or not self.is_current:
            return
        try:
            run = machine.next_step(self.page, self.run, self.clock.seconds())
            view = machine.view(self.page, run, self.clock.seconds())
        except PlaybookError:  # a notice waits, or it is the end: there is nothing to come
            return
        items = items_of(view.blocks)
        rows, _ = self.laid_out(view, items, first_of(items), min(self.pane.text_width, WIDEST))
        self.pane.paint_ahead(rows[: self.pane.size.height])
