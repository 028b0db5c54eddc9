"""What the shell named stands over nothing: the first mode is loaded when one goes back to it. Part of the app."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from textual.events import ScreenResume
from textual.screen import Screen

from tui.opening import Opening
from tui.unnoticed import Unnoticed

if TYPE_CHECKING:
    from tui.app import PlaybookApp
    from tui.prep_laid import Laid
    from tui.today_look import Due
    from tui.typed_ahead import Hold


class Nothing(Screen[None]):
    """Stands where the first mode will: nobody sees it, and what is above it is seen until that mode stands."""

    def __init__(self, mode: Callable[[], Screen[Any]]) -> None:
        super().__init__()
        self._mode = mode

    def on_screen_resume(self, _: ScreenResume) -> None:
        """Give way to the mode once somebody has come back here."""
        if not cast("PlaybookApp", self.app).goes_straight:
            self.app.switch_screen(self._mode())

    def _pop_result_callback(self) -> None:
        """Forget who waits for an answer: nobody does, as of every first screen of a mode."""


class Straight(Opening, Unnoticed):
    """An app that may go straight to what the shell named."""

    _start: Callable[[PlaybookApp], None] | None = None
    _until_named: Hold | None = None
    """Lets keys wait for what was named."""
    laid: Laid | None = None
    """The page that the shell named, as it was laid out before the screens were loaded."""
    due: Due | None = None
    """What was due when that was read before the screens were loaded."""

    def stand_on_nothing(self) -> None:
        """Load the first mode only when one goes back to it; before the app runs."""
        mode = cast("Callable[[], Screen[Any]]", self._modes[self.DEFAULT_MODE])

        def first() -> Screen[Any]:
            self._modes[self.DEFAULT_MODE] = mode
            return Nothing(mode)

        self._modes[self.DEFAULT_MODE] = first

    @property
    def goes_straight(self) -> bool:
        """The shell named a thing to open, and it is not open yet: nothing else is worth reading first."""
        return self._start is not None

    def go_straight_soon(self) -> None:
        """Open what the shell named, if it did, next; keys wait for it."""
        if self.goes_straight:
            self._until_named = self.hold_keys()
            self.call_next(self._go_straight)

    def _go_straight(self) -> None:
        start, self._start = self._start, None
        if start is not None:
            start(cast("PlaybookApp", self))
        if self._until_named is not None:
            self._until_named.let_go()

    def is_at_rest(self, screen: Screen[Any]) -> bool:
        """Whether what was named is open, and nothing is left to be laid out or painted."""
        return not self.goes_straight and super().is_at_rest(screen)

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        """Paint a screen that is one."""
        if not isinstance(screen, Nothing):
            super()._display(screen, renderable)
