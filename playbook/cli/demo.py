"""`playbook demo`: a living demo, made once in a temporary or named folder."""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playbook.cli.common import clock_of, needs_terminal
from playbook.cli.output import narrate, say
from playbook.errors import PlaybookError

if TYPE_CHECKING:
    from playbook.clock import Clock
    from playbook.demo import Size
    from playbook.demo.lay import Demo


def register(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--dir", metavar="D", help="where to lay it; else a temporary folder")
    parser.add_argument("--seed", metavar="N", type=int, default=7, help="the same seed, the same data")
    parser.add_argument(
        "--size",
        choices=("full", "small"),
        default="full",
        help="full: a team of sixteen and twelve weeks (default); small: four people and three weeks, laid at once",
    )
    parser.add_argument("--fresh", action="store_true", help="make it anew, without what was done in it")
    parser.add_argument("--no-open", action="store_true", help="only make it, and say where it lies")
    parser.set_defaults(handler=_demo)


def _demo(options: argparse.Namespace) -> int:
    from playbook.workspace import Workspace

    if not options.no_open:
        needs_terminal()
    clock = clock_of(options)
    folder = Path(options.dir).absolute() if options.dir else _temporary(options.seed, options.size)
    demo = _lay(folder, options.seed, options.size, clock, fresh=options.fresh)
    if options.no_open:
        say(str(demo.root))
        narrate(f"Open it: {shlex.join(['playbook', '-C', str(demo.root), '--data', str(demo.data)])}")
        return 0
    from playbook.cli.tui import run_app

    workspace = Workspace(demo.root, data=demo.data, person=options.named or "", clock=clock)
    return run_app(workspace, mouse=not options.no_mouse, demo=True)


def _lay(folder: Path, seed: int, size: Size, clock: Clock, *, fresh: bool) -> Demo:
    """Return the demo in `folder`: as it lies there from earlier today, or made now."""
    from playbook.cli.progress_line import watched
    from playbook.demo.lay import lay_demo, read_marker

    if fresh and read_marker(folder):
        try:
            shutil.rmtree(folder)
        except OSError as error:
            raise PlaybookError(f"{folder} cannot be made anew: {error.strerror or error}.") from error
    with watched() as progress:
        return lay_demo(folder, seed=seed, size=size, clock=clock, progress=progress)


def _temporary(seed: int, size: Size) -> Path:
    """Return the folder of this user's demo of that seed, size and version, which is nobody else's to write."""
    from playbook import __version__

    user = str(os.getuid()) if hasattr(os, "getuid") else "me"
    name = f"playbook-demo-{user}-{__version__}-{seed}{'' if size == 'full' else f'-{size}'}"
    parent = Path(tempfile.gettempdir()) / name
    try:
        parent.mkdir(mode=0o700, exist_ok=True)
        mine = not hasattr(os, "getuid") or parent.lstat().st_uid == os.getuid()
        if parent.is_symlink() or not parent.is_dir() or not mine:
            parent = Path(tempfile.mkdtemp(prefix=f"{name}-"))
    except FileExistsError:
        parent = Path(tempfile.mkdtemp(prefix=f"{name}-"))
    except OSError as error:
        raise PlaybookError(
            f"{parent} cannot be made: {error.strerror or error}. Name a folder with --dir."
        ) from error
    return parent / "demo"
