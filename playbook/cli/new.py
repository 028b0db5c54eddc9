"""`playbook plays new`: a page from a template of its kind."""

from __future__ import annotations

import argparse
from typing import get_args

from playbook.cli.common import open_workspace, words
from playbook.cli.output import narrate, say
from playbook.cli.parser import Verbs, add_verb


def register(verbs: Verbs) -> None:
    """Add the verb to `plays`."""
    from playbook.plays.model import Kind

    verb = add_verb(verbs, "new", "begin a page from a template of its kind", _new)
    verb.add_argument("stage", metavar="STAGE", help="the play's stage; - for a page that belongs to none")
    verb.add_argument("title", metavar="TITLE", nargs="+")
    verb.add_argument(
        "--kind",
        choices=get_args(Kind),
        default="play",
    )
    verb.add_argument("--edit", action="store_true", help="open it in your editor")


def _new(options: argparse.Namespace) -> int:
    from playbook.files import write_atomic
    from playbook.library.new_page import new_page

    workspace = open_workspace(options)
    stage = "" if options.stage == "-" else options.stage
    person = workspace.people.get(workspace.me)
    path, text = new_page(
        workspace.root,
        workspace.settings,
        options.kind,
        words(options.title),
        stage=stage,
        author=person,
        today=workspace.today.isoformat(),
    )
    file = workspace.root / path
    write_atomic(file, text.encode())
    file.chmod(0o644)
    say(path)
    if options.edit:
        import os

        from playbook.editor import editor_command, run_editor

        run_editor(editor_command(file, 0, os.environ))
    narrate(
        f"A draft, offered to nobody yet. `playbook plays lint {path}` says what it lacks; `plays propose` shares it."
    )
    return 0
