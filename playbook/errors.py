"""What can go wrong, in words for the person it happens to."""

from __future__ import annotations


class PlaybookError(Exception):
    """Something a person can act on: the message says what happened and what to do next."""

    exit_code = 2


class NotFoundError(PlaybookError):
    """Nothing has that name; the nearest names are offered."""

    def __init__(self, what: str, name: str, nearest: list[str] | None = None) -> None:
        self.what, self.name, self.nearest = what, name, nearest or []
        hint = f" Did you mean {' or '.join(self.nearest)}?" if self.nearest else ""
        super().__init__(f"There is no {what} “{name}”.{hint}")
