"""Drive the app as a person does: press, see; no sleeps, only waiting for work that is under way."""

from __future__ import annotations

import asyncio
import re
import sys
import unicodedata
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

from pytest import MonkeyPatch
from rich.cells import cell_len
from rich.console import RenderableType
from textual._compositor import Compositor
from textual._context import active_app, visible_screen_stack
from textual.events import Key, Paste
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot
from textual.strip import Strip
from textual.worker import WorkerCancelled

from playbook.clock import Clock
from playbook.preferences import Preferences
from playbook.terminal import Terminal
from playbook.workspace import Workspace
from tests.tui.parsed_once import parsed_once
from tests.tui.pressed import PROVED, Presses
from tui.app import PlaybookApp

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")

CALM = 3
"""Rounds in which nothing at all happened, after which nothing will."""
LONGEST = 60
"""Seconds after which what should come will never come."""


class Shown(NamedTuple):
    """A screen as it is."""

    strips: list[Strip]
    screen: int
    focused: int
    theme: str


def _lines(strips: Iterable[Strip]) -> list[str]:
    return [strip.text.rstrip() for strip in strips]


def _text(strips: Iterable[Strip]) -> str:
    return "\n".join(_lines(strips))


class WatchedApp(PlaybookApp):
    """The app, which tells what commands it carries out; how slow this machine is shows nowhere."""

    patience = 3_600.0

    def __init__(self, workspace: Workspace, **options: Any) -> None:
        self.carried_out: list[str] = []
        super().__init__(workspace, **options)

    def did(self, id_: str) -> None:
        self.carried_out.append(id_)
        super().did(id_)


class Driver:
    """A person at the app."""

    def __init__(self, app: PlaybookApp, pilot: Pilot[Any]) -> None:
        self.app, self.pilot = app, pilot
        self.carried_out = app.carried_out if isinstance(app, WatchedApp) else []
        self.presses = Presses()
        self._at_rest: list[Strip] = []
        """What was on the screen when it last came to rest."""

    async def settle(self) -> None:
        """Wait until threads, messages and painting are done; a timer that waits for its time is not waited for."""
        active_app.set(self.app)  # of two windows in one test the other may have been the last
        calm = 0
        for _ in range(2_000):
            if self.app._exit:
                return
            await self.pilot._wait_for_screen()
            if self.app._exception is not None:
                raise self.app._exception
            busy = await self._worked()
            screen = self.app.screen
            for below in self.app._background_screens if screen.is_modal else ():
                if below._dirty_widgets:  # a dialog shows what changed there
                    below._on_timer_update()
                    busy |= not below._dirty_widgets
            busy |= bool(
                screen._layout_required or screen._scroll_required or screen._repaint_required
                or screen._dirty_widgets or screen._callbacks
            )  # fmt: skip
            screen._on_timer_update()
            keys = self.app._flying is not None or bool(self.app._waiting_keys)
            await asyncio.sleep(0.001 if keys else 0)  # a key in flight lands by itself, at last by its timer
            busy |= keys
            calm = 0 if busy else calm + 1
            if calm == CALM:
                self.harmless()
                if (
                    not screen._layout_required
                ):  # what was painted only now may have found that it needs more room
                    return
                calm = 0
        raise AssertionError(f"the screen never came to rest\n{self.text}")

    def harmless(self) -> None:
        """Assert that nothing on the screen could steer a terminal, or turn text round; after every key."""
        self._at_rest = self._strips
        found = _UNSAFE.search("".join(strip.text for strip in self._at_rest))
        assert not found, f"{found[0]!r} reached the screen:\n{self.text}"

    async def _worked(self) -> bool:
        """Wait for the threads that read and the one that writes; say whether there was anything to wait for."""
        running = [worker for worker in self.app.workers if not worker.is_finished]
        if running:
            with suppress(WorkerCancelled):  # a newer one of its group took its place
                await self.app.workers.wait_for_complete(running)
        writing = self.app._writer._work_queue.qsize() > 0
        await self.app.written()
        return bool(running) or writing

    async def until(self, text: str) -> Driver:
        """Wait until `text` is on the screen, while work is still under way."""
        return await self._until(lambda: text in self.text, f"never came: {text}")

    async def until_gone(self, text: str) -> Driver:
        """Wait until `text` is no longer on the screen."""
        return await self._until(lambda: text not in self.text, f"never left: {text}")

    async def comes(self, is_so: Callable[[], bool], complaint: str) -> Driver:
        """Wait until something is so, while work is still under way."""
        return await self._until(is_so, complaint)

    async def _until(self, is_so: Callable[[], bool], complaint: str) -> Driver:
        try:
            async with asyncio.timeout(LONGEST):
                while not is_so():
                    await asyncio.sleep(0.01)
        except TimeoutError:
            raise AssertionError(f"{complaint}\n{self.text}") from None
        return self

    async def press(self, *keys: str) -> Driver:
        """Press keys, each after what the one before led to."""
        frame = sys._getframe(1)
        before = self.shown
        for key in keys:
            self.carried_out.clear()
            self.send(key)
            await self.settle()
            before = self._note(before, frame)
        return self

    async def click(self, text: str) -> Driver:
        """Click on `text` with the mouse, where it stands first on the screen."""
        frame = sys._getframe(1)
        row = next((row for row, line in enumerate(self.lines) if text in line), None)
        assert row is not None, f"not on the screen: {text}\n{self.text}"
        column = cell_len(self.lines[row][: self.lines[row].index(text)]) + len(text) // 2
        before = self.shown
        self.carried_out.clear()
        await self.pilot.click(offset=(column, row))
        await self.settle()
        self._note(before, frame)
        return self

    def _note(self, before: Shown, frame: FrameType) -> Shown:
        """Note the commands that were carried out, if they changed what is shown; return what is shown at rest."""
        after = before if self.app._exit else self._shown(self._at_rest)
        if self.carried_out and (self.app._exit or after != before):
            self.presses.pressed(self.carried_out, _text(before.strips), frame)
        return after

    @property
    def shown(self) -> Shown:
        """What the screen shows, colours and all, and what has the focus."""
        return self._shown(self._strips)

    def _shown(self, strips: list[Strip]) -> Shown:
        screen = self.app.screen
        return Shown(strips, id(screen), id(screen.focused), self.app.theme)

    @property
    def _strips(self) -> list[Strip]:
        visible_screen_stack.set(self.app._background_screens)  # what shines through a dialog
        return self.app.screen._compositor.render_strips()

    @property
    def focus(self) -> str:
        """Id of the widget that has the focus, or its class."""
        focused = self.app.screen.focused
        return "" if focused is None else focused.id or type(focused).__name__

    async def type(self, text: str) -> Driver:
        """Type text, as fast as keys come."""
        for letter in text:
            self.send(_character_to_key(letter) if not letter.isalnum() else letter, letter)
        await self.settle()
        return self

    def send(self, key: str, letter: str | None = None) -> None:
        """Give the app a key as its terminal does, and wait for nothing."""
        if letter is None:
            key = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
            name = _get_unicode_name_from_key(REPLACED_KEYS.get(key, key))
            try:
                letter = unicodedata.lookup(name)
            except KeyError:
                letter = key if len(key) == 1 else None
        event = Key(key, letter)
        event.set_sender(self.app)
        assert self.app._driver is not None
        self.app._driver.send_message(event)

    def paste(self, text: str) -> None:
        """Paste text as a terminal does, behind the keys that came before, and wait for nothing."""
        event = Paste(text)
        event.set_sender(self.app)
        assert self.app._driver is not None
        self.app._driver.send_message(event)

    async def resize(self, columns: int, lines: int) -> Driver:
        """Make the terminal another size."""
        await self.pilot.resize_terminal(columns, lines)
        await self.settle()
        return self

    @property
    def lines(self) -> list[str]:
        """The lines of the screen."""
        return _lines(self._strips)

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.lines)

    def sees(self, *texts: str) -> Driver:
        """Assert that all `texts` are on the screen."""
        shown = self.text
        missing = [text for text in texts if text not in shown]
        assert not missing, f"not on the screen: {missing}\n{shown}"
        self.presses.saw(texts, there=True)
        return self

    def sees_no(self, *texts: str) -> Driver:
        """Assert that none of `texts` is on the screen."""
        shown = self.text
        there = [text for text in texts if text in shown]
        assert not there, f"on the screen: {there}\n{shown}"
        self.presses.saw(texts, there=False)
        return self

    def line_with(self, text: str) -> str:
        """Return the first line of the screen that holds `text`."""
        found = next((line for line in self.lines if text in line), None)
        assert found is not None, f"not on the screen: {text}\n{self.text}"
        self.presses.saw([text], there=True)
        return found

    @property
    def widgets(self) -> int:
        """How many widgets the screen has mounted."""
        return sum(1 for _ in self.app.screen.walk_children(with_self=True))


@contextmanager
def unpainted() -> Iterator[None]:
    """Let nothing be painted for the terminal that is not there: whoever looks at the screen paints it then, anew.

    A third of a test's time would go into frames that Textual throws away. What is painted for a picture, or for
    whoever asks for the whole screen, is painted as ever.
    """
    real = Compositor.render_update

    def render(
        self: Compositor, full: bool = False, screen_stack: list[Any] | None = None, simplify: bool = False
    ) -> RenderableType | None:
        if full or simplify:
            return real(self, full, screen_stack, simplify)
        visible_screen_stack.set(screen_stack or [])
        self._dirty_regions.clear()
        return None

    with MonkeyPatch.context() as patched:
        patched.setattr(Compositor, "render_update", render)
        yield


@asynccontextmanager
async def opened(
    root: Path,
    data: Path,
    *,
    person: str = "",
    clock: Clock | None = None,
    size: tuple[int, int] = (120, 40),
    demo: bool = False,
    preferences: Preferences | None = None,
    terminal: Terminal | None = None,
    paints: bool = False,
    **straight: Any,
) -> AsyncIterator[Driver]:
    """Open the app on a playbook, as `person`; `paints`: each frame is painted, as for a terminal.

    `straight`: what the app goes straight to, `start` and `page`.
    """
    workspace = Workspace(root, data=data, person=person, clock=clock)
    app = WatchedApp(workspace, demo=demo, preferences=preferences, terminal=terminal, **straight)
    async with AsyncExitStack() as stack:
        stack.enter_context(parsed_once())
        if not paints:
            stack.enter_context(unpainted())
        pilot = await stack.enter_async_context(app.run_test(size=size))
        driver = Driver(app, pilot)
        await driver.settle()
        yield driver
    # Only what a test has come through with to its end is proved.
    PROVED.update(driver.presses.proved)
