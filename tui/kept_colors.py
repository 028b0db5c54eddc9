"""What a theme comes to, kept in the cache: Textual works it out, and who paints before it is loaded looks it up."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

import msgspec

from playbook import __version__
from playbook.library import throwaway
from playbook.paths import cache_folder
from tui.painted import Colors

if TYPE_CHECKING:
    from pathlib import Path

    from tui.personal import Personal

DARK, LIGHT = "playbook-dark", "playbook-light"
"""Names of our own themes."""


def default_theme(*, light: bool) -> str:
    """Return the theme for a terminal whose ground is light, or dark."""
    return LIGHT if light else DARK


def known(theme: str) -> Colors | None:
    """Return the colours of a theme as they were kept; None where they are not known."""
    data = throwaway.kept(_file(theme))
    try:
        return None if data is None else msgspec.json.decode(data, type=Colors)
    except (msgspec.DecodeError, ValueError):
        return None


def keep(theme: str, colors: Colors) -> None:
    """Keep the colours of a theme, where they are not known as they are now."""
    if known(theme) != colors:
        throwaway.keep(_file(theme), msgspec.json.encode(colors))


def colors_of(app: Personal) -> Colors:
    """Return the colours that an app paints with."""
    dark, grounds = app.grounds()
    return Colors(dict(app.theme_variables), dark, tuple((one.red, one.green, one.blue) for one in grounds))


def _file(theme: str) -> Path:
    # A name from the settings may be anything; the file's is harmless.
    name = blake2b(f"{__version__} {theme}".encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return cache_folder() / "colors" / name
