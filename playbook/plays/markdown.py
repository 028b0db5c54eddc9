"""The one Markdown configuration, and ways to use it that end in linear time on any text."""

from __future__ import annotations

import re
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

Env = dict[str, Any]

MAX_NESTING = 100
"""Levels of blockquotes and lists (a list and its item are two); deeper text is left unread."""
MAX_LINES = 50_000
MAX_LINE = 100_000
"""Letters of a line that is still read as Markdown."""
MAX_COLUMNS = 1_000
MAX_CELLS = 100_000
MAX_WORK = 200_000
"""Tries of block rules on one text; real pages need about three a line."""
INLINE_WORK = 10_000
INLINE_WORK_PER_LETTER = 0.08
"""Tries of inline rules on one text, those that look ahead counted four times; real pages need a third."""


_FIRST = Lock()


class TooMuchError(Exception):
    """The text would take far longer than its length deserves; the message says why."""


@cache
def parser() -> MarkdownIt:
    """Return CommonMark with tables, strikethrough and footnotes; HTML is passed on as data.

    Used by itself it has no limits; `tokens` is the way to show any text.
    """
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    _hush()
    markdown = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING, "html": True})
    markdown.enable(["table", "strikethrough"])
    markdown.use(footnote_plugin, inline=False, move_to_end=False)
    everywhere = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    markdown.block.ruler.before("table", "work", _count_block, everywhere)  # type: ignore[arg-type]
    markdown.inline.ruler.before("text", "work", _count_inline)
    with _FIRST:
        # What it makes of its rules and of addresses is made at their first use, and is there for other threads before
        # it is whole: they would read a page without rules.
        markdown.render("[a](b%20c) <https://d.e/%41>\n")
    return markdown


def _hush() -> None:
    """Spare the block rules asking, each time that one is tried, whether it should be written to a log."""
    import logging

    for name in list(logging.root.manager.loggerDict):
        if name.startswith("markdown_it.rules_block."):
            logging.getLogger(name).debug = _say_nothing  # type: ignore[method-assign]


def _say_nothing(*said: object, **how: object) -> None:
    """Take the place of a log."""


def _count_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Match nothing; being tried wherever a block may begin, it meters what the other rules do."""
    work = state.env["work"] = state.env.get("work", 0) + 1
    if work > state.env.get("limit", work):
        raise TooMuchError("its quotes and lists are nested in a way that takes too long to read")
    return False


def _count_inline(state: StateInline, silent: bool) -> bool:
    work = state.env["inline work"] = state.env.get("inline work", 0) + (4 if silent else 1)
    if work > state.env.get("inline limit", work):
        raise TooMuchError("its brackets and marks are nested in a way that takes too long to read")
    return False


def blocks(text: str, env: Env) -> list[Token]:
    """Return the block tokens of `text` (plain line feeds), inline content unread; raises TooMuchError.

    `env` takes the link references and footnote labels that `inline` needs.
    """
    env["limit"] = MAX_WORK
    _limit_inline(text, env)
    lines = text.count("\n") + 1
    if lines > MAX_LINES:
        raise TooMuchError(f"it has {lines:,} lines, more than {MAX_LINES:,}")
    if text.count("|") > MAX_CELLS:
        raise TooMuchError(f"it has tables of more than {MAX_CELLS:,} cells")
    if text.count("|") >= MAX_COLUMNS and any(line.count("|") >= MAX_COLUMNS for line in text.split("\n")):
        raise TooMuchError(f"it has a table of more than {MAX_COLUMNS:,} columns")
    markdown = parser()
    tokens: list[Token] = []
    try:
        markdown.block.parse(text.replace("\0", "\ufffd"), markdown, env, tokens)
    except RecursionError:
        raise TooMuchError("its quotes and lists are nested too deeply to read") from None
    return tokens


def _limit_inline(text: str, env: Env) -> None:
    env.setdefault("inline limit", INLINE_WORK + INLINE_WORK_PER_LETTER * len(text))


def inline(text: str, env: Env) -> list[Token]:
    """Return the inline tokens of `text`; one plain text token where it would take too long."""
    from markdown_it.token import Token

    tokens: list[Token] = []
    _limit_inline(text, env)
    if len(text) <= MAX_LINE:
        try:
            parser().inline.parse(text.replace("\0", "\ufffd"), parser(), env, tokens)
            return tokens
        except (TooMuchError, RecursionError):
            pass
    return [Token("text", "", 0, content=text)]


def tokens(text: str) -> list[Token]:
    """Return all tokens of `text`, inline ones as children, for showing it; never raises.

    What would take too long is one paragraph of plain text.
    """
    from markdown_it.token import Token

    env: Env = {}
    try:
        found = blocks(text, env)
    except TooMuchError:
        whole = Token("inline", "", 0, map=[0, text.count("\n") + 1], content=text)
        whole.children = [Token("text", "", 0, content=text)]
        return [Token("paragraph_open", "p", 1, map=whole.map), whole, Token("paragraph_close", "p", -1)]
    for token in found:
        if token.type == "inline":
            text = token.content
            # Most lines of a page are words alone: what the parser would make of them is known.
            token.children = [Token("text", "", 0, content=text)] if is_words(text) else inline(text, env)
    return found


_MARKUP = re.compile(r"[\\`*_\[<&~\0]")
"""What inline Markdown can begin with; no other sign means anything without one of these."""


def plain(text: str, env: Env) -> str:
    """Return inline Markdown as a reader sees it: without marks, links as their words, one line."""
    if _MARKUP.search(text):
        return words(inline(text, env))
    if "\n" not in text:
        return text.strip()
    first, *others = text.split("\n")
    lines = [first, *(line.lstrip(" \t") for line in others)]
    return " ".join([*(line.rstrip(" ") for line in lines[:-1]), lines[-1]]).strip()


def is_plain(text: str) -> bool:
    """Say whether inline Markdown is one line of words as they are written, without a link."""
    return "\n" not in text and _MARKUP.search(text) is None


def is_words(text: str) -> bool:
    """Say whether inline Markdown is one line of words that its parser gives back as they are."""
    return is_plain(text) and text == text.strip() != ""


def words(tokens: list[Token]) -> str:
    """Return the words that inline tokens show, on one line."""
    parts: list[str] = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.type == "image":
            parts.append(words(token.children or []))
        elif token.type in ("text", "text_special", "code_inline"):
            parts.append(token.content)
    return "".join(parts).replace("\n", " ").strip()
