"""The parts of a page in order, templates put in place of the sections they stand in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from playbook.plays.sections import Outline, Section, bare, outline
from playbook.plays.steps import Part
from playbook.plays.templates import open_template
from playbook.plays.tree import Node, Tree, walk

_CODE = frozenset({"fence", "code_block"})


@dataclass(frozen=True, slots=True)
class Layout:
    """A page's title and brief, its sections, and the texts they stand in."""

    title: str
    brief: str
    parts: tuple[Part, ...]
    trees: tuple[Tree, ...]
    """The page, then its templates."""

    def spoken(self) -> str:
        """Return the text of the page without its code."""
        page = self.trees[0]
        lines = list(page.lines)
        opened = {tree.offset - page.offset - 1 for tree in self.trees[1:]}
        for tree in self.trees:
            shift = tree.offset - page.offset
            for node in walk(tree.nodes):
                if node.kind in _CODE and not (tree is page and node.start in opened):
                    lines[shift + node.start : shift + node.end] = [""] * (node.end - node.start)
        return "\n".join(lines)


def lay_out(tree: Tree, aside: frozenset[str], *, card: bool) -> Layout:
    """Return the parts of a page; `aside` holds the casefolded headings of reference; raises TooMuchError.

    A page with a template is the template: what stands outside its fence is reference.
    """
    templates = {node.start: opened for node in tree.nodes if (opened := open_template(tree, node))}
    found = outline(tree, aside, lists=not (templates or card))
    title = tree.plain(found.title.text) if found.title else ""
    inner = {start: outline(text, aside, lists=False) for start, text in templates.items()}
    parts: list[Part] = []
    if templates:
        parts += _opened(tree.nodes[: _first(tree, found)], templates, inner, aside)
        for section in found.sections:
            rest = tuple(node for node in section.nodes if node.start not in templates)
            if len(rest) == len(section.nodes) or any(node.kind != "hr" for node in rest):
                parts.append(Part(tree, replace(section, nodes=rest), reference=True))
            parts += _opened(section.nodes, templates, inner, aside)
    else:
        parts = [_part(tree, section, aside) for section in found.sections]
    brief = [*_outside(tree, found.brief, templates)]
    brief += [templates[start].source(0, inner[start].sections[0].start) for start in templates]
    whole = "\n\n".join(text for text in brief if text)
    return Layout(title, whole, tuple(parts), (tree, *templates.values()))


def _part(tree: Tree, section: Section, aside: frozenset[str]) -> Part:
    return Part(tree, section, section.apart or bare(tree, section.heading) in aside)


def _first(tree: Tree, found: Outline) -> int:
    """Return the index of the first node of the first section."""
    if not found.sections:
        return len(tree.nodes)
    start = found.sections[0].start
    return next((index for index, node in enumerate(tree.nodes) if node.start >= start), len(tree.nodes))


def _opened(
    nodes: Sequence[Node], templates: dict[int, Tree], inner: dict[int, Outline], aside: frozenset[str]
) -> Iterator[Part]:
    """Yield the sections of the templates among `nodes`."""
    for node in nodes:
        if node.start in templates:
            for section in inner[node.start].sections:
                yield _part(templates[node.start], section, aside)


def _outside(tree: Tree, ranges: Sequence[tuple[int, int]], templates: dict[int, Tree]) -> Iterator[str]:
    """Yield the text of ranges of lines, templates left out."""
    for start, end in ranges:
        for node in tree.nodes:
            if node.start in templates and start <= node.start < end:
                yield tree.source(start, node.start)
                start = node.end
        yield tree.source(start, end)
