"""The footnotes of a page: the evidence behind its claims."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable

from playbook.plays.model import Evidence
from playbook.plays.tree import Tree, walk

_AS_OF = re.compile(r"\bas[ \t]{1,5}of[ \t\n]{1,5}(\d{4}-(?:0[1-9]|1[0-2]))(?!\d)", re.IGNORECASE)
_REFERENCE = re.compile(r"\[\^([^\]\s]{1,200})\](?!:)")


def read_evidence(trees: Iterable[Tree]) -> tuple[Evidence, ...]:
    """Return the footnotes that the texts define, each label once: the first counts, as on a git host."""
    found: dict[str, Evidence] = {}
    for tree in trees:
        for node in walk(tree.nodes):
            if node.kind != "footnote_reference" or node.info in found:
                continue
            first, _, rest = tree.source(node.start, node.end).partition("\n")
            text = "\n".join((first.partition("]:")[2].strip(), textwrap.dedent(rest))).strip()
            dated = _AS_OF.search(text)
            as_of = dated[1] if dated else ""
            found[node.info] = Evidence(node.info, text, as_of, tree.line(node.start))
    return tuple(found.values())


def footnotes_in(text: str) -> tuple[str, ...]:
    """Return the labels of the footnotes that `text` refers to, each once, in order."""
    return tuple(dict.fromkeys(match[1] for match in _REFERENCE.finditer(text)))


def without_marks(text: str) -> str:
    """Return `text` as it is said: without the marks of its footnotes."""
    return _REFERENCE.sub("", text)
