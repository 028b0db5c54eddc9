"""Tables in a terminal: columns below their headings at any width, names whole where there is a line for them."""

from __future__ import annotations

import pytest

from playbook.reporting.lines import grid_lines
from playbook.reporting.model import Column, Grid

SCORES = Grid(
    "scores",
    (
        Column("run", "Run", only_data=True),
        Column("card", "Card"),
        Column("at", "When"),
        Column("by", "By"),
        Column("said", "Said"),
    ),
    (
        ("r1", "First discovery score card", "2026-11-19", "Kim Adeyemi", "3, 4, 1 on 1–5; 2 of 2 yes"),
        ("r2", "Price conversation score card", "2026-11-16", "Lee Park", "5 on 1–5"),
    ),
)


def text_of(grid: Grid, width: int) -> list[str]:
    return ["".join(text for text, _ in line) for line in grid_lines(grid, width)]


def test_where_there_is_no_room_the_first_column_stands_on_a_line_of_its_own_heading_and_all() -> None:
    lines = text_of(SCORES, 56)
    assert lines[0] == "Card"
    assert lines[2] == "First discovery score card"
    assert lines[1].index("When") == lines[3].index("2026-11-19")
    assert lines[1].index("Said") == lines[3].index("3, 4, 1")
    assert "…" not in "".join(lines)


@pytest.mark.parametrize("width", [20, 40, 56, 60, 76, 100, 200])
def test_every_column_stands_below_its_heading(width: int) -> None:
    lines = text_of(SCORES, width)
    [head] = [line for line in lines if "When" in line]
    for line in lines:
        if "2026-" in line:
            assert line.index("2026-") == head.index("When")
    assert len([line for line in lines if "2026-" in line]) == 2


def test_with_room_each_row_is_one_line() -> None:
    lines = text_of(SCORES, 100)
    assert len(lines) == 3
    assert lines[1].split("  ")[0] == "First discovery score card"
