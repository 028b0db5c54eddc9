"""Parts that several reports have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from playbook.coaching.completeness import Completeness
from playbook.coaching.figures import PlayFigures, StepFigures
from playbook.coaching.rates import RepRate, TeamRates, team_rates
from playbook.coaching.topics.model import HEADINGS, LABELS, Log, Topic
from playbook.coaching.ways import Way
from playbook.reporting.model import (
    Block,
    Column,
    Dot,
    FunnelChart,
    Grid,
    IntervalChart,
    Report,
    Section,
    Span,
    Words,
)
from playbook.statistics.funnel import FEW, funnel
from playbook.text import count_of, spoken

COUNTED = (
    "Counted: connected runs of the right play that you may see. A run that ended early is not counted against the "
    "steps after its end."
)
STEP_COLUMNS = (
    Column("play", "Play", only_data=True),
    Column("step", "Step", only_data=True),
    Column("title", "Step"),
    Column("reached", "Reached", "count"),
    Column("done", "Done", "count"),
    Column("skipped", "Skip", "count"),
    Column("rest", "Rest", "count", rank=2),
    Column("not_reached", "N/r", "count", rank=2),
    Column("median_seconds", "Median", "seconds", rank=1),
    Column("box_seconds", "Box", "seconds", rank=3),
    Column("filled_in", "Late", "count", rank=4),
    Column("reasons", "Why skipped", only_data=True),
)
STEPS_EXPLAINED = (
    "Rest: optional and left out, or the run ended in it. N/r: not reached, the run ended before it. Box: the step's "
    "time box. Late: filled in afterwards, ticked in a burst at the end of the call."
)


def topic_blocks(topic: Topic) -> list[Block]:
    """Return all that is said of a topic."""
    return [
        Words(topic.title, "strong"),
        Words(topic.said),
        Words(topic.advice, "warn" if topic.kind == "left-out-by-most" else ""),
        *topic.blocks,
        Words(f"n {topic.n}. {topic.definition}", "dim"),
    ]


def topic_report(topic: Topic, complete: Completeness | None = None) -> Report:
    """Return a topic as a report of its own; `complete` says how complete the log behind it is."""
    blocks = [*topic_blocks(topic), *([Words(str(complete), "dim")] if complete is not None else [])]
    return Report(HEADINGS[topic.kind], "", (Section("", tuple(blocks)),))


def topics_grid(topics: Iterable[Topic]) -> Grid:
    """Return topics for other programs."""
    return Grid(
        "topics",
        (
            Column("id", "Topic", only_data=True),
            Column("kind", "Kind"),
            Column("title", "What"),
            Column("said", "Figures"),
            Column("n", "n", "count"),
        ),
        tuple((one.id, LABELS[one.kind], one.title, one.said, one.n) for one in topics),
    )


def step_grid(steps: Iterable[StepFigures], titles: dict[str, str] | None = None) -> Grid:
    """Return steps as a table; with `titles` of plays each step is named with its play."""
    return Grid(
        "steps",
        STEP_COLUMNS,
        tuple(
            (
                step.play,
                step.step,
                f"{titles.get(step.play, step.play)} · {step.title}" if titles else step.title,
                step.reached,
                step.done,
                step.skipped,
                step.left_out + step.unfinished,
                step.not_reached,
                step.median_seconds,
                step.minutes * 60 if step.minutes else None,
                step.filled_in,
                ", ".join(f"{reason} {count}" for reason, count in step.reasons),
            )
            for step in steps
        ),
    )


def play_words(play: PlayFigures) -> list[Words]:
    """Return the counts of a play in sentences."""
    results = ", ".join(f"{spoken(name)} {count}" for name, count in play.results)
    return [
        Words(
            f"{count_of(play.runs, 'connected run')} of {count_of(play.attempts, 'attempt')} by "
            f"{count_of(len(play.reps), 'rep')}."
        ),
        Words(f"Results: {results or 'none yet'}."),
        Words(
            f"Commitments: {play.commitments} done, or promised and not broken; promises kept {play.kept}, "
            f"broken {play.broken}."
        ),
        Words(
            f"Against the play: {play.skipped} skipped · {play.out_of_order} out of order · {play.repeated} repeated · "
            f"{play.added} added."
        ),
    ]


# Reps beside each other


def rates_of(ways: Iterable[Way]) -> TeamRates:
    """Return the commitments of each rep over `ways`."""
    counts: dict[str, tuple[int, int]] = {}
    for way in ways:
        successes, n = counts.get(way.rep, (0, 0))
        counts[way.rep] = (successes + way.n * way.committed, n + way.n)
    return team_rates(counts)


def reps_blocks(log: Log, ways: Iterable[Way], what: str = "Commitments") -> list[Block]:
    """Return the reps whom the reader may see beside each other: by name, and only what is more than chance is said."""
    rates = rates_of(ways)
    seen = sorted((one for one in rates.reps if one.rep in log.named), key=lambda one: log.name_of(one.rep))
    if len(seen) < 2:
        return []
    blocks: list[Block] = [Words(rates.said, "strong")]
    spans = tuple(_span(log, one) for one in seen if one.interval is not None)
    if spans:
        blocks.append(
            IntervalChart(
                f"{what} of each rep's runs, by name",
                spans,
                reference=rates.mean,
                said="The mark is everybody together. Intervals are Wilson's, at 95%: most overlap by chance alone.",
            )
        )
    few = [f"{log.name_of(one.rep)} {one.successes} of {one.n}" for one in seen if one.interval is None]
    if few:
        blocks.append(Words(f"Under {FEW} runs, the count alone: {', '.join(few)}.", "dim"))
    if rates.mean is not None and 0 < rates.mean < 1 and len(spans) > 2:
        blocks.append(_funnel(log, seen, rates.mean))
    return blocks


def _span(log: Log, one: RepRate) -> Span:
    low, high = one.interval or (0.0, 1.0)
    shown = f"{one.successes} of {one.n}"
    if one.shrunk is not None:
        shown += f", likely {one.shrunk.share:.0%}"
    return Span(log.name_of(one.rep), one.rate or 0.0, low, high, shown, one.flagged)


def _funnel(log: Log, seen: Sequence[RepRate], mean: float) -> FunnelChart:
    counts = [one.n for one in seen if one.interval is not None]
    least, most = max(FEW, min(counts) * 4 // 5), max(counts)
    sizes = sorted({least + (most - least) * part // 12 for part in range(13)})
    limits = [(n, funnel(mean, n)) for n in sizes]
    return FunnelChart(
        "How far chance alone carries",
        tuple(
            Dot(log.name_of(one.rep).split(" ")[0], one.n, one.rate or 0.0, one.flagged)
            for one in seen
            if one.interval is not None
        ),
        mean,
        tuple((n, *found.inner) for n, found in limits),
        tuple((n, *found.outer) for n, found in limits),
        "Within the curves a rep differs from the team by chance as far as anybody can tell.",
    )


def people_grid(log: Log, ways: Iterable[Way]) -> Grid:
    """Return the reps for other programs; under ten runs without rates."""
    rates = rates_of(ways)
    return Grid(
        "reps",
        (
            Column("rep", "Rep", only_data=True),
            Column("name", "Rep"),
            Column("runs", "Connected runs", "count"),
            Column("commitments", "Commitments", "count"),
            Column("low", "From", "share"),
            Column("high", "To", "share"),
        ),
        tuple(
            (
                one.rep,
                log.name_of(one.rep),
                one.n,
                one.successes,
                one.interval.low if one.interval else None,
                one.interval.high if one.interval else None,
            )
            for one in sorted(rates.reps, key=lambda one: log.name_of(one.rep))
            if one.rep in log.named
        ),
    )
