"""Feedback from a file: notes that a team kept elsewhere, taken in as one's own."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import msgspec

from playbook.cli.output import narrate
from playbook.errors import PlaybookError
from playbook.ids import encode
from playbook.records.model import Feedback, FeedbackKind

if TYPE_CHECKING:
    from playbook.workspace import Workspace

KEYS = ("kind", "text", "severity", "play", "step", "quote", "account", "opportunity", "deal_stage", "tried")
LARGEST = 50_000_000


class BadRowError(PlaybookError):
    """A row of the file is no feedback; nothing of the file was taken in."""

    def __init__(self, path: Path, row: int, why: str) -> None:
        super().__init__(f"{path}, row {row}: {why} Nothing was imported; mend the row and try again.")


def import_file(workspace: Workspace, name: str) -> int:
    """Take in every row as feedback of mine; a row that was taken in before is passed over."""
    path = Path(name)
    known = set(workspace.feedback_index.ids())
    bodies: dict[str, Feedback] = {}
    already = 0
    for number, values in enumerate(_rows(path), start=1):
        body = _feedback(path, number, values)
        if body.id in known or body.id in bodies:
            already += 1
        else:
            bodies[body.id] = body
    for body in bodies.values():
        workspace.append(body)
    narrate(f"{len(bodies)} new, {already} there already.")
    return 0


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    from playbook.library.reading import read_file
    from playbook.plays.decode import decode

    try:
        text, _ = decode(read_file(path, LARGEST)[0])
    except OSError as error:
        raise PlaybookError(f"{path} cannot be read: {error.strerror or error}.") from error
    if not text.lstrip().startswith("{"):
        yield from csv.DictReader(io.StringIO(text))
        return
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise BadRowError(path, number, f"it is not JSON ({error}).") from None
        if not isinstance(row, dict):
            raise BadRowError(path, number, "it is not an object.")
        yield row


def _feedback(path: Path, number: int, values: dict[str, Any]) -> Feedback:
    """Return the feedback a row says; its id is made of what it says, so that it comes in once."""
    given = {key: values[key] for key in KEYS if values.get(key) not in (None, "")}
    kind = str(given.get("kind", "")).strip()
    if kind not in get_args(FeedbackKind):
        raise BadRowError(path, number, f"“{kind}” is not a kind: {', '.join(get_args(FeedbackKind))}.")
    if not given.get("text") and not given.get("quote"):
        raise BadRowError(path, number, "it has neither text nor quote.")
    try:
        given["severity"] = int(given.get("severity", 2))
        if not 1 <= given["severity"] <= 3:
            raise ValueError
        identity = json.dumps(given, sort_keys=True).encode()
        id_ = encode(blake2b(identity, digest_size=10).digest())
        return msgspec.convert({**given, "kind": kind, "id": id_}, Feedback)
    except (ValueError, TypeError, msgspec.ValidationError):
        raise BadRowError(path, number, "severity is 1, 2 or 3, and everything else is text.") from None
