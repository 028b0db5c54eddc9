"""One play: its trend with revision marks, its steps, and who ran it."""

from __future__ import annotations

from collections import Counter

from playbook.coaching.bottleneck import of_steps
from playbook.coaching.briefing import Briefing
from playbook.coaching.figures import PlayFigures
from playbook.coaching.mix import NO_RUNS, case_mix, mix_words
from playbook.coaching.reports.parts import STEPS_EXPLAINED, play_words, reps_blocks, step_grid, topic_blocks
from playbook.coaching.topics.changed import trend
from playbook.coaching.topics.left_out import reasons_chart
from playbook.coaching.yields import rolled_yield, step_yields
from playbook.reporting.model import Block, Report, Section, Words
from playbook.statistics.funnel import FEW


def play_report(briefing: Briefing, play: PlayFigures) -> Report:
    """Return all that is known of a play."""
    log = briefing.log
    play = briefing.timed(play)
    sections = [Section("", (*play_words(play), *_mix(briefing, play)))]
    talk = [
        block
        for topic in briefing.topics
        if topic.play == play.play and topic.kind != "changed"
        for block in topic_blocks(topic)
    ]
    if talk:
        sections.append(Section("What to talk about", tuple(talk)))
    chart = trend(log, play.play)
    if len(chart.values) > 1:
        sections.append(Section("Week by week", (chart,)))
    sections.append(Section("Steps", tuple(_steps(play))))
    people = reps_blocks(log, log.ways(play.play))
    if people:
        mixes = [Words(text, "dim") for text in _mixes(briefing, play)]
        sections.append(Section("Reps, by name", (*people, *mixes)))
    return Report(play.title, f"{play.play}", tuple(sections))


def _mix(briefing: Briefing, play: PlayFigures) -> list[Words]:
    mix = mix_words(case_mix(briefing.log.cases(play.play), briefing.log.segment_of))
    said = [Words(f"Case mix: {mix}.", "dim")] if mix else []
    return [*said, Words(str(briefing.complete()), "dim")]


def _mixes(briefing: Briefing, play: PlayFigures) -> list[str]:
    """Return the case mix of each rep, by name, to be read beside their shares."""
    log = briefing.log
    by_rep = log.mixes_of(play.play)
    runs: Counter[str] = Counter()
    for way in log.ways(play.play):
        runs[way.rep] += way.n
    reps = sorted((rep for rep in runs if runs[rep] >= FEW and rep in log.named), key=log.name_of)
    said = ((rep, mix_words(by_rep.get(rep, NO_RUNS))) for rep in reps)
    return [f"Case mix of {log.name_of(rep)}: {mix}." for rep, mix in said if mix]


def _steps(play: PlayFigures) -> list[Block]:
    blocks: list[Block] = [step_grid(play.steps)]
    through = rolled_yield(step_yields(play.steps))
    where = of_steps(play.steps)
    titles = {step.step: step.title for step in play.steps}
    if where.most_lost:
        names = " and ".join(titles[one] for one in where.most_lost)
        blocks.append(Words(f"Most is lost in {names}: {where.lost} of {where.all_lost} not done."))
    if where.most_time:
        names = " and ".join(titles[one] for one in where.most_time)
        blocks.append(Words(f"Most time goes into {names}."))
    if (
        through is not None
        and min(step.reached for step in play.steps if step.required and not step.is_gone) >= FEW
    ):
        blocks.append(Words(f"{through:.0%} would do all required steps (rolled yield of the steps)."))
    if where.said:
        blocks.append(Words(where.said, "dim"))
    most = max(play.steps, key=lambda step: sum(count for _, count in step.reasons), default=None)
    if most is not None and most.reasons:
        blocks.append(reasons_chart(most))
    blocks.append(Words(STEPS_EXPLAINED, "dim"))
    return blocks
