"""A key in a call is answered in one go: counted, because a clock would measure the machine."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from textual import on
from textual._compositor import Compositor
from textual.app import App, ComposeResult
from textual.css.stylesheet import Stylesheet
from textual.events import Key
from textual.message import Message
from textual.message_pump import MessagePump
from textual.widget import Widget
from textual.widgets import Input

from playbook.runs.model import OpenRun
from tests.tui.driver import Driver, opened
from tests.tui.test_call_screen import start
from tests.tui.world import World
from tui.at_once import AtOnce, _hears
from tui.narrow import NarrowCompositor
from tui.screens.call import CallScreen
from tui.screens.call_base import LATE
from tui.widgets.bare_lines import BareLines
from tui.widgets.call_pane import CallPane


class Work:
    """What was done, in its order: `message Key`, `layout`, `style`, `line`, `painted`, `saved`."""

    def __init__(self, compositor: Compositor) -> None:
        self.compositor = compositor
        self.done: list[str] = []

    @property
    def until_painted(self) -> Counter[str]:
        """How often each was done from the key until something was painted."""
        key = self.done.index("message Key")
        return Counter(self.done[key : self.done.index("painted", key) + 1])


@contextmanager
def watched(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> Iterator[Work]:
    """Note what is done for this screen meanwhile; others may still be read behind it."""
    work = Work(driver.app.screen._compositor)

    def note(owner: type, name: str, what: str) -> None:
        real: Callable[..., Any] = getattr(owner, name)

        def noted(*said: Any, **named: Any) -> Any:
            try:
                return real(*said, **named)
            finally:
                if said[0] is work.compositor or not isinstance(said[0], Compositor):
                    work.done.append(what)

        patch.setattr(owner, name, noted)

    real_dispatch: Callable[[MessagePump, Message], Awaitable[None]] = MessagePump._dispatch_message

    async def dispatch(pump: MessagePump, message: Message) -> None:
        work.done.append(f"message {type(message).__name__}")
        await real_dispatch(pump, message)

    with monkeypatch.context() as patch:
        note(NarrowCompositor, "reflow", "layout")
        note(Stylesheet, "update_nodes", "style")
        note(BareLines, "_paint", "line")
        note(NarrowCompositor, "render_partial_update", "painted")
        note(NarrowCompositor, "render_full_update", "painted whole")
        patch.setattr(MessagePump, "_dispatch_message", dispatch)
        yield work


@pytest.mark.parametrize(
    ("before", "key", "shown", "lines"),
    [
        ((), "space", "☑ Ask how long they have", 4),
        (("space",), "1", "● Yes", 8),
        (("space", "1", "enter", "enter"), "enter", "2/6 A bad morning", 80),
        (("space",), "u", "☐ Ask how long they have", 0),  # as it was painted before
    ],
    ids=["tick", "answer", "next", "undo"],
)
async def test_a_key_in_a_call_lays_nothing_out_and_is_painted_before_any_other_message(
    world: World, monkeypatch: pytest.MonkeyPatch, before: tuple[str, ...], key: str, shown: str, lines: int
) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, paints=True) as driver:
        await start(driver)
        await driver.press("1", *before)
        driver.sees_no(shown)
        with watched(driver, monkeypatch) as work:
            await driver.press(key)
        driver.sees(shown)
    assert work.until_painted["message Key"] == 1
    assert not [what for what in work.until_painted if what.startswith("message") and what != "message Key"]
    assert min(lines, 1) <= work.until_painted["line"] <= lines
    counted = Counter(work.done)
    assert not work.until_painted["style"]
    assert not {"layout", "painted whole"} & set(work.done)
    assert counted["painted"] == 1, "a mark that comes and goes would paint twice"


async def test_what_is_not_on_disk_after_a_moment_is_marked_until_it_is(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, paints=True) as driver:
        await start(driver)
        await driver.press("1")
        disk, real = threading.Event(), driver.app.workspace.open_runs.save_both
        monkeypatch.setattr(
            driver.app.workspace.open_runs, "save_both", lambda run: (disk.wait(60), real(run))[1]
        )
        driver.send("space")
        await driver.until("☑ Ask how long they have")
        await driver.until("○ unsaved")
        driver.send("1")  # what is changed meanwhile is saved after it
        await driver.until("1 ● Yes")
        disk.set()
        await driver.until("● saved")
        await driver.settle()
        driver.sees("● saved")
    (run,) = world.of("lee").my_open_runs()
    assert [event.kind for event in run.events][-2:] == ["tick", "answer"]
    assert 0 < LATE <= 0.2, "a mark that comes later would be a lie that somebody can read"


async def test_what_waits_behind_a_slow_disk_is_saved_by_whoever_leaves(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, paints=True) as driver:
        await start(driver)
        await driver.press("1")
        disk, real = threading.Event(), driver.app.workspace.open_runs.save_both
        monkeypatch.setattr(
            driver.app.workspace.open_runs, "save_both", lambda run: (disk.wait(60), real(run))[1]
        )
        driver.send("space")
        await driver.until("☑ Ask how long they have")
        driver.send("1")
        await driver.until("1 ● Yes")
        leaving = threading.Thread(target=driver.app.settle_up)  # as a terminal that is gone has it done
        leaving.start()
        disk.set()
        leaving.join(60)  # nothing that the event loop has yet to do is waited for
        (run,) = world.of("lee").my_open_runs()
    assert [event.kind for event in run.events][-2:] == ["tick", "answer"]


async def test_saving_waits_until_the_key_is_answered(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, paints=True) as driver:
        await start(driver)
        await driver.press("1")
        driver.app.longest = 60.0  # however slow this machine is
        with watched(driver, monkeypatch) as work:
            real = driver.app.workspace.open_runs.save_both

            def save(run: OpenRun) -> OpenRun:
                work.done.append("saved")
                return real(run)

            monkeypatch.setattr(driver.app.workspace.open_runs, "save_both", save)
            await driver.press("space", "1", "u")
        driver.sees("☑ Ask how long they have")
    order = [what for what in work.done if what in ("painted", "saved")]
    assert order == ["painted", "saved"] * 3


async def test_a_key_that_waits_for_the_disk_itself_is_not_held_up_for_ever(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, paints=True) as driver:
        await start(driver)
        driver.app.answered.clear()  # a command that awaits what the writer does, while it is answered
        async with asyncio.timeout(10):
            await driver.app.written()
            done = asyncio.Event()
            driver.app.submit(lambda: None, lambda _: done.set(), lambda _: None)
            await done.wait()


async def test_letters_go_to_the_line_of_text_and_not_to_the_keys(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, paints=True) as driver:
        await start(driver)
        await driver.press("1", "f5")
        await driver.type("u space 1")
        driver.sees("u space 1").sees_no("☑ Ask how long they have", "Undone")


async def test_a_key_pressed_while_something_must_be_laid_out_anew_is_painted_with_it(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, paints=True) as driver:
        await start(driver)
        await driver.press("1")
        screen = driver.app.screen
        assert isinstance(screen, CallScreen)
        screen.steps.display = False
        driver.app.paint_now()
        assert not screen.steps.display
        await driver.press("space")
        driver.sees("☑ Ask how long they have").sees_no("A bad morning")


class _Bare(Widget):
    pass


class _HearsAll(Widget):
    def on_key(self, event: Key) -> None:
        """Take it."""


class _HearsOne(Widget):
    def key_x(self) -> None:
        """Take it."""


class _HearsDecorated(Widget):
    @on(Key)
    def heard(self) -> None:
        """Take it."""


@pytest.mark.parametrize(
    ("kind", "key", "hears"),
    [
        (_Bare, "x", False), (CallPane, "space", False), (CallScreen, "x", False), (AtOnce, "x", False),
        (_HearsAll, "x", True), (_HearsOne, "x", True), (_HearsOne, "y", False), (_HearsDecorated, "y", True),
        (type("Child", (_HearsAll,), {}), "x", True), (Input, "x", True),
    ],
)  # fmt: skip
def test_a_widget_that_takes_keys_for_itself_is_known(kind: type[Widget], key: str, hears: bool) -> None:
    assert _hears(kind, key) is hears


class _Fields(AtOnce):
    """A widget that takes keys around one that does not."""

    BINDINGS = [("x", "note", "note")]  # noqa: RUF012

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []
        self.collected: bool | None = None
        """Whether garbage was collected while the command was done."""

    def compose(self) -> ComposeResult:
        yield _Inner()

    def action_note(self) -> None:
        """Note it."""
        self.heard.append("command")
        self.collected = gc.isenabled()


class _Inner(_Bare, can_focus=True):
    pass


class _Taking(_Fields):
    def compose(self) -> ComposeResult:
        yield _Outer(_Inner())


class _Outer(Widget):
    def on_key(self, event: Key) -> None:
        """Take it, and let nobody else have it."""
        app: Any = self.app
        app.heard.append("widget")
        event.stop()


@pytest.mark.parametrize(("kind", "heard"), [(_Fields, "command"), (_Taking, "widget")])
async def test_a_key_reaches_its_command_unless_a_widget_on_the_way_takes_it(
    kind: type[_Fields], heard: str
) -> None:
    app: App[None] = kind()
    async with app.run_test() as pilot:
        app.query_one(_Inner).focus()
        await pilot.pause()
        await pilot.press("x")
        assert isinstance(app, _Fields)
        assert app.heard == [heard]
        await pilot.press("y")
        assert app.heard == [heard, "widget"][: 1 + (heard == "widget")]
        app.query_one(_Inner).disabled = True
        await pilot.pause()
        assert app.answered.wait(10)


@pytest.mark.parametrize("at_start", [True, False])
async def test_no_garbage_is_looked_for_while_a_key_is_answered_and_then_it_is_as_it_was(
    at_start: bool,
) -> None:
    app = _Fields()
    async with app.run_test() as pilot:
        app.query_one(_Inner).focus()
        await pilot.pause()
        if not at_start:
            gc.disable()  # as while the app starts
        try:
            await pilot.press("x", "x", "x")
            assert app.heard == ["command"] * 3
            assert app.collected is False
            async with asyncio.timeout(10):
                while not app.answered.is_set():
                    await asyncio.sleep(0.001)
            assert gc.isenabled() is at_start
        finally:
            gc.enable()


async def test_an_app_that_ends_at_a_key_leaves_nothing_waiting() -> None:
    app = _Fields()
    async with app.run_test() as pilot:
        app.query_one(_Inner).focus()
        await pilot.pause()
        app._put_off()
        app._put_off()
        assert not gc.isenabled() and not app.answered.is_set()
    assert gc.isenabled() and app.answered.is_set()


async def test_a_call_keeps_what_was_read_before_out_of_the_garbage_collection(world: World) -> None:
    frozen = gc.get_freeze_count()
    async with opened(world.root, world.data, person="lee", clock=world.clock, paints=True) as driver:
        await start(driver)
        assert gc.get_freeze_count() > frozen + 1_000
        await driver.press("1", "escape", "2")
        await driver.settle()
        assert gc.get_freeze_count() <= frozen
