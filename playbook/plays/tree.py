"""A Markdown text as a tree of blocks that know their lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from playbook.plays.markdown import MAX_NESTING, Env, blocks, plain

if TYPE_CHECKING:
    from markdown_it.token import Token

_OPAQUE = frozenset({"blockquote", "table", "footnote_reference"})
"""Blocks that are read from their source; what is inside them is no part of the tree."""


@dataclass(slots=True)
class Node:
    """One block: a paragraph, heading, list, item, quote or fence."""

    kind: str
    """The token's type, without `_open`."""
    start: int
    end: int
    """Lines of the text, from 0, `end` excluded."""
    tag: str = ""
    info: str = ""
    """Of a fence: what stands after its marks; of a footnote: its label."""
    text: str = ""
    """Of a paragraph or heading: its inline source. Of a fence: its content. Of a rule: its signs."""
    children: list[Node] = field(default_factory=list)
    number: int = 1
    """Of an ordered list or its item: the number it is written with."""

    @property
    def blank(self) -> bool:
        """It is a blank to fill, `______`, which Markdown takes for a rule."""
        return self.kind == "hr" and self.text.startswith("_____")

    @property
    def level(self) -> int:
        """Of a heading: 1 to 6."""
        return int(self.tag[1])


@dataclass(slots=True)
class Tree:
    """The blocks of a text, and what reading its inline content needs."""

    lines: list[str]
    offset: int
    """Lines of the file before this text."""
    nodes: list[Node]
    env: Env
    too_deep: int | None = None
    """Line (from 0) of what is nested too deeply to be read."""
    _plain: dict[str, str] = field(default_factory=dict)

    def line(self, index: int) -> int:
        """Return the file's 1-based line of line `index` of this text."""
        return index + self.offset + 1

    def source(self, start: int, end: int, indent: int = 0) -> str:
        """Return lines `start` to `end`, without blank ones around and a common indent up to `indent`."""
        picked = self.lines[start:end]
        while picked and not picked[-1].strip():
            picked.pop()
        while picked and not picked[0].strip():
            picked.pop(0)
        if indent and picked:
            blank = min(len(line) - len(line.lstrip(" ")) for line in picked if line.strip())
            picked = [line[min(indent, blank) :] for line in picked]
        return "\n".join(picked)

    def last(self, start: int, end: int) -> int:
        """Return the last line from `start` to `end` (excluded) that is not blank, 1-based in the file."""
        while end - 1 > start and not self.lines[end - 1].strip():
            end -= 1
        return self.line(end - 1)

    def plain(self, text: str) -> str:
        """Return inline Markdown as a reader sees it."""
        if text not in self._plain:
            self._plain[text] = plain(text, self.env)
        return self._plain[text]


def grow(text: str, offset: int = 0) -> Tree:
    """Return the tree of `text`, which begins after `offset` lines of its file; raises TooMuchError."""
    env: Env = {}
    tokens = blocks(text, env)
    tree = Tree(text.split("\n"), offset, [], env)
    tree.nodes = _nodes(tokens, tree)
    return tree


def _nodes(tokens: list[Token], tree: Tree) -> list[Node]:
    top: list[Node] = []
    open_: list[Node] = []
    hidden = 0
    for token in tokens:
        if token.nesting == 1 and token.level >= MAX_NESTING - 1 and token.map and tree.too_deep is None:
            tree.too_deep = token.map[0]
        if hidden:
            hidden += token.nesting
            if not hidden:
                open_.pop()
            continue
        if token.nesting == -1:
            open_.pop()
            continue
        if token.type == "inline":
            open_[-1].text = token.content
            continue
        start, end = token.map or (0, 0)
        kind = token.type.removesuffix("_open")
        info = token.meta.get("label", "") if kind == "footnote_reference" else token.info
        node = Node(kind, start, end, token.tag, info, token.content)
        if kind == "hr":
            sign = token.markup[:1]  # the token's own count of signs is one too high
            node.text = sign * tree.lines[start].count(sign)
        elif kind == "ordered_list":
            node.number = int(token.attrs.get("start", 1))
        elif kind == "list_item" and info.isdecimal():
            node.number = int(info)
        (open_[-1].children if open_ else top).append(node)
        if token.nesting == 1:
            open_.append(node)
            hidden = 1 if kind in _OPAQUE else 0
    return top


def walk(nodes: list[Node]) -> Iterator[Node]:
    """Yield every node, parents before their children, in the order of the text."""
    waiting = list(reversed(nodes))
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(node.children))
