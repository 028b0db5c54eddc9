"""Two years of a team's records, in the shares that real use has: mostly calls, some feedback and its answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from msgspec.structs import replace

from bench.generate.people import LIAISONS, REPS
from bench.generate.words import sentence
from playbook.clock import FixedClock, stamp
from playbook.ids import encode
from playbook.records.customers import Connect, Touch
from playbook.records.disk import Disk
from playbook.records.draft import Draft
from playbook.records.model import (
    AUDIENCES,
    Body,
    CommitmentState,
    Feedback,
    FeedbackKind,
    Kept,
    Opened,
    Result,
    Run,
    RunAnswer,
    RunStep,
    Seen,
    Settled,
    StepState,
    TimedText,
    Triage,
    Vote,
    kind_of,
)
from playbook.records.store import Store

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
"""When the last record was written and the program is opened."""
DAYS = 730
OPEN_DAYS = 3
"""What fell due this long ago or less was not dealt with yet."""
DEVICE = "b0" * 8
"""The device that everything was written on; what was read is told by its place in a journal."""
_CONNECTS: tuple[Connect, ...] = ("connected", "connected", "connected", "no-answer", "voicemail")
_RESULTS: tuple[Result, ...] = ("advance", "continuation", "not-now", "declined", "disqualified", "closed")
_STATES: tuple[StepState, ...] = ("done", "done", "done", "done", "skipped", "left-out", "not-reached")
_PROMISES: tuple[CommitmentState, ...] = ("promised", "done", "refused", "not-asked")
_KINDS: tuple[FeedbackKind, ...] = (
    "worked",
    "hard-to-say",
    "wrong",
    "missing",
    "objection",
    "competitor",
    "idea",
)


Waiting = list[tuple[str, Body]]
"""Who records what right after."""


@dataclass(frozen=True)
class Play:
    """What records need to know of a play."""

    id: str
    title: str
    blob: str
    steps: tuple[str, ...]


@dataclass(frozen=True)
class Written:
    """One record: who wrote it, when, and what it says."""

    person: str
    at: datetime
    body: Body


def records(count: int, seed: int, plays: Sequence[Play]) -> Iterator[Written]:
    """Yield `count` records in the order of time, evenly spread over two years that end at `NOW`."""
    random = Random(f"records {seed}")
    start, each = NOW - timedelta(days=DAYS), timedelta(days=DAYS) / max(count, 1)
    said: list[str] = []
    waiting: Waiting = []
    team: Counter[str] = Counter()
    for number in range(count):
        at = start + each * number
        if waiting:
            person, body = waiting.pop(0)
        else:
            person = random.choice(REPS)
            body, waiting = _happening(random, person, at, plays, said)
        team[person] += AUDIENCES[kind_of(body)] == "team"
        if isinstance(body, Triage) and body.action == "answer" and at < NOW - timedelta(days=OPEN_DAYS):
            rep = next(other for other, after in waiting if isinstance(after, Seen))
            seen = Seen(f"answer:{body.feedback}:{person}/{DEVICE}/team#{team[person]}")
            waiting = [(rep, seen)]
        yield Written(person, at, body)


class _Hasty(Disk):
    """A disk that promises nothing: what was generated can be generated again."""

    def fsync(self, descriptor: int) -> None:
        """Sync nothing."""


def write(folder: Path, count: int, seed: int, plays: Sequence[Play]) -> None:
    """Write `count` records through each person's own store, a month at a time."""
    stores = {
        person: Store(folder, person, FixedClock(NOW), random_bytes=_device_bytes, disk=_Hasty())
        for person in (*REPS, *LIAISONS)
    }
    month, months = "", dict[str, list[Draft]]()
    for one in records(count, seed, plays):
        if month != (month := f"{one.at:%Y-%m}"):
            _flush(stores, months)
        months.setdefault(one.person, []).append(Draft(one.body, at=one.at))
    _flush(stores, months)
    for store in stores.values():
        store.close()


def write_feedback(folder: Path, count: int, seed: int, plays: Sequence[Play]) -> None:
    """Write `count` items of feedback of the last year, and what became of them, through their people's stores."""
    random = Random(f"feedback {seed}")
    stores = {
        person: Store(folder, person, FixedClock(NOW), random_bytes=_device_bytes, disk=_Hasty())
        for person in (*REPS, *LIAISONS)
    }
    waiting: dict[str, list[Draft]] = {}
    for number in range(count):
        at = NOW - timedelta(days=365) * (count - number) / count
        person = random.choice(REPS)
        given = feedback(random, random.choice(plays))
        for who, body in [(person, given), *_answered(random, person, given.id)]:
            waiting.setdefault(who, []).append(Draft(body, at=at))
        if number % 5_000 == 4_999 or number == count - 1:
            _flush(stores, waiting)
    for store in stores.values():
        store.close()


def write_runs(folder: Path, count: int, seed: int, plays: Sequence[Play]) -> None:
    """Write `count` connected runs of two years, by all reps, through their own stores; nothing else is on record."""
    random = Random(f"runs {seed}")
    stores = {
        person: Store(folder, person, FixedClock(NOW), random_bytes=_device_bytes, disk=_Hasty())
        for person in REPS
    }
    waiting: dict[str, list[Draft]] = {}
    for number in range(count):
        at = NOW - timedelta(days=DAYS) * (count - number) / count
        person = random.choice(REPS)
        place = random.randrange(len(plays))
        run = _run(random, person, at, plays[place], connect="connected")
        run = _with_something_to_talk_about(random, run, place, REPS.index(person))
        waiting.setdefault(person, []).append(Draft(run, at=at))
        if number % 5_000 == 4_999 or number == count - 1:
            _flush(stores, waiting)
    for store in stores.values():
        store.close()


def _with_something_to_talk_about(random: Random, run: Run, place: int, rep: int) -> Run:
    """Return a run with what is planted.

    Of every sixth play a step that most leave out, of every fourth one that one rep does, of every fifth a detour that
    works; and objections that are settled more and less often.
    """
    steps, commitment, page = list(run.steps), run.commitment, random.randint(1, 9)
    if place % 6 == 0 and random.random() < 0.8:
        steps[4] = replace(steps[4], state="skipped", reason=random.choice(["no time", "knew it"]))
    if place % 4 == 1 and rep == place % len(REPS) and random.random() < 0.5:
        steps[6] = replace(steps[6], state="skipped", reason="no time")
    if place % 5 == 2 and steps[3].state == "skipped" and random.random() < 0.9:
        commitment = "done"
    settled: Settled = "yes" if random.random() < 0.2 + 0.07 * page else "no"
    return replace(
        run,
        steps=tuple(steps),
        commitment=commitment,
        commitment_by="" if commitment == "done" else run.commitment_by,
        opened=tuple(replace(one, page=f"objections/{page:05}", settled=settled) for one in run.opened),
        deal_stage=random.choice(["", "discover", "decide"]),
        triggers=random.choice([(), ("new boss",), ("new boss", "audit")]),
    )


def _device_bytes(count: int) -> bytes:
    return bytes.fromhex(DEVICE)[:count]


def _flush(stores: dict[str, Store], months: dict[str, list[Draft]]) -> None:
    for person, drafts in months.items():
        stores[person].append_many(drafts)
    months.clear()


def _happening(
    random: Random, rep: str, at: datetime, plays: Sequence[Play], said: list[str]
) -> tuple[Body, Waiting]:
    """Return what a rep records next, and what others or the same rep record right after it."""
    what = random.random()
    if what < 0.78:
        run = _run(random, rep, at, random.choice(plays))
        touch = Touch(run.account, channel=run.channel, connect=run.connect, date=run.ended[:10], run=run.id)
        after: Waiting = [(rep, touch)]
        if at < NOW - timedelta(days=OPEN_DAYS):
            # As a rep settles it, day by day; what fell due lately still stands in Today.
            after += [(rep, Kept(run.id, "next", "kept"))] if run.next_date else []
            after += [(rep, Kept(run.id, "commitment", "kept"))] if run.commitment == "promised" else []
        return run, after
    if what < 0.985 or not said:
        given = feedback(random, random.choice(plays))
        said.append(given.id)
        return given, _answered(random, rep, given.id)
    return Vote(random.choice(said[-500:]), account=_account(random)), []


def _answered(random: Random, rep: str, feedback: str) -> Waiting:
    """Return what becomes of feedback: two thirds are answered, and the answer is looked at."""
    liaison = random.choice(LIAISONS)
    accept = Triage(feedback, "accept", role="liaison", side="marketing")
    answer = Triage(feedback, "answer", sentence(random), role="liaison", side="marketing")
    if random.random() < 1 / 3:
        return [(liaison, accept)]
    return [(liaison, accept), (liaison, answer), (rep, Seen(f"feedback:{feedback}"))]


def _run(random: Random, rep: str, at: datetime, play: Play, connect: Connect | None = None) -> Run:
    picked: Connect = random.choice(_CONNECTS) if connect is None else connect
    reached = picked == "connected"
    begun = at - timedelta(minutes=20)
    moment = 0.0
    trace: list[tuple[float, str, str]] = [(0.0, play.steps[0], "start")]
    steps = []
    for step in play.steps if reached else ():
        spent = round(random.uniform(5, 200), 3)
        trace += [(round(moment, 3), step, "enter"), (round(moment + spent, 3), step, "done")]
        moment += spent
        state = random.choice(_STATES)
        steps.append(RunStep(step, state, "no time" if state == "skipped" else "", spent))
    promise = random.choice(_PROMISES) if reached else ""
    due = f"{at + timedelta(days=random.randint(1, OPEN_DAYS)):%Y-%m-%d}"
    return Run(
        id=encode(random.randbytes(10)),
        play=play.id,
        title=play.title,
        blob=play.blob,
        started=stamp(begun),
        ended=stamp(at),
        seconds=round(moment, 3),
        rep=rep,
        connect=picked,
        channel="phone",
        account=_account(random),
        trace=tuple(trace),
        steps=tuple(steps),
        answers=(RunAnswer(f"{play.steps[-1]}/why", (sentence(random),)),) if reached else (),
        opened=(Opened("objections/00005", 12.5, "exp", "yes"),) if random.random() < 0.3 else (),
        notes=(TimedText(30.0, sentence(random), play.steps[0]),) if random.random() < 0.5 else (),
        result=random.choice(_RESULTS) if reached else "",
        commitment=promise,
        commitment_by=due if promise == "promised" else "",
        next=sentence(random, 3, 6) if reached else "",
        next_date=due if reached and random.random() < 0.6 else "",
    )


def feedback(random: Random, play: Play) -> Feedback:
    """Return what a rep may tell about `play`."""
    return Feedback(
        id=encode(random.randbytes(10)),
        kind=random.choice(_KINDS),
        text=sentence(random),
        play=play.id,
        step=random.choice(play.steps),
        quote=sentence(random),
        blob=play.blob,
        account=_account(random),
    )


def _account(random: Random) -> str:
    return f"account-{random.randint(1, 2_000):04}"
