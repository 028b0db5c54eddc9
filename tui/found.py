"""What came of a search; knows no Textual."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """What came of a search."""

    words: str
    """What was typed."""
    page: str = ""
    """Page id (`page#objection` for an objection inside a play) that was on the screen, or empty."""
    title: str = ""
    opened: bool = False
    """Enter was pressed on it; else it was only on the screen."""
    seconds: float = 0.0
    """How long it was on the screen at last."""
    kind: str = ""
    """The kind of page, `objection` for one inside a play, `step`, `account` or `feedback`."""
    step: str = ""
    """The step that was found, where it was one."""
    told: str = ""
    """What was said of the feedback that this is missing, where that was given."""

    @property
    def gap(self) -> bool:
        """Something was searched and nothing found."""
        return bool(self.words) and not self.page
