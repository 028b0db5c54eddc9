"""What is counted of a finished run: short enough for a hundred thousand of them, and nothing of what was said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import msgspec

from playbook.coaching.outcomes import Outcome
from playbook.coaching.plausibility import filled_in_afterwards
from playbook.coaching.runs import RunRow

# One letter for what became of a step. Capital: a later step was done after it, so the run went on.
DONE, DONE_ON = "d", "D"
LATE, LATE_ON = "f", "F"
"""Done, but filled in afterwards."""
SKIPPED, SKIPPED_ON = "s", "S"
LEFT_OUT, UNFINISHED, NOT_REACHED, NOT_TAKEN = "l", "u", "n", "t"

_LETTERS: dict[Outcome, str] = {
    "done": DONE,
    "skipped": SKIPPED,
    "left-out": LEFT_OUT,
    "unfinished": UNFINISHED,
    "not-reached": NOT_REACHED,
    "not-taken": NOT_TAKEN,
}
BETWEEN, AFTER = "\x1f", "\x1e"
"""Between a step's place and its reason, and between two reasons of one or many runs."""


class Outline(NamedTuple):
    """The steps that a run had, in the play's order."""

    ids: tuple[str, ...]
    required: tuple[bool, ...]


class Against(NamedTuple):
    """How a run went against its play."""

    skipped: int
    out_of_order: int
    repeated: int
    added: int


class Looked(NamedTuple):
    """An objection or battlecard that was opened."""

    page: str
    words: str
    """What was typed to find it, letter case folded; empty for none."""
    settled: str


class Fact(msgspec.Struct, frozen=True, gc=False):
    """One finished run as it stands now, as far as it is counted."""

    id: str
    rep: str
    """Whose journal it stands in."""
    order: tuple[int, str, int]
    """What sorts it among all records."""
    play: str
    title: str
    blob: str
    started: str
    account: str
    opportunity: str
    deal_stage: str
    triggers: tuple[str, ...]
    mode: str
    connect: str
    result: str
    commitment: str
    commitment_by: str
    kept: str
    """What became of its commitment: kept, broken, moved, or nothing."""
    moved_to: str
    proved: bool
    """The exit is proven in the customer's words."""
    wrong_play: bool
    private: bool
    corrected: bool
    redacted: bool
    counts: bool
    against: Against | None
    outline: Outline
    letters: str
    """What became of each step, as `outline`."""
    reasons: str
    """`place BETWEEN reason`, joined by AFTER: why steps were skipped or left out; a skipped one is always there."""
    seconds: tuple[float, ...]
    """Spent on each step, as `outline`; 0 where it was not done on the call."""
    opened: tuple[Looked, ...] = ()
    """What was looked up; not told of a run that comes from the index, which counts that itself."""

    @property
    def committed(self) -> bool:
        """The customer's commitment counts: done, or promised and not (yet) broken."""
        return self.commitment == "done" or (self.commitment == "promised" and self.kept != "broken")

    @property
    def is_attempt(self) -> bool:
        """Somebody was to be reached with it: no look beforehand, and the right play."""
        return self.mode != "prep" and not self.wrong_play and not self.redacted

    @property
    def filled_in(self) -> bool:
        """Some of it was filled in afterwards."""
        return LATE in self.letters or LATE_ON in self.letters

    @property
    def skipped(self) -> int:
        """How many required steps were passed by."""
        return self.letters.count(SKIPPED) + self.letters.count(SKIPPED_ON)

    def steps(self) -> Iterator[tuple[str, bool, str]]:
        """Yield id, whether it was required, and letter of each step."""
        return zip(*self.outline, self.letters, strict=True)

    def reason(self, step: str) -> str:
        """Return why a step was skipped or left out; empty where nobody said, or it was not."""
        for place, why in reasons_in(self.reasons):
            if self.outline.ids[place] == step:
                return why
        return ""


def fact_of(row: RunRow) -> Fact:
    """Return what is counted of a run."""
    run = row.run
    late = filled_in_afterwards(run)
    found = row.outcomes
    letters = "".join([_LETTERS[outcome] for outcome in found])
    if late:
        letters = "".join(
            LATE if letter == DONE and step.id in late else letter
            for step, letter in zip(run.steps, letters, strict=True)
        )
    on_call = run.mode == "call"
    seconds = [
        step.seconds if letter == DONE and on_call and step.seconds > 0 else 0.0
        for step, letter in zip(run.steps, letters, strict=True)
    ]
    reasons = [
        f"{place}{BETWEEN}{_plain(run.steps[place].reason)}"
        for place, letter in enumerate(letters)
        if letter == SKIPPED or (letter == LEFT_OUT and run.steps[place].reason)
    ]
    adherence = row.adherence
    return Fact(
        id=row.id,
        rep=row.rep,
        order=row.order,
        play=run.play,
        title=run.title,
        blob=run.blob,
        started=run.started,
        account=run.account,
        opportunity=run.opportunity,
        deal_stage=run.deal_stage,
        triggers=run.triggers,
        mode=run.mode,
        connect=run.connect,
        result=run.result,
        commitment=run.commitment,
        commitment_by=run.commitment_by,
        kept=row.kept_state("commitment"),
        moved_to=row.kept_until("commitment"),
        proved=bool(run.exit_proof),
        wrong_play=run.wrong_play,
        private=row.private,
        corrected=row.corrected,
        redacted=row.redacted,
        counts=row.counts,
        against=None
        if adherence is None
        else Against(adherence.skipped, adherence.out_of_order, adherence.repeated, adherence.added),
        outline=outline_of(tuple(step.id for step in run.steps), tuple(step.required for step in run.steps)),
        letters=_gone_on(letters),
        reasons=AFTER.join(reasons),
        seconds=tuple(seconds),
        opened=tuple(
            Looked(one.page, " ".join(one.words.casefold().split()), one.settled or "") for one in run.opened
        ),
    )


def facts_of(rows: Iterable[RunRow]) -> list[Fact]:
    """Return what is counted of runs."""
    return [fact_of(row) for row in rows]


def reasons_in(text: str) -> Iterator[tuple[int, str]]:
    """Yield place of the step and reason, from the reasons of one or many runs."""
    for one in text.split(AFTER):
        place, between, why = one.partition(BETWEEN)
        if between:
            yield int(place), why


@lru_cache(4_096)
def outline_of(ids: tuple[str, ...], required: tuple[bool, ...]) -> Outline:
    """Return an outline, the same one for all runs that have it."""
    return Outline(ids, required)


_ON = str.maketrans(DONE + LATE + SKIPPED, DONE_ON + LATE_ON + SKIPPED_ON)


def _gone_on(letters: str) -> str:
    last = max(letters.rfind(DONE), letters.rfind(LATE))
    return letters[:last].translate(_ON) + letters[last:] if last > 0 else letters


def _plain(text: str) -> str:
    """Return a reason without the two characters that stand between reasons."""
    return text.replace(BETWEEN, " ").replace(AFTER, " ") if BETWEEN in text or AFTER in text else text
