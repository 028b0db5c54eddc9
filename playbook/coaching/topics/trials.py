"""Experiments and pilots: progress, verdicts by the plan, and never a winner in between."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from playbook.coaching.experiments import Judged, Report, first_runs, report
from playbook.coaching.facts import Fact
from playbook.coaching.tallies import cases_of
from playbook.coaching.topics.beside import Mixes
from playbook.coaching.topics.model import Behind, Log, Topic, latest
from playbook.dates import said, said_day_of, short_day
from playbook.plays.model import Summary
from playbook.plays.settings_model import Experiment
from playbook.reporting.model import Block, IntervalChart, Span, Words, points
from playbook.statistics.funnel import FEW
from playbook.statistics.intervals import newcombe, wilson
from playbook.text import count_of

DEFINITION = (
    "Accounts, each once by its first connected run since the plan began, in the arm that it was assigned to by the "
    "SHA-256 of experiment and account. Four looks with O'Brien and Fleming's bounds; interval by Newcombe at the "
    "look's level; Fisher's exact p is not adjusted. Chance alone makes a winner in 5 of 100 experiments."
)
PILOT_DEFINITION = (
    "Connected runs of the pilot's reps, and their runs of the other plays of its stage in the same time. It was not "
    "decided by chance who gets which, so it says what happened and proves nothing."
)


class Trial(NamedTuple):
    """An experiment with all that may be said of it now."""

    plan: Experiment
    report: Report
    losing: str
    """The page that did worse by a verdict; empty where there is none."""
    is_over: bool
    """There is a verdict, or all looks were taken."""


def judged(log: Log, plan: Experiment) -> Trial:
    """Judge an experiment by its plan on the runs of the log."""
    found = report(log.past.facts(plan.arms), plan, log.text_of, log.now_of(plan.arms))
    last = found.segments[-1].verdict if found.segments else None
    over = last is not None and last.state in ("better", "undecided")
    losing = ""
    if last is not None and last.state == "better":
        losing = next(arm for arm in plan.arms if arm != last.better)
    return Trial(plan, found, losing, over)


def experiment_topic(log: Log, trial: Trial) -> Topic:
    """Return an experiment as something to talk about."""
    plan = trial.plan
    titles = {arm: log.pages[arm].title if arm in log.pages else arm for arm in plan.arms}
    words = _words(trial, titles)

    def behind() -> Behind:
        rows = log.past.facts(plan.arms)
        mixes = _mixes(log, trial, titles, first_runs(rows, plan))
        runs = latest(row for row in rows if row.counts)
        return Behind(runs, tuple(_blocks(trial, titles, words[1:])), mixes)

    return Topic(
        kind="experiment",
        title=f"{plan.id}: {_state(trial)}",
        said=words[0],
        advice=_advice(trial, titles),
        definition=DEFINITION,
        n=sum(sum(part.verdict.accounts) for part in trial.report.segments),
        trial=plan.id,
        looked_at=sum(way.n for way in log.past.ways(plan.arms)),
        behind=behind,
    )


def _words(trial: Trial, titles: Mapping[str, str]) -> list[str]:
    words = [*(trial.report.segments[-1].verdict.words if trial.report.segments else ()), *trial.report.words]
    for arm, title in titles.items():
        words = [_named(one, arm, title) for one in words]
    return words or ["Nothing to judge yet."]


def _named(text: str, arm: str, title: str) -> str:
    """Put the title where the page's id stands, but not where a longer id begins with it."""
    import re

    return re.sub(re.escape(arm) + r"(?![\w-])", lambda _: title, text)


def _state(trial: Trial) -> str:
    if not trial.report.segments:
        return "not judged"
    last = trial.report.segments[-1].verdict
    return {
        "waiting": "no account yet",
        "running": f"look {last.look} of 4 taken",
        "ratio": "the split is wrong",
        "better": "a verdict",
        "undecided": "no difference shown",
    }[last.state]


def _advice(trial: Trial, titles: Mapping[str, str]) -> str:
    if trial.losing:
        return f"End it and adopt: propose the retirement of “{titles[trial.losing]}”."
    if trial.is_over:
        return "It is over: keep whichever is easier to say, and retire the other."
    return "Let it run: reading it earlier would make chance look like a winner."


def _blocks(trial: Trial, titles: Mapping[str, str], words: Sequence[str]) -> Iterable[Block]:
    for text in words:
        yield Words(text)
    for part in trial.report.segments:
        yield from _segment(part, titles)
    yield Words(plan_words(trial.plan, titles), "dim")


def _segment(part: Judged, titles: Mapping[str, str]) -> Iterable[Block]:
    found = part.verdict
    if found.arms:
        yield _chart(part, titles)
    if found.accounts != (0, 0):
        yield Words(
            f"Accounts {found.accounts[0]} and {found.accounts[1]} of {found.per_arm} in each arm"
            + (f", since {said_day_of(part.segment.start)}" if part.segment.start else "")
            + f"; a split as uneven comes by chance with p = {found.ratio_p:.3f}.",
            "dim",
        )


def _mixes(log: Log, trial: Trial, titles: Mapping[str, str], firsts: Iterable[Fact]) -> Mixes:
    """Return what kind of calls count in each arm since the last edit: chance should have made them alike."""
    if not trial.report.segments:
        return ()
    by_account = {row.account: row for row in firsts}
    entries = trial.report.segments[-1].segment.entries
    return log.mixes(
        *(
            (title, cases_of(by_account[one.account] for one in entries if one.arm == arm))
            for arm, title in titles.items()
        )
    )


def _chart(part: Judged, titles: Mapping[str, str]) -> IntervalChart:
    arms = part.verdict.arms
    return IntervalChart(
        "Share of accounts that committed",
        tuple(
            Span(
                titles.get(arm.name, arm.name),
                arm.share,
                *wilson(arm.successes, arm.n),
                f"{arm.successes} of {arm.n}",
                flagged=arm.name == part.verdict.better,
            )
            for arm in arms
        ),
    )


def plan_words(plan: Experiment, titles: Mapping[str, str]) -> str:
    """Return the plan as it was written before, in words."""
    start = f", from {said(plan.start)}" if plan.start else ""
    return (
        f"The plan: {' against '.join(titles[arm] for arm in plan.arms)}; measure {plan.measure}, baseline "
        f"{plan.baseline:.0%}, smallest lift {plan.smallest_lift * 100:g} points, {plan.accounts_per_arm} accounts in "
        f"each arm{start}."
    )


# Pilots


def pilot_topic(log: Log, page: Summary, others: Sequence[str]) -> Topic | None:
    """Return a pilot as something to talk about; `others` are the plays of its stage. None for what is no pilot."""
    pilot = page.pilot
    if page.status != "pilot" or pilot is None:
        return None
    runs = log.counted(page.id)
    first = min((row.started[:10] for row in runs), default="")
    rest = {id_ for other in others if other != page.id for id_ in log.ids_of(other)}
    beside = [row for row in log.past.facts(rest, pilot.reps, since=first) if row.counts]
    a, n = sum(row.committed for row in runs), len(runs)
    b, m = sum(row.committed for row in beside), len(beside)
    ended = pilot.until is not None and pilot.until < log.today
    until = f" until {short_day(pilot.until, log.today)}" if pilot.until else ""
    used = sorted({log.name_of(row.rep) for row in runs if row.rep in pilot.reps and row.rep in log.named})
    said = f"{a} of {n} connected runs end in a commitment" if n else "Nobody has run it yet"
    if n and m:
        said += f"; {b} of {m} runs of the other plays of its stage by the same reps"
    return Topic(
        kind="pilot",
        title=f"{page.title}: {'pilot ended' if ended else 'pilot'}{until}",
        said=f"{said}. {_verdict(a, n, b, m)}",
        advice="It has ended: keep, change or retire it (Plays, the page, what is to become of it)."
        if ended
        else "It goes on; ask those who use it what they would keep.",
        definition=PILOT_DEFINITION,
        n=n + m,
        play=page.id,
        looked_at=n,
        behind=lambda: Behind(
            latest(runs),
            tuple(_pilot_blocks(a, n, b, m, used, pilot.reps)),
            log.mixes(("the pilot", cases_of(runs)), ("other plays", cases_of(beside))),
        ),
    )


def _verdict(a: int, n: int, b: int, m: int) -> str:
    if n < FEW or m < FEW:
        return "Too few runs to compare: a pilot says what happened, and proves nothing."
    low, high = newcombe(a, n, b, m)
    words = f"{points(low, high)} points"
    if low <= 0 <= high:
        return f"The difference is within chance ({words})."
    what = "more" if low > 0 else "less"
    return f"It went with {what} commitments ({words}); who tried it was chosen, so that proves nothing."


def _pilot_blocks(
    a: int, n: int, b: int, m: int, used: Sequence[str], reps: Sequence[str]
) -> Iterable[Block]:
    if used:
        yield Words(f"Used by {', '.join(used)} of {count_of(len(reps), 'rep')} it is offered to.")
    spans = [
        Span(label, of[0] / of[1], *wilson(*of), f"{of[0]} of {of[1]}")
        for label, of in (("the pilot", (a, n)), ("other plays of the stage", (b, m)))
        if of[1]
    ]
    if spans:
        yield IntervalChart("Commitments", tuple(spans))
