"""Any page, any acts in any order: nothing crashes, undo is exact, and the record agrees with itself."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

import msgspec
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from playbook.coaching.outcomes import run_adherence
from playbook.plays.model import END, Answer, Block, Choose, Notice, Page, Question, Step, TalkTrack, Todo
from playbook.records.corrected import corrected
from playbook.records.model import Run
from playbook.runs import machine
from playbook.runs.errors import RunError
from playbook.runs.finish import finish
from playbook.runs.fold import fold
from playbook.runs.model import UNDOABLE, OpenRun
from playbook.runs.path import route
from playbook.runs.plan import Plan, plan_of
from playbook.runs.review import edit, review
from tests.runs.driver import ENDED, page

IDS = "abcdefg"
NUMBERS = count()
"""Makes ids of runs that nobody has seen before."""
CHOOSE: list[Choose] = ["one", "many"]


@st.composite
def pages(draw: st.DrawFn) -> Page:
    """A page of up to seven steps of every kind, with answers that lead anywhere."""
    ids = IDS[: draw(st.integers(1, len(IDS)))]
    leads = st.sampled_from(["", "", "", "#know", "#gone", END, "battlecards/x", *(f"#{id_}" for id_ in ids)])
    steps = []
    for place, id_ in enumerate(ids):
        blocks: list[Block] = [TalkTrack(("Hello", "Hi"))]
        if draw(st.booleans()):
            answers = tuple(Answer(name, name.upper(), draw(leads)) for name in "xyz")
            blocks.append(Question(f"{id_}/q", "Which?", draw(st.sampled_from(CHOOSE)), answers))
        if draw(st.booleans()):
            blocks.append(Question(f"{id_}/t", "What?"))
        if draw(st.integers(0, 3)) == 0:
            blocks.append(Notice("n", "Mind"))
        if draw(st.booleans()):
            blocks.append(Todo("do", "Do"))
        branch = place > 0 and draw(st.integers(0, 2)) == 0
        steps.append(
            Step(
                id_,
                id_.upper(),
                tuple(blocks),
                optional=draw(st.integers(0, 4)) == 0,
                must=draw(st.integers(0, 2)) == 0,
                branch=branch,
                by=draw(st.sampled_from(["sales", "sales", "sales", "marketing"])),
                leads_to=draw(leads) if branch else "",
            )
        )
    steps.append(Step("know", "Know", reference=True))
    return page(*steps)


TEXTS = st.text(max_size=8)
STEPS = st.sampled_from([*IDS, "know", "nowhere", END, ""])


class AnyRun(RuleBasedStateMachine):
    """A rep who presses anything at any time."""

    @initialize(made=pages(), mode=st.sampled_from(["call", "call", "prep", "debrief"]))
    def begin(self, made: Page, mode: Any) -> None:
        self.page = made
        self.at = 0.0
        self.run: OpenRun = machine.start(
            made, id="r", rep="lee", started="2026-11-21T18:15:00.000Z", blob="b", mode=mode, account="acme"
        )

    def act(self, act: Callable[..., OpenRun], *values: Any, **more: Any) -> None:
        """Do it; where it is refused nothing changes, and where it can be undone, undo is exact."""
        before = self.run
        try:
            self.run = act(self.page, before, self.at, *values, **more)
        except RunError as error:
            assert len(str(error)) >= 20
            return
        assert self.run.events[: len(before.events)] == before.events
        if self.run.events and self.run is not before and self.run.events[-1].kind in UNDOABLE:
            added = len(self.run.events) - len(before.events)
            if added == 1:
                undone = machine.undo(self.page, self.run, self.at + 3)
                assert machine.view(self.page, undone, self.at + 5) == machine.view(
                    self.page, before, self.at + 5
                )

    @rule(seconds=st.integers(0, 90))
    def wait(self, seconds: int) -> None:
        self.at += seconds

    @rule(how=st.sampled_from(["connected", "voicemail", "gatekeeper", "nonsense"]))
    def connect(self, how: str) -> None:
        self.act(machine.connect, how)

    @rule(step=STEPS, item=st.sampled_from(["", "", "do", "n"]))
    def tick(self, step: str, item: str) -> None:
        self.act(machine.tick, step, item)

    @rule(step=st.sampled_from(IDS), values=st.lists(st.sampled_from("xyz1"), max_size=3))
    def answer(self, step: str, values: list[str]) -> None:
        self.act(machine.answer, f"{step}/q", values)

    @rule(step=st.sampled_from(IDS), value=st.sampled_from("xyz4"))
    def choose(self, step: str, value: str) -> None:
        self.act(machine.choose, f"{step}/q", value)

    @rule(step=st.sampled_from(IDS), text=TEXTS)
    def say(self, step: str, text: str) -> None:
        self.act(machine.answer, f"{step}/t", text, "c1")

    @rule(notice=st.sampled_from(["", "n", "a/n"]))
    def acknowledge(self, notice: str) -> None:
        self.act(machine.acknowledge, notice)

    @rule(because=TEXTS, step=STEPS)
    def skip(self, because: str, step: str) -> None:
        self.act(machine.skip, because, step)

    @rule()
    def go_on(self) -> None:
        why, to = machine.view(self.page, self.run, self.at).can.next, ""
        if not why:
            to = machine.view(self.page, self.run, self.at).next_to
        before = self.run
        self.act(machine.next_step)
        if why:
            assert self.run is before
        else:
            after = machine.view(self.page, self.run, self.at)
            assert (after.at or END) == to

    @rule(step=STEPS, because=TEXTS)
    def go_to(self, step: str, because: str) -> None:
        self.act(machine.go_to, step, because)

    @rule()
    def back(self) -> None:
        self.act(machine.back)

    @rule()
    def short(self) -> None:
        self.act(machine.short)

    @rule(text=TEXTS)
    def note(self, text: str) -> None:
        self.act(machine.note, text)

    @rule(text=TEXTS)
    def mark(self, text: str) -> None:
        self.act(machine.mark, text)

    @rule(what=st.sampled_from(["x", "y#z"]), words=TEXTS)
    def opened(self, what: str, words: str) -> None:
        self.act(machine.opened, what, words)

    @rule(settled=st.sampled_from(["yes", "partly", "no", "maybe"]), what=st.sampled_from(["", "x"]))
    def settle(self, settled: str, what: str) -> None:
        self.act(machine.settle, settled, what)

    @rule(place=st.integers(-1, 1), used=st.sampled_from([0, 1, 2, "my words", "hers"]), step=STEPS)
    def reword(self, place: int, used: int | str, step: str) -> None:
        self.act(machine.reword, place, used, step)

    @rule()
    def undo(self) -> None:
        can = machine.view(self.page, self.run, self.at).can.undo
        before = self.run
        self.act(machine.undo)
        assert (self.run is before) is bool(can)

    @rule()
    def park(self) -> None:
        self.act(machine.park)

    @rule()
    def resume(self) -> None:
        self.act(machine.resume)

    @rule(
        result=st.sampled_from([None, "", "advance", "declined", "won"]),
        commitment=st.sampled_from([None, "done", "promised"]),
        until=st.sampled_from([None, "2026-12-01", "soon"]),
    )
    def end(self, result: str | None, commitment: str | None, until: str | None) -> None:
        self.act(machine.set_ending, result=result, commitment=commitment, commitment_by=until)

    @rule(which=st.integers(0, 9), text=TEXTS)
    def redact(self, which: int, text: str) -> None:
        texts = review(self.page, self.run, self.at, ENDED).texts
        if which < len(texts):
            self.act(edit, texts[which].key, text)

    @rule(other=pages())
    def switch(self, other: Page) -> None:
        renamed = msgspec.structs.replace(other, id="plays/other")
        if self.page.id == renamed.id:
            return
        try:
            left, new = machine.switch(
                self.page, self.run, self.at, renamed, id="s", blob="b2", started=ENDED
            )
        except RunError:
            return
        finish(self.page, left, self.at, ENDED)
        self.page, self.run, self.at = renamed, new, 0.0

    @invariant()
    def a_view_says_where_the_run_stands(self) -> None:
        seen = machine.view(self.page, self.run, self.at)
        plan = plan_of(self.page)
        assert [line.id for line in seen.steps] == list(plan.steps)
        assert [line.id for line in seen.steps if line.current] == ([seen.at] if seen.at else [])
        assert seen.number <= seen.of <= len(plan.steps)
        assert seen.must_left <= seen.of
        assert len(seen.blocks) == (len(plan.steps[seen.at].blocks) if seen.at else 0)
        assert seen.seconds >= sum(line.seconds for line in seen.steps) - 1e-6
        assert bool(seen.undo_label) or bool(seen.can.undo)
        assert not (seen.next_to and seen.can.next)

    @invariant()
    def what_it_comes_to_is_the_same_from_its_first_event_on(self) -> None:
        start = plan_of(self.page).first(self.run.left_out)
        unknown = msgspec.structs.replace(self.run, id=f"{self.run.id}-{next(NUMBERS)}")
        state = fold(self.run, start)
        assert state == fold(unknown, start)
        assert route(plan_of(self.page), state.answers) == route(Plan(self.page), state.answers)

    @invariant()
    def a_document_read_again_shows_the_same(self) -> None:
        again = msgspec.json.decode(msgspec.json.encode(self.run), type=OpenRun)
        assert again == self.run
        assert machine.view(self.page, again, self.at) == machine.view(self.page, self.run, self.at)

    @invariant()
    def the_record_agrees_with_itself(self) -> None:
        made = review(self.page, self.run, self.at, ENDED).record
        assert msgspec.json.decode(msgspec.json.encode(made), type=Run) == made
        seconds = [entry[0] for entry in made.trace]
        assert seconds == sorted(seconds)
        assert made.trace[0][2] == "start"
        assert made.trace[-1] == (seconds[-1], "", "finish")
        plan = plan_of(self.page)
        assert [line.id for line in made.steps] == list(plan.steps)
        done = {line.id for line in made.steps if line.state == "done"}
        assert {step for _, step, event in made.trace if event == "done"} == done
        for line in made.steps:
            step = plan.steps[line.id]
            assert line.state != "skipped" or step.required
            assert line.state != "left-out" or not step.required
            assert (
                line.state != "not-reached"
                or made.result not in ("advance", "closed")
                or made.connect != "connected"
            )
            assert line.state != "not-taken" or not line.required
            assert line.seconds >= 0
        assert made.seconds >= sum(line.seconds for line in made.steps) - 1e-6
        run_adherence(made)
        assert corrected(made, []) == made

    @invariant()
    def the_route_is_a_way_through_the_page(self) -> None:
        plan = plan_of(self.page)
        way = route(plan, {})
        assert len(set(way)) == len(way)
        assert way[0] == plan.main[0]

    @precondition(lambda self: not machine.view(self.page, self.run).can.work)
    @rule()
    def going_on_and_on_comes_to_the_end(self) -> None:
        run = self.run
        presses = 0
        while machine.view(self.page, run).at:
            if machine.view(self.page, run).waiting:
                run = machine.acknowledge(self.page, run, self.at)
            else:
                run = machine.next_step(self.page, run, self.at)
                presses += 1
            assert presses <= 5 * len(IDS)


AnyRun.TestCase.settings = settings(
    max_examples=80, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
TestAnyRun = AnyRun.TestCase
