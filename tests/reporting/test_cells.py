"""Charts in a terminal: at any size, with axis, limits, n and marks, and legible without colour."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from rich.cells import cell_len

from playbook.reporting.canvas import QUADRANTS, Canvas
from playbook.reporting.cells import FLAGGED, LIMIT, MEAN, POINT, REVISION, chart_lines
from playbook.reporting.model import (
    Bar,
    BarChart,
    Chart,
    Dot,
    FunnelChart,
    IntervalChart,
    LineChart,
    Mark,
    Span,
)
from playbook.reporting.plots import funnel_scales
from tests.reporting.drawn import ALL, CHANGED, FUNNEL, LIMITS, REPS, WHY, text_of


@pytest.mark.parametrize("chart", ALL, ids=lambda one: type(one).__name__)
@pytest.mark.parametrize("width", [8, 20, 24, 33, 60, 77, 200])
@pytest.mark.parametrize("height", [1, 4, 5, 9, 30])
def test_at_any_size_no_line_is_wider_than_its_room(chart: Chart, width: int, height: int) -> None:
    lines = text_of(chart, width, height)
    assert lines
    assert max(map(cell_len, lines)) <= width


@pytest.mark.parametrize("height", [6, 12, 20])
def test_a_chart_with_axes_is_about_as_high_as_it_is_told(height: int) -> None:
    for chart in (replace(CHANGED, said=""), FUNNEL):
        assert 0.8 * height <= len(chart_lines(chart, 60, height)) - 1 <= height, "without its title"


@pytest.mark.parametrize("values", [(0.0, 1.0), (0.1, 0.37), (0.02, 0.07), (0.0, 0.6)])
def test_what_stands_at_the_axis_is_evenly_spaced_at_any_height(values: tuple[float, ...]) -> None:
    for height in range(6, 31):
        lines = text_of(LineChart("", values, ("a", "b")), 60, height)
        rows = [row for row, line in enumerate(lines) if "%▕" in line]
        assert len(rows) > 1
        assert len({below - above for above, below in pairwise(rows)}) == 1, (height, lines)


def test_a_goal_in_ten_rows_has_a_tick_at_every_quarter() -> None:
    lines = text_of(LineChart("", (0.0, 1.0), ("a", "b")), 60, 12)
    assert [line.partition("▕")[0].strip() for line in lines[:9]] == [
        *("100%", "", "75%", "", "50%", "", "25%", "", "0%")
    ]


def test_a_control_chart_has_axis_limits_n_marks_and_what_it_cannot_say() -> None:
    lines = text_of(CHANGED, 80)
    text = "\n".join(lines)
    assert lines[0] == "Trigger-event call"
    assert "80%▕" in text
    assert " 0%▕" in text
    assert text.count(LIMIT) > 60, "two limits"
    assert text.count(MEAN) > 30
    assert lines[-3].split()[:2] == ["05", "Oct"]
    assert lines[-3].endswith("16 Nov")
    assert f"n 140 · {MEAN} mean 22% · {LIMIT} limits 10% to 34% · {FLAGGED} marked" in lines[-2]
    assert lines[-1].startswith("Limits from 5 values")


def test_what_a_rule_marks_has_another_glyph_and_the_revision_its_own() -> None:
    body = "\n".join(text_of(CHANGED)[1:-3])
    assert (body.count(POINT), body.count(FLAGGED)) == (5, 2)
    columns = {line.index(REVISION) for line in body.splitlines() if REVISION in line}
    assert len(columns) == 1
    points = [line.find(POINT) for line in body.splitlines() if POINT in line]
    flags = [line.find(FLAGGED) for line in body.splitlines() if FLAGGED in line]
    assert max(points) < columns.pop() < min(flags)


def test_looks_are_named_and_colour_is_never_alone() -> None:
    looks = {look: text for line in chart_lines(CHANGED, 60) for text, look in line}
    assert set(looks) <= {"", "dim", "warn", "good", "chart", "strong"}
    by_look = [(text, look) for line in chart_lines(CHANGED, 60) for text, look in line]
    assert {text for text, look in by_look if look == "warn"} <= {FLAGGED, REVISION}


def test_more_values_than_cells_still_fit() -> None:
    many = LineChart(
        "Long", tuple(0.5 + 0.4 * (place % 2) for place in range(500)), tuple("x" for _ in range(500))
    )
    assert max(map(cell_len, text_of(many, 40))) <= 40


def test_one_value_and_none() -> None:
    assert text_of(LineChart("T", (), ())) == ["T", "No values yet."]
    assert any(POINT in line for line in text_of(LineChart("T", (0.5,), ("now",))))
    assert text_of(BarChart("T", ())) == ["T", "Nothing yet."]
    assert text_of(IntervalChart("T", ())) == ["T", "Nothing to compare yet."]
    assert text_of(FunnelChart("T", (), 0.0, (), ())) == ["T", "Nobody has ten runs yet."]


def test_without_room_the_figures_stand_in_words() -> None:
    assert text_of(CHANGED, 23)[1] == "last 75%, 20% to 75%"
    assert text_of(FUNNEL, 23)[1:] == ["Lee 50% of 20, Dov 10%", "of 40"]
    assert text_of(REPS, 20)[1] == "Lee Park: 10 of 20"


def test_bars_are_as_long_as_their_values() -> None:
    first, second, third = (line.count("█") for line in text_of(WHY, 80)[1:])
    assert first / max(second, 1) == pytest.approx(6, abs=1)
    assert third == 0
    assert text_of(WHY)[1].endswith("30 of 40")


def test_bars_of_nothing_are_no_error() -> None:
    empty = replace(WHY, bars=tuple(replace(bar, value=0.0) for bar in WHY.bars))
    assert not any("█" in line for line in text_of(empty))


def test_an_interval_lies_between_its_ends_with_the_reference_in_sight() -> None:
    lee, dov = text_of(REPS, 80)[1:3]
    assert lee.index("├") < lee.index(POINT) < lee.index("┤")
    assert dov.index("├") < dov.index(FLAGGED) < dov.index("┤") < dov.index(REVISION)


def test_an_interval_of_no_width_is_drawn() -> None:
    line = text_of(IntervalChart("T", (Span("a", 0.5, 0.5, 0.5, "all"),)), 60)[1]
    assert POINT in line


def test_a_funnel_names_who_is_in_it() -> None:
    text = "\n".join(text_of(FUNNEL, 70))
    assert "● Lee" in text or "Lee ●" in text
    assert f"Dov {FLAGGED}" in text
    assert f"inner 95%, {LIMIT} outer 99.8%" in text


def test_an_axis_of_intervals_has_two_ends_however_narrow() -> None:
    spans = IntervalChart(
        "", (Span("pilot", 0.45, 0.22, 0.71, "6 of 11"), Span("others", 0.4, 0.3, 0.5, "9"))
    )
    for width in (30, 40, 58, 90):
        assert text_of(spans, width)[-1].count("%") >= 2


def test_limits_are_said_in_figures() -> None:
    assert "╌ limits 10% to 34%" in "\n".join(text_of(CHANGED, 80))
    assert "╌ limits 34%" in "\n".join(text_of(replace(CHANGED, lower=None), 80))


def test_no_name_in_a_crowded_funnel_hides_a_dot_or_another_name() -> None:
    crowd = tuple(Dot(f"Rep{number}", 20 + number % 4, 0.4 + number / 60, number == 5) for number in range(9))
    for width in (40, 58, 76):
        text = "\n".join(text_of(replace(FUNNEL, dots=crowd), width))
        cells = {(dot.n, round(dot.value * 20)) for dot in crowd}
        assert text.count(POINT) + text.count(FLAGGED) >= len(cells) // 2
        assert "Rep5" in text, "who is marked is named"
        for name in re.findall(r"[A-Z]\w+", "\n".join(text.split("\n")[1:-2])):
            assert name in {dot.label for dot in crowd}


def test_a_funnel_begins_where_the_first_rep_stands() -> None:
    far = replace(
        FUNNEL, dots=tuple(replace(dot, n=dot.n + 80) for dot in FUNNEL.dots),
        outer=tuple((n + 75, low, high) for n, low, high in LIMITS),
    )  # fmt: skip
    across, _ = funnel_scales(far)
    assert 0 < across.low <= 80
    assert across.high >= 120


def test_wide_letters_keep_the_columns() -> None:
    bars = BarChart("理由", tuple(replace(bar, label="関係がない " + bar.label) for bar in WHY.bars))
    assert max(map(cell_len, text_of(bars, 30))) <= 30


# The canvas


def test_dots_fill_quadrants() -> None:
    canvas = Canvas(2, 1)
    canvas.dot(0, 0)
    canvas.dot(3, 1)
    assert canvas.lines() == [(("▘▗", ""),)]
    for x in range(4):
        for y in range(2):
            canvas.dot(x, y)
    assert canvas.lines() == [(("██", ""),)]
    assert len(set(QUADRANTS)) == 16


def test_outside_of_the_canvas_nothing_happens() -> None:
    canvas = Canvas(1, 1)
    for place in ((-1, 0), (0, -1), (2, 0), (0, 2)):
        canvas.dot(*place)
    canvas.put(-1, 0, "ab")
    canvas.put(0, 5, "c")
    assert canvas.lines() == [(("b", ""),)]


def test_a_line_reaches_both_ends_whichever_way() -> None:
    for ends in ((0, 0, 7, 3), (7, 3, 0, 0), (0, 3, 7, 0), (3, 0, 3, 3), (0, 2, 7, 2)):
        there, back = Canvas(4, 2), Canvas(4, 2)
        there.line(*ends)
        back.line(*ends[2:], *ends[:2])
        for canvas in (there, back):
            text = "".join(run for line in canvas.lines() for run, _ in line)
            assert text.strip()
        assert sum(c != " " for run in there.lines() for t, _ in run for c in t) == sum(
            c != " " for run in back.lines() for t, _ in run for c in t
        )


def test_a_ground_is_seen_only_where_nothing_else_is() -> None:
    canvas = Canvas(4, 1)
    canvas.put(0, 0, "────", "dim", ground=True)
    canvas.dot(2, 0, "chart")
    canvas.put(3, 0, "●", "good")
    assert canvas.lines() == [(("─", "dim"), ("▘", "chart"), ("─", "dim"), ("●", "good"))]


# Texts that are wider than they are long


WIDE = "顧客の声"


@pytest.mark.parametrize("width", [24, 33, 60])
def test_wide_characters_take_two_cells_and_columns_still_stand_below_each_other(width: int) -> None:
    bars = BarChart("", (Bar(WIDE, 3, f"三 {WIDE}"), Bar("no time", 1, "1 of 4")))
    spans = IntervalChart("", (Span(WIDE, 0.5, 0.3, 0.7, "十 of 20"), Span("Lee", 0.1, 0.05, 0.2, "4 of 40")))
    for chart in (bars, spans):
        first, second = chart_lines(chart, width)[:2]
        assert (
            cell_len("".join(text for text, _ in first))
            == cell_len("".join(text for text, _ in second))
            == width
        )


def test_wide_labels_of_axis_and_dots_push_nothing_aside() -> None:
    values = replace(CHANGED, labels=tuple(f"{number}月" for number in range(1, 8)), marks=(Mark(5, WIDE),))
    dots = replace(FUNNEL, dots=(Dot(WIDE, 20, 0.5), Dot("Dov", 40, 0.1, True)))
    for chart in (values, dots):
        assert max(map(cell_len, text_of(chart, 60))) <= 60
    assert f"┊ {WIDE}" in "\n".join(text_of(values, 60))
    assert WIDE in "\n".join(text_of(dots, 60))


def test_a_canvas_cuts_no_wide_character_in_two_and_drops_what_has_no_width() -> None:
    canvas = Canvas(5, 1)
    canvas.put(0, 0, "a客b\u0301客")
    assert "".join(text for text, _ in canvas.lines()[0]) == "a客b "
    assert not canvas.is_free(2, 0, 1), "the second half of it"


def test_what_stands_on_an_axis_is_one_harmless_line() -> None:
    hostile = replace(CHANGED, labels=("\x1b[2J1 Oct\n",) * 7, marks=(Mark(5, "re\x1b]0;x\x07vised\n"),))
    text = "\n".join(text_of(hostile, 80))
    assert "\x1b" not in text and "\x07" not in text
    assert len(text.split("\n")) == len(text_of(CHANGED, 80))


def test_the_legend_goes_on_below_where_it_does_not_fit_and_the_chart_keeps_its_height() -> None:
    marks = tuple(Mark(place, f"revision of {place} November") for place in (2, 4, 5))
    chart = replace(CHANGED, marks=marks, said="")
    lines = text_of(chart, 40, 14)
    assert 13 <= len(lines) <= 15
    assert [mark.label in "\n".join(lines) for mark in marks] == [True] * 3
