"""Keys in the order they were pressed, however fast: each waits until the one before has done what it does."""

from __future__ import annotations

from asyncio import TimerHandle
from collections import deque
from collections.abc import Callable
from typing import Any

from textual.app import App
from textual.events import Event, Key, Paste
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

GLANCE = 0.3
"""Seconds between two looks at whether the key before can still be told to be done."""
PATIENCE = 10.0
"""Seconds after which a key goes on whatever became of the one before: a handler that never ends blocks no other."""
LINE_FEED = "ctrl+j"
"""What a terminal makes of Enter until a program takes it over: it was typed before the screen stood."""


class Hold:
    """Lets keys wait, until it is told to let them go."""

    def __init__(
        self, ends: Callable[[Hold], None], but: Callable[[Key], bool] | None, drops: str = ""
    ) -> None:
        self._ends, self._but, self._drops = ends, but, drops

    def lets(self, event: Key | Paste) -> bool:
        """Whether a key need not wait."""
        return isinstance(event, Key) and self._but is not None and self._but(event)

    def drops(self, event: Key | Paste) -> bool:
        """Whether a key is the one that led here, pressed doubled."""
        return isinstance(event, Key) and event.key == self._drops

    def let_go(self) -> None:
        """Let the keys go; a second time does nothing."""
        self._ends(self)


class TypedAhead(App[None]):
    """An app whose keys, and what is pasted, never overtake each other.

    Textual hands a key to what has the focus, and does what a key is bound to once it has come back from there.
    A second key that comes within these milliseconds would go to what had the focus *before*: the letters typed
    after F4 would be lost, an Enter overtake the text it is to send. So a mark is sent after each key on the same
    way, and a second one once it is back, behind whatever the key made the widget say (“this row is chosen”). The next
    key leaves when that has come back as well, to a screen that stands. On a slow machine, or behind a handler that
    takes its time, that lasts as long as it lasts; only where what had the focus is gone, and the mark with it, the
    next key goes by the way of the screen that stands then.
    """

    class Landed(Message):
        """Follows a key, and bubbles up behind it."""

        again = False
        """It follows what the key led to."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._holds: dict[Hold, TimerHandle | None] = {}
        self.key_under_way = ""
        """The key that is being answered; empty where there is none."""
        self._waiting_keys: deque[Key | Paste] = deque()
        self._flying: TypedAhead.Landed | None = None
        self._from: Screen[Any] | None = None
        self._target: Widget | Screen[Any] | None = None
        self._glances = 0
        self._glance: TimerHandle | None = None

    async def deliver(self, event: Event) -> None:
        """Do with an event what an app does."""
        await super().on_event(event)

    async def on_event(self, event: Event) -> None:
        """Let a key wait for the one before."""
        if isinstance(event, Key) and event.key == LINE_FEED and not event.is_forwarded:
            event.key, event.character = "enter", "\r"
        if not isinstance(event, Key | Paste) or event.is_forwarded:
            await self.deliver(event)
        elif any(hold.drops(event) for hold in self._holds) and not self._waiting_keys:
            event.stop()
        elif self._flying is not None or self._waiting_keys or self._is_held(event):
            self._waiting_keys.append(event)
            self._go_on()
        else:
            await self._send(event)

    # What keys were typed for is not there yet

    def hold_keys(
        self, seconds: float = PATIENCE, *, but: Callable[[Key], bool] | None = None, drops: str = ""
    ) -> Hold:
        """Let keys wait for what is being read and will open or be listed, `seconds` at most.

        Where nothing else was typed before, those that `but` says mean the same whatever comes go at once, and
        the key `drops` is dropped. What is returned lets the keys go, to the screen that stands then.
        """
        hold = Hold(self._let_go, but, drops)
        loop = self._loop
        self._holds[hold] = loop.call_later(seconds, hold.let_go) if loop is not None else None
        return hold

    def _is_held(self, event: Key | Paste) -> bool:
        return any(not hold.lets(event) for hold in self._holds)

    def _let_go(self, hold: Hold) -> None:
        timer = self._holds.pop(hold, None)
        if timer is not None:
            timer.cancel()
        self._go_on()

    def _go_on(self) -> None:
        """Send what waits, if nothing is under way and it need wait no longer."""
        if self._flying is None and self._may_leave and self.screen_stack:
            # What opens is being mounted: its own turn comes before the key's.
            mark = self._flying = TypedAhead.Landed()
            self._target, self._from, self._glances = None, self.screen, 0
            self._look_after(mark)
            self.screen.call_later(self._land, mark)

    @property
    def _may_leave(self) -> bool:
        """The next key waits for nothing but its turn."""
        return bool(self._waiting_keys) and not self._is_held(self._waiting_keys[0])

    # One after the other

    async def _send(self, key: Key | Paste) -> None:
        mark = self._flying = TypedAhead.Landed()
        target = self._target = self.focused or self.screen
        self._from, self._glances = self.screen, 0
        self.key_under_way = key.key if isinstance(key, Key) else ""
        await self.deliver(key)
        self._look_after(mark)
        if self.screen is not self._from:
            # What had the focus may be on its way out, and a mark sent there would be lost with it.
            self.screen.call_later(self._land, mark)
        elif not (_lives(target) and target.post_message(mark)):
            self._land(mark)

    def _look_after(self, mark: Landed) -> None:
        if self._loop is not None:
            self._glance = self._loop.call_later(GLANCE, self._look, mark)

    def _look(self, mark: Landed) -> None:
        """Wait on while the mark can still come; where it cannot, let the next key leave as soon as a screen stands."""
        if mark is not self._flying or not self.screen_stack:
            return
        self._glances += 1
        if self._glances * GLANCE >= PATIENCE:
            self._land(mark)
            return
        self._look_after(mark)
        if not (self._target is not None and _lives(self._target)):
            self.screen.call_later(self._land, mark)

    def on_typed_ahead_landed(self, event: Landed) -> None:
        """Send the next key, once the screen that this one may have opened stands."""
        event.stop()
        if event is not self._flying or not self.screen_stack:  # an app that is left has no screen any more
            return
        if self.screen is not self._from:
            self.screen.call_later(self._land, event)
        elif self._loop is not None and (event.again or not self._follow(event)):
            self._loop.call_soon(self._arrive, event)  # a worker that was begun meanwhile has its turn before

    def _arrive(self, mark: Landed) -> None:
        if self.screen_stack and self.screen is not self._from:
            self.screen.call_later(self._land, mark)
        else:
            self._land(mark)

    def _follow(self, mark: Landed) -> bool:
        """Send a second mark where the first one went; say whether it goes."""
        after = TypedAhead.Landed()
        after.again = True
        if self._target is None or not (_lives(self._target) and self._target.post_message(after)):
            return False
        self._flying = after
        if self._glance is not None:
            self._glance.cancel()
        self._look_after(after)
        return True

    def _land(self, mark: Landed) -> None:
        if mark is self._flying:
            if self._glance is not None:
                self._glance.cancel()
            if self._may_leave:
                self.call_later(self._next, mark)
            else:
                self._come_to_rest()

    async def _next(self, mark: Landed) -> None:
        if mark is not self._flying:
            return
        if self._may_leave:
            await self._send(self._waiting_keys.popleft())
        else:  # the key before took what waited with it, or what comes next is not there yet
            self._come_to_rest()

    def _come_to_rest(self) -> None:
        self._flying, self.key_under_way = None, ""


def _lives(target: Widget | Screen[Any]) -> bool:
    """Whether what is sent to a widget comes back to the app."""
    return target.is_running and target.is_attached
