"""Today is painted before Textual is loaded: what is due now, as its screen paints it then, or not at all."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.color import ColorSystem

from playbook.preferences import Preferences
from playbook.progress import WasStoppedError
from playbook.records.customers import Account
from playbook.terminal import Terminal
from playbook.today.reading import calendars_of, meetings
from tests.calendars.files import calendar, event
from tests.tui.cells import cells, on_terminal, texts
from tests.tui.driver import Driver, opened
from tests.tui.world import World
from tui import early, kept_colors, painted, today_look
from tui.painted import Brush
from tui.screens.today import TodayScreen

LEE = Preferences()


@pytest.fixture(autouse=True)
def full_colors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write in full colours what was chosen for few: both sides are compared before the terminal rounds them."""
    monkeypatch.setattr(painted, "_SYSTEMS", dict.fromkeys(painted._SYSTEMS, ColorSystem.TRUECOLOR))


async def same(
    driver: Driver,
    world: World,
    preferences: Preferences = LEE,
    terminal: Terminal | None = None,
    person: str = "lee",
) -> today_look.Due:
    """Assert that Today is painted before its screen is loaded as its screen paints it; return what is due."""
    assert isinstance(driver.app.screen, TodayScreen)
    driver.app.screen.refold()  # panes that have grown by two cells are not folded anew, those that are new are
    await driver.settle()
    theirs = on_terminal(driver)
    columns, lines = driver.app.size
    workspace = world.of(person)
    calendars = calendars_of(workspace, preferences.calendars)
    due = today_look.read(workspace, calendars, beside=columns >= 100)
    brush = Brush(kept_colors.colors_of(driver.app), terminal or Terminal())
    written = today_look.paint(brush, workspace, due, preferences, columns, lines, demo=driver.app.demo)
    ours = cells(written, columns, lines)
    assert texts(ours) == texts(theirs)
    assert ours == theirs
    return due


@pytest.fixture
def busy(world: World) -> World:
    """A rep with calls, promises and answers due, more than fit on a small screen."""
    for number in range(6):
        world.ran(
            ("acknowledge",),
            ("next_step",),
            account=f"Brenner Foods {number} " + "営業" * number,
            next="Send " * 9,
            next_date="2026-11-18",
            days_ago=8 + number,
        )
    done = world.feedback("Old price", by="lee")
    world.act(
        "answer", done, "Corrected, and much more is said of it than there is room for in a line of a list."
    )
    return world


SIZES = ((120, 40), (101, 24), (103, 12), (200, 60), (99, 24), (80, 24), (60, 10))


async def test_what_is_due_is_the_same_in_every_cell_at_every_size(busy: World) -> None:
    async with opened(busy.root, busy.data, person="lee", clock=busy.clock, size=SIZES[0]) as driver:
        for size in SIZES:
            await driver.resize(*size)
            assert len((await same(driver, busy)).lines) > 5, size


async def test_where_nothing_is_due_it_is_the_same_too(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock, size=SIZES[0]) as driver:
        for size in SIZES:
            await driver.resize(*size)
            assert (await same(driver, world)).lines == []


@pytest.mark.parametrize(
    ("preferences", "terminal"),
    [
        (Preferences(theme="nord", clock="12h"), Terminal()),
        (Preferences(keys={"today.call": "f9", "go.plays": "f8"}), Terminal(light=True)),
        (LEE, Terminal(colors="256")),
        (LEE, Terminal(colors="16")),
        (LEE, Terminal(glyphs="some", encoding="latin-1")),
    ],
    ids=["theme", "keys-light", "256", "16", "latin-1"],
)
async def test_it_is_the_same_on_every_terminal_and_with_every_setting(
    busy: World, preferences: Preferences, terminal: Terminal
) -> None:
    async with opened(
        busy.root, busy.data, person="lee", clock=busy.clock, preferences=preferences, terminal=terminal
    ) as driver:
        await same(driver, busy, preferences, terminal)


async def test_every_kind_of_line_is_the_same(busy: World) -> None:
    busy.begin(("acknowledge",), account="Elbe Paper")
    asked = busy.feedback("Who pays?", by="lee")
    busy.act("ask", asked, "Which country?")
    async with opened(busy.root, busy.data, person="lee", clock=busy.clock, demo=True) as driver:
        kinds = {line.kind for line in (await same(driver, busy)).lines}
        assert {"open-run", "next-step", "question", "answer"} <= kinds


@pytest.fixture
def diary(world: World, tmp_path: Path) -> Preferences:
    """Preferences that name a calendar: an account's meeting, long and foreign ones, a whole day, a broken event."""
    world.of("lee").append(Account(id="bre", name="Brenner Foods", domain="brenner.example"))
    people = "ATTENDEE:mailto:petra@brenner.example", "ATTENDEE:mailto:lee@fernyard.example"
    path = tmp_path / "my.ics"
    path.write_bytes(
        calendar(
            event("20261120T143000Z", "20261120T150000Z", *people, uid="1", title="Weekly with Petra, again"),
            event("20261120T160000Z", "20261120T170000Z", "LOCATION:東京", uid="2", title="営業 " * 20),
            event("20261123T090000Z", "20261123T093000Z", uid="3", title="Monday"),
            event(";VALUE=DATE:20261120", ";VALUE=DATE:20261121", uid="4", title="Fair"),
            event("20261399T100000Z", "20261399T110000Z", uid="5", title="Never"),
        )
    )  # fmt: skip
    return Preferences(calendars=(str(path), "/nowhere/my.ics"))


async def test_meetings_of_a_calendar_are_the_same_too(world: World, diary: Preferences) -> None:
    async with opened(
        world.root, world.data, person="lee", clock=world.clock, preferences=diary, size=SIZES[0]
    ) as driver:
        for size in SIZES:
            await driver.resize(*size)
            kinds = [line.kind for line in (await same(driver, world, diary)).lines]
            assert kinds.count("meeting") == 4 and kinds.count("calendar") == 2, size


async def test_where_a_calendar_has_nothing_it_is_not_offered_again(world: World, tmp_path: Path) -> None:
    (tmp_path / "my.ics").write_bytes(calendar())
    mine = Preferences(calendars=(str(tmp_path / "my.ics"),))
    async with opened(world.root, world.data, person="lee", clock=world.clock, preferences=mine) as driver:
        assert (await same(driver, world, mine)).lines == []


# The screen goes on from there


async def test_meetings_that_were_read_stay_on_the_screen(world: World, diary: Preferences) -> None:
    due = today_look.read(world.of("lee"), diary.calendars)
    async with opened(
        world.root, world.data, person="lee", clock=world.clock, preferences=diary, due=due
    ) as driver:
        screen = driver.app.screen
        assert isinstance(screen, TodayScreen)
        assert screen.known and not screen.reading
        assert screen.lines == due.lines
        driver.sees("Weekly with Petra, again", "Fair")


async def test_what_was_read_is_not_read_again_and_leads_on(busy: World) -> None:
    due = today_look.read(busy.of("lee"))
    async with opened(busy.root, busy.data, person="lee", clock=busy.clock, due=due) as driver:
        screen = driver.app.screen
        assert isinstance(screen, TodayScreen)
        assert screen.known
        assert screen.lines == due.lines
        assert driver.app.due is None
        first = due.lines[0]
        await driver.press("y")
        assert first.key not in {line.key for line in screen.lines}


async def test_what_is_due_for_somebody_else_is_not_shown(busy: World) -> None:
    due = today_look.read(busy.of("lee"))
    async with opened(busy.root, busy.data, person="mia", clock=busy.clock, due=due) as driver:
        driver.sees("Nothing is due, Mia").sees_no("Brenner Foods")


# When it is not painted


Look = Callable[..., tuple[str, today_look.Due | None]]


@pytest.fixture
def look(world: World, monkeypatch: pytest.MonkeyPatch) -> Look:
    """Look at Today on a terminal of a size, in an environment."""
    names = ("background", "surface", "foreground", "border", "primary", "scrollbar", "scrollbar-background")
    colors = painted.Colors(dict.fromkeys(names, "#102030"), dark=True, grounds=())
    kept_colors.keep("playbook-dark", colors)
    world.of("lee").catalog.summaries()

    def at(
        *,
        person: str = "lee",
        size: tuple[int, int] | None = (100, 30),
        preferences: Preferences = LEE,
        **environ: str,
    ) -> tuple[str, today_look.Due | None]:
        monkeypatch.setattr(early, "size_of", lambda: size)
        monkeypatch.delenv("NO_COLOR", raising=False)
        for name, value in {"COLORTERM": "truecolor", **environ}.items():
            monkeypatch.setenv(name, value)
        return today_look.look(world.of(person), preferences, Terminal())

    return at


def test_it_is_painted_for_a_rep(look: Look) -> None:
    written, due = look()
    assert "Nothing is due, Lee" in texts(cells(written, 100, 30))
    assert due == today_look.Due("lee", [], {})


@pytest.mark.parametrize(
    "where",
    [
        {"size": None},
        {"size": (39, 30)},
        {"size": (50, 30)},  # the modes would be cut
        {"NO_COLOR": "1"},
        {"preferences": Preferences(theme="gruvbox")},  # whose colours nobody has worked out yet
        {"preferences": Preferences(calendars=("/nowhere/calendar.ics",))},  # which nobody has read yet
        {"person": "dana"},  # a liaison starts at the desk
    ],
    ids=lambda where: "-".join(where),
)
def test_where_its_screen_would_paint_something_else_nothing_is_painted(
    look: Look, where: dict[str, Any]
) -> None:
    assert look(**where) == ("", None)


def test_a_calendar_beside_my_records_is_one_too(look: Look, world: World) -> None:
    (world.of("lee").folder / "calendars" / "lee").mkdir(parents=True)
    assert look() == ("", None)


def test_a_calendar_that_changed_is_left_to_the_screen_to_read(
    look: Look, world: World, diary: Preferences
) -> None:
    assert look(preferences=diary) == ("", None)
    meetings(world.of("lee"), diary.calendars)
    written, due = look(preferences=diary)
    assert "Weekly with Petra" in texts(cells(written, 100, 30))
    assert due is not None and due.around.keys() == {due.lines[0].key}
    Path(diary.calendars[0]).write_bytes(calendar())
    assert look(preferences=diary) == ("", None)


def test_what_cannot_be_read_is_left_to_the_screen_to_say(look: Look, world: World) -> None:
    (world.root / ".git").rename(world.root / "gone")
    assert look() == ("", None)


def test_pages_that_have_to_be_read_first_are_not_waited_for(look: Look, world: World) -> None:
    folder = world.root / "plays" / "discover"
    for number in range(300):
        (folder / f"new-{number}.md").write_text(f"# New {number}\n\nText.\n", encoding="utf-8")
    assert look() == ("", None)
    told: list[str] = []
    workspace = world.of("lee")
    workspace.hears = lambda progress: told.append(progress.what)
    with early.hurried(workspace), pytest.raises(WasStoppedError):
        workspace.catalog.summaries()
    assert told == []
    assert len(workspace.catalog.summaries()) > 300  # nobody stops it afterwards
    assert told


def test_nothing_is_loaded_for_it_that_its_screen_needs_alone() -> None:
    look = "import sys, tui.today_look; print(*(name for name in sys.argv[1:] if name in sys.modules))"
    heavy = (
        "textual",
        "asyncio",
        "git",
        "yaml",
        "tinydb",
        "markdown_it",
        "rich.text",
        "rich.console",
        "icalendar",
    )
    done = subprocess.run([sys.executable, "-c", look, *heavy], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
