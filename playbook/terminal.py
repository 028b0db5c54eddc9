"""What the terminal can show: how many colours, which characters, and on what ground."""

from __future__ import annotations

import codecs
import os
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from typing import Literal

Colors = Literal["none", "16", "256", "true"]
Glyphs = Literal["all", "letters", "some"]
"""`letters`: frames and arrows may not be shown, letters of all scripts are; `some`: only what the encoding has."""


@dataclass(frozen=True)
class Terminal:
    """What a terminal says of itself."""

    colors: Colors = "true"
    glyphs: Glyphs = "all"
    encoding: str = "utf-8"
    light: bool = False
    """Its ground is light."""

    @property
    def is_dumb(self) -> bool:
        """It cannot move its cursor: no screen can be painted on it."""
        return self.colors == "none"


def terminal_of(environ: Mapping[str, str], encoding: str = "utf-8") -> Terminal:
    """Return what the environment and the encoding of its output say of a terminal."""
    return Terminal(_colors(environ), _glyphs(environ, encoding), encoding, _is_light(environ))


def _colors(environ: Mapping[str, str]) -> Colors:
    if environ.get("TEXTUAL_DRIVER"):  # in a browser
        return "true"
    term = environ.get("TERM", "").strip().lower()
    if term in ("dumb", "unknown"):
        return "none"
    if environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return "true"
    if environ.get("WT_SESSION"):  # Windows Terminal
        return "true"
    if term.endswith(("-256color", "-direct")) or "kitty" in term or "alacritty" in term:
        return "256"
    return "16"


def _glyphs(environ: Mapping[str, str], encoding: str) -> Glyphs:
    if environ.get("TEXTUAL_DRIVER"):
        return "all"
    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        return "some"
    if name != "utf-8":
        return "some"
    # An empty variable says nothing; most terminals without any are UTF-8 all the same.
    locale = next((environ[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if environ.get(name)), "")
    charset = locale.partition(".")[2].partition("@")[0].replace("-", "").lower()
    if locale in ("C", "POSIX"):
        return "letters"
    return "letters" if charset and charset != "utf8" else "all"


def _is_light(environ: Mapping[str, str]) -> bool:
    """Return whether `COLORFGBG` (`15;0`, `0;default;15`) names a light ground."""
    ground = environ.get("COLORFGBG", "").rpartition(";")[2]
    return ground in ("7", "15")


def ask_for_size(environ: MutableMapping[str, str], descriptor: int) -> None:
    """Drop what the environment says of the size, where the terminal tells it: what it says follows its window."""
    try:
        size = os.get_terminal_size(descriptor)
    except OSError:
        return
    if size.columns > 0 and size.lines > 0:
        for name in ("COLUMNS", "LINES"):
            environ.pop(name, None)
