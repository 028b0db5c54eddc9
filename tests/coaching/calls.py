"""Runs written by hand, short enough to see what was done in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playbook.coaching.facts import Fact, facts_of
from playbook.coaching.runs import RunRow, fold
from playbook.coaching.tallies import Held
from playbook.plays.model import Facts, Page, Step
from playbook.records.model import (
    AUDIENCES,
    Body,
    Correction,
    Kept,
    Record,
    Redact,
    Run,
    RunStep,
    StepState,
    kind_of,
)

_STATES: dict[str, StepState] = {
    "+": "done",
    "-": "skipped",
    "o": "left-out",
    "/": "not-taken",
    ".": "not-reached",
}


def call(
    steps: str = "a+ b+ c+ d+ e+",
    done: str | None = None,
    result: str = "advance",
    **facts: Any,
) -> Run:
    """Return a run of `steps`, each a letter and its state: + done, - skipped, o left out, / not taken, . not reached.

    A capital letter is an optional step. `done` is the order of the trace, one second each (default: the play's).
    """
    made = []
    for word in steps.split():
        name, state = word[:-1], _STATES[word[-1]]
        made.append(
            RunStep(
                id=name.lower(),
                state=state,
                reason="no time" if state == "skipped" else "",
                seconds=10.0 if state == "done" else 0.0,
                required=name.islower() and state != "not-taken",
            )
        )
    order = [step.id for step in made if step.state == "done"] if done is None else done
    trace = tuple((float(second), step, "done") for second, step in enumerate(order, 1))
    given: dict[str, Any] = {
        "id": "r1",
        "play": "plays/first-call",
        "title": "First call",
        "blob": "b10b",
        "started": "2026-11-16T09:00:00.000Z",
        "ended": "2026-11-16T09:10:00.000Z",
        "seconds": 600.0,
        "rep": "lee",
        "trace": trace,
        "steps": tuple(made),
        "result": result,
    }
    return Run(**{**given, **facts})


def page(*names: str, id_: str = "plays/first-call", facts: Facts | None = None, **seconds: int) -> Page:
    """Return a page of steps: a capital letter is an optional one; `seconds` are time boxes by step."""
    steps = tuple(
        Step(name.lower(), name.upper(), optional=name.isupper(), seconds=seconds.get(name.lower()))
        for name in names
    )
    return Page(
        id_, f"{id_}.md", "First call", kind="play", steps=steps, facts=facts or Facts(), runnable=True
    )


@dataclass
class Log:
    """Journals of reps who finish runs."""

    records: list[Record] = field(default_factory=list)

    def write(self, person: str, body: Body, audience: str = "") -> Record:
        """Append a record."""
        kind = kind_of(body)
        journal = f"{person}/{person:x<16.16}/{audience or AUDIENCES[kind]}"
        seq = 1 + sum(record.journal == journal for record in self.records)
        clock = len(self.records) + 1
        record = Record(journal, seq, clock, "2026-11-16T09:10:00.000Z", kind, body)
        self.records.append(record)
        return record

    def run(self, id_: str, rep: str = "lee", *words: str, private: bool = False, **facts: Any) -> Record:
        """Write a finished run."""
        body = call(*words, id=id_, rep=rep, **facts)
        return self.write(rep, body, "self" if private else "")

    def correct(self, run: str, person: str = "lee", **changes: Any) -> Record:
        """Correct a run."""
        return self.write(person, Correction(run=run, changes=changes))

    def kept(self, run: str, what: Any, state: Any, to: str = "", person: str = "lee") -> Record:
        """Say what became of a commitment or next step."""
        return self.write(person, Kept(run=run, what=what, state=state, to=to))

    def redact(self, run: str, person: str = "lee") -> Record:
        """Redact a run."""
        return self.write(person, Redact(what=f"run:{run}"))

    @property
    def rows(self) -> dict[str, RunRow]:
        """The runs, folded."""
        return fold(self.records)

    @property
    def facts(self) -> list[Fact]:
        """What is counted of the runs."""
        return facts_of(self.rows.values())

    @property
    def past(self) -> Held:
        """The runs, as they are asked for."""
        return Held(self.facts)

    def row(self, id_: str) -> RunRow:
        """One run, folded."""
        return self.rows[id_]
