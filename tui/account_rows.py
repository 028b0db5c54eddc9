"""What is known of one account as rows: deals, events, people, touches, runs; knows no Textual."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from rich.text import Text

from playbook.accounts.rows import AccountRow, ContactRow, EventRow, OpportunityRow, TouchRow
from playbook.coaching.runs import RunRow
from playbook.customers import Customers
from playbook.dates import aligned_days, said_day_of
from playbook.text import count_of, one_line, spoken
from tui.account_text import account_words, deal_words
from tui.rows import Row, Span, fold, short, width_of

RUN, CONTACT = "run:", "contact:"
"""How the anchors of rows begin that stand for a run, a contact."""
NAME, WORDS = 26, 20
"""Cells of a name, and of stage and amount, or segment where nothing is open."""
MOST = 12
"""Touches and runs that are shown; the rest is told by its number."""

Name = Callable[[str], str]


def list_cells(customers: Customers, row: AccountRow, today: date) -> tuple[Text, Text, Text]:
    """Return the cells of an account in the list: whose, its deal (or segment), how long ago the last touch was."""
    mine = row.id in customers.mine
    deals = tuple(deal for deal in customers.book.opportunities(row.id) if deal.is_open)
    return (
        Text.assemble(("● " if mine else "  ", ""), (short(row.name, NAME), "bold" if mine else "")),
        Text(short(account_words(row, deals, with_segment=not deals), WORDS), style="dim"),
        Text(ago_of(customers.touched(row.id), today), style="dim"),
    )


def account_rows(
    customers: Customers, row: AccountRow, name_of: Name, width: int, *, stage_name: Name, today: date
) -> list[Row]:
    """Return what is known of an account; rows of runs and contacts have anchors that name them."""
    book = customers.book
    owner = name_of(row.owner) if row.owner else "nobody named"
    facts = (row.segment, row.domain, f"owner {owner}", " ".join(f"#{tag}" for tag in row.tags))
    rows = [_folded([(one_line(row.name), "h1")], width)[0]]
    rows += _folded([(" · ".join(one_line(fact) for fact in facts if fact), "dim")], width)
    deals, events = book.opportunities(row.id), book.events(row.id)
    people, touches = book.contacts(row.id), customers.touches.get(row.id, ())
    runs = customers.runs.get(row.id, ())
    days = _days(events, touches[:MOST], runs[:MOST], today)
    rows += _part(
        "Opportunities",
        [line for deal in deals for line in _deal(deal, stage_name, width)],
        "none yet",
        width,
    )
    rows += _part(
        "Events", [line for event in events for line in _event(event, days, name_of, width)], "none", width
    )
    rows += _part(
        "People, as this device knows them", [_person(one, width) for one in people], "nobody yet", width
    )
    rows += _part(
        f"Touches: {count_of(len(touches), 'attempt')}",
        [_touch(one, days, name_of, book.contact_name, width) for one in touches[:MOST]] + _rest(touches),
        "nobody was called",
        width,
    )
    rows += _part(
        f"Runs that you may see: {len(runs)}",
        [_run(one, days, name_of, width) for one in runs[:MOST]] + _rest(runs),
        "none",
        width,
    )
    return rows


def _part(title: str, lines: Sequence[Row], nothing: str, width: int) -> list[Row]:
    head = [Row(()), Row(((short(title, width), "h2"),))]
    return [*head, *(lines or [Row(((f"  {nothing}", "dim"),))])]


def _folded(spans: Iterable[Span], width: int) -> list[Row]:
    return [Row(line) for line in fold(spans, width)]


def _rest(found: Sequence[object]) -> list[Row]:
    return [Row(((f"  and {len(found) - MOST:,} before", "dim"),))] if len(found) > MOST else []


def _days(
    events: Sequence[EventRow], touches: Sequence[TouchRow], runs: Sequence[RunRow], today: date
) -> Mapping[str, str]:
    """Return how each day reads in the one column that all of them stand in."""
    stamps = [
        *(one.date for one in events),
        *(one.date for one in touches),
        *(one.run.started for one in runs),
    ]
    return dict(zip(stamps, aligned_days(stamps, today), strict=True))


def _deal(deal: OpportunityRow, stage_name: Name, width: int) -> list[Row]:
    mark = {"open": "○", "won": "✓", "lost": "✗"}[deal.state]
    closes = f"closes {said_day_of(deal.close_date)}" if deal.close_date and deal.is_open else ""
    words = " · ".join(part for part in (deal_words(deal, stage_name), closes) if part)
    name = Row(((f"  {mark} ", ""), (short(deal.name, max(width - 4, 8)), "strong" if deal.is_open else "")))
    return [
        name,
        *(Row((("    ", ""), *line)) for line in (fold([(words, "dim")], width - 4) if words else [])),
    ]


def _event(event: EventRow, days: Mapping[str, str], name_of: Name, width: int) -> list[Row]:
    said = f"  {days[event.date]}  {spoken(one_line(event.trigger))}"
    by = f" ({name_of(event.by)})" if event.by else ""
    rows = [Row(((short(said, width), ""), (short(by, max(width - len(said), 1)), "dim")))]
    return rows + [
        Row((("    ", ""), *line)) for line in (fold([(event.text, "dim")], width - 4) if event.text else [])
    ]


def _person(row: ContactRow, width: int) -> Row:
    about = " · ".join(part for part in (row.title, row.email, row.phone, row.channel) if part)
    name = short(row.name, max(width - 4, 8))
    room = width - len(name) - 5
    more = ((f" · {short(about, room)}", "dim"),) if about and room > 6 else ()
    return Row((("  ", ""), (name, ""), *more), anchor=f"{CONTACT}{row.id}")


def _touch(touch: TouchRow, days: Mapping[str, str], name_of: Name, contact: Name, width: int) -> Row:
    who = one_line(contact(touch.contact)) if touch.contact else ""
    parts = (first_name(name_of(touch.rep)), touch.channel, spoken(touch.connect), who)
    words = " · ".join(one_line(part) for part in parts if part)
    lead = f"  {days[touch.date]}  "
    return Row(((lead, "dim"), (short(words, max(width - len(lead), 8)), "")))


def _run(row: RunRow, days: Mapping[str, str], name_of: Name, width: int) -> Row:
    run = row.run
    what = spoken(run.result or run.connect) + (" (private)" if row.private else "")
    who = short(first_name(name_of(row.rep)), 10)
    lead = f"▸ {days[run.started]}  "
    room = width - len(lead) - width_of(who) - len(what) - 6
    title = short(run.title, max(room, 10))
    words = f"{who} · {title} · {what}"
    return Row(
        ((lead, "dim"), (short(words, max(width - len(lead), 8)), "")),
        anchor=f"{RUN}{row.id}",
    )


def first_name(name: str) -> str:
    """Return how somebody is called in a list."""
    return name.split(" ")[0]


def ago_of(day: str, today: date) -> str:
    """Return how long ago an ISO day was, in few cells: `5 d ago`, `3 w ago`; nothing where there is none."""
    try:
        days = (today - date.fromisoformat(day)).days
    except ValueError:
        return ""
    if days < 1:
        return "today"
    return f"{days} d ago" if days < 14 else f"{days // 7} w ago" if days < 70 else f"{days // 30} mo ago"
