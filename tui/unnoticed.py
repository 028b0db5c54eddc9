"""Taking the place of what was painted before Textual was loaded, once all of the first screen stands."""

from __future__ import annotations

from time import monotonic
from typing import Any

from textual.app import App
from textual.events import Event, InputEvent
from textual.screen import Screen

GLANCE = 0.01
"""Seconds between two looks at whether the screen stands."""
CALM = 2
"""Looks in a row at which nothing was left to lay out or to paint."""
LONGEST = 5.0
"""Seconds after which the screen is shown however it stands; a key shows it at once."""


class Unnoticed(App[None]):
    """An app that paints nothing on its way to a screen that is on the terminal already.

    A screen is laid out and painted several times until its focus, its scroll bars and its panes are what they will
    be: each would be seen as a flicker of what stands there already, and right.
    """

    _waits = False
    _calm = 0

    def wait_to_stand(self) -> None:
        """Paint nothing until the first screen stands; before the app runs."""
        self._waits = True

    def watch_standing(self) -> None:
        """Begin to look whether the screen stands, the app being ready."""
        self._shown_by = monotonic() + LONGEST
        self._look_whether_it_stands()

    def _look_whether_it_stands(self) -> None:
        if not self._waits or self._loop is None or not self.screen_stack:
            return
        self._calm = self._calm + 1 if self.is_at_rest(self.screen) else 0
        if self._calm >= CALM or monotonic() >= self._shown_by:
            self.show_itself()
        else:
            self._loop.call_later(GLANCE, self._look_whether_it_stands)

    def is_at_rest(self, screen: Screen[Any]) -> bool:
        """Whether nothing is left to be done, laid out or painted on a screen."""
        left = screen._layout_required or screen._scroll_required or screen._repaint_required
        if not screen.is_mounted or left or screen._dirty_widgets or screen._callbacks:
            return False
        return not any(node.message_queue_size for node in (self, *screen.walk_children(with_self=True)))

    def show_itself(self) -> None:
        """Paint the screen, and whatever changes from now on."""
        if self._waits:
            self._waits = False
            self._display(
                self.screen,
                self.screen._compositor.render_update(full=True, screen_stack=self._background_screens),
            )

    async def on_event(self, event: Event) -> None:
        """Show what an input leads to, however the screen stands."""
        if isinstance(event, InputEvent):
            self.show_itself()
        await super().on_event(event)

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        """Paint a screen, unless it is on the terminal already."""
        if not self._waits:
            super()._display(screen, renderable)
