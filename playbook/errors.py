"""What can go wrong, in words for the person it happens to."""

from __future__ import annotations

from collections.abc import Iterable

_SOME = 6
"""Names that are told where none is near."""


class PlaybookError(Exception):
    """Something a person can act on: the message says what happened and what to do next."""

    exit_code = 2


class NotFoundError(PlaybookError):
    """Nothing has that name; the nearest names are offered, else some of those that there are."""

    def __init__(
        self,
        what: str,
        name: str,
        nearest: list[str] | None = None,
        there_are: Iterable[str] = (),
        *,
        listing: str = "",
    ) -> None:
        """`listing` is the command that shows what there is, where nothing else can be offered."""
        self.what, self.name, self.nearest = what, name, nearest or []
        some = list(there_are)
        if self.nearest:
            hint = f" Did you mean {' or '.join(self.nearest)}?"
        elif some:
            hint = f" There are {', '.join(some[:_SOME])}{', …' if len(some) > _SOME else '.'}"
        else:
            hint = f" `{listing}` shows what there is." if listing else ""
        super().__init__(f"There is no {what} “{name}”.{hint}")
