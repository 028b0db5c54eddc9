"""`playbook desk figures` and `playbook desk notice`: how the desk does, and what waits, for outside the terminal."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from playbook.cli.common import open_workspace, since
from playbook.cli.output import emit, emit_json, narrate, say
from playbook.cli.parser import Verbs, add_json, add_verb

if TYPE_CHECKING:
    from playbook.desk.indexed_queue import IndexedQueue
    from playbook.workspace import Workspace


def add_figure_verbs(verbs: Verbs) -> None:
    """Add the verbs."""
    figures = add_verb(
        verbs, "figures", "times in working hours, outcomes, and what reps did beside it", _figures
    )
    figures.add_argument("--since", metavar="DATE", help="of what was said since then; else of all")
    figures.add_argument(
        "--behind", metavar="FIGURE", default="", help="what this figure means, and the items behind it"
    )
    add_json(figures)
    notice = add_verb(verbs, "notice", "what waits, as a message for a mail program or a chat", _notice)
    notice.add_argument("--format", choices=("mail", "chat"), default="chat")


def _figures(options: argparse.Namespace) -> int:
    import msgspec

    from playbook.desk.figures import figures
    from playbook.desk.measured import measured
    from playbook.queueing import desk_of

    workspace = open_workspace(options)
    queue, begin = desk_of(workspace), since(options)
    if options.behind:
        return _behind(workspace, queue, options)
    if options.json:
        emit_json(msgspec.to_builtins(figures(queue.counted(), queue.promise, queue.now, begin)))
        return 0
    side = ""
    for one in measured(queue.counted(), queue.promise, queue.now, begin):
        if one.side != side:
            say(f"{chr(10) if side else ''}{one.side.capitalize()}")
            side = one.side
        mark = "!" if one.warns else " "
        say(f"{mark} {one.key:<13}{one.said} (n = {one.n:,})")
    say("")
    say("`desk figures --behind first_answer` says what a figure means, and lists the items behind it.")
    return 0


BEHIND = (
    ("short", "FEEDBACK"),
    ("state", "STATE"),
    ("kind", "KIND"),
    ("rep", "REP"),
    ("at", "SAID"),
    ("text", "TEXT"),
)


def _behind(workspace: Workspace, queue: IndexedQueue, options: argparse.Namespace) -> int:
    from playbook.desk.measured import measured
    from playbook.desk.rows import row
    from playbook.errors import NotFoundError
    from playbook.ids import shorten
    from playbook.named import named
    from playbook.text import nearest

    found = {one.key: one for one in measured(queue.counted(), queue.promise, queue.now, since(options))}
    figure = found.get(options.behind.replace("-", "_"))
    if figure is None:
        raise NotFoundError("figure", options.behind, nearest(options.behind, found) or list(found))
    rows = [named(workspace, row(item, queue.promise, queue.now)) for item in queue.items(figure.ids)]
    if not options.json:
        narrate(f"{figure.title}: {figure.said} (n = {figure.n:,}). {figure.means}")
        ids = workspace.feedback_index.ids(workspace.me, liaison=queue.viewer.liaison)
        rows = [one | {"short": shorten(one["id"], ids, letter="F")} for one in rows]
    emit(rows, as_json=options.json, columns=BEHIND, empty="Nothing stands behind it.")
    return 0


def _notice(options: argparse.Namespace) -> int:
    from playbook.desk.notice import chat, mail, parts
    from playbook.desk.staff import on_duty
    from playbook.promoting import promotable_of
    from playbook.queueing import desk_of
    from playbook.text import count_of

    workspace = open_workspace(options)
    found = parts(desk_of(workspace))
    name = workspace.settings.name or workspace.root.name
    unanswered = len(promotable_of(workspace))
    aside = (
        f"{count_of(unanswered, 'objection')} that several hear and no page answers: playbook desk promote"
        if unanswered
        else ""
    )
    if options.format == "mail":
        people = workspace.people
        addresses = [people[one].email for one in on_duty("liaison", people, workspace.today)]
        say(mail(found, [one for one in addresses if one], name, workspace.name_of, aside))
    else:
        say(chat(found, name, workspace.name_of, aside))
    return 0
