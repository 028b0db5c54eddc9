"""Fill-in templates: plays that a page keeps inside a code fence marked `markdown`."""

from __future__ import annotations

import re

from playbook.plays.sections import STEP_LEVEL
from playbook.plays.tree import Node, Tree, grow

_HEADING = re.compile(r"^ {0,3}##(?:[ \t]|$)", re.MULTILINE)


def open_template(tree: Tree, node: Node) -> Tree | None:
    """Return the text inside a fence as a tree of its own; None where the fence is no template.

    A template is a fence marked `markdown` or `md` that holds at least two `##`. Raises TooMuchError.
    """
    words = node.info.split()
    if node.kind != "fence" or not words or words[0].lower() not in ("markdown", "md"):
        return None
    if len(_HEADING.findall(node.text)) < 2:
        return None
    inner = grow(node.text.removesuffix("\n"), tree.offset + node.start + 1)
    headings = sum(child.kind == "heading" and child.level == STEP_LEVEL for child in inner.nodes)
    return inner if headings >= 2 else None
