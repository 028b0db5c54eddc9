"""The team: what to talk about, then all figures behind it."""

from __future__ import annotations

from playbook.coaching.briefing import Briefing
from playbook.coaching.columns import PLAY
from playbook.coaching.mix import case_mix, mix_words
from playbook.coaching.reports.parts import (
    COUNTED,
    people_grid,
    reps_blocks,
    step_grid,
    topic_blocks,
    topics_grid,
)
from playbook.coaching.topics.flow import DEFINITION as STAGES_DEFINITION
from playbook.coaching.topics.flow import stage_grid
from playbook.coaching.topics.left_out import MOST_DEFINITION
from playbook.coaching.topics.model import HEADINGS, Kind
from playbook.coaching.topics.settled import DEFINITION as SETTLED_DEFINITION
from playbook.coaching.topics.settled import met_grid
from playbook.coaching.ways import Way
from playbook.dates import short_day_of
from playbook.reporting.model import Block, Column, Grid, Report, Section, Words
from playbook.text import count_of

NOTHING = "Nothing stands out in the runs you may see; what is left is within chance."
CHANCE = (
    "Of each kind, chance alone puts something on this list in one log of twenty, however many steps and people it "
    "looks at."
)
NO_RUNS = "No runs here that you may see: a run is for its rep and the managers above."


def overview(briefing: Briefing) -> Report:
    """Return the first thing to read: what to talk about, each in two sentences."""
    told: dict[Kind, list[Block]] = {}
    for topic in briefing.topics:
        told.setdefault(topic.kind, []).extend(
            (
                Words(topic.title, "strong"),
                Words(topic.said),
                Words(topic.advice, "warn" if topic.kind == "left-out-by-most" else "dim"),
            )
        )
    sections = [Section(HEADINGS[kind], tuple(blocks)) for kind, blocks in told.items()]
    if not briefing.plays:
        sections.append(Section("", (Words(NO_RUNS),)))
    elif not briefing.topics:
        sections.append(Section("", (Words(NOTHING),)))
    return Report("What to talk about", _about(briefing), (*sections, *_also(briefing)))


def _about(briefing: Briefing) -> str:
    runs = sum(play.runs for play in briefing.plays)
    parts = [f"{count_of(runs, 'connected run')} of {count_of(len(briefing.plays), 'play')}"]
    uses = [use for use in briefing.log.uses if use.first]
    if uses:
        first, last, today = min(use.first for use in uses), max(use.last for use in uses), briefing.log.today
        parts.append(f"{short_day_of(first, today)} to {short_day_of(last, today)}")
    return ", ".join(parts)


def _also(briefing: Briefing) -> tuple[Section, ...]:
    steps = briefing.also_skipped
    sections = []
    if steps:
        titles = {play.play: play.title for play in briefing.plays}
        told = [
            Words(
                f"{titles.get(step.play, step.play)} · {step.title}: skipped in {step.skipped} of "
                f"{count_of(step.reached, 'run')} that reached it, by {len(step.reps_skipped)} of "
                f"{count_of(len(step.by_rep), 'rep')}"
                + (f"; {step.reasons[0][0]} {step.reasons[0][1]}" if step.reasons else "")
                + "."
            )
            for step in steps[:12]
        ]
        note = Words("Seldom, by few, or in few runs: counts, and no more than chance.", "dim")
        sections.append(Section("Also skipped", (*told, note)))
    closing = [Words(COUNTED, "dim"), Words(CHANCE, "dim"), Words(str(briefing.complete()), "dim")]
    if briefing.private:
        verb = "counts" if briefing.private == 1 else "count"
        closing.append(Words(f"Your {count_of(briefing.private, 'private run')} {verb} nowhere.", "dim"))
    return (*sections, Section("How it is counted", tuple(closing)))


def stages_report(briefing: Briefing) -> Report:
    """Return the stages by opportunity."""
    titles = briefing.stage_titles or {}
    blocks: list[Block] = []
    for topic in briefing.topics:
        if topic.kind == "stage":
            blocks += [Words(topic.said), Words(topic.advice, "dim"), topic.blocks[0]]
    if any(one.entered for one in briefing.stages):
        blocks.append(stage_grid(briefing.stages, titles))
    else:
        blocks.append(Words("No opportunity was imported yet: `playbook accounts import` brings them."))
    blocks += [Words(STAGES_DEFINITION, "dim"), _complete(briefing)]
    return Report("Stages", "By opportunity", (Section("", tuple(blocks)),))


def objections_report(briefing: Briefing) -> Report:
    """Return the objections by how often they are met and settled."""
    blocks: list[Block] = []
    for topic in briefing.topics:
        if topic.kind == "objection":
            blocks += [Words(topic.title, "strong"), Words(topic.said), Words(topic.advice, "dim")]
            blocks += [block for block in topic.blocks if isinstance(block, Words)]
    blocks.append(met_grid(briefing.met) if briefing.met else Words("None was opened on a call yet."))
    blocks.append(Words(f"Share: settled of judged, from ten judged on. {SETTLED_DEFINITION}", "dim"))
    blocks.append(_complete(briefing))
    return Report("Objections", "By how often they were opened", (Section("", tuple(blocks)),))


def plays_grid(briefing: Briefing) -> Grid:
    """Return all plays that were run."""
    return Grid(
        "plays",
        (
            *PLAY,
            Column("runs", "Connected runs", "count"),
            Column("attempts", "Attempts", "count"),
            Column("reps", "Reps", "count"),
            Column("commitments", "Commitments", "count"),
            Column("kept", "Kept", "count"),
            Column("broken", "Broken", "count"),
            Column("skipped", "Steps skipped", "count"),
        ),
        tuple(
            (
                one.play,
                one.title,
                one.runs,
                one.attempts,
                len(one.reps),
                one.commitments,
                one.kept,
                one.broken,
                one.skipped,
            )
            for one in briefing.plays
        ),
    )


def people_report(briefing: Briefing) -> Report:
    """Return the people beside each other, by name, over all their runs."""
    log = briefing.log
    blocks: list[Block] = list(reps_blocks(log, _all_ways(briefing)))
    if not blocks:
        blocks = [Words("There are no two people here whom you may see beside each other.")]
    else:
        mix = mix_words(case_mix(log.cases(), log.segment_of))
        blocks.append(Words(f"Case mix of all: {mix or 'not recorded'}.", "dim"))
        blocks.append(
            Words(
                "Over all plays together: who runs which play differs, so read it beside the case mix.", "dim"
            )
        )
    blocks.append(_complete(briefing))
    return Report("People", "By name, never by rate", (Section("", tuple(blocks)),))


def _complete(briefing: Briefing) -> Words:
    return Words(str(briefing.complete()), "dim")


def _all_ways(briefing: Briefing) -> list[Way]:
    return [way for play in briefing.log.pages for way in briefing.log.ways(play)]


def plays_report(briefing: Briefing) -> Report:
    """Return all plays that were run."""
    blocks: tuple[Block, ...] = (plays_grid(briefing),) if briefing.plays else (Words(NO_RUNS),)
    return Report(
        "Plays", "That were run", (Section("", (*blocks, Words(COUNTED, "dim"), _complete(briefing))),)
    )


def team_report(briefing: Briefing, title: str, about: str) -> Report:
    """Return the whole of it, for a file."""
    log = briefing.log
    first = overview(briefing)
    talk: list[Block] = [block for topic in briefing.topics for block in topic_blocks(topic)]
    people: list[Block] = []
    if len(log.named) > 1:
        people = [*people_report(briefing).sections[0].blocks, people_grid(log, _all_ways(briefing))]
    steps = briefing.timed_steps()
    titles = {play.play: play.title for play in briefing.plays}
    sections = [
        Section("What to talk about", tuple(talk) or first.sections[0].blocks),
        Section("Plays", (plays_grid(briefing), Words(COUNTED, "dim"))),
        Section("Steps", (step_grid(steps, titles), Words(MOST_DEFINITION, "dim"))),
        Section("Stages", stages_report(briefing).sections[0].blocks),
        Section("Objections", objections_report(briefing).sections[0].blocks),
    ]
    if people:
        sections.append(Section("People, by name", tuple(people)))
    closing: tuple[Block, ...] = (Words(CHANCE, "dim"), Words(str(briefing.complete()), "dim"))
    sections.append(Section("How it is counted", (topics_grid(briefing.topics), *closing)))
    return Report(title, f"{about} {first.about}.".strip(), tuple(sections))
