"""The themes that are offered: Textual's own, and one of ours for dark and for light grounds."""

from __future__ import annotations

from textual.theme import BUILTIN_THEMES, Theme

from tui import kept_colors
from tui.kept_colors import default_theme

DARK = Theme(
    name=kept_colors.DARK,
    primary="#5aa9e6",
    secondary="#8fb8de",
    accent="#d7a6f0",
    warning="#f0b94d",
    error="#ff7a7a",
    success="#6fcf97",
    foreground="#e6e9ee",
    background="#12151a",
    surface="#1b2027",
    panel="#232a33",
    dark=True,
)
LIGHT = Theme(
    name=kept_colors.LIGHT,
    primary="#0b5cad",
    secondary="#3b5b7a",
    accent="#7a3e9d",
    warning="#8a5a00",
    error="#b3261e",
    success="#1b6e3c",
    foreground="#14181d",
    background="#fbfaf7",
    surface="#efece5",
    panel="#e4e0d7",
    dark=False,
)
OURS = (DARK, LIGHT)

OFFERED = (
    *(theme.name for theme in OURS),
    # The two that leave all colours to the terminal are left out: their contrast cannot be known, and with NO_COLOR
    # they paint black on black.
    *(name for name, theme in BUILTIN_THEMES.items() if not theme.ansi),
)
"""Names, ours first."""


def other_ground(name: str) -> str:
    """Return the theme to switch to for the other ground."""
    pairs = (
        (DARK.name, LIGHT.name),
        ("textual-dark", "textual-light"),
        ("solarized-dark", "solarized-light"),
        ("catppuccin-mocha", "catppuccin-latte"),
        ("rose-pine", "rose-pine-dawn"),
        ("atom-one-dark", "atom-one-light"),
    )
    for dark, light in pairs:
        if name in (dark, light):
            return light if name == dark else dark
    theme = BUILTIN_THEMES.get(name)
    return default_theme(light=theme is None or theme.dark)
