"""Long work: how far it has come, and stopping it between two of its steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

from playbook.errors import PlaybookError


class WasStoppedError(PlaybookError):
    """A person stopped it; what was done until then stands."""

    exit_code = 130

    def __init__(self, progress: Progress) -> None:
        super().__init__(f"Stopped: {progress.words}. What was done until then stands.")


class Progress:
    """What long work tells as it goes, and is asked; one thread works, any other may look and stop it."""

    def __init__(self, hear: Callable[[Progress], object] | None = None) -> None:
        self._hear = hear
        self.what = self.unit = ""
        self.done = self.total = 0
        self.share: float | None = None
        """Between 0 and 1, where only bytes can say how far it has come."""
        self.is_under_way = False
        self.is_stopping = False
        """Somebody asked it to stop; it will, before its next step."""
        self.stops = 0
        """How often it was stopped: who waits for the same work stops waiting too."""
        self._depth = 0

    @contextmanager
    def over(self, what: str, total: int = 0, unit: str = "") -> Iterator[Progress]:
        """Be under way with `what`, over `total` of `unit` (`pages`); 0: nobody knows how many. Parts may lie in it."""
        self.what, self.total, self.unit = what, total, unit
        self.done, self.share, self.is_under_way = 0, None, True
        self._depth += 1
        try:
            self._tell()
            if self.is_stopping:  # by who has just heard of it
                self._stop_here()
            yield self
        finally:
            self._depth -= 1
            if self._depth == 0:
                self.is_under_way = self.is_stopping = False
            self._tell()

    def step(self, number: int = 1, *, share: float | None = None) -> None:
        """Have done `number` more; raises WasStoppedError where somebody asked for it."""
        self.done, self.share = self.done + number, share
        self._tell()
        if self.is_stopping and not (self.total and self.done >= self.total):
            self._stop_here()

    def _stop_here(self) -> NoReturn:
        self.stops += 1
        raise WasStoppedError(self)

    def stop(self) -> None:
        """Ask it to stop before its next step; who hears that it begins stops it before its first."""
        self.is_stopping = True

    @property
    def words(self) -> str:
        """What is being done and how far it has come: `Reading the playbook · 3,120 of 10,000 pages`."""
        count = ""
        if self.total:
            count = f"{self.done:,} of {self.total:,} {self.unit}"
        elif self.done:
            count = f"{self.done:,} {self.unit}"
        share = f"{min(99, int(100 * self.share))} %" if self.share is not None else ""
        return " · ".join(part.strip() for part in (self.what, count, share) if part)

    def _tell(self) -> None:
        if self._hear is not None:
            self._hear(self)
