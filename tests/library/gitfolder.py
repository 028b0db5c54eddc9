"""Folders under git, made the way people make them: by git itself."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_ENVIRONMENT = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_AUTHOR_NAME": "Dana Ortiz",
    "GIT_AUTHOR_EMAIL": "dana@northwind.example",
    "GIT_COMMITTER_NAME": "Dana Ortiz",
    "GIT_COMMITTER_EMAIL": "dana@northwind.example",
}


class GitFolder:
    """A folder under git that a test writes to and commits."""

    def __init__(self, path: Path, *options: str) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main", *options)

    def git(self, *arguments: str, at: str = "2026-11-01T09:00:00+00:00", **environment: str) -> str:
        """Run git here, its dates being `at`, and return what it printed."""
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.path,
            env=os.environ | _ENVIRONMENT | {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at} | environment,
            check=True,
            capture_output=True,
        )
        return os.fsdecode(done.stdout)

    def write(self, path: str, text: str | bytes) -> Path:
        """Write a file, with its folders."""
        file = self.path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def commit(self, subject: str = "Change", *, at: str = "2026-11-01T09:00:00+00:00") -> str:
        """Commit everything and return the commit's id."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", subject, at=at)
        return self.git("rev-parse", "HEAD").strip()
