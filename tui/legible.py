"""Text that can be read on every terminal: its contrast, sixteen colours, no UTF-8; knows no Textual."""

from __future__ import annotations

import colorsys
from functools import lru_cache

from rich.cells import cell_len
from rich.color import Color as RichColor
from rich.color import ColorSystem
from rich.color_triplet import ColorTriplet
from rich.style import Style

from playbook.terminal import Glyphs

LEAST = 4.5
"""Contrast of text to its ground (WCAG 2.2, level AA)."""
AIM = 4.6
"""What is aimed at, so that rounding to whole bytes does not fall below."""

# Frames, shades and scroll bars: shapes, not text.
_SHAPES = ("\u2500", "\u259f")


def is_text(text: str) -> bool:
    """Return whether a piece of a line is to be read: no space, no frame."""
    bare = text.strip()
    return bool(bare) and not all(_SHAPES[0] <= character <= _SHAPES[1] for character in bare)


@lru_cache(4096)
def readable(style: Style, few: bool = False) -> Style:
    """Return `style` with a contrast of at least 4.5 between text and ground, where both are known."""
    color, ground = style.color, style.bgcolor
    if color is None or ground is None or color.triplet is None or ground.triplet is None:
        return style
    if few:
        color, ground = _rounded(color), _rounded(ground)
    lifted = _lifted(color.get_truecolor(), ground.get_truecolor())
    if lifted == color.get_truecolor():
        return style
    found = RichColor.from_triplet(lifted)
    return style + Style(color=_rounded_away(found, ground) if few else found)


def _rounded(color: RichColor) -> RichColor:
    return color.downgrade(ColorSystem.EIGHT_BIT)


def _rounded_away(color: RichColor, ground: RichColor) -> RichColor:
    """Return `color` as 256 colours have it, or black or white where rounding took its contrast."""
    found = _rounded(color)
    if contrast(found.get_truecolor(), ground.get_truecolor()) >= LEAST:
        return found
    return RichColor.from_triplet(_far_end(ground.get_truecolor()))


def luminance(color: ColorTriplet) -> float:
    """Return the relative luminance of a colour, 0 to 1 (WCAG 2.2)."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (color.red / 255, color.green / 255, color.blue / 255)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: ColorTriplet, other: ColorTriplet) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _far_end(ground: ColorTriplet) -> ColorTriplet:
    white, black = ColorTriplet(255, 255, 255), ColorTriplet(0, 0, 0)
    return white if contrast(white, ground) >= contrast(black, ground) else black


def _lifted(color: ColorTriplet, ground: ColorTriplet) -> ColorTriplet:
    if contrast(color, ground) >= LEAST:
        return color
    end = _far_end(ground)
    for step in range(1, 21):
        share = step / 20
        mixed = ColorTriplet(
            *(round(have + (want - have) * share) for have, want in zip(color, end, strict=True))
        )
        if contrast(mixed, ground) >= AIM:
            return mixed
    return end


_ON_DARK = {"red": 9, "yellow": 11, "green": 10, "cyan": 14, "blue": 14, "magenta": 13}
_ON_LIGHT = {"red": 1, "yellow": 0, "green": 0, "cyan": 4, "blue": 4, "magenta": 5}
_MARKED = {
    "red": (1, 15),
    "yellow": (3, 0),
    "green": (2, 0),
    "cyan": (4, 15),
    "blue": (4, 15),
    "magenta": (5, 15),
}


DIMMED = 0.66
"""How much of a colour is left of it where it is dim."""


@lru_cache(4096)
def undimmed(style: Style) -> Style:
    """Return `style` with a colour nearer its ground in place of “dim”, as Textual does it."""
    color, ground = style.color, style.bgcolor
    if not style.dim or color is None or ground is None or color.triplet is None or ground.triplet is None:
        return style
    parts = (low + (high - low) * DIMMED for low, high in zip(ground.triplet, color.triplet, strict=True))
    return style + Style(color=RichColor.from_rgb(*parts), dim=False)


@lru_cache(4096)
def sixteen(style: Style, dark: bool, grounds: tuple[ColorTriplet, ...]) -> Style:
    """Return `style` in the sixteen colours that every terminal has."""
    color = style.color.triplet if style.color else None
    ground = style.bgcolor.triplet if style.bgcolor else None
    marked = ground is not None and not any(contrast(ground, known) < 1.08 for known in grounds)
    if marked and ground is not None and _turned(ground, dark):
        number, under = (0, 15) if dark else (15, 0)
    elif marked and ground is not None:
        number, under = _MARKED[_hue(ground) or "blue"][1], _MARKED[_hue(ground) or "blue"][0]
    else:
        under = 0 if dark else 15
        hue = _hue(color) if color else ""
        plain = (15 if style.bold else 7) if dark else 0
        number = (_ON_DARK if dark else _ON_LIGHT)[hue] if hue else plain
    return style + Style(color=RichColor.from_ansi(number), bgcolor=RichColor.from_ansi(under), dim=False)


def _turned(ground: ColorTriplet, dark: bool) -> bool:
    """Return whether what is marked is turned about, as the text cursor is: bright on dark, dark on bright."""
    plain = ColorTriplet(0, 0, 0) if dark else ColorTriplet(255, 255, 255)
    return _chroma(ground) < 0.25 and contrast(ground, plain) >= 6


def _chroma(color: ColorTriplet) -> float:
    return (max(color) - min(color)) / 255


def _hue(color: ColorTriplet) -> str:
    """Return the name of a colour's hue, or an empty text for greys."""
    hue, _, _ = colorsys.rgb_to_hls(*(part / 255 for part in color))
    if _chroma(color) < 0.12:
        return ""
    names = ("red", "yellow", "green", "cyan", "blue", "magenta")
    return names[round(hue * 6) % 6]


_STAND_IN = str.maketrans(
    {
        **dict.fromkeys("─━═╌╍┄┅┈┉╴╶╸╺▁▔", "-"),
        **dict.fromkeys("│┃║╎╏┆┇┊┋▎▏▌▐▕╵╷╹╻", "|"),
        **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬┠┨┯┷┿╂", "+"),
        **dict.fromkeys("█▇▆▅▄▃▂▀▖▗▘▙▚▛▜▝▞▟■▪", "#"),
        **dict.fromkeys("░▒▓", ":"),
        **dict.fromkeys("▶▸►→»›❯", ">"),
        **dict.fromkeys("◀◂←«‹⏎⌫", "<"),
        **dict.fromkeys("↑▲△⌃", "^"),
        **dict.fromkeys("↓▼▽", "v"),
        **dict.fromkeys("●•☑✔◆", "*"),
        **dict.fromkeys("○☐◯◇", "o"),
        "✓": "+",
        **dict.fromkeys("✗✘×", "x"),
        **dict.fromkeys("–—−‐‑", "-"),
        **dict.fromkeys("“”„″", '"'),
        **dict.fromkeys("‘’‚′", "'"),
        "…": "~",
        "·": ".",
        "≥": ">",
        "≤": "<",
        "⚑": "!",
    }
)


@lru_cache(4096)
def plain_text(text: str, glyphs: Glyphs, encoding: str) -> str:
    """Return `text` in as many cells, of characters that the terminal has."""
    found = text.translate(_STAND_IN)
    if glyphs == "letters" or found.isascii():
        return found
    return "".join(
        character if _has(character, encoding) else "?" * cell_len(character) for character in found
    )


def _has(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
