"""What the finder shows of a hit: its line in the list, and the answer beside it; knows no Textual."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.text import Text

from playbook.coaching.rising import lift
from playbook.dates import short_day_of
from playbook.desk.asked import read_back
from playbook.ids import shorten
from playbook.library.passages import STEP, Hit
from playbook.plays.evidence import without_marks
from playbook.text import one_line, spoken
from playbook.things import ACCOUNT, FEEDBACK, Things
from tui.account_text import deal_words
from tui.markdown_rows import markdown_rows
from tui.rows import Row, fit, fold, short, width_of

if TYPE_CHECKING:
    from playbook.coaching.objections import OpenedFigures
    from playbook.desk.model import Item
    from playbook.library.search import SearchIndex
    from playbook.workspace import Workspace

MOST = 30
"""Hits in the list."""
LISTED = 100
"""What is listed before anything is typed."""
KIND = 10
"""Cells of the kind's name in the list."""
NAMES = {"battlecard": "card", "account-plan": "plan", "scorecard": "score card"}


def hit_cell(hit: Hit, width: int, settled: OpenedFigures | None, *, kinds: bool) -> Text:
    """Return a line of the list, `width` cells: kind where there are several, title, how often it settled it."""
    left = width - (KIND + 1 if kinds else 0)
    told = ""
    for told in [str(settled), f"{settled.yes} of {settled.judged}"] if settled else []:
        if width_of(one_line(hit.title)) <= left - len(told) - 1:
            break  # the title comes first: of the two ways to say it the one that leaves it whole
    room = left - (len(told) + 1 if told else 0)
    line = Text()
    if kinds:
        line.append(fit(NAMES.get(hit.kind, hit.kind), KIND) + " ", "dim")
    line.append(fit(hit.title, max(room, 8)) if told else short(hit.title, max(room, 8)))
    if told:
        line.append(f" {told}", "dim")
    return line


def head_rows(hit: Hit, width: int, settled: OpenedFigures | None, typed: str = "") -> list[Row]:
    """Return title and what is known of a hit that is a page, an objection or a step; why it stands where it does."""
    rows = [Row(spans) for spans in fold([(one_line(hit.title), "h1")], width)]
    where = one_line(hit.page)
    facts = [NAMES.get(hit.kind, hit.kind), f"in “{where}”" if where else ""]
    if settled and settled.judged:
        facts.append(str(settled) + (f", {settled.partly} in part" if settled.partly else ""))
    why = one_line(lift(settled, typed).reason) if typed else ""
    return [
        *rows,
        *(Row(spans) for spans in fold([(" · ".join(filter(None, facts)), "dim")], width)),
        *(Row(spans) for spans in fold([(why, "dim")], width) if why),
        Row(()),
    ]


def answer_rows(hit: Hit, width: int) -> list[Row]:
    """Return what answers at once, before the page itself is read: nothing is waited for."""
    if hit.kind == STEP:
        return [Row(spans) for spans in fold([(hit.text, "")], width)]
    return markdown_rows(without_marks(hit.answer) or one_line(hit.text), width)


def account_rows(id_: str, things: Things, width: int, workspace: Workspace) -> list[Row]:
    """Return what is known of an account: whose it is, its opportunities, what happened there."""
    row = things.book.get(id_)
    if row is None:
        return []
    rows = [Row(spans) for spans in fold([(one_line(row.name), "h1")], width)]
    owner = workspace.name_of(row.owner) if row.owner else ""
    rows += _facts([("Segment", row.segment), ("Owner", owner), ("Web", row.domain)], width)
    deals = [
        (one_line(deal.name), deal_words(deal, workspace.settings.stage_name))
        for deal in things.book.opportunities(id_)
    ]
    events = [
        (short_day_of(event.date, workspace.today), event.text or event.trigger)
        for event in things.book.events(id_)[:3]
    ]
    for title, lines in (("Opportunities", deals), ("Events", events)):
        if lines:
            rows += [Row(()), Row(((title, "h2"),))]
            rows += [
                Row(spans)
                for name, told in lines[:5]
                for spans in fold([(f"{name}  ", ""), (one_line(told), "dim")], width)
            ]
    return rows


def feedback_rows(item: Item, place: Sequence[str], width: int, workspace: Workspace) -> list[Row]:
    """Return an item of feedback: what was said, by whom, what became of it.

    `place` are the titles of the page and the step that it is about.
    """
    who = "You" if item.rep in workspace.names else workspace.name_of(item.rep)
    others = f" and {item.votes} more" if item.votes else ""
    head = f"{shorten(item.id, letter='F')} · {spoken(item.kind)} · {item.state}"
    rows = [Row(spans) for spans in fold([(head, "dim")], width)]
    rows.append(Row(()))
    if item.quote:
        rows += [Row((("▎ ", "quote"), *spans)) for spans in fold([(item.quote, "quote")], max(width - 2, 8))]
    rows += [Row(spans) for spans in fold([(f"{who}{others}: ", "strong"), (item.text, "")], width)]
    if answered := read_back(item.feedback):
        rows += [Row(spans) for spans in fold([(answered, "")], width)]
    where = " · ".join(filter(None, [*place, *(workspace.account_name(one) for one in item.accounts)]))
    rows += [Row(spans) for spans in fold([(where, "dim")], width)]
    if item.answer:
        rows += [Row(()), *(Row(s) for s in fold([("Answer: ", "strong"), (item.answer, "")], width))]
    return rows


def _facts(facts: Sequence[tuple[str, str]], width: int) -> list[Row]:
    return [
        Row(spans)
        for label, text in facts
        if text
        for spans in fold([(f"{label}: ", "dim"), (one_line(text), "")], width)
    ]


def nothing_rows(words: str, width: int, *, in_call: bool, can_tell: str, kind: str = "") -> list[Row]:
    """Return what stands where nothing was found, and how to say that it is missing.

    `kind` is that of pages there are none of at all.
    """
    if kind and not words:
        paragraphs = (
            f"There is no {kind} in this playbook yet.",
            f"Type what you miss: {can_tell} tells marketing. "
            f"Whoever writes it begins with `playbook plays new - TITLE --kind {kind}`.",
        )
        first, then = ([Row(spans) for spans in fold([(text, "dim")], width)] for text in paragraphs)
        return [*first, Row(()), *then]
    if not words:
        return [Row((("Type to find.", "dim"),))]
    told = f"Nothing found for “{one_line(words)}”."
    if in_call:
        told += " It is noted as a gap for marketing."
    rows = [Row(spans) for spans in fold([(told, "")], width)]
    return [
        *rows,
        Row(()),
        *(Row(s) for s in fold([(f"{can_tell} tells marketing that it is missing.", "dim")], width)),
    ]


def hits_for(
    words: str,
    kinds: tuple[str, ...],
    index: SearchIndex | None,
    others: Things | None,
    figures: Mapping[str, OpenedFigures],
    among: Collection[str] | None = None,
) -> list[Hit]:
    """Return what is found for the words typed so far, best first; before any, what is opened most, then by title.

    What settled the matter on calls stands higher than its words alone would have it. `among` are the pages that
    may be found, where these are not all of their kinds.
    """
    found: list[Hit] = []
    if index is not None and kinds and not words:
        listed = index.listed(kinds, among=among)
        listed.sort(key=lambda hit: -figures[hit.id].opened if hit.id in figures else 0)
        return listed[:LISTED]
    if index is not None:
        found += [
            replace(hit, score=hit.score * lift(settled_of(figures, hit), words).factor)
            for hit in index.find(words, kinds or None, MOST, among=among)
        ]
    if others is not None:
        found += others.find(words, MOST)
    return sorted(found, key=lambda hit: -hit.score)[:MOST]


def settled_of(figures: Mapping[str, OpenedFigures], hit: Hit) -> OpenedFigures | None:
    """Return how often what is found settled the matter, where anybody said."""
    found = figures.get(hit.id) if hit.kind not in (ACCOUNT, FEEDBACK, STEP) else None
    return found if found and found.judged else None
