"""What is painted without Textual is worked out as Textual works it out."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from rich.color import Color as RichColor
from rich.segment import Segment, Segments
from rich.style import Style
from textual.color import Color
from textual.content import Content
from textual.filter import dim_color
from textual.scrollbar import ScrollBarRender

from playbook.terminal import Terminal
from tui.commands import Command
from tui.ink import blended
from tui.legible import undimmed
from tui.painted import Brush, Colors, _label, beside
from tui.rows import Row

VARIABLES = {
    "background": "#12151a",
    "surface": "#1b2027",
    "foreground": "#e6e9ee",
    "border": "#5aa9e6",
    "primary": "#5aa9e6",
    "scrollbar": "#24435f",
    "scrollbar-background": "#000006",
}


@pytest.fixture
def brush() -> Brush:
    return Brush(Colors(VARIABLES, dark=True, grounds=()), Terminal())


def text(line: object) -> str:
    return "".join(segment.text for segment in line)  # type: ignore[attr-defined]


def glyphs(cells: Iterable[Segment]) -> list[tuple[str, bool]]:
    return [(cell.text, bool(cell.style and cell.style.reverse)) for cell in cells]


def test_a_scroll_bar_is_textuals_wherever_one_is(brush: Brush) -> None:
    for seen in (1, 2, 7, 24, 60):
        for rows in (seen + 1, 2 * seen + 3, 40 * seen, 10_000):
            for top in {0, 1, (rows - seen) // 3, rows - seen - 1, rows - seen}:
                theirs = ScrollBarRender.render_bar(seen, rows, seen, top)
                assert isinstance(theirs, Segments)
                glyphs = [(one.text, bool(one.style and one.style.reverse)) for one in theirs.segments]
                ours = [
                    (one.text, bool(one.style and one.style.reverse))
                    for (one,) in brush.scroll_bar(seen, rows, top)
                ]
                assert ours == glyphs[:seen], (seen, rows, top)


def test_a_title_is_cut_as_textual_cuts_it() -> None:
    for title in ("A page", "営業の電話を始める前に", "x" * 90, ""):
        for room in range(40):
            theirs = Content(title).truncate(room, ellipsis=True).plain
            assert _label(title, room) == (f" {theirs} " if title and room else ""), (title, room)


def test_colours_are_dimmed_and_blended_as_textual_does_it() -> None:
    ground, color = RichColor.parse("#1b2027"), RichColor.parse("#e6e9ee")
    dimmed = undimmed(Style(color=color, bgcolor=ground, dim=True))
    assert dimmed.color == dim_color(ground, color)
    assert not dimmed.dim
    plain = Style(color=color, bgcolor=ground)
    assert undimmed(plain) == plain
    assert undimmed(Style(dim=True)) == Style(dim=True)  # nothing to blend
    under, over = Color.parse("#12151a"), Color.parse("#e6e9ee")
    for share in (0.0, 0.25, 0.4, 0.62, 0.75, 1.0):
        assert tuple(blended(under, over.rich_color.get_truecolor(), share)) == under.blend(over, share).rgb


def test_a_pane_is_as_large_as_it_was_told_whatever_is_in_it(brush: Brush) -> None:
    rows = [
        Row((("a" * 200, ""),)),
        Row((("\x1b[2J営業\t", "strong"),)),
        Row(()),
        *[Row((("x", "dim"),))] * 50,
    ]
    for focus in (True, False):
        for count in (0, 1, 3, len(rows)):
            pane = brush.pane("営業" * 40, rows[:count], 31, 9, focus=focus, here=0)
            assert [Segment.get_line_length([*line]) for line in pane] == [31] * 9
    pane = brush.pane("T", rows, 12, 6, focus=True, here=1, top=1)
    assert text(pane[0]) == "┏━ T ━━━━━━┓"
    assert text(pane[1]).startswith("┃ ")
    assert "\x1b" not in text(pane[1])
    assert text(pane[3]) == f"┃ {'x':8}{text(brush.scroll_bar(4, len(rows), 1)[2])}┃"
    assert text(brush.pane("", [], 12, 3)[0]) == "╭──────────╮"


def test_what_is_too_long_for_its_line_says_so(brush: Brush) -> None:
    assert text(brush.row([("abcdef", "")], 4)) == "abc…"
    assert text(brush.row([("営業営業", "")], 4)) == "営 …"
    assert text(brush.row([("ab", "")], 4)) == "ab  "


def test_keys_give_way_to_the_way_out(brush: Brush) -> None:
    call = (Command("a.call", "c", "call now", "Call.", bar=True), "c", True)
    back = (Command("a.back", "escape", "back", "Back.", bar=True), "esc", True)
    assert text(brush.keys([call, back], 40)) == " c call now        esc back  ↑↓ F1 help "
    assert text(brush.keys([call, back], 25)) == "    esc back  ↑↓ F1 help "
    no = brush.keys([(call[0], "c", False)], 40, moves=False)
    assert text(no).startswith(" c call now ")
    assert no[0].style is not None
    assert no[0].style.dim
    assert not no[0].style.bold


def test_what_is_written_begins_each_line_in_its_place(brush: Brush) -> None:
    written = brush.written([*[beside([brush.blank(2)], [[Segment("x", brush.text)]])[0]] * 2])
    ground, color = "\x1b[48;2;18;21;26m", "\x1b[38;2;230;233;238m"
    assert written == f"\x1b[0m\x1b[1;1H{ground}  {color}x\x1b[2;1H  x\x1b[0m"


def test_plain_characters_where_the_terminal_has_no_others() -> None:
    brush = Brush(Colors(VARIABLES, dark=True, grounds=()), Terminal(glyphs="letters"))
    assert "+- T --" in "".join(
        part.split("m", 1)[-1] for part in brush.written(brush.pane("T", [], 12, 3)).split("\x1b[")
    )
