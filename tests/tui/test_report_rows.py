"""A report on the screen: what a table says in columns stands below each other, at any width."""

from __future__ import annotations

import pytest

from playbook.reporting.model import Bar, BarChart, Cell, Column, Grid, Report, Section, Words
from tui.report_rows import report_rows
from tui.rows import width_of

COLUMNS = (
    Column("id", "Feedback"),
    Column("text", "What was said"),
    Column("people", "People", "count"),
    Column("before", "Before", "count"),
    Column("accounts", "Customers", "count"),
    Column("who", "Who"),
    Column("secret", "Key", only_data=True),
)


def shown(*blocks: Words | Grid | BarChart, width: int = 60) -> list[str]:
    report = Report("Title", "About it", (Section("Part", blocks),))
    return [row.text for row in report_rows(report, width)]


def grid(*rows: tuple[Cell, ...]) -> Grid:
    return Grid("heard", COLUMNS, rows)


def test_title_about_and_part_come_first() -> None:
    assert shown() == ["Title", "About it", "", "Part"]


def test_words_stand_as_they_are() -> None:
    assert shown(Words("Six deals lost.", "strong"))[-1] == "Six deals lost."


def test_a_line_leads_with_what_was_said_and_counts_in_words() -> None:
    assert shown(grid(("F-1", "No customs field", 3, 1, 9, "Velantis", "k")))[-2:] == [
        "• No customs field",
        "  F-1 · 3 people · before 1 · 9 customers · who Velantis",
    ]


def test_one_is_a_person_and_nothing_is_not_told() -> None:
    assert shown(grid(("F-1", "x", 1, 0, None, "", "k")))[-1] == "  F-1 · 1 person"


def test_a_thousand_is_readable() -> None:
    assert shown(grid(("F-1", "x", 1200, 0, 0, "", "")))[-1] == "  F-1 · 1,200 people"


def test_a_long_line_hangs_below_itself() -> None:
    first, second, facts = shown(grid(("F-1", "word " * 8, 1, 0, 0, "", "")), width=24)[-3:]
    assert first.startswith("• word") and second.startswith("  word") and facts == "  F-1 · 1 person"


def test_a_chart_is_named() -> None:
    assert shown(BarChart("Reasons", (Bar("no time", 2, "2"),)))[-1] == "Reasons"


@pytest.mark.parametrize("width", [20, 33, 80])
def test_nothing_is_wider_than_its_pane(width: int) -> None:
    rows = shown(
        Words("値段" * 50), grid(("F-1", "値段" * 40 + "x" * 90, 3, 1, 9, "w" * 99, "")), width=width
    )
    assert max(width_of(text) for text in rows) <= width


def test_what_comes_from_outside_is_harmless() -> None:
    assert "\x1b" not in "".join(
        shown(grid(("F\x1b[2J", "a\nb\x1b[31m", 1, 0, 0, "\x1b", "")), Words("\x1b[31m"))
    )
