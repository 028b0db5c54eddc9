"""What the linter says: findings with their place, and the edits that would mend them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from playbook.plays.model import Frozen

Severity = Literal["suggestion", "warn", "error"]

DEFAULTS: Mapping[str, Severity] = {
    "PB001": "error", "PB002": "error", "PB003": "error", "PB004": "error", "PB005": "warn", "PB006": "warn",
    "PB007": "error", "PB008": "error", "PB009": "warn", "PB010": "error", "PB011": "warn", "PB012": "error",
    "PB013": "warn", "PB014": "warn", "PB015": "warn", "PB016": "suggestion", "PB017": "suggestion",
    "PB018": "error",
}  # fmt: skip
"""Each rule, and how bad it is where `[lint]` says nothing."""

TITLES: Mapping[str, str] = {
    "PB001": "front matter that cannot be read",
    "PB002": "a value that is not in the vocabulary",
    "PB003": "an owner missing on one side, or unknown",
    "PB004": "a live play without value or commitment",
    "PB005": "words too long to say",
    "PB006": "a step with nothing in it, or too many steps; to-dos that are read as answers",
    "PB007": "a link that leads nowhere, or out of the playbook",
    "PB008": "a branch nobody reaches, or a loop without a way out",
    "PB009": "two steps or questions with one id",
    "PB010": "a heading reworded without keeping its history",
    "PB011": "a page that was not verified in time",
    "PB012": "a phrase that is not to be said",
    "PB013": "a figure without evidence, or with old evidence",
    "PB014": "a merge field that nothing can fill",
    "PB015": "two spellings of one value",
    "PB016": "a play that nobody can find",
    "PB017": "two pages of nearly the same text",
    "PB018": "an experiment that cannot decide",
}


class Edit(Frozen, frozen=True):
    """A change to one line of a file."""

    line: int
    """From 1; the text after the last line may be one more."""
    old: str
    """What stands in the line now; empty: `new` becomes a line of its own above it."""
    new: str
    column: int = 0
    """Where `old` stands, from 1; 0: wherever it stands first."""


class Finding(Frozen, frozen=True):
    """One thing that a rule found."""

    path: str
    line: int
    code: str
    message: str
    """What is wrong and what to do, in one or two sentences."""
    column: int = 1
    severity: Severity = "suggestion"
    fix: str = ""
    """What the one right answer is, in words; empty where there is none."""
    edits: tuple[Edit, ...] = ()

    @property
    def order(self) -> tuple[str, int, int, str]:
        """What findings are listed by."""
        return (self.path, self.line, self.column, self.code)


class Report(Frozen, frozen=True):
    """What linting a playbook found."""

    findings: tuple[Finding, ...]
    """By path, line and column."""
    pages: int
    silenced: int = 0
    """Findings that pages silence, with a reason."""
