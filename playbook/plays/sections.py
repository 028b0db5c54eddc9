"""Which headings of a page are its title and its steps, and what belongs to each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from playbook.plays.marks import split_marks
from playbook.plays.tree import Node, Tree

STEP_LEVEL = 2
_SILENT = frozenset({"html_block", "hr"})
"""Blocks that may stand before a page's title."""
OBJECTIONS = "objections"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (or the first paragraph of a list item), and the blocks up to the next one."""

    heading: str
    """Its inline source."""
    start: int
    end: int
    """Lines of the text, from 0, `end` excluded."""
    nodes: tuple[Node, ...]
    """The blocks below the heading."""
    level: int = STEP_LEVEL
    """Of its heading; 0: it is an item of a list."""
    apart: bool = False
    """Stands outside the list that gives the steps: reference."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A page's title, what stands before its first step, and its sections."""

    title: Node | None
    brief: tuple[tuple[int, int], ...]
    """Ranges of lines."""
    sections: tuple[Section, ...]


def outline(tree: Tree, aside: frozenset[str], *, lists: bool = True) -> Outline:
    """Return the outline of a page.

    `aside` holds the headings (casefolded) that are never divided into steps; `lists`: where no heading gives
    the steps, the first ordered list may.
    """
    headings = [node for node in tree.nodes if node.kind == "heading"]
    level = _step_level(tree, headings, aside, lists)
    title = _title(tree.nodes, headings, level)
    last = len(tree.lines)
    if level is None:
        by_list = _list_outline(tree, title) if lists else None
        return by_list or Outline(title, _around(title, 0, last), ())
    starts = _starts(tree, [node for node in headings if node is not title], level, aside)
    places = {id(node): index for index, node in enumerate(tree.nodes)}
    sections = []
    for node, following in zip(starts, [*starts, None][1:], strict=True):
        first = places[id(node)] + 1
        stop = places[id(following)] if following else len(tree.nodes)
        end = following.start if following else last
        sections.append(Section(node.text, node.start, end, tuple(tree.nodes[first:stop]), node.level))
    return Outline(title, _around(title, 0, starts[0].start), tuple(sections))


def bare(tree: Tree, heading: str) -> str:
    """Return a heading as a reader sees it, without closing marks, casefolded: for comparing."""
    return split_marks(tree.plain(heading))[0].casefold()


def _starts(tree: Tree, headings: Sequence[Node], level: int, aside: frozenset[str]) -> list[Node]:
    """Return the headings that begin a section: those of the steps' level, and what is set aside above it."""
    found: list[Node] = []
    inside = 7
    for node in headings:
        if node.level > inside:
            continue
        inside = 7
        if node.level <= level and bare(tree, node.text) in aside:
            inside = node.level
            found.append(node)
        elif node.level == level:
            found.append(node)
    return found


def _step_level(tree: Tree, headings: Sequence[Node], aside: frozenset[str], lists: bool) -> int | None:
    """Return the heading level that gives the steps; None where no heading does.

    The second level where it occurs twice; else the shallowest that occurs twice below the title, sections
    that are set aside counted as a whole.
    """
    if sum(node.level == STEP_LEVEL for node in headings) >= 2:
        return STEP_LEVEL
    counts = [0] * 7
    skipping, titled = 7, False
    for node in headings:
        if node.level > skipping:
            continue
        skipping = 7
        if node.level == 1 and not titled:
            titled = True
            continue
        counts[node.level] += 1
        if bare(tree, node.text) in aside:
            skipping = node.level
    twice = next((level for level in range(1, 7) if counts[level] >= 2), None)
    if twice is None and counts[STEP_LEVEL] and not (lists and any(map(_ordered, tree.nodes))):
        return STEP_LEVEL
    return twice


def _title(nodes: Sequence[Node], headings: Sequence[Node], level: int | None) -> Node | None:
    """Return the heading that is the page's title: the first `#`, else one that opens a page without any."""
    for node in headings:
        if node.level == 1:
            return node
    opening = next((node for node in nodes if node.kind not in _SILENT), None)
    if opening is not None and opening.kind == "heading" and opening.level != level:
        return opening
    return None


def _around(title: Node | None, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return the lines from `start` to `end` without those of the title."""
    if title is None or title.start >= end:
        return ((start, end),)
    return tuple(pair for pair in ((start, title.start), (title.end, end)) if pair[0] < pair[1])


def _ordered(node: Node) -> bool:
    return node.kind == "ordered_list"


def _list_outline(tree: Tree, title: Node | None) -> Outline | None:
    """Return the outline of a page whose first ordered list gives the steps; None where it has no such list.

    A list that goes on after an unindented picture or code block is one list to its author: later ordered
    lists before the next heading continue it when their number does.
    """
    nodes = tree.nodes
    first = next((index for index, node in enumerate(nodes) if _ordered(node)), None)
    if first is None:
        return None
    stop = next((i for i in range(first, len(nodes)) if nodes[i].kind == "heading"), len(nodes))
    sections: list[Section] = []
    lists: list[Node] = []
    for node in nodes[first:stop]:
        if _ordered(node) and (not lists or _goes_on(lists, node)):
            lists.append(node)
            sections += [_item_section(item) for item in node.children]
        else:
            before = sections.pop()
            sections.append(replace(before, end=node.end, nodes=(*before.nodes, node)))
    end = nodes[stop].start if stop < len(nodes) else len(tree.lines)
    last = sections.pop()
    sections.append(replace(last, end=end))
    return Outline(title, _around(title, 0, nodes[first].start), (*sections, *_rest(tree, stop)))


def _goes_on(lists: Sequence[Node], node: Node) -> bool:
    """Return whether the ordered list `node` continues `lists`: by its number, or all items say `1.`."""
    items = [item for list_ in lists for item in list_.children]
    return node.number == lists[0].number + len(items) or all(
        item.number == 1 for item in (*items, *node.children)
    )


def _rest(tree: Tree, start: int) -> list[Section]:
    """Return what follows the list that gives the steps, from the heading `start` on, heading by heading."""
    nodes = tree.nodes[start:]
    levels = [node.level for node in nodes if node.kind == "heading"]
    places = [
        index
        for index, node in enumerate(nodes)
        if node.kind == "heading" and (index == 0 or node.level == min(levels))
    ]
    sections = []
    for place, following in zip(places, [*places, len(nodes)][1:], strict=True):
        node = nodes[place]
        end = nodes[following].start if following < len(nodes) else len(tree.lines)
        inner = tuple(nodes[place + 1 : following])
        sections.append(Section(node.text, node.start, end, inner, node.level, apart=True))
    return sections


def _item_section(item: Node) -> Section:
    first = item.children[0] if item.children else None
    if first is None or first.kind not in ("paragraph", "heading"):
        return Section("", item.start, item.end, tuple(item.children), level=0)
    return Section(first.text, item.start, item.end, tuple(item.children[1:]), level=0)
