"""A page's text into a Page: pure, in linear time, whatever the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import msgspec

from playbook.plays.blocks import Reader
from playbook.plays.decode import decode, lines_only
from playbook.plays.evidence import read_evidence
from playbook.plays.facts import read_facts
from playbook.plays.fields import fields_in
from playbook.plays.frontmatter import Front, read_front
from playbook.plays.kinds import kind_of, name_in_words
from playbook.plays.layout import lay_out
from playbook.plays.links import Anchors, page_id
from playbook.plays.markdown import MAX_LINE, MAX_NESTING, TooMuchError
from playbook.plays.model import Block, Facts, Kind, Page, Problem, Prose, Step
from playbook.plays.sections import OBJECTIONS
from playbook.plays.settings_model import DEFAULT_REFERENCE_HEADINGS
from playbook.plays.stand_in import stand_ins
from playbook.plays.steps import read_steps
from playbook.plays.tree import Tree, grow

__all__ = [
    "DEFAULT_REFERENCE_HEADINGS",
    "Parsed",
    "page_id",
    "parse",
    "parse_page",
    "read_blocks",
    "read_page",
]


@dataclass(frozen=True)
class Parsed:
    """A page, and what was read on the way to it."""

    page: Page
    text: str
    front: Front
    tree: Tree | None
    """The blocks below the front matter; None where the page is only shown."""


def read_page(
    data: bytes,
    path: str,
    *,
    reference_headings: Sequence[str] = DEFAULT_REFERENCE_HEADINGS,
    link_root: str = ".",
) -> Page:
    """Return the page that a file holds, with a Problem where it is not UTF-8; never raises."""
    return parse(data, path, reference_headings=reference_headings, link_root=link_root).page


def parse(
    data: bytes,
    path: str,
    *,
    reference_headings: Sequence[str] = DEFAULT_REFERENCE_HEADINGS,
    link_root: str = ".",
) -> Parsed:
    """Return the page that a file holds as `read_page` does, with its text, front matter and blocks."""
    text, problem = decode(data)
    return _parsed(text, path, reference_headings, link_root, [problem] if problem else [])


def parse_page(
    text: str,
    path: str,
    *,
    reference_headings: Sequence[str] = DEFAULT_REFERENCE_HEADINGS,
    link_root: str = ".",
) -> Page:
    """Return the page that `text` is; never raises, and takes time in proportion to its length.

    `path` is POSIX, under the playbook's root; `link_root` the folder that site links start from. What would
    take too long to read is shown as plain text: a page without steps, with a Problem that says why.
    """
    return _parsed(lines_only(text), path, reference_headings, link_root, []).page


def read_blocks(markdown: str, line: int = 1) -> tuple[Block, ...]:
    """Return Markdown such as a brief or an objection's answer as blocks; `line` is its first in the file."""
    try:
        tree = grow(lines_only(markdown), line - 1)
        return tuple(Reader(tree, Anchors("")).section(tree.nodes))
    except (TooMuchError, RecursionError):
        return (Prose(markdown, line),)


def _parsed(
    text: str, path: str, reference_headings: Sequence[str], link_root: str, problems: list[Problem]
) -> Parsed:
    front = read_front(text)
    facts, wrong = read_facts(front)
    body = "\n".join(text.split("\n")[front.lines :]) if front.lines else text
    problems += [*wrong, *stand_ins(text)]
    if not text.strip():
        problems.append(Problem(1, "The file is empty."))
    tree = None
    try:
        tree = grow(body, front.lines)
        found = _read(tree, facts, path, reference_headings, link_root)
    except TooMuchError as error:
        found = _unread(body, front.lines, facts, path, str(error))
    except RecursionError:
        found = _unread(body, front.lines, facts, path, "its quotes and lists are nested too deeply to read")
    problems = sorted((*problems, *found.problems), key=lambda problem: problem.line)
    return Parsed(msgspec.structs.replace(found, problems=tuple(problems)), text, front, tree)


def _read(tree: Tree, facts: Facts, path: str, reference_headings: Sequence[str], link_root: str) -> Page:
    """Return the page below the front matter; raises TooMuchError."""
    kind = kind_of(facts, path)
    aside = frozenset(name.casefold() for name in (*reference_headings, OBJECTIONS))
    laid = lay_out(tree, aside, card=kind == "scorecard")
    anchors = Anchors(path, link_root)
    steps, objections, problems = read_steps(laid.parts, anchors, facts.moved, card=kind == "scorecard")
    return Page(
        id=page_id(path),
        path=path,
        title=facts.title or laid.title or name_in_words(path),
        kind=kind,
        facts=facts,
        brief=laid.brief,
        steps=steps,
        objections=objections,
        evidence=read_evidence(laid.trees),
        fields=fields_in(laid.spoken()),
        problems=(*problems, *_oddities(laid.trees)),
        runnable=_runnable(kind, path, steps),
        template=len(laid.trees) > 1,
    )


def _unread(body: str, offset: int, facts: Facts, path: str, why: str) -> Page:
    """Return a page that is only shown."""
    return Page(
        id=page_id(path),
        path=path,
        title=facts.title or name_in_words(path),
        kind=kind_of(facts, path),
        facts=facts,
        brief=body.strip("\n"),
        problems=(Problem(offset + 1, f"The page is shown as plain text, because {why}."),),
    )


def _oddities(trees: Sequence[Tree]) -> list[Problem]:
    """Return what of a page is shown otherwise than its author may expect."""
    problems = []
    for tree in trees:
        if tree.too_deep is not None:
            why = f"What is nested more than {MAX_NESTING // 2} deep here is shown as plain text."
            problems.append(Problem(tree.line(tree.too_deep), why))
    for index, line in enumerate(trees[0].lines):
        if len(line) > MAX_LINE:
            why = f"A line of {len(line):,} letters is shown as plain text."
            problems.append(Problem(trees[0].line(index), why))
    return problems


def _runnable(kind: Kind, path: str, steps: Sequence[Step]) -> bool:
    """Return whether the page can be run as a play: one step is enough where it says that it is one."""
    if PurePosixPath(path).stem.casefold() == "readme":
        return False
    on_path = sum(not (step.branch or step.reference) for step in steps)
    stands = sum(not step.reference for step in steps)
    if kind in ("play", "account-plan"):
        return on_path >= 1
    return kind == "page" and on_path >= 1 and stands >= 2
