"""What an import would do is told, and asked for, before it does it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from tui.screens.choose import ChooseScreen

if TYPE_CHECKING:
    from tui.screens.base import PlaybookScreen

TAKE, LEAVE = "take", "leave"


def asked_first(
    screen: PlaybookScreen[Any], name: str, told: Iterable[str], label: str, then: Callable[[], object]
) -> None:
    """Tell what importing the file `name` would do, and do `then` when the answer is `label`."""

    def chosen(what: str | None) -> None:
        if what == TAKE:
            then()

    screen.app.push_screen(
        ChooseScreen(
            f"Import {name}?",
            [(TAKE, label), (LEAVE, "Leave everything as it is")],
            body=[f"{line.strip().rstrip('.')}." for line in told],
        ),
        chosen,
    )
