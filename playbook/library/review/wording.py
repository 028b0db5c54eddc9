"""Whether a change is one of wording alone: what a run is recorded by stays as it was."""

from __future__ import annotations

from typing import Any

import msgspec

from playbook.plays.model import Block, Page, Question, Todo

_SAID = frozenset({"title", "value", "verified", "extra", "lines", "notices"})
"""Facts that may be worded anew."""


def same_but_for_words(before: Page, after: Page) -> bool:
    """Say whether two states of a page have the same facts, steps, questions, answers and to-dos by their ids."""
    return bool(_shape(before) == _shape(after))


def _shape(page: Page) -> Any:
    facts = {key: value for key, value in msgspec.structs.asdict(page.facts).items() if key not in _SAID}
    steps = [
        (
            step.id, step.seconds, step.optional, step.must, step.branch, step.by, step.reference, step.leads_to,
            [_ids(block) for block in step.blocks if isinstance(block, (Question, Todo))],
            [notice.id for notice in step.notices],
        )
        for step in page.steps
    ]  # fmt: skip
    return facts, page.kind, steps, [one.id for one in page.objections]


def _ids(block: Block) -> Any:
    if isinstance(block, Question):
        return block.id, block.choose, [(answer.id, answer.leads_to) for answer in block.answers]
    return block.id if isinstance(block, Todo) else ""
