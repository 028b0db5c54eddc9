"""The stylesheet, which reads a source of styles once for the colours it is read with."""

from __future__ import annotations

from textual.css.stylesheet import Stylesheet


class Sheet(Stylesheet):
    """Textual's own, but what was parsed is kept until a variable changes.

    Textual parses every source anew for each screen that brings one and each time styles are refreshed, which is
    several times before the first paint.
    """

    def set_variables(self, variables: dict[str, str]) -> None:
        """Set the variables; forget what was parsed with others."""
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        """Parse what is new or was parsed with other variables; an error leaves the rules as they were."""
        self.parse()
