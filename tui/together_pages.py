"""The pages that marketing and sales look at together: how they are called, and how each is read; knows no Textual."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from playbook.liaison.agenda import Task
    from playbook.reporting.model import Report
    from playbook.workspace import Workspace

PAGES = (
    ("digest", "What the market says", "this week, by segment"),
    ("directory", "Who to call", "about a play, an objection, a rival"),
    ("agenda", "Our next meeting", "what there is to speak about"),
    ("previews", "For sales to look at", "what marketing has made"),
    ("promote", "Not in the playbook yet", "what several hear, and no page answers"),
    ("audit", "How we work together", "twenty statements, answered blind"),
)


class Told(NamedTuple):
    """A page as it was read."""

    key: str
    report: Report
    tasks: tuple[Task, ...] = ()
    """What was agreed, open and ended, on the agenda."""


def read_page(workspace: Workspace, key: str) -> Told:
    """Return a page as it is now; reads records, pages and git, so not for the event loop."""
    from playbook import liaising, previewing
    from playbook.liaison import reports

    match key:
        case "digest":
            return Told(key, reports.digest_report(*liaising.digest_of(workspace)))
        case "directory":
            return Told(key, reports.directory_report(liaising.directory_of(workspace)))
        case "agenda":
            found, waiting, names = liaising.agenda_of(workspace)
            report = reports.agenda_report(found, waiting, workspace.today, names)
            return Told(key, report, found.tasks)
        case "previews":
            return Told(key, previewing.previews_page(workspace))
        case "promote":
            return Told(key, previewing.promotion_page(workspace))
        case _:
            return Told(key, liaising.audit_page(workspace))
