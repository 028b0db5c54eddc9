"""Painting before Textual is loaded: where it can be done as Textual will do it, and only what is read in a blink."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tui.kept_colors import default_theme, known
from tui.last_look import LEAST, size_of
from tui.painted import Brush

if TYPE_CHECKING:
    from playbook.preferences import Preferences
    from playbook.progress import Progress
    from playbook.terminal import Terminal
    from playbook.workspace import Workspace

_OTHERWISE = ("NO_COLOR", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_DIM_FACTOR", "TEXTUAL_FILTERS")
"""Variables that make Textual paint otherwise."""


def size_for(terminal: Terminal) -> tuple[int, int] | None:
    """Return the columns and lines to paint; None where Textual might paint otherwise than is known here."""
    size = size_of()
    too_small = size is None or size[0] < LEAST[0] or size[1] < LEAST[1]
    return None if too_small or not _is_known(terminal) else size


def _is_known(terminal: Terminal) -> bool:
    """Return whether Textual will paint with the colours that this terminal was taken to have."""
    if any(name in os.environ for name in _OTHERWISE):
        return False
    if terminal.colors == "true":
        return os.environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit")
    if terminal.colors == "256":
        return os.environ.get("TERM", "").strip().lower().endswith("-256color")
    return terminal.colors == "16"


def brush_for(preferences: Preferences, terminal: Terminal) -> Brush | None:
    """Return what paints with this person's theme; None where its colours are not known, or are the terminal's."""
    colors = known(preferences.theme or default_theme(light=terminal.light))
    try:
        return None if colors is None else Brush(colors, terminal)
    except KeyError:
        return None


@contextmanager
def hurried(workspace: Workspace) -> Iterator[None]:
    """Have the core give up, with WasStoppedError, whatever takes so long that it would tell how far it has come."""

    def stop(progress: Progress) -> None:
        if progress.is_under_way:
            progress.stop()

    before, workspace.hears = workspace.hears, stop
    try:
        yield
    finally:
        workspace.hears = before
