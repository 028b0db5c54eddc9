"""Every painted line stays readable: contrast, sixteen colours, and terminals without UTF-8."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from rich.color import Color, ColorSystem
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style
from textual.color import Color as Ground

from playbook.terminal import Glyphs
from tui.filters import XTERM, Plain
from tui.legible import LEAST, contrast, is_text, luminance, plain_text, readable, sixteen

BLACK, WHITE = ColorTriplet(0, 0, 0), ColorTriplet(255, 255, 255)
GREY = ColorTriplet(119, 119, 119)
COLOURS = [BLACK, WHITE, GREY, ColorTriplet(255, 0, 0), ColorTriplet(0, 0, 255), ColorTriplet(20, 90, 60)]


def style(color: ColorTriplet | None, ground: ColorTriplet | None, *, bold: bool = False) -> Style:
    return Style(
        color=Color.from_triplet(color) if color else None,
        bgcolor=Color.from_triplet(ground) if ground else None,
        bold=bold,
    )


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("word", True), (" x ", True), ("", False), ("   ", False), ("──", False), ("│ │", True),
        (" ▟ ", False), ("─a", True), ("日", True), ("■", True),
    ],
)  # fmt: skip
def test_frames_and_space_are_not_read(text: str, read: bool) -> None:
    assert is_text(text) is read


def test_contrast_is_as_the_guidelines_have_it() -> None:
    assert luminance(BLACK) == 0
    assert luminance(WHITE) == pytest.approx(1)
    assert contrast(BLACK, WHITE) == contrast(WHITE, BLACK) == pytest.approx(21)
    assert contrast(GREY, GREY) == 1
    assert contrast(GREY, WHITE) == pytest.approx(4.48, abs=0.01), "the best known grey that just fails"


@pytest.mark.parametrize("few", [False, True])
@pytest.mark.parametrize("ground", COLOURS)
@pytest.mark.parametrize("color", COLOURS)
def test_any_text_can_be_read_on_any_ground(color: ColorTriplet, ground: ColorTriplet, few: bool) -> None:
    found = readable(style(color, ground), few)
    assert found.color is not None and found.bgcolor is not None
    seen = [one.downgrade(ColorSystem.EIGHT_BIT) if few else one for one in (found.color, found.bgcolor)]
    assert contrast(seen[0].get_truecolor(), seen[1].get_truecolor()) >= LEAST, "as the terminal paints it"


def test_what_can_be_read_or_is_not_known_stays_as_it_is() -> None:
    for one in (style(BLACK, WHITE), style(None, WHITE), style(BLACK, None), Style(), Style(bold=True)):
        assert readable(one) == one


def test_what_is_mended_keeps_its_other_marks() -> None:
    assert readable(style(GREY, GREY, bold=True)).bold


@pytest.mark.parametrize(
    ("color", "ground", "bold", "dark", "numbers"),
    [
        (WHITE, BLACK, False, True, (7, 0)),
        (WHITE, BLACK, True, True, (15, 0)),
        (BLACK, WHITE, True, False, (0, 15)),
        (ColorTriplet(255, 0, 0), BLACK, False, True, (9, 0)),
        (ColorTriplet(255, 0, 0), WHITE, False, False, (1, 15)),
        (ColorTriplet(250, 240, 0), WHITE, False, False, (0, 15)),
        (WHITE, ColorTriplet(0, 0, 200), False, True, (15, 4)),
        (WHITE, ColorTriplet(0, 200, 0), False, True, (0, 2)),
        (WHITE, GREY, False, True, (15, 4)),
        (BLACK, ColorTriplet(230, 233, 238), False, True, (0, 15)),
        (WHITE, ColorTriplet(27, 32, 39), False, False, (15, 0)),
        (BLACK, ColorTriplet(255, 200, 90), False, True, (0, 3)),
        (None, None, False, True, (7, 0)),
    ],
)
def test_sixteen_colours_are_enough(
    color: ColorTriplet | None, ground: ColorTriplet | None, bold: bool, dark: bool, numbers: tuple[int, int]
) -> None:
    found = sixteen(style(color, ground, bold=bold), dark, (BLACK,) if dark else (WHITE,))
    assert found.color is not None and found.bgcolor is not None
    assert (found.color.number, found.bgcolor.number) == numbers
    assert not found.dim, "dim on sixteen colours cannot be read"


@pytest.mark.parametrize("dark", [True, False])
@pytest.mark.parametrize(
    "color", ["#e6e9ee", "#8a8f96", "#7fd4a0", "#ffcf5a", "#ff7a7a", "#d7a8ff", "#5aa9e6", "#5ad0d0"]
)
@pytest.mark.parametrize("ground", ["#12151a", "#fbfbf8", "#2b4962", "#a8c4e0", "#8a6a20"])
def test_below_a_dialog_a_colour_stays_what_it_was(color: str, ground: str, dark: bool) -> None:
    names = ("#000000", "#12151a", "#1b2027") if dark else ("#ffffff", "#fbfbf8", "#f0efe9")
    grounds = tuple(Color.parse(name).get_truecolor() for name in names)
    first = sixteen(Style(color=color, bgcolor=ground), dark, grounds)
    # As it comes by a second time: Textual has made true colours of it.
    again = Style.from_color(
        *(
            Color.from_triplet(part.get_truecolor(XTERM))
            for part in (first.color, first.bgcolor)
            if part is not None
        )
    )
    assert sixteen(again, dark, grounds) == first


@pytest.mark.parametrize(
    ("text", "glyphs", "encoding", "shown"),
    [
        ("┌─┐│▶", "some", "ascii", "+-+|>"),
        ("“Hi” – it’s …", "some", "ascii", '"Hi" - it\'s ~'),
        ("☑ done ✗ not", "some", "ascii", "* done x not"),
        ("日本 é", "some", "ascii", "???? ?"),
        ("日本 é", "some", "latin-1", "???? é"),
        ("é", "some", "no-such-encoding", "?"),
        ("日本 é →", "letters", "utf-8", "日本 é >"),
        ("", "some", "ascii", ""),
    ],
)
def test_what_a_terminal_lacks_is_written_with_what_it_has(
    text: str, glyphs: Glyphs, encoding: str, shown: str
) -> None:
    assert plain_text(text, glyphs, encoding) == shown
    assert cell_len(shown) == cell_len(text), "nothing on the line moves"


def test_a_line_keeps_its_styles_when_it_is_written_plainly() -> None:
    bold = Style(bold=True)
    line = [Segment("abc", bold), Segment("│→", None)]
    assert Plain("some", "ascii").apply(line, Ground(0, 0, 0)) == [Segment("abc", bold), Segment("|>", None)]
