"""Text in many styles for a terminal, in few bytes: of each style only what differs from the one before is said."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

NO_STYLE = "\x1b[0m"
_OFF = {
    "1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "6": "25", "7": "27", "8": "28", "9": "29", "21": "24",
    "51": "54", "52": "54", "53": "55",
}  # fmt: skip
"""What ends an attribute (ECMA-48, 8.3.117 SGR); some end two."""
_BRIGHT = frozenset(str(code) for code in range(90, 98))
_SEEN_ON_BLANKS = frozenset({"4", "5", "6", "7", "9", "21", "51", "52", "53"})
_KEPT = 8_192
"""Styles, and turns from one to another, that are worked out once: a screen has some dozens of each."""


class _Look(NamedTuple):
    attributes: tuple[str, ...]
    color: str
    """Of the text; empty: the terminal's own."""
    ground: str


def written(lines: Iterable[tuple[int, int, Iterable[Segment]]], system: ColorSystem) -> str:
    """Return what shows lines of segments on a terminal that begins, and is left, with no style on.

    Each is where it begins, column and line from 0, and its segments.
    """
    parts: list[str] = []
    now = ""
    for column, line, segments in lines:
        parts.append(f"\x1b[{line + 1};{column + 1}H")
        for text, style, _ in segments:
            if not text:
                continue
            if style is not None and style.link:
                parts += (turned(now, ""), style.render(text, color_system=system))
                now = ""
                continue
            codes = "" if style is None else codes_of(style, system)
            if text.isspace():
                codes = for_blanks(now, codes)
            if codes != now:
                parts.append(turned(now, codes))
                now = codes
            parts.append(text)
    parts.append(turned(now, ""))
    return "".join(parts)


@lru_cache(_KEPT)
def codes_of(style: Style, system: ColorSystem) -> str:
    """Return what turns a style that links nowhere on from nothing, without the frame around it; one text a look."""
    before, mark, _ = style.render("x", color_system=system).partition("mx")
    look = _look(before.removeprefix("\x1b[") if mark else "")
    return ";".join(filter(None, (*look.attributes, look.color, look.ground)))


@lru_cache(_KEPT)
def turned(before: str, after: str) -> str:
    """Return what turns a style into another; both are what `codes_of` returns.

    Where a colour ends, or a bright one does, all is said anew: to the Linux console a bright colour is bold, and
    stays so with the next one.
    """
    if before == after:
        return ""
    if not after:
        return NO_STYLE
    if not before:
        return f"\x1b[{after}m"
    old, new = _look(before), _look(after)
    ends = bool(old.color and not new.color) or bool(old.ground and not new.ground)
    weighs = old.color != new.color or old.attributes != new.attributes
    if ends or (old.color in _BRIGHT and weighs):
        return f"\x1b[0;{after}m"
    off = {_OFF[one] for one in old.attributes if one not in new.attributes}
    codes = sorted(off)
    codes += (one for one in new.attributes if one not in old.attributes or _OFF[one] in off)
    if new.color != old.color:
        codes.append(new.color)
    if new.ground != old.ground:
        codes.append(new.ground)
    return min(f"\x1b[{';'.join(codes)}m", f"\x1b[0;{after}m", key=len)


@lru_cache(_KEPT)
def for_blanks(before: str, after: str) -> str:
    """Return a style in which blanks look as in `after`, and little has to be said to have it on instead of `before`.

    Of a blank the ground is seen and nothing else, unless it is underlined or the like.
    """
    old, new = _look(before), _look(after)
    if _SEEN_ON_BLANKS.intersection(old.attributes + new.attributes):
        return after
    return ";".join(filter(None, (*old.attributes, old.color, new.ground)))


@lru_cache(_KEPT)
def _look(codes: str) -> _Look:
    attributes: list[str] = []
    color = ground = ""
    rest = iter(codes.split(";") if codes else ())
    for code in rest:
        if code in ("38", "48"):
            kind = next(rest)
            value = ";".join((code, kind, *(next(rest) for _ in range(1 if kind == "5" else 3))))
            color, ground = (value, ground) if code == "38" else (color, value)
        elif code in _OFF:
            attributes.append(code)
        elif code == "39" or 30 <= int(code) <= 37 or 90 <= int(code) <= 97:
            color = "" if code == "39" else code
        else:
            ground = "" if code == "49" else code
    return _Look(tuple(attributes), color, ground)
