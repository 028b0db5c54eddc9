"""The liaison's pages as reports: for the screen, for Markdown to send, and for a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from playbook.dates import said
from playbook.desk.model import Item
from playbook.ids import shorten
from playbook.liaison.agenda import MOST as POINTS
from playbook.liaison.agenda import Agenda, Task
from playbook.liaison.audit import SIDES, Gap, Standing
from playbook.liaison.digest import EVERYBODY, MOST, TITLES, Deal, Digest, Line, Part, Segment
from playbook.liaison.directory import Topic, Who
from playbook.money import exact
from playbook.reporting.model import Block, Cell, Column, Grid, Report, Section, Words
from playbook.text import count_of, first_words, one_line

DECIDED: Mapping[Part, str] = {"won": "Deals won", "lost": "Deals lost"}
"""Headings where deals are known, and nothing that was said at their customers."""
LONGEST = 120
"""Letters of what was said in a line of a report."""


@dataclass(frozen=True)
class Names:
    """How people and customers are called."""

    person: Callable[[str], str]
    account: Callable[[str], str]
    among: Sequence[str] = ()
    """Ids of all feedback: short ids are told apart among them."""

    def item(self, id_: str) -> str:
        """Return an item's short id."""
        return shorten(id_, self.among, letter="F")


# The digest

_HEARD = (
    Column("id", "Feedback"),
    Column("text", "What was said"),
    Column("kind", "Kind", "term"),
    Column("people", "People", "count"),
    Column("before", "Earlier", "count"),
    Column("accounts", "Customers", "count"),
    Column("who", "Who"),
    Column("besides", "Besides"),
)


def digest_report(found: Digest, names: Names) -> Report:
    """Return a digest; of each part the first lines, with how many more there are."""
    first, last = (said(moment.astimezone().date()) for moment in (found.since, found.until))
    about = f"{first} to {last}, by segment. Customers are counted once each."
    sections = [section for segment in found.segments for section in _segment(segment, names)]
    if not sections:
        sections = [Section("Nothing was heard", (Words("Nobody told marketing anything in these days."),))]
    return Report("What the market says", about, tuple(sections))


def _segment(segment: Segment, names: Names) -> Iterable[Section]:
    name = "Everybody else" if segment.id == EVERYBODY else segment.id
    for part, title in TITLES.items():
        lines = segment.parts[part]
        blocks: list[Block] = []
        if part in DECIDED:
            blocks += _decided([one for one in segment.deals if one.state == part], names)
        if lines:
            rows = tuple(_heard(line, names) for line in lines[:MOST])
            blocks.append(Grid(part, _HEARD, rows))
        if len(lines) > MOST:
            blocks.append(Words(f"and {len(lines) - MOST} more", "dim"))
        if blocks:
            heading = title if lines or part not in DECIDED else DECIDED[part]
            yield Section(f"{name[:1].upper()}{name[1:]}: {heading.lower()}", tuple(blocks))


def _heard(line: Line, names: Names) -> tuple[Cell, ...]:
    return (
        names.item(line.id),
        first_words(line.text, LONGEST),
        line.kind,
        line.people,
        line.before,
        line.accounts,
        first_words(line.who, LONGEST),
        first_words(line.besides, LONGEST),
    )


def _decided(deals: Sequence[Deal], names: Names) -> list[Block]:
    if not deals:
        return []
    sums: dict[str, float] = {}
    for deal in deals:
        if deal.amount is not None:
            sums[deal.currency] = sums.get(deal.currency, 0.0) + deal.amount
    worth = " and ".join(exact(amount, currency) for currency, amount in sorted(sums.items()))
    who = ", ".join(dict.fromkeys(names.account(deal.account) for deal in deals[:MOST]))
    more = f" and {len(deals) - MOST} more" if len(deals) > MOST else ""
    told = f"{count_of(len(deals), 'deal')} {deals[0].state}{f', {worth}' if worth else ''}: {who}{more}"
    return [Words(told, "strong")]


# The agenda

_ITEMS = (
    Column("id", "Feedback"),
    Column("text", "What was said"),
    Column("kind", "Kind", "term"),
    Column("people", "People", "count"),
    Column("accounts", "Customers", "count"),
    Column("assignee", "With"),
    Column("why", "Why here"),
)
_TASKS = (
    Column("id", "Agreed"),
    Column("text", "What"),
    Column("who", "Who"),
    Column("by", "By", "day"),
    Column("state", "State"),
)
_WAITING = (
    Column("id", "Proposal", only_data=True),
    Column("title", "What"),
    Column("by", "By"),
    Column("needs", "Waits for"),
)


@dataclass(frozen=True)
class Waiting:
    """A proposal that a side has still to look at."""

    id: str
    title: str
    author: str
    """By name."""
    needs: tuple[str, ...]


def agenda_report(found: Agenda, waiting: Sequence[Waiting], today: date, names: Names) -> Report:
    """Return an agenda: what was agreed, what waits for a side, and what the desk cannot settle alone."""
    sections = []
    if found.tasks:
        among = [one.id for one in found.tasks]
        rows = tuple(_task(one, today, names, among) for one in found.tasks)
        sections.append(Section("What we agreed", (Grid("agreed", _TASKS, rows),)))
    if waiting:
        rows = tuple(
            (one.id, first_words(one.title, LONGEST), one.author, ", ".join(one.needs)) for one in waiting
        )
        sections.append(Section("Waiting for a side to look at it", (Grid("waiting", _WAITING, rows),)))
    points: tuple[tuple[str, str, Sequence[Item]], ...] = (
        ("We don't agree yet", "disputes", found.disputes),
        ("Promised and late", "overdue", found.overdue),
        ("Asked, and no answer", "asked", found.asked),
        ("What weighs most", "heaviest", found.heaviest),
    )
    for title, name, items in points:
        if items:
            blocks: list[Block] = [
                Grid(name, _ITEMS, tuple(_item(one, name, names) for one in items[:POINTS]))
            ]
            if len(items) > POINTS:
                blocks.append(Words(f"and {len(items) - POINTS} more", "dim"))
            sections.append(Section(title, tuple(blocks)))
    if not sections:
        sections = [Section("Nothing to speak about", (Words("Nothing is late, open or in dispute."),))]
    return Report("Marketing and sales", f"The agenda as of {said(today)}.", tuple(sections))


def _task(one: Task, today: date, names: Names, among: Sequence[str]) -> tuple[Cell, ...]:
    state = "late" if one.is_late(today) else one.state
    who = names.person(one.who) if one.who else ""
    return (shorten(one.id, among, letter="A"), one_line(one.text), who, one.by, state)


def _item(item: Item, name: str, names: Names) -> tuple[Cell, ...]:
    why = item.conflict if name == "disputes" else ""
    if name == "disputes" and not why:
        why = "the answer didn't settle it"
    return (
        names.item(item.id),
        first_words(item.text or item.quote or item.kind, LONGEST),
        item.kind,
        len(item.people),
        len(item.accounts),
        names.person(item.assignee) if item.assignee else "",
        first_words(why, LONGEST),
    )


# The directory

_TOPICS = (
    Column("topic", "Topic"),
    Column("kind", "Kind", "term"),
    Column("marketing", "Marketing"),
    Column("sales", "Sales"),
    Column("answers", "Answered lately"),
    Column("stale", "Mind"),
    Column("page", "Page", only_data=True),
)


def directory_report(topics: Sequence[Topic]) -> Report:
    """Return whom to call about what."""
    stale = sum(bool(one.stale) for one in topics)
    about = f"{count_of(len(topics), 'topic')}; {stale} to look after." if topics else "No page yet."
    grid = Grid("directory", _TOPICS, tuple(_topic(one) for one in topics))
    return Report("Who to call", about, (Section("By topic", (grid,)),))


def _topic(one: Topic) -> tuple[Cell, ...]:
    def of(side: str) -> str:
        found = (who for who in one.contacts if who.why == "owns" and who.side == side)
        return ", ".join(dict.fromkeys(_called(who) for who in found))

    answers = ", ".join(_called(who) for who in one.contacts if who.why == "answers")
    return (one.title, one.kind, of("marketing"), of("sales"), answers, one.stale, one.page)


def _called(who: Who) -> str:
    return f"{who.name} (left)" if not who.here else who.name


# The audit

_GAPS = (
    Column("key", "Statement", only_data=True),
    Column("text", "Statement"),
    Column("marketing", "Marketing"),
    Column("sales", "Sales"),
    Column("apart", "Apart"),
    Column("next", "What to do next"),
)


def audit_report(found: Standing, before: float | None = None) -> Report:
    """Return how far an audit has come, and what came out of it; `before`: the total of the quarter before."""
    outcome = found.outcome
    year, _, quarter = found.quarter.partition("-")
    title = f"How marketing and sales work together, {quarter} {year}"
    if outcome is None:
        return Report(title, found.words, ())
    sides = ", ".join(f"{side} {points(outcome.totals[side])} (n = {outcome.people[side]})" for side in SIDES)
    was = "" if before is None else f" The quarter before: {points(before)}."
    total = Words(f"{points(outcome.total)} of 100: {outcome.band}. {sides}.{was}", "strong")
    sections = [
        Section(
            "Total",
            (
                total,
                Words(
                    "20 to 39 undefined · 40 to 59 defined · 60 to 79 aligned · 80 to 100 integrated", "dim"
                ),
            ),
        )
    ]
    told = outcome.apart[:5]
    if told:
        sections.append(Section("Where the sides differ most", (_gaps("apart", told),)))
    if lowest := [gap for gap in outcome.lowest if gap not in told][:5]:
        sections.append(Section("What both hold least true", (_gaps("lowest", lowest),)))
    sections.append(Section("All statements", (_gaps("statements", outcome.statements, advice=False),)))
    return Report(title, found.words, tuple(sections))


def points(total: float) -> str:
    """Return a total for people; not rounded over the border of what it is called."""
    return f"{round(total, 1):g}"


def _gaps(name: str, gaps: Sequence[Gap], *, advice: bool = True) -> Grid:
    rows = tuple(
        (
            gap.statement.key,
            gap.statement.text,
            f"{gap.marketing:.1f}",
            f"{gap.sales:.1f}",
            f"{gap.apart:.1f}",
            gap.statement.next if advice else "",
        )
        for gap in gaps
    )
    return Grid(name, _GAPS, rows)
