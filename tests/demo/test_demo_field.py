"""Holding a call: the play is gone through as a rep's keys would."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from playbook.clock import stamp
from playbook.demo.calls import Call, Heard
from playbook.demo.customers import Customer
from playbook.demo.field import Holding
from playbook.demo.habits import Habit
from playbook.demo.shelf import Edition
from playbook.library.blobs import blob_id
from playbook.plays.parse import read_page
from playbook.records.model import Run
from playbook.runs import machine
from playbook.runs.finish import finish

TEXT = """\
---
title: Small call
stage: discover
---

A call.

## Open (1 min)

> [!IMPORTANT]
> Ask before you record.

> Hello.

- [ ] Ask how long they have

### May you ask?

- Yes
- No → [Leave](#leave-branch)

## Cost (2 min, must)

### What does it cost?

### Who feels it?

- Finance
- [Velantis](../battlecards/velantis-suite.md)

## Read back (1 min)

> Have I got it right?

## Next step (1 min, must)

- [ ] Agree a date

## Thanks (30 s, optional)

> Thank you.

## Leave (branch)

> Goodbye.

→ [End](#end)
"""
PLAY = "plays/small"
PAGE = read_page(TEXT.encode(), f"{PLAY}.md")
EDITION = Edition(PAGE, TEXT.encode(), blob_id(TEXT.encode()), "c1")
CUSTOMER = Customer("Ardenne Kitchens", "lee", 4, 12, "Sabine Clerc", "head of logistics", "new-warehouse")
PLAIN = Habit(pace=1.0, ticks=1.0)
STARTED = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)


def call(**facts: object) -> Call:
    return replace(Call(account="ardenne", play=PLAY, back=2, result="advance"), **facts)  # type: ignore[arg-type]


def hold(one: Call, habit: Habit = PLAIN, *, seed: int = 1, by_the_book: bool = False) -> tuple[Holding, Run]:
    """Return the call held, and its record."""
    run = machine.start(PAGE, id="r1", rep="lee", started=stamp(STARTED), blob=EDITION.blob, mode=one.mode)
    holding = Holding(one, EDITION, run, CUSTOMER, habit, random.Random(seed), by_the_book)
    holding.ring()
    if one.connect == "connected":
        holding.talk()
        holding.act(machine.set_ending, result=one.result)
    return holding, finish(PAGE, holding.run, holding.seconds, stamp(STARTED))


def states(run: Run) -> dict[str, tuple[str, str]]:
    return {step.id: (step.state, step.reason) for step in run.steps}


def done(run: Run) -> list[str]:
    return [step for _, step, event in run.trace if event == "done"]


YES = {"may-you": "yes", "what-does": "€3,800", "who-feels": "finance"}


def test_the_play_is_gone_through_in_its_order() -> None:
    _, run = hold(call(said=YES))
    assert done(run)[:4] == ["open", "cost", "read-back", "next-step"]
    assert {answer.question: answer.values for answer in run.answers} == {
        "open/may-you-ask": ("yes",),
        "cost/what-does-it-cost": ("€3,800",),
        "cost/who-feels-it": ("finance",),
    }
    assert {step.id: step.todos for step in run.steps if step.todos} == {
        "open": ("ask-how-long-they-have",),
        "next-step": ("agree-a-date",),
    }
    assert run.result == "advance"


def test_steps_take_about_their_time() -> None:
    _, slow = hold(call(said=YES), replace(PLAIN, pace=2.0))
    _, quick = hold(call(said=YES), replace(PLAIN, pace=0.5))
    for run, pace in ((slow, 2.0), (quick, 0.5)):
        seconds = {step.id: step.seconds for step in run.steps}
        assert 60 * pace < seconds["cost"] < 240 * pace
        assert 30 * pace < seconds["read-back"] < 120 * pace
    assert slow.seconds > 2 * quick.seconds


def test_a_no_leads_away() -> None:
    _, run = hold(call(said={"may-you": "no"}, result="declined"))
    assert done(run) == ["open", "leave"]
    assert states(run)["cost"] == ("not-reached", "")


@pytest.mark.parametrize(
    ("how", "low", "high"),
    [
        ("no-answer", 18, 34),
        ("voicemail", 38, 62),
        ("gatekeeper", 45, 90),
        ("wrong-person", 50, 100),
        ("no-show", 300, 480),
        ("rescheduled", 40, 80),
    ],
)
def test_reaching_nobody(how: str, low: float, high: float) -> None:
    _, run = hold(call(connect=how, result=None))
    assert run.connect == how
    assert low <= run.seconds <= high
    assert done(run) == []


def test_a_step_is_left_out_for_its_reason() -> None:
    _, run = hold(call(said=YES, skips={"read": "already known"}))
    assert states(run)["read-back"] == ("skipped", "already known")


def test_a_conversation_stops_in_a_step() -> None:
    _, run = hold(call(said=YES, stop="cost", result="continuation"))
    assert done(run) == ["open"]
    assert states(run)["cost"] == ("skipped", "ended here")
    assert states(run)["next-step"] == ("not-reached", "")
    assert [answer.question for answer in run.answers][-1] == "cost/who-feels-it"


def test_no_time_leaves_only_what_must_be() -> None:
    _, run = hold(call(said=YES, short="read"))
    assert done(run) == ["open", "cost", "next-step"]
    assert states(run)["read-back"] == ("skipped", "no time")


HABITUAL = Habit(
    pace=1.0, ticks=1.0, leaves={PLAY: "read-back"}, reasons=("no time",), first={PLAY: ("open", "cost")}
)


def test_a_habit_leaves_out_and_does_first() -> None:
    _, run = hold(call(said=YES), HABITUAL)
    assert done(run)[:3] == ["cost", "open", "next-step"]
    assert states(run)["read-back"] == ("skipped", "no time")


def test_by_the_book_there_is_no_habit() -> None:
    _, run = hold(call(said=YES), HABITUAL, by_the_book=True)
    assert done(run)[:4] == ["open", "cost", "read-back", "next-step"]


def test_a_habit_leaves_nothing_out_of_a_call_that_went_nowhere() -> None:
    _, run = hold(call(said=YES, result="continuation"), HABITUAL)
    assert states(run)["read-back"] == ("done", "")


def test_what_is_left_out_is_not_done_first() -> None:
    _, run = hold(call(said=YES, skips={"cost": "already known"}), HABITUAL)
    assert done(run)[0] == "open"
    assert states(run)["cost"] == ("skipped", "already known")


def test_lookups_gaps_and_notes_happen_in_their_step() -> None:
    heard = Heard("cost", "objections/too-expensive", "price", "partly")
    _, run = hold(call(said=YES, heard=(heard,), gaps={"read": "SAP"}, notes={"next": "Dawn comes too."}))
    assert [(one.page, one.words, one.settled) for one in run.opened] == [
        ("objections/too-expensive", "price", "partly")
    ]
    assert [one.words for one in run.gaps] == ["SAP"]
    assert [(note.text, note.step) for note in run.notes] == [("Dawn comes too.", "next-step")]


def test_a_battlecard_that_an_answer_offers_is_looked_at() -> None:
    _, run = hold(call(said=YES | {"who-feels": "velantis"}))
    assert [one.page for one in run.opened] == ["battlecards/velantis-suite"]
    assert run.opened[0].settled in ("yes", "partly")


def test_an_optional_step_is_left_out_now_and_then() -> None:
    found = {states(hold(call(said=YES), seed=seed)[1])["thanks"] for seed in range(12)}
    assert found == {("done", ""), ("left-out", "")}


def test_a_debrief_is_filled_in_within_minutes_and_asks_nothing_of_the_phone() -> None:
    holding, run = hold(call(said=YES, mode="debrief"))
    assert run.mode == "debrief"
    assert holding.seconds < 120
    assert [event for _, _, event in run.trace if event.startswith("connect")] == []


def test_feedback_has_its_moment_in_every_step_that_was_stood_in() -> None:
    holding, run = hold(call(said=YES))
    assert {"open", "cost", "read-back", "next-step"} <= set(holding.moments)
    assert sorted(holding.moments.values()) == list(holding.moments.values())
    assert all(0 < at < run.seconds for at in holding.moments.values())


def test_a_finger_slips_now_and_then_and_is_taken_back() -> None:
    slipped = 0
    for seed in range(40):
        _, run = hold(call(said=YES), seed=seed)
        undone = [event for _, _, event in run.trace if event.startswith("undone:tick:")]
        slipped += len(undone)
        assert {step.id: step.todos for step in run.steps if step.todos} == {
            "open": ("ask-how-long-they-have",),
            "next-step": ("agree-a-date",),
        }
    assert 1 <= slipped <= 12


def test_the_same_chance_holds_the_same_call() -> None:
    assert hold(call(said=YES), seed=5)[1] == hold(call(said=YES), seed=5)[1]
    assert hold(call(said=YES), seed=5)[1] != hold(call(said=YES), seed=6)[1]
