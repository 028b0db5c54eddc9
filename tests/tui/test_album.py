"""Every screen as it was accepted, at the sizes and in the looks that matter (`make snapshots` accepts anew).

Pictures, looked at by eye before they are kept: what a test of words does not see is seen here. Playbook, records and
clock are the album's own, and nothing in a picture hangs on how quickly it was taken.
"""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from playbook.clock import FixedClock
from playbook.preferences import Preferences
from playbook.terminal import Terminal
from tests.tui.album.scene import KALLIO, NOW, lay
from tests.tui.driver import Driver, opened
from tests.tui.world import DISCOVERY, World
from tui.calls import start_call

SIZES = [(80, 24), (120, 40)]
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"theme": "playbook-light"},
    "sixteen": {"terminal": Terminal("16")},
}


class Picture(SingleFileSnapshotExtension):
    """An SVG without what changes from run to run, or lies elsewhere."""

    _write_mode = WriteMode.TEXT
    _file_extension = "svg"

    @classmethod
    def get_snapshot_name(cls, *, test_location: Any, index: Any = 0) -> str:
        """Return the name that the picture was given: what it is and how it was taken."""
        return str(index)

    def serialize(self, data: Any, **options: Any) -> str:
        """Return the picture as it is kept."""
        svg = re.sub(r"@font-face \{.*?\}\s*", "", data, flags=re.DOTALL)
        svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.DOTALL)
        svg = re.sub(r"terminal-\d+", "terminal", svg)
        return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


@pytest.fixture(autouse=True)
def same_everywhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the pictures not say where, in which zone and how quickly they were taken."""
    monkeypatch.setenv("PLAYBOOK_CONFIG", "/nowhere")
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    for delay in ("tui.app.WARM_UP", "tui.screens.feedback.PAUSE", "tui.screens.call_typing.DRAFTS"):
        monkeypatch.setattr(delay, 3_600.0)  # what is done after a while is not done while one looks
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> World:
    return lay(tmp_path_factory.mktemp("album"))


@pytest.fixture
def world(laid: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """The scene, for one test to write to, in the folder one is in."""
    folder = Path(shutil.copytree(laid.root.parent, tmp_path / "album", symlinks=True))
    monkeypatch.chdir(folder)
    return World(folder / "playbook", folder / "data", FixedClock(NOW))


class Album:
    """Compares what the screen shows with what was accepted."""

    def __init__(self, snapshot: SnapshotAssertion, look: str) -> None:
        self._snapshot, self._look = snapshot.use_extension(Picture), look
        self.wrong: list[str] = []

    def page(self, driver: Driver, name: str) -> None:
        """Compare the screen with the picture of that name."""
        shown = driver.app.export_screenshot(title="Playbook")
        if self._snapshot(name=f"{name}-{self._look}") != shown:
            self.wrong.append(name)

    def check(self) -> None:
        """Fail with the names of the pictures that differ."""
        assert self.wrong == [], f"not as accepted at {self._look}: look at them, then `make snapshots`"


@asynccontextmanager
async def looking(
    world: World, person: str, size: tuple[int, int], *, theme: str = "", **look: Any
) -> AsyncIterator[Driver]:
    """Open the app, with all that it reads ahead and counts in other modes read and counted."""
    mine = Preferences(theme=theme, calendars=("meetings.ics",))
    async with opened(
        world.root, world.data, person=person, clock=world.clock, size=size, preferences=mine, **look
    ) as driver:
        driver.app.build_index()
        driver.app.count_modes()
        await driver.settle()
        yield driver


def look_of(size: tuple[int, int], look: str = "") -> str:
    """Return the part of a picture's name that says how it was taken."""
    return f"{size[0]}x{size[1]}{f'-{look}' if look else ''}"


async def call(driver: Driver, album: Album, clock: FixedClock) -> None:
    """Take a call's pictures: who picked up, a step, an objection, feedback."""
    start_call(driver.app, DISCOVERY, account=KALLIO)
    await driver.settle()
    album.page(driver, "call-connect")
    await driver.press("enter")
    clock.move(48)
    await driver.press("enter", "space", "space", "1", "enter")
    clock.move(75)
    await driver.press("1")
    album.page(driver, "call")
    await driver.press("f2")
    await driver.type("expen")
    album.page(driver, "finder")
    await driver.press("escape", "f4")
    album.page(driver, "feedback-kinds")
    await driver.press("2")
    await driver.type("The second question is too long to say")
    album.page(driver, "feedback")
    await driver.press("escape")


@pytest.mark.parametrize("size", SIZES, ids=look_of)
async def test_the_modes_of_a_rep(world: World, size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    album = Album(snapshot, look_of(size))
    async with looking(world, "lee", size) as driver:
        album.page(driver, "today")
        await driver.press("2", "j", "right")
        album.page(driver, "plays")
        await driver.press("5")
        album.page(driver, "news")
        await driver.press("6")
        album.page(driver, "accounts")
        await driver.press("4")
        album.page(driver, "coach-own")
        await driver.press("F")
        album.page(driver, "my-feedback")
        await driver.press("escape", "comma")
        album.page(driver, "settings")
        await driver.press("escape", "1", "f1")
        album.page(driver, "help")
        await driver.press("escape", "ctrl+o")
        album.page(driver, "jump")
        await driver.press("escape", "ctrl+p")
        album.page(driver, "palette")
    album.check()


@pytest.mark.parametrize("size", SIZES, ids=look_of)
async def test_prep_and_a_call(world: World, size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    album = Album(snapshot, look_of(size))
    async with looking(world, "lee", size) as driver:
        driver.app.account = KALLIO
        await driver.press("2", "j", "right", "enter")
        album.page(driver, "prep")
        await driver.press("escape")
        await call(driver, album, world.clock)
        await driver.press("e")
        album.page(driver, "ending")
        await driver.press("1", "1", "f10")
        album.page(driver, "review")
        await driver.press("enter")
        album.page(driver, "recap")
    album.check()


@pytest.mark.parametrize("size", SIZES, ids=look_of)
async def test_debrief(world: World, size: tuple[int, int], snapshot: SnapshotAssertion) -> None:
    album = Album(snapshot, look_of(size))
    async with looking(world, "lee", size) as driver:
        await driver.press("2", "j", "right", "d")
        album.page(driver, "debrief")
    album.check()


@pytest.mark.parametrize("size", SIZES, ids=look_of)
async def test_the_desk_and_coaching(
    world: World, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    album = Album(snapshot, look_of(size))
    async with looking(world, "dana", size) as driver:
        album.page(driver, "desk")
        await driver.press("1")
        album.page(driver, "today-liaison")
    async with looking(world, "kim", size) as driver:
        album.page(driver, "coach")
        await driver.press("j", "j", "j", "enter")
        album.page(driver, "person")
    album.check()


@pytest.mark.parametrize("look", LOOKS)
async def test_other_looks(world: World, look: str, snapshot: SnapshotAssertion) -> None:
    size = (100, 30)
    album = Album(snapshot, look_of(size, look))
    async with looking(world, "lee", size, **LOOKS[look]) as driver:
        album.page(driver, "today")
        await driver.press("2", "j", "right")
        album.page(driver, "plays")
        await call(driver, album, world.clock)
    async with looking(world, "dana", size, **LOOKS[look]) as driver:
        album.page(driver, "desk")
    album.check()
