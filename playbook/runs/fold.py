"""What the events of a run come to: one pure pass over them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any

from playbook.plays.model import END
from playbook.records.model import Gap, Opened, Settled, TimedText
from playbook.runs.model import Given, OpenRun, RunEvent
from playbook.runs.taken_back import undo_stack

_SETTLED: dict[str, Settled] = {"yes": "yes", "partly": "partly", "no": "no"}


@dataclass(slots=True)
class State:
    """Where a run stands."""

    at: str
    """The step it stands in, or `#end`."""
    on_call: bool = True
    """Steps are gone through one by one; a debrief is filled in all at once, so no time belongs to a step."""
    arrived: str = "start"
    """How it came there: start, next, go or back."""
    came: list[tuple[str, str, tuple[str, str] | None]] = field(default_factory=list)
    """The moves that led here: where it stood, how it had come there, and the link followed from there."""
    followed: dict[tuple[str, str], int] = field(default_factory=dict)
    """Links gone along: (from, to) → the event that did."""
    steered: int = 0
    """The last event that chose a way: an answer or a jump. (Going back forgets the link it came along.)"""
    connect: str = ""
    done: dict[str, int] = field(default_factory=dict)
    """Steps done → how many times."""
    skipped: dict[str, str] = field(default_factory=dict)
    """Steps skipped → the reason."""
    left: dict[str, str] = field(default_factory=dict)
    """Required steps a jump left behind → the reason given with it."""
    worked: set[str] = field(default_factory=set)
    """Steps in which something was done, said or acknowledged."""
    entered: set[str] = field(default_factory=set)
    """Steps the run stood in because it went on to them."""
    ticked: dict[str, frozenset[str]] = field(default_factory=dict)
    acknowledged: set[tuple[str, str]] = field(default_factory=set)
    answers: dict[str, Given] = field(default_factory=dict)
    short: bool = False
    parked: bool = False
    hung_up: str | None = None
    """The conversation is over, since this moment of the wall clock (empty where nobody said): no time runs."""
    switched_to: str | None = None
    last: float = 0.0
    elapsed: float = 0.0
    """Seconds without those it was parked, and without those after it was over."""
    spent: dict[str, float] = field(default_factory=dict)
    """Step → seconds in it, all visits together."""
    notes: list[TimedText] = field(default_factory=list)
    marks: list[TimedText] = field(default_factory=list)
    opened: list[Opened] = field(default_factory=list)
    asked: int | None = None
    """The place in `opened` of the objection that one may be asked about: did it settle it?"""
    gaps: list[Gap] = field(default_factory=list)
    wording: dict[str, str] = field(default_factory=dict)
    people: tuple[str, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)
    ending: dict[str, str] = field(default_factory=dict)
    undoes: RunEvent | None = None
    """The act that undo would take back."""

    @property
    def connected(self) -> bool:
        """Somebody was reached, or nothing else was said."""
        return self.connect in ("", "connected")

    def copy(self) -> State:
        """Return a state that can go on without this one; what their lists and sets hold never changes."""
        new = State.__new__(State)
        for name in _VALUES:
            setattr(new, name, getattr(self, name))
        for name, copied in _COLLECTIONS:
            setattr(new, name, copied(getattr(self, name)))
        return new

    def pass_time(self, seconds: float) -> None:
        """Let the clock go on to `seconds`; for step and call it stands while parked, and when it is over."""
        gone = seconds - self.last
        if gone <= 0:
            return
        self.last = seconds
        if not self.parked and self.hung_up is None:
            self.elapsed += gone
            if self.at != END and self.on_call:
                self.spent[self.at] = self.spent.get(self.at, 0.0) + gone

    def move(self, to: str, how: str, followed: tuple[str, str] | None = None) -> None:
        """Stand in `to`, remembering the way back."""
        self.came.append((self.at, self.arrived, followed))
        self.at, self.arrived = to, how
        self.asked = None  # going on is an answer too
        if how == "next":
            self.entered.add(to)


_COPIED: dict[object, Callable[[Any], Any]] = {list: list.copy, dict: dict.copy, set: set.copy}
_COLLECTIONS = tuple(
    (one.name, _COPIED[one.default_factory]) for one in fields(State) if one.default_factory in _COPIED
)
_VALUES = tuple(one.name for one in fields(State) if one.default_factory not in _COPIED)


LEFT_OUT = "left out beforehand"
"""The reason of a step that the rep left out before the call."""


_folded: list[tuple[OpenRun, str, State]] = []
"""What was folded last, the newest at the end: a run, the step it began in, its state."""
_KEPT = 6


def fold(run: OpenRun, start: str) -> State:
    """Return the state of `run`, which began in the step `start`; the caller's own, to be changed as it likes.

    A run that goes on from one folded before, as every act does, is folded from there.
    """
    for before, began, known in reversed(_folded.copy()):  # a copy: workers fold runs too
        if began == start and _goes_on(before, run):
            state, done = known.copy(), len(before.events)
            break
    else:
        state, done = _begun(run, start), 0
    if not done or done < len(run.events):
        _go_through(state, run, done)
        _folded.append((run, start, state.copy()))
        del _folded[:-_KEPT]
    return state


def _goes_on(before: OpenRun, run: OpenRun) -> bool:
    """Whether `run` is `before` and some events more, none of which takes back an earlier one."""
    done = len(before.events)
    return before is run or (
        run.id == before.id
        and run.events[:done] == before.events
        and (run.mode, run.carried, run.contacts, run.left_out)
        == (before.mode, before.carried, before.contacts, before.left_out)
        and run.fields == before.fields
        and not any(event.kind == "undo" for event in run.events[done:])
    )


def _begun(run: OpenRun, start: str) -> State:
    """Return the state of `run` before its first event."""
    state = State(start, on_call=run.mode != "debrief", people=run.contacts, fields=dict(run.fields))
    state.entered.add(start)
    state.skipped.update(dict.fromkeys(run.left_out, LEFT_OUT))
    return state


def _go_through(state: State, run: OpenRun, done: int) -> None:
    """Let the events of `run` that come after the first `done` happen."""
    holds, newest = undo_stack(run, done)
    if newest:
        state.undoes = run.events[newest[-1]]
    for index in range(done, len(run.events)):
        event = run.events[index]
        state.pass_time(event.seconds)
        if index == run.carried:
            state.worked.clear()
        if holds[index]:
            apply = _APPLY.get(event.kind)
            if apply is not None:
                apply(state, event, index)
    if run.carried >= len(run.events):
        state.worked.clear()


def _connect(state: State, event: RunEvent, index: int) -> None:
    if not state.worked:
        state.spent.clear()  # the time it rang belongs to no step
    state.connect = event.text


def _tick(state: State, event: RunEvent, index: int) -> None:
    state.worked.add(event.step)
    state.ticked[event.step] = state.ticked.get(event.step, frozenset()) | {event.item}


def _untick(state: State, event: RunEvent, index: int) -> None:
    state.ticked[event.step] = state.ticked.get(event.step, frozenset()) - {event.item}


def _done(state: State, event: RunEvent, index: int) -> None:
    state.worked.add(event.step)
    state.skipped.pop(event.step, None)
    state.done[event.step] = state.done.get(event.step, 0) + 1


def _reopen(state: State, event: RunEvent, index: int) -> None:
    state.done.pop(event.step, None)


def _answer(state: State, event: RunEvent, index: int) -> None:
    state.worked.add(event.step)
    state.steered = index
    if event.values:
        state.answers[event.item] = Given(event.values, event.by, index)
    else:
        state.answers.pop(event.item, None)


def _acknowledge(state: State, event: RunEvent, index: int) -> None:
    state.worked.add(event.step)
    state.acknowledged.add((event.step, event.item))


def _skip(state: State, event: RunEvent, index: int) -> None:
    state.worked.add(event.step)
    state.skipped[event.step] = event.text
    if event.to:
        _onward(state, event, index)


def _next(state: State, event: RunEvent, index: int) -> None:
    _done(state, event, index)
    _onward(state, event, index)


def _onward(state: State, event: RunEvent, index: int) -> None:
    followed = (state.at, event.to) if event.led else None
    if followed is not None:
        state.followed[followed] = index
    state.move(event.to, "next", followed)


def _go(state: State, event: RunEvent, index: int) -> None:
    state.steered = index
    if event.text:
        for step in event.values:
            state.left[step] = event.text
    state.move(event.to, "go")


def _back(state: State, event: RunEvent, index: int) -> None:
    if state.came:
        state.at, _, followed = state.came.pop()
        state.arrived, state.asked = "back", None
        if followed is not None:
            state.followed.pop(followed, None)


def _short(state: State, event: RunEvent, index: int) -> None:
    state.short = True
    if event.to:
        _onward(state, event, index)


def _mark(state: State, event: RunEvent, index: int) -> None:
    state.marks.append(TimedText(event.seconds, event.text, event.step))


def _note(state: State, event: RunEvent, index: int) -> None:
    state.notes.append(TimedText(event.seconds, event.text, event.step))


def _opened(state: State, event: RunEvent, index: int) -> None:
    for place in range(len(state.opened) - 1, -1, -1):
        before = state.opened[place]
        if before.page == event.item:
            if before.settled is None:  # looked at again: the same objection, still open
                if event.text and not before.words:
                    state.opened[place] = Opened(before.page, before.seconds, event.text)
                return
            break
    state.opened.append(Opened(event.item, event.seconds, event.text))
    if is_objection(event):
        state.asked = len(state.opened) - 1


def is_objection(event: RunEvent) -> bool:
    """Whether what was opened is an objection: as the event says, else as its id looks."""
    return "objection" in event.values if event.values else "#" in event.item or "objections/" in event.item


def _place(text: str) -> int:
    """Return the place a document names, or one that nothing has."""
    return int(text) if text.isdecimal() else sys.maxsize


def _settle(state: State, event: RunEvent, index: int) -> None:
    place = _place(event.item)
    if event.values:  # the page, so that the order in which things were opened does not matter
        places = [number for number, seen in enumerate(state.opened) if seen.page == event.values[0]]
        place = places[-1] if places else sys.maxsize
    if place < len(state.opened):
        before = state.opened[place]
        state.opened[place] = Opened(before.page, before.seconds, before.words, _SETTLED.get(event.text))
    if place == state.asked:
        state.asked = None


def _gap(state: State, event: RunEvent, index: int) -> None:
    state.gaps.append(Gap(event.text, event.seconds))


def _reword(state: State, event: RunEvent, index: int) -> None:
    state.worked.add(event.step)
    state.wording[event.item] = event.text


def _people(state: State, event: RunEvent, index: int) -> None:
    state.people = event.values


def _field(state: State, event: RunEvent, index: int) -> None:
    state.fields[event.item] = event.text


def _ending(state: State, event: RunEvent, index: int) -> None:
    state.ending[event.item] = event.text


def _edit(state: State, event: RunEvent, index: int) -> None:
    what, _, which = event.item.partition("/")
    if what == "answer":
        if which in state.answers:
            before = state.answers[which]
            state.answers[which] = Given((event.text,), before.by, before.order)
        return
    lists: dict[str, list[TimedText]] = {"note": state.notes, "mark": state.marks}
    place = _place(which)
    if what in lists and place < len(lists[what]):
        text = lists[what][place]
        lists[what][place] = TimedText(text.seconds, event.text, text.step)
    elif what == "opened" and place < len(state.opened):
        seen = state.opened[place]
        state.opened[place] = Opened(seen.page, seen.seconds, event.text, seen.settled)
    elif what == "gap" and place < len(state.gaps):
        state.gaps[place] = Gap(event.text, state.gaps[place].seconds)


def _park(state: State, event: RunEvent, index: int) -> None:
    state.parked = True


def _resume(state: State, event: RunEvent, index: int) -> None:
    state.parked, state.hung_up = False, None


def _hang_up(state: State, event: RunEvent, index: int) -> None:
    state.hung_up = event.text


def _switched(state: State, event: RunEvent, index: int) -> None:
    state.switched_to = event.text


_APPLY: dict[str, Callable[[State, RunEvent, int], None]] = {
    "connect": _connect,
    "tick": _tick,
    "untick": _untick,
    "done": _done,
    "reopen": _reopen,
    "answer": _answer,
    "acknowledge": _acknowledge,
    "skip": _skip,
    "next": _next,
    "pass": _onward,
    "go": _go,
    "back": _back,
    "short": _short,
    "mark": _mark,
    "note": _note,
    "opened": _opened,
    "settle": _settle,
    "gap": _gap,
    "reword": _reword,
    "people": _people,
    "field": _field,
    "ending": _ending,
    "edit": _edit,
    "park": _park,
    "resume": _resume,
    "hang-up": _hang_up,
    "switched": _switched,
}
