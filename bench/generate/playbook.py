"""Laying generated pages into a git repository."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from bench.generate.pages import Page

_QUIET = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_DATE": "2026-10-12T08:00:00Z",
    "GIT_COMMITTER_DATE": "2026-10-12T08:00:00Z",
}


def lay(root: Path, pages: Iterable[Page]) -> int:
    """Write pages into a new repository at `root` and commit them; return how many."""
    count = 0
    for path, text in pages:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
        count += 1
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "config", "user.name", "Rep 01")
    git(root, "config", "user.email", "rep-01@bench.example")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Lay the pages")
    return count


def git(root: Path, *arguments: str) -> None:
    """Run git in `root`, with none of this machine's settings."""
    subprocess.run(["git", "-C", str(root), *arguments], check=True, env={**os.environ, **_QUIET})
