"""Where things lie on this machine: records, throw-away copies, the user's own settings."""

from __future__ import annotations

import os
import posixpath
from pathlib import Path

APP = "playbook"


def data_folder(override: Path | None = None) -> Path:
    """Return the folder of records: `override`, else `PLAYBOOK_DATA`, else the platform's data folder."""
    if override is not None:
        return override
    if named := os.environ.get("PLAYBOOK_DATA"):
        return Path(named)
    import platformdirs

    return platformdirs.user_data_path(APP)


def cache_folder() -> Path:
    """Return the folder of throw-away copies: `PLAYBOOK_CACHE`, else the platform's cache folder."""
    if named := os.environ.get("PLAYBOOK_CACHE"):
        return Path(named)
    import platformdirs

    return platformdirs.user_cache_path(APP)


def config_folder() -> Path:
    """Return the folder of the user's own settings: `PLAYBOOK_CONFIG`, else the platform's."""
    if named := os.environ.get("PLAYBOOK_CONFIG"):
        return Path(named)
    import platformdirs

    return platformdirs.user_config_path(APP)


def content_folder() -> Path:
    """Return the starter playbook: inside the package when installed, beside it in a checkout."""
    inside = Path(__file__).with_name("_content")
    return inside if inside.is_dir() else Path(__file__).parent.parent / "content"


def under(root: Path, typed: str) -> str:
    """Return a path that was typed as it is called under `root`, with `/`; as it was typed where it lies elsewhere.

    The root itself is `.`.
    """
    try:
        return Path(typed).absolute().resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return posixpath.normpath(typed)
