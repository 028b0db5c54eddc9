"""What the linter says, beside the lines that it is about."""

from __future__ import annotations

from typing import Any

import pytest

from playbook.plays.lint.model import Edit, Finding
from tui.check_rows import checked_rows, finding_rows, told
from tui.rows import Row, width_of

PAGE = [
    Row((("Open", "h2"),), 5),
    Row((("Ask", ""),), 6),
    Row((("who", ""),), 6),
    Row(()),
    Row((("End", "h2"),), 9),
]
LINES = ["---", "stage: discver", "---", "", "## Open", "Ask who", "", "", "## End"]


def finding(line: int, code: str = "PB002", severity: Any = "error", **facts: Any) -> Finding:
    given = {
        "path": "plays/a.md",
        "line": line,
        "column": 1,
        "code": code,
        "severity": severity,
        "message": "Not so.",
    }
    return Finding(**(given | facts))


def texts(*findings: Finding, width: int = 60) -> list[str]:
    return [row.text for row in checked_rows(PAGE, findings, LINES, width).rows]


def test_without_findings_the_page_stands_as_it_is_behind_the_gutter() -> None:
    assert texts() == ["  Open", "  Ask", "  who", "  ", "  End"]
    assert told([]) == "✓ nothing to say about this page"


def test_a_finding_stands_below_the_last_row_of_its_line() -> None:
    assert texts(finding(6)) == ["  Open", "✗ Ask", "✗ who", "▎ ✗ error PB002 Not so.", "  ", "  End"]


def test_the_worst_of_a_line_is_its_mark() -> None:
    both = texts(finding(6, severity="suggestion"), finding(6, severity="warn"))
    assert both[1].startswith("! Ask")
    assert [text[2:] for text in both[3:5]] == ["· suggestion PB002 Not so.", "! warning PB002 Not so."]


def test_what_a_rep_does_not_see_is_quoted_with_its_line() -> None:
    rows = texts(finding(2))
    assert rows[1:3] == ["▎ ✗ error PB002 Not so.", "▎ 2: stage: discver"]


def test_a_line_beyond_the_end_stands_last() -> None:
    assert texts(finding(99))[-1].startswith("▎ ✗ error")


def test_each_findings_place_is_known() -> None:
    found = checked_rows(PAGE, [finding(9), finding(5)], LINES, 60)
    assert [found.rows[place].text[:9] for place in found.places] == ["▎ ✗ error"] * 2
    assert found.places[0] > found.places[1]


def test_a_fix_is_told_where_there_is_one() -> None:
    fixed = finding(2, fix="write discover", edits=(Edit(2, "discver", "discover"),))
    assert finding_rows(fixed, 60)[0].text.endswith("Not so. Fix: write discover.")
    assert "Fix" not in finding_rows(finding(2, fix="write discover"), 60)[0].text


@pytest.mark.parametrize(
    ("levels", "words"),
    [
        (("error",), "✗ 1 error"),
        (("error", "error", "warn"), "✗ 2 errors, ! 1 warning"),
        (("suggestion",), "· 1 suggestion"),
    ],
)
def test_findings_are_counted_by_kind(levels: tuple[Any, ...], words: str) -> None:
    assert told([finding(1, severity=level) for level in levels]) == words


@pytest.mark.parametrize("width", [20, 40])
def test_a_finding_is_folded_and_harmless(width: int) -> None:
    rows = finding_rows(finding(2, message="a\x1b[2J " + "word " * 30), width, "x" * 90)
    assert all(width_of(row.text) <= width for row in rows)
    assert "\x1b" not in "".join(row.text for row in rows)
