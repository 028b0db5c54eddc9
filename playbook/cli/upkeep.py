"""`playbook plays due`: which pages need somebody, and how many are verified in time."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from playbook.cli.common import open_workspace
from playbook.cli.output import emit, emit_json, narrate
from playbook.cli.parser import Verbs, add_json, add_verb

if TYPE_CHECKING:
    from playbook.upkeep import Need
    from playbook.workspace import Workspace

COLUMNS = (("why", "WHY"), ("id", "ID"), ("title", "TITLE"), ("needs", "NEEDS"), ("asked", "WHOSE"))


def register(verbs: Verbs) -> None:
    """Add the verb to `plays`."""
    due = add_verb(verbs, "due", "pages to verify, to hand over or to decide on, most used first", _due)
    due.add_argument("--mine", action="store_true", help="only what is mine to do")
    due.add_argument("--check", action="store_true", help="exit code 1 when there is anything")
    due.add_argument("--share", action="store_true", help="how many pages are verified in time")
    add_json(due)


def _due(options: argparse.Namespace) -> int:
    from playbook.upkeep import needed, verified_share

    workspace = open_workspace(options)
    share = verified_share(workspace)
    if options.share and options.json:
        emit_json({"verified": share.verified, "of": share.of})
        return 0
    if not options.json:
        narrate(share.words)
    if options.share:
        return 0
    found = needed(workspace, mine=options.mine)
    rows = [_row(one) for one in found]
    shown = rows if options.json else [_for_people(workspace, one) for one in rows]
    emit(shown, as_json=options.json, columns=COLUMNS, empty="No page needs anybody.")
    return 1 if options.check and found else 0


def _row(one: Need) -> dict[str, Any]:
    summary = one.summary
    return {
        "id": summary.id,
        "title": summary.title,
        "why": one.why,
        "needs": one.words,
        "people": list(one.people),
        "used": round(one.used, 3),
        "verified": summary.verified.isoformat() if summary.verified else None,
        "status": summary.status,
        "owners": dict(summary.owners),
    }


def _for_people(workspace: Workspace, row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "asked": ", ".join(workspace.name_of(one) for one in row["people"])}
