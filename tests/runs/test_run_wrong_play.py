"""A run that was left for another play: it ended when it was left, and is as private as the one that goes on."""

from __future__ import annotations

import pytest

from playbook.runs import machine
from playbook.runs.model import OpenRun
from playbook.runs.wrong_play import finish_left, is_left, waits
from tests.runs.driver import FIRST_CALL, PLAIN, Rep


def switched() -> tuple[OpenRun, OpenRun]:
    rep = Rep().connect("connected").note("Not theirs", at=42.5)
    return machine.switch(
        FIRST_CALL, rep.run, 90.0, PLAIN, id="r2", blob="b2", started="2026-11-21T18:16:30.000Z"
    )


def test_it_waits_as_long_as_the_one_that_goes_on_is_open() -> None:
    left, new = switched()
    assert (is_left(left), is_left(new)) == (True, False)
    assert waits(left, [left, new])
    assert not waits(left, [left])
    assert not waits(new, [left, new])


@pytest.mark.parametrize("private", [True, False])
def test_it_ended_when_it_was_left(private: bool) -> None:
    left, _ = switched()
    made = finish_left(FIRST_CALL, left, private=private)
    assert (made.started, made.ended, made.seconds) == (
        "2026-11-21T18:15:00.000Z", "2026-11-21T18:16:30.000Z", 90.0,
    )  # fmt: skip
    assert (made.wrong_play, made.result, [note.text for note in made.notes]) == (True, "", ["Not theirs"])
    assert finish_left(FIRST_CALL, left) == made
