"""`playbook serve`: the TUI in a browser, on this machine only unless told."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from playbook.cli.common import open_workspace
from playbook.cli.output import narrate, say
from playbook.errors import PlaybookError

if TYPE_CHECKING:
    from playbook.workspace import Workspace

PORT = 8137


class NoWebError(PlaybookError):
    """The extra `[web]` is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "The screens in a browser need one more package, textual-serve. Install it with "
            "`pip install 'playbook[web]'` (with pipx: `pipx inject playbook textual-serve`), then try again."
        )


def register(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument(
        "--port", metavar="N", type=_port, default=PORT, help=f"where to listen ({PORT}); 0 for any free port"
    )
    parser.add_argument(
        "--host", metavar="H", default="", help="listen for others too: this machine's address or name"
    )
    parser.set_defaults(handler=_serve)


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 65_535:
        raise argparse.ArgumentTypeError(f"“{text}” is not a port: a number up to 65535.")
    return int(text)


def _serve(options: argparse.Namespace) -> int:
    workspace = open_workspace(options)
    # What is wrong with the folder or playbook.toml is said here, not in every visitor's window.
    title = f"Playbook: {workspace.settings.name or workspace.root.name}"
    who = workspace.person.name or workspace.me
    try:
        from playbook.web.server import PlaybookServer, address_of, is_here, listen
    except ModuleNotFoundError as error:
        raise NoWebError from error

    sockets = listen(options.host, options.port)
    here_only = all(is_here(one.getsockname()[0]) for one in sockets)

    def ready() -> None:
        say(address_of(sockets[0]))
        sys.stdout.flush()
        for line in _warning(who, here_only=here_only):
            narrate(line)

    PlaybookServer(command(workspace, options), title, here_only=here_only).run(sockets, ready)
    narrate("Ended, with every window.")
    return 0


def _warning(who: str, *, here_only: bool) -> tuple[str, ...]:
    """Return what to know before a browser comes."""
    if here_only:
        return (
            f"Open that address in a browser on this machine; nobody else reaches it. You are {who} there. "
            "Ctrl+C ends it, with every window.",
        )
    return (
        f"WARNING: anyone who can reach that address acts as {who}, without a password, and what they read "
        "and type is not encrypted on the way.",
        "Without --host this machine alone is served; over SSH, `ssh -L 8137:localhost:8137` brings that to you. "
        "Ctrl+C ends it, with every window.",
    )


def command(workspace: Workspace, options: argparse.Namespace) -> list[str]:
    """Return the command of a visitor's process: the playbook, person and data that were meant here."""
    words = [sys.executable, "-P", "-m", "playbook", "-C", str(workspace.root.absolute())]
    if options.named:
        words += ["--as", options.named]
    if options.data:
        words += ["--data", str(workspace.data.absolute())]
    for option, value in (("--hub", options.hub), ("--now", options.now)):
        if value:
            words += [option, value]
    if options.no_mouse:
        words.append("--no-mouse")
    return words
