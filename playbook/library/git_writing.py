"""The one place that changes a git repository: objects and branches, never a file of the working tree but by git.

Commits are built from objects, with an index of their own, so that whatever lies uncommitted in anybody's folder is
not touched. No hook of the repository is run, and nothing asks for a password on the terminal: what git's own
credential helpers know is used.
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playbook.errors import PlaybookError
from playbook.library.repository import GitMissingError, Repository, RepositoryError

if TYPE_CHECKING:
    from playbook.progress import Progress

_FLAGS = (
    "--no-pager", "--literal-pathspecs", "--no-replace-objects",
    "-c", "core.fsmonitor=false",
    "-c", f"core.hooksPath={os.devnull}",
    "-c", "core.quotepath=false",
    "-c", "color.ui=false",
    "-c", "advice.detachedHead=false",
)  # fmt: skip
_UNDER_WAY = {
    "rebase-merge": "rebase", "rebase-apply": "rebase", "MERGE_HEAD": "merge", "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert", "BISECT_LOG": "bisect",
}  # fmt: skip
"""What lies in git's own folder while it waits for a person to go on."""
_SECONDS = 120
"""How long a remote may take before it counts as out of reach."""
_LOOK = 0.1
"""Seconds between two looks at whether somebody still waits for the remote."""


class UnreachableError(PlaybookError):
    """The remote cannot be reached; what was done here is safe."""

    exit_code = 3

    def __init__(self, remote: str, said: str, kept: str = "What you did is kept here") -> None:
        """`kept` says how things stand here."""
        self.remote, self.said = remote, said
        super().__init__(f"“{remote}” cannot be reached ({said}). {kept}; try again when you are online.")


class PushRefusedError(PlaybookError):
    """Somebody was quicker, or the host does not allow it."""

    def __init__(self, remote: str, said: str, *, behind: bool) -> None:
        self.behind = behind
        why = "somebody else was quicker" if behind else said
        super().__init__(f"“{remote}” did not take it: {why}. Nothing is lost; try again.")


class OldGitError(PlaybookError):
    """This git cannot merge without a working tree."""

    def __init__(self) -> None:
        super().__init__(
            "Publishing needs git 2.38 or newer. Update git, then try again; nothing was changed."
        )


class NoIdentityError(PlaybookError):
    """Git does not know who is committing."""

    def __init__(self) -> None:
        super().__init__(
            'Git does not know who you are. Say it once: git config --global user.name "Your Name" and '
            "git config --global user.email you@example.com"
        )


@dataclass(frozen=True)
class Who:
    """A name and address as git writes them."""

    name: str
    email: str

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>"


@dataclass(frozen=True)
class Merged:
    """Two states put together."""

    tree: str
    conflicts: tuple[str, ...] = ()
    """Paths under the repository's top that both changed in the same place."""


class GitWriter:
    """Makes commits and moves branches of one repository."""

    def __init__(self, repository: Repository, progress: Progress | None = None) -> None:
        """`progress` lets a person stop what talks to a remote: that raises WasStoppedError."""
        self.repository, self.progress = repository, progress

    def identity(self) -> Who:
        """Return who git is set up for; raises NoIdentityError."""
        name, email = (self._said("config", "--get", f"user.{key}") for key in ("name", "email"))
        if not name or not email:
            raise NoIdentityError
        return Who(name, email)

    # Commits

    def blob(self, data: bytes) -> str:
        """Store a text; return its id."""
        return self._run("hash-object", "-w", "--stdin", stdin=data).decode().strip()

    def tree(self, base: str, changes: Mapping[str, str | None]) -> str:
        """Return the tree of commit `base` with files under the playbook's root changed: path → blob, None: gone."""
        prefix = self.repository.prefix
        with tempfile.TemporaryDirectory(prefix="playbook-index-") as folder:
            index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
            self._run("read-tree", base, environment=index)
            lines = b"".join(
                (b"100644 %s\t" % blob.encode() if blob else b"0 %s\t" % (b"0" * 40))
                + os.fsencode(prefix + path)
                + b"\0"
                for path, blob in changes.items()
            )
            self._run("update-index", "-z", "--add", "--index-info", stdin=lines, environment=index)
            return self._run("write-tree", environment=index).decode().strip()

    def tree_of(self, commit: str) -> str:
        """Return the tree of a commit."""
        return self._checked(self._lasting("rev-parse", f"{commit}^{{tree}}")).decode().strip()

    def commit(self, tree: str, parents: Sequence[str], message: str, who: Who) -> str:
        """Make a commit by `who`, signed when git is set up to sign; return its id. No branch moves."""
        sign = ["-S"] if self._said("config", "--type=bool", "--get", "commit.gpgsign") == "true" else []
        people = {
            "GIT_AUTHOR_NAME": who.name, "GIT_AUTHOR_EMAIL": who.email,
            "GIT_COMMITTER_NAME": who.name, "GIT_COMMITTER_EMAIL": who.email,
        }  # fmt: skip
        given = [part for parent in parents for part in ("-p", parent)]
        made = self._run("commit-tree", *sign, tree, *given, stdin=message.encode(), environment=people)
        return made.decode().strip()

    def merge(self, ours: str, theirs: str) -> Merged:
        """Return the two commits merged; raises OldGitError."""
        done = self._lasting("merge-tree", "--write-tree", "--name-only", "--no-messages", "-z", ours, theirs)
        if done.returncode not in (0, 1):
            said = done.stderr.decode("utf-8", "replace")
            if "usage:" in said or "unknown option" in said:
                raise OldGitError
            raise RepositoryError(self.repository.root, said.strip() or "the merge failed")
        tree, *rest = done.stdout.decode("utf-8", "surrogateescape").split("\0")
        conflicts = tuple(dict.fromkeys(path for path in rest if path)) if done.returncode else ()
        return Merged(tree.strip(), conflicts)

    def merge_texts(self, base: bytes, mine: bytes, theirs: bytes) -> tuple[bytes, bool]:
        """Return two changes of one text together, and whether they met in one place, where both then stand marked."""
        with tempfile.TemporaryDirectory(prefix="playbook-merge-") as folder:
            files = [Path(folder) / name for name in ("mine", "before", "theirs")]
            for file, text in zip(files, (mine, base, theirs), strict=True):
                file.write_bytes(text)
            labels = ("-L", "yours", "-L", "before", "-L", "theirs")
            done = self._do("merge-file", "-p", *labels, *map(str, files))
        if done.returncode < 0 or done.returncode > 127:
            raise RepositoryError(self.repository.root, _last(done.stderr))
        return done.stdout, done.returncode > 0

    # Branches

    def branches(self, pattern: str) -> dict[str, str]:
        """Return full names of branches that begin with `pattern` (`refs/heads/proposals/`) → commit."""
        found = self._run("for-each-ref", "--format=%(refname)%00%(objectname)", pattern).decode(
            "utf-8", "replace"
        )
        return dict(line.split("\0") for line in found.splitlines() if "\0" in line)

    def move(self, ref: str, to: str, before: str = "") -> None:
        """Let a branch name commit `to`, if it still names `before` (empty: if there is none)."""
        self._run("update-ref", "-m", "playbook", ref, to, before or "0" * len(to))

    def remove(self, ref: str, before: str) -> None:
        """Remove a branch, if it still names `before`."""
        self._run("update-ref", "-d", ref, before)

    def ancestor(self, old: str, new: str) -> bool:
        """Say whether commit `new` contains all of commit `old`."""
        return self._lasting("merge-base", "--is-ancestor", old, new).returncode == 0

    def is_shallow(self) -> bool:
        """Say whether the clone has only part of the history."""
        return self._said("rev-parse", "--is-shallow-repository") == "true"

    def under_way(self) -> str:
        """Return what git is in the middle of in this folder (`rebase`, `merge` …); empty: nothing."""
        asked = [part for name in _UNDER_WAY for part in ("--git-path", name)]
        said = self._said("rev-parse", *asked).splitlines()
        there = [
            name
            for name, path in zip(_UNDER_WAY, said, strict=False)
            if (self.repository.top / path).exists()
        ]
        return _UNDER_WAY[there[0]] if there else ""

    def changed_paths(self, old: str, new: str) -> list[str]:
        """Return all paths of the repository, under its top, that differ between two commits in whatever way."""
        printed = self._run(
            "diff-tree", "-r", "-z", "--name-only", "--no-renames", "--no-commit-id", "--full-index", old, new
        )
        return [os.fsdecode(name) for name in printed.split(b"\0") if name]

    def base(self, one: str, other: str) -> str:
        """Return the commit that two commits last had in common; empty where they share no history."""
        done = self._lasting("merge-base", one, other)
        return done.stdout.decode().strip() if done.returncode == 0 else ""

    def fast_forward(self, to: str) -> str:
        """Bring the working tree up to commit `to`; return why git did not, or an empty text."""
        done = self._do("merge", "--ff-only", "--quiet", "--no-stat", to)
        return "" if done.returncode == 0 else done.stderr.decode("utf-8", "replace").strip()

    # Working trees of their own

    def add_worktree(self, folder: Path, commit: str) -> None:
        """Check a commit out in a folder that is not there yet."""
        self._run("worktree", "add", "--quiet", "--detach", str(folder), commit)

    def remove_worktree(self, folder: Path) -> None:
        """Remove such a folder, with whatever is in it."""
        self._run("worktree", "remove", "--force", str(folder))

    def prune_worktrees(self) -> None:
        """Forget working trees whose folders somebody removed by hand."""
        self._run("worktree", "prune")

    def differing(self) -> list[str]:
        """Return the files under the playbook's root that differ from the commit that is checked out."""
        printed = self._run(
            "diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", "HEAD"
        )
        prefix = self.repository.prefix
        names = [os.fsdecode(name) for name in printed.split(b"\0") if name]
        return [name[len(prefix) :] for name in names if name.startswith(prefix)]

    # What commits say

    def log(self, *arguments: str) -> bytes:
        """Return what `git log` prints with these options, made by the caller."""
        return self._run("log", "--no-show-signature", "--no-color", "--encoding=UTF-8", *arguments)

    def ancestry(self, head: str, known: str = "") -> bytes:
        """Return every commit that `head` contains and `known` does not, one a line, with its parents after it."""
        without = (
            [f"^{known}"]
            if known and self._do("cat-file", "-e", f"{known}^{{commit}}").returncode == 0
            else []
        )
        return self._run("rev-list", "--parents", head, *without)

    def messages(self, commits: Sequence[str]) -> dict[str, str]:
        """Return what these commits say, whole."""
        if not commits:
            return {}
        asked = "\n".join(commits).encode() + b"\n"
        options = ("--no-walk=unsorted", "--stdin", "--no-show-signature", "--encoding=UTF-8")
        printed = self._run("log", *options, "--format=%H%x00%B%x01", stdin=asked).decode("utf-8", "replace")
        parts = (part.lstrip("\n").partition("\0") for part in printed.split("\x01"))
        return {commit: message for commit, _, message in parts if commit}

    def is_signed(self, commit: str) -> bool:
        """Say whether a commit carries a signature, of whatever worth."""
        head = self._run("cat-file", "commit", commit).partition(b"\n\n")[0]
        return b"\ngpgsig" in head

    def signer(self, commit: str, allowed: Path) -> str:
        """Return the address whose listed SSH key signed a commit well; empty for any other signature."""
        options = (
            "-c",
            "gpg.format=ssh",
            "-c",
            f"gpg.ssh.allowedSignersFile={allowed}",
            "-c",
            "gpg.ssh.program=ssh-keygen",
        )
        done = self._do(*options, "log", "-1", "--no-show-signature", "--format=%G?%x00%GS", commit)
        good, _, who = done.stdout.decode("utf-8", "replace").strip().partition("\0")
        return who if done.returncode == 0 and good == "G" else ""

    # Remotes

    def remote(self, branch: str) -> str:
        """Return the remote that a branch comes from: its own, else `origin`; empty where there is none."""
        remotes = self._run("remote").decode("utf-8", "replace").split()
        own = self._said("config", "--get", f"branch.{branch}.remote")
        return own if own in remotes else "origin" if "origin" in remotes else ""

    def fetch(self, remote: str) -> None:
        """Bring the remote's branches here; branches that are gone there go here too. Raises UnreachableError."""
        done = self._do(
            "fetch", "--quiet", "--prune", "--no-tags", "--no-recurse-submodules", remote, seconds=_SECONDS
        )
        if done.returncode:
            raise UnreachableError(remote, _last(done.stderr))

    def push(self, remote: str, *moves: str) -> None:
        """Push `commit:refs/heads/x` (`:refs/heads/x` removes), all or none, never by force.

        Raises PushRefusedError or UnreachableError.
        """
        done = self._do("push", "--porcelain", "--atomic", "--no-verify", remote, *moves, seconds=_SECONDS)
        if done.returncode == 0:
            return
        told = done.stdout.decode("utf-8", "replace")
        said = _last(done.stderr)
        rejected = [line for line in told.splitlines() if line.startswith("!")]
        if rejected or "rejected" in said:
            behind = any(
                "fetch first" in line or "non-fast-forward" in line or "stale" in line for line in rejected
            )
            reason = rejected[0].rpartition("\t")[2] if rejected else said
            raise PushRefusedError(remote, reason, behind=behind)
        raise UnreachableError(remote, said)

    # Git

    def _said(self, *arguments: str) -> str:
        done = self._do(*arguments)
        return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else ""

    def _run(
        self, *arguments: str, stdin: bytes = b"", environment: Mapping[str, str] | None = None
    ) -> bytes:
        return self._checked(self._do(*arguments, stdin=stdin, environment=environment))

    def _checked(self, done: subprocess.CompletedProcess[bytes]) -> bytes:
        if done.returncode:
            raise RepositoryError(self.repository.root, _last(done.stderr))
        return done.stdout

    def _lasting(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        """Run a command that names objects by their ids alone, once for a repository: its answer stays true."""
        known = self.repository.answers
        if arguments not in known:
            done = self._do(*arguments)
            if done.returncode not in (0, 1):
                return done
            known[arguments] = done
        return known[arguments]

    def _do(
        self, *arguments: str, stdin: bytes = b"", environment: Mapping[str, str] | None = None,
        seconds: float | None = None,
    ) -> subprocess.CompletedProcess[bytes]:  # fmt: skip
        program = os.environ.get("GIT_PYTHON_GIT_EXECUTABLE") or "git"
        command = [program, "-C", str(self.repository.top), *_FLAGS, *arguments]
        try:
            if seconds is not None:
                return self._far(command, seconds)
            return subprocess.run(
                command, input=stdin, capture_output=True, check=False,
                env=_environment() | dict(environment or {}),
            )  # fmt: skip
        except FileNotFoundError as error:
            raise GitMissingError from error
        except subprocess.TimeoutExpired as error:
            raise UnreachableError(arguments[-1], f"no answer within {_SECONDS} seconds") from error

    def _far(self, command: Sequence[str], seconds: float) -> subprocess.CompletedProcess[bytes]:
        """Run a command that talks to a remote, until it ends, takes too long or nobody waits for it any longer."""
        from time import monotonic

        until = monotonic() + seconds
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=_environment(),
            start_new_session=True,
        )  # fmt: skip
        try:
            while True:
                with suppress(subprocess.TimeoutExpired):
                    out, err = process.communicate(timeout=_LOOK)
                    return subprocess.CompletedProcess(command, process.returncode, out, err)
                if self.progress is not None:
                    self.progress.step(0)
                if monotonic() >= until:
                    raise subprocess.TimeoutExpired(command, seconds)
        finally:
            if process.returncode is None:
                _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End git and what it has started to talk to the remote: ssh would go on alone."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGTERM)
    process.kill()
    process.communicate()


def _environment() -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith(("GIT_CONFIG", "GIT_SSH", "GIT_SSL", "GIT_PROXY"))
    }
    kept.setdefault("GIT_SSH_COMMAND", "ssh -o BatchMode=yes")
    return kept | {
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
        "GIT_EDITOR": "true",
        "GIT_MERGE_AUTOEDIT": "no",
    }


def _last(stderr: bytes) -> str:
    lines = [
        line.removeprefix("fatal: ").removeprefix("error: ")
        for line in stderr.decode("utf-8", "replace").splitlines()
        if line.strip() and not line.startswith(("hint:", "Please make sure", "and the repository exists"))
    ]
    return lines[-1].rstrip(".") if lines else "it gave no reason"
