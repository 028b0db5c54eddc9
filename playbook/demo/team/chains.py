"""Which calls a customer of the whole team gets in twelve weeks: from the first ring on, as long as it goes well."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from playbook.demo.calls import CALLBACK, RENEWAL, TRIGGER, Call, Heard, missed
from playbook.demo.customers import Customer
from playbook.demo.dice import Dice, weighted
from playbook.demo.team.plans import (
    ADVANCES,
    AFTER_THE_CHANGE,
    CHANGED,
    FIRST_DAY,
    LATELY,
    NEXT_PLAY,
    OTHERS_AT,
    PHOTO,
    RESCUE,
    REVIEW,
    SETTLES,
    SETTLES_AT,
    SKIPPED_BY_ALL,
    SKIPPED_BY_ONE,
    THIRTY,
    TRIALS,
)
from playbook.demo.team.sayings import AGAIN, LATER, LOOKED_UP, NEXT, PROOFS
from playbook.plays.arms import arm_of
from playbook.plays.model import Page
from playbook.records.customers import Connect
from playbook.records.model import CommitmentState, Result, Settled

TOLD_FROM = 15
"""Business days back from which on Lee's and Mia's calls are told one by one."""
_TOLD = ("lee", "mia")
_REACHED = 0.52
_RINGS = 3
"""How often somebody is rung in vain at most."""
_VAIN: tuple[tuple[Connect, float], ...] = (
    ("no-answer", 6.0), ("voicemail", 3.0), ("gatekeeper", 2.0), ("wrong-person", 0.5), ("rescheduled", 0.5)
)  # fmt: skip
_STARTS = {
    "first-month": THIRTY, "review-due": REVIEW, "usage-drop": RESCUE, "renewal-due": RENEWAL,
    "demo-request": CALLBACK,
}  # fmt: skip
_NEWS = ("new-warehouse", "new-logistics-head", "dock-hiring", "tool-contract-ending")
_PHOTO_SINCE = 20
_PHOTO_REPS = ("amir", "bea", "gita", "iris")
_LOOKS_UP = 0.3
_BEFORE_THE_END = 2
"""Business days between one call and the next, at least."""


@dataclass(frozen=True)
class Ahead:
    """What is known when a customer's calls begin."""

    key: str
    customer: Customer
    pages: Mapping[str, Page]
    """The plays as they are now; their steps have had these ids all along."""

    @property
    def until(self) -> int:
        """The last business day of these calls, counted back."""
        return TOLD_FROM + 1 if self.customer.rep in _TOLD else 1


def chain(ahead: Ahead, dice: Dice) -> list[Call]:
    """Return every call with one customer, in the order of time."""
    chance = dice.stream("chain", ahead.key)
    first = _first_day(ahead, chance)
    return list(_calls(ahead, first, chance))


def _first_day(ahead: Ahead, chance: random.Random) -> int:
    # An account of an experiment is rung early enough to be reached; news of a warehouse come all along.
    is_tried = any(trial.trigger == ahead.customer.trigger for trial in TRIALS)
    low = ahead.until + (2 * _RINGS + 4 if is_tried else 1)
    if ahead.customer.trigger in _NEWS and low < CHANGED and chance.random() < LATELY:
        return chance.randint(low, CHANGED + 1)
    return chance.randint(low, FIRST_DAY)


def _calls(ahead: Ahead, first: int, chance: random.Random) -> Iterator[Call]:
    back, play = first, _start(ahead, first, chance)
    while play:
        vain = 0
        while vain < _RINGS and chance.random() > _REACHED and "connect" in play:
            again = back - chance.randint(1, 2)
            if again < ahead.until:
                return
            yield missed(ahead.key, play, back, weighted(chance, _VAIN), again, AGAIN)
            back, vain = again, vain + 1
        if play == PHOTO and ahead.customer.rep not in _PHOTO_REPS:
            play = TRIGGER
        commits = chance.random() < _rate(ahead, play, back)
        following = NEXT_PLAY.get(play, "") if commits else ""
        due = back - chance.randint(_BEFORE_THE_END, 6)
        goes_on = bool(following) and due >= ahead.until
        yield _call(ahead, play, back, commits, due if goes_on or not _is_told(ahead) else None, chance)
        if not goes_on:
            return
        back, play = due, following


def _is_told(ahead: Ahead) -> bool:
    return ahead.customer.rep in _TOLD


def _start(ahead: Ahead, back: int, chance: random.Random) -> str:
    """Return the play that the customer's trigger calls for; in an experiment its arm."""
    trigger = ahead.customer.trigger
    for trial in TRIALS:
        if trial.trigger == trigger:
            return arm_of(trial.id, ahead.customer.id, trial.arms)
    if trigger == "new-warehouse" and back < _PHOTO_SINCE and ahead.customer.rep in _PHOTO_REPS:
        return PHOTO
    return _STARTS.get(trigger, TRIGGER)


def _rate(ahead: Ahead, play: str, back: int) -> float:
    for trial in TRIALS:
        if play in trial.arms:
            return trial.rates[trial.arms.index(play)]
    return AFTER_THE_CHANGE if play == TRIGGER and back < CHANGED else ADVANCES[play]


def _call(ahead: Ahead, play: str, back: int, commits: bool, due: int | None, chance: random.Random) -> Call:
    page = ahead.pages[play]
    stage = page.facts.stage
    result, stop, until = _ending(page, stage, commits, chance)
    commitment: CommitmentState = "refused" if chance.random() < 0.6 else "not-asked"
    by = None
    if commits:
        commitment = weighted(chance, (("done", 3.0), ("promised", 2.0)))
        by = back - chance.randint(1, 4) if commitment == "promised" else None
        if by is not None and by < ahead.until and _is_told(ahead):
            commitment, by = "done", None
    goes_on = commits and due is not None
    return Call(
        account=ahead.key,
        play=play,
        back=back,
        result=result,
        skips=_skips(ahead, play, stop, chance),
        stop=stop,
        heard=_heard(page, stage, stop, chance),
        commitment=commitment,
        by=by,
        proof=chance.choice(PROOFS[stage]) if commits else "",
        next=NEXT[stage] if goes_on else chance.choice(LATER) if until else "",
        due=due if goes_on else None,
        fate=weighted(chance, (("kept", 8.0), ("broken", 1.0))),
        until=until,
    )


def _ending(page: Page, stage: str, commits: bool, chance: random.Random) -> tuple[Result, str, int | None]:
    """Return how a conversation ended, the step it ended in (empty: the last), and until when it is put off."""
    if commits:
        return ("closed" if stage in ("commit", "renew") else "advance"), "", None
    result: Result = weighted(
        chance, (("continuation", 3.0), ("not-now", 3.0), ("declined", 3.0), ("disqualified", 1.0))
    )
    steps = [step.id for step in page.path_steps if not step.optional]
    stop = chance.choice(steps[len(steps) // 2 :])
    return result, stop, chance.randint(40, 120) if result == "not-now" else None


def _skips(ahead: Ahead, play: str, stop: str, chance: random.Random) -> dict[str, str]:
    found: dict[str, str] = {}
    shared, step, why, often = SKIPPED_BY_ALL
    if play == shared and step != stop and chance.random() < often:
        found[step] = why if chance.random() < 0.93 else "no time"
    rep, own, step, why, often = SKIPPED_BY_ONE
    if (ahead.customer.rep, play) == (rep, own) and step != stop and chance.random() < often:
        found[step] = why
    return found


def _heard(page: Page, stage: str, stop: str, chance: random.Random) -> tuple[Heard, ...]:
    if chance.random() > _LOOKS_UP or stage not in LOOKED_UP:
        return ()
    looked_up, words = chance.choice(LOOKED_UP[stage])
    at = stop or chance.choice(
        [step.id for step in page.path_steps if not step.optional and step.talk_tracks]
    )
    settled: Settled = weighted(chance, _settled(SETTLES_AT if looked_up == SETTLES else OTHERS_AT))
    return (Heard(at, looked_up, words, settled),)


def _settled(often: float) -> tuple[tuple[Settled, float], ...]:
    return ("yes", often), ("partly", (1 - often) / 2), ("no", (1 - often) / 2)
