"""A page named on the shell is painted before Textual is loaded: as its screen paints it then, or not at all."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from rich.color import ColorSystem

from playbook.library import throwaway
from playbook.preferences import Preferences
from playbook.terminal import Terminal
from tests.tui.cells import cells, on_terminal, texts
from tests.tui.driver import Driver, opened
from tests.tui.world import DISCOVERY, World
from tui import early, kept_colors, page_look, painted
from tui.prep_laid import Laid
from tui.screens.prep import PrepScreen

LEE = Preferences()
Look = Callable[..., tuple[str, Laid | None]]


ODD = {
    "short": "---\ntitle: Short\n---\nHello.\n",
    "wide": f"---\ntitle: {'営業の電話を始める前に読むページ' * 4}\n---\n# A\n\n{'営業' * 60}\n",
    "code": f"---\ntitle: Code\n---\n```\n{'x' * 300}\n```\n\n| a |\n|---|\n| {'y ' * 200}|\n",
    "steering": """\
---
title: "\x1b[31mRed\u202e"
status: draft
---
## One

> Say \x1b[2J {{account.name}}

## Two

x
""",
}


@pytest.fixture(autouse=True)
def full_colors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write in full colours what was chosen for few: both sides are compared before the terminal rounds them."""
    monkeypatch.setattr(painted, "_SYSTEMS", dict.fromkeys(painted._SYSTEMS, ColorSystem.TRUECOLOR))


async def same(
    driver: Driver, world: World, page: str, preferences: Preferences = LEE, terminal: Terminal | None = None
) -> Laid:
    """Assert that a page is painted before its screen is loaded as its screen paints it; return it laid out."""
    terminal = terminal or Terminal()
    driver.app.push_screen(PrepScreen(page))
    await driver.settle()
    theirs = on_terminal(driver)
    kept_colors.keep(driver.app.theme, kept_colors.colors_of(driver.app))
    columns, lines = driver.app.size
    laid = page_look.lay(world.of("lee"), page, preferences, columns, lines)
    ours = cells(page_look.paint(laid, preferences, terminal, columns, lines), columns, lines)
    assert texts(ours) == texts(theirs)
    assert ours == theirs
    return laid


@pytest.fixture
def busy(world: World) -> World:
    """A page with earlier runs, words of the team, an answer and a change beside it; and odd pages."""
    world.ran(("acknowledge",), ("next_step",), account="Brenner Foods", next="Send the numbers", days_ago=8)
    done = world.feedback("Old price", by="mia")
    world.act("answer", done, "Corrected.")
    for number in range(30):
        world.feedback(f"Nobody says {number} whom any more, 高橋 said", by="mia")
    for name, text in ODD.items():
        (world.root / "plays" / "discover" / f"{name}.md").write_text(text, encoding="utf-8")
    return world


async def test_it_is_the_same_in_every_cell_at_every_size(busy: World) -> None:
    async with opened(busy.root, busy.data, person="lee", clock=busy.clock, size=(120, 40)) as driver:
        for size in ((120, 40), (100, 30), (99, 30), (80, 24), (61, 14), (200, 60), (40, 10)):
            await driver.resize(*size)
            laid = await same(driver, busy, DISCOVERY)
            assert bool(laid.around) is (size[0] >= 100), size
            driver.app.pop_screen()


@pytest.mark.parametrize("page", ["short", "wide", "code", "steering"])
async def test_odd_pages_are_the_same_too(busy: World, page: str) -> None:
    async with opened(busy.root, busy.data, person="lee", clock=busy.clock, size=(100, 24)) as driver:
        for size in ((100, 24), (60, 20)):
            await driver.resize(*size)
            await same(driver, busy, f"plays/discover/{page}")
            driver.app.pop_screen()


@pytest.mark.parametrize(
    ("preferences", "terminal"),
    [
        (Preferences(theme="nord"), Terminal()),
        (Preferences(keys={"prep.call": "f9", "prep.my-words": "ctrl+w"}), Terminal(light=True)),
        (LEE, Terminal(colors="256")),
        (LEE, Terminal(colors="16")),
        (LEE, Terminal(colors="16", light=True, glyphs="letters")),
        (LEE, Terminal(glyphs="some", encoding="latin-1")),
    ],
    ids=["theme", "keys-light", "256", "16", "16-light", "latin-1"],
)
async def test_it_is_the_same_on_every_terminal_and_with_every_setting(
    busy: World, preferences: Preferences, terminal: Terminal
) -> None:
    async with opened(
        busy.root, busy.data, person="lee", clock=busy.clock, preferences=preferences, terminal=terminal
    ) as driver:
        await same(driver, busy, DISCOVERY, preferences, terminal)


# When it is not painted


@pytest.fixture
def kept(world: World) -> World:
    """A playbook whose reader's colours are known."""
    variables = dict.fromkeys(
        ("background", "surface", "foreground", "border", "scrollbar", "scrollbar-background"), "#102030"
    )
    for theme in ("playbook-dark", "nord"):
        kept_colors.keep(theme, painted.Colors(variables, dark=True, grounds=((0, 0, 0),)))
    world.of("lee").catalog.summaries()
    return world


TRUE = {"COLORTERM": "truecolor", "TERM": "xterm-256color"}


@pytest.fixture
def look(kept: World, monkeypatch: pytest.MonkeyPatch) -> Look:
    """Look at a page on a terminal of a size, in an environment."""

    def at(
        page: str = DISCOVERY,
        *,
        size: tuple[int, int] | None = (100, 30),
        theme: str = "",
        terminal: Terminal | None = None,
        **environ: str,
    ) -> tuple[str, Laid | None]:
        monkeypatch.setattr(early, "size_of", lambda: size)
        for name in ("NO_COLOR", "TERM", "COLORTERM"):
            monkeypatch.delenv(name, raising=False)
        for name, value in {**TRUE, **environ}.items():
            monkeypatch.setenv(name, value)
        return page_look.look(kept.of("lee"), page, Preferences(theme=theme), terminal or Terminal())

    return at


def test_what_was_laid_out_goes_along_to_the_screen(look: Look) -> None:
    written, laid = look()
    assert "First discovery" in texts(cells(written, 100, 30))
    assert laid is not None and laid.entry.page.id == DISCOVERY


@pytest.mark.parametrize(
    "where",
    [
        {"size": None},
        {"size": (39, 30)},
        {"size": (100, 9)},
        {"NO_COLOR": "1"},
        {"TEXTUAL_COLOR_SYSTEM": "256"},
        {"COLORTERM": "no"},
        {"terminal": Terminal(colors="256"), "TERM": "kitty"},
        {"page": "plays/discover/gone"},
    ],
    ids=lambda where: "-".join(map(str, where)),
)
def test_where_its_screen_would_paint_it_otherwise_nothing_is_painted(
    look: Look, where: dict[str, Any]
) -> None:
    assert look(**where) == ("", None)


def test_a_theme_whose_colours_nobody_has_worked_out_yet_is_not_guessed(look: Look) -> None:
    assert look(theme="nord")[0]
    written, laid = look(theme="gruvbox")
    assert written == ""
    assert laid is not None  # it need not be laid out again all the same


def test_damaged_and_foreign_colours_are_not_known(look: Look, kept: World) -> None:
    file = kept_colors._file("playbook-dark")
    throwaway.keep(file, b'{"variables": 3}')
    assert look()[0] == ""
    file.write_bytes(b"torn")
    assert look()[0] == ""


def test_colours_that_a_theme_leaves_to_the_terminal_are_not_painted(look: Look, kept: World) -> None:
    kept_colors.keep("nord", painted.Colors({"background": "ansi_default"}, dark=True, grounds=()))
    assert look(theme="nord")[0] == ""


def test_another_person_and_another_day_are_not_mixed_up(kept: World) -> None:
    world = kept
    world.ran(("acknowledge",), ("next_step",), account="Brenner Foods", days_ago=1)
    shown = {
        person: texts(
            cells(
                page_look.paint(
                    page_look.lay(world.of(person), DISCOVERY, LEE, 140, 40), LEE, Terminal(), 140, 40
                ),
                140,
                40,
            )
        )
        for person in ("lee", "mia")
    }
    assert "Brenner Foods" in shown["lee"]
    assert "Brenner Foods" not in shown["mia"]


def test_nothing_is_loaded_for_it_that_its_screen_needs_alone() -> None:
    look = "import sys, tui.page_look; print(*(name for name in sys.argv[1:] if name in sys.modules))"
    heavy = ("textual", "asyncio", "git", "yaml", "tinydb", "rich.text", "rich.console")
    done = subprocess.run([sys.executable, "-c", look, *heavy], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
