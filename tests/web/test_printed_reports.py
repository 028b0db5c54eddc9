"""A report in a real browser, on screen and on paper: no table is cut, and no name lies on another."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook.reporting.html import report_html
from playbook.reporting.model import Column, Grid, Report, Section, Words
from tests.reporting.drawn import ALL
from tests.web.browser import Browser

PAPER, PHONE, DESK = 688, 360, 1180
"""Pixels across: what A4 has between the report's margins, a phone, a window."""
HEADINGS = ("Connected runs", "Attempts", "Reps", "Commitments", "Kept", "Broken", "Steps skipped", "Median")
PLAYS = Grid(
    "plays",
    (
        Column("play", "Play"),
        *(Column(name, name, "count") for name in HEADINGS),
        Column("words", "Looked for with"),
    ),
    tuple(
        (name, *(1000 + place for place in range(len(HEADINGS))), "velantis, velantis licence, spreadsheet")
        for name in ("Referral introduction, reason first", "Renewal at 120 days", "Demo-request callback")
        * 12
    ),
)
REPORT = Report("Team", "For Kim", (Section("Plays", (Words("Most leave it out.", "strong"), PLAYS, *ALL)),))
REACH = "Math.max(...[...document.querySelectorAll('table,svg,p')].map(e => e.getBoundingClientRect().right))"
CUT = "[...document.querySelectorAll('.wide')].some(e => e.scrollWidth > e.clientWidth + 1)"
FIRST = (
    "Math.min(...[...document.querySelectorAll('td:first-child')].map(e => e.getBoundingClientRect().width))"
)


@pytest.fixture
def report(tmp_path: Path) -> str:
    """A report with a table of ten columns, as a file; return its address."""
    file = tmp_path / "report.html"
    file.write_text(report_html(REPORT), encoding="utf-8")
    return file.as_uri()


async def test_on_paper_everything_is_between_the_margins(browser: Browser, report: str) -> None:
    page = await browser.page(report)
    await page.do("Emulation.setEmulatedMedia", media="print")
    await page.resize(PAPER, 970)
    await page.shows("document.querySelectorAll('tbody tr').length", 36)
    assert await page.run(REACH) <= PAPER
    assert not await page.run(CUT)
    assert await page.run(FIRST) > 90, "the names have room for more than a word"


@pytest.mark.parametrize("width", [PHONE, DESK])
async def test_on_screen_a_wide_table_scrolls_by_itself(browser: Browser, report: str, width: int) -> None:
    page = await browser.page(report)
    await page.resize(width, 800)
    await page.shows("document.querySelectorAll('tbody tr').length", 36)
    assert await page.run("document.documentElement.scrollWidth") <= width
    assert await page.run("getComputedStyle(document.querySelector('.wide')).overflowX") == "auto"
