"""What one test has parsed of the styles need not be parsed by the next: every app reads the same sources."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pytest import MonkeyPatch
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation

_parsed: dict[tuple[object, ...], list[RuleSet]] = {}
"""What a source came to, with the variables it was read with: as one app keeps it for itself (`tui.sheet`)."""


@contextmanager
def parsed_once() -> Iterator[None]:
    """Let apps take the rules that another one in this process made of the same source and the same variables."""
    real = Stylesheet._parse_rules

    def parse(
        self: Stylesheet,
        css: str,
        read_from: CSSLocation,
        is_default_rules: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> list[RuleSet]:
        source = (css, read_from, is_default_rules, tie_breaker, scope)
        key = (source, frozenset(self._variables.items()))
        if key not in _parsed:
            _parsed[key] = real(self, *source)
        return _parsed[key]

    with MonkeyPatch.context() as patched:
        patched.setattr(Stylesheet, "_parse_rules", parse)
        yield
