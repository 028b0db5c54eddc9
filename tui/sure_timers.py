"""What is to be done once, after a while, is done: however long the machine was busy with something else."""

from __future__ import annotations

from typing import Any

from textual.message_pump import MessagePump
from textual.timer import Timer, TimerCallback


class SureTimers(MessagePump):
    """Whoever sets timers; mixed into the app and all screens.

    Textual's timers leave out a beat that is over when they look at the clock, one that is to beat once too: where the
    processor was taken between two lines, it never beats: a draft is not kept, a save that was put off is not made.
    """

    def set_timer(self, delay: float, callback: TimerCallback | None = None, **options: Any) -> Timer:
        """Call `callback` once, `delay` seconds from now or later."""
        timer = super().set_timer(delay, callback, **options)
        timer._skip = False  # its task has not begun
        return timer
