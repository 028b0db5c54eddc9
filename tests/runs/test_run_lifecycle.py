"""Starting, connecting, parking, resuming, and the time all of it takes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from playbook.clock import FixedClock
from playbook.plays.model import Page, TalkTrack
from playbook.runs import machine
from playbook.runs.clock import AWAY, RunClock, wall_seconds
from playbook.runs.errors import RunError, RunsElsewhereError
from playbook.runs.model import OpenRun, RunEvent
from tests.runs.driver import FIRST_CALL, PLAIN, STARTED, Rep, page, step


def test_a_run_holds_what_it_was_started_with() -> None:
    run = machine.start(
        FIRST_CALL,
        id="r1",
        rep="lee",
        started=STARTED,
        blob="b1",
        commit="c1",
        mode="debrief",
        channel="video",
        direction="outbound",
        account="acme",
        opportunity="big",
        deal_stage="qualify",
        amount=48_000.0,
        currency="EUR",
        contacts=["p1", "p2"],
        triggers=["demo-request"],
        variant="b",
        fields={"rep.name": "Lee"},
    )
    assert run == OpenRun(
        id="r1",
        play="plays/discover/first-call",
        title="First discovery call",
        path="plays/discover/first-call.md",
        blob="b1",
        started=STARTED,
        rep="lee",
        commit="c1",
        mode="debrief",
        channel="video",
        direction="outbound",
        account="acme",
        opportunity="big",
        deal_stage="qualify",
        amount=48_000.0,
        currency="EUR",
        contacts=("p1", "p2"),
        triggers=("demo-request",),
        variant="b",
        fields={"rep.name": "Lee"},
    )
    view = machine.view(FIRST_CALL, run)
    assert (view.id, view.title, view.account, view.opportunity, view.mode) == (
        "r1",
        "First discovery call",
        "acme",
        "big",
        "debrief",
    )
    assert (view.people, view.fields) == (("p1", "p2"), {"rep.name": "Lee"})
    assert (view.play, view.step_title, view.time_box) == ("plays/discover/first-call", "Open", 60)


def test_a_pages_own_variant_is_the_runs() -> None:
    assert Rep(page(step("a"), variant="short")).run.variant == "short"


def test_a_page_without_steps_cannot_be_run() -> None:
    empty = Page(id="p", path="p.md", title="Notes")
    with pytest.raises(RunError, match=r"^“Notes” has no steps, so it cannot be run\. Open it to read\.$"):
        Rep(empty)
    with pytest.raises(RunError, match=r"^“Notes” has no steps"):
        machine.view(empty, OpenRun("r", "p", "P", "b", STARTED, "lee"))


def test_a_run_of_another_page_is_refused() -> None:
    with pytest.raises(
        RunsElsewhereError,
        match=r"^This run is of the play “First discovery call”, not of “Plain”\. Open that play to go on\.$",
    ):
        machine.next_step(PLAIN, Rep().run, 1)


def test_a_run_shown_another_revision_says_which_step_is_missing() -> None:
    run = Rep(PLAIN).next_step().run
    newer = page(step("a"), step("z"), id_="plays/plain", title="Plain")
    with pytest.raises(
        RunError,
        match=r"^The step “b” this run stands in is not in “Plain”\. Open the revision it began with\.$",
    ):
        machine.view(newer, run)


def test_what_a_page_says_is_harmless_in_a_refusal() -> None:
    rep = Rep(page(step("a", title="\x1b[31mA\nB")))
    with pytest.raises(RunError) as refused:
        rep.skip("")
    assert str(refused.value) == "Say why “␛[31mA B” is skipped: no time, not relevant, customer led, …"
    with pytest.raises(RunError) as refused:
        rep.go_to("\x1b]0;x\x07")
    assert str(refused.value) == "There is no step “␛]0;x␇”."


def test_a_call_asks_first_how_it_was_picked_up() -> None:
    assert Rep().view.ask_connect
    assert not Rep(mode="debrief").view.ask_connect
    assert not Rep(mode="prep").view.ask_connect
    assert not Rep().connect("connected").view.ask_connect
    assert not Rep().next_step().view.ask_connect
    assert Rep().note("rings").view.ask_connect


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("no-answer", "no answer"),
        ("voicemail", "voicemail"),
        ("gatekeeper", "gatekeeper"),
        ("wrong-person", "wrong person"),
        ("no-show", "no-show"),
        ("rescheduled", "rescheduled"),
    ],
)
def test_a_call_that_reached_nobody_is_over(how: str, said: str) -> None:
    rep = Rep().connect(how)
    view = rep.view
    assert view.over
    assert view.connect == how
    why = (
        f"Nobody was reached ({said}), so there is no step to work on. "
        "Undo that, or say that you are connected."
    )
    assert (view.can.next, view.can.work, view.can.skip, view.can.back, view.can.short) == (why,) * 5
    for act in (rep.next_step, rep.tick, rep.back, rep.short, rep.acknowledge):
        with pytest.raises(RunError) as refused:
            act()
        assert str(refused.value) == why
    assert rep.note("call again on Friday").view.notes[0].text == "call again on Friday"
    record = rep.finish()
    assert (record.connect, record.result) == (how, "")
    assert {line.state for line in record.steps} == {"not-reached", "not-taken"}


def test_a_voicemail_has_its_script() -> None:
    script = step("voicemail", TalkTrack(("I'll try again tomorrow.",)), reference=True)
    rep = Rep(page(step("a"), script))
    assert rep.view.script is None
    assert rep.connect("no-answer").view.script is None
    assert rep.connect("voicemail").view.script == script
    assert Rep(PLAIN).connect("voicemail").view.script is None


def test_a_gatekeeper_who_puts_one_through() -> None:
    rep = Rep().connect("gatekeeper").connect("connected")
    assert not rep.view.over
    assert rep.next_step().view.at == "find-the-cost"


def test_how_it_was_picked_up_is_checked() -> None:
    rep = Rep()
    with pytest.raises(
        RunError, match=r"^“voicemal” does not say how the call was picked up\. Did you mean voicemail\?$"
    ):
        rep.connect("voicemal")
    with pytest.raises(RunError, match=r"Did you mean connected or no-answer or voicemail or gatekeeper or"):
        rep.connect("zzz")
    rep.connect("connected")
    with pytest.raises(RunError, match=r"^It says connected already\.$"):
        rep.connect("connected")
    rep.next_step()
    with pytest.raises(
        RunError,
        match=r"^Steps were worked on in this call, so somebody was reached\. Undo them before saying no answer\.$",
    ):
        rep.connect("no-answer")


def test_ringing_belongs_to_no_step() -> None:
    rep = Rep(PLAIN).connect("connected", at=20.0)
    rep.at = 25.0
    assert (rep.view.seconds, rep.view.step_seconds) == (25.0, 5.0)
    assert rep.connect("gatekeeper", at=30.0).connect("connected", at=40.0).view.step_seconds == 0.0


def test_time_of_a_step_that_was_worked_in_before_connect_was_said_stays() -> None:
    rep = Rep(PLAIN).next_step(at=10.0).connect("connected", at=20.0)
    assert (rep.step("a").seconds, rep.step("b").seconds) == (10.0, 10.0)


def test_time_is_counted_for_the_step_it_stands_in_over_all_visits() -> None:
    rep = Rep(PLAIN).next_step(at=10.0).back(at=15.0).next_step(at=18.0)
    rep.at = 20.5
    assert (rep.step("a").seconds, rep.step("b").seconds) == (13.0, 7.5)
    assert (rep.view.seconds, rep.view.step_seconds) == (20.5, 7.5)


def test_time_at_the_end_belongs_to_no_step() -> None:
    rep = Rep(PLAIN).go_to("#end", at=10.0)
    record = rep.finish("continuation", at=100.0)
    assert record.seconds == 100.0
    assert [line.seconds for line in record.steps] == [10.0, 0.0, 0.0, 0.0, 0.0]


def test_a_debrief_has_no_time_in_steps() -> None:
    record = Rep(PLAIN, mode="debrief").tick("a", at=60.0).finish("declined", at=120.0)
    assert record.seconds == 120.0
    assert [line.seconds for line in record.steps] == [0.0] * 5


def test_parked_time_counts_nowhere() -> None:
    rep = Rep(PLAIN).next_step(at=10.0).park(at=20.0)
    rep.at = 300.0
    assert (rep.view.seconds, rep.view.step_seconds, rep.view.parked) == (20.0, 10.0, True)
    rep.resume(at=320.0)
    rep.at = 325.0
    assert (rep.view.seconds, rep.view.step_seconds, rep.view.parked) == (25.0, 15.0, False)
    record = rep.finish("advance", at=330.0)
    assert record.seconds == 30.0
    assert record.trace[-3:] == ((20.0, "b", "park"), (320.0, "b", "resume"), (330.0, "", "finish"))


def test_a_parked_run_waits() -> None:
    rep = Rep().opened("objections/price").park()
    why = "This run is parked. Resume it first."
    can = rep.view.can
    assert (can.next, can.work, can.undo, can.mark) == (why,) * 4
    assert can.park == "This run is parked already."
    assert can.resume == ""
    acts: tuple[Callable[[], Rep], ...] = (
        rep.next_step,
        rep.undo,
        rep.mark,
        lambda: rep.connect("voicemail"),
        lambda: rep.settle("yes"),
        lambda: rep.opened("x"),
        lambda: rep.gap("x"),
        lambda: rep.go_to("find-the-cost"),
        lambda: rep.reword(0, 0),
    )
    for act in acts:
        with pytest.raises(RunError) as refused:
            act()
        assert str(refused.value) == why
    with pytest.raises(RunError, match=r"^This run is parked already\.$"):
        rep.park()
    rep.note("she calls back at four").set_ending(next="call back")
    assert rep.view.notes[0].text == "she calls back at four"
    rep.resume()
    with pytest.raises(RunError, match=r"^This run is not parked\.$"):
        rep.resume()
    assert rep.view.can.resume == "This run is not parked."


def test_a_parked_run_can_be_finished() -> None:
    assert Rep(PLAIN).park(at=5.0).finish("continuation", at=50.0).seconds == 5.0


def test_no_act_is_earlier_than_the_one_before() -> None:
    rep = Rep(PLAIN).next_step(at=10.0).next_step(at=4.0).next_step(at=float("nan"))
    rep.next_step(at=float("inf"))
    assert [event.seconds for event in rep.run.events] == [10.0] * 4
    assert machine.view(PLAIN, rep.run, -5.0).seconds == 10.0


def test_seconds_are_kept_to_the_millisecond() -> None:
    rep = Rep(PLAIN).next_step(at=1.23456)
    assert rep.run.events == (RunEvent(1.235, "next", "a", to="b"),)
    assert machine.next_step(PLAIN, rep.run, 1.2346).events[-1].seconds == 1.235


def test_a_run_opened_again_goes_on_from_its_last_event() -> None:
    clock = FixedClock(datetime(2026, 11, 21, 18, 15, tzinfo=UTC), ticked=5_000.0)
    fresh = RunClock.of(Rep(PLAIN).run, clock)
    clock.move(7.0)
    assert fresh.seconds() == 7.0
    crashed = Rep(PLAIN).next_step(at=42.0).run
    again = RunClock.of(crashed, FixedClock(clock.at, ticked=3.0))
    assert again.seconds() == 42.0
    clock.move(2.0)
    assert fresh.seconds() == 9.0


def test_the_command_line_counts_by_the_wall_clock() -> None:
    clock = FixedClock(datetime(2026, 11, 21, 18, 16, 30, tzinfo=UTC))
    run = Rep(PLAIN).next_step(at=42.0).run
    assert wall_seconds(run, clock) == 90.0
    clock.move(-60.0)
    assert wall_seconds(run, clock) == 42.0


def test_a_call_left_overnight_is_not_a_day_long_for_the_command_line() -> None:
    clock = FixedClock(datetime(2026, 11, 21, 18, 15, tzinfo=UTC))
    run = Rep(PLAIN).next_step(at=42.0).run
    clock.move(42.0 + AWAY)
    assert wall_seconds(run, clock) == 42.0 + AWAY
    clock.move(1.0)
    assert wall_seconds(run, clock) == 42.0
    clock.move(24 * 3600.0)
    assert wall_seconds(run, clock) == 42.0
