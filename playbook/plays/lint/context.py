"""What the rules know besides the page they look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from playbook.plays.model import Page
from playbook.plays.settings_model import Settings


@dataclass(frozen=True)
class Context:
    """A playbook, as far as rules need it."""

    settings: Settings
    today: date
    files: frozenset[str] = frozenset()
    """Paths of all files of the playbook, POSIX, pages and others."""
    published: Mapping[str, Page] = field(default_factory=dict)
    """Pages by path as they were last published; of those that have changed since."""
