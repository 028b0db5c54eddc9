"""What a key opens once it has been read or written: keys typed meanwhile are for it. Part of the app."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from playbook.errors import PlaybookError
from tui.typed_ahead import TypedAhead

if TYPE_CHECKING:
    from tui.off_loop import OffLoop


class Opening(TypedAhead):
    """An app that opens one thing at a time, and loses no key on the way there."""

    is_opening = False
    """Something is about to open: a second press of its key opens no second one."""

    def open_soon(
        self,
        work: Callable[[], Any],
        opened: Callable[[Any], object],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run `work` on the writer thread and give what it returns to `opened`; the next keys wait for that.

        The key that asked for it may be pressed doubled: that one is dropped, unless it is a digit, which answers
        the next question as well. `failed` hears why it does not open, else the screen says it. What is
        asked for twice is done twice: whoever opens something new asks `is_opening` first, and nothing to be saved
        is left out.
        """
        self.is_opening = True
        key = self.key_under_way
        hold = self.hold_keys(drops="" if key.isdigit() else key)

        def ends(then: Callable[[Any], object], with_: Any) -> None:
            self.is_opening = False
            try:
                then(with_)
            finally:
                hold.let_go()

        cast("OffLoop", self).submit(
            work,
            lambda made: ends(opened, made),
            lambda error: ends(failed or self._cannot_open, error),
        )

    def _cannot_open(self, error: Exception) -> None:
        say = getattr(self.screen, "say", None)
        if say is not None:
            say(str(error) if isinstance(error, PlaybookError) else repr(error), "error")
