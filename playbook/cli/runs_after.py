"""Verbs on a finished run of mine: correct, redact, kept."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from playbook.cli.common import account_meant, day, find_run, open_workspace
from playbook.cli.output import narrate
from playbook.cli.runs_act import NotMineError
from playbook.errors import PlaybookError
from playbook.ids import shorten

if TYPE_CHECKING:
    from playbook.coaching.runs import RunRow
    from playbook.workspace import Workspace

DATES = ("result_until", "commitment_by", "next_date")
TEXTS = ("result", "commitment", "exit_proof", "next", "account", "opportunity", "channel")
FLAGS = ("cut_short", "wrong_play")


def _mine(options: argparse.Namespace) -> tuple[Workspace, RunRow]:
    workspace = open_workspace(options)
    row = find_run(workspace, options.run)
    if row.rep not in workspace.names:
        raise NotMineError(row.run.title, workspace.name_of(row.rep))
    if row.redacted:
        raise PlaybookError("That run was redacted; nothing of it is left to change.")
    return workspace, row


def _audience(row: RunRow) -> str | None:
    """Return where a record about a run goes: what is private leaves no trace elsewhere."""
    return "self" if row.private else None


def correct(options: argparse.Namespace) -> int:
    """Correct texts and answers; times never change."""
    from playbook import correcting

    workspace, row = _mine(options)
    given = vars(options)
    changes: dict[str, Any] = {key: given[key] for key in TEXTS if given[key] is not None}
    changes |= {key: day(given[key], workspace.today) for key in DATES if given[key] is not None}
    changes |= {key: given[key] == "yes" for key in FLAGS if given[key] is not None}
    if changes.get("account"):
        changes["account"] = account_meant(workspace, changes["account"])
    if options.answer:
        changes["answers"] = _answers(workspace, row, options.answer)
    if options.note:
        changes["notes"] = [{"seconds": one.seconds, "text": one.text} for one in row.run.notes]
        changes["notes"] += [{"seconds": row.run.seconds, "text": text} for text in options.note]
    body = correcting.correct(workspace, row, changes)
    narrate(f"Corrected {', '.join(sorted(body.changes))}. The run shows as corrected.")
    return 0


def _answers(workspace: Workspace, row: RunRow, given: list[str]) -> list[dict[str, Any]]:
    """Return all answers of the run, with those given as `QUESTION=VALUE` in place of what was said."""
    from playbook.runs.plan import answer_of, plan_of

    plan = plan_of(workspace.page_at(row.run.play, row.run.blob))
    answers = {one.question: {"values": list(one.values), "by": one.by} for one in row.run.answers}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals:
            raise PlaybookError(f"“{pair}” is not QUESTION=VALUE.")
        question, _ = plan.question(name.strip())
        if not value.strip():
            answers.pop(question.id, None)
            continue
        told = [value.strip()]
        if question.choose == "many":
            told = [answer_of(question, one).id for one in value.split(",") if one.strip()]
        elif question.choose == "one":
            told = [answer_of(question, value).id]
        before = answers.get(question.id, {"by": ""})
        answers[question.id] = {"values": told, "by": before["by"]}
    return [{"question": id_, **answers[id_]} for id_ in answers]


def redact(options: argparse.Namespace) -> int:
    """Hide a run everywhere; only that it was redacted remains."""
    from playbook.records.model import Redact

    workspace, row = _mine(options)
    workspace.append(Redact(what=f"run:{row.id}"), _audience(row))
    narrate(f"Redacted {shorten(row.id)}. Only that there was a run remains.")
    return 0


def kept(options: argparse.Namespace) -> int:
    """Say what became of a promise or next step."""
    from playbook import promises
    from playbook.dates import parse_day

    workspace, row = _mine(options)
    if options.state == "undone":
        narrate(f"Taken back: {options.what} {promises.take_back(workspace, row, options.what)}.")
        return 0
    to = parse_day(options.to, workspace.today, future=True).isoformat() if options.to else ""
    promises.say(workspace, row, options.what, options.state, to)
    narrate(f"{options.what.capitalize()} {options.state}{f' to {to}' if to else ''}: {row.run.title}.")
    return 0
