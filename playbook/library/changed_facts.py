"""What changed in a page's front matter, in words: `status: draft → live`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.library.prose_diff import word_diff
from playbook.plays.frontmatter import front_lines, read_front
from playbook.text import one_line

if TYPE_CHECKING:
    from yaml.nodes import Node

LONGEST = 60
"""Letters of a value that is told as it was and as it is; a longer one is told once, with what changed in it marked."""
MOST = 2_000
"""Letters of a value that are compared: more than anybody reads there."""
_MARKS = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}


def changed_facts(old: str, new: str) -> list[str]:
    """Return what the front matter of two texts of a page says otherwise, one key a line, in the new one's order."""
    before, after = _facts(old), _facts(new)
    told = [_change(name, before.get(name, ""), value) for name, value in after.items()]
    told += [_change(name, value, "") for name, value in before.items() if name not in after]
    return [words for words in told if words]


def without_facts(text: str) -> str:
    """Return a page's text without its front matter, from its first line with words."""
    lines = front_lines(text)
    return "\n".join(text.split("\n")[lines:]).lstrip("\n")


def _change(name: str, old: str, new: str) -> str:
    if old == new:
        return ""
    if max(len(old), len(new)) > MOST:
        return f"{name}: changed" if old and new else f"{name}: {'new' if new else 'gone'}"
    if max(len(old), len(new)) > LONGEST:
        marked = (_MARKS[op].format(text) for op, text in word_diff(old, new))
        return f"{name}: {''.join(marked)}"
    return f"{name}: {old or 'nothing'} → {new or 'nothing'}"


def _facts(text: str) -> dict[str, str]:
    return {one_line(name): _said(node) for name, node in read_front(text).keys.items()}


def _said(node: Node) -> str:
    """Return a value as one would read it aloud: `renewal-due, demo-request`, `marketing dana, sales lee`."""
    import yaml

    if isinstance(node, yaml.MappingNode):
        return ", ".join(f"{_said(key)} {_said(value)}" for key, value in node.value)
    if isinstance(node, yaml.SequenceNode):
        return ", ".join(_said(one) for one in node.value)
    return one_line(str(node.value))
