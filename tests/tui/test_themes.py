"""Every text can be read: in all themes that are offered, on few colours, without colour, and without UTF-8."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import MONOKAI
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from playbook.preferences import Preferences
from playbook.terminal import Terminal, terminal_of
from tests.tui.driver import Driver, opened
from tests.tui.test_sizes import busy
from tests.tui.world import World
from tui.filters import XTERM, Plain, Readable
from tui.ink import INKS, style_of
from tui.kept_colors import default_theme
from tui.legible import LEAST, contrast, is_text, plain_text, readable, sixteen
from tui.themes import DARK, LIGHT, OFFERED, OURS, other_ground


def segments(driver: Driver) -> Iterator[tuple[str, Style]]:
    """Yield every piece of text on the screen with its looks."""
    for strip in driver.app.screen._compositor.render_strips():
        for segment in strip:
            if segment.style is not None and is_text(segment.text):
                yield segment.text, segment.style


def least_contrast(driver: Driver, *, few: bool = False) -> tuple[float, str, str]:
    """Return the lowest contrast of any text on the screen, with the text and its looks."""
    found = []
    for text, style in segments(driver):
        assert style.color is not None
        assert style.bgcolor is not None
        colors = [style.color, style.bgcolor]
        if few:
            colors = [color.downgrade(ColorSystem.EIGHT_BIT) for color in colors]
        one, other = (color.get_truecolor(XTERM, foreground=True) for color in colors)
        found.append((contrast(one, other), text, str(style)))
    return min(found)


async def walk(driver: Driver) -> list[tuple[float, str, str]]:
    """Go through the modes, the finder, feedback, help and a choice; return the lowest contrast of each."""
    found = []
    for key in "12345":
        await driver.press(key)
        found.append(least_contrast(driver))
    for keys in (("2", "l", "j"), ("slash",), ("f4", "1"), ("f1",), ("comma", "G"), ("ctrl+p",), ("ctrl+o",)):
        await driver.press(*keys)
        found.append(least_contrast(driver))
        await driver.press("escape", "escape")
    return found


@pytest.mark.parametrize("theme", OFFERED)
async def test_every_text_on_the_screens_can_be_read_in_every_theme(world: World, theme: str) -> None:
    if theme in (DARK.name, LIGHT.name):
        busy(world)
    mine = Preferences(theme=theme)
    async with opened(
        world.root, world.data, person="lee", clock=world.clock, demo=True, preferences=mine
    ) as driver:
        assert driver.app.theme == theme
        if theme not in (DARK.name, LIGHT.name):
            await driver.press("2", "l")
            assert least_contrast(driver)[0] >= LEAST
            return
        for ratio, text, style in await walk(driver):
            assert ratio >= LEAST, (ratio, text, style)


@pytest.mark.parametrize("theme", OFFERED)
async def test_every_ink_can_be_read_on_every_ground_of_every_theme(theme: str) -> None:
    known = {one.name: one for one in (*OURS, *BUILTIN_THEMES.values())}[theme]
    colors = known.to_color_system().generate()
    for name in ("background", "surface"):
        ground = Color.parse(colors[name])
        base = Style(color=Color.parse(colors["foreground"]).rich_color, bgcolor=ground.rich_color)
        for ink in INKS:
            for more in ("", " cursor", " found"):
                style = readable(style_of(ink + more, base, ground, colors))
                assert style.color is not None
                assert style.bgcolor is not None
                assert contrast(style.color.get_truecolor(), style.bgcolor.get_truecolor()) >= LEAST, (
                    ink,
                    more,
                )


def test_our_own_two_need_no_help_but_for_what_is_quiet() -> None:
    for theme in OURS:
        colors = theme.to_color_system().generate()
        ground = Color.parse(colors["background"])
        base = Style(color=Color.parse(colors["foreground"]).rich_color, bgcolor=ground.rich_color)
        for ink in INKS:
            style = style_of(ink, base, ground, colors)
            if not ink.endswith("bar") and not INKS[ink].under:
                assert readable(style) == style, (theme.name, ink)


def test_the_themes_that_leave_colours_to_the_terminal_are_not_offered() -> None:
    assert OFFERED[:2] == ("playbook-dark", "playbook-light")
    assert "nord" in OFFERED
    assert not any(name.startswith("ansi") for name in OFFERED)
    assert {name for name, theme in BUILTIN_THEMES.items() if theme.ansi} == {"ansi-dark", "ansi-light"}


async def test_a_theme_that_is_not_offered_is_not_taken(world: World) -> None:
    mine = Preferences(theme="ansi-dark")
    async with opened(world.root, world.data, person="lee", clock=world.clock, preferences=mine) as driver:
        assert driver.app.theme == "playbook-dark"


def test_the_ground_of_the_terminal_decides_where_nobody_did() -> None:
    assert default_theme(light=terminal_of({"COLORFGBG": "0;15"}).light) == "playbook-light"
    assert default_theme(light=terminal_of({"COLORFGBG": "0;default;7"}).light) == "playbook-light"
    assert default_theme(light=terminal_of({"COLORFGBG": "15;0"}).light) == "playbook-dark"
    assert default_theme(light=terminal_of({}).light) == "playbook-dark"


def test_each_theme_has_one_for_the_other_ground() -> None:
    dark = {one.name: one.dark for one in (*OURS, *BUILTIN_THEMES.values())}
    for name in OFFERED:
        assert dark[other_ground(name)] is not dark[name]
    assert other_ground("solarized-light") == "solarized-dark"
    assert other_ground("dracula") == "playbook-light"


# Few colours


@pytest.mark.parametrize("light", [False, True])
async def test_sixteen_colours_are_enough(world: World, light: bool) -> None:
    busy(world)
    terminal = Terminal("16", light=light)
    async with opened(world.root, world.data, person="lee", clock=world.clock, terminal=terminal) as driver:
        for keys in (("1",), ("2", "l", "j"), ("4",), ("slash",)):
            await driver.press(*keys)
            for text, style in segments(driver):
                assert style.color is not None
                assert style.bgcolor is not None
                assert style.color.number is not None
                assert style.bgcolor.number is not None
                assert style.color.number < 16
                ratio = contrast(
                    style.color.get_truecolor(XTERM), style.bgcolor.get_truecolor(XTERM, foreground=False)
                )
                assert ratio >= LEAST, (ratio, text, str(style))


async def test_the_cursor_is_seen_in_sixteen_colours(world: World) -> None:
    busy(world)
    terminal = Terminal("16")
    async with opened(world.root, world.data, person="lee", clock=world.clock, terminal=terminal) as driver:
        await driver.press("2")
        grounds = {
            style.bgcolor.number
            for text, style in segments(driver)
            if style.bgcolor and text.strip() == "1 Connect"
        }
        others = {
            style.bgcolor.number for text, style in segments(driver) if style.bgcolor and "Qualify" in text
        }
        assert (grounds, others) == ({4}, {0})


def test_marks_stay_marks_in_sixteen_colours() -> None:
    grounds = (ColorTriplet(18, 21, 26), ColorTriplet(27, 32, 39))
    plain = sixteen(Style(color="#e6e9ee", bgcolor="#12151a"), True, grounds)
    assert (plain.color, plain.bgcolor) == (RichColor.from_ansi(7), RichColor.from_ansi(0))
    bold = sixteen(Style(color="#e6e9ee", bgcolor="#1b2027", bold=True), True, grounds)
    assert (bold.color, bold.bgcolor, bold.bold) == (RichColor.from_ansi(15), RichColor.from_ansi(0), True)
    cursor = sixteen(Style(color="#e6e9ee", bgcolor="#2b4962"), True, grounds)
    assert (cursor.color, cursor.bgcolor) == (RichColor.from_ansi(15), RichColor.from_ansi(4))
    found = sixteen(Style(color="#e6e9ee", bgcolor="#8a6a20"), True, grounds)
    assert (found.color, found.bgcolor) == (RichColor.from_ansi(0), RichColor.from_ansi(3))
    error = sixteen(Style(color="#ff7a7a", bgcolor="#12151a"), True, grounds)
    assert error.color == RichColor.from_ansi(9)


async def test_256_colours_are_rounded_before_they_are_measured(world: World) -> None:
    busy(world)
    async with opened(
        world.root, world.data, person="lee", clock=world.clock, terminal=Terminal("256")
    ) as driver:
        for keys in (("1",), ("2", "l", "j"), ("slash",)):
            await driver.press(*keys)
            ratio, text, style = least_contrast(driver, few=True)
            assert ratio >= LEAST, (ratio, text, style)


@pytest.mark.parametrize("theme", ["playbook-dark", "playbook-light", "textual-light", "nord"])
async def test_no_color_is_grey_and_can_be_read(
    world: World, monkeypatch: pytest.MonkeyPatch, theme: str
) -> None:
    busy(world)
    monkeypatch.setenv("NO_COLOR", "1")
    mine = Preferences(theme=theme)
    async with opened(world.root, world.data, person="lee", clock=world.clock, preferences=mine) as driver:
        for keys in (("1",), ("2", "l", "j"), ("slash",)):
            await driver.press(*keys)
            ratio, text, style = least_contrast(driver)
            assert ratio >= LEAST, (ratio, text, style)
            for _, one in segments(driver):
                for color in (one.color, one.bgcolor):
                    assert color is not None
                    assert len(set(color.get_truecolor())) == 1, one


def test_what_is_too_near_its_ground_is_moved_away_from_it() -> None:
    grey_on_grey = readable(Style(color="#777777", bgcolor="#808080"))
    assert grey_on_grey.color is not None
    assert contrast(grey_on_grey.color.get_truecolor(), ColorTriplet(128, 128, 128)) >= LEAST
    fine = Style(color="#ffffff", bgcolor="#000000")
    assert readable(fine) is fine
    assert readable(Style(bold=True)) == Style(bold=True)
    assert contrast(ColorTriplet(255, 255, 255), ColorTriplet(0, 0, 0)) == pytest.approx(21)
    assert contrast(ColorTriplet(119, 119, 119), ColorTriplet(255, 255, 255)) == pytest.approx(4.48, abs=0.01)


def test_frames_keep_their_colour() -> None:
    quiet = Style(color="#333333", bgcolor="#222222")
    (frame, text) = Readable(MONOKAI).apply([Segment("──╮", quiet), Segment("word", quiet)], Color(0, 0, 0))
    assert frame.style == quiet
    assert text.style != quiet
    assert is_text("a")
    assert not is_text("  ")
    assert not is_text("│")


# What a terminal says of itself


@pytest.mark.parametrize(
    ("environ", "colors"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "true"),
        ({"TERM": "xterm-256color"}, "256"),
        ({"TERM": "screen-256color"}, "256"),
        ({"TERM": "tmux-256color", "COLORTERM": "24bit"}, "true"),
        ({"TERM": "xterm"}, "16"),
        ({"TERM": "linux"}, "16"),
        ({"TERM": "vt220"}, "16"),
        ({}, "16"),
        ({"TERM": "dumb"}, "none"),
        ({"TERM": "dumb", "TEXTUAL_DRIVER": "web"}, "true"),
        ({"TERM": "xterm-kitty"}, "256"),
        ({"TERM": "cygwin", "WT_SESSION": "1"}, "true"),
    ],
)
def test_the_colours_of_a_terminal(environ: dict[str, str], colors: str) -> None:
    assert terminal_of(environ).colors == colors


@pytest.mark.parametrize(
    ("environ", "encoding", "glyphs"),
    [
        ({"LANG": "en_US.UTF-8"}, "utf-8", "all"),
        ({"LANG": "C.UTF-8"}, "UTF8", "all"),
        ({}, "utf-8", "all"),
        ({"LANG": "C"}, "utf-8", "letters"),
        ({"LC_ALL": "POSIX", "LANG": "en_US.UTF-8"}, "utf-8", "letters"),
        ({"LANG": "de_DE.ISO-8859-1"}, "utf-8", "letters"),
        ({"LANG": "de_DE"}, "utf-8", "all"),
        ({"LANG": "en_US.UTF-8"}, "ascii", "some"),
        ({"LANG": "de_DE@euro"}, "iso8859-15", "some"),
        ({}, "klingon", "some"),
    ],
)
def test_the_characters_of_a_terminal(environ: dict[str, str], encoding: str, glyphs: str) -> None:
    assert terminal_of(environ, encoding).glyphs == glyphs


async def test_frames_and_arrows_fall_back_where_there_is_no_utf_8(world: World) -> None:
    busy(world)
    terminal = Terminal(glyphs="some", encoding="ascii")
    async with opened(world.root, world.data, person="lee", clock=world.clock, terminal=terminal) as driver:
        await driver.press("2", "l")
        assert driver.text.isascii()
        driver.sees("+--", "| ", "Stages", "F1 help")
        for row in driver.lines:
            assert len(row) <= 120


def test_letters_stay_where_only_frames_are_in_doubt() -> None:
    assert plain_text("│ Müller ✓ … 東京", "letters", "utf-8") == "| Müller + ~ 東京"
    assert plain_text("│ Müller ✓ … 東京", "some", "ascii") == "| M?ller + ~ ????"
    assert plain_text("│ Müller", "some", "latin-1") == "| Müller"
    line = Plain("some", "ascii").apply([Segment("╭─ Zoë ─╮")], Color(0, 0, 0))
    assert [segment.text for segment in line] == ["+- Zo? -+"]


async def test_light_or_dark_is_a_command_of_the_palette(world: World) -> None:
    async with opened(world.root, world.data, person="lee", clock=world.clock) as driver:
        await driver.press("ctrl+p")
        await driver.type("light or")
        await driver.press("enter")
        assert driver.app.theme == "playbook-light"
