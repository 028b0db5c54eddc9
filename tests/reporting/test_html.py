"""A report as a file: whole, harmless, and the same charts as on the screen."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import combinations

import pytest

from playbook.reporting.data import grid_csv, grid_rows, report_data
from playbook.reporting.html import report_html
from playbook.reporting.model import (
    Chart,
    Column,
    Dot,
    FunnelChart,
    Grid,
    LineChart,
    Report,
    Section,
    Words,
    cell_text,
)
from playbook.reporting.svg import LETTER, chart_svg
from tests.reporting.drawn import ALL, CHANGED, FUNNEL, REPS, WHY

EVIL = '<script>alert("x")</script>\x1b[31m'
STEPS = Grid(
    "steps",
    (
        Column("step", "Step"),
        Column("done", "Done", "count"),
        Column("share", "Share", "share"),
        Column("runs", "Runs", only_data=True),
    ),
    (("Open", 3, 0.75, "r1 r2"), (EVIL, 0, None, "")),
)  # fmt: skip
REPORT = Report("Team", "For Kim", (Section("Steps", (Words("Most leave it out.", "warn"), STEPS, *ALL)),))
SVG = "{http://www.w3.org/2000/svg}"


def parsed(chart: Chart) -> ET.Element:
    return ET.fromstring(chart_svg(chart))


@pytest.mark.parametrize("chart", ALL, ids=lambda one: type(one).__name__)
def test_a_chart_is_well_formed_and_inside_its_box(chart: Chart) -> None:
    drawn = parsed(chart)
    _, _, width, height = map(float, drawn.attrib["viewBox"].split())
    for node in drawn.iter():
        for key, most in (
            ("x", width),
            ("x1", width),
            ("cx", width),
            ("y", height),
            ("y1", height),
            ("cy", height),
        ):
            if key in node.attrib:
                assert -1 <= float(node.attrib[key]) <= most + 1, (node.tag, node.attrib)


def test_marked_values_are_diamonds_and_the_revision_is_named() -> None:
    drawn = parsed(CHANGED)
    kinds = [node.attrib.get("class") for node in drawn.iter()]
    assert (kinds.count("point"), kinds.count("flagged"), kinds.count("limit"), kinds.count("mark")) == (
        5,
        2,
        2,
        1,
    )
    text = " ".join(drawn.itertext())
    assert "revision 3f2a" in text
    assert "n 140" in text
    assert "09 Nov: 70%, n 20" in text


def test_intervals_bars_and_funnels_say_their_figures() -> None:
    assert "4 of 40" in " ".join(parsed(REPS).itertext())
    assert [node.attrib["class"] for node in parsed(WHY).iter(f"{SVG}rect")] == ["bar"] * 3
    assert len(list(parsed(FUNNEL).iter(f"{SVG}polyline"))) == 4


def test_limits_are_said_in_figures_below_the_chart() -> None:
    assert "dashes: limits 10% to 34%" in " ".join(parsed(CHANGED).itertext())


def test_no_name_in_a_funnel_lies_on_another_and_who_is_marked_is_named() -> None:
    crowd = tuple(
        Dot(f"Rep{number}", 20 + number % 3, 0.4 + number % 4 / 90, number == 7) for number in range(12)
    )
    same = (*crowd, Dot("Twin", 20, 0.4), Dot("Other", 20, 0.4))
    names = [
        node for node in parsed(replace(FUNNEL, dots=same)).iter(f"{SVG}text") if (node.text or "").isalnum()
    ]
    named = [node for node in names if node.text in {dot.label for dot in same}]
    assert "Rep7" in [node.text for node in named]
    assert 2 <= len(named) < len(same), "whoever finds no room is told by the dot's title alone"
    boxes = []
    for node in named:
        x, wide = float(node.attrib["x"]), LETTER * len(node.text or "")
        left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[node.attrib["text-anchor"]]
        boxes.append((left, left + wide, float(node.attrib["y"])))
    for one, other in combinations(boxes, 2):
        assert one[1] <= other[0] or other[1] <= one[0] or abs(one[2] - other[2]) >= 12


def test_a_part_without_a_name_has_no_empty_heading() -> None:
    html = report_html(Report("T", "", (Section("", (Words("x"),)), Section("S", (Words("y"),)))))
    assert html.count("<h2>") == 1


def test_nothing_to_draw_is_no_picture() -> None:
    empty = LineChart("T", (), ())
    assert chart_svg(empty) == ""
    assert "Nothing to draw yet." in report_html(Report("T", "", (Section("S", (empty,)),)))
    assert chart_svg(FunnelChart("T", (), 0.0, (), ())) == ""


def test_a_report_is_one_file_without_scripts_or_addresses() -> None:
    html = report_html(REPORT)
    assert html.startswith("<!doctype html>")
    assert "<script" not in html
    assert not re.search(r"(src|href)\s*=|@import|url\(", html)
    assert "default-src 'none'" in html
    assert "@media print" in html
    assert "prefers-color-scheme:dark" in html


def test_what_a_report_says_is_never_markup() -> None:
    html = report_html(
        Report(EVIL, EVIL, (Section(EVIL, (Words(EVIL), STEPS, LineChart(EVIL, (1.0,), (EVIL,)))),))
    )
    assert "<script" not in html
    assert "\x1b" not in html
    assert html.count("&lt;script&gt;") >= 6


def test_a_column_for_programs_is_not_on_the_page() -> None:
    assert "r1 r2" not in report_html(REPORT)
    assert "r1 r2" in grid_csv(STEPS)


def test_cells_read_as_people_write_them() -> None:
    assert cell_text(0.256, "share") == "26%"
    assert cell_text(75.4, "seconds") == "1:15"
    assert cell_text(4.0, "days") == "4 d"
    assert cell_text(12345, "count") == "12,345"
    assert cell_text(None, "share") == "–"
    assert cell_text(0.5) == "0.5"
    assert cell_text("as it is") == "as it is"


def test_csv_reads_back_and_is_no_formula() -> None:
    grid = Grid("g", (Column("a", "A"), Column("b", "B", "count")), (("=1+1", -3), ('say "no", twice', None)))
    rows = list(csv.reader(io.StringIO(grid_csv(grid))))
    assert rows == [["a", "b"], ["'=1+1", "-3"], ['say "no", twice', ""]]


def test_data_has_every_table_by_its_name() -> None:
    again = Report("T", "about", (Section("A", (STEPS,)), Section("B", (Words("x"), STEPS))))
    data = report_data(again)
    assert (data["title"], data["about"]) == ("T", "about")
    assert data["tables"]["steps"] == grid_rows(STEPS) * 2
    assert grid_rows(STEPS)[0] == {"step": "Open", "done": 3, "share": 0.75, "runs": "r1 r2"}
