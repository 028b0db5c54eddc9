"""A page laid out for prep, with all that stands on it and beside it; knows no Textual."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from playbook.library.staged import is_play
from tui.change_marks import Marks
from tui.page_text import changes_since, page_rows
from tui.prep_text import around_rows, top_rows
from tui.rows import Row

if TYPE_CHECKING:
    from playbook.library.catalog import Entry
    from playbook.preparing import Preparation
    from playbook.workspace import Workspace
    from tui.commands import Keys
    from tui.prepared import Prepared

UNCHANGED = Marks({}, {})
WIDEST = 100
"""Cells of a page; longer lines are hard to read."""


class Laid(NamedTuple):
    """A page laid out, with what was found for it."""

    entry: Entry
    rows: Sequence[Row]
    around: Sequence[Row]
    """What stands beside it; empty where nothing does, or there is no room."""
    found: Preparation | None
    """None: only the beginning of the page was laid out, and nothing around it was read."""
    width: int = 0
    """Cells of the pane that the page was folded for."""
    beside: int = 0
    """Cells that what stands beside it was folded for; 0: there is no room beside."""


def glance(workspace: Workspace, page: str, account: str, made: Prepared, width: int, lines: int) -> Laid:
    """Return as much of a page as fits on a pane `width` cells wide and so many lines high; raises NotFoundError."""
    entry = workspace.page(page)
    fields = workspace.fields(account, made.contacts) | made.fields
    # No more letters fit on the screen: the rest is laid out once these are seen.
    narrow = min(width, WIDEST)
    rows = page_rows(entry, narrow, workspace, head=narrow * lines, fields=fields)
    return Laid(entry, rows, [], None, width)


def laid_out(
    workspace: Workspace,
    found: Preparation,
    account: str,
    made: Prepared,
    width: int,
    beside: int,
    keys: Keys,
) -> Laid:
    """Return a page and what was said and done before, in panes of so many cells; with 0 `beside` it stands below."""
    entry: Entry = found.entry
    marks = UNCHANGED if found.before is None else changes_since(entry, found.before)
    fields: Mapping[str, str] = found.fields | made.fields
    narrow = min(width, WIDEST)
    rows = page_rows(
        entry,
        narrow,
        workspace,
        heard=found.heard,
        became=found.became,
        fields=fields,
        marks=marks,
        worded=found.worded,
        left_out=tuple(made.left_out),
    )
    name = workspace.account_name(account) if account else ""
    around = around_rows(found, name, beside or narrow, workspace.today)
    top = top_rows(found, made, marks, narrow, keys) if is_play(entry.summary) else []
    rows = [*rows[:1], *top, *rows[1:]]
    if beside:
        return Laid(entry, rows, around, found, width, beside)
    return Laid(entry, [*rows, Row(()), *around], [], found, width)
