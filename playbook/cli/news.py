"""`playbook news`: answers to me, what changed in the plays, what must be read."""

from __future__ import annotations

import argparse
from typing import Any

from playbook.cli.common import open_workspace
from playbook.cli.output import emit, narrate
from playbook.cli.parser import add_json, add_verb, verbs_of
from playbook.errors import PlaybookError
from playbook.feed import NewsLine, mark_read, mark_unread, news_lines
from playbook.ids import shorten

COLUMNS = (
    ("new", "NEW"),
    ("kind", "WHAT"),
    ("day", "WHEN"),
    ("by", "BY"),
    ("short", "ID"),
    ("title", "TITLE"),
    ("text", "TEXT"),
)
NOTHING = "No news. Answers to your feedback come here, and changes of the plays."


def register(parser: argparse.ArgumentParser) -> None:
    """Add the options, and the verb that marks as read."""
    parser.add_argument("--since", metavar="REV|DATE", help="a commit, branch, tag or date; else 30 days ago")
    add_json(parser)
    parser.set_defaults(handler=_news, verb=None)
    verbs = verbs_of(parser, required=False)
    ack = add_verb(verbs, "ack", "acknowledge a must-read, or mark news as read", _ack)
    ack.add_argument("id", metavar="ID", nargs="+", help="a page's or feedback's id, or `all`")
    ack.add_argument("--undo", action="store_true", help="take that back: it is unread again")


def _news(options: argparse.Namespace) -> int:
    lines = news_lines(open_workspace(options), options.since)
    rows = [row(line) for line in lines]
    if not options.json:
        rows = [one | _for_people(line) for one, line in zip(rows, lines, strict=True)]
    emit(rows, as_json=options.json, columns=COLUMNS, empty=NOTHING)
    return 0


def row(line: NewsLine) -> dict[str, Any]:
    """Return one object of `news`, with the keys of cli.md."""
    return {
        "kind": line.kind,
        "id": line.id,
        "title": line.title,
        "at": line.at,
        "by": line.by,
        "read": line.read,
        "must_read": line.must_read,
    }


def _for_people(line: NewsLine) -> dict[str, Any]:
    return {
        "new": "" if line.read else "●",
        "day": line.at[:10],
        "short": shorten(line.id, letter="F") if line.feedback else line.id,
        "text": line.text,
    }


def _ack(options: argparse.Namespace) -> int:
    workspace = open_workspace(options)
    lines = news_lines(workspace)
    chosen = lines if options.id == ["all"] else [_line(lines, one) for one in options.id]
    if options.undo:
        old = [line for line in dict.fromkeys(chosen) if line.read]
        for line in old:
            mark_unread(workspace, line)
        narrate(
            f"Unread again: {', '.join(line.title for line in old)}." if old else "Nothing of it was read."
        )
        return 0
    new = [line for line in dict.fromkeys(chosen) if not line.read]
    for line in new:
        mark_read(workspace, line)
    narrate(f"Read: {', '.join(line.title for line in new)}." if new else "Read already.")
    return 0


def _line(lines: list[NewsLine], typed: str) -> NewsLine:
    """Return the line of a page's or feedback's id; raises with what to do."""
    from playbook.cli.common import find_id

    wanted = typed.removesuffix(".md")
    for line in lines:
        if not line.feedback and line.id in (wanted, typed):
            return line
    told = {line.id: line for line in lines if line.feedback}
    try:
        return told[find_id(typed, told, "news", listing="playbook news", letter="F")]
    except PlaybookError:
        from playbook.errors import NotFoundError
        from playbook.text import nearest

        near = nearest(wanted, [line.id for line in lines if not line.feedback])
        if near:
            raise NotFoundError("news", typed, near) from None
        raise
