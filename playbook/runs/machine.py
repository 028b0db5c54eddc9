"""The acts of a run, each `(page, run, seconds, …) -> run`, refusing with a RunError that says why.

Seconds count from the run's start by a monotonic clock (`playbook.runs.clock`).
"""

from __future__ import annotations

from playbook.runs.ending import set_ending
from playbook.runs.facts import about, fill_in, gap, mark, note, opened, people, settle
from playbook.runs.lifecycle import connect, park, resume, start, undo
from playbook.runs.moves import back, go_to, next_step, short
from playbook.runs.switch import switch
from playbook.runs.view import blocks, view
from playbook.runs.work import acknowledge, answer, choose, reword, skip, tick

__all__ = [
    "about",
    "acknowledge",
    "answer",
    "back",
    "blocks",
    "choose",
    "connect",
    "fill_in",
    "gap",
    "go_to",
    "mark",
    "next_step",
    "note",
    "opened",
    "park",
    "people",
    "resume",
    "reword",
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
