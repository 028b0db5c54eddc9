"""`playbook join URL`: clone a team's playbook, and say who I am there and who sees what."""

from __future__ import annotations

import argparse
from pathlib import Path

from playbook.cli.output import narrate, say


def register(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("url", metavar="URL", help="where the playbook lies: what one gives to git clone")
    parser.add_argument("dir", metavar="DIR", nargs="?", default="", help="a new or empty folder for it")
    parser.set_defaults(handler=_join)


def _join(options: argparse.Namespace) -> int:
    from playbook.joining import folder_for, join
    from playbook.privacy import who_sees_what
    from playbook.text import plain
    from playbook.workspace import Workspace

    folder = folder_for(options.url, options.dir)
    join(options.url, folder)
    workspace = Workspace(
        folder, data=Path(options.data) if options.data else None, person=options.named or ""
    )
    pages = len(workspace.catalog.summaries())
    say(str(folder))
    narrate(plain(f"{workspace.settings.name or folder.name}: {pages} pages."))
    if workspace.me in workspace.people or not workspace.people:
        narrate(plain(f"You are {workspace.name_of(workspace.me)}."))
    else:
        address = "" if options.named else workspace.repository.user_email()
        who = f"has the address {plain(address)}" if address else f"is called “{plain(workspace.me)}”"
        narrate(
            f"Nobody there {who}. Ask whoever keeps the playbook to list you in playbook.toml, or set git's "
            "user.email to the address that is listed."
        )
    for line in who_sees_what(workspace.settings, workspace.me):
        narrate(plain(line))
    narrate(f"Open it: playbook -C {folder}")
    return 0
