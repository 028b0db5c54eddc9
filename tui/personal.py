"""The app as one person likes it: theme, keys, clock, mouse; and readable on the terminal they have."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from textual.filter import ANSIToTruecolor

from playbook.clock import shown_time
from playbook.preferences import Preferences
from playbook.terminal import Terminal
from tui.kept_colors import default_theme
from tui.keymap import Keymap
from tui.off_loop import OffLoop
from tui.sheet import Sheet
from tui.themes import OFFERED, OURS

if TYPE_CHECKING:
    from rich.color_triplet import ColorTriplet
    from rich.terminal_theme import TerminalTheme


class Personal(OffLoop):
    """An app with a person's settings."""

    preferences: Preferences
    my_keys: Keymap
    terminal: Terminal

    def dress(self, preferences: Preferences, terminal: Terminal) -> None:
        """Take the settings, and what makes the theme readable on this terminal; once, at the start."""
        self.preferences, self.terminal = preferences, terminal
        self.my_keys = Keymap(preferences.keys)
        self.set_keymap(self.my_keys.mine)
        for theme in OURS:
            self.register_theme(theme)
        self.theme = (
            preferences.theme if preferences.theme in OFFERED else default_theme(light=terminal.light)
        )
        self.stylesheet = Sheet(variables=self.get_css_variables())
        if self.terminal.colors == "16":
            from tui.filters import XTERM, Sixteen

            # A screen below a dialog comes by a second time: each colour must be known again as what it was.
            self.ansi_theme_dark = self.ansi_theme_light = XTERM
            self._filters.append(Sixteen(self.grounds))
            self.add_class("-sixteen")
        else:
            self._refresh_truecolor_filter(self.ansi_theme)
        if self.terminal.glyphs != "all":
            from tui.filters import Plain

            self._filters.append(Plain(self.terminal.glyphs, self.terminal.encoding))

    def _refresh_truecolor_filter(self, theme: TerminalTheme) -> None:
        """Take the colours that the terminal names; ours stands for Textual's filter, after all that change colours."""
        super()._refresh_truecolor_filter(theme)
        terminal = getattr(self, "terminal", None)
        if terminal is not None and terminal.colors != "16":
            from tui.filters import Plain, Readable

            kept = [one for one in self._filters if not isinstance(one, ANSIToTruecolor)]
            place = next((at for at, one in enumerate(kept) if isinstance(one, Plain)), len(kept))
            kept.insert(place, Readable(theme, few=terminal.colors == "256"))
            self._filters[:] = kept

    def prefer(self, preferences: Preferences) -> None:
        """Let other settings hold, at once."""
        before, self.preferences = self.preferences, preferences
        self.my_keys = Keymap(preferences.keys)
        self.set_keymap(self.my_keys.mine)
        if preferences.theme != before.theme:
            wanted = preferences.theme if preferences.theme in OFFERED else ""
            self.theme = wanted or default_theme(light=self.terminal.light)
        if preferences.mouse != before.mouse:
            self._let_mouse(preferences.mouse)

    def _let_mouse(self, on: bool) -> None:
        """Take the mouse from the terminal, or give it back; only the drivers of real terminals can."""
        driver: Any = self._driver
        if on and hasattr(driver, "_enable_mouse_support"):
            driver._mouse = True  # as it was started, it would refuse
            driver._enable_mouse_support()
        elif hasattr(driver, "_disable_mouse_support"):
            driver._disable_mouse_support()
            driver._mouse = False

    def time(self, moment: datetime) -> str:
        """Return a time of day as this person reads it."""
        return shown_time(moment, self.preferences.clock)

    def keep_colors(self) -> None:
        """Keep the colours of the theme, for who paints before Textual is loaded."""
        from tui import kept_colors

        theme, colors = self.theme, kept_colors.colors_of(self)
        self.submit(lambda: kept_colors.keep(theme, colors), lambda _: None, lambda _: None)

    def grounds(self) -> tuple[bool, tuple[ColorTriplet, ...]]:
        """Return whether the theme is dark, and the colours that text lies on where nothing is marked."""
        from rich.color import Color as RichColor
        from textual.color import Color

        dark = self.current_theme.dark
        colors = [Color.parse(self.theme_variables[name]).rich_color for name in ("background", "surface")]
        # The ground that a screen below a dialog was given the first time.
        colors.append(RichColor.from_triplet(self.ansi_theme.ansi_colors[0 if dark else 15]))
        return dark, tuple(color.get_truecolor() for color in colors)

    def settings_problems(self) -> list[str]:
        """Return what the settings say that is not understood; imports every screen, so in a thread."""
        from tui.keymap import problems
        from tui.registry import places

        told = [f"line {one.line}: {one.message}" for one in self.preferences.problems]
        return told + problems(self.preferences.keys, places())

    def tell_problems(self, told: list[str]) -> None:
        """Say the first of them, where nothing else is being said."""
        hint = getattr(self.screen, "hint", None)
        if told and hint is not None:
            hint(f"In your settings: {told[0]}")
