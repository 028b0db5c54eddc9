"""Keys in the order they were pressed, however fast: each waits until the one before has done what it does."""

from __future__ import annotations

from asyncio import TimerHandle
from collections import deque
from typing import Any

from textual.app import App
from textual.events import Event, Key
from textual.message import Message
from textual.screen import Screen

PATIENCE = 0.3
"""Seconds after which a key goes on though the one before was never seen to be done."""


class TypedAhead(App[None]):
    """An app whose keys never overtake each other.

    Textual hands a key to what has the focus, and does what a key is bound to once it has come back from there.
    A second key that comes within these milliseconds would go to what had the focus *before*: the letters typed
    after F4 would be lost, an Enter overtake the text it is to send. So a mark is sent after each key on the same
    way, and the next key leaves when the mark has come back, to a screen that stands.
    """

    class Landed(Message):
        """Follows a key, and bubbles up behind it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._waiting_keys: deque[Key] = deque()
        self._flying: TypedAhead.Landed | None = None
        self._from: Screen[Any] | None = None
        self._patience: TimerHandle | None = None

    async def deliver(self, event: Event) -> None:
        """Do with an event what an app does."""
        await super().on_event(event)

    async def on_event(self, event: Event) -> None:
        """Let a key wait for the one before."""
        if not isinstance(event, Key) or event.is_forwarded:
            await self.deliver(event)
        elif self._flying is not None:
            self._waiting_keys.append(event)
        else:
            await self._send(event)

    async def _send(self, key: Key) -> None:
        mark = self._flying = TypedAhead.Landed()
        target = self.focused or self.screen
        self._from = self.screen
        await self.deliver(key)
        if self._loop is not None:
            self._patience = self._loop.call_later(PATIENCE, self._land, mark)
        if self.screen is not self._from:
            # What had the focus may be on its way out, and a mark sent there would be lost with it.
            self.screen.call_later(self._land, mark)
        elif not (target.is_running and target.is_attached and target.post_message(mark)):
            self._land(mark)

    def on_typed_ahead_landed(self, event: Landed) -> None:
        """Send the next key, once the screen that this one may have opened stands."""
        event.stop()
        if event is not self._flying:
            return
        if self.screen is self._from:
            self._land(event)
        else:
            self.screen.call_later(self._land, event)

    def _land(self, mark: Landed) -> None:
        if mark is self._flying:
            if self._patience is not None:
                self._patience.cancel()
            if self._waiting_keys:
                self.call_later(self._next, mark)
            else:
                self._flying = None

    async def _next(self, mark: Landed) -> None:
        if mark is self._flying and self._waiting_keys:
            await self._send(self._waiting_keys.popleft())
