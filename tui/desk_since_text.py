"""How the desk shows what may have answered an item since; knows no Textual."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from playbook.dates import short_day
from playbook.ids import shorten
from playbook.text import one_line
from tui.rows import Row, fold

if TYPE_CHECKING:
    from playbook.desk.answered import Since


def since_rows(found: Sequence[Since], key: str, today: date, width: int) -> list[Row]:
    """Return the revisions since then, each with who made it, why, and what it made of the line."""
    rows = [Row(()), Row(((f"Already answered? ({key} answers with it)", "h2"),))]
    for one in found:
        revision = one.change.revision
        head = f"{day_of(one, today)} {one_line(revision.author)}: "
        rows += _folded([(head, "dim"), (one_line(revision.subject), "strong")], width)
        if one.change.why:
            rows += _folded([(one_line(one.change.why), "")], width)
        if one.then:
            rows += _folded([("now   ", "dim"), (one_line(one.now), "new")], width)
        elif one.now:
            rows += _folded([(f"changed the step: {one_line(one.now)}", "dim")], width)
        if one.feedback:
            named = ", ".join(shorten(id_, letter="F") for id_ in one.feedback)
            rows += _folded([(f"answers {named}, which says much the same", "dim")], width)
    return rows


def day_of(one: Since, today: date) -> str:
    """Return the day of a revision, on this machine's clock."""
    return short_day(one.change.revision.at.astimezone().date(), today)


def _folded(spans: Sequence[tuple[str, str]], width: int) -> list[Row]:
    return [Row(line) for line in fold(list(spans), width)]
