"""Adopting a repository that lies here: its pages read, what is proposed, and what was accepted written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from playbook.adopting.plan import SETTINGS, Offer, Plan, Read, plan

if TYPE_CHECKING:
    from playbook.workspace import Workspace


def proposed(workspace: Workspace) -> Plan:
    """Return what is proposed for the playbook's folder; nothing is written.

    Raises NotARepositoryError where the folder is not under git.
    """
    from playbook.starting import tables_for

    settings, repository = workspace.settings, workspace.repository
    head, tail = tables_for(workspace.root, repository.branch() or "")
    return plan(list(_pages(workspace)), settings, head, tail)


def _pages(workspace: Workspace) -> Iterator[Read]:
    catalog = workspace.catalog
    for summary in catalog.summaries():
        entry = catalog.get(summary.id)
        data = (workspace.root / summary.path).read_bytes()
        yield Read(summary.path, data, entry.page, entry.text)


def accept(root: Path, offer: Offer) -> None:
    """Write one file as proposed, if it is still as it was read.

    Raises ChangedMeanwhileError or CannotSaveError; the file is then as it was.
    """
    from playbook.files import write_atomic
    from playbook.library.saving import ChangedMeanwhileError, replace_text

    if offer.before is not None:
        replace_text(root, offer.path, offer.before, offer.after)
        return
    file = root / offer.path
    if file.exists():
        raise ChangedMeanwhileError(SETTINGS)
    write_atomic(file, offer.after)
    file.chmod(0o644)
