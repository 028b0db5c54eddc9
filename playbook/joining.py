"""Joining a playbook that others keep: a clone of it, and who one is there."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from playbook.errors import PlaybookError

_CHECK = "Check the address, and that you may read it."


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
    from playbook.library import git_environment
    from playbook.library.repository import GitMissingError

    if address.startswith("-"):
        raise PlaybookError(f"“{address}” is no address.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise PlaybookError(f"{folder} is not empty, and nothing in it is overwritten. Name another folder.")
    program = git_environment.program()
    if shutil.which(program) is None:
        raise GitMissingError
    existed = folder.exists()
    quiet = () if asking else ("--quiet",)
    command = (
        program, *git_environment.FLAGS, "clone", *quiet, "--no-recurse-submodules", "--template=", "--",
        address, str(folder),
    )  # fmt: skip
    done = False
    try:
        why = _asking(command) if asking else _alone(command)
        done = not why
    finally:
        if not done:
            _remove(folder, existed=existed)
    if why:
        raise CannotJoinError(f"{address} could not be joined: {why}")


def _asking(command: Sequence[str]) -> str:
    """Run git, which may ask on this terminal and says there what it does; return why that failed."""
    from playbook.library import git_environment

    code = subprocess.run(command, env=git_environment.asking(), check=False).returncode
    return f"git says why above. {_CHECK}" if code else ""


def _alone(command: Sequence[str]) -> str:
    """Run git, which has no terminal to ask on; return why that failed, and what to do."""
    from playbook.library import git_environment, git_said
    from playbook.library.git_running import end

    process = subprocess.Popen(
        command, env=git_environment.reaching(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    try:
        said = process.communicate()[1].decode("utf-8", "replace")
    finally:
        if process.returncode is None:
            end(process)
    if not process.returncode:
        return ""
    return f"{git_said.last_line(said)}. {git_said.todo(git_said.why(said)) or _CHECK}"


def _remove(folder: Path, *, existed: bool) -> None:
    """Leave nothing half done."""
    if not folder.exists():
        return
    for path in list(folder.iterdir()) if existed else [folder]:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
