"""Ticked while it happened, or filled in afterwards?"""

from __future__ import annotations

import pytest

from playbook.coaching.plausibility import filled_in_afterwards
from playbook.records.model import Run
from tests.coaching.calls import call

STEPS = "abcdefghij"


def ticked(*times: float, ended: float = 600.0, mode: str = "call", event: str = "done") -> Run:
    trace = [(0.0, "a", "start")]
    trace += [(at, step, event) for at, step in zip(times, STEPS, strict=False)]
    steps = " ".join(f"{step}+" for step in STEPS[: len(times)])
    return call(steps, mode=mode, seconds=ended, trace=(*trace, (ended, "", "finish")))


def test_ten_ticks_in_twenty_seconds_at_the_end_were_filled_in() -> None:
    assert filled_in_afterwards(ticked(*range(580, 600, 2))) == set(STEPS)


def test_a_call_ticked_as_it_went_was_not() -> None:
    assert filled_in_afterwards(ticked(*range(60, 660, 60))) == set()


def test_only_the_burst_is_named() -> None:
    run = ticked(30, 90, 590, 591, 592, 593, 594)
    assert filled_in_afterwards(run) == {"c", "d", "e", "f", "g"}


@pytest.mark.parametrize(
    ("times", "named"),
    [
        ((590, 591, 592, 593), set()),  # four are a quick hand
        ((590, 591, 592, 593, 594), set("abcde")),
        ((590, 592, 594, 596, 600), set("abcde")),  # five within ten seconds
        ((590, 592, 594, 596, 600.1), set()),
        ((299, 300, 301, 302, 303), set()),  # in the first half of the call
        ((300, 301, 302, 303, 304), set("abcde")),
        ((), set()),
    ],
)
def test_where_a_burst_begins(times: tuple[float, ...], named: set[str]) -> None:
    assert filled_in_afterwards(ticked(*times)) == named


@pytest.mark.parametrize("times", [(0.0,) * 8, tuple(range(-20, -10)), (-5.0, 0, 0, 0, 0, 0)])
def test_a_clock_that_stood_still_or_ran_backwards_does_not_tell(times: tuple[float, ...]) -> None:
    assert filled_in_afterwards(ticked(*times, ended=min(times))) == set()


@pytest.mark.parametrize("mode", ["debrief", "prep"])
def test_a_debrief_says_so_itself(mode: str) -> None:
    assert filled_in_afterwards(ticked(*range(580, 600, 2), mode=mode)) == set()


@pytest.mark.parametrize(
    ("event", "counts"),
    [
        ("tick:confirm", True),
        ("answer:a/how", True),
        ("done", True),
        ("enter", False),
        ("undone:done", False),
    ],
)
def test_what_is_a_tick(event: str, counts: bool) -> None:
    assert bool(filled_in_afterwards(ticked(*range(580, 600, 2), event=event))) is counts


def test_a_step_that_was_ticked_earlier_too_was_worked_in_on_the_call() -> None:
    run = call(
        "a+ b+ c+ d+ e+",
        trace=(
            (100.0, "a", "tick:x"),
            *((590.0 + place, step, "done") for place, step in enumerate("abcde")),
            (600.0, "", "finish"),
        ),
    )
    assert filled_in_afterwards(run) == set("bcde")


def test_a_run_without_a_trace_is_taken_at_its_word() -> None:
    assert filled_in_afterwards(call("a+ b+", "")) == set()
