"""The acts of a run, each `(page, run, seconds, …) -> run`, refusing with a RunError that says why.

Seconds count from the run's start by a monotonic clock (`playbook.runs.clock`).
"""

from __future__ import annotations

from playbook.runs.drafts import draft, keep_drafts
from playbook.runs.ending import set_ending
from playbook.runs.facts import about, fill_in, gap, mark, note, opened, people, settle
from playbook.runs.lifecycle import connect, hang_up, park, resume, start, undo
from playbook.runs.moves import back, go_to, next_step, short
from playbook.runs.switch import switch
from playbook.runs.view import blocks, view
from playbook.runs.work import acknowledge, answer, choose, reword, said_by, skip, tick

__all__ = [
    "about",
    "acknowledge",
    "answer",
    "back",
    "blocks",
    "choose",
    "connect",
    "draft",
    "fill_in",
    "gap",
    "go_to",
    "hang_up",
    "keep_drafts",
    "mark",
    "next_step",
    "note",
    "opened",
    "park",
    "people",
    "resume",
    "reword",
    "said_by",
    "set_ending",
    "settle",
    "short",
    "skip",
    "start",
    "switch",
    "tick",
    "undo",
    "view",
]
