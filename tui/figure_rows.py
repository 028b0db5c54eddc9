"""The desk's figures as text: a line of the list, and what stands behind it; knows no Textual."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from rich.text import Text

from playbook.dates import short_day_of
from playbook.desk.actions import shown
from playbook.desk.measured import Figure
from playbook.desk.model import Item
from playbook.text import count_of, first_words, spoken
from tui.rows import Row, fold, width_of

MOST = 300
"""Items listed behind a figure; more are counted."""
LONGEST = 300
"""Letters of what was said: enough to know it by."""
_CLAUSES = re.compile(r", (?![^(]*\))")


def figure_cell(figure: Figure, width: int) -> Text:
    """Return a figure of the list: its title and whose it is above what it says, as much of it as has room whole."""
    warn = figure.warns and not figure.said.startswith("0 ")
    title = (f"{'! ' if warn else '  '}{figure.title}", "bold")
    said, *more = _CLAUSES.split(figure.said)
    for clause in more:
        if width_of(f"  {said}, {clause}") > width:
            break
        said += f", {clause}"
    return Text.assemble(title, (f" · {figure.side}", "dim"), "\n", f"  {said}")


def behind_rows(
    figure: Figure,
    items: Mapping[str, Item],
    width: int,
    name_of: Callable[[str], str],
    when: str,
    today: date,
) -> tuple[list[Row], list[str]]:
    """Return what a figure means, with the items behind it, and their ids: a row's `line` is its item's place."""
    rows = [Row(line) for line in fold([(figure.title, "h2")], width)]
    rows += [Row(line) for line in fold([(figure.said, "strong")], width)]
    rows += [Row(line) for line in fold([(f"n = {figure.n:,}, {when}. {figure.means}", "dim")], width)]
    here = [id_ for id_ in figure.ids if id_ in items][:MOST]
    rows += [Row(()), Row(((_heading(figure.ids), "h2"),))]
    for place, id_ in enumerate(here, 1):
        rows += _item(items[id_], place, width, name_of, today)
    if len(figure.ids) > len(here):
        rows.append(Row(((f"and {len(figure.ids) - len(here):,} more", "dim"),)))
    return rows, here


def _heading(ids: Sequence[str]) -> str:
    return f"{count_of(len(ids), 'item')} behind it" if ids else "Nothing stands behind it"


def _item(item: Item, place: int, width: int, name_of: Callable[[str], str], today: date) -> list[Row]:
    day = short_day_of(item.at, today)
    head = f"{shown(item)} · {spoken(item.kind)} · {name_of(item.rep)} · {day} · {item.state}"
    lines = [
        *fold([(head, "dim")], width),
        *fold([(first_words(item.text or item.quote, LONGEST), "")], width),
    ]
    return [Row(line, place) for line in lines]
