"""Steps that were left out before the call: passed by, gone to all the same, and on record with their reason."""

from __future__ import annotations

from collections.abc import Sequence

from playbook.plays.model import Page
from playbook.plays.parse import read_page
from playbook.runs import machine
from playbook.runs.finish import finish
from playbook.runs.fold import LEFT_OUT
from playbook.runs.model import OpenRun

TEXT = """\
## Open

> Hi.

## Find the cost

> What does it cost?

## Small talk (optional)

> Nice weather.

## Close

> Thanks.
"""


def page() -> Page:
    return read_page(TEXT.encode(), "plays/x.md")


def begun(*left_out: str) -> OpenRun:
    return machine.start(
        page(), id="r" * 16, rep="lee", started="2026-11-20T10:00:00.000Z", blob="b" * 40, left_out=left_out
    )


def walked(run: OpenRun) -> list[str]:
    """Return the steps that going on leads through."""
    found = []
    for second in range(1, 9):
        view = machine.view(page(), run, second)
        if view.at not in {step.id for step in page().steps}:
            break
        found.append(view.at)
        run = machine.next_step(page(), run, second)
    return found


def states(run: OpenRun) -> list[tuple[str, str, str]]:
    made = finish(page(), run, 60.0, "2026-11-20T10:05:00.000Z")
    return [(step.id, step.state, step.reason) for step in made.steps]


def done(run: OpenRun, steps: Sequence[str]) -> OpenRun:
    run = machine.connect(page(), run, 1.0, "connected")
    for second, _ in enumerate(steps, 2):
        run = machine.next_step(page(), run, second)
    return machine.set_ending(page(), run, 30.0, result="advance", commitment="done")


def test_going_on_passes_by_what_was_left_out() -> None:
    assert walked(begun()) == ["open", "find-the-cost", "small-talk", "close"]
    assert walked(begun("find-the-cost", "small-talk")) == ["open", "close"]


def test_a_run_begins_in_the_first_step_that_was_not_left_out() -> None:
    assert walked(begun("open")) == ["find-the-cost", "small-talk", "close"]


def test_a_left_out_step_is_no_work_so_nobody_may_have_picked_up() -> None:
    run = machine.connect(page(), begun("open"), 3.0, "no-answer")
    assert machine.view(page(), run, 3.0).connect == "no-answer"


def test_they_are_on_record_with_the_reason_skipped_where_required_and_left_out_where_optional() -> None:
    run = done(begun("find-the-cost", "small-talk"), ["open", "close"])
    assert states(run) == [
        ("open", "done", ""),
        ("find-the-cost", "skipped", LEFT_OUT),
        ("small-talk", "left-out", LEFT_OUT),
        ("close", "done", ""),
    ]


def test_one_can_go_there_all_the_same_and_do_it() -> None:
    run = machine.connect(page(), begun("find-the-cost"), 1.0, "connected")
    run = machine.go_to(page(), run, 2.0, "find-the-cost")
    assert machine.view(page(), run, 2.0).at == "find-the-cost"
    run = machine.next_step(page(), run, 3.0)
    run = machine.set_ending(page(), run, 30.0, result="advance", commitment="done")
    assert ("find-the-cost", "done", "") in states(run)


def test_all_of_a_play_cannot_be_left_out_and_unknown_steps_are_not_kept() -> None:
    every = [step.id for step in page().steps]
    assert begun(*every).left_out == ()
    assert begun("close", "nowhere").left_out == ("close",)
