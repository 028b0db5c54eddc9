"""Whoever reads a figure can look up how it is made: every function of the statistics core names its source."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest

import playbook.statistics
from playbook.coaching.adherence import adherence, aligned
from playbook.coaching.plausibility import filled_in_afterwards
from playbook.coaching.stages import stage_figures
from playbook.coaching.verdict import verdict
from playbook.coaching.weeks import before_after
from playbook.coaching.yields import rolled_yield, yield_of

PLAIN = {"check", "share"}
"""They refuse and divide counts."""


def functions() -> Iterator[Any]:
    """Yield the public functions of the core."""
    for module in pkgutil.iter_modules(playbook.statistics.__path__):
        made = importlib.import_module(f"playbook.statistics.{module.name}")
        for name, function in inspect.getmembers(made, inspect.isfunction):
            if function.__module__ == made.__name__ and not name.startswith("_") and name not in PLAIN:
                yield pytest.param(function, id=f"{module.name}.{name}")
    others: tuple[Any, ...] = (
        adherence, aligned, filled_in_afterwards, stage_figures, verdict, before_after, yield_of, rolled_yield,
    )  # fmt: skip
    for one in others:
        yield pytest.param(one, id=one.__name__)


@pytest.mark.parametrize("function", functions())
def test_a_figure_names_its_source(function: Any) -> None:
    _, found, source = inspect.getdoc(function).partition("Source:")  # type: ignore[union-attr]
    assert found, "its docstring says `Source:`"
    assert len(source.split()) > 1


def test_all_of_the_core_is_looked_at() -> None:
    assert len(list(functions())) > 35
