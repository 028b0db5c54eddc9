"""What marketing has made and sales has not looked at yet: proposals without sales' approval, and drafts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from playbook.dates import said
from playbook.liaison.promotion import Promotable
from playbook.liaison.reports import LONGEST, Names
from playbook.reporting.model import Block, Cell, Column, Grid, Report, Section, Words
from playbook.text import count_of, first_words

SALES = "sales"
MOST_ASKED = 4
"""More who are asked are everybody."""

_PROPOSED = (
    Column("id", "Proposal", rank=3),
    Column("title", "What"),
    Column("kind", "Kind", rank=1),
    Column("by", "By", rank=2),
    Column("days", "Days", "count"),
    Column("asked", "Asked"),
    Column("why", "Mind", rank=1),
    Column("feedback", "Feedback", "count", rank=2),
    Column("pages", "Pages", only_data=True),
)
_DRAFTS = (
    Column("page", "Page", only_data=True),
    Column("title", "What"),
    Column("kind", "Kind"),
    Column("asked", "For"),
    Column("by", "By", rank=1),
)
_WORDINGS = (Column("text", "Said otherwise"),)
_PROMOTABLE = (
    Column("text", "What is heard"),
    Column("people", "People", "count"),
    Column("accounts", "Customers", "count"),
    Column("near", "Nearest page", rank=1),
    Column("feedback", "Feedback", rank=2),
)


@dataclass(frozen=True)
class Preview:
    """A proposal that sales has not approved, or a draft that sales has not made live."""

    id: str
    """The proposal's; of a draft, its page's."""
    title: str
    kinds: tuple[str, ...]
    """Of its pages, each once."""
    by: str
    """A name, as git or the playbook has it; empty where nobody is named."""
    since: date | None = None
    """Since when it waits."""
    asked: tuple[str, ...] = ()
    """Ids of who is asked for sales by now; empty: anybody of sales may look."""
    reminded: bool = False
    """Who was asked first has not answered in time, or is away."""
    feedback: int = 0
    """How many pieces of feedback it answers."""
    pages: tuple[str, ...] = ()


def previews_report(
    proposed: Sequence[Preview], drafts: Sequence[Preview], today: date, names: Names
) -> Report:
    """Return what waits for a look by sales, what waits longest first, and the drafts that are offered to nobody."""
    sections = []
    if proposed:
        rows = tuple(_proposed(one, today, names) for one in sorted(proposed, key=_longest_first))
        sections.append(
            Section("Proposed, and sales has not approved it", (Grid("proposed", _PROPOSED, rows),))
        )
    if drafts:
        found = sorted(drafts, key=lambda one: (one.kinds, one.title))
        rows = tuple((one.id, _title(one), one.kinds[0], _asked(one, names), one.by) for one in found)
        note = Words("A draft is offered to nobody until somebody makes it live.", "dim")
        sections.append(Section("Drafts", (Grid("drafts", _DRAFTS, rows), note)))
    if not sections:
        sections = [Section("Nothing to look at", (Words("Sales has seen all that marketing has made."),))]
    counts = (("proposal", proposed), ("draft", drafts))
    counted = " and ".join(count_of(len(found), word) for word, found in counts if found)
    about = f"{counted}, as of {said(today)}." if counted else f"As of {said(today)}."
    return Report("For sales to look at", about, tuple(sections))


def _longest_first(one: Preview) -> tuple[date, str]:
    return one.since or date.min, one.id


def _proposed(one: Preview, today: date, names: Names) -> tuple[Cell, ...]:
    days = max((today - one.since).days, 0) if one.since else None
    return (
        one.id,
        _title(one),
        ", ".join(one.kinds),
        first_words(one.by, LONGEST),
        days,
        _asked(one, names),
        "late" if one.reminded else "",
        one.feedback or None,
        " ".join(one.pages),
    )


def _title(one: Preview) -> str:
    return first_words(one.title, LONGEST)


def _asked(one: Preview, names: Names) -> str:
    if not one.asked or len(one.asked) > MOST_ASKED:
        return "anybody of sales"
    return ", ".join(names.person(id_) for id_ in one.asked)


def promotion_report(found: Sequence[Promotable], people: int, days: int, names: Names) -> Report:
    """Return what enough people heard and no page answers, each with how it was said."""
    about = f"Objections that at least {people} people heard in {days} days, and that no page answers."
    if not found:
        return Report(
            "Not in the playbook yet",
            about,
            (Section("Nothing to write", (Words("What reps hear that often is answered."),)),),
        )
    sections = []
    for one in found:
        said = first_words(one.text, LONGEST)
        row: tuple[Cell, ...] = (
            said,
            len(one.people),
            one.cluster.accounts,
            one.near.title if one.near else "",
            " ".join(names.item(id_) for id_ in one.cluster.ids),
        )
        blocks: list[Block] = [Grid("promotable", _PROMOTABLE, (row,))]
        if others := [(first_words(words, LONGEST),) for words in one.wordings if words != one.text]:
            blocks.append(Grid("wordings", _WORDINGS, tuple(others)))
        sections.append(Section(first_words(one.text, 60), tuple(blocks)))
    return Report("Not in the playbook yet", about, tuple(sections))
