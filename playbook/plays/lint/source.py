"""A page as its rules look at it: lines, what in them is code, links with their places, headings' anchors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from playbook.plays.facts import read_facts
from playbook.plays.frontmatter import Front, read_front
from playbook.plays.markdown import TooMuchError
from playbook.plays.model import Page, Problem
from playbook.plays.parse import Parsed
from playbook.plays.slug import Slugs
from playbook.plays.tree import Tree, grow, walk

_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LINK = re.compile(
    r"(?<!\\)\[(?P<text>(?:[^\[\]\\]|\\.|\[[^\[\]]{0,200}\]){0,500})\]"
    r"\((?P<href><[^<>\n]{0,500}>|[^\s()<>]{0,500}(?:\([^\s()]{0,200}\)[^\s()]{0,200}){0,3})"
    r"(?:[ \t]+(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'))?[ \t]*\)"
)
_DEFINITION = re.compile(r"[ ]{0,3}\[(?!\^)[^\[\]\n]{1,200}\]:[ \t]*(?P<href><[^<>\n]{0,500}>|\S{1,500})")
_HTML_ID = re.compile(r"""\b(?:id|name)\s*=\s*["']([^"'\s]{1,200})["']""", re.IGNORECASE)
_BRACE_ID = re.compile(r"\{:?\s*#([\w.-]{1,200})")


@dataclass(frozen=True, slots=True)
class Link:
    """A link or picture, where it is written."""

    line: int
    column: int
    """Of the target, from 1."""
    href: str


class Source:
    """The text of one page, and what several rules need of it, each worked out once."""

    def __init__(self, page: Page, text: str) -> None:
        self.page, self.text = page, text
        self.lines = text.split("\n")

    @classmethod
    def of(cls, parsed: Parsed) -> Source:
        """Return the source of a page that was just parsed: what was read on the way is not read again."""
        source = cls(parsed.page, parsed.text)
        source.front, source.tree = parsed.front, parsed.tree
        return source

    @cached_property
    def front(self) -> Front:
        """The front matter."""
        return read_front(self.text)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the front matter, by line."""
        return read_facts(self.front)[1]

    @cached_property
    def tree(self) -> Tree | None:
        """The blocks below the front matter; None where the page is only shown."""
        try:
            return grow("\n".join(self.lines[self.front.lines :]), self.front.lines)
        except (TooMuchError, RecursionError):
            return None

    @cached_property
    def shown(self) -> list[str]:
        """The lines with code, comments and front matter blanked out, columns kept."""
        lines = list(self.lines)
        lines[: self.front.lines] = [""] * self.front.lines
        if self.tree is not None:
            for node in walk(self.tree.nodes):
                if node.kind in ("fence", "code_block"):
                    first = self.tree.line(node.start) - 1
                    lines[first : first + node.end - node.start] = [""] * (node.end - node.start)
        text = "\n".join(lines)
        if "<!--" in text:
            text = _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
        return [
            _CODE_SPAN.sub(lambda match: " " * len(match[0]), line) if "`" in line else line
            for line in text.split("\n")
        ]

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """All links and pictures of the page, in order."""
        found = []
        for number, line in enumerate(self.shown, 1):
            if "](" in line:
                for match in _LINK.finditer(line):
                    found += self._link(number, match)
            if "]:" in line and (defined := _DEFINITION.match(line)):
                found += self._link(number, defined)
        return tuple(found)

    @staticmethod
    def _link(line: int, match: re.Match[str]) -> list[Link]:
        href = match["href"].strip("<>")
        inner = []
        if "text" in match.re.groupindex and "](" in (match["text"] or ""):  # a picture that is a link
            start = match.start("text")
            inner = [
                Link(line, start + each.start("href") + 1, each["href"].strip("<>"))
                for each in _LINK.finditer(match["text"])
            ]
        return [*inner, Link(line, match.start("href") + 1, href)] if href else inner

    @cached_property
    def anchors(self) -> frozenset[str]:
        """What may stand after `#` in a link to this page: headings as a git host names them, ids, earlier ids."""
        page, slugs = self.page, Slugs()
        found = {"", "top", "end", *(step.id for step in page.steps), *(one.id for one in page.objections)}
        found |= {old for old, new in page.facts.moved.items() if new in found}
        for text in self.headings:
            found.add(slugs.of(text, ""))
        for line in self.lines[self.front.lines :]:
            if "=" in line or "{" in line:
                found |= {match.lower() for match in (*_HTML_ID.findall(line), *_BRACE_ID.findall(line))}
        return frozenset(found)

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The page's headings as a reader sees them, those of templates too."""
        if self.tree is None:
            return ()
        found = []
        for node in walk(self.tree.nodes):
            if node.kind == "heading":
                found.append(self.tree.plain(node.text))
            elif node.kind == "fence" and self.page.template:
                found += re.findall(r"^#{1,6}[ \t]+(.+?)[ \t]*#*$", node.text, re.MULTILINE)
        return tuple(found)

    def line_of_key(self, key: str) -> int:
        """Return the line of a key of the front matter; of the page's first where it is not there."""
        return self.page.facts.lines.get(key, 1)

    def column_of(self, line: int, words: str) -> int:
        """Return the column, from 1, where `words` stand in a line; 1 where they do not."""
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return text.find(words) + 1 or 1
