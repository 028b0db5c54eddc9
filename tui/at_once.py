"""A key is answered at once: it goes straight to its command, and what that changed is painted before anything else."""

from __future__ import annotations

import gc
from asyncio import TimerHandle, get_running_loop
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from threading import Event as Flag
from typing import Any

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.driver import Driver
from textual.events import Event, Key
from textual.widget import Widget

REPEATED = frozenset({"up", "down", "j", "k", "pageup", "pagedown"})
"""Keys that are held down: those that came while one was answered are answered with it, and painted once."""
HANDED_OVER = 0.003
"""Seconds after which what was painted is on its way to the terminal."""


class AtOnce(App[None]):
    """An app that lets nothing stand between a key and what it shows.

    Textual sends a key from what has the focus up through every widget around it, each of which gets a turn of the
    event loop, before it looks for the command; what the command changed is told to the screen by messages, and
    painted by a timer. Where no widget on that way takes keys for itself, the command is looked up at once here; where
    nothing need be laid out or styled anew, it is painted at once. All else goes Textual's own way.
    """

    longest = 0.05
    """Seconds that saving waits at most for a key to be answered."""

    def get_driver_class(self) -> type[Driver]:
        """Return what writes to the terminal: at once, where it is Textual's own for terminals."""
        chosen = super().get_driver_class()
        if chosen.__name__ != "LinuxDriver":  # a browser's, or another system's
            return chosen
        from tui.prompt_driver import PromptDriver

        return PromptDriver

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.answered = Flag()
        """No key is being answered. A thread that has time waits for it: two threads of Python never run at once."""
        self.answered.set()
        self._rests: TimerHandle | None = None
        self._collects = False
        """Garbage was collected when the key came, and will be again once it is answered."""
        self._after_paint: list[Callable[[], object]] | None = None
        """While a key is answered: what is to begin once that is painted."""
        self._waiting_keys: deque[Any] = deque()  # what was typed since; see `TypedAhead`

    async def on_event(self, event: Event) -> None:
        """Answer a key; an event of another kind, or a key that a widget takes, goes Textual's way."""
        if not isinstance(event, Key) or event.is_forwarded or not self._is_free(event):
            await super().on_event(event)
            return
        self._put_off()
        self._after_paint = []
        try:
            self.screen._clear_tooltip()
            await self._answer(event)
            while event.key in REPEATED and self._repeats(event):
                await self._answer(event)
            self.paint_now()
        finally:
            self.begin_what_waits()
            self._after_paint = None
            # What was painted is handed to the terminal by a thread, which is to come first.
            self._rests = get_running_loop().call_later(HANDED_OVER, self._rest)

    def once_painted(self, begin: Callable[[], object]) -> None:
        """Begin something once what a key changed is painted, or now where none is being answered.

        To wake a thread takes a tenth of what a key takes.
        """
        if self._after_paint is None:
            begin()
        else:
            self._after_paint.append(begin)

    def begin_what_waits(self) -> None:
        """Begin what was put off until the painting, in its order; from any thread."""
        waiting = self._after_paint or []
        with suppress(IndexError):
            while True:
                waiting.pop(0)()

    def _put_off(self) -> None:
        """Let nothing begin that has time: saving, looking for garbage."""
        self.answered.clear()
        if self._rests is not None:
            self._rests.cancel()
        if gc.isenabled():
            self._collects = True
            gc.disable()

    def _rest(self) -> None:
        """Let begin what has waited."""
        self.answered.set()
        if self._collects:
            self._collects = False
            gc.enable()

    def on_unmount(self) -> None:
        """Leave nothing waiting."""
        self._rest()

    async def _answer(self, key: Key) -> None:
        """Do what a key is bound to, as Textual does, which copies all bindings of every widget on the way for it."""
        if self._keymap:
            if not await self._check_bindings(key.key, priority=True):
                await self._check_bindings(key.key)
            return
        way = [*self.focused.ancestors_with_self] if self.focused else [self.screen, self]
        for binding, node in _bound(key, reversed(way), priority=True):
            if await self.run_action(binding.action, node):
                return
        modal = next((place for place, node in enumerate(way, 1) if node.is_modal), len(way))
        for binding, node in _bound(key, way[:modal], priority=False):
            if await self.run_action(binding.action, node):
                return

    def _repeats(self, key: Key) -> bool:
        """Take the next key that waits, if it is the same one again and would go the same way."""
        waiting = self._waiting_keys
        if (
            not waiting
            or not isinstance(waiting[0], Key)
            or waiting[0].key != key.key
            or not self._is_free(key)
        ):
            return False
        waiting.popleft()
        return True

    def _is_free(self, key: Key) -> bool:
        """Whether a key means only what it is bound to: no widget on its way would take it first."""
        if not (self.app_focus and self.screen_stack and self.screen.is_mounted and self.screen.is_current):
            return False
        if self.screen.maximized is not None:
            return False
        way = (self.focused or self.screen).ancestors_with_self
        return not any(_hears(type(node), key.name) or _is_shut(node) for node in way)

    def paint_now(self) -> None:
        """Paint what has changed, unless it must be laid out or styled anew: the screen does that in its own time."""
        if not self.screen_stack or self._batch_count:
            return
        screen = self.screen
        if not screen.is_current or screen._layout_required or screen._scroll_required:
            return
        changed = []
        for widget in screen._compositor.visible_widgets:
            if widget._layout_required or widget._scroll_required or widget._refresh_styles_required:
                return
            if widget._repaint_required:
                changed.append(widget)
        for widget in changed:
            widget._repaint_required = False
            screen._dirty_widgets.add(widget)
        if changed or screen._dirty_widgets:
            screen._on_timer_update()


def _bound(key: Key, way: Iterable[DOMNode], *, priority: bool) -> list[tuple[Binding, DOMNode]]:
    return [
        (binding, node)
        for node in way
        for binding in node._bindings.key_to_bindings.get(key.key, ())
        if binding.priority is priority
    ]


def _is_shut(node: DOMNode) -> bool:
    return isinstance(node, Widget) and (not node.is_mounted or node.disabled or node.loading)


@cache
def _hears(kind: type[DOMNode], key: str) -> bool:
    """Whether widgets of this kind have a method of their own for keys, or for this one."""
    for one in kind.__mro__:
        if one in (Widget, App):  # they look for `key_…` alone
            continue
        own = one.__dict__
        if "on_key" in own or "_on_key" in own or "handle_key" in own:
            return True
        if any(issubclass(message, Key) for message in own.get("_decorated_handlers", ())):
            return True
    return hasattr(kind, f"key_{key}") or hasattr(kind, f"_key_{key}")
