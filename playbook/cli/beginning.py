"""Beginning without a playbook: what was chosen is done, and its folder is opened."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from playbook.errors import PlaybookError


def folder_for(way: str, typed: str, here: Path, today: date) -> Path:
    """Do what was chosen (`new`, `open` or `join`) with what was typed; return the playbook's folder.

    A new playbook's pages are verified `today`. For a team's, git asks for passwords itself, in this terminal.
    """
    if way == "join":
        from playbook import joining

        folder = joining.folder_for(typed, here=here)
        joining.join(typed, folder, asking=True)
        return folder
    folder = here / Path(typed).expanduser()
    if way == "new":
        from playbook.starting import begin

        begin(folder, today)
    elif not folder.is_dir():
        raise PlaybookError(f"There is no folder {folder}.")
    return folder
