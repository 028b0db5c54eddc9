"""A page that the shell named, on the terminal before Textual is loaded, to the cell as its screen shows it then."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from playbook.errors import PlaybookError
from playbook.preparing import prepare
from playbook.text import one_line
from tui.kept_colors import default_theme, known
from tui.keymap import Keymap
from tui.last_look import size_of
from tui.page_keys import READING
from tui.painted import Brush, beside
from tui.prep_keys import ACTS, BACK, line_at, why_not_here
from tui.prep_laid import Laid, laid_out
from tui.prep_text import around_rows
from tui.prepared import Prepared
from tui.rows import short

if TYPE_CHECKING:
    from playbook.preferences import Preferences
    from playbook.terminal import Terminal
    from playbook.workspace import Workspace

LEAST = (40, 10)
"""Columns and lines below which no screen is painted."""
WIDE = 100
"""Columns from which there is room beside the page."""
BARS = 2
"""Lines below the panes: what is said, and the keys."""
FRAME = 3
"""Cells of a pane beside its text."""


def look(
    workspace: Workspace, page: str, preferences: Preferences, terminal: Terminal
) -> tuple[str, Laid | None]:
    """Return what paints a page on the terminal there is, and the page laid out for it.

    Nothing to paint and no page, where it cannot be painted as its screen will show it.
    """
    size = size_of()
    if size is None or not is_known(terminal) or size[0] < LEAST[0] or size[1] < LEAST[1]:
        return "", None
    try:
        laid = lay(workspace, page, preferences, *size)
    except PlaybookError:  # its screen says why
        return "", None
    return paint(laid, preferences, terminal, *size), laid


def is_known(terminal: Terminal) -> bool:
    """Return whether Textual will paint with the colours that this terminal was taken to have."""
    if {"NO_COLOR", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_DIM_FACTOR", "TEXTUAL_FILTERS"} & os.environ.keys():
        return False
    named = os.environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit")
    if terminal.colors == "true":
        return named
    if terminal.colors == "256":
        return os.environ.get("TERM", "").strip().lower().endswith("-256color")
    return terminal.colors == "16"


def lay(workspace: Workspace, page: str, preferences: Preferences, columns: int, lines: int) -> Laid:
    """Return a page laid out as its screen would on a terminal of this size; raises NotFoundError."""
    found, shown = prepare(workspace, page), _shown(preferences)
    aside = _beside(columns) if columns >= WIDE else 0
    width = columns
    if aside and around_rows(found, "", _text(aside), workspace):
        width -= aside
    return laid_out(
        workspace,
        found,
        "",
        Prepared(),
        _text(width),
        _text(aside) if aside else 0,
        lambda id_: shown.get(id_, id_),
    )


def paint(laid: Laid, preferences: Preferences, terminal: Terminal, columns: int, lines: int) -> str:
    """Return what paints a page that was laid out; empty where the colours of the theme are not known."""
    colors = known(preferences.theme or default_theme(light=terminal.light))
    if colors is None:
        return ""
    try:
        brush = Brush(colors, terminal)
    except KeyError:  # the theme leaves them to the terminal
        return ""
    page, shown = laid.entry.page, _shown(preferences)
    height = lines - BARS
    width = columns - _beside(columns) if laid.around else columns
    panes = brush.pane(one_line(short(page.title, 70)), laid.rows, width, height, focus=0)
    if laid.around:
        panes = beside(panes, brush.pane("Before", laid.around, columns - width, height))
    here = line_at(laid.rows, 0)
    keys = [(one, shown[one.id], not why_not_here(one.id, page, here)) for one in (*ACTS, BACK) if one.bar]
    return brush.written([*panes, brush.blank(columns), brush.keys(keys, columns)])


def _shown(preferences: Preferences) -> dict[str, str]:
    """Return how the keys of the commands are written, by the commands' ids."""
    keymap = Keymap(preferences.keys)
    return {command.id: keymap.shown(command) for command in (*ACTS, *READING, BACK)}


def _beside(columns: int) -> int:
    """Return the width of the pane beside the page."""
    return min(columns * 36 // 100, 60)


def _text(pane: int) -> int:
    """Return the width that a pane asks its text to be folded for, with or without a scroll bar."""
    return max(pane - FRAME - 2, 24)
