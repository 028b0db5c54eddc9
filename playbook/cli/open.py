"""`playbook open ID`: the TUI, straight at a page, a run or an item of feedback."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from playbook.cli.common import find_page, needs_terminal, open_workspace
from playbook.cli.tui import run_app
from playbook.errors import NotFoundError, PlaybookError

if TYPE_CHECKING:
    from playbook.workspace import Workspace


def register(parser: argparse.ArgumentParser) -> None:
    """Add the argument."""
    parser.add_argument("id", metavar="ID", help="a page's, run's or feedback's id")
    parser.set_defaults(handler=_open)


def _open(options: argparse.Namespace) -> int:
    workspace = open_workspace(options)
    kind, id_, step = thing(workspace, options.id)
    needs_terminal()
    return run_app(
        workspace,
        mouse=not options.no_mouse,
        start=lambda app: app.open_at(kind, id_, step=step),
        page=id_ if kind == "page" and not step else "",
    )


def thing(workspace: Workspace, typed: str) -> tuple[str, str, str]:
    """Return what was typed as kind (`page`, `open-run`, `run`, `desk`), id and step.

    A page's name goes before an id that looks like it, and that before a part of a name or a misspelt one that
    only one page can mean. Raises NotFoundError with the nearest pages.
    """
    from playbook.ids import find

    name, _, anchor = typed.partition("#")
    try:
        return "page", find_page(workspace, name, play=True).page.id, anchor
    except NotFoundError as error:
        no_page = error
    items = workspace.visible_feedback()
    kinds = (
        ("open-run", [run.id for run in workspace.my_open_runs()]),
        ("run", workspace.run_index.ids()),
        ("feedback", list(items)),
    )
    for kind, ids in kinds:
        try:
            id_ = find(typed, ids, what=kind)
        except NotFoundError:
            continue
        if kind != "feedback":
            return kind, id_, ""
        item = items[id_]
        return ("page", item.play, item.step) if _is_page(workspace, item.play) else ("desk", id_, "")
    try:
        return "page", find_page(workspace, name, nearly=True).page.id, anchor
    except NotFoundError:
        raise NotFoundError(
            "page, run or feedback", typed, no_page.nearest, listing="playbook plays list"
        ) from None


def _is_page(workspace: Workspace, id_: str) -> bool:
    try:
        return bool(id_) and workspace.page(id_).page.id == id_
    except PlaybookError:
        return False
