"""Logs from elsewhere that were imported: which there are, what one says, taking one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.elsewhere.cases import case_id
from playbook.elsewhere.figures import CaseLog, classes, log_report, logs_on_record
from playbook.errors import NotFoundError, PlaybookError
from playbook.records.model import Imported
from playbook.text import nearest

if TYPE_CHECKING:
    from playbook.plays.model import Page
    from playbook.reporting.model import Report
    from playbook.workspace import Workspace


def logs_of(workspace: Workspace) -> dict[str, CaseLog]:
    """Return the logs that were imported and that I may read, by name; reads files, so not for the event loop."""
    return logs_on_record(workspace.records("imported"))


def log_of(workspace: Workspace, name: str) -> CaseLog:
    """Return a log by its name; raises NotFoundError with the nearest."""
    known = logs_of(workspace)
    if name not in known:
        raise NotFoundError("log", name, nearest(name, known) or list(known)[:3])
    return known[name]


def pages_of(workspace: Workspace, log: CaseLog) -> dict[str, Page]:
    """Return the plays that a log's cases were read by, as they are now; those that are gone are left out."""
    from playbook.coaching.pages import pages_run

    return pages_run(log.plays, workspace.catalog)


def report_of(workspace: Workspace, name: str) -> Report:
    """Return all that a log says; raises NotFoundError."""
    log = log_of(workspace, name)
    return log_report(log, pages_of(workspace, log), {one: workspace.name_of(one) for one in log.by})


def rows_of(workspace: Workspace, log: CaseLog) -> list[dict[str, object]]:
    """Return the steps of a log's cases for programs, each class of result apart."""
    from playbook.coaching.rows import step_row

    return [
        {"log": log.name, "class": one.label, "cases": one.play.runs, "fitness": one.fitness} | step_row(step)
        for page in pages_of(workspace, log).values()
        for one in classes(log, page)
        for step in one.play.steps
    ]


def forget(workspace: Workspace, name: str) -> int:
    """Take back what I imported of a log; return how many of its cases stay, as others imported them.

    Raises NotFoundError, and PlaybookError where nothing of it is mine.
    """
    log = log_of(workspace, name)
    if workspace.names.isdisjoint(log.by):
        raise PlaybookError(f"Nothing of “{name}” was imported by you; whoever did takes it back.")
    workspace.append(Imported(id=case_id(name, ""), log=name, withdrawn=True))
    left = logs_of(workspace).get(name)
    return len(left.cases) if left else 0
