"""The app: modes, what works everywhere, saving in order; nothing else."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar

from textual.events import Event, Key, Paste, ScreenResume
from textual.screen import Screen

from playbook.preferences import Preferences
from playbook.terminal import Terminal
from playbook.text import plain
from playbook.workspace import Workspace
from tui.beneath import Straight
from tui.commands import Command
from tui.counts import keep_counts, known_counts
from tui.following import Following
from tui.host import CommandHost
from tui.long_work import PATIENCE
from tui.off_loop import OffLoop
from tui.personal import Personal
from tui.shared_keys import EVERYWHERE, first_mode
from tui.small import SmallWindow
from tui.sure_timers import SureTimers
from tui.syncing import SYNC_AFTER, Syncing
from tui.themes import other_ground

if TYPE_CHECKING:
    from textual.command import Provider

    from playbook.coaching.objections import OpenedFigures
    from playbook.library.search import SearchIndex
    from playbook.progress import Progress
    from playbook.things import Things
    from tui.prep_laid import Laid
    from tui.today_look import Due

WARM_UP = 0.4
"""Seconds after the first screen stands until the index is read: what is on the screen comes first."""


def _today() -> Screen[Any]:
    from tui.screens.today import TodayScreen

    return TodayScreen()


def _plays() -> Screen[Any]:
    from tui.screens.plays import PlaysScreen

    return PlaysScreen()


def _desk() -> Screen[Any]:
    from tui.screens.desk import DeskScreen

    return DeskScreen()


def _coach() -> Screen[Any]:
    from tui.screens.coach import CoachScreen

    return CoachScreen()


def _news() -> Screen[Any]:
    from tui.screens.news import NewsScreen

    return NewsScreen()


def _accounts() -> Screen[Any]:
    from tui.screens.accounts import AccountsScreen

    return AccountsScreen()


def _commands() -> type[Provider]:
    from tui.palette import ScreenCommands

    return ScreenCommands


SOON = 0.05
"""Seconds by which a timer may be early."""


class PlaybookApp(CommandHost, Straight, SmallWindow, Personal, Following, Syncing, SureTimers, OffLoop):
    """Playbook in the terminal."""

    TITLE = "Playbook"
    CSS_PATH = Path(__file__).with_name("tui.tcss")
    ENABLE_COMMAND_PALETTE = False  # its key is a command of ours
    COMMANDS: ClassVar[set[Any]] = {_commands}
    MODES: ClassVar[dict[str, Any]] = {
        "today": _today,
        "plays": _plays,
        "desk": _desk,
        "coach": _coach,
        "news": _news,
        "accounts": _accounts,
    }
    KEYS: ClassVar[tuple[Command, ...]] = EVERYWHERE
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012  # the base class declares it per instance
        (0, "-narrow"),
        (100, "-wide"),
    ]

    patience = PATIENCE
    """Seconds of work after which the screen says how far it has come."""

    def __init__(
        self,
        workspace: Workspace,
        *,
        demo: bool = False,
        start: Callable[[PlaybookApp], None] | None = None,
        preferences: Preferences | None = None,
        terminal: Terminal | None = None,
        page: Laid | None = None,
        due: Due | None = None,
        painted: bool = False,
    ) -> None:
        self.workspace = workspace
        _ = workspace.id  # may ask git and write it down: before there is an event loop
        # The first mode is the app's own default one, so that no empty screen is mounted before it.
        self.DEFAULT_MODE = self.first_mode()  # type: ignore[misc]
        super().__init__()
        self.demo = demo
        self._start = start
        self.laid, self.due = page, due
        if page is not None:
            self.stand_on_nothing()
        if painted:
            self.wait_to_stand()
        self.animation_level = "none"
        self.dress(preferences or Preferences(), terminal or Terminal())
        self.counts = known_counts(workspace)
        self._kept_counts = dict(self.counts)
        self.account = ""
        """The customer that plays are chosen for: an account's id, or a name as it was typed; empty: none."""
        self.index: SearchIndex | None = None
        self._waiting: list[Callable[[], None]] = []
        self.things: Things | None = None
        """Accounts and feedback to be found, as they were read last."""
        self.settled: dict[str, OpenedFigures] = {}
        """How often objections and battlecards settled the matter, as it was read last."""
        self.reading: Progress | None = None
        """How far the reading of the playbook's pages has come, once it has begun."""
        self._reading_since = 0.0
        workspace.hears = self._hear_reading

    # Start and end

    def on_mount(self) -> None:
        """Open the first screen: who are you, or the mode of my role."""
        if self.workspace.asks_who:
            from tui.screens.first_start import FirstStartScreen

            self.push_screen(FirstStartScreen(), lambda _: self.open_first())
        else:
            self.open_first()

    def open_first(self) -> None:
        """Open the mode that my role starts in, or what the shell asked for."""
        self.submit(self.workspace.remember_root, lambda _: None, lambda error: self.say(str(error), "error"))
        self.set_timer(SYNC_AFTER, self.begin_syncing)
        if self.first_mode() != self.current_mode:
            self.switch_mode(self.first_mode())
        self.go_straight_soon()

    def first_mode(self) -> str:
        """Return the mode that my role starts in."""
        return first_mode(self.workspace.person.roles)

    def open_at(self, kind: str, id_: str, *, account: str = "", step: str = "") -> None:
        """Open a thing that the shell named, over the first screen."""
        from tui.straight import open_at

        open_at(self, kind, id_, account=account, step=step)

    def on_ready(self) -> None:
        """Collect garbage again: the start is over. Leave when the terminal is gone."""
        gc.enable()
        self.watch_standing()
        if not self.is_headless:
            from tui.hangup import watch

            watch(self.settle_up)
            self.set_timer(3 * WARM_UP, self.keep_colors)
        if self.preferences.problems or self.preferences.keys:
            self.load(self, self.settings_problems, self.tell_problems, "settings")

    def on_unmount(self) -> None:
        """Let the writer finish what it was given."""
        self.pages.stop()
        self.stop_syncing()
        self.settle_up()

    async def deliver(self, event: Event) -> None:
        """Take what is pasted as text, whatever would steer a terminal in it; let a screen have every key that asks."""
        if isinstance(event, Paste):
            event.text = plain(event.text)
        elif self.is_unseen(event):
            return
        elif isinstance(event, Key) and not event.is_forwarded:
            take = getattr(self.screen, "take", None)
            if take is not None and take(event):
                return
        await super().deliver(event)

    # Modes

    def action_mode(self, name: str) -> None:
        """Go to a mode."""
        if name in self.MODES and len(self.screen_stack) <= 2:
            self.switch_mode(name)

    # What works everywhere

    @property
    def app_of_host(self) -> PlaybookApp:
        """The app is itself."""
        return self

    def did(self, id_: str) -> None:
        """Hear that a command is being carried out: what was said before has been read."""
        self.say("")

    def say(self, text: str, tone: str = "") -> None:
        """Say something on the line that the screen has for it."""
        say = getattr(self.screen, "say", None)
        if say is not None:
            say(text, tone)

    def do_palette(self) -> None:
        """Open the palette."""
        from tui.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def do_jump(self) -> None:
        """Put a letter on every pane and list."""
        from tui.screens.jump import JumpScreen

        if not isinstance(self.screen, JumpScreen):
            self.push_screen(JumpScreen(self.screen))

    def do_copy(self) -> None:
        """Nothing is selected, else a line of text or the screen would have copied it."""
        self.say(f"Nothing is selected to copy. {self.key('app.quit')} quits.")

    def do_quit(self) -> None:
        """Leave."""
        self.keep_look()
        self.keep_colors()
        self.exit()

    def do_light_or_dark(self) -> None:
        """Switch between the light and the dark theme, until the next start."""
        self.action_light_or_dark()

    def action_light_or_dark(self) -> None:
        """Switch between the light and the dark theme."""
        self.theme = other_ground(self.theme)

    def become(self, person: str) -> None:
        """Act as another person (in the demo): every screen reads anew when it is shown."""
        self.workspace.act_as(person)
        self.forget()
        first = self.first_mode()
        if first == self.current_mode:
            self.screen.post_message(ScreenResume())
        else:
            self.switch_mode(first)

    def forget(self) -> None:
        """Forget what was read for somebody else, and know again what this person saw last."""
        self.counts, self.things, self.settled = known_counts(self.workspace), None, {}

    def keep_counts(self) -> None:
        """Keep the numbers beside the modes for the next start, where they have changed."""
        counts, workspace = dict(self.counts), self.workspace
        if counts != self._kept_counts:
            self._kept_counts = counts
            self.submit(lambda: keep_counts(workspace, counts), lambda _: None, lambda _: None)

    def keep_look(self) -> None:
        """Keep what the first screen shows for the next start, where it is what is seen."""
        is_seen = self.current_mode == self.first_mode() and len(self.screen_stack) == 1
        if is_seen and not (self.is_headless or self.is_too_small or self.goes_straight):
            from tui.last_look import LastLook, paint

            look = LastLook.of(self.workspace, self.preferences, self.terminal, demo=self.demo)
            painted, size = paint(self.screen, self.console), self.size
            self.submit(lambda: look.keep(painted, *size), lambda _: None, lambda _: None)

    # The index that finds while typing

    def build_index(self) -> None:
        """Have the index as it was known last, then as the pages are now, both from a thread."""
        workspace = self.workspace

        def read() -> SearchIndex:
            finding = workspace.finding
            if (known := finding.known()) is not None:
                self.call_from_thread_soon(partial(self._got_index, known))
            return finding.current()

        self.load(self, read, self._got_index, "index")

    def _got_index(self, index: SearchIndex) -> None:
        self.index = index
        waiting, self._waiting = self._waiting, []
        for callback in waiting:
            callback()

    def warm_up(self) -> None:
        """Read ahead what the next key may need, and what waits in the other modes, once the first screen stands."""
        if self.index is None and not self._waiting:
            self.set_timer(WARM_UP, self.build_index)
            self.set_timer(2 * WARM_UP, self.count_modes)
            self.set_timer(3 * WARM_UP, self.keep_look)

    def count_modes(self) -> None:
        """Count what waits in the modes that nobody has opened yet."""
        from tui.counting import count_ahead

        count_ahead(self)

    def _hear_reading(self, progress: Progress) -> None:
        """Hear from a thread that pages are being read: the screen says so where it takes more than a moment."""
        if progress.is_under_way and progress.done == 0:
            self.reading, self._reading_since = progress, monotonic()
            self.call_from_thread_soon(lambda: self.set_timer(self.patience, self.show_reading))

    def show_reading(self) -> None:
        """Say on this screen how far the reading of the playbook has come, while it goes on for more than a moment.

        What is shown takes the next Escape, so nothing is that nobody could have seen when they pressed it.
        """
        lasts = monotonic() - self._reading_since + SOON >= self.patience
        if self.reading is not None and self.reading.is_under_way and lasts and self.screen_stack:
            show = getattr(self.screen, "show_progress", None)
            if show is not None:
                show(self.reading)

    def when_index(self, callback: Callable[[], None]) -> None:
        """Call back when the index is there: now, or as soon as it is."""
        if self.index is None:
            self._waiting.append(callback)
            self.build_index()
        else:
            callback()
