"""Verbs that read accounts: list, show."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from playbook.accounts.deal import open_amounts
from playbook.accounts.listing import is_owned, mine_first
from playbook.cli.common import open_workspace
from playbook.cli.output import cell, emit, emit_json, say, table
from playbook.customers import runs_by_account
from playbook.ids import shorten
from playbook.text import count_of

if TYPE_CHECKING:
    from playbook.accounts.book import AccountBook
    from playbook.accounts.rows import AccountRow, OpportunityRow, TouchRow
    from playbook.coaching.runs import RunRow
    from playbook.desk.model import Item
    from playbook.workspace import Workspace

COLUMNS = (
    ("short", "ID"),
    ("name", "ACCOUNT"),
    ("segment", "SEGMENT"),
    ("owner", "OWNER"),
    ("open", "OPEN"),
    ("deal", "STAGE"),
    ("worth", "AMOUNT"),
    ("touched", "TOUCHED"),
)
NOTHING = (
    "No accounts yet. `playbook accounts import FILE` takes in a CRM's export; `accounts add NAME` makes one."
)


def find_account(workspace: Workspace, typed: str) -> AccountRow:
    """Return the account that was typed, by name or its beginning, id or first letters; raises with the nearest."""
    from playbook.accounts.typed import beginning, near
    from playbook.errors import NotFoundError
    from playbook.ids import find

    book = workspace.accounts
    found = book.get(typed)
    begin = beginning(book, typed)
    if found is not None or len(begin) == 1:
        return found or begin[0]
    known = {row.id: row for row in book.all()}
    try:
        return known[find(typed, known, what="account")]
    except NotFoundError:
        meant = [row.name for row in near(book, typed)]
    raise NotFoundError("account", typed, meant, listing="playbook accounts list")


def list_(options: argparse.Namespace) -> int:
    """Print accounts, mine first."""
    workspace = open_workspace(options)
    book = workspace.accounts
    rows = mine_first(book, workspace.person, workspace.names)
    if options.find:
        rows = book.find(options.find, 50)
    if options.mine:
        rows = [row for row in rows if is_owned(row, workspace.person, workspace.names)]
    ids = [row.id for row in book.all()]
    touches = book.all_touches()
    found = [listed(book, row, touches.get(row.id, ())) for row in rows]
    if not options.json:
        found = [one | _shown(book, row, ids) for one, row in zip(found, rows, strict=True)]
    empty = "No account like that." if book.all() else NOTHING
    emit(found, as_json=options.json, columns=COLUMNS, empty=empty)
    return 0


def listed(book: AccountBook, row: AccountRow, touches: Sequence[TouchRow]) -> dict[str, Any]:
    """Return one object of `accounts list`."""
    deals = book.opportunities(row.id)
    return {
        "id": row.id,
        "name": row.name,
        "external_id": row.external_id,
        "domain": row.domain,
        "segment": row.segment,
        "owner": row.owner,
        "tags": list(row.tags),
        "opportunities": len(deals),
        "open": sum(deal.is_open for deal in deals),
        "amount": open_amounts(deals),
        "events": len(book.events(row.id)),
        "touches": len(touches),
        "touched": touches[0].date if touches else None,
    }


def _shown(book: AccountBook, row: AccountRow, ids: Sequence[str]) -> dict[str, Any]:
    deals = [deal for deal in book.opportunities(row.id) if deal.is_open]
    return {
        "short": shorten(row.id, ids),
        "deal": deals[0].stage if deals else "",
        "worth": _money(deals[0]) if deals else "",
    }


def _money(deal: OpportunityRow) -> str:
    return "" if deal.amount is None else f"{deal.amount:,.0f} {deal.currency}".strip()


def show(options: argparse.Namespace) -> int:
    """Print one account with all that I may see of it."""
    workspace = open_workspace(options)
    row = find_account(workspace, options.a)
    book = workspace.accounts
    runs = list(runs_by_account(workspace, book).get(row.id, ()))
    items = [
        item
        for item in workspace.visible_feedback().values()
        if any(book.id_of(account) == row.id for account in item.accounts)
    ]
    if options.json:
        emit_json(_object(book, row, runs, items))
        return 0
    _print(workspace, book, row, runs, items)
    return 0


def _object(book: AccountBook, row: AccountRow, runs: list[RunRow], items: list[Item]) -> dict[str, Any]:
    return listed(book, row, book.touches(row.id)) | {
        "opportunities": [_as_dict(one) for one in book.opportunities(row.id)],
        "events": [_as_dict(one) for one in book.events(row.id)],
        "touches": [_as_dict(one) for one in book.touches(row.id)],
        "contacts": [_as_dict(one) for one in book.contacts(row.id)],
        "runs": [_run(one) for one in runs],
        "feedback": [
            {"id": item.id, "kind": item.feedback.kind, "state": item.state, "text": item.feedback.text}
            for item in items
        ],
    }


def _as_dict(row: Any) -> dict[str, Any]:
    import msgspec

    found: dict[str, Any] = msgspec.to_builtins(row)
    return found


def _run(row: RunRow) -> dict[str, Any]:
    run = row.run
    return {
        "id": run.id,
        "play": run.play,
        "title": run.title,
        "rep": row.rep,
        "started": run.started,
        "connect": run.connect,
        "result": run.result,
        "next": run.next,
        "next_date": run.next_date,
    }


def _print(
    workspace: Workspace, book: AccountBook, row: AccountRow, runs: list[RunRow], items: list[Item]
) -> None:
    owner = workspace.name_of(row.owner) if row.owner in workspace.people else row.owner
    facts = (row.segment, row.domain, f"owner {owner}" if owner else "", cell(row.tags))
    say(f"{row.name}  {shorten(row.id)}")
    if about := " · ".join(fact for fact in facts if fact):
        say(about)
    names = book.contact_name
    _part(
        "Opportunities",
        [
            {
                "name": deal.name,
                "stage": deal.stage,
                "amount": _money(deal),
                "close": deal.close_date,
                "state": "" if deal.is_open else deal.state,
            }
            for deal in book.opportunities(row.id)
        ],
    )
    _part(
        "Events",
        [
            {"date": one.date, "what": one.trigger, "text": one.text, "by": workspace.name_of(one.by)}
            for one in book.events(row.id)
        ],
    )
    _part(
        "Contacts",
        [
            {"name": one.name, "title": one.title, "email": one.email, "phone": one.phone}
            for one in book.contacts(row.id)
        ],
    )
    touches = book.touches(row.id)
    _part(
        f"Touches ({len(touches)})",
        [
            {
                "date": one.date,
                "rep": workspace.name_of(one.rep),
                "how": one.channel,
                "connect": one.connect,
                "who": names(one.contact),
            }
            for one in touches[:10]
        ],
    )
    _part(
        f"Runs ({len(runs)})",
        [
            {
                "date": one.run.started[:10],
                "id": shorten(one.id),
                "rep": workspace.name_of(one.rep),
                "play": one.run.title,
                "result": one.run.result or one.run.connect,
            }
            for one in runs[:10]
        ],
    )
    _part(
        "Feedback",
        [
            {
                "id": shorten(item.id, letter="F"),
                "kind": item.feedback.kind,
                "state": item.state,
                "text": item.feedback.text[:200],
            }
            for item in items
        ],
    )
    if not runs and not touches:
        say(f"\n{count_of(0, 'run')} that you may see.")


def _part(title: str, rows: list[dict[str, Any]]) -> None:
    if rows:
        say(f"\n{title}")
        lines = table(rows, [(key, "") for key in rows[0]]).splitlines()[1:]
        say("\n".join(f"  {line}" for line in lines))
