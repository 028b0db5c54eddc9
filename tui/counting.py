"""The numbers beside the modes, read ahead: what waits somewhere is seen before one goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.counting import mode_counts

if TYPE_CHECKING:
    from tui.app import PlaybookApp


def count_ahead(app: PlaybookApp) -> None:
    """Read the numbers in a thread, and show them on the mode that stands; a mode that was opened knows better."""
    person = app.workspace.me

    def got(counts: dict[str, int]) -> None:
        if app.workspace.me != person:
            return
        app.counts = {**counts, **app.counts}
        show = getattr(app.screen, "show_modes", None)
        if show is not None:
            show()

    app.load(app, lambda: mode_counts(app.workspace), got, "counts")
