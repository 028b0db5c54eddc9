"""What the screens around the end of a run need of the one that holds it: a call, or a debrief."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from playbook.plays.model import Page
from playbook.runs.clock import RunClock
from playbook.runs.model import OpenRun
from playbook.runs.views import RunView


class RunHolder(Protocol):
    """Holds an open run, acts on it and saves it."""

    page: Page
    run: OpenRun
    clock: RunClock
    names: Mapping[str, str]
    """The account and the contacts of the run → their names."""

    def view(self) -> RunView:
        """Return the run as it stands now."""
        ...

    def act(self, act: Callable[..., OpenRun], *said: Any, **named: Any) -> bool:
        """Do one act of the run and save it; say why when it is not possible."""
        ...

    def filled(self, view: RunView) -> Callable[[str], str]:
        """Return what puts this run's values into merge fields."""
        ...
