"""Drive the app as a person does: press, see; no sleeps, only waiting for work that is under way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from playbook.clock import Clock
from playbook.workspace import Workspace
from tui.app import PlaybookApp


class Driver:
    """A person at the app."""

    def __init__(self, app: PlaybookApp, pilot: Pilot[Any]) -> None:
        self.app, self.pilot = app, pilot

    async def settle(self) -> None:
        """Wait until threads and messages are done."""
        for _ in range(2):
            await self.pilot.pause()
            self.app.submit(lambda: None, lambda _: None, lambda _: None)
            await self.app.workers.wait_for_complete()
            await self.app.written()
            await self.pilot.pause()
        await self._painted()

    async def _painted(self) -> None:
        """Wait until the screen has nothing left to lay out or paint; it does so on a timer of its own."""
        for _ in range(400):
            screen = self.app.screen
            if not (screen._layout_required or screen._repaint_required or screen._dirty_widgets):
                return
            await asyncio.sleep(1 / 120)
        raise AssertionError("the screen never came to rest")

    async def press(self, *keys: str) -> Driver:
        """Press keys, each after what the one before led to."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()
        return self

    async def type(self, text: str) -> Driver:
        """Type text."""
        names = {" ": "space", "-": "minus", ".": "full_stop", ",": "comma", "'": "apostrophe", "?": "question_mark"}
        names |= {"+": "plus", "!": "exclamation_mark", "[": "left_square_bracket", "]": "right_square_bracket"}
        await self.pilot.press(*(names.get(letter, letter) for letter in text))
        await self.settle()
        return self

    @property
    def lines(self) -> list[str]:
        """The lines of the screen."""
        return [strip.text.rstrip() for strip in self.app.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.lines)

    def sees(self, *texts: str) -> Driver:
        """Assert that all `texts` are on the screen."""
        missing = [text for text in texts if text not in self.text]
        assert not missing, f"not on the screen: {missing}\n{self.text}"
        return self

    def sees_no(self, *texts: str) -> Driver:
        """Assert that none of `texts` is on the screen."""
        there = [text for text in texts if text in self.text]
        assert not there, f"on the screen: {there}\n{self.text}"
        return self

    @property
    def widgets(self) -> int:
        """How many widgets the screen has mounted."""
        return sum(1 for _ in self.app.screen.walk_children(with_self=True))


@asynccontextmanager
async def opened(
    root: Path,
    data: Path,
    *,
    person: str = "",
    clock: Clock | None = None,
    size: tuple[int, int] = (120, 40),
    demo: bool = False,
) -> AsyncIterator[Driver]:
    """Open the app on a playbook, as `person`."""
    workspace = Workspace(root, data=data, person=person, clock=clock)
    app = PlaybookApp(workspace, demo=demo)
    async with app.run_test(size=size) as pilot:
        driver = Driver(app, pilot)
        await driver.settle()
        yield driver
