"""Steps that are left out: by most, which is the play's problem; by one, which is for coaching."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from playbook.coaching.facts import SKIPPED, SKIPPED_ON
from playbook.coaching.figures import StepFigures
from playbook.coaching.mix import one_and_others
from playbook.coaching.tallies import Took
from playbook.coaching.topics.model import FAMILY, LOOKED_AT, Behind, Log, Topic
from playbook.reporting.model import Bar, BarChart, IntervalChart, Span
from playbook.statistics.fisher import is_rare
from playbook.statistics.funnel import FEW
from playbook.statistics.intervals import wilson
from playbook.text import count_of

MINE = 5
"""Runs of one rep that reached a step, below which nothing is said about them."""
MOST_DEFINITION = (
    "Skipped of reached: connected runs of the right play that came to the step; a run that ended before it is not "
    "counted. Said where, of at least ten runs and three reps, most reps skip it at least every other time."
)
ONE_DEFINITION = (
    "Skipped of reached, this rep against all others: Fisher's exact test, the 5% shared among all steps and reps "
    "that were looked at, so that chance alone names anybody in one log of twenty."
)


def left_out(log: Log, steps: Iterable[StepFigures]) -> list[Topic]:
    """Return what most leave out, the most first, then what one rep leaves out, by name."""
    required = [step for step in steps if step.required and not step.is_gone and step.reached]
    most = [step for step in required if step.is_the_plays]
    rest = [step for step in required if not step.is_the_plays]
    most.sort(key=lambda step: (-step.skipped / step.reached, step.play, step.step))
    return [*(_by_most(log, step) for step in most), *_by_one(log, rest)]


def reasons_chart(step: StepFigures) -> BarChart:
    """Return why a step was skipped, the most frequent first, with what they add up to (Pareto)."""
    total = sum(count for _, count in step.reasons)
    bars, sum_ = [], 0
    for reason, count in step.reasons:
        sum_ += count
        bars.append(
            Bar(reason, float(count), f"{count} · {sum_ / total:.0%} so far" if total else str(count))
        )
    return BarChart(f"Why “{step.title}” was skipped", tuple(bars))


def _by_most(log: Log, step: StepFigures) -> Topic:
    return Topic(
        kind="left-out-by-most",
        title=f"{log.pages[step.play].title} · {step.title}",
        said=_counts(step),
        advice="Most reps skip it: the play's problem, one for its owners.",
        definition=MOST_DEFINITION,
        n=step.reached,
        reps=len(step.by_rep),
        tells="wrong",
        plainly="Most who come to this step skip it"
        + (f", most often because: {step.reasons[0][0]}." if step.reasons else "."),
        play=step.play,
        step=step.step,
        looked_at=step.skipped,
        behind=lambda: Behind(log.past.took(_skipping(log, step), most=LOOKED_AT), (reasons_chart(step),)),
    )


def _counts(step: StepFigures) -> str:
    said = f"Skipped in {step.skipped} of {count_of(step.reached, 'run')} that reached it"
    said += f", by {len(step.reps_skipped)} of {count_of(len(step.by_rep), 'rep')}"
    if step.reasons:
        reason, count = step.reasons[0]
        said += f"; most often “{reason}” ({count} of {sum(number for _, number in step.reasons)})"
    return said + "."


def _by_one(log: Log, steps: Sequence[StepFigures]) -> list[Topic]:
    tried = [(step, one) for step in steps for one in step.by_rep if _is_tried(step, one.reached)]
    found = []
    for step, one in tried:
        others, of = step.skipped - one.skipped, step.reached - one.reached
        if one.rep not in log.named or one.skipped * of <= others * one.reached:
            continue
        if is_rare(one.skipped, one.reached - one.skipped, others, of - others, FAMILY / len(tried)):
            found.append((log.name_of(one.rep), _of_one(log, step, one.rep, one.skipped, one.reached)))
    return [topic for _, topic in sorted(found, key=lambda pair: (pair[0], pair[1].id))]


def _is_tried(step: StepFigures, reached: int) -> bool:
    return reached >= MINE and step.reached - reached >= FEW


def _of_one(log: Log, step: StepFigures, rep: str, skipped: int, reached: int) -> Topic:
    others, of = step.skipped - skipped, step.reached - reached
    name = log.name_of(rep)
    mine, theirs = wilson(skipped, reached), wilson(others, of)
    chart = IntervalChart(
        "Skipped, of those that reached it",
        (
            Span(name, skipped / reached, *mine, f"{skipped} of {reached}", flagged=True),
            Span("the others", others / of, *theirs, f"{others} of {of}"),
        ),
    )

    def behind() -> Behind:
        mixes = one_and_others(log.mixes_of(step.play), rep)
        runs = log.past.took(_skipping(log, step), [rep], most=LOOKED_AT)
        return Behind(runs, (chart,), tuple(zip((name, "the others"), mixes, strict=True)))

    return Topic(
        kind="left-out-by-one",
        title=f"{name}: {step.title}",
        said=f"{name} skips “{step.title}” of {log.pages[step.play].title} in {skipped} of {reached} runs, the others "
        f"in {others} of {of}{_why(log, rep, step)}.",
        advice="One person does it differently: for coaching, not a verdict. Ask what it is for.",
        definition=ONE_DEFINITION,
        n=step.reached,
        play=step.play,
        step=step.step,
        rep=rep,
        looked_at=skipped,
        behind=behind,
    )


def _why(log: Log, rep: str, step: StepFigures) -> str:
    moved = log.pages[step.play].facts.moved
    reasons: Counter[str] = Counter()
    for way in log.ways(step.play):
        ids, required = way.outline
        for place, why, n in way.reasons if way.rep == rep else ():
            if why and required[place] and moved.get(ids[place], ids[place]) == step.step:
                reasons[why] += n
    if not reasons:
        return ""
    reason, count = reasons.most_common(1)[0]
    return f"; most often “{reason}” ({count})"


def _skipping(log: Log, step: StepFigures) -> Took:
    return log.took(step.play, step.step, SKIPPED + SKIPPED_ON)
