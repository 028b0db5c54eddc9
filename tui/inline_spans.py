"""Running text as spans: emphasis, links with where they lead, merge fields and blanks; knows no Textual."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from markdown_it.token import Token

from playbook.plays.fields import label
from playbook.plays.markdown import inline as inline_tokens
from tui.rows import Span

_MARK = re.compile(r"(\{\{[^{}\n]{1,80}\}\}|_{4,}|\[[^\[\]\n]{2,80}\])")
"""A merge field, a blank to fill, or the mark of a footnote that stands elsewhere on the page."""
_STYLE = {"strong_open": "strong", "em_open": "em", "s_open": "dim"}
TO = "to:"
"""Begins the name of a style that says where a link leads."""
WAS = "was:"
"""Begins the name of a style that says which merge field a text fills."""
_NAME = re.compile(r"\{\{\s*([^{}\s]+)\s*\}\}")


def inline(text: str) -> list[Span]:
    """Return one line of Markdown (a to-do, a question, an answer) as spans."""
    return list(_spans(inline_tokens(text, {})))


def plain_words(text: str) -> str:
    """Return Markdown as the words it is read as, in one line."""
    return " ".join("".join(words for words, _ in inline(text)).split())


def inline_spans(inline: Token) -> Iterator[Span]:
    """Yield the spans of an inline token: emphasis, code, links, merge fields and footnote marks by name."""
    yield from _spans(inline.children or [])


def _spans(children: Sequence[Token]) -> Iterator[Span]:
    styles: list[str] = []
    for child in children:
        kind = child.type
        if kind == "link_open":
            styles.append(f"link {TO}{href}" if (href := _href(child)) else "link")
        elif kind in _STYLE:
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
    for part in _MARK.split(text):
        if part.startswith("[^") and _MARK.fullmatch(part):
            yield f"[{part[2:-1]}]", "footnote"
        elif part:
            yield part, f"{style} field".strip() if _MARK.fullmatch(part) else style


def _href(link: Token) -> str:
    """Return where a link leads, unless it could not stand in a style's name."""
    href = str(link.attrGet("href") or "")
    return href if href.isprintable() and " " not in href else ""


def filled(spans: Sequence[Span], fields: Mapping[str, str]) -> list[Span]:
    """Return `spans` with merge fields filled; one without a value becomes a blank, `[contact first name]`."""
    found: list[Span] = []
    for text, style in spans:
        name = _NAME.fullmatch(text) if "field" in style.split() else None
        if name is None:
            found.append((text, style))
            continue
        value = " ".join(fields.get(name[1], "").split())
        was = f"{WAS}{{{{{name[1]}}}}}"
        if value:
            rest = " ".join(part for part in style.split() if part != "field")
            found.append((value, f"{rest} {was}".strip()))
        else:
            found.append((f"[{label(name[1])}]", f"{style} {was}"))
    return found


def as_written(spans: Sequence[Span]) -> str:
    """Return what spans say, with the merge fields that were filled in them as the page has them.

    A span in the style `join` stands between two lines that one was folded to.
    """
    found: list[str] = []
    before = space = ""
    for text, style in spans:
        if style == "join":
            space = text
            continue
        was = next((part[len(WAS) :] for part in style.split() if part.startswith(WAS)), "")
        if not was or was != before:
            found += [space, was or text]
        before, space = was, ""
    return "".join(found)
