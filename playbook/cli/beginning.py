"""Beginning without a playbook: what was chosen is done, and its folder is opened."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

from playbook.errors import PlaybookError

_SAFE = (
    "-c", f"core.hooksPath={os.devnull}",
    "-c", "core.fsmonitor=false",
    "-c", "protocol.ext.allow=never",
)  # fmt: skip
"""Nothing of a repository that is copied runs a program here."""


class CannotJoinError(PlaybookError):
    """The team's repository could not be copied."""

    def __init__(self, url: str, why: str) -> None:
        super().__init__(
            f"{url} could not be copied: {why}. Check the address with your team, and try again."
        )


def folder_for(way: str, typed: str, here: Path, today: date) -> Path:
    """Do what was chosen (`new`, `open` or `join`) with what was typed; return the playbook's folder.

    A new playbook's pages are verified `today`.
    """
    if way == "new":
        from playbook.starting import begin

        folder = _folder(typed, here)
        begin(folder, today)
        return folder
    if way == "join":
        return _join(typed, here)
    folder = _folder(typed, here)
    if not folder.is_dir():
        raise PlaybookError(f"There is no folder {folder}.")
    return folder


def _folder(typed: str, here: Path) -> Path:
    return here / Path(typed).expanduser()


def _join(url: str, here: Path) -> Path:
    """Copy a repository beside us; git asks for passwords itself, in this terminal."""
    name = url.rstrip("/").removesuffix(".git").replace(":", "/").rpartition("/")[2] or "playbook"
    folder = here / name
    if folder.exists() and any(folder.iterdir()):
        raise CannotJoinError(url, f"{folder} is not empty")
    try:
        done = subprocess.run(
            ["git", *_SAFE, "clone", "--template=", "--", url, str(folder)], cwd=here, check=False
        )
    except OSError as error:
        raise CannotJoinError(url, error.strerror or "git is not there") from error
    if done.returncode:
        raise CannotJoinError(url, "git says why above")
    return folder
