"""`playbook quarantine`: what was set aside because it did not verify; nothing of it is thrown away."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from playbook.cli.common import open_workspace
from playbook.cli.output import emit, narrate
from playbook.cli.parser import add_json, add_verb, verbs_of
from playbook.text import count_of

if TYPE_CHECKING:
    from playbook.records.quarantine import SetAside

COLUMNS = (("id", "ID"), ("at", "SINCE"), ("source", "FROM"), ("bytes", "BYTES"), ("reason", "WHY"))


def register(parser: argparse.ArgumentParser) -> None:
    """Add the verbs."""
    verbs = verbs_of(parser)
    listed = add_verb(verbs, "list", "what was set aside, oldest first", _list)
    add_json(listed)
    add_verb(verbs, "release", "take it in after all, where it fits by now", _release, ["ID"])


def _list(options: argparse.Namespace) -> int:
    rows = [_row(one) for one in open_workspace(options).store.quarantine()]
    emit(rows, as_json=options.json, columns=COLUMNS, empty="Nothing is set aside.")
    return 0


def _row(one: SetAside) -> dict[str, Any]:
    return {"id": one.id, "at": one.at, "source": one.source, "bytes": len(one.data), "reason": one.reason}


def _release(options: argparse.Namespace) -> int:
    report = open_workspace(options).store.release(options.id)
    if report.quarantined:
        narrate("It still does not fit, and stays set aside.")
        return 1
    there = f", {count_of(report.already, 'record')} here already" if report.already else ""
    narrate(f"{count_of(report.new, 'record')} taken in{there}.")
    return 0
