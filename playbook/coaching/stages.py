"""Opportunities on their way through the stages: entered, proven, moved on, and days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple

from playbook.coaching.days import day_of
from playbook.records.customers import Opportunity
from playbook.records.model import Record
from playbook.statistics.durations import Durations, durations

Fate = Literal["open", "moved on", "went back", "lost"]


class Visit(NamedTuple):
    """An opportunity in a stage, from one day until another."""

    opportunity: str
    stage: str
    entered: date | None
    """None where it already was there when the log began, or the day cannot be read."""
    left: date | None
    """None where it is still there, or the day cannot be read."""
    fate: Fate


class StageFigures(NamedTuple):
    """One stage, counted by opportunity, each once."""

    stage: str
    entered: int
    proven: int
    """With an exit proven in the customer's words."""
    moved_on: int
    went_back: int
    lost: int
    open: int
    conversion: float | None
    """Moved on ÷ moved on or lost; None where nothing is decided yet."""
    days: Durations
    """Of those seen to enter; `impossible` are days that end before they begin."""
    days_spent: int
    """By all that were seen to enter, those still there included."""
    unseen: int
    """Already there when the log began: nobody knows since when."""
    lost_ones: tuple[str, ...] = ()
    """Ids of those that were lost here."""


def visits(
    records: Iterable[Record], order: Sequence[str], same: Mapping[str, str] | None = None
) -> list[Visit]:
    """Return who was in which stage when, from what was recorded of opportunities.

    `order` are the stages, the first first; `same` gives an opportunity's other ids the one it has now. Those that
    were there on the first day of the log entered nobody knows when. Winning moves on; one that is opened again
    enters anew.
    """
    known = same or {}
    said = sorted((one for one in records if isinstance(one.body, Opportunity)), key=lambda one: one.order)
    first_day = min((one.at[:10] for one in said), default="")
    by_id: dict[str, list[tuple[str, Opportunity]]] = {}
    for record in said:
        if isinstance(body := record.body, Opportunity):
            by_id.setdefault(known.get(body.id, body.id), []).append((record.at, body))
    return [one for id_, history in by_id.items() for one in _of_one(id_, history, order, first_day)]


def stage_figures(
    found: Iterable[Visit], order: Sequence[str], today: date, proven: Collection[tuple[str, str]] = ()
) -> list[StageFigures]:
    """Return the figures of each stage in `order`, then of stages that it does not know.

    `proven` are the opportunities and stages of runs on which the exit was proven. Source: measures.md; days as
    `durations`, those that go on included.
    """
    by_stage: dict[str, dict[str, list[Visit]]] = {stage: {} for stage in order}
    for visit in found:
        by_stage.setdefault(visit.stage, {}).setdefault(visit.opportunity, []).append(visit)
    return [_figures(stage, by_id, today, proven) for stage, by_id in by_stage.items()]


def _of_one(
    id_: str, history: Sequence[tuple[str, Opportunity]], order: Sequence[str], first_day: str
) -> list[Visit]:
    found: list[Visit] = []
    stage, entered = "", None
    for place, (at, body) in enumerate(history):
        if stage and (body.state != "open" or body.stage != stage):
            found.append(Visit(id_, stage, entered, day_of(at), _fate(stage, body, order)))
            stage = ""
        if not stage and body.state == "open" and body.stage:
            stage, entered = body.stage, day_of(at) if place or at[:10] != first_day else None
    return [*found, Visit(id_, stage, entered, None, "open")] if stage else found


def _fate(stage: str, after: Opportunity, order: Sequence[str]) -> Fate:
    if after.state == "lost":
        return "lost"
    back = stage in order and after.stage in order and order.index(after.stage) < order.index(stage)
    return "went back" if back and after.state == "open" else "moved on"


def _figures(
    stage: str, by_id: Mapping[str, Sequence[Visit]], today: date, proven: Collection[tuple[str, str]]
) -> StageFigures:
    fates = Counter(those[-1].fate for those in by_id.values())
    over: list[int] = []
    going_on: list[int] = []
    unseen = 0
    for those in by_id.values():
        spans = [_span(visit, today) for visit in those]
        known = [span for span in spans if span is not None]
        if len(known) < len(spans):
            unseen += 1
        else:
            # A day that ends before it begins must not be made up for by another visit.
            days = min(known) if min(known) < 0 else sum(known)
            (going_on if those[-1].fate == "open" else over).append(days)
    decided = fates["moved on"] + fates["lost"]
    return StageFigures(
        stage=stage,
        entered=len(by_id),
        proven=sum((id_, stage) in proven for id_ in by_id),
        moved_on=fates["moved on"],
        went_back=fates["went back"],
        lost=fates["lost"],
        open=fates["open"],
        conversion=fates["moved on"] / decided if decided else None,
        days=durations(over, going_on),
        days_spent=sum(days for days in (*over, *going_on) if days > 0),
        unseen=unseen,
        lost_ones=tuple(id_ for id_, those in by_id.items() if those[-1].fate == "lost"),
    )


def _span(visit: Visit, today: date) -> int | None:
    end = today if visit.fate == "open" else visit.left
    return (end - visit.entered).days if end and visit.entered else None
