"""Joining a playbook that others keep: a clone of it, and who one is there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from playbook.errors import PlaybookError

_FLAGS = (
    "-c",
    f"core.hooksPath={os.devnull}",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "protocol.ext.allow=never",
)
"""Nothing of a repository that is copied runs a program here."""


class CannotJoinError(PlaybookError):
    """The playbook could not be cloned."""

    exit_code = 3


def folder_for(address: str, named: str = "", here: Path = Path()) -> Path:
    """Return where a playbook is cloned to: the folder named, else one `here` called like the address's last part."""
    if named:
        return (here / named).absolute()
    last = re.split(r"[/\\:]", address.rstrip("/\\"))[-1].removesuffix(".git")
    name = re.sub(r"[^\w.-]+", "-", last).strip(".-")
    if not name:
        raise PlaybookError(f"“{address}” names no playbook. Say into which folder: playbook join URL DIR.")
    return (here / name).absolute()


def join(address: str, folder: Path, *, asking: bool = False) -> None:
    """Clone the playbook at `address` into `folder`, which is new or empty.

    Git's own credential helpers are used; only where `asking` it may ask on the terminal, and say there what it does.
    Raises CannotJoinError, GitMissingError, or PlaybookError for a folder that is in use; nothing half done is left.
    """
    from playbook.library.repository import GitMissingError

    if address.startswith("-"):
        raise PlaybookError(f"“{address}” is no address.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise PlaybookError(f"{folder} is not empty, and nothing in it is overwritten. Name another folder.")
    program = os.environ.get("GIT_PYTHON_GIT_EXECUTABLE") or "git"
    if shutil.which(program) is None:
        raise GitMissingError
    existed = folder.exists()
    loud = () if asking else ("--quiet",)
    done = subprocess.run(
        [
            program,
            *_FLAGS,
            "clone",
            *loud,
            "--no-recurse-submodules",
            "--template=",
            "--",
            address,
            str(folder),
        ],
        env={**os.environ, "LC_ALL": "C"} | ({} if asking else {"GIT_TERMINAL_PROMPT": "0"}),
        stderr=None if asking else subprocess.PIPE,
        stdout=None if asking else subprocess.DEVNULL,
        check=False,
    )
    if done.returncode:
        if not existed:
            shutil.rmtree(folder, ignore_errors=True)
        why = "git says why above" if asking else _why(done.stderr)
        raise CannotJoinError(
            f"{address} could not be joined: {why}. Check the address, and that you may read it."
        )


def _why(stderr: bytes) -> str:
    said = [
        line.removeprefix("fatal: ").strip()
        for line in stderr.decode("utf-8", "replace").splitlines()
        if line.startswith("fatal: ") and "Could not read from remote" not in line
    ]
    return said[0].rstrip(".") if said else "it cannot be reached"
