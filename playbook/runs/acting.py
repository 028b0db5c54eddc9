"""What every act has in common: the run is folded, asked, and gets an event more."""

from __future__ import annotations

import math
from dataclasses import dataclass

import msgspec

from playbook.plays.model import Page
from playbook.runs.errors import RunError, RunsElsewhereError
from playbook.runs.fold import State, fold
from playbook.runs.model import OpenRun, RunEvent
from playbook.runs.plan import Plan, plan_of

MAX_TEXT = 20_000
"""Characters of one note or answer."""

MAX_ALL_TEXT = 100_000
"""Characters of all texts of a run together, so that its record always fits on a line."""


@dataclass(frozen=True, slots=True)
class Acting:
    """A run with what its page and its events come to, at the moment of an act."""

    plan: Plan
    run: OpenRun
    state: State
    seconds: float

    @property
    def here(self) -> str:
        """The step it stands in; empty at the end."""
        return self.state.at if self.state.at in self.plan.steps else ""

    def allow(self, reason: str) -> None:
        """Raise RunError when there is a reason against it."""
        if reason:
            raise RunError(reason)

    def add(self, *events: RunEvent) -> OpenRun:
        """Return the run with `events` more."""
        return msgspec.structs.replace(self.run, events=self.run.events + events)

    def text(self, text: str, what: str) -> str:
        """Return `text` without white space around it; raises RunError when it is empty or too long."""
        text = text.strip()
        if not text:
            raise RunError(f"The {what} is empty. Type it, or leave it out.")
        if len(text) > MAX_TEXT:
            raise RunError(
                f"The {what} has {len(text):,} characters; at most {MAX_TEXT:,} can be kept. Shorten it."
            )
        held = sum(len(event.text) + sum(map(len, event.values)) for event in self.run.events)
        if held + len(text) > MAX_ALL_TEXT:
            raise RunError(
                f"This run is full of text, so the {what} does not fit. Finish the run and start another."
            )
        return text


def acting(page: Page, run: OpenRun, seconds: float | None = None) -> Acting:
    """Return `run` folded over `page`, at `seconds` (default, and never less than: its last event's).

    Raises RunsElsewhereError when the page is not the one the run is of, RunError when it has no steps.
    """
    if page.id != run.play:
        raise RunsElsewhereError(page.title, run.title)
    plan = plan_of(page)
    if not plan.main:
        raise RunError(f"“{page.title}” has no steps, so it cannot be run. Open it to read.")
    state = fold(run, plan.first(run.left_out))
    if state.at not in plan.steps and state.at != "#end":
        raise RunError(
            f"The step “{state.at}” this run stands in is not in “{page.title}”. "
            "Open the revision it began with."
        )
    last = run.last_seconds
    if seconds is None or not math.isfinite(seconds) or seconds < last:
        seconds = last
    return Acting(plan, run, state, max(round(seconds, 3), last))
