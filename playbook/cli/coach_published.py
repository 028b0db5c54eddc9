"""`playbook coach figures` and `figures-publish`: a week's figures for everybody, of nobody in particular."""

from __future__ import annotations

import argparse

from playbook.cli.common import open_workspace
from playbook.cli.output import emit_json, narrate, say
from playbook.cli.parser import Verbs, add_json, add_verb
from playbook.errors import PlaybookError


def register(verbs: Verbs) -> None:
    """Add the verbs."""
    read = add_verb(verbs, "figures", "what the teams did, week by week, of nobody in particular", _figures)
    read.add_argument("--weeks", metavar="N", type=int, default=0, help="only the last weeks")
    add_json(read)
    made = add_verb(verbs, "figures-publish", "publish the last week of my reps to everybody", _publish)
    made.add_argument("--week", metavar="W", default="", help="another one: 2026-W47")
    made.add_argument(
        "--check",
        action="store_true",
        help="show what would be published, and publish nothing; exit with 1 where a week waits",
    )
    add_json(made)


def _publish(options: argparse.Namespace) -> int:
    import msgspec

    from playbook.cli.coach_told import print_report
    from playbook.publishing_figures import offer, preview, publish

    workspace = open_workspace(options)
    if options.check:
        found = offer(workspace)
        if options.json:
            emit_json(msgspec.to_builtins(found.body) if found else None)
        elif found:
            print_report(preview(workspace, found))
            narrate(found.said)
        else:
            narrate("There is no week to publish.")
        return 1 if found else 0
    body = publish(workspace, options.week)
    if options.json:
        emit_json(msgspec.to_builtins(body))
        return 0
    say(body.week)
    narrate("Published to everybody; it stands as it is now, whatever comes later.")
    return 0


def _figures(options: argparse.Namespace) -> int:
    import msgspec

    from playbook.publishing_figures import published, report

    workspace = open_workspace(options)
    if options.weeks < 0:
        raise PlaybookError("--weeks takes a number from 1 on.")
    if options.json:
        emit_json(msgspec.to_builtins(published(workspace, options.weeks)._asdict()))
        return 0
    from playbook.cli.coach_told import print_report

    print_report(report(workspace, options.weeks))
    return 0
