"""Readiness as a report: the whole in words, the stages as a table; knows neither terminal nor browser."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from playbook.dates import said_day_of
from playbook.practice.readiness import DEFINITION, Readiness
from playbook.practice.words import SHARE, ready_words, shared_words
from playbook.records.coaching import Readiness as Shared
from playbook.records.coaching import StageReadiness
from playbook.reporting.model import Block, Column, Grid, Report, Section, Words
from playbook.text import count_of

WELL = 5
"""How many of the latest words about what went well are shown."""


def ready_report(
    ready: Readiness,
    titles: Mapping[str, str],
    shared: str = "",
    well: Sequence[tuple[str, str, str]] = (),
    share: str = SHARE,
) -> Report:
    """Return how ready one is, for oneself.

    `shared` is when the counts were given to the manager last; `well` what went well with whom on which card, the
    latest first; `share` what shares them.
    """
    words = ready_words(ready, titles)
    blocks: list[Block] = [Words(words[0], "strong"), Words(words[1])]
    if ready.stages:
        blocks.append(_table(ready.stages, titles))
    blocks += [Words(DEFINITION, "dim"), Words(shared_words(shared, share), "dim")]
    sections = [Section("", tuple(blocks))]
    if well:
        told = tuple(
            Words(f"{card}: {text}" + (f" ({who})" if who else "")) for card, who, text in well[:WELL]
        )
        sections.append(Section("What went well", told))
    return Report("How ready you are", "", tuple(sections))


def shared_section(ready: Shared, at: str, name: str, titles: Mapping[str, str]) -> Section:
    """Return what somebody shared of their readiness, as a part of the report on them."""
    said = (
        f"{ready.known} of {count_of(ready.cards, 'card')} known, {ready.practised} practised, by {name}'s own grades, "
        f"as shared on {said_day_of(at)}."
    )
    blocks: list[Block] = [Words(said)]
    if ready.stages:
        blocks.append(_table(ready.stages, titles))
    return Section("Practice", (*blocks, Words("It says nothing of calls, and no call counts in it.", "dim")))


def _table(stages: Iterable[StageReadiness], titles: Mapping[str, str]) -> Grid:
    return Grid(
        "stages",
        (Column("stage", "Stage"), Column("known", "Known", "count"), Column("cards", "Of", "count")),
        tuple((titles.get(one.stage, one.stage) or "Any stage", one.known, one.cards) for one in stages),
    )
