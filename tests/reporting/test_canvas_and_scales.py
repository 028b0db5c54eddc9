"""The canvas and the scales of charts at their edges."""

from __future__ import annotations

import pytest

from playbook.reporting.canvas import Canvas
from playbook.reporting.model import (
    Dot,
    FunnelChart,
    IntervalChart,
    LineChart,
    points,
)
from playbook.reporting.plots import bounds, funnel_scales, line_scale, reach_of
from playbook.reporting.scale import Scale, scale_of, tick_text

# Canvas and scales


@pytest.mark.parametrize(("width", "height"), [(0, 0), (0, 3), (3, 0)])
def test_a_canvas_without_room_takes_everything_and_shows_nothing(width: int, height: int) -> None:
    canvas = Canvas(width, height)
    canvas.line(-3, -3, 9, 9)
    canvas.put(0, 0, "text")
    canvas.put(0, 0, "text", ground=True)
    assert canvas.lines() == [()] * height


def test_a_text_is_cut_on_both_sides_and_only_its_own_cells_are_taken() -> None:
    canvas = Canvas(4, 1)
    canvas.put(-2, 0, "abcdefgh", "dim")
    assert canvas.lines() == [(("cdef", "dim"),)]
    canvas = Canvas(6, 1)
    canvas.put(2, 0, "ab")
    assert [canvas.is_free(x, 0, 2) for x in range(5)] == [True, False, False, False, True]
    assert canvas.is_free(2, 0, 0)
    assert canvas.is_free(2, 5, 2)


def test_the_last_look_of_a_cell_wins_and_its_dots_add_up() -> None:
    canvas = Canvas(1, 1)
    canvas.dot(0, 0, "first")
    canvas.dot(1, 1, "second")
    canvas.dot(1, 1, "second")
    assert canvas.lines() == [(("▚", "second"),)]


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_stretches_no_scale(bad: float) -> None:
    assert scale_of([bad, 2.0, 4.0]) == scale_of([2.0, 4.0])
    assert scale_of([bad]) == scale_of([]) == Scale(0.0, 1.0)
    assert bounds([bad, 3.0, -1.0]) == (-1.0, 3.0)
    assert bounds([bad]) == bounds([]) == (0.0, 0.0)


@pytest.mark.parametrize("value", [-1e12, -7.0, 0.0, 1e-12, 3.0, 1e12])
def test_one_value_alone_lies_within_a_scale_of_some_height(value: float) -> None:
    scale = scale_of([value, value])
    assert scale.low < scale.high
    assert 0 < scale.at(value) < 1
    assert (scale.at(float("-inf")), scale.at(float("inf"))) == (0.0, 1.0)


def test_scales_hold_limits_and_references_as_well_as_values() -> None:
    chart = LineChart("", (10.0, 12.0), (), mean=11.0, lower=-40.0, upper=90.0, unit="number")
    assert line_scale(chart).low <= -40
    assert line_scale(chart).high >= 90
    assert line_scale(LineChart("", (0.6, 0.7), ())).low == 0.0
    assert reach_of(IntervalChart("", (), 0.5, "points")).at(0.5) == pytest.approx(0.5)
    across, up = funnel_scales(FunnelChart("", (Dot("a", 0, 1.0),), 0.5, (), ()))
    assert (across.low, up) == (-1.0, Scale(0.0, 1.0))


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.0, "points", "0"),
        (0.05, "points", "+5"),
        (-1.0, "points", "−100"),
        (0.0, "share", "0%"),
        (0.125, "share", "12.5%"),
        (1.0, "share", "100%"),
        (1_500_000.0, "number", "1.5e+06"),
        (-2.5, "number", "-2.5"),
    ],
)
def test_what_stands_at_the_ends_of_an_axis(value: float, unit: str, text: str) -> None:
    assert tick_text(value, unit) == text


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (-1.0, 1.0, "−100 to +100"),
        (-0.03, 0.12, "−3 to +12"),
        (0.2, 0.2, "+20 to +20"),
        (0.0, 0.0, "+0 to +0"),
    ],
)
def test_an_interval_of_differences_has_signs(low: float, high: float, text: str) -> None:
    assert points(low, high) == text
