"""Markdown to rows: a page rendered once, then shown line by line; knows no Textual."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from playbook.plays.markdown import MAX_NESTING, tokens
from playbook.plays.markdown import inline as inline_tokens
from playbook.plays.model import Hint, Notice
from playbook.plays.quotes import read_quote
from playbook.plays.slug import Slugs
from tui.rows import Row, Span, fold, width_of
from tui.table_rows import table_lines

_FIELD = re.compile(r"(\{\{[^{}\n]{1,80}\}\}|_{4,}|\[[^\[\]\n]{2,80}\])")
_ALERT = re.compile(r"\[!([A-Za-z][A-Za-z -]{0,30})\][+-]?[ \t]*\n?")
_COMMENT = re.compile(r"(?:<!--(?:(?!-->).)*-->\s*)+", re.DOTALL)
_TASK = re.compile(r"\[([ xX])\]\s+")
_STYLE = {"strong_open": "strong", "em_open": "em", "s_open": "dim", "link_open": "link"}
NARROW = 12
"""Cells that text keeps at least, however deep it is nested."""


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
        """Cells for the text of a line."""
        return max(self.width - sum(width_of(frame.rest) for frame in self.shown), 1)

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
    text: str, width: int, *, first_line: int = 1, slugs: Slugs | None = None, guide: bool = False
) -> list[Row]:
    """Return Markdown `text` as rows of at most `width` cells; `first_line` is the line of the file it starts on.

    `guide`: it is a score card, whose quotations are for the scorer and never said.
    """
    layout = _Layout(width, first_line, text.split("\n"), slugs=slugs or Slugs(), guide=guide)
    _blocks(layout, tokens(text))
    while layout.rows and not layout.rows[-1].text.strip():
        layout.rows.pop()
    return layout.rows


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
            layout.put(list(inline_spans(token)), line)
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
    layout.put(list(inline_spans(inline)), line, anchor=layout.slugs.of(title), style=f"h{min(level, 4)}")


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
        inner = _Layout(
            layout.width, line + 1, token.content.split("\n"), slugs=layout.slugs, guide=layout.guide
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
    while tokens[index].type != "table_close":
        token = tokens[index]
        if token.type == "tr_open":
            grid.append((layout.offset + token.map[0] if token.map else line, []))
        elif token.type == "inline":
            grid[-1][1].append(list(inline_spans(token)))
        index += 1
    lines_of_rows = table_lines([cells for _, cells in grid], layout.room)
    for (row_line, _), lines in zip(grid, lines_of_rows, strict=True):
        for spans in lines:
            before, _ = layout.prefix()
            layout.rows.append(Row((*before, *spans), row_line))
    return index


def inline(text: str) -> list[Span]:
    """Return one line of Markdown (a to-do, a question, an answer) as spans."""
    return list(_spans(inline_tokens(text, {})))


def inline_spans(inline: Token) -> Iterator[Span]:
    """Yield the spans of an inline token: emphasis, code, links, merge fields and footnote marks by name."""
    yield from _spans(inline.children or [])


def _spans(children: Sequence[Token]) -> Iterator[Span]:
    styles: list[str] = []
    for child in children:
        kind = child.type
        if kind in _STYLE:
            styles.append(_STYLE[kind])
        elif kind.endswith("_close"):
            if styles:
                styles.pop()
        elif kind == "text_special":  # an escape or an entity: never the mark of a field
            yield child.content, " ".join(styles)
        elif kind == "text":
            yield from _with_fields(child.content, " ".join(styles))
        elif kind == "code_inline":
            yield child.content, " ".join([*styles, "code"])
        elif kind == "softbreak":
            yield " ", " ".join(styles)
        elif kind == "hardbreak":
            yield "\n", ""
        elif kind == "footnote_ref":
            yield f"[{child.meta.get('label') or child.meta.get('id', 0) + 1}]", "footnote"
        elif kind == "image":
            yield f"[picture: {child.content or child.attrGet('src')}]", "dim"
        elif kind == "html_inline":
            yield child.content, "dim"


def _with_fields(text: str, style: str) -> Iterator[Span]:
    for part in _FIELD.split(text):
        if part:
            yield part, f"{style} field".strip() if _FIELD.fullmatch(part) else style
