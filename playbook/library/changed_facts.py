"""What changed in a page's front matter, in words: `status: draft → live`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.library.prose_diff import Segment, word_diff
from playbook.plays.frontmatter import front_lines, read_front
from playbook.text import one_line

if TYPE_CHECKING:
    from yaml.nodes import Node

LONGEST = 60
"""Letters of a value that is told as it was and as it is; a longer one is told once, with what changed in it marked."""
MOST = 2_000
"""Letters of a value that are compared: more than anybody reads there."""

Fact = tuple[Segment, ...]
"""What one key says otherwise: in words, or with what changed in a long value as pieces of their own."""


def changed_facts(old: str, new: str) -> list[Fact]:
    """Return what the front matter of two texts of a page says otherwise, one key a line, in the new one's order."""
    before, after = _facts(old), _facts(new)
    told = [_change(name, before.get(name, ""), value) for name, value in after.items()]
    told += [_change(name, value, "") for name, value in before.items() if name not in after]
    return [fact for fact in told if fact]


def without_facts(text: str) -> str:
    """Return a page's text without its front matter, from its first line with words."""
    lines = front_lines(text)
    return "\n".join(text.split("\n")[lines:]).lstrip("\n")


def _change(name: str, old: str, new: str) -> Fact:
    if old == new:
        return ()
    if max(len(old), len(new)) > MOST:
        return _plainly(f"{name}: {'changed' if old and new else 'new' if new else 'gone'}")
    if max(len(old), len(new)) > LONGEST:
        return (*_plainly(f"{name}: "), *word_diff(old, new))
    return _plainly(f"{name}: {old or 'nothing'} → {new or 'nothing'}")


def _plainly(words: str) -> Fact:
    return (("same", words),)


def _facts(text: str) -> dict[str, str]:
    return {one_line(name): _said(node) for name, node in read_front(text).keys.items()}


def _said(node: Node) -> str:
    """Return a value as one would read it aloud: `renewal-due, demo-request`, `marketing dana, sales lee`.

    What has a text, as a notice does, is that text, with what else is said of it behind it.
    """
    import yaml

    if isinstance(node, yaml.MappingNode):
        said = {_said(key): _said(value) for key, value in node.value}
        text = said.pop("text", "")
        others = ", ".join(f"{key} {value}" for key, value in said.items())
        return f"“{text}”{f' ({others})' if others else ''}" if text else others
    if isinstance(node, yaml.SequenceNode):
        return ", ".join(_said(one) for one in node.value)
    return one_line(str(node.value))
