"""Debrief: all steps of a play at once."""

from __future__ import annotations

import pytest

from playbook.plays.parse import parse_page
from playbook.runs import machine
from playbook.runs.debrief import all_done, every_block
from playbook.runs.errors import RunError
from playbook.runs.model import OpenRun
from playbook.runs.views import QuestionView, TodoView

TEXT = """\
# Review

## Open

- [ ] Greet

### How was it?

- Good
- Bad → [Mend](#mend)

## Legal

> [!IMPORTANT]
> Say that it is recorded.

## Numbers (by service)

Theirs.

## Agree

### When?

## Mend (branch)

Sorry.

→ [Agree](#agree)
"""
PAGE = parse_page(TEXT, "plays/review.md")


def start(mode: str = "debrief") -> OpenRun:
    return machine.start(PAGE, id="r1", rep="lee", started="2026-11-20T10:00:00Z", blob="b", mode=mode)  # type: ignore[arg-type]


def states(run: OpenRun) -> dict[str, str]:
    return {step.id: step.state for step in machine.view(PAGE, run).steps}


def test_all_done_is_every_open_step_of_mine_but_those_with_a_notice() -> None:
    made = all_done(PAGE, start(), 5.0)
    assert (made.done, made.waiting) == (("open", "agree"), ("legal",))
    assert states(made.run) == {
        "open": "done", "legal": "open", "numbers": "open", "agree": "done", "mend": "not-taken",
    }  # fmt: skip
    assert [(e.seconds, e.kind) for e in made.run.events] == [(5.0, "done"), (5.0, "done")]


def test_what_was_skipped_or_done_already_stays_as_it_is() -> None:
    run = machine.skip(PAGE, machine.tick(PAGE, start(), 1.0, "open"), 2.0, "no time", "agree")
    made = all_done(PAGE, machine.acknowledge(PAGE, run, 3.0, "legal/" + notice()), 4.0)
    assert (made.done, made.waiting) == (("legal",), ())
    again = all_done(PAGE, made.run, 5.0)
    assert (again.done, again.waiting, again.run is made.run) == ((), (), True)


def notice() -> str:
    step = PAGE.step("legal")
    assert step is not None
    return step.notices[0].id


def test_it_goes_where_the_answers_lead() -> None:
    run = machine.answer(PAGE, start(), 1.0, "open/how-was-it", "Bad")
    assert all_done(PAGE, run, 2.0).done == ("open", "mend", "agree")


def test_nothing_can_be_done_in_a_call_that_reached_nobody() -> None:
    run = machine.connect(PAGE, start("call"), 1.0, "no-answer")
    with pytest.raises(RunError, match="Nobody was reached"):
        all_done(PAGE, run, 2.0)


def test_every_step_shows_what_was_ticked_and_answered() -> None:
    run = machine.tick(
        PAGE, machine.answer(PAGE, start(), 1.0, "agree/when", ["Friday"]), 2.0, "open", "greet"
    )
    blocks = every_block(PAGE, run)
    assert list(blocks) == ["open", "legal", "numbers", "agree", "mend"]
    (todo,) = [block for block in blocks["open"] if isinstance(block, TodoView)]
    (when,) = [block for block in blocks["agree"] if isinstance(block, QuestionView)]
    assert (todo.ticked, when.text) == (True, "Friday")
