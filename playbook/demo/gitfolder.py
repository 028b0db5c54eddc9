"""Writing the demo's history into a new git repository, the same commit ids for the same commits."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from playbook.demo.history import Commit
from playbook.errors import PlaybookError
from playbook.library import git_environment
from playbook.library.repository import GitMissingError

_BRANCH = "refs/heads/main"
_FLAGS = (
    "-c", f"core.hooksPath={os.devnull}",
    "-c", "core.fsmonitor=false",
    "-c", "core.autocrlf=false",
    "-c", "core.safecrlf=false",
)  # fmt: skip


class CannotCommitError(PlaybookError):
    """Git could not write the history."""

    def __init__(self, said: str) -> None:
        super().__init__(
            f"The demo's history could not be written: {said}. Free some space, or name another folder with --dir."
        )


def lay_repository(
    folder: Path, commits: Iterable[Commit], people: Mapping[str, str], me: str
) -> dict[str, str]:
    """Make a git repository of `commits` in a new folder, checked out; return commit ids by their keys.

    `people` are names with e-mail addresses by id; commits made in it later are `me`'s. Nothing that is set
    up on this machine is asked. Raises GitMissingError or CannotCommitError.
    """
    made = list(commits)
    folder.mkdir(parents=True)
    _git(folder, "init", "--quiet", "--template=")
    _git(folder, "symbolic-ref", "HEAD", _BRANCH)
    marks = folder / ".git" / "demo-marks"
    stream = b"".join(_stream(made, people))
    _git(folder, "fast-import", "--quiet", f"--export-marks={marks}", stream=stream)
    _git(folder, "reset", "--quiet", "--hard", _BRANCH)
    ids = dict(line.split(" ") for line in marks.read_text(encoding="ascii").splitlines())
    marks.unlink()
    name, _, email = people[me].partition(" <")
    with (folder / ".git" / "config").open("a", encoding="utf-8") as config:
        config.write(f"[user]\n\tname = {name}\n\temail = {email.rstrip('>')}\n")
    return {commit.key: ids[f":{number}"] for number, commit in enumerate(made, 1)}


def _stream(commits: list[Commit], people: Mapping[str, str]) -> Iterator[bytes]:
    """Yield what `git fast-import` reads; marks are the commits' numbers, from 1."""
    marks = {commit.key: number for number, commit in enumerate(commits, 1)}
    for number, commit in enumerate(commits, 1):
        who = f"{people[commit.by]} {int(commit.at.timestamp())} +0000"
        message = commit.message.encode()
        yield f"commit refs/heads/{commit.branch}\nmark :{number}\nauthor {who}\ncommitter {who}\n".encode()
        yield b"data %d\n%s" % (len(message), message)
        if number > 1:
            yield f"from :{marks[commit.onto] if commit.onto else number - 1}\n".encode()
        if commit.merges:
            yield f"merge :{marks[commit.merges]}\n".encode()
        for path, data in commit.files.items():
            yield f"M 100644 inline {path}\n".encode()
            yield b"data %d\n%s\n" % (len(data), data)
        yield b"\n"


def _git(folder: Path, *arguments: str, stream: bytes = b"") -> None:
    program = git_environment.program()
    if shutil.which(program) is None:
        raise GitMissingError
    done = subprocess.run(
        [program, *_FLAGS, *arguments],
        cwd=folder,
        env=_environment(),
        input=stream,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        said = os.fsdecode(done.stderr).strip().splitlines()
        raise CannotCommitError(said[-1] if said else f"git {arguments[0]} gave no reason")


def _environment() -> dict[str, str]:
    """Return this process's environment without anything that tells git what to do."""
    return git_environment.environment(alone=True) | {"GIT_DEFAULT_HASH": "sha1"}
