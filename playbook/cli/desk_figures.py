"""`playbook desk figures` and `playbook desk notice`: how the desk does, and what waits, for outside the terminal."""

from __future__ import annotations

import argparse
from typing import Any

from playbook.cli.common import open_workspace, since
from playbook.cli.output import emit_json, say
from playbook.cli.parser import Verbs, add_json, add_verb


def add_figure_verbs(verbs: Verbs) -> None:
    """Add the verbs."""
    figures = add_verb(
        verbs, "figures", "times in working hours, outcomes, and what reps did beside it", _figures
    )
    figures.add_argument("--since", metavar="DATE", help="of what was said since then; else of all")
    add_json(figures)
    notice = add_verb(verbs, "notice", "what waits, as a message for a mail program or a chat", _notice)
    notice.add_argument("--format", choices=("mail", "chat"), default="chat")


def _figures(options: argparse.Namespace) -> int:
    import msgspec

    from playbook.desk.figures import figures
    from playbook.queueing import queue_of

    queue = queue_of(open_workspace(options))
    found: dict[str, Any] = msgspec.to_builtins(
        figures(queue.items.values(), queue.promise, queue.now, since(options))
    )
    if options.json:
        emit_json(found)
        return 0
    for name, value in found.items():
        say(f"{name.replace('_', ' '):<14}{_said(value)}")
    say("")
    say(
        "Times are working hours of [desk] in playbook.toml: median, nine of ten, and how many kept the promise."
    )
    say(
        "First answer and resolution are marketing's, replies are the reps'; reopening never makes a time shorter."
    )
    return 0


def _said(value: Any) -> str:
    if not isinstance(value, dict):
        return f"{value:,}"
    if "median" not in value:
        return ", ".join(f"{name or 'not known'} {number}" for name, number in value.items()) or "none"
    if not value["n"]:
        return "none yet"
    kept = f", {value['kept']} of {value['n']} in time" if value["kept"] is not None else f", n {value['n']}"
    return f"{value['median']:g} h, nine of ten within {value['p90']:g} h{kept}"


def _notice(options: argparse.Namespace) -> int:
    from playbook.desk.notice import chat, mail, parts
    from playbook.desk.staff import on_duty
    from playbook.queueing import queue_of

    workspace = open_workspace(options)
    found = parts(queue_of(workspace))
    name = workspace.settings.name or workspace.root.name
    if options.format == "mail":
        people = workspace.people
        addresses = [people[one].email for one in on_duty("liaison", people, workspace.today)]
        say(mail(found, [one for one in addresses if one], name, workspace.name_of))
    else:
        say(chat(found, name, workspace.name_of))
    return 0
