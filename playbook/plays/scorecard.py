"""Score cards: each heading a question, blockquotes the scorer's guide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import msgspec

from playbook.plays.blocks import Reader
from playbook.plays.marks import Marks
from playbook.plays.model import Answer, Block, Hint, Question, TalkTrack
from playbook.plays.tree import Node

MOST_MARKS = 11
"""Marks of a scale that are offered as answers; one of a longer scale is typed."""


def read_card(reader: Reader, heading: str, marks: Marks, nodes: Sequence[Node], line: int) -> list[Block]:
    """Return a score card's question, whose id is the step's, and after it the guide to scoring it."""
    shown = replace(reader, structured=False)
    shown.question(heading, line, nodes, choices=not (marks.scale or marks.yes_no))
    blocks = [_guide(block) for block in shown.blocks]
    for index, block in enumerate(blocks):
        if isinstance(block, Question):
            blocks[index] = _scaled(block, reader.parent, marks)
    return blocks


def _scaled(question: Question, id_: str, marks: Marks) -> Question:
    """Return the question with the answers that its closing marks offer."""
    answers: tuple[Answer, ...] | None = None
    if marks.yes_no:
        answers = (Answer("yes", "Yes", line=question.line), Answer("no", "No", line=question.line))
    elif marks.scale and marks.scale[1] - marks.scale[0] < MOST_MARKS:
        numbers = range(marks.scale[0], marks.scale[1] + 1)
        answers = tuple(Answer(str(number), str(number), line=question.line) for number in numbers)
    changed = msgspec.structs.replace(question, id=id_, scale=marks.scale, auto_fail=marks.auto_fail)
    return msgspec.structs.replace(changed, choose="one", answers=answers) if answers else changed


def _guide(block: Block) -> Block:
    """Return a quote of a score card as what it is: guidance, never said."""
    if isinstance(block, TalkTrack):
        return Hint("\n\n".join(block.texts), "Guide", block.line)
    return block
