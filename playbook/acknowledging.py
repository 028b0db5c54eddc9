"""Who has acknowledged a must-read as it is now, and who has not yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from playbook.errors import NotFoundError

if TYPE_CHECKING:
    from playbook.workspace import Workspace


class Acknowledged(msgspec.Struct, frozen=True):
    """A must-read, and everybody it is offered to."""

    page: str
    title: str
    blob: str
    have: tuple[tuple[str, str], ...]
    """Who has, with the moment (UTC, ISO 8601), the first first."""
    lack: tuple[str, ...]
    """Who has not, as far as this device knows; a record may not have come here yet."""


def all_of_them(workspace: Workspace) -> list[str]:
    """Return the ids of all must-reads, in path order."""
    return [one.id for one in workspace.catalog.summaries() if one.must_read]


def who_has(workspace: Workspace, page: str) -> Acknowledged:
    """Return who has acknowledged a must-read in the text that is committed now; raises NotFoundError."""
    from playbook.feed import committed_blob
    from playbook.library.offered import why_not_offered
    from playbook.records.model import Ack

    summary = next((one for one in workspace.catalog.summaries() if one.id == page and one.must_read), None)
    if summary is None:
        raise NotFoundError("must-read", page, all_of_them(workspace)[:3])
    blob = committed_blob(workspace, summary)
    said: dict[str, str] = {}
    for record in sorted(workspace.records("ack"), key=lambda record: record.order):
        body = record.body
        if isinstance(body, Ack) and (body.page, body.blob) == (page, blob):
            person = known_as(workspace, record.person)
            if body.withdrawn:
                said.pop(person, None)
            else:
                said.setdefault(person, record.at)
    wanted = [id_ for id_ in workspace.people if not why_not_offered(summary, id_, workspace.today)]
    have = sorted(said.items(), key=lambda pair: (pair[1], pair[0]))
    return Acknowledged(
        page, summary.title, blob, tuple(have), tuple(id_ for id_ in wanted if id_ not in said)
    )


def known_as(workspace: Workspace, name: str) -> str:
    """Return the id of a person whose journal may stand under an earlier name."""
    return next((id_ for id_, one in workspace.people.items() if name == id_ or name in one.also), name)


def words(workspace: Workspace, found: Acknowledged) -> list[str]:
    """Return who has and who has not, in two sentences."""
    have = ", ".join(workspace.name_of(person) for person, _ in found.have)
    lack = ", ".join(workspace.name_of(person) for person in found.lack)
    return [
        f"Acknowledged by {have}." if have else "Nobody has acknowledged it yet.",
        f"Not yet, as far as this device knows: {lack}." if lack else "Everybody it is offered to has.",
    ]


def row(found: Acknowledged) -> dict[str, Any]:
    """Return the object of `news who`."""
    return {
        "id": found.page,
        "title": found.title,
        "blob": found.blob,
        "acknowledged": [{"person": person, "at": at} for person, at in found.have],
        "missing": list(found.lack),
    }
