"""What the market says, per segment: what rises, what won and lost, why customers stay, strengths beside gaps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from playbook.clock import stamp
from playbook.desk.asked import read_back
from playbook.desk.impact import TREND
from playbook.desk.model import Item
from playbook.liaison.heard import Heard, Saying, heard
from playbook.records.customers import Opportunity
from playbook.records.model import Record

Part = Literal["rising", "repeated", "won", "lost", "customers", "strengths", "gaps"]
TITLES: dict[Part, str] = {
    "rising": "Rising",
    "repeated": "Said again",
    "won": "Won with",
    "lost": "Lost to",
    "customers": "Why customers buy, stay or leave",
    "strengths": "What works",
    "gaps": "What is missing or wrong",
}
GAPS = frozenset({"wrong", "missing", "hard-to-say", "objection"})
EVERYBODY = ""
"""The segment of what was said without a customer, or at one of no segment."""
MOST = 5
"""Lines of a part; a digest that isn't read to its end helps nobody."""


@dataclass(frozen=True)
class Line:
    """One thing that was said."""

    id: str
    """Of the item of feedback; of a deal without any, the deal's."""
    text: str
    kind: str
    people: int
    """Distinct people who said it in these days."""
    accounts: int
    before: int = 0
    """Distinct people who said it in as many days before."""
    who: str = ""
    """For a competitor: who it is, where the rep said so."""
    besides: str = ""
    """For any other kind: what the rep answered to its question, as it reads: `why they stay`."""
    deals: tuple[str, ...] = ()
    """Ids of the deals that were won or lost where it was said."""


@dataclass(frozen=True)
class Deal:
    """A deal that was decided in these days, as the CRM says."""

    id: str
    account: str
    name: str
    state: Literal["won", "lost"]
    amount: float | None
    currency: str


@dataclass(frozen=True)
class Segment:
    """What one segment says."""

    id: str
    """`EVERYBODY` where no segment is known."""
    parts: Mapping[Part, tuple[Line, ...]]
    """Whole; whoever shows it says how many it leaves out."""
    deals: tuple[Deal, ...]


@dataclass(frozen=True)
class Digest:
    """What was heard in some days."""

    since: datetime
    until: datetime
    segments: tuple[Segment, ...]
    """By name, everybody's last; those of whom nothing was heard are left out."""


def decided(records: Iterable[Record], since: str, until: str) -> tuple[Deal, ...]:
    """Return the deals that came to be won or lost from `since` up to `until` (stamps), in the order they did.

    `records` are those of kind `opportunity`, in their order. What is imported as decided and was never seen open
    counts on the day of the import: the CRM's own day isn't known.
    """
    states: dict[str, str] = {}
    found: dict[str, Deal] = {}
    for record in records:
        body = record.body
        if not isinstance(body, Opportunity):
            continue
        if body.state != states.get(body.id):
            found.pop(body.id, None)
            if body.state != "open" and since <= record.at < until:
                found[body.id] = Deal(
                    body.id, body.account, body.name, body.state, body.amount, body.currency
                )
        states[body.id] = body.state
    return tuple(found.values())


def digest(
    items: Mapping[str, Item],
    votes: Iterable[Record],
    opportunities: Iterable[Record],
    segment_of: Callable[[str], str],
    since: datetime,
    until: datetime,
) -> Digest:
    """Return what was heard from `since` up to `until`; as long a time before is what "rising" is held against.

    `segment_of` says the segment of an account's id, or an empty text.
    """
    start, end, before = stamp(since), stamp(until), stamp(since - (until - since))
    everything = heard(items, votes)
    deals = decided(opportunities, start, end)
    segments = {segment_of(one.account) for one in deals}
    segments |= {
        segment_of(saying.account) for one in everything for saying in one.within(start, end).sayings
    }
    found = []
    for segment in sorted(segments, key=lambda id_: (id_ == EVERYBODY, id_)):
        told = [_of_segment(one, segment, segment_of) for one in everything]
        own = tuple(deal for deal in deals if segment_of(deal.account) == segment)
        parts = _parts([one for one in told if one.sayings], own, start, end, before)
        if own or any(parts.values()):
            found.append(Segment(segment, parts, own))
    return Digest(since, until, tuple(found))


def _of_segment(one: Heard, segment: str, segment_of: Callable[[str], str]) -> Heard:
    return Heard(one.item, tuple(saying for saying in one.sayings if segment_of(saying.account) == segment))


def _parts(
    told: list[Heard], deals: tuple[Deal, ...], start: str, end: str, before: str
) -> dict[Part, tuple[Line, ...]]:
    lines: dict[Part, list[Line]] = {part: [] for part in TITLES}
    for one in told:
        now, earlier = one.within(start, end), one.within(before, start)
        kind = one.item.kind
        won, lost = (_at(one.sayings, deals, state) for state in ("won", "lost"))
        if won and kind == "worked":
            lines["won"].append(_line(one, earlier, won))
        if lost and kind == "competitor":
            lines["lost"].append(_line(one, earlier, lost))
        if not now.sayings:
            continue
        line = _line(now, earlier)
        if kind == "customer-words":
            lines["customers"].append(line)
        elif kind == "worked":
            lines["strengths"].append(line)
        elif line.people >= TREND and line.people > line.before:
            lines["rising"].append(line)
        elif len(one.people) >= TREND:
            lines["repeated"].append(line)
        elif kind in GAPS:
            lines["gaps"].append(line)
    return {part: tuple(sorted(found, key=_weight)) for part, found in lines.items()}


def _at(sayings: Iterable[Saying], deals: Iterable[Deal], state: str) -> tuple[str, ...]:
    """Return the deals of a state whose customers said it."""
    accounts = {saying.account for saying in sayings if saying.account}
    return tuple(deal.id for deal in deals if deal.state == state and deal.account in accounts)


def _line(one: Heard, earlier: Heard, deals: tuple[str, ...] = ()) -> Line:
    item = one.item
    is_competitor = item.kind == "competitor"
    return Line(
        item.id,
        item.text or item.quote or item.kind,
        item.kind,
        len(one.people),
        len(one.accounts),
        len(earlier.people),
        item.feedback.tried if is_competitor else "",
        "" if is_competitor else read_back(item.feedback),
        deals,
    )


def _weight(line: Line) -> tuple[int, int, int, str]:
    """Return what sorts lines: most customers first, then people, then what grew most."""
    return (-line.accounts, -line.people, line.before - line.people, line.id)
