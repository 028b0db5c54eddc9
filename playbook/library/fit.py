"""How well a play fits a customer now, and why: by what happened there, the deal's stage, people and segment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from playbook.library.freshness import ahead
from playbook.plays.model import Summary
from playbook.plays.settings_model import Stage
from playbook.plays.slug import slug
from playbook.text import spoken

SINCE, UNTIL = 90, 120
"""Days for which an event calls for a play: after it happened, and before it does."""
NEAR = 30
"""Days within which it weighs most."""

EVENT, LATE_EVENT, STAGE, PERSONA, SEGMENT = 8, 4, 4, 2, 1
"""What each reason weighs."""


class Happened(NamedTuple):
    """A trigger at a customer's, and the day: past, or to come as a renewal is."""

    trigger: str
    day: date


class Situation(msgspec.Struct, frozen=True):
    """What is known of the customer that a play is chosen for; the default: nobody was chosen."""

    segment: str = ""
    stages: tuple[str, ...] = ()
    """Stages of the open opportunities, as the playbook or the CRM calls them."""
    titles: tuple[str, ...] = ()
    """What the people there are: `VP Sales`."""
    events: tuple[Happened, ...] = ()


class Fit(NamedTuple):
    """How well a play fits; the higher the better, 0: nothing speaks for it."""

    score: int = 0
    reasons: tuple[str, ...] = ()
    """The weightiest first, each a few words."""


NO_FIT = Fit()


def fit(play: Summary, situation: Situation, today: date, stages: Sequence[Stage] = ()) -> Fit:
    """Return how well `play` fits `situation` on the day `today`, and why."""
    found = [*_events(play.triggers, situation.events, today)]
    if play.stage and play.stage in _known_stages(situation.stages, stages):
        found.append((STAGE, "stage of the deal"))
    if persona := _one_of(play.personas, situation.titles):
        found.append((PERSONA, f"persona {spoken(persona)}"))
    if segment := _one_of(play.segments, (situation.segment,)):
        found.append((SEGMENT, f"segment {spoken(segment)}"))
    if not found:
        return NO_FIT
    found.sort(key=lambda reason: -reason[0])
    return Fit(sum(weight for weight, _ in found), tuple(words for _, words in found))


def _events(triggers: Sequence[str], events: Sequence[Happened], today: date) -> list[tuple[int, str]]:
    """Return for each trigger of the play the event nearest to today, if one is near enough."""
    found = []
    for trigger in triggers:
        days = [(event.day - today).days for event in events if slug(event.trigger) == slug(trigger)]
        days = [away for away in days if -SINCE <= away <= UNTIL]
        if days:
            away = min(days, key=lambda day: (abs(day), day))
            weight = EVENT if abs(away) <= NEAR else LATE_EVENT
            found.append((weight, _said(trigger, away)))
    return found


def _said(trigger: str, away: int) -> str:
    return f"{spoken(trigger)} {ahead(away)}"


def _known_stages(of_deals: Sequence[str], stages: Sequence[Stage]) -> frozenset[str]:
    """Return the playbook's stages that the deals are in, whether they name its id or its name."""
    ids = {slug(stage.id): stage.id for stage in stages}
    names: Mapping[str, str] = {slug(stage.name): stage.id for stage in stages if stage.name} | ids
    return frozenset(names.get(slug(stage), stage) for stage in of_deals if stage)


def _one_of(names: Sequence[str], spoken: Sequence[str]) -> str:
    """Return the first of a page's `names` that is among those `spoken` of, however they are written."""
    known = {slug(one) for one in spoken if one}
    return next((name for name in names if slug(name) in known), "")
