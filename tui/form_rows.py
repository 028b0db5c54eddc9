"""A form as rows: what is asked, what can be chosen by a digit, what was said; knows no Textual."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from tui.rows import Row, Span, fit, fold, width_of

Kind = Literal["choice", "many", "text", "date", "tick", "notice", "step"]

MANY = 15
"""Options; where there are more, those beyond the digits are behind the key that lists all of them."""
ALL = ":all"
"""What a click on that key chooses, which no option is called."""
LONGEST = 4
"""Lines of a text that was said before; the review shows it whole."""


class Option(NamedTuple):
    """One thing that can be chosen."""

    value: str
    label: str


@dataclass(frozen=True)
class Item:
    """One thing that is asked."""

    id: str
    kind: Kind
    label: str = ""
    """At the left, beside what is asked."""
    about: str = ""
    """The question in full, above what can be said."""
    options: tuple[Option, ...] = ()
    chosen: frozenset[str] = frozenset()
    text: str = ""
    """What was said; of a tick, a notice and a step what it is."""
    mark: str = ""
    """The glyph of a tick, a notice or a step."""
    guide: str = ""
    """What an answer means, below what is asked."""
    aside: str = ""
    """A few words behind it: the state of a step, how a day was read."""
    indent: int = 2
    """The column that what is asked begins at."""
    gap: bool = False
    """A line is left free above it."""

    @property
    def takes_text(self) -> bool:
        """It is typed, not chosen."""
        return self.kind in ("text", "date")


class Spot(NamedTuple):
    """Where the mouse chooses something."""

    row: int
    start: int
    end: int
    """Cells of the row, `end` excluded."""
    item: str
    value: str


@dataclass
class Form:
    """The rows of a form, and where things stand in them."""

    rows: list[Row] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    """Item → its first row."""
    ends: dict[str, int] = field(default_factory=dict)
    """Item → the row after its last."""
    inputs: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Item that is typed → the row and column that the typing begins at."""
    spots: list[Spot] = field(default_factory=list)

    def item_at(self, row: int) -> str:
        """Return the item whose rows hold `row`; empty for none."""
        return next((id_ for id_, first in self.places.items() if first <= row < self.ends[id_]), "")

    def value_at(self, row: int, cell: int) -> tuple[str, str]:
        """Return the item and the value that a click on `cell` of `row` chooses; empty texts for none."""
        for spot in self.spots:
            if spot.row == row and spot.start <= cell < spot.end:
                return spot.item, spot.value
        return "", ""


def form_of(
    items: Sequence[Item],
    here: str,
    width: int,
    head: Sequence[Row] = (),
    *,
    typed: bool = True,
    more: str = "0",
) -> Form:
    """Return `items` as rows of at most `width` cells below `head`, with the one that is `here` marked.

    `typed`: where that one takes text, a row is left free for the line it is typed in. `more` is the key that lists
    all answers where there are more than nine.
    """
    form = Form(list(head))
    for item in items:
        if item.gap and form.rows:
            form.rows.append(Row(()))
        form.places[item.id] = len(form.rows)
        _item(form, item, item.id == here, width, typed=typed, more=more)
        form.ends[item.id] = len(form.rows)
    return form


def _item(form: Form, item: Item, here: bool, width: int, *, typed: bool, more: str) -> None:
    room = max(width - item.indent, 10)
    body: list[tuple[Span, ...]] = []
    if item.kind in ("tick", "notice", "step"):
        body = _marked(item, here, room)
    else:
        strong = "strong" if not item.label else "dim"
        body = fold([(item.about, strong)], room) if item.about else []
        body += fold([(item.guide, "dim")], room) if item.guide else []
        first = len(form.rows) + len(body)
        if item.takes_text:
            body += _text(item, room, free=here and typed)
            form.inputs[item.id] = (first, item.indent)
        else:
            body += _options(form, item, here, room, first, more)
    for number, spans in enumerate(body):
        lead: Span = ("▸ ", "key") if here and number == 0 else ("  ", "")
        label = (fit(item.label if number == 0 else "", item.indent - 2), "strong" if here else "")
        form.rows.append(Row((lead, label, *spans) if item.label else (label, lead, *spans)))


def _marked(item: Item, here: bool, room: int) -> list[tuple[Span, ...]]:
    waits = item.kind == "notice" and item.mark == "!"
    style = "current" if here else "strong" if item.kind == "step" else "notice" if waits else ""
    said = [(item.text, style), *([(f"  {item.aside}", "dim")] if item.aside else [])]
    lines = fold(said, max(room - 2, 8))
    return [((f"{item.mark} " if n == 0 else "  ", "todo"), *spans) for n, spans in enumerate(lines)]


def _text(item: Item, room: int, *, free: bool) -> list[tuple[Span, ...]]:
    if free:
        return [(("", ""),)]
    if not item.text:
        return [(("–", "dim"),)]
    said = [(item.text, "chosen"), *([(f"  {item.aside}", "dim")] if item.aside else [])]
    lines = fold(said, room)
    if len(lines) > LONGEST:
        return [*lines[: LONGEST - 1], (("…", "dim"),)]
    return lines


def _options(form: Form, item: Item, here: bool, room: int, row: int, more: str) -> list[tuple[Span, ...]]:
    """Lay what can be chosen beside each other, on as few lines as it takes; a long one has lines of its own."""
    lines: list[list[Span]] = [[]]
    used = 0
    on, off = ("☑", "☐") if item.kind == "many" else ("●", "○")
    for number, option in _shown(item):
        chosen = option.value in item.chosen
        digit = str(number) if number < 10 else more
        pieces = [
            "".join(text for text, _ in piece) for piece in fold([(option.label, "")], max(room - 4, 6))
        ]
        if option.label == digit:  # a mark of a scale: its key says it
            pieces = [""]
        size = (4 if pieces[0] else 3) + max(width_of(piece) for piece in pieces)
        if used and (used + 3 + size > room or len(pieces) > 1):
            lines.append([])
            used = 0
        if used:
            lines[-1].append(("   ", ""))
            used += 3
        style = "chosen" if chosen else "" if here else "dim"
        for place, piece in enumerate(pieces):
            if place:
                lines.append([("    ", ""), (piece, style)])
            elif option.value == ALL:
                lines[-1] += [(digit, "key" if here else "dim"), (f"   {piece}", style)]
            else:
                lines[-1] += [
                    (digit, "key" if here else "dim"),
                    (f" {on if chosen else off} {piece}".rstrip(), style),
                ]
            start = item.indent + used
            form.spots.append(Spot(row + len(lines) - 1, start, start + size, item.id, option.value))
        used = room if len(pieces) > 1 else used + size  # nothing stands beside the end of a long one
    return [tuple(line) for line in lines]


def _shown(item: Item) -> list[tuple[int, Option]]:
    """Return the options that are laid out, numbered from 1: of many, those that have a digit or are chosen."""
    numbered = list(enumerate(item.options, 1))
    if len(numbered) <= MANY:
        return numbered
    near = [(number, one) for number, one in numbered if number < 10 or one.value in item.chosen]
    return [*near, (len(numbered), Option(ALL, f"all {len(numbered)} …"))]
