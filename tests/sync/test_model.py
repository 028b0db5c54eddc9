"""Devices that lose, double and delay whatever they send: whatever happens, all end with the same records.

The model is the engine's pure core (`decide.plan`, `decide.refusal`, `merge.fit`) with lists in place of disks and of
the hub. The same model is run with the core broken on purpose, in ways an engine could be wrong: each must be caught.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from playbook.records import chain, line
from playbook.records.access import may_read
from playbook.records.merge import Fit, fit
from playbook.sync import decide
from tests.counted import counted
from tests.records.support import AT, torture
from tests.sync.field import PEOPLE

OWNERS = ("lee", "lee", "mia", "kim")
"""Whose the devices are: Lee has two."""
AUDIENCES = ("team", "line", "self")
WRONG = ("journal", "self", "chain", "line", "rewrite")
"""What a hub may give that must not be taken in."""


class Sent(NamedTuple):
    """Lines under way, to a device or to the hub."""

    journal: str
    first: int
    lines: tuple[bytes, ...]


class Engine:
    """The pure core, as the engine uses it; a mutant overrides one of these."""

    plan = staticmethod(decide.plan)
    refusal = staticmethod(decide.refusal)
    fit = staticmethod(fit)

    @staticmethod
    def accepts(held: list[bytes], sent: Sent) -> list[bytes]:
        """Return a hub's lines of a journal with what was sent to it: the protocol of `Hub.push`."""
        if sent.first > len(held) + 1:
            return held
        known = held[sent.first - 1 : sent.first - 1 + len(sent.lines)]
        if known != list(sent.lines[: len(known)]):
            return held
        return held + list(sent.lines[len(known) :])

    @staticmethod
    def pulled(held: list[bytes], have: int) -> tuple[int, tuple[bytes, ...]]:
        """Return what a hub gives who has a journal up to `have`."""
        return have + 1, tuple(held[have:])


class Node:
    """A device: its journals by number, how far it knows the hub to be, and its clock."""

    def __init__(self, person: str, number: int) -> None:
        self.person, self.id = person, f"{number:016x}"
        self.journals: dict[str, dict[int, bytes]] = {}
        self.agreed: dict[str, int] = {}
        self.clock = 0

    def held(self) -> dict[str, int]:
        found = {}
        for journal, lines in self.journals.items():
            last = 0
            while last + 1 in lines:
                last += 1
            found[journal] = last
        return found

    def owns(self, journal: str) -> bool:
        return journal.startswith(f"{self.person}/")

    def writes(self, journal: str) -> bool:
        return journal.startswith(f"{self.person}/{self.id}/")

    def reads(self, journal: str) -> bool:
        return self.owns(journal) or may_read(self.person, journal, PEOPLE)


class Model(RuleBasedStateMachine):
    """N devices, one hub, and a network that does what networks do."""

    engine: type[Engine] = Engine

    def __init__(self) -> None:
        super().__init__()
        self.nodes = [Node(person, number) for number, person in enumerate(OWNERS)]
        self.hub: dict[str, list[bytes]] = {}
        self.wire: list[tuple[int | None, Sent]] = []
        self.acknowledged: dict[tuple[str, int], bytes] = {}
        """What a device was told to be saved: nothing of it may ever be gone."""

    # What devices do

    @rule(device=st.integers(0, 3), audience=st.sampled_from(AUDIENCES), count=st.integers(1, 3))
    def append(self, device: int, audience: str, count: int) -> None:
        node = self.nodes[device]
        journal = f"{node.person}/{node.id}/{audience}"
        lines = node.journals.setdefault(journal, {})
        for _ in range(count):
            last = max(lines, default=0)
            node.clock += 1
            prev = line.digest(lines[last]) if last else ""
            lines[last + 1] = line.encode(journal, last + 1, node.clock, AT, "seen", b"{}", prev)
            self.acknowledged[journal, last + 1] = lines[last + 1]

    @rule(device=st.integers(0, 3), cut=st.integers(0, 3))
    def sync(self, device: int, cut: int) -> None:
        """Plan, and put what is to be sent and what the hub answers on the wire; a batch may be cut in two."""
        node = self.nodes[device]
        there = {one: len(lines) for one, lines in self.hub.items() if node.reads(one)}
        plan = self._plan(node, there)
        for journal, (first, last) in plan.send.items():
            lines = tuple(node.journals[journal][seq] for seq in range(first, last + 1))
            for start, piece in ((first, lines[:cut]), (first + cut, lines[cut:])):
                if piece:
                    self.wire.append((None, Sent(journal, start, piece)))
        for journal, have in plan.have.items():
            begin, given = self.engine.pulled(self.hub[journal], have)
            for start, piece in ((begin, given[:cut]), (begin + cut, given[cut:])):
                if piece:
                    self.wire.append((device, Sent(journal, start, piece)))

    def _plan(self, node: Node, there: Mapping[str, int]) -> decide.Plan:
        side = decide.Side(node.held(), there, node.agreed)
        return self.engine.plan(side, written_here=node.writes, mine=node.owns, leaves=_leaves)

    # What the network does

    @precondition(lambda self: self.wire)
    @rule(data=st.data(), twice=st.booleans())
    def deliver(self, data: st.DataObject, twice: bool) -> None:
        """Deliver something that is under way, in any order, or twice."""
        place = data.draw(st.integers(0, len(self.wire) - 1))
        target, sent = self.wire[place] if twice else self.wire.pop(place)
        self._arrive(target, sent)

    @precondition(lambda self: self.wire)
    @rule(data=st.data())
    def drop(self, data: st.DataObject) -> None:
        """Lose something: what was sent, or the acknowledgement of what arrived."""
        place = data.draw(st.integers(0, len(self.wire) - 1))
        target, sent = self.wire.pop(place)
        if data.draw(st.booleans()) and target is None:
            self._arrive(target, sent)  # it arrived, and nobody was told

    @rule(device=st.integers(0, 3))
    def forget(self, device: int) -> None:
        """Crash between a sync and keeping what it knew, or lose the file that it is kept in."""
        self.nodes[device].agreed.clear()

    @rule(device=st.integers(0, 3), journal=st.sampled_from(("team", "line")), seq=st.integers(1, 4))
    def damage(self, device: int, journal: str, seq: int) -> None:
        """Lose a line on one disk, of a journal that the hub has whole.

        Not one's own last: its number is given again, which `test_lost_tail.py` tries on real disks.
        """
        node = self.nodes[device]
        for name, lines in node.journals.items():
            is_last = node.writes(name) and seq == max(lines, default=0)
            if (
                name.endswith(journal)
                and seq in lines
                and len(self.hub.get(name, ())) >= max(lines)
                and not is_last
            ):
                del lines[seq]

    @precondition(lambda self: self.hub)
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        """Set a journal on the hub back to an older backup, while its owner's device holds all of it."""
        journal = data.draw(st.sampled_from(sorted(self.hub)))
        writer = next(node for node in self.nodes if node.writes(journal))
        if writer.held()[journal] >= len(self.hub[journal]):
            self.hub[journal] = self.hub[journal][: data.draw(st.integers(0, len(self.hub[journal])))]

    @rule(device=st.integers(0, 3), wrong=st.sampled_from(WRONG))
    def mischief(self, device: int, wrong: str) -> None:
        """Let the hub give a device what it must not take in."""
        self._arrive_wrong(device, wrong)

    def _arrive_wrong(self, device: int, wrong: str) -> None:
        node = self.nodes[device]
        other = next(one for one in self.nodes if one.person != node.person)
        named = f"{other.person}/{other.id}/{wrong if wrong in AUDIENCES else 'team'}"
        given = f"mia/{'f' * 16}/team" if wrong == "journal" else named
        last = max(node.journals.get(given, {0: b""}), default=0)
        if (wrong in ("chain", "rewrite") and not last) or (wrong == "line" and node.reads(named)):
            return
        seq = last + (wrong != "rewrite")
        made = line.encode(named, seq, 7, AT, "seen", b'{"m":1}', "0" * 32 if seq > 1 else "")
        self._arrive(device, Sent(given, seq, (made,)))

    def _arrive(self, target: int | None, sent: Sent) -> None:
        if target is None:
            self.hub[sent.journal] = self.engine.accepts(self.hub.get(sent.journal, []), sent)
            return
        node = self.nodes[target]
        for data in sent.lines:
            envelope = line.decode(data)
            if self.engine.refusal(sent.journal, envelope, may_read=node.reads):
                continue
            lines = node.journals.setdefault(envelope.journal, {})
            held = {seq: chain.link(one, line.decode(one)) for seq, one in lines.items()}
            link = chain.link(data, envelope)
            if self.engine.fit(link, held, ours=node.writes(envelope.journal)) is Fit.NEW:
                lines[envelope.seq] = data
                node.clock = max(node.clock, envelope.clock)
            if not lines:
                del node.journals[envelope.journal]

    # What always holds

    @invariant()
    def nothing_is_overwritten_and_nothing_is_where_it_must_not_be(self) -> None:
        for node in self.nodes:
            for journal, lines in node.journals.items():
                assert node.reads(journal), (node.person, journal)
                assert node.writes(journal) or not journal.endswith("/self")
                for seq, data in lines.items():
                    assert self.acknowledged.get((journal, seq)) == data, (journal, seq)
        for journal, held in self.hub.items():
            assert not journal.endswith("/self")
            for seq, data in enumerate(held, 1):
                assert self.acknowledged.get((journal, seq)) == data, (journal, seq)

    def teardown(self) -> None:
        """Once the network is well, some rounds of syncs bring everything to everybody who may read it."""
        for target, sent in self.wire:
            self._arrive(target, sent)
        for _ in range(3):
            for number, _node in enumerate(self.nodes):
                self.wire = []
                self.sync(number, 0)
                for target, sent in self.wire:
                    self._arrive(target, sent)
        for node in self.nodes:
            there = {one: len(lines) for one, lines in self.hub.items() if node.reads(one)}
            plan = self._plan(node, there)
            assert not plan.send and not plan.have, "two that are in step have nothing to say"
            wanted = {
                key: data
                for key, data in self.acknowledged.items()
                if node.reads(key[0]) and (not key[0].endswith("/self") or node.writes(key[0]))
            }
            for wrong in WRONG:
                self._arrive_wrong(self.nodes.index(node), wrong)
            got = {(one, seq): data for one, lines in node.journals.items() for seq, data in lines.items()}
            assert got == wanted


def _leaves(journal: str) -> bool:
    return not journal.endswith("/self")


def tried(engine: type[Engine], examples: int, steps: int, *, shrinks: bool = True) -> None:
    """Run the model with an engine; a mutant's failure need not be made small."""
    phases = (Phase.generate, Phase.shrink) if shrinks else (Phase.generate,)

    class Tried(Model):
        pass

    Tried.engine = engine
    run_state_machine_as_test(
        Tried,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, derandomize=not torture(),
            suppress_health_check=list(HealthCheck), print_blob=False, database=None,
            phases=phases, report_multiple_bugs=False,
        ),
    )  # fmt: skip


def test_whatever_is_lost_doubled_or_late_all_end_with_the_same_records() -> None:
    histories = 2_000 if torture() else 40
    tried(Engine, histories, 30)
    counted("histories of four devices and a hub", histories=histories, lost=0, doubled=0)


# The core, broken on purpose


def _side(there: int = 0, held: int = 0) -> Callable[..., decide.Plan]:
    """Return a plan that reads one side wrong by so much."""

    def plan(side: decide.Side, **how: Any) -> decide.Plan:
        moved = {journal: max(0, number + there) for journal, number in side.there.items()}
        kept = {journal: max(0, number + held) for journal, number in side.held.items()}
        return decide.plan(side._replace(there=moved, held=kept), **how)

    return plan


def _changed(change: Callable[[decide.Plan, decide.Side], decide.Plan]) -> Callable[..., decide.Plan]:
    return lambda side, **how: change(decide.plan(side, **how), side)


def _but(*kept: Fit) -> Callable[..., Fit]:
    """Return a judgement that lets lines pass that should be set aside for these reasons."""

    def judged(link: chain.Link, held: Mapping[int, chain.Link], *, ours: bool) -> Fit:
        found = fit(link, held, ours=ours)
        return Fit.NEW if found in kept else found

    return judged


MUTANTS: dict[str, dict[str, Any]] = {
    "sends one too few": {"plan": _changed(lambda plan, _: plan._replace(
        send={one: (first, last - 1) for one, (first, last) in plan.send.items() if last > first}))},
    "skips the first": {"plan": _changed(lambda plan, _: plan._replace(
        send={one: (first + 1, last) for one, (first, last) in plan.send.items() if last > first}))},
    "takes the hub to have one more": {"plan": _side(there=1)},
    "takes itself to have one more": {"plan": _changed(lambda plan, side: plan._replace(
        have={one: have + 1 for one, have in plan.have.items() if have + 1 < side.there[one]}))},
    "asks for nothing of journals it has begun": {"plan": _changed(lambda plan, _: plan._replace(
        have={one: have for one, have in plan.have.items() if not have}))},
    "never refills a hub that was set back": {"plan": _changed(lambda plan, side: plan._replace(
        send={one: span for one, span in plan.send.items() if side.there.get(one, 0) >= side.agreed.get(one, 0)
              and not (one in side.there and side.there[one] == 0)}))},
    "sends what is for itself alone": {"plan": lambda side, **how: decide.plan(side, **how)._replace(
        send={one: (side.there.get(one, 0) + 1, last) for one, last in side.held.items()
              if how["mine"](one) and last > side.there.get(one, 0)})},
    "sends other people's journals": {"plan": lambda side, **how: decide.plan(
        side, **{**how, "mine": lambda _: True})},
    "does not look whose line it is": {"refusal": lambda journal, envelope, may_read: ""},
    "takes what is not to be read": {"refusal": lambda journal, envelope, may_read: decide.refusal(
        journal, envelope, may_read=lambda _: True)},
    "overwrites a line with another": {"fit": _but(Fit.REWRITTEN)},
    "takes what does not follow": {"fit": _but(Fit.BEFORE, Fit.AFTER)},
    "takes nothing after a gap": {"fit": lambda link, held, ours: (
        Fit.BEFORE if link.seq > 1 and link.seq - 1 not in held else fit(link, held, ours=ours))},
    "a hub that takes a gap": {"accepts": staticmethod(lambda held, sent: held + list(sent.lines)
                                                       if sent.first > len(held) else Engine.accepts(held, sent))},
    "a hub that doubles what comes again": {"accepts": staticmethod(lambda held, sent: held + list(sent.lines))},
    "a hub that keeps the latest": {"accepts": staticmethod(
        lambda held, sent: held[: sent.first - 1] + list(sent.lines))},
    "a hub that gives one too few": {"pulled": staticmethod(lambda held, have: (have + 1, tuple(held[have:-1])))},
}  # fmt: skip

HARMLESS = {"takes nothing after a gap", "sends other people's journals"}
"""Broken, and yet nothing is lost: what is refused comes again, and the hub itself refuses what is not mine."""


@contextmanager
def _caught() -> Iterator[None]:
    with pytest.raises((AssertionError, KeyError, IndexError)):
        yield


def mutant(name: str) -> type[Engine]:
    """Return the engine, broken in the way of that name."""
    given = {key: staticmethod(value) if callable(value) else value for key, value in MUTANTS[name].items()}
    return type("Mutant", (Engine,), given)


@pytest.mark.parametrize("name", sorted(set(MUTANTS) - HARMLESS))
def test_a_broken_core_is_caught(name: str) -> None:
    with _caught():
        tried(mutant(name), 300, 25, shrinks=False)
    counted("the core broken on purpose", mutants=1, caught=1)


@pytest.mark.parametrize("name", sorted(HARMLESS))
def test_what_is_called_harmless_is(name: str) -> None:
    tried(mutant(name), 20, 25, shrinks=False)


def test_there_are_more_than_ten_ways_to_break_it() -> None:
    assert len(set(MUTANTS) - HARMLESS) >= 12
