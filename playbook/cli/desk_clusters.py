"""`playbook desk clusters`: what several people say, to be answered once for all."""

from __future__ import annotations

import argparse
from datetime import timedelta

from playbook.cli.common import open_workspace, since
from playbook.cli.output import emit
from playbook.cli.parser import Verbs, add_json, add_verb

COLUMNS = (
    ("people", "PEOPLE"),
    ("accounts", "ACCOUNTS"),
    ("amount", "AMOUNT"),
    ("text", "TEXT"),
    ("short", "FEEDBACK"),
)
WEEK = timedelta(days=7)


def add_cluster_verb(verbs: Verbs) -> None:
    """Add the verb."""
    clusters = add_verb(verbs, "clusters", "what several people say, of the last week", _clusters)
    clusters.add_argument("--since", metavar="DATE", help="else the last seven days")
    add_json(clusters)


def _clusters(options: argparse.Namespace) -> int:
    from playbook.ids import short_ids
    from playbook.queueing import clusters_since

    workspace = open_workspace(options)
    found = clusters_since(workspace, since(options) or workspace.clock.now() - WEEK)
    rows = [
        {
            "people": one.people,
            "accounts": one.accounts,
            "amount": one.amount,
            "text": one.text,
            "feedback": list(one.ids),
        }
        for one in found
    ]
    if not options.json:
        ids = [id_ for one in found for id_ in one.ids]
        short = short_ids(ids, workspace.feedback_index.ids(), letter="F")
        rows = [
            row | {"short": " ".join(short[id_] for id_ in one.ids)}
            for row, one in zip(rows, found, strict=True)
        ]
    emit(rows, as_json=options.json, columns=COLUMNS, empty="No two people say the same.")
    return 0
