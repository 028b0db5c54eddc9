"""Stages by opportunity: entered, proven, moved on, days, and where most is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from playbook.coaching.bottleneck import of_stages
from playbook.coaching.stages import StageFigures
from playbook.coaching.topics.model import Behind, Topic
from playbook.coaching.yields import rolled_yield, yield_of
from playbook.reporting.model import Bar, BarChart, Column, Grid
from playbook.statistics.funnel import FEW

DEFINITION = (
    "Opportunities, each once a stage, by what was imported of them: moved on or lost, of those decided; days in the "
    "stage counted with those still in it (Kaplan and Meier); proven: a run holds the exit in the customer's words."
)


def stage_grid(found: Sequence[StageFigures], titles: Mapping[str, str]) -> Grid:
    """Return the stages as a table."""
    return Grid(
        "stages",
        (
            Column("stage", "Stage", only_data=True),
            Column("title", "Stage"),
            Column("entered", "Entered", "count"),
            Column("proven", "Proven", "count"),
            Column("moved_on", "On", "count"),
            Column("went_back", "Back", "count", rank=3),
            Column("lost", "Lost", "count"),
            Column("open", "Open", "count", rank=2),
            Column("conversion", "On of decided", "share", rank=1),
            Column("median_days", "Median", "days", rank=1),
        ),
        tuple(
            (
                one.stage,
                titles.get(one.stage, one.stage),
                one.entered,
                one.proven,
                one.moved_on,
                one.went_back,
                one.lost,
                one.open,
                one.conversion if one.moved_on + one.lost >= FEW else None,
                one.days.median,
            )
            for one in found
        ),
    )


def stage_topic(found: Sequence[StageFigures], titles: Mapping[str, str]) -> Topic | None:
    """Return where opportunities are lost and where their time goes; None where too few are decided to say."""
    decided = sum(one.moved_on + one.lost for one in found)
    where = of_stages(found)
    if decided < FEW or not where.most_lost:
        return None
    names = " and ".join(titles.get(stage, stage) for stage in where.most_lost)
    said = f"Most opportunities are lost in {names}: {where.lost} of the {where.all_lost} that were lost."
    if where.most_time:
        slow = " and ".join(titles.get(stage, stage) for stage in where.most_time)
        said += f" Most days are spent in {slow}: {where.time:,.0f} of {where.all_time:,.0f}."
    through = rolled_yield(
        [
            yield_of(one.stage, one.moved_on, one.moved_on + one.lost)
            for one in found
            if one.moved_on + one.lost >= FEW
        ]
    )
    if through is not None:
        said += f" {through:.0%} would pass all stages (rolled yield of those with ten decided)."
    chart = BarChart(
        "Lost in each stage",
        tuple(
            Bar(
                titles.get(one.stage, one.stage),
                float(one.lost),
                f"{one.lost} of {one.moved_on + one.lost} decided",
            )
            for one in found
            if one.moved_on + one.lost
        ),
    )
    days = BarChart(
        "Days spent in each stage",
        tuple(
            Bar(titles.get(one.stage, one.stage), float(one.days_spent), _days(one))
            for one in found
            if one.days_spent
        ),
    )
    return Topic(
        kind="stage",
        title=f"{names}: where most is lost",
        said=said,
        advice="Look there first: which exit is seldom proven, and which play is for it.",
        definition=f"{DEFINITION} Its runs: those with an opportunity that was lost there, while it was.",
        n=sum(one.entered for one in found),
        behind=lambda: Behind((), (chart, days, stage_grid(found, titles))),
        deals=tuple(
            (id_, one.stage) for one in found if one.stage in where.most_lost for id_ in one.lost_ones
        ),
    )


def _days(one: StageFigures) -> str:
    """Return the days of a stage in words, with how long half of them take."""
    median = "" if one.days.median is None else f", half within {one.days.median:g}"
    return f"{one.days_spent:,}{median}"
