"""`playbook desk promote`: from what several reps hear to a page that answers it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playbook.cli.common import find_feedback, open_workspace
from playbook.cli.output import emit
from playbook.cli.parser import Verbs, add_json, add_verb
from playbook.errors import PlaybookError

if TYPE_CHECKING:
    from collections.abc import Collection

    from playbook.liaison.promotion import Promotable
    from playbook.workspace import Workspace

COLUMNS = (
    ("people", "PEOPLE"),
    ("accounts", "ACCOUNTS"),
    ("amount", "AMOUNT"),
    ("text", "TEXT"),
    ("near", "NEAREST"),
    ("short", "FEEDBACK"),
)
KINDS = ("play", "objection", "battlecard", "persona", "page")


def add_promote_verb(verbs: Verbs) -> None:
    """Add the verb."""
    promote = add_verb(
        verbs,
        "promote",
        "what several hear and no page answers; with F, propose a draft of that page",
        _promote,
    )
    promote.add_argument("f", metavar="F", nargs="*", default=[])
    promote.add_argument("--title", metavar="TEXT", default="", help="the page's; else from what was said")
    promote.add_argument("--kind", choices=KINDS, help="else by the kind of the feedback")
    promote.add_argument("--from", dest="source", metavar="FILE", help="the page as it is to be")
    promote.add_argument(
        "--as-it-is", action="store_true", help="propose the draft without opening an editor"
    )
    promote.add_argument(
        "-m", "--message", metavar="TEXT", default="", help="title and reason of the proposal"
    )
    add_json(promote)


def _promote(options: argparse.Namespace) -> int:
    from playbook.promoting import promotable_of

    workspace = open_workspace(options)
    items = workspace.visible_feedback()
    found = promotable_of(workspace, items)
    if options.f:
        return _propose(options, workspace, found)
    promote = workspace.settings.desk.promote
    rows = [_row(one, items, as_json=options.json) for one in found]
    empty = (
        f"No objection was heard by {promote.people} people in {promote.days} days that no page answers. "
        "With F, any feedback becomes a page."
    )
    emit(rows, as_json=options.json, columns=COLUMNS, empty=empty)
    return 0


def _row(one: Promotable, among: Collection[str], *, as_json: bool) -> dict[str, Any]:
    from playbook.ids import shorten

    row: dict[str, Any] = {
        "people": len(one.people),
        "accounts": one.cluster.accounts,
        "amount": one.cluster.amount,
        "text": one.text,
        "near": one.near.id if one.near else None,
        "wordings": list(one.wordings),
        "feedback": list(one.cluster.ids),
    }
    if not as_json:
        row |= {
            "near": one.near.title if one.near else "",
            "short": " ".join(shorten(id_, among, letter="F") for id_ in one.cluster.ids),
        }
    return row


def _propose(options: argparse.Namespace, workspace: Workspace, found: tuple[Promotable, ...]) -> int:
    from playbook.cli.desk_change import by_hand, propose
    from playbook.promoting import with_those_alike
    from playbook.proposing import open_reviews
    from playbook.reviewing.drafting import begin_page, title_for

    if options.json:
        raise PlaybookError("--json lists what could become a page; leave F out.")
    items = workspace.visible_feedback()
    chosen = [items[id_] for id_ in dict.fromkeys(find_feedback(items, one) for one in options.f)]
    wordings: tuple[str, ...] = ()
    if len(chosen) == 1:
        part_of, chosen = with_those_alike(found, chosen[0])
        wordings = part_of.wordings if part_of else ()
    reviews = open_reviews(workspace)
    title = options.title or title_for(chosen)
    change = begin_page(workspace, reviews, chosen, title, kind=options.kind or "", wordings=wordings)
    if options.source:
        change.file.write_bytes(Path(options.source).read_bytes())
    elif not options.as_it_is:
        by_hand(change.file, change.line)
    return propose(workspace, reviews, change, options.message or f"New page: {title}")
