"""`playbook news`: answers to me, what changed in the plays, what must be read."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from playbook.cli.common import open_workspace
from playbook.cli.output import emit, emit_json, narrate, say
from playbook.cli.parser import add_json, add_verb, verbs_of
from playbook.errors import PlaybookError
from playbook.feed import Folded, NewsLine, folded, mark_read, mark_unread, news_lines
from playbook.ids import shorten
from playbook.text import count_of, plain

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
    parser.add_argument(
        "--all", action="store_true", help="of pages that I neither use nor own too, however many"
    )
    add_json(parser)
    parser.set_defaults(handler=_news, verb=None)
    verbs = verbs_of(parser, required=False)
    ack = add_verb(verbs, "ack", "acknowledge a must-read, or mark news as read", _ack)
    ack.add_argument("id", metavar="ID", nargs="+", help="a page's or feedback's id, or `all`")
    ack.add_argument("--undo", action="store_true", help="take that back: it is unread again")
    who = add_verb(verbs, "who", "who has acknowledged a must-read, and who has not", _who)
    who.add_argument("id", metavar="ID", nargs="?", default="", help="a page's id; without it all must-reads")
    add_json(who)


def _news(options: argparse.Namespace) -> int:
    workspace = open_workspace(options)
    lines = news_lines(workspace, options.since)
    if options.json:
        emit_json([row(line) for line in lines])
        return 0
    told = Folded(tuple(lines)) if options.all else folded(lines)
    shown = [row(line) | _for_people(line, workspace.name_of) for line in told.shown]
    emit(shown, as_json=False, columns=COLUMNS, empty=NOTHING)
    if told.behind:
        narrate(
            f"{count_of(len(told.behind), 'change')} of pages that you neither use nor own: "
            "`playbook news --all` lists them."
        )
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
        "mine": line.mine,
    }


def _for_people(line: NewsLine, name_of: Callable[[str], str]) -> dict[str, Any]:
    from playbook.clock import shown_day

    return {
        "new": "" if line.read else "●",
        "day": shown_day(line.at),
        "short": shorten(line.id, letter="F") if line.feedback else line.id,
        "by": name_of(line.by),
        "text": line.text.replace("\n", " · "),
    }


def _who(options: argparse.Namespace) -> int:
    from playbook import acknowledging

    workspace = open_workspace(options)
    wanted = [options.id.removesuffix(".md")] if options.id else acknowledging.all_of_them(workspace)
    found = [acknowledging.who_has(workspace, page) for page in wanted]
    if options.json:
        emit_json([acknowledging.row(one) for one in found])
        return 0
    for one in found:
        say(plain(f"{one.title} ({one.page})"))
        for line in acknowledging.words(workspace, one):
            say(plain(f"  {line}"))
    if not found:
        narrate("No page is a must-read. `must-read: true` in its front matter makes it one.")
    return 0


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
