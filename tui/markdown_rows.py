"""Markdown to rows: a page rendered once, then shown line by line; knows no Textual."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from playbook.plays.markdown import MAX_NESTING, tokens
from playbook.plays.model import Hint, Notice
from playbook.plays.quotes import read_quote
from playbook.plays.slug import Slugs
from tui.change_marks import Changed, Marks, marked
from tui.inline_spans import filled, inline, inline_spans
from tui.rows import Row, Span, fold, width_of
from tui.table_rows import table_lines

_ALERT = re.compile(r"\[!([A-Za-z][A-Za-z -]{0,30})\][+-]?[ \t]*\n?")
_COMMENT = re.compile(r"(?:<!--(?:(?!-->).)*-->\s*)+", re.DOTALL)
_TASK = re.compile(r"\[([ xX])\]\s+")
__all__ = ["ALOUD", "inline", "inline_spans", "markdown_rows", "texts_of"]

NARROW = 12
"""Cells that text keeps at least, however deep it is nested."""
ALOUD = 72
"""Cells of a line of words to say at most, with the bar before it."""
UNFOLDED = 1_000_000
"""Cells that no line has."""


@dataclass
class _Frame:
    """A container that prefixes its lines: a list item's bullet, a quotation's bar."""

    first: str
    rest: str
    style: str = ""
    text_style: str = ""
    used: bool = False


@dataclass
class _Layout:
    width: int
    offset: int
    source: Sequence[str]
    """The lines that are laid out."""
    rows: list[Row] = field(default_factory=list)
    frames: list[_Frame] = field(default_factory=list)
    lists: list[int | None] = field(default_factory=list)
    slugs: Slugs = field(default_factory=Slugs)
    guide: bool = False
    fields: Mapping[str, str] | None = None
    marks: Marks | None = None
    texts: list[str] = field(default_factory=list)
    """What each piece of running text says, in order: what changes are told by."""

    def spans_of(self, inline: Token) -> tuple[list[Span], Changed | None]:
        """Return a piece of running text as spans, its merge fields filled; and how it has changed."""
        spans = list(inline_spans(inline))
        changed = None
        if self.marks is not None:
            changed = self.marks.of.get(len(self.texts))
            spans = marked(spans, changed)
        self.texts.append("".join(text for text, _ in spans))
        return (filled(spans, self.fields) if self.fields is not None else spans), changed

    def tell(self, changed: Changed | None) -> None:
        """Say below a text how it has changed."""
        if changed is not None and changed.told:
            for folded in fold([(changed.told, "change")], self.room):
                before, _ = self.prefix()
                self.rows.append(Row((*before, *folded)))

    def tell_gone(self) -> None:
        """Say what stood before the next text and is gone."""
        for text in self.marks.gone.get(len(self.texts), ()) if self.marks is not None else ():
            for folded in fold([(f"− gone: “{text}”", "change")], self.width):
                self.rows.append(Row(folded))

    @property
    def shown(self) -> list[_Frame]:
        """The containers that there is room to show: where they are too many, the outer ones give way."""
        room = self.width - NARROW
        for place in range(len(self.frames) - 1, -1, -1):
            room -= width_of(self.frames[place].rest)
            if room < 0:
                return self.frames[place + 1 :]
        return self.frames

    @property
    def room(self) -> int:
        """Cells for the text of a line; words to say are never wider than an eye takes in while one speaks."""
        width, taken = self.width, 0
        for frame in self.shown:
            if frame.text_style == "talk":
                width = min(width, taken + ALOUD)
            taken += width_of(frame.rest)
        return max(width - taken, 1)

    def prefix(self) -> tuple[list[Span], str]:
        """Return the spans before a line, and the style that containers give its text."""
        spans = [(frame.rest if frame.used else frame.first, frame.style) for frame in self.shown]
        style = ""
        for frame in self.frames:
            frame.used = True
            style = frame.text_style or style
        return spans, style

    def blank(self) -> None:
        """Leave one empty line, never two."""
        bars = [frame for frame in self.shown if frame.style]
        if (
            self.rows
            and self.rows[-1].text.strip(" ┃│▎")
            and not any(not frame.used for frame in self.frames)
        ):
            self.rows.append(Row(tuple((frame.rest, frame.style) for frame in bars), self.rows[-1].line))

    def put(self, spans: Sequence[Span], line: int, *, anchor: str = "", style: str = "") -> None:
        """Fold `spans` behind the containers' prefixes."""
        for index, folded in enumerate(fold(spans, self.room)):
            before, inherited = self.prefix()
            wanted = style or inherited
            styled = [(text, f"{wanted} {own}".strip() if wanted else own) for text, own in folded]
            self.rows.append(Row((*before, *styled), line, anchor if index == 0 else ""))


def markdown_rows(
    text: str,
    width: int,
    *,
    first_line: int = 1,
    slugs: Slugs | None = None,
    guide: bool = False,
    fields: Mapping[str, str] | None = None,
    marks: Marks | None = None,
) -> list[Row]:
    """Return Markdown `text` as rows of at most `width` cells; `first_line` is the line of the file it starts on.

    `guide`: it is a score card, whose quotations are for the scorer and never said. `fields` fill the merge
    fields (None leaves them as they are written); `marks` say what has changed.
    """
    layout = _Layout(width, first_line, text.split("\n"), slugs=slugs or Slugs(), guide=guide)
    layout.fields, layout.marks = fields, marks
    _blocks(layout, tokens(text))
    layout.tell_gone()
    while layout.rows and not layout.rows[-1].text.strip():
        layout.rows.pop()
    return layout.rows


def texts_of(text: str, *, guide: bool = False) -> list[str]:
    """Return what each piece of running text in Markdown says, in the order that `markdown_rows` lays them out."""
    layout = _Layout(UNFOLDED, 1, text.split("\n"), guide=guide)
    _blocks(layout, tokens(text))
    return layout.texts


def _blocks(layout: _Layout, tokens: list[Token]) -> None:
    index = 0
    while index < len(tokens):
        token = tokens[index]
        line = (
            layout.offset + token.map[0]
            if token.map
            else (layout.rows[-1].line if layout.rows else layout.offset)
        )
        kind = token.type
        if token.nesting == 1 and token.level >= MAX_NESTING - 1 and token.map:
            index = _too_deep(layout, tokens, index)
        elif kind == "heading_open":
            _heading(layout, token, tokens[index + 1], line)
            index += 2
        elif kind == "paragraph_open":
            if not token.hidden:
                layout.blank()
        elif kind == "inline":
            layout.tell_gone()
            spans, changed = layout.spans_of(token)
            layout.put(spans, line)
            layout.tell(changed)
        elif kind == "blockquote_open":
            layout.blank()
            _quotation(layout, tokens[index + 1 : index + 3])
        elif kind in ("blockquote_close", "list_item_close", "footnote_reference_close", "dd_close"):
            layout.frames.pop()
        elif kind in ("bullet_list_open", "ordered_list_open"):
            if not layout.lists:
                layout.blank()
            layout.lists.append(int(token.attrGet("start") or 1) if kind[0] == "o" else None)
        elif kind in ("bullet_list_close", "ordered_list_close"):
            layout.lists.pop()
        elif kind == "list_item_open":
            _list_item(layout, tokens[index + 1 : index + 3])
        elif kind in ("fence", "code_block"):
            _code(layout, token, line)
        elif kind == "html_block" and _COMMENT.fullmatch(token.content.strip()):
            pass
        elif kind == "html_block":
            layout.blank()
            layout.put([(token.content.rstrip("\n"), "dim")], line)
        elif kind == "hr":
            layout.blank()
            blank = token.markup.startswith("____")  # a line to write on, as templates have them
            layout.put([("_" * 8, "field") if blank else ("─" * min(layout.room, 40), "dim")], line)
        elif kind == "table_open":
            index = _table(layout, tokens, index, line)
        elif kind == "footnote_reference_open":
            layout.blank()
            label = str(token.meta.get("label") or int(token.meta.get("id", 0)) + 1)
            mark = f"[{label}] "
            if width_of(mark) > NARROW:
                layout.put([(mark, "")], line, style="dim")
                mark = " " * 4
            layout.frames.append(_Frame(mark, " " * width_of(mark), text_style="dim", style="dim"))
        index += 1


def _too_deep(layout: _Layout, tokens: list[Token], start: int) -> int:
    """Show as it is written what is nested too deeply to be read; return the index of its last token."""
    first, last = tokens[start].map or (0, 0)
    for number, line in enumerate(layout.source[first:last], layout.offset + first):
        layout.put([(line.strip(), "")], number)
    index, depth = start, 1
    while depth and index + 1 < len(tokens):
        index += 1
        depth += tokens[index].nesting
    return index


def _heading(layout: _Layout, token: Token, inline: Token, line: int) -> None:
    level = int(token.tag[1])
    title = inline.content
    layout.blank()
    layout.tell_gone()
    spans, changed = layout.spans_of(inline)
    layout.put(spans, line, anchor=layout.slugs.of(title), style=f"h{min(level, 4)}")
    layout.tell(changed)


def _quotation(layout: _Layout, inside: list[Token]) -> None:
    """A quotation is a talk track, a hint or a notice by how it opens."""
    first = inside[1] if len(inside) > 1 and inside[1].type == "inline" else None
    # Decided by what decides it in a call, so that a page never reads otherwise than it runs.
    opening = first.content if first else ""
    quote = read_quote(opening.split("\n"), 0, Slugs())
    hint = layout.guide or isinstance(quote, Hint)
    style = "notice" if isinstance(quote, Notice) else "hint" if hint else "talk"
    bar = "┃ " if style == "talk" else "▎ "
    layout.frames.append(_Frame(bar, bar, f"{style}-bar", style))
    if first and style != "talk" and (alert := _ALERT.match(opening)):
        _drop_text(first, alert.end())
        label = ("! " if style == "notice" else "") + alert[1].strip().capitalize()
        strong = Token("strong_open", "", 1), _text(label), Token("strong_close", "", -1)
        first.children = [*strong, _text("  "), *(first.children or [])]


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _drop_text(inline: Token, characters: int) -> None:
    """Remove the first `characters` of an inline token's own source from what it shows."""
    left = characters
    for child in inline.children or []:
        if left <= 0:
            break
        if child.type == "softbreak":
            left -= 1
            child.type, child.content = "text", ""
        elif child.type == "text":
            cut = min(left, len(child.content))
            child.content, left = child.content[cut:], left - cut


def _list_item(layout: _Layout, inside: list[Token]) -> None:
    number = layout.lists[-1] if layout.lists else None
    mark, style = "• ", "bullet"
    if number is not None:
        mark = f"{number}. "
        layout.lists[-1] = number + 1
    if len(inside) > 1 and inside[1].type == "inline" and (task := _TASK.match(inside[1].content)):
        _drop_text(inside[1], task.end())
        mark, style = ("☐ " if task[1] == " " else "☑ "), "todo"
    layout.frames.append(_Frame(mark, " " * width_of(mark), style))


def _code(layout: _Layout, token: Token, line: int) -> None:
    layout.blank()
    language = token.info.strip().split(" ")[0].lower() if token.info else ""
    if language in ("markdown", "md") and len(re.findall(r"^## ", token.content, re.MULTILINE)) >= 2:
        inner = replace(
            layout, offset=line + 1, source=token.content.split("\n"), rows=[], frames=[], lists=[]
        )
        _blocks(inner, tokens(token.content))
        layout.rows.extend(inner.rows)
        return
    for number, text in enumerate(token.content.rstrip("\n").split("\n")):
        layout.put([("  " + text, "code")], line + number + (1 if token.type == "fence" else 0))


def _table(layout: _Layout, tokens: list[Token], start: int, line: int) -> int:
    """Lay a table out; return the index of its last token."""
    layout.blank()
    grid: list[tuple[int, list[list[Span]]]] = []
    index = start
    changes: list[Changed] = []
    while tokens[index].type != "table_close":
        token = tokens[index]
        if token.type == "tr_open":
            grid.append((layout.offset + token.map[0] if token.map else line, []))
        elif token.type == "inline":
            spans, changed = layout.spans_of(token)
            grid[-1][1].append(spans)
            changes += [changed] if changed is not None else []
        index += 1
    lines_of_rows = table_lines([cells for _, cells in grid], layout.room)
    for (row_line, _), lines in zip(grid, lines_of_rows, strict=True):
        for line_spans in lines:
            before, _ = layout.prefix()
            layout.rows.append(Row((*before, *line_spans), row_line))
    layout.tell(next((change for change in changes if change.told), None))
    return index
