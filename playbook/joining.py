"""Joining a playbook that others keep: a clone of it, and who one is there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from playbook.errors import PlaybookError

_FLAGS = ("-c", f"core.hooksPath={os.devnull}", "-c", "core.fsmonitor=false")


class CannotJoinError(PlaybookError):
    """The playbook could not be cloned."""

    exit_code = 3


def folder_for(address: str, named: str = "") -> Path:
    """Return where a playbook is cloned to: the folder named, else one called like the address's last part."""
    if named:
        return Path(named).absolute()
    last = re.split(r"[/\\:]", address.rstrip("/\\"))[-1].removesuffix(".git")
    name = re.sub(r"[^\w.-]+", "-", last).strip(".-")
    if not name:
        raise PlaybookError(f"“{address}” names no playbook. Say into which folder: playbook join URL DIR.")
    return Path(name).absolute()


def join(address: str, folder: Path) -> None:
    """Clone the playbook at `address` into `folder`, which is new or empty.

    Git's own credential helpers are used, and nothing is asked on the terminal. Raises CannotJoinError,
    GitMissingError, or PlaybookError for a folder that is in use; nothing half done is left.
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
    done = subprocess.run(
        [
            program,
            *_FLAGS,
            "clone",
            "--quiet",
            "--no-recurse-submodules",
            "--template=",
            "--",
            address,
            str(folder),
        ],
        env={**os.environ, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"},
        capture_output=True,
        check=False,
    )
    if done.returncode:
        if not existed:
            shutil.rmtree(folder, ignore_errors=True)
        said = [
            line.removeprefix("fatal: ").strip()
            for line in done.stderr.decode("utf-8", "replace").splitlines()
            if line.startswith("fatal: ") and "Could not read from remote" not in line
        ]
        why = said[0].rstrip(".") if said else "it cannot be reached"
        raise CannotJoinError(
            f"{address} could not be joined: {why}. Check the address, and that you may read it."
        )
