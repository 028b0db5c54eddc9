"""The looks of text by name: a colour of the theme, how much of it, and weight.

Not in the style sheet on purpose: thirty component classes would be matched again for every pane that is mounted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from rich.color import Color
from rich.color_triplet import ColorTriplet
from rich.style import Style

Ground = tuple[Any, ...]
"""A colour that text lies on: red, green and blue, and whatever Textual has behind them."""


class Ink(NamedTuple):
    """How text of one name looks."""

    color: str = ""
    """A variable of the theme; empty: as the text around it."""
    share: float = 1.0
    """How much of the colour, the rest being what lies under it."""
    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    strike: bool | None = None
    under: str = ""
    """The theme's variable for the background."""
    under_share: float = 1.0


QUIET = 0.62
"""Readable, but not what one looks at first."""

INKS: dict[str, Ink] = {
    "h1": Ink("text-primary", bold=True),
    "h2": Ink("text-primary", bold=True),
    "h3": Ink(bold=True),
    "h4": Ink(bold=True),
    "strong": Ink(bold=True),
    "title": Ink(bold=True),
    "current": Ink(bold=True),
    "em": Ink(italic=True),
    "dim": Ink("foreground", QUIET),
    "hint": Ink("foreground", QUIET),
    "footnote": Ink("foreground", QUIET),
    "bullet": Ink("foreground", QUIET),
    "done": Ink("foreground", QUIET),
    "link": Ink(underline=True),
    "code": Ink("text-secondary"),
    "talk": Ink("foreground", bold=True),
    "talk-bar": Ink("primary", bold=True),
    "hint-bar": Ink("secondary"),
    "notice": Ink("text-warning"),
    "notice-bar": Ink("warning", bold=True),
    "field": Ink("text-accent", italic=True),
    "todo": Ink(bold=True),
    "key": Ink("text-primary", bold=True),
    "chosen": Ink("text-success", bold=True),
    "edited": Ink("text-warning"),
    "warn": Ink("text-warning"),
    "good": Ink("text-success"),
    "new": Ink("text-success"),
    "bad": Ink("text-error"),
    "old": Ink("text-error"),
    "gone": Ink("text-error", strike=True),
    "mine": Ink("text-accent"),
    "chart": Ink("text-accent"),
    "added": Ink("text-success", underline=True),
    "change": Ink("text-success", italic=True),
    "here": Ink(underline=True, under="warning", under_share=0.75),
    "found": Ink(bold=True, under="warning", under_share=0.4),
    "cursor": Ink(under="primary", under_share=0.25),
    "cursor-away": Ink(under="primary", under_share=0.15),
}


def style_of(names: str, base: Style, under: Ground, theme: Mapping[str, str]) -> Style:
    """Return the style of text of these names, later over earlier ones, on `base` over the colour `under`."""
    style = base
    for name in names.split():
        ink = INKS.get(name)
        if ink is None:
            continue
        style += Style(bold=ink.bold, italic=ink.italic, underline=ink.underline, strike=ink.strike)
        # A segment knows no transparency: what is translucent is blended here.
        if ink.color and (color := color_of(theme, ink.color)):
            style += Style(color=Color.from_triplet(blended(under, color, ink.share)))
        if ink.under and (color := color_of(theme, ink.under)):
            style += Style(bgcolor=Color.from_triplet(blended(under, color, ink.under_share)))
    return style


def blended(under: Ground, color: ColorTriplet, share: float) -> ColorTriplet:
    """Return `share` of a colour over another, rounded as Textual rounds it."""
    if share >= 1:
        return color
    red, green, blue = (int(low + (high - low) * share) for low, high in zip(under[:3], color, strict=True))
    return ColorTriplet(red, green, blue)


def color_of(theme: Mapping[str, str], name: str) -> ColorTriplet | None:
    """Return a colour of the theme; None where the theme leaves it to the terminal."""
    value = theme.get(name, "")
    if not value or value.startswith(("auto", "ansi_")):
        return None
    if len(value) == len("#rrggbb") and value[0] == "#":
        return ColorTriplet(*bytes.fromhex(value[1:]))
    from textual.color import Color as Named

    return ColorTriplet(*Named.parse(value).rgb)
