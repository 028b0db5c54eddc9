"""`playbook demo`: a living demo, made once in a temporary or named folder."""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from playbook.cli.output import narrate, say
from playbook.errors import PlaybookError

if TYPE_CHECKING:
    from playbook.demo.lay import Demo

MADE = "demo.json"
"""Written last, so that a folder which has it holds a whole demo."""


class Made(msgspec.Struct, frozen=True):
    """Where a demo lies, inside its folder."""

    version: str
    seed: int
    root: str
    data: str
    person: str


def register(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--dir", metavar="D", help="where to lay it; else a temporary folder")
    parser.add_argument("--seed", metavar="N", type=int, default=7, help="the same seed, the same data")
    parser.add_argument("--fresh", action="store_true", help="make it anew, without what was done in it")
    parser.add_argument("--no-open", action="store_true", help="only make it, and say where it lies")
    parser.set_defaults(handler=_demo)


def _demo(options: argparse.Namespace) -> int:
    folder = Path(options.dir).absolute() if options.dir else _temporary(options.seed)
    demo = lay(folder, seed=options.seed, fresh=options.fresh)
    command = ["playbook", "-C", str(demo.root), "--data", str(demo.data), "--as", demo.person]
    if options.no_open:
        say(str(demo.root))
        narrate(f"Open it: {shlex.join(command)}")
        return 0
    from playbook.cli.tui import run_app
    from playbook.workspace import Workspace

    workspace = Workspace(demo.root, data=demo.data, person=options.named or demo.person)
    return run_app(workspace, mouse=not options.no_mouse, demo=True)


def lay(folder: Path, *, seed: int, fresh: bool = False) -> Demo:
    """Return the demo in `folder`: as it lies there, or made now; raises PlaybookError for a folder in use."""
    from playbook.demo.lay import lay_demo

    if (demo := _there(folder, seed)) is not None and not fresh:
        return demo
    _make_room(folder)
    narrate("Making the demo: a playbook of an invented company, its people and what they did …")
    try:
        demo = lay_demo(folder, seed=seed)
        made = Made(_version(), seed, str(demo.root), str(demo.data), demo.person)
        (folder / MADE).write_bytes(msgspec.json.encode(made))
    except OSError as error:
        raise PlaybookError(f"The demo cannot be laid in {folder}: {error.strerror or error}.") from error
    return demo


def _there(folder: Path, seed: int) -> Demo | None:
    """Return the whole demo of that seed and this version that lies in `folder`, if one does."""
    from playbook.demo.lay import Demo

    try:
        made = msgspec.json.decode((folder / MADE).read_bytes(), type=Made)
    except (OSError, msgspec.DecodeError):
        return None
    root, data = Path(made.root), Path(made.data)
    same = (made.version, made.seed) == (_version(), seed) and root.is_dir() and data.is_dir()
    return Demo(root, data, made.person) if same else None


def _make_room(folder: Path) -> None:
    """Remove an earlier demo; never anything else."""
    try:
        if not folder.exists():
            return
        held = list(folder.iterdir())
        if not held:
            folder.rmdir()
        elif (folder / MADE).is_file() or (folder / _BEGUN).is_file():
            shutil.rmtree(folder)
        else:
            raise PlaybookError(
                f"{folder} is not empty and holds no demo, so it is left alone. Name another folder with --dir."
            )
    except OSError as error:
        raise PlaybookError(f"{folder} cannot be used: {error.strerror or error}.") from error


_BEGUN = ".playbook-demo"


def _temporary(seed: int) -> Path:
    """Return the folder of this user's demo of that seed and version, which is nobody else's."""
    name = f"playbook-demo-{_user()}-{_version()}-{seed}"
    parent = Path(tempfile.gettempdir()) / name
    try:
        parent.mkdir(mode=0o700, exist_ok=True)
        state = parent.lstat()
    except OSError as error:
        raise PlaybookError(f"{parent} cannot be made: {error.strerror or error}. Try --dir.") from error
    mine = not hasattr(os, "getuid") or state.st_uid == os.getuid()
    if parent.is_symlink() or not parent.is_dir() or not mine:
        return Path(tempfile.mkdtemp(prefix=f"{name}-")) / "demo"
    return parent / "demo"


def _user() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else "me"


def _version() -> str:
    from playbook import __version__

    return __version__
