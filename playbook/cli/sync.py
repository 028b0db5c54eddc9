"""`playbook sync`: what I recorded goes out, what others recorded comes in."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from playbook.cli.common import open_workspace
from playbook.cli.output import emit_json, narrate
from playbook.cli.parser import add_json
from playbook.text import count_of

if TYPE_CHECKING:
    from playbook.sync.engine import Engine, Report


def register(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument(
        "--check", action="store_true", help="change nothing; exit code 1 when there is anything to do"
    )
    add_json(parser)
    parser.set_defaults(handler=_sync)


def _sync(options: argparse.Namespace) -> int:
    from playbook.cli.progress_line import watched
    from playbook.syncing import open_engine

    workspace = open_workspace(options)
    with watched() as progress:
        engine = open_engine(workspace, progress)
        try:
            if options.check:
                return _check(engine, as_json=options.json)
            report = engine.sync()
        finally:
            engine.close()
    if options.json:
        emit_json(_row(report))
    else:
        narrate(_words(report))
    for line in report.told:
        narrate(line)
    return 1 if report.told else 0


def _check(engine: Engine, *, as_json: bool) -> int:
    plan = engine.look()
    out = sum(last - first + 1 for first, last in plan.send.values())
    coming = engine.coming(plan)
    if as_json:
        emit_json({"hub": engine.name, "waiting": out, "coming": coming, "journals": sorted(plan.have)})
    elif plan.is_done:
        narrate(f"In step with {engine.name}.")
    else:
        narrate(f"{count_of(out, 'record')} to send to {engine.name}, {count_of(coming, 'record')} to fetch.")
    return 0 if plan.is_done else 1


def _row(report: Report) -> dict[str, Any]:
    return {
        "hub": report.hub,
        "pushed": report.pushed,
        "pulled": report.pulled,
        "quarantined": report.quarantined,
        "journals": report.journals,
        "seconds": round(report.seconds, 3),
        "told": list(report.told),
    }


def _words(report: Report) -> str:
    done = f"{count_of(report.pushed, 'record')} sent, {report.pulled:,} received"
    aside = ""
    if report.quarantined:
        aside = f"; {count_of(report.quarantined, 'line')} set aside (`playbook quarantine list`)"
    return f"{report.hub}: {done}{aside}."
