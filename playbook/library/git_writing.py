"""The one place that changes a git repository: objects and branches, never a file of the working tree but by git.

Commits are built from objects, with an index of their own, so that whatever lies uncommitted in anybody's folder is
not touched.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from playbook.errors import PlaybookError
from playbook.library.git_running import FAR_SECONDS, UnreachableError, said_of, stderr_of
from playbook.library.git_telling import GitTelling
from playbook.library.repository import RepositoryError

_UNDER_WAY = {
    "rebase-merge": "rebase", "rebase-apply": "rebase", "MERGE_HEAD": "merge", "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert", "BISECT_LOG": "bisect",
}  # fmt: skip
"""What lies in git's own folder while it waits for a person to go on."""


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


class GitWriter(GitTelling):
    """Makes commits and moves branches of one repository."""

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
            raise RepositoryError(self.repository.root, said_of(done))
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

    # Remotes

    def remote(self, branch: str) -> str:
        """Return the remote that a branch comes from: its own, else `origin`; empty where there is none."""
        remotes = self._run("remote").decode("utf-8", "replace").split()
        own = self._said("config", "--get", f"branch.{branch}.remote")
        return own if own in remotes else "origin" if "origin" in remotes else ""

    def fetch(self, remote: str, *needed: str) -> None:
        """Bring the remote's branches here; branches that are gone there go here too. Raises UnreachableError.

        `needed` are names under refs/heads (`main`, `proposals/*`) that come too where the clone was made for one
        branch alone, which no plain fetch would ever go beyond.
        """
        done = self._do(
            "fetch", "--quiet", "--prune", "--no-tags", "--no-recurse-submodules", remote,
            *self._beyond(remote, needed), seconds=FAR_SECONDS,
        )  # fmt: skip
        if done.returncode:
            raise UnreachableError.of(remote, stderr_of(done))

    def _beyond(self, remote: str, needed: Sequence[str]) -> list[str]:
        """Return what to ask the remote for, where its own setting leaves out some of `needed`; else nothing."""
        usual = self._said("config", "--get-all", f"remote.{remote}.fetch").splitlines()
        if any(one.lstrip("+").startswith("refs/heads/*:") for one in usual):
            return []
        more = [f"+refs/heads/{name}:refs/remotes/{remote}/{name}" for name in needed]
        return [*usual, *(one for one in more if one not in usual)]

    def push(self, remote: str, *moves: str) -> None:
        """Push `commit:refs/heads/x` (`:refs/heads/x` removes), all or none, never by force.

        Raises PushRefusedError or UnreachableError.
        """
        done = self._do("push", "--porcelain", "--atomic", "--no-verify", remote, *moves, seconds=FAR_SECONDS)
        if done.returncode == 0:
            return
        told = done.stdout.decode("utf-8", "replace")
        said = said_of(done)
        rejected = [line for line in told.splitlines() if line.startswith("!")]
        if rejected or "rejected" in said:
            behind = any(
                "fetch first" in line or "non-fast-forward" in line or "stale" in line for line in rejected
            )
            reason = rejected[0].rpartition("\t")[2] if rejected else said
            raise PushRefusedError(remote, reason, behind=behind)
        raise UnreachableError.of(remote, stderr_of(done))

    # Git
