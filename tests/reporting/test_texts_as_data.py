"""What a report says is data wherever it goes: page, Markdown, table, picture and terminal."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from rich.cells import cell_len

from playbook.reporting.cells import chart_lines
from playbook.reporting.data import grid_csv, grid_rows, report_data
from playbook.reporting.html import report_html
from playbook.reporting.markdown import escaped, report_markdown
from playbook.reporting.model import (
    Bar,
    BarChart,
    Cell,
    Chart,
    Column,
    Dot,
    FunnelChart,
    Grid,
    IntervalChart,
    Kind,
    LineChart,
    Mark,
    Report,
    Section,
    Span,
    Words,
    cell_text,
)
from playbook.reporting.svg import chart_svg

TEXTS = (
    "<b>bold</b>",
    '"><script>alert(1)</script>',
    "'' onload='x",
    "</title></svg></style>",
    "<!-- & --> &amp; &lt;",
    "]]>",
    "会议纪要：价格",
    "Łódź 🎯 e\u0301",
)
"""Harmless to a terminal, not to a page."""
CONTROLS = ("\x1b[2J", "\x00", "\x9b31m", "\u202ereversed", "a\r\nb\tc", "\x7f", "\u2028", "\ufeff")


def charts_of(text: str) -> tuple[Chart, ...]:
    """Return one chart of each kind, `text` wherever one may stand."""
    curve = ((1, 0.0, 1.0), (9, 0.2, 0.8))
    return (
        LineChart(
            text, (0.1, 0.9), (text, text), (3, 4), (Mark(1, text),), 0.5, 0.0, 1.0, frozenset({1}), said=text
        ),
        BarChart(text, (Bar(text, 3, text), Bar(text, 0, text)), text),
        IntervalChart(text, (Span(text, 0.5, 0.2, 0.8, text, True),), 0.4, "share", text),
        FunnelChart(text, (Dot(text, 9, 0.5, True), Dot(text, 1, 0.1)), 0.4, curve, curve, text),
    )


def report_of(text: str) -> Report:
    """Return a report that says nothing but `text`."""
    grid = Grid("g", (Column("a", text), Column("b", text, "count")), ((text, text), (None, 3)))
    return Report(text, text, (Section(text, (Words(text), Words(text, "strong"), grid, *charts_of(text))),))


class Page(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.text: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


# Pages and pictures

PLAIN = Page(report_html(report_of("plain")))


@pytest.mark.parametrize("text", (*TEXTS, *CONTROLS))
def test_no_text_adds_a_tag_or_an_attribute_to_a_page(text: str) -> None:
    found = Page(report_html(report_of(text)))
    assert found.tags == PLAIN.tags
    assert found.attributes == PLAIN.attributes


@pytest.mark.parametrize("text", TEXTS)
def test_a_page_shows_every_text_as_it_was_written(text: str) -> None:
    found = Page(report_html(report_of(text)))
    assert found.text.count(text) == PLAIN.text.count("plain") > 10


@pytest.mark.parametrize("text", CONTROLS)
def test_no_control_reaches_a_page_or_a_picture(text: str) -> None:
    html = report_html(report_of(text))
    written = html + "".join(map(chart_svg, charts_of(text)))
    assert not {one for one in "\x00\x1b\x7f\x9b\r\u202e\u2028\ufeff" if one in written}


@pytest.mark.parametrize("text", (*TEXTS, *CONTROLS, "", " ", "x" * 5_000))
def test_a_picture_is_well_formed_whatever_it_says(text: str) -> None:
    for chart, usual in zip(charts_of(text), charts_of("plain"), strict=True):
        tags = [node.tag for node in ET.fromstring(chart_svg(chart)).iter()]
        assert tags == [node.tag for node in ET.fromstring(chart_svg(usual)).iter()]


def test_a_long_name_is_cut_beside_its_bar_and_whole_where_it_is_pointed_at() -> None:
    name = ("Marketing & Sales " * 9).strip()
    (svg,) = (chart_svg(one) for one in charts_of(name) if isinstance(one, IntervalChart))
    texts = [node.text or "" for node in ET.fromstring(svg).iter() if node.tag.endswith("}text")]
    (cut,) = [text for text in texts if text.endswith("…")]
    assert cut == "Marketing & Sales Marketing & Sales…"
    titles = [node.text or "" for node in ET.fromstring(svg).iter() if node.tag.endswith("}title")]
    assert any(title.startswith(name + ": ") for title in titles)


def test_a_page_without_anything_is_still_a_page() -> None:
    html = report_html(Report("", "", ()))
    assert "<h1></h1>" in html
    assert html.endswith("</body></html>\n")
    assert "Nothing yet." in report_html(
        Report("", "", (Section("", (Grid("g", (Column("a", "A"),), ()),)),))
    )


# Markdown


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("", ""),
        ("plain words, 3 of 4 (75%)", "plain words, 3 of 4 (75%)"),
        ("# no heading", r"\# no heading"),
        ("- no list", r"\- no list"),
        ("+ no list", r"\+ no list"),
        ("-5 points", "-5 points"),
        ("--- no rule", r"\--- no rule"),
        ("=== no heading", r"\=== no heading"),
        ("1. no list", r"1\. no list"),
        ("12) no list", r"12\) no list"),
        ("1.5 times", "1.5 times"),
        ("2026.", r"2026\."),
        ("> no quote", r"\> no quote"),
        ("a | b", r"a \| b"),
        ("*a* _b_ `c` ~~d~~", r"\*a\* \_b\_ \`c\` \~\~d\~\~"),
        ("[a](b) ![c](d)", r"\[a\](b) !\[c\](d)"),
        ("<script>", r"\<script\>"),
        ("back\\slash", r"back\\slash"),
        (r"\| twice", r"\\\| twice"),
        ("two\n\n# lines", r"two \# lines"),
        ("  - indented", r"\- indented"),
        ("\x1b[2J", r"␛\[2J"),
        ("价格 | 太高", r"价格 \| 太高"),
    ],
)
def test_markdown_shows_a_text_as_it_is_written(text: str, written: str) -> None:
    assert escaped(text) == written


@pytest.mark.parametrize("text", [*TEXTS, *CONTROLS, "|", "a|b", "\\", "\n|\n"])
def test_no_cell_breaks_its_row(text: str) -> None:
    grid = Grid("g", (Column("a", "A"), Column("b", "B")), ((text, "end"), ("x", text)))
    lines = report_markdown(Report("T", "", (Section("S", (grid,)),))).splitlines()
    table = [line for line in lines if line.startswith("|")]
    assert len(table) == 4
    for line in table:
        free = line.replace("\\\\", "").replace("\\|", "")
        assert free.count("|") == 3, line


def test_a_report_in_markdown_has_its_headings_and_what_a_chart_cannot_say() -> None:
    report = Report(
        "Team *A*",
        "",
        (
            Section("One", (Words("bold", "strong"), Words("", "strong"), BarChart("Why", (), "Too few."))),
            Section("Two", (Grid("g", (Column("a", "A"), Column("n", "N", "count")), (("x", 1_234),)),)),
            Section("Three", (Grid("g", (Column("a", "A"),), ()), BarChart("Silent", ()))),
        ),
    )
    assert report_markdown(report) == (
        "# Team \\*A\\*\n\n## One\n\n**bold**\n\n*Why* Too few.\n\n"
        "## Two\n\n| A | N |\n| --- | --: |\n| x | 1,234 |\n\n## Three\n\nNothing yet.\n\n*Silent*\n"
    )


# Tables for programs


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_a_table_begins_as_a_formula(start: str) -> None:
    text = f'{start}HYPERLINK("x";"y")'
    (_, row) = csv.reader(
        io.StringIO(
            grid_csv(Grid("g", (Column("a", "A"), Column("b", "B")), ((text, "=" + text),))), newline=""
        )
    )
    assert row == [f"'{text}", f"'={text}"]


@pytest.mark.parametrize(
    "text", ["a=b", "a,b", 'say "x"', "two\nlines", "'quoted'", " ", "会议", "1-2", "it's @ noon", ""]
)
def test_any_other_cell_reads_back_as_it_was(text: str) -> None:
    grid = Grid("g", (Column("a", "A"), Column("b", "B")), ((text, "end"),))
    assert list(csv.reader(io.StringIO(grid_csv(grid), newline=""))) == [["a", "b"], [text, "end"]]


@pytest.mark.parametrize(
    ("value", "written"),
    [(None, ""), (0, "0"), (-3, "-3"), (-0.5, "-0.5"), (0.1, "0.1"), (10**18, str(10**18))],
)
def test_a_number_stays_a_number_even_below_zero(value: Cell, written: str) -> None:
    assert grid_csv(Grid("g", (Column("a", "A"), Column("b", "B")), ((value, "x"),))) == f"a,b\n{written},x\n"


def test_a_table_without_rows_has_its_keys() -> None:
    grid = Grid("g", (Column("a", "A"), Column("b", "B", only_data=True)), ())
    assert grid_csv(grid) == "a,b\n"
    assert grid_rows(grid) == []
    assert grid.shown == ()
    assert report_data(Report("T", "", (Section("S", (grid,)),)))["tables"] == {"g": []}
    assert report_data(Report("T", "", ()))["tables"] == {}


def test_a_row_that_is_too_short_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        grid_rows(Grid("g", (Column("a", "A"), Column("b", "B")), (("x",),)))


def test_a_column_that_says_nothing_is_not_read_and_zero_says_something() -> None:
    columns = tuple(Column(key, key) for key in "abc")
    assert Grid("g", columns, ((None, "", 0), ("", None, 0))).shown == (2,)


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        (None, "count", "–"),
        ("", "count", ""),
        ("n/a", "share", "n/a"),
        (0, "count", "0"),
        (-1_234_567, "count", "-1,234,567"),
        (0.0, "share", "0%"),
        (1.0, "share", "100%"),
        (0.004, "share", "0%"),
        (0.0, "seconds", "0:00"),
        (59.6, "seconds", "1:00"),
        (3_600.0, "seconds", "60:00"),
        (0.0, "days", "0 d"),
        (2.5, "days", "2.5 d"),
    ],
)
def test_a_cell_at_its_edges(value: Cell, kind: Kind, shown: str) -> None:
    assert cell_text(value, kind) == shown


# Terminals


@pytest.mark.parametrize("text", (*TEXTS, *CONTROLS, "x" * 500, ""))
@pytest.mark.parametrize("width", [8, 30])
def test_no_chart_is_wider_than_its_room_or_moves_the_cursor(text: str, width: int) -> None:
    line, bars, spans, funnel = charts_of(text)
    assert isinstance(line, LineChart)
    for chart in (replace(line, labels=("a", "b"), marks=()), bars, spans, funnel):
        for row in chart_lines(chart, width):
            whole = "".join(part for part, _ in row)
            assert not {one for one in "\x00\x1b\x7f\x9b\r\n\u202e" if one in whole}, whole
            if text.isascii():
                assert cell_len(whole) <= width, whole


@pytest.mark.parametrize(
    ("chart", "said"),
    [
        (LineChart("", (), ()), "No values yet."),
        (BarChart("", ()), "Nothing yet."),
        (IntervalChart("", ()), "Nothing to compare yet."),
        (FunnelChart("", (), 0.0, (), ()), "Nobody has ten runs yet."),
    ],
)
def test_a_chart_of_nothing_says_so_and_draws_nothing(chart: Chart, said: str) -> None:
    assert chart_lines(chart, 60) == [((said, "dim"),)]
    assert chart_svg(chart) == ""


@pytest.mark.parametrize("values", [(0.5,), (0.5,) * 12, (0.0,) * 3, (1.0,) * 3])
def test_values_that_are_all_the_same_lie_on_one_level(values: tuple[float, ...]) -> None:
    drawn = chart_lines(LineChart("", values, ()), 60)
    rows = [y for y, line in enumerate(drawn) if "●" in "".join(text for text, _ in line)]
    assert len(rows) == 1
    heights = {
        node.attrib["cy"]
        for node in ET.fromstring(chart_svg(LineChart("", values, ()))).iter()
        if "cy" in node.attrib
    }
    assert len(heights) == 1


@pytest.mark.parametrize("value", [-5.0, 0.0])
def test_a_bar_below_zero_has_no_length(value: float) -> None:
    chart = BarChart("", (Bar("a", value, "said"), Bar("b", value, "said")))
    assert all("█" not in "".join(text for text, _ in line) for line in chart_lines(chart, 60))
    assert chart_svg(chart).count('width="0.0"') == 2


@pytest.mark.parametrize("place", [-3, 0, 1, 2, 99])
def test_a_mark_before_the_first_value_or_behind_the_last_is_still_seen(place: int) -> None:
    chart = LineChart("", (0.2, 0.4), ("a", "b"), marks=(Mark(place, "edited"),))
    drawn = ["".join(text for text, _ in line) for line in chart_lines(chart, 60)]
    assert sum("┊" in line for line in drawn[:-1]) >= 7
    assert "┊ edited" in drawn[-1]
    (line,) = [one for one in ET.fromstring(chart_svg(chart)).iter() if one.attrib.get("class") == "mark"]
    assert 0 < float(line.attrib["x1"]) < 720


def test_what_looks_like_an_entity_is_shown_in_markdown_as_it_was_said() -> None:
    from playbook.plays.markdown import inline

    said = "cheaper &lt; ours &amp; theirs"
    assert "".join(token.content for token in inline(escaped(said), {})) == said
