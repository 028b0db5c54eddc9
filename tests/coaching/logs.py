"""Logs of many runs, for the rules of what to talk about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from playbook.coaching.facts import Fact, facts_of
from playbook.coaching.figures import StepFigures, step_figures, timed
from playbook.coaching.runs import RunRow
from playbook.coaching.tallies import Held
from playbook.coaching.topics.model import Log
from playbook.plays.model import Page
from playbook.records.model import Kept, Run
from tests.coaching.calls import call, page

TODAY = date(2026, 11, 20)
PLAY = "plays/first-call"
NAMES = {
    "lee": "Lee Park",
    "mia": "Mia Novak",
    "dov": "Dov Adler",
    "bea": "Bea Lindgren",
    "amir": "Amir Shah",
}
REPS = tuple(NAMES)
DONE = "a+ b+ c+"


def runs(count: int, rep: str = "lee", steps: str = DONE, *, days_ago: int = 10, **facts: Any) -> list[Run]:
    """Return `count` runs of a rep, one after the other on one day."""
    day = TODAY - timedelta(days=days_ago)
    return [
        call(
            steps,
            id=f"{rep}-{days_ago}-{steps}-{number}-{sorted(facts.items())}",
            rep=rep,
            started=f"{day}T{9 + number % 8:02d}:{number // 8:02d}:00.000Z",
            **facts,
        )
        for number in range(count)
    ]


def team(count: int, steps: str = DONE, *, but: Sequence[str] = (), **facts: Any) -> list[Run]:
    """Return `count` runs of each of five reps, without those named in `but`."""
    return [run for rep in REPS if rep not in but for run in runs(count, rep, steps, **facts)]


def rows(made: Iterable[Run], *, kept: str = "") -> tuple[RunRow, ...]:
    """Return runs as rows, in their order."""
    said: Any = kept
    return tuple(
        RunRow(
            run,
            run.rep,
            run.started,
            (number, run.rep, number),
            kept=(("commitment", Kept(run.id, "commitment", said)),) if kept else (),
        )
        for number, run in enumerate(made, 1)
    )


def facts(made: Iterable[Run], *, kept: str = "") -> list[Fact]:
    """Return what is counted of runs."""
    return facts_of(rows(made, kept=kept))


def past(made: Iterable[Run], *, kept: str = "") -> Held:
    """Return runs, as they are asked for."""
    return Held(facts(made, kept=kept))


def log(made: Iterable[Run], *pages: Page, named: Iterable[str] = REPS, **known: Any) -> Log:
    """Return the log of runs, of one play with three steps unless pages are given."""
    shown = pages or (page("a", "b", "c"),)
    return Log(
        past(made),
        {one.id: one for one in shown},
        TODAY,
        frozenset(named),
        lambda rep: NAMES.get(rep, rep),
        **known,
    )


def steps(log: Log) -> list[StepFigures]:
    """Return the figures of every step of the log's plays."""
    return [step for one in log.pages.values() for step in play_figures(log.past.facts(one.ids), one)]


def play_figures(rows: Iterable[Fact], page: Page) -> list[StepFigures]:
    """Return the figures of every step of `page`, in its order, over those of `rows` that are its runs.

    Steps renamed since (`moved`) are counted under their present id; steps that older revisions had follow
    at the end. Private and redacted runs count nowhere.
    """
    past = Held(rows)
    return timed(step_figures(past.ways(page.ids), page), past.times(page.ids), page)
