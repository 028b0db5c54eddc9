"""The sections of a page as its steps, reference and objections, with ids that tie records to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from playbook.plays.blocks import Reader
from playbook.plays.items import read_lead
from playbook.plays.links import Anchors, page_id
from playbook.plays.marks import Marks, split_marks
from playbook.plays.model import Block, Objection, Problem, Prose, Step
from playbook.plays.scorecard import read_card
from playbook.plays.sections import OBJECTIONS, Section
from playbook.plays.slug import Slugs, slug
from playbook.plays.tree import Node, Tree, walk

_LONGEST_TITLE = 100
"""Letters of a list item that are its step's title; the whole text is shown in the step."""


@dataclass(frozen=True, slots=True)
class Part:
    """A section, where it stands, and what is known of it before it is read."""

    tree: Tree
    section: Section
    reference: bool = False


@dataclass(frozen=True, slots=True)
class _Named:
    part: Part
    id: str
    title: str
    marks: Marks
    objections: tuple[tuple[str, str, Node, int], ...] = ()
    """Id, title, heading and the line (from 0) after the last of each."""


def read_steps(
    parts: Sequence[Part], anchors: Anchors, moved: Mapping[str, str], *, card: bool
) -> tuple[tuple[Step, ...], tuple[Objection, ...], list[Problem]]:
    """Return the steps and objections of a page and their problems.

    `moved` maps earlier ids to those of now; `card`: it is a score card.
    All ids are known before any section is read, because answers lead forward as well as back.
    """
    ids = Slugs()
    named = [_name(part, ids, card, place) for place, part in enumerate(parts, start=1)]
    _anchor(named, anchors)
    for old, new in moved.items():
        anchors.add(old, anchors.find(new))
    steps, objections, problems = [], [], []
    for each in named:
        if each.objections:
            objections += [_objection(each.part.tree, *found) for found in each.objections]
            continue
        reader = Reader(
            each.part.tree,
            anchors,
            each.id,
            each.marks.by,
            structured=not each.part.reference,
            indented=each.part.section.level == 0,
        )
        steps.append(_step(each, reader, card))
        problems += reader.problems
    return tuple(steps), tuple(objections), problems


def _name(part: Part, ids: Slugs, card: bool, place: int) -> _Named:
    text = part.tree.plain(part.section.heading)
    title, marks = split_marks(text, card=card)
    found = _objection_headings(part) if title.casefold() == OBJECTIONS else []
    if found:
        objections = []
        for node, end in found:
            name, _ = split_marks(part.tree.plain(node.text))
            objections.append((ids.of(name, "objection"), name, node, end))
        return _Named(part, "", title, marks, tuple(objections))
    title = title or f"Step {place}"
    id_ = ids.of(title, "step")
    if part.section.level == 0 and len(title) > _LONGEST_TITLE:
        title = title[:_LONGEST_TITLE].rpartition(" ")[0] + "…"
    return _Named(part, id_, title, marks)


def _objection_headings(part: Part) -> list[tuple[Node, int]]:
    """Return the headings of the objections in a section, each with the line where the next begins."""
    headings = [node for node in part.section.nodes if node.kind == "heading"]
    if not headings:
        return []
    top = min(node.level for node in headings)
    starts = [node for node in headings if node.level == top]
    ends = [node.start for node in starts[1:]] + [part.section.end]
    return list(zip(starts, ends, strict=True))


def _anchor(named: Sequence[_Named], anchors: Anchors) -> None:
    """Tell `anchors` what every heading of the page leads to: the step that it is, or stands in."""
    own = page_id(anchors.path)
    targets = []
    for each in named:
        aside = each.part.reference or each.objections
        target = f"{own}#{each.id}" if aside else f"#{each.id}"
        if not each.objections:
            anchors.add(each.id, target)
        for id_, _, _, _ in each.objections:
            anchors.add(id_, f"{own}#{id_}")
        targets.append(target)
    for each, target in zip(named, targets, strict=True):
        if not each.objections:
            anchors.add(slug(each.part.tree.plain(each.part.section.heading)), target)
    hosts = Slugs()
    for each, target in zip(named, targets, strict=True):
        hosts.of(each.part.tree.plain(each.part.section.heading))
        for node in each.part.section.nodes:
            if node.kind == "heading" and not each.objections:
                anchors.add(hosts.of(each.part.tree.plain(node.text)), target)


def _objection(tree: Tree, id_: str, title: str, node: Node, end: int) -> Objection:
    return Objection(id_, title, tree.source(node.end, end), tree.line(node.start))


def _step(each: _Named, reader: Reader, card: bool) -> Step:
    section, tree, marks = each.part.section, each.part.tree, each.marks
    line = tree.line(section.start)
    blocks: list[Block]
    if card and not each.part.reference:
        blocks = read_card(reader, each.title, marks, section.nodes, line)
    else:
        blocks = reader.section(section.nodes)
    if section.level == 0 and (each.title.endswith("…") or "](" in section.heading):
        blocks.insert(0, Prose(section.heading, line))
    return Step(
        id=each.id,
        title=each.title,
        blocks=tuple(blocks),
        seconds=marks.seconds,
        optional=marks.optional,
        must=marks.must,
        branch=marks.branch,
        by=marks.by,
        reference=each.part.reference,
        leads_to=_after(each.part, reader.anchors) if marks.branch else "",
        line=line,
        end_line=tree.last(section.start, section.end),
    )


def _after(part: Part, anchors: Anchors) -> str:
    """Return where a branch's last link leads; links of answers, which lead by themselves, do not count."""
    asked = False
    last = ""
    for node in part.section.nodes:
        if node.kind == "heading":
            asked = True
            continue
        answers = node.kind == "bullet_list" and asked
        if answers:
            asked = False
            continue
        for inner in walk([node]):
            if inner.kind == "paragraph":
                last = read_lead(inner.text, part.tree, anchors).leads_to or last
    return last
