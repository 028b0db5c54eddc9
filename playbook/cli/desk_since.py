"""`playbook desk since`: what changed since somebody told of it, and answering with a revision that settled it."""

from __future__ import annotations

import argparse

from playbook.cli.common import find_feedback, open_workspace
from playbook.cli.output import emit, emit_json, narrate, say, to_line
from playbook.cli.parser import Verbs, add_json, add_verb

COLUMNS = (
    ("short", "REVISION"), ("day", "ON"), ("by", "BY"), ("subject", "WHAT"), ("now", "IT SAYS NOW"), ("names", "NAMES"),
)  # fmt: skip


def add_since_verb(verbs: Verbs) -> None:
    """Add the verb."""
    since = add_verb(
        verbs, "since", "then and now, and the revisions since that may have answered it", _since, ["F"]
    )
    since.add_argument(
        "--answer", metavar="REV", default="", help="answer with this one: its reason, its change"
    )
    add_json(since)


def _since(options: argparse.Namespace) -> int:
    from playbook.desk.actions import audience_for, shown, triage
    from playbook.ids import shorten
    from playbook.since import answered_by, chosen, quoted_in, row

    workspace = open_workspace(options)
    items = workspace.visible_feedback()
    item = items[find_feedback(items, options.f)]
    found = answered_by(workspace, item)
    if options.answer:
        one = chosen(found, options.answer)
        body = triage(item, "answer", workspace.person, text=one.words, commit=one.commit)
        workspace.append(body, audience_for(item, body))
        narrate(f"Answered: {shown(item)}, by {one.commit[:10]}.")
        return 0
    place, rows = quoted_in(workspace, item), [row(one) for one in found]
    if options.json:
        then = item.quote
        emit_json(
            {
                "feedback": item.id,
                "then": then,
                "now": place.now or then,
                "gone": place.gone,
                "revisions": rows,
            }
        )
        return 0
    for name, value in (("then", item.quote), ("now", place.now)):
        if value and place.now:
            say(f"{name:<6}{to_line(value)}")
    if place.gone:
        say("This place is no longer in the playbook.")
    for line in rows:
        names = ", ".join(shorten(id_, items, letter="F") for id_ in line["feedback"])
        line |= {"short": line["commit"][:10], "day": line["at"][:10], "names": names}
    emit(rows, as_json=False, columns=COLUMNS, empty="No revision since then seems to have answered it.")
    return 0
