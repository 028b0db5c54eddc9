"""`playbook feedback import`: notes from a file or from what is piped in, as feedback of mine."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from playbook.cli.output import emit, emit_json, narrate, to_line
from playbook.errors import PlaybookError

if TYPE_CHECKING:
    from playbook.noting import Came, Meant
    from playbook.workspace import Workspace

STDIN = "-"
SHOWN = 70
"""Letters of a note in the table of a dry run."""
COLUMNS = (("line", "LINE"), ("outcome", "OUTCOME"), ("kind", "KIND"), ("text", "TEXT"))


def import_notes(options: argparse.Namespace) -> int:
    """Take notes in; 0 where every one could be, 1 where some failed."""
    from playbook.cli.common import open_workspace
    from playbook.desk.note_files import read_note_file
    from playbook.noting import keep_failed, look_at, take_in
    from playbook.plays.decode import decode
    from playbook.text import count_of

    workspace = open_workspace(options)
    path = Path("feedback" if options.file == STDIN else options.file)
    meant = _meant(workspace, options)
    text, trouble = decode(_read(options.file))
    if trouble is not None:
        narrate(f"Line {trouble.line}: {trouble.message}")
    file = read_note_file(text)
    came = look_at(workspace, file, meant)
    kept = ""
    if options.dry_run:
        new, already, failed = (
            sum(one.outcome == what for one in came) for what in ("new", "already", "failed")
        )
    else:
        counts = take_in(workspace, came, meant)
        new, already, failed = counts["new"], counts["already"], counts["failed"]
        kept = keep_failed(path, file, came)
    if options.json:
        emit_json({
            "file": options.file, "format": file.format, "dry_run": options.dry_run, "new": new, "already": already,
            "failed": failed, "failures": kept, "rows": [one.as_row() for one in came],
        })  # fmt: skip
    elif options.dry_run:
        _show(came)
    for one in [one for one in came if one.outcome == "failed"][:5]:
        narrate(f"Line {one.row.line}: {one.why}")
    named = [one for one in came if one.told]
    for one in named[:5]:
        narrate(f"Line {one.row.line}: {one.told}")
    if len(named) > 5:
        narrate(
            f"So it is with the account of {count_of(len(named) - 5, 'more line')}: --json tells of each."
        )
    told = f"{new} new, {already} there already{f', {failed} failed' if failed else ''}."
    narrate(f"{told} Nothing was changed: this was a dry run." if options.dry_run else told)
    if kept:
        narrate(f"What failed is in {kept}: mend it there and import that file.")
    return 1 if failed else 0


def _meant(workspace: Workspace, options: argparse.Namespace) -> Meant:
    from playbook.cli.common import account_meant, find_page
    from playbook.desk.notes import kind_named
    from playbook.errors import NotFoundError
    from playbook.noting import Meant
    from playbook.records.model import FeedbackKind
    from playbook.text import nearest

    if options.kind and kind_named(options.kind) is None:
        raise NotFoundError("kind of feedback", options.kind, nearest(options.kind, get_args(FeedbackKind)))
    return Meant(
        options.kind,
        find_page(workspace, options.play, play=True).page.id if options.play else "",
        account_meant(workspace, options.account),
        options.liaison_only,
    )


def _read(name: str) -> bytes:
    from playbook.library.reading import read_file
    from playbook.noting import LARGEST

    if name == STDIN:
        if sys.stdin.isatty():
            narrate("Type or paste your notes; an empty line stands between two. Ctrl+D ends them.")
        data = sys.stdin.buffer.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise PlaybookError(f"That is more than {LARGEST // 1_000_000} MB at once: take it apart.")
        return data
    try:
        return read_file(Path(name), LARGEST)[0]
    except OSError as error:
        raise PlaybookError(f"{name} cannot be read: {error.strerror or error}.") from error


def _show(came: tuple[Came, ...]) -> None:
    from playbook.text import first_words

    rows = [one.as_row() | {"text": to_line(first_words(one.text, SHOWN))} for one in came]
    emit(rows, as_json=False, columns=COLUMNS, empty="There is no note in it.")
