"""One person, the same for them and for their manager: their own trend, their own past, what was promised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from playbook.coaching.briefing import Briefing
from playbook.coaching.days import day_of
from playbook.coaching.facts import Fact
from playbook.coaching.mix import case_mix, mix_words, mixes_differ, one_and_others
from playbook.coaching.people import PersonFigures
from playbook.coaching.reports.parts import COUNTED, step_grid
from playbook.coaching.weeks import Week, weeks
from playbook.dates import short_day
from playbook.reporting.model import (
    Block,
    Cell,
    Column,
    Grid,
    IntervalChart,
    LineChart,
    Report,
    Section,
    Span,
    Words,
)
from playbook.statistics.funnel import FEW
from playbook.statistics.intervals import wilson
from playbook.statistics.nelson import BY_CHANCE
from playbook.statistics.xmr import xmr
from playbook.text import count_of, spoken

LATELY = 28
"""Days that are held against all before."""


def person_report(
    briefing: Briefing,
    figures: PersonFigures,
    name: str,
    above: Sequence[str],
    *,
    runs: bool = False,
    more: Sequence[Section] = (),
) -> Report:
    """Return all that is known of one person; `above` are the names of those who see the same.

    `more` is what they set out to do and agreed, told before what was done. With `runs` a table of every run is in it,
    for a 1:1 on paper. Nobody else is named, and nobody is ranked.
    """
    counted = [row for row in figures.runs if row.counts]
    sections = [Section("", tuple(_head(briefing, figures, name, above))), *more]
    talk = [topic for topic in briefing.topics if topic.rep == figures.rep]
    if talk:
        blocks: list[Block] = []
        for topic in talk:
            blocks += [Words(topic.said), Words(topic.advice, "dim"), *topic.blocks]
        sections.append(Section("To talk about", tuple(blocks)))
    past = _past(counted, briefing.log.today)
    if past:
        sections.append(Section("Own trend, own past", tuple(past)))
    titles = {play.play: play.title for play in briefing.plays}
    skipped = [step for step in figures.steps if step.required and step.skipped]
    if skipped:
        skipped.sort(key=lambda step: (-step.skipped, step.play, step.step))
        why = [
            Words(
                f"{titles.get(step.play, step.play)} · {step.title}: {step.skipped} of {step.reached}"
                + (
                    f" ({', '.join(f'{reason} {count}' for reason, count in step.reasons[:4])})"
                    if step.reasons
                    else ""
                )
            )
            for step in skipped
        ]
        sections.append(Section("Steps left out", tuple(why)))
    else:
        sections.append(Section("Steps left out", (Words("No required step was skipped."),)))
    sections.append(Section("Promises of customers", tuple(_promises(figures.runs, briefing.log.today))))
    sections.append(Section("The log itself", tuple(_log(figures.runs))))
    if runs and figures.runs:
        sections.append(Section("Steps", (step_grid(figures.steps, titles), Words(COUNTED, "dim"))))
        sections.append(Section("Runs", (runs_grid(figures.runs),)))
    return Report(name, "", tuple(sections))


def _head(briefing: Briefing, figures: PersonFigures, name: str, above: Sequence[str]) -> list[Block]:
    log = briefing.log
    counted = [row for row in figures.runs if row.counts]
    said: list[Block] = [
        Words(f"{count_of(figures.n, 'connected run')} of {count_of(figures.attempts, 'attempt')}.")
    ]
    if above:
        said.append(Words(f"{', '.join((name, *above[:-1]))} and {above[-1]} see exactly this.", "dim"))
    if figures.n < FEW:
        said.append(Words("Under ten runs: counts only, no rates.", "dim"))
    plays = {row.play for row in counted}
    cases = log.past.cases_by_rep(plays)
    by_rep = {rep: case_mix(some, log.segment_of) for rep, some in cases.items()}
    mine, others = one_and_others(by_rep, figures.rep)
    if words := mix_words(mine):
        said.append(Words(f"Case mix: {words}.", "dim"))
        if mixes_differ(mine, others):
            said.append(
                Words(
                    f"Others who ran these plays have another mix ({mix_words(others)}): not the same calls.",
                    "dim",
                )
            )
    said.append(Words(str(briefing.complete(figures.rep)), "dim"))
    return said


def _past(rows: Sequence[Fact], today: date) -> list[Block]:
    blocks: list[Block] = []
    found = weeks((row.started, row.committed) for row in rows)
    if sum(week.n > 0 for week in found) > 2:
        blocks.append(_trend(found))
    lately, before = _halves(rows, today)
    spans = [
        Span(label, a / n, *wilson(a, n), f"{a} of {n}")
        for label, (a, n) in ((f"last {LATELY} days", _share(lately)), ("before", _share(before)))
        if n >= FEW
    ]
    if len(spans) == 2:
        blocks.append(IntervalChart("Commitments, now and before", tuple(spans)))
    plays = _plays(lately, before)
    if plays.rows:
        blocks.append(plays)
    return blocks


def _trend(found: Sequence[Week]) -> LineChart:
    used = [week for week in found if week.n]
    chart = xmr([week.successes / week.n for week in used])
    limits = chart.limits
    flagged = frozenset(place for one in chart.signals for place in range(one.first, one.last + 1))
    return LineChart(
        "Commitments, share of the runs of each week",
        chart.values,
        tuple(short_day(week.monday) for week in used),
        sizes=tuple(week.n for week in used),
        mean=limits.mean if limits else None,
        lower=max(limits.lower, 0.0) if limits else None,
        upper=min(limits.upper, 1.0) if limits else None,
        flagged=flagged,
        said=" ".join(filter(None, (chart.said, BY_CHANCE if flagged else ""))),
    )


def _halves(rows: Sequence[Fact], today: date) -> tuple[list[Fact], list[Fact]]:
    since = today - timedelta(days=LATELY)
    lately = [row for row in rows if (day_of(row.started) or date.min) > since]
    return lately, [row for row in rows if (day_of(row.started) or date.min) <= since]


def _share(rows: Sequence[Fact]) -> tuple[int, int]:
    return sum(row.committed for row in rows), len(rows)


def _plays(lately: Sequence[Fact], before: Sequence[Fact]) -> Grid:
    titles = {row.play: row.title for row in (*before, *lately)}
    now, then = _by_play(lately), _by_play(before)
    return Grid(
        "plays",
        (
            Column("play", "Play", only_data=True),
            Column("title", "Play"),
            Column("runs", "Lately", "count"),
            Column("commitments", "Committed", "count"),
            Column("runs_before", "Before", "count"),
            Column("commitments_before", "Committed", "count"),
        ),
        tuple(
            (play, title, *now.get(play, (0, 0)), *then.get(play, (0, 0)))
            for play, title in sorted(titles.items())
        ),
    )


def _by_play(rows: Sequence[Fact]) -> Mapping[str, tuple[int, int]]:
    runs, commitments = (
        Counter(row.play for row in rows),
        Counter(row.play for row in rows if row.committed),
    )
    return {play: (n, commitments[play]) for play, n in runs.items()}


def _promises(rows: Sequence[Fact], today: date) -> list[Block]:
    promised = [row for row in rows if row.commitment == "promised"]
    if not promised:
        return [Words("None was promised on a call.")]
    states = Counter(row.kept or "open" for row in promised)
    overdue = sum(
        row.kept not in ("kept", "broken") and (day_of(row.moved_to or row.commitment_by) or today) < today
        for row in promised
    )
    parts = [f"{state} {states[state]}" for state in ("kept", "broken", "moved", "open") if states[state]]
    said: list[Block] = [Words(f"{count_of(len(promised), 'promise')}: {', '.join(parts)}.")]
    if overdue:
        said.append(
            Words(f"{count_of(overdue, 'promise')} fell due and nobody said what became of it.", "warn")
        )
    return said


def _log(rows: Sequence[Fact]) -> list[Block]:
    calls = [row for row in rows if row.counts and row.mode == "call"]
    late = sum(row.filled_in for row in calls)
    debriefs = sum(row.counts and row.mode == "debrief" for row in rows)
    corrected = sum(row.corrected for row in rows)
    said: list[Block] = []
    if calls:
        said.append(
            Words(
                f"{late} of {count_of(len(calls), 'call')} ticked in a burst at the end (filled in afterwards)."
            )
        )
    if debriefs:
        said.append(Words(f"{count_of(debriefs, 'run')} recorded as a debrief, which is fine."))
    if corrected:
        said.append(Words(f"{count_of(corrected, 'run')} corrected since; each says so."))
    return said or [Words("No call was recorded yet.")]


def runs_grid(rows: Sequence[Fact]) -> Grid:
    """Return runs one by one, the latest first."""
    return Grid(
        "runs",
        (
            Column("run", "Run", only_data=True),
            Column("started", "When"),
            Column("title", "Play"),
            Column("result", "Result"),
            Column("commitment", "Commitment"),
            Column("skipped", "Skipped", "count"),
            Column("out_of_order", "Out of order", "count"),
            Column("filled_in", "Filled in afterwards"),
            Column("corrected", "Corrected"),
        ),
        tuple(_run(row) for row in rows),
    )


def _run(row: Fact) -> tuple[Cell, ...]:
    if row.redacted:
        return (row.id, "", "redacted", "", "", None, None, "", "")
    return (
        row.id,
        row.started[:16].replace("T", " "),
        row.title or row.play,
        spoken(row.result or row.connect),
        spoken(row.commitment) + (f", {row.kept}" if row.kept else ""),
        row.skipped if row.counts else None,
        row.against.out_of_order if row.against else None,
        "yes" if row.filled_in else "",
        "yes" if row.corrected else "",
    )
