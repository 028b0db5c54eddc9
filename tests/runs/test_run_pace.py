"""Pace: the time of a call against the boxes of its steps."""

from __future__ import annotations

import pytest

from playbook.runs.pace import Pace
from tests.runs.driver import PLAIN, Rep, page, step

BOXED = page(step("a", seconds=60), step("b", seconds=120), step("c"), step("d", seconds=30))


def test_what_was_gone_through_counts_whole_and_the_step_at_hand_only_what_goes_over() -> None:
    rep = Rep(BOXED)
    assert rep.view.pace == Pace(0.0, 210.0, True)
    rep.at = 40.0
    assert rep.view.pace == Pace(0.0, 170.0, True)
    rep.at = 70.0
    assert rep.view.pace == Pace(10.0, 150.0, True)
    rep.next_step(at=100.0)
    assert rep.view.pace == Pace(40.0, 150.0, True)
    rep.next_step(at=110.0)
    assert rep.view.pace == Pace(-70.0, 30.0, True)


def test_a_step_left_out_is_not_planned_for_and_time_without_a_box_does_not_count() -> None:
    rep = Rep(BOXED).skip("no time", at=20.0)
    assert rep.view.pace == Pace(20.0, 150.0, True)
    rep.go_to("c", at=20.0)
    rep.at = 500.0
    assert rep.view.pace == Pace(20.0, 150.0, True)


@pytest.mark.parametrize(
    ("behind", "word"), [(30.0, "in time"), (30.5, "behind"), (-30.0, "in time"), (-31.0, "ahead")]
)
def test_half_a_minute_either_way_is_in_time(behind: float, word: str) -> None:
    assert Pace(behind, 0.0, True).word == word


def test_a_play_without_boxes_has_no_pace() -> None:
    assert Rep(PLAIN).view.pace == Pace()
