"""What logs from elsewhere say: cases as runs of a play, each class of result apart, never among real runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from playbook.coaching.facts import DONE, DONE_ON, LATE, LATE_ON, Fact, fact_of
from playbook.coaching.figures import PlayFigures, play_summary
from playbook.coaching.reports.parts import step_grid
from playbook.coaching.runs import RunRow
from playbook.coaching.tallies import Held
from playbook.dates import said_day_of
from playbook.plays.model import Page
from playbook.records.model import Imported, Record, Run
from playbook.reporting.model import Block, Column, Grid, Report, Section, Words
from playbook.statistics.intervals import wilson
from playbook.statistics.percentiles import median
from playbook.text import count_of

OPEN = "still open, or not said"
MARK = "Imported from elsewhere: no run of yours is in these figures, and none of these is in yours."
DEFINITION = (
    "A step is done where an activity of the case means it. What lies before the furthest step that was done is "
    "skipped; what lies after is not reached, unless the case came to its end. Each result stands apart: a case that "
    "was lost stopped early, and is no worse kept to the play for that."
)


@dataclass(frozen=True)
class CaseLog:
    """One log as it was imported."""

    name: str
    cases: tuple[Imported, ...]
    by: tuple[str, ...] = ()
    """Who imported it."""
    at: str = ""
    """When the latest of it was imported, ISO."""

    @property
    def plays(self) -> tuple[str, ...]:
        """Ids of the plays that its cases were read by; mostly one."""
        return tuple(sorted({case.play for case in self.cases}))

    @property
    def labels(self) -> dict[str, int]:
        """How many cases each class of result has, the most frequent first; those without one under OPEN."""
        counted = Counter(case.label or OPEN for case in self.cases)
        return dict(sorted(counted.items(), key=lambda pair: (pair[0] == OPEN, -pair[1], pair[0])))


def logs_on_record(records: Iterable[Record]) -> dict[str, CaseLog]:
    """Return the logs by name, each with its cases as they were imported last; `records` come in their order."""
    cases: dict[str, dict[str, tuple[Record, Imported]]] = {}
    for record in records:
        case = record.body
        if not isinstance(case, Imported):
            continue
        of = cases.setdefault(case.log, {})
        if case.withdrawn:
            cases[case.log] = {id_: pair for id_, pair in of.items() if pair[0].person != record.person}
        else:
            of[case.id] = (record, case)
    return {
        name: CaseLog(
            name,
            tuple(case for _, case in of.values()),
            tuple(sorted({record.person for record, _ in of.values()})),
            max(record.at for record, _ in of.values()),
        )
        for name, of in sorted(cases.items())
        if of
    }


def rows_of(cases: Iterable[Imported]) -> list[RunRow]:
    """Return cases as finished runs, to be counted as those are."""
    return [_row(case, number) for number, case in enumerate(cases, 1)]


def _row(case: Imported, number: int) -> RunRow:
    run = Run(
        id=case.id,
        play=case.play,
        title="",
        blob=case.blob,
        started=case.started,
        ended=case.ended,
        seconds=0.0,
        rep=case.rep,
        account=case.account,
        trace=case.trace,
        steps=case.steps,
        result=case.result,  # type: ignore[arg-type]  # the mapping allows no other word
    )
    return RunRow(run, case.rep, case.started, (number, case.log, number))


def facts_of(rows: Iterable[RunRow]) -> list[Fact]:
    """Return cases as they are counted.

    When something was entered into a log says nothing of when it was done: nothing counts as filled in afterwards.
    """
    facts = (fact_of(row) for row in rows)
    return [
        msgspec.structs.replace(fact, letters=fact.letters.replace(LATE, DONE).replace(LATE_ON, DONE_ON))
        for fact in facts
    ]


@dataclass(frozen=True)
class Class:
    """The cases of one result, or all of them."""

    label: str
    """The log's own word; empty: all cases together."""
    play: PlayFigures
    fitness: float | None
    """The median of the cases' adherence fitness; None of none."""
    days: float | None
    """The median from a case's first row to its last."""
    passed_over: int
    """Rows that mean nothing here."""


def classes(log: CaseLog, page: Page) -> list[Class]:
    """Return the figures of a log's cases of one play: all together first, then each class of result apart."""
    mine = [case for case in log.cases if case.play in page.ids]
    labels = [label for label in log.labels if any((case.label or OPEN) == label for case in mine)]
    found = [_class("", mine, page)]
    if len(labels) > 1:
        found += [
            _class(label, [case for case in mine if (case.label or OPEN) == label], page) for label in labels
        ]
    return found


def _class(label: str, cases: Sequence[Imported], page: Page) -> Class:
    rows = rows_of(cases)
    fits = [row.adherence.fitness for row in rows if row.adherence and row.adherence.fitness is not None]
    days = [took for case in cases if (took := days_of(case)) is not None]
    return Class(
        label,
        play_summary(Held(facts_of(rows)), page),
        median(fits),
        round(found, 1) if (found := median(days)) is not None else None,
        sum(case.passed_over for case in cases),
    )


def days_of(case: Imported) -> float | None:
    """Return how many days a case took; None where its times cannot be read."""
    try:
        return (
            datetime.fromisoformat(case.ended) - datetime.fromisoformat(case.started)
        ).total_seconds() / 86_400
    except ValueError:
        return None


# Told


def log_report(log: CaseLog, pages: Mapping[str, Page], names: Mapping[str, str]) -> Report:
    """Return all that is known of a log; `pages` are its plays by id, `names` those of who imported it."""
    by = " and ".join(names.get(one, one) for one in log.by)
    head: list[Block] = [
        Words(f"⇣ {MARK}", "warn"),
        Words(f"{count_of(len(log.cases), 'case')}, imported by {by} on {said_day_of(log.at)}."),
    ]
    sections = [Section("", tuple(head))]
    for page in pages.values():
        found = classes(log, page)
        blocks: list[Block] = [classes_grid(found)]
        for one in found:
            title = f"{one.label or 'All cases'}: {count_of(one.play.runs, 'case')}"
            blocks += [Words(title, "strong"), _steps(one)]
        sections.append(Section(page.title, tuple(blocks)))
    sections.append(Section("", (Words(DEFINITION, "dim"),)))
    return Report(f"Imported: {log.name}", "", tuple(sections))


_ON_CALLS = frozenset({"median_seconds", "box_seconds", "filled_in", "reasons"})
"""Columns of steps that a log from elsewhere knows nothing of."""


def _steps(one: Class) -> Grid:
    grid = step_grid(one.play.steps)
    kept = [place for place, column in enumerate(grid.columns) if column.key not in _ON_CALLS]
    return Grid(
        grid.name,
        (Column("class", "Result", only_data=True), *(grid.columns[place] for place in kept)),
        tuple((one.label or "all", *(row[place] for place in kept)) for row in grid.rows),
    )


def classes_grid(found: Sequence[Class]) -> Grid:
    """Return the classes of result beside each other."""
    rows = []
    for one in found:
        play = one.play
        low, high = wilson(play.runs, found[0].play.runs) if found[0].play.runs else (None, None)
        rows.append(
            (
                one.label or "all",
                play.runs,
                low if one.label else None,
                high if one.label else None,
                one.fitness,
                one.days,
                play.skipped,
                play.out_of_order,
                play.repeated,
                play.added,
                one.passed_over,
            )
        )
    return Grid(
        "classes",
        (
            Column("class", "Result"),
            Column("cases", "Cases", "count"),
            Column("low", "From", "share", only_data=True),
            Column("high", "To", "share", only_data=True),
            Column("fitness", "Fitness", "share", rank=1),
            Column("median_days", "Median", "days", rank=1),
            Column("skipped", "Skip", "count"),
            Column("out_of_order", "Order", "count", rank=2),
            Column("repeated", "Rep.", "count", rank=2),
            Column("added", "Add.", "count", rank=2),
            Column("passed_over", "Passed over", "count", only_data=True),
        ),
        tuple(rows),
    )
