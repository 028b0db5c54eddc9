"""The pages of a playbook by stage and kind: what serves now first, with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from playbook.library.fit import NO_FIT, Fit, Situation, fit
from playbook.library.offered import why_not_offered
from playbook.plays.model import Summary
from playbook.plays.settings_model import Stage

UNSORTED = "unsorted"
OTHER = "other pages"
LOOK_AFTER = "look-after"
"""The group of pages that need me; each of them stands in a group of its own too."""
KINDS = {
    "objection": "Objections",
    "battlecard": "Battlecards",
    "persona": "Personas",
    "scorecard": "Score cards",
}
"""Kinds of page with a group of their own."""
_REST = {UNSORTED: "Unsorted", **{f"kind:{kind}": name for kind, name in KINDS.items()}, OTHER: "Other pages"}


class Placed(msgspec.Struct, frozen=True):
    """A page in its place."""

    summary: Summary
    why_not: str = ""
    """Why it is not offered; empty when it is."""
    fit: Fit = NO_FIT
    used: float = 0.0
    """How often and how lately I used it: `playbook.library.frecency`."""
    new: str = ""
    """`new`, `changed` or `must read` where I have not looked at it since; else empty."""


class Group(msgspec.Struct, frozen=True):
    """The pages of a stage, or of a kind."""

    key: str
    """A stage's id, `unsorted`, `kind:…` or `other pages`."""
    name: str
    exit: str = ""
    """What the customer does that proves the stage."""
    items: tuple[Placed, ...] = ()

    @property
    def offered(self) -> int:
        """How many of its pages are offered."""
        return sum(not item.why_not for item in self.items)

    @property
    def new(self) -> int:
        """How many of those offered I have not looked at since they were written or changed."""
        return sum(bool(item.new) and not item.why_not for item in self.items)


def is_play(summary: Summary) -> bool:
    """Say whether a page stands among the plays: it is one, or it can be run as one."""
    return summary.kind == "play" or (summary.kind == "page" and summary.runnable)


def groups(
    summaries: Iterable[Summary],
    stages: Sequence[Stage],
    *,
    person: str,
    today: date,
    situation: Situation | None = None,
    used: Mapping[str, float] | None = None,
    new: Mapping[str, str] | None = None,
) -> list[Group]:
    """Return the groups in their order: every stage, also an empty one; then what has no stage, if there is any.

    In each: what is offered before what is not, what fits `situation` best first, then what I use most, then by
    title. `used` is by page id, also of ids a page had before; `new` by page id.
    """
    known = {stage.id for stage in stages}
    piles: dict[str, list[Placed]] = {stage.id: [] for stage in stages}
    used, new = used or {}, new or {}
    for summary in summaries:
        placed = Placed(
            summary,
            why_not_offered(summary, person, today),
            fit(summary, situation, today, stages) if situation is not None else NO_FIT,
            sum(used.get(id_, 0.0) for id_ in (summary.id, *summary.moved_from)) if used else 0.0,
            new.get(summary.id, ""),
        )
        piles.setdefault(_key(summary, known), []).append(placed)
    found = [
        Group(stage.id, f"{number} {stage.name or stage.id}", stage.exit, _in_order(piles[stage.id]))
        for number, stage in enumerate(stages, 1)
    ]
    return found + [
        Group(key, name, "", _in_order(piles[key])) for key, name in _REST.items() if piles.get(key)
    ]


def _key(summary: Summary, stages: Iterable[str]) -> str:
    if is_play(summary):
        return summary.stage if summary.stage in stages else UNSORTED
    return f"kind:{summary.kind}" if summary.kind in KINDS else OTHER


def _in_order(items: list[Placed]) -> tuple[Placed, ...]:
    def order(item: Placed) -> tuple[bool, int, float, str, str]:
        # Uses that differ by less than a hundredth are alike: the order must not flicker from day to day.
        title = item.summary.title.casefold()
        return (bool(item.why_not), -item.fit.score, -round(item.used, 2), title, item.summary.id)

    return tuple(sorted(items, key=order))
