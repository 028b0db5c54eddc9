"""Markdown to rows: a page rendered once, then shown line by line; knows no Textual."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from playbook.plays.markdown import inline as inline_tokens
from playbook.plays.markdown import tokens
from playbook.plays.slug import Slugs
from tui.rows import Row, Span, fold, width_of

_FIELD = re.compile(r"(\{\{[^{}\n]{1,80}\}\}|_{4,}|\[[^\[\]\n]{2,80}\])")
_ALERT = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*\n?", re.IGNORECASE)
_NOTICE = {"important", "warning", "caution"}
_COMMENT = re.compile(r"(?:<!--(?:(?!-->).)*-->\s*)+", re.DOTALL)
_TASK = re.compile(r"\[([ xX])\]\s+")
_STYLE = {"strong_open": "strong", "em_open": "em", "s_open": "dim", "link_open": "link"}
NARROW = 12


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
    rows: list[Row] = field(default_factory=list)
    frames: list[_Frame] = field(default_factory=list)
    lists: list[int | None] = field(default_factory=list)
    slugs: Slugs = field(default_factory=Slugs)
    tight: int = 0

    def prefix(self) -> tuple[list[Span], int, str]:
        """Return the spans before a line, their width, and the style that containers give its text."""
        spans: list[Span] = []
        style = ""
        for frame in self.frames:
            spans.append((frame.rest if frame.used else frame.first, frame.style))
            frame.used = True
            style = frame.text_style or style
        return spans, sum(width_of(text) for text, _ in spans), style

    def blank(self) -> None:
        """Leave one empty line, never two."""
        bars = [frame for frame in self.frames if frame.style]
        if (
            self.rows
            and self.rows[-1].text.strip(" ┃│▎")
            and not any(not frame.used for frame in self.frames)
        ):
            self.rows.append(Row(tuple((frame.rest, frame.style) for frame in bars), self.rows[-1].line))

    def put(self, spans: Sequence[Span], line: int, *, anchor: str = "", style: str = "") -> None:
        """Fold `spans` behind the containers' prefixes."""
        width = max(self.width - sum(width_of(frame.rest) for frame in self.frames), NARROW)
        for index, folded in enumerate(fold(spans, width)):
            before, _, inherited = self.prefix()
            wanted = style or inherited
            styled = [(text, f"{wanted} {own}".strip() if wanted else own) for text, own in folded]
            self.rows.append(Row((*before, *styled), line, anchor if index == 0 else ""))


def markdown_rows(text: str, width: int, *, first_line: int = 1, slugs: Slugs | None = None) -> list[Row]:
    """Return Markdown `text` as rows of at most `width` cells; `first_line` is the line of the file it starts on."""
    layout = _Layout(width, first_line, slugs=slugs or Slugs())
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
        if kind == "heading_open":
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
            layout.put([("─" * max(min(layout.width - 2, 40), 3), "dim")], line)
        elif kind == "table_open":
            index = _table(layout, tokens, index, line)
        elif kind == "footnote_reference_open":
            layout.blank()
            label = str(token.meta.get("label") or int(token.meta.get("id", 0)) + 1)
            mark = f"[{label}] "
            layout.frames.append(_Frame(mark, " " * min(width_of(mark), 4), text_style="dim", style="dim"))
        index += 1


def _heading(layout: _Layout, token: Token, inline: Token, line: int) -> None:
    level = int(token.tag[1])
    title = inline.content
    layout.blank()
    layout.put(list(inline_spans(inline)), line, anchor=layout.slugs.of(title), style=f"h{min(level, 4)}")


def _quotation(layout: _Layout, inside: list[Token]) -> None:
    """A quotation is a talk track, a hint or a notice by how it opens."""
    first = inside[1] if len(inside) > 1 and inside[1].type == "inline" else None
    if first is None:
        layout.frames.append(_Frame("┃ ", "┃ ", "talk-bar", "talk"))
        return
    alert = _ALERT.match(first.content)
    if alert:
        kind = alert[1].lower()
        style = "notice" if kind in _NOTICE else "hint"
        _drop_text(first, alert.end())
        label = {"notice": "! ", "hint": ""}[style] + kind.capitalize() + "  "
        bar = _Frame("▎ ", "▎ ", f"{style}-bar", style)
        layout.frames.append(bar)
        first.children = [
            Token("strong_open", "", 1),
            _text(label),
            Token("strong_close", "", -1),
            *(first.children or []),
        ]
        return
    children = first.children or []
    opens_bold = [child.type for child in children[:3]] == ["strong_open", "text", "strong_close"] or (
        len(children) > 3 and children[0].content == "" and children[1].type == "strong_open"
    )
    label = next((child.content for child in children if child.type == "text" and child.content), "")
    after = next((c.content for c in children[children_close(children) + 1 :] if c.type == "text"), "")
    if opens_bold and (label.rstrip().endswith(":") or after.lstrip().startswith(":")):
        layout.frames.append(_Frame("▎ ", "▎ ", "hint-bar", "hint"))
    else:
        layout.frames.append(_Frame("┃ ", "┃ ", "talk-bar", "talk"))


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def children_close(children: Sequence[Token]) -> int:
    """Return the index of the first token that closes bold text, or the last index."""
    return next((i for i, child in enumerate(children) if child.type == "strong_close"), len(children) - 1)


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
        inner = _Layout(layout.width, line + 1, slugs=layout.slugs)
        _blocks(inner, tokens(token.content))
        layout.rows.extend(inner.rows)
        return
    for number, text in enumerate(token.content.rstrip("\n").split("\n")):
        layout.put([("  " + text, "code")], line + number + (1 if token.type == "fence" else 0))


def _table(layout: _Layout, tokens: list[Token], start: int, line: int) -> int:
    """Lay a table out in columns; the widest give way first; returns the index of its last token."""
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
    columns = max((len(cells) for _, cells in grid), default=0)
    widths = [
        max((width_of("".join(t for t, _ in cells[c])) for _, cells in grid if c < len(cells)), default=1)
        for c in range(columns)
    ]
    room = max(layout.width - sum(width_of(f.rest) for f in layout.frames) - 3 * (columns - 1), columns * 3)
    while sum(widths) > room:
        widths[widths.index(max(widths))] -= 1
    for number, (row_line, cells) in enumerate(grid):
        folded = [fold(cell, max(width, 1)) for cell, width in zip(cells, widths, strict=False)]
        for height in range(max((len(lines) for lines in folded), default=0)):
            spans: list[Span] = []
            for column, lines in enumerate(folded):
                text = lines[height] if height < len(lines) else ()
                used = sum(width_of(t) for t, _ in text)
                spans.extend((t, f"strong {s}".strip() if number == 0 else s) for t, s in text)
                if column < len(folded) - 1:
                    spans.append((" " * max(widths[column] - used, 0), ""))
                    spans.append((" │ ", "dim"))
            before, _, _ = layout.prefix()
            layout.rows.append(Row((*before, *spans), row_line))
        if number == 0:
            before, _, _ = layout.prefix()
            rule = "─┼─".join("─" * width for width in widths)
            layout.rows.append(Row((*before, (rule, "dim")), row_line))
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
