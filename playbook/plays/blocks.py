"""The blocks of one section, in the order of the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from playbook.plays.items import asks, is_task, own_text, read_lead, read_task
from playbook.plays.links import Anchors
from playbook.plays.marks import split_marks
from playbook.plays.model import (
    DEFAULT_SIDE,
    Answer,
    Block,
    Choose,
    Problem,
    Prose,
    Question,
    TalkTrack,
    Todo,
)
from playbook.plays.quotes import read_quote
from playbook.plays.slug import Slugs
from playbook.plays.tree import Node, Tree

_LISTS = frozenset({"bullet_list", "ordered_list"})


@dataclass(slots=True)
class Reader:
    """Reads the nodes of one section into blocks; `structured` is off for reference, which is only shown."""

    tree: Tree
    anchors: Anchors
    parent: str = ""
    """The step's id."""
    by: str = DEFAULT_SIDE
    structured: bool = True
    indented: bool = False
    """The section is a list item, whose lines are indented."""
    blocks: list[Block] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _todos: Slugs = field(default_factory=Slugs)
    _questions: Slugs = field(default_factory=Slugs)
    _notices: Slugs = field(default_factory=Slugs)
    _prose: list[Node] = field(default_factory=list)
    _indent: int = 0
    _joins: bool = False
    """The block just read was a quote: one right after it is an alternative to it."""
    _kinds: dict[int, bool] = field(default_factory=dict)

    def section(self, nodes: Sequence[Node]) -> list[Block]:
        """Return the blocks of a section's nodes, its own heading left out."""
        start = 0
        for index in range(len(nodes) + 1):
            if index < len(nodes) and nodes[index].kind != "heading":
                continue
            part = nodes[start:index]
            if part:
                self._part(part)
            start = index
        self._flush()
        return self.blocks

    def _part(self, nodes: Sequence[Node]) -> None:
        """Read nodes up to the next heading; the first may be a heading."""
        if self.structured and nodes[0].kind == "heading":
            title, _ = split_marks(self.tree.plain(nodes[0].text))
            if asks(title):
                self._flush()
                self.question(title, self.tree.line(nodes[0].start), nodes[1:])
                return
        self._walk(nodes, 0, asking=False)

    def question(self, text: str, line: int, nodes: Sequence[Node], *, choices: bool = True) -> None:
        """Read the question `text`, asked on `line` of the file, and what follows it up to the next heading.

        `choices`: its first list, when it has bullets, holds its answers.
        """
        lists = (index for index, node in enumerate(nodes) if choices and node.kind in _LISTS)
        first = next(lists, len(nodes))
        offered = nodes[first] if first < len(nodes) and nodes[first].kind == "bullet_list" else None
        items = offered.children if offered else []
        answers = self._answers(items)
        id_, place = self._question_id(text), len(self.blocks)
        self._walk(nodes[:first], 0, asking=True)
        self._flush()
        between = self.blocks[place:]
        body = "\n\n".join(block.text for block in between if isinstance(block, Prose))
        self.blocks[place:] = [block for block in between if not isinstance(block, Prose)]
        many = any(is_task(own_text(item)) for item in items)
        choose: Choose = "many" if many else "one" if answers else "text"
        self.blocks.insert(place, Question(id_, text, choose, answers, body, line=line))
        for item in items:
            self._nested(item, 1, asking=True)
        self._walk(nodes[first + 1 :] if offered else nodes[first:], 0, asking=True)
        self._flush()

    def _question_id(self, text: str) -> str:
        name = self._questions.of(text, "question")
        return f"{self.parent}/{name}" if self.parent else name

    def _answers(self, items: Sequence[Node]) -> tuple[Answer, ...]:
        ids = Slugs()
        found = []
        for item in items:
            text = own_text(item)
            if not text.strip():
                continue
            lead = read_lead(text, self.tree, self.anchors)
            line = self.tree.line(item.start)
            if lead.missing:
                what = f"The answer “{lead.text}” leads to {lead.missing}, which is not on this page."
                self.problems.append(Problem(line, what))
            found.append(Answer(ids.of(lead.text, "answer"), lead.text, lead.leads_to, line))
        return tuple(found)

    def _walk(self, nodes: Sequence[Node], depth: int, *, asking: bool) -> None:
        self._joins = False
        for node in nodes:
            if node.kind == "blockquote":
                self._flush()
                self._quote(node)
            elif node.kind == "footnote_reference":
                self._flush()
            elif self.structured and node.kind in _LISTS and self._has_structure(node, asking):
                self._flush()
                for item in node.children:
                    self._item(node, item, depth, asking)
            else:
                self._show(node, depth)
            self._joins = node.kind == "blockquote"

    def _item(self, list_: Node, item: Node, depth: int, asking: bool) -> None:
        text = own_text(item)
        ordered = list_.kind == "ordered_list"
        if is_task(text) or (ordered and text.strip()):
            self._flush()
            self._todo(item, text, ordered, depth)
            self._nested(item, depth + 1, asking)
        elif not asking and not ordered and asks(text):
            self._flush()
            self._bullet_question(item, self.tree.plain(text), depth)
        elif self._has_structure(item, asking):
            self._flush()
            if text.strip():
                self.blocks.append(Prose(f"- {text}", self.tree.line(item.start)))
            self._nested(item, depth + 1, asking)
        else:
            self._show(item, depth)

    def _bullet_question(self, item: Node, text: str, depth: int) -> None:
        place, id_ = len(self.blocks), self._question_id(text)
        self._nested(item, depth + 1, asking=False)
        below = self.blocks[place:]
        body = list(takewhile(lambda block: isinstance(block, Prose), below))
        shown = "\n\n".join(block.text for block in body if isinstance(block, Prose))
        question = Question(id=id_, text=text, body=shown, line=self.tree.line(item.start))
        self.blocks[place:] = [question, *below[len(body) :]]

    def _nested(self, item: Node, depth: int, asking: bool) -> None:
        self._flush()
        self._walk(item.children[1:] if own_text(item) else item.children, depth, asking=asking)
        self._flush()

    def _todo(self, item: Node, text: str, ordered: bool, depth: int) -> None:
        task = read_task(text)
        line = self.tree.line(item.start)
        if task.wrong_date:
            self.problems.append(Problem(line, "The date after “due:” is not one like 2026-12-31."))
        self.blocks.append(
            Todo(
                id=self._todos.of(self.tree.plain(task.text), "to-do"),
                text=task.text,
                ordered=ordered,
                by=task.by or self.by,
                due=task.due,
                depth=depth,
                line=line,
            )
        )

    def _quote(self, node: Node) -> None:
        line = self.tree.line(node.start)
        block = read_quote(self.tree.source(node.start, node.end).split("\n"), line, self._notices)
        if block is None:
            return
        last = self.blocks[-1] if self.blocks else None
        if self._joins and isinstance(block, TalkTrack) and isinstance(last, TalkTrack):
            block = TalkTrack(last.texts + block.texts, last.line, last.lines + block.lines)
            self.blocks.pop()
        self.blocks.append(block)

    def _has_structure(self, node: Node, asking: bool) -> bool:
        """Return whether a list or item holds a to-do, a question or a quote at any depth."""
        if node.kind not in _LISTS and node.kind != "list_item":
            return node.kind == "blockquote"
        if id(node) not in self._kinds:
            text = own_text(node) if node.kind == "list_item" else ""
            self._kinds[id(node)] = (
                node.kind == "ordered_list"
                or is_task(text)
                or (not asking and asks(text))
                or any(self._has_structure(child, asking) for child in node.children)
            )
        return self._kinds[id(node)]

    def _show(self, node: Node, depth: int) -> None:
        if self._prose and not self._goes_on(self._prose[-1].end, node.start):
            self._flush()
        self._prose.append(node)
        self._indent = 1_000 if depth or self.indented else 0

    def _goes_on(self, end: int, start: int) -> bool:
        """Return whether nothing but blank lines and link definitions stands between two blocks."""
        return all(not line.strip() or line.lstrip().startswith("[") for line in self.tree.lines[end:start])

    def _flush(self) -> None:
        """End the run of prose that is shown as written; rules around it only part it from the rest."""
        if not self._prose:
            return
        shown = [node for node in self._prose if node.kind != "hr" or node.blank]
        self._prose.clear()
        if not shown:
            return
        start, end = shown[0].start, shown[-1].end
        text = self.tree.source(start, end, self._indent)
        if text:
            while not self.tree.lines[start].strip():
                start += 1
            self.blocks.append(Prose(text, self.tree.line(start)))
