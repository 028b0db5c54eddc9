"""A page that the shell named, on the terminal before Textual is loaded, to the cell as its screen shows it then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.preparing import prepare
from playbook.text import one_line
from tui.early import brush_for, hurried, size_for
from tui.keymap import Keymap
from tui.page_keys import READING
from tui.painted import WIDE, beside, text_width
from tui.prep_keys import ACTS, BACK, line_at, why_not_here
from tui.prep_laid import Laid, laid_out
from tui.prep_text import around_rows
from tui.prepared import Prepared
from tui.rows import short

if TYPE_CHECKING:
    from playbook.preferences import Preferences
    from playbook.terminal import Terminal
    from playbook.workspace import Workspace

BARS = 2
"""Lines below the panes: what is said, and the keys."""


def look(
    workspace: Workspace, page: str, preferences: Preferences, terminal: Terminal
) -> tuple[str, Laid | None]:
    """Return what paints a page on the terminal there is, and the page laid out for it.

    Nothing to paint and no page, where it cannot be painted as its screen will show it, or not soon.
    """
    size = size_for(terminal)
    if size is None:
        return "", None
    try:
        with hurried(workspace):
            laid = lay(workspace, page, preferences, *size)
    except Exception:  # its screen comes upon the same, and says it
        return "", None
    return paint(laid, preferences, terminal, *size), laid


def lay(workspace: Workspace, page: str, preferences: Preferences, columns: int, lines: int) -> Laid:
    """Return a page laid out as its screen would on a terminal of this size; raises NotFoundError."""
    found, shown = prepare(workspace, page), _shown(preferences)
    aside = _beside(columns) if columns >= WIDE else 0
    width = columns
    if aside and around_rows(found, "", text_width(aside), workspace.today):
        width -= aside
    return laid_out(
        workspace,
        found,
        "",
        Prepared(),
        text_width(width),
        text_width(aside) if aside else 0,
        lambda id_: shown.get(id_, id_),
    )


def paint(laid: Laid, preferences: Preferences, terminal: Terminal, columns: int, lines: int) -> str:
    """Return what paints a page that was laid out; empty where the colours of the theme are not known."""
    brush = brush_for(preferences, terminal)
    if brush is None:
        return ""
    page, shown = laid.entry.page, _shown(preferences)
    height = lines - BARS
    width = columns - _beside(columns) if laid.around else columns
    panes = brush.pane(one_line(short(page.title, 70)), laid.rows, width, height, focus=True, here=0)
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
