"""What the text of a list item says: a to-do, an answer and where it leads, a question."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from playbook.plays.links import Anchors, hrefs
from playbook.plays.markdown import inline, is_plain, words
from playbook.plays.marks import side
from playbook.plays.tree import Node, Tree

if TYPE_CHECKING:
    from markdown_it.token import Token

CHECK_BOX = re.compile(r"\[[ xX]\][ \t]+")
_ENDS_ASKING = ("?", "？", "؟")
_TAIL = "\"'”’»」』›*_`~ \t"
"""Closing marks that may follow a question mark."""
_DUE = re.compile(r"[ \t]?[(\[]?\bdue:[ \t]*(\d{4}-\d{2}-\d{2})\b[)\]]?", re.IGNORECASE)
_DUE_WRONG = re.compile(r"\bdue:[ \t]*\d", re.IGNORECASE)
_BY = re.compile(r"\((by [^()]{1,60})\)$", re.IGNORECASE)
_ARROW = re.compile(r"→|->|⇒|=>")


def asks(text: str) -> bool:
    """Return whether a text ends in a question mark, which quotation marks or emphasis may close."""
    text = text.rstrip(_TAIL)
    if text.endswith("]") and (note := text.rfind("[^")) > 0:
        text = text[:note].rstrip(_TAIL)
    return text.endswith(_ENDS_ASKING)


def own_text(item: Node) -> str:
    """Return the inline source that a list item opens with; empty where it opens with another block."""
    first = item.children[0] if item.children else None
    return first.text if first and (first.kind == "paragraph" or first.blank) else ""


def is_task(text: str) -> bool:
    """Return whether an item's text opens with a check box and says something after it."""
    match = CHECK_BOX.match(text)
    return match is not None and bool(text[match.end() :].strip())


@dataclass(frozen=True, slots=True)
class Task:
    """A to-do's text (Markdown), and what stands in it."""

    text: str
    due: date | None
    by: str | None
    wrong_date: bool


def read_task(text: str) -> Task:
    """Return what a to-do says: its check box, `due: 2026-12-01` and closing `(by side)` taken out."""
    text = CHECK_BOX.sub("", text, count=1) if CHECK_BOX.match(text) else text
    due, by = None, None
    if match := _DUE.search(text):
        try:
            due = date.fromisoformat(match[1])
        except ValueError:
            return Task(text.strip(), None, None, True)
        text = f"{text[: match.start()]}{text[match.end() :]}".strip()
    wrong = due is None and _DUE_WRONG.search(text) is not None
    match = _BY.search(text.rstrip())
    if match and text[: match.start()].strip() and (by := side(match[1])):
        text = text[: match.start()]
    return Task(text.strip(), due, by, wrong)


@dataclass(frozen=True, slots=True)
class Lead:
    """An answer's words, and where it leads."""

    text: str
    leads_to: str = ""
    missing: str = ""
    """The anchor that it names and the page does not have."""


def read_lead(text: str, tree: Tree, anchors: Anchors) -> Lead:
    """Return an answer as shown, without the arrow and what follows it, and where it leads."""
    if is_plain(text):
        shown = text.strip()
        return _bare_lead(shown, list(_ARROW.finditer(shown)), anchors)
    tokens = inline(CHECK_BOX.sub("", text, count=1) if CHECK_BOX.match(text) else text, tree.env)
    shown = words(tokens) or text.strip()
    targets = hrefs(tokens)
    arrows = list(_ARROW.finditer(shown))
    if not targets:
        return _bare_lead(shown, arrows, anchors)
    missing = ""
    for href in reversed(targets) if arrows else targets:
        leads_to = anchors.resolve(href)
        if leads_to:
            before = _before_arrow(shown, tokens) if arrows else ""
            return Lead(before or shown, leads_to)
        if leads_to is None:
            missing = missing or href
    return Lead((_before_arrow(shown, tokens) if missing and arrows else "") or shown, "", missing)


def _before_arrow(shown: str, tokens: list[Token]) -> str:
    """Return what stands before the last arrow that a link follows."""
    last = max(index for index, token in enumerate(tokens) if token.type == "link_open")
    ahead = words(tokens[:last])
    arrows = list(_ARROW.finditer(ahead))
    if not arrows:
        return ""
    return ahead[: arrows[-1].start()].rstrip(" \t:—–-")


def _bare_lead(shown: str, arrows: list[re.Match[str]], anchors: Anchors) -> Lead:
    """Return an answer whose arrow is followed by plain words, when they name a place of the page."""
    for arrow in arrows[-1:]:
        target = shown[arrow.end() :].strip()
        leads_to = anchors.find(target.removeprefix("#")) if len(target) < 200 else ""
        if leads_to:
            return Lead(shown[: arrow.start()].strip() or shown, leads_to)
    return Lead(shown)
