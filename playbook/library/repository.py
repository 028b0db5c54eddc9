"""The one place that reads what git knows: fixed flags, and nothing of the repository is run.

No hook, filter, fsmonitor, external diff, text conversion, pager, editor, credential prompt or
signature program that a repository's settings name is ever started; nothing is fetched.

A page's history and its blame go through GitPython. What the program asks by itself, to open and to count,
runs git without it: its 3 MB would stay for as long as somebody works.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path, PurePosixPath
from threading import Lock
from typing import TYPE_CHECKING

from playbook.errors import NotFoundError, PlaybookError
from playbook.library import git_environment, git_output
from playbook.library.blobs import is_object_id
from playbook.library.git_output import FileChange, IndexEntry, LoggedCommit

if TYPE_CHECKING:
    from collections.abc import Callable

    from git.cmd import Git

_KEPT_COMMITS, _KEPT_BLOBS = 8, 32
"""Commits whose files, and blobs whose bytes are kept: those that were asked for last."""

_NO_DIFF_PROGRAMS = ("--no-ext-diff", "--no-textconv")
_LOG = (
    "log", "-z", "--raw", "--no-abbrev", "--no-show-signature", "--no-color", "--encoding=UTF-8",
    *_NO_DIFF_PROGRAMS, f"--format={git_output.LOG_FORMAT}",
)  # fmt: skip


class GitMissingError(PlaybookError):
    """There is no git to be run."""

    def __init__(self) -> None:
        super().__init__(
            "Playbook reads its plays with git, and no git was found. Install it from https://git-scm.com "
            "(or your software centre), then start again."
        )


class NotARepositoryError(PlaybookError):
    """The folder is in no working tree of git."""

    def __init__(self, folder: Path, why: str = "is not in a git repository") -> None:
        self.folder = folder
        super().__init__(
            f"{folder} {why}. Open a playbook's folder with -C, or make this one a playbook with "
            "“git init” in it, then commit its pages."
        )


class NotTrustedError(PlaybookError):
    """Git refuses a repository that belongs to another user of the machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(
            f"{folder} belongs to another user of this machine, so git does not open it. If you trust it, "
            f"run: git config --global --add safe.directory {folder}"
        )


class RepositoryError(PlaybookError):
    """Git could not do what was asked: a damaged repository, for instance."""

    def __init__(self, folder: Path, said: str) -> None:
        self.folder, self.said = folder, said
        super().__init__(
            f"Git could not read {folder}: {said}. Run “git fsck” in it; if it is damaged, clone it again."
        )


@dataclass(frozen=True)
class Revision:
    """A state of a page: the commit that brought it."""

    commit: str
    at: datetime
    """When it was committed, in UTC."""
    author: str
    email: str
    subject: str
    path: str
    """Where the page lay then, under the playbook's root (with `../` where it came from outside)."""
    blob: str = ""
    """Its text; empty where the commit removed it."""


class Repository:
    """The git repository around one playbook; every path is POSIX and under the playbook's root."""

    def __init__(self, root: Path, top: Path, algorithm: str) -> None:
        self.root = root
        """The playbook's folder: the repository's own, or one inside it."""
        self.top = top
        """The working tree's root."""
        self.algorithm = algorithm
        """`sha1` or `sha256`."""
        # What an object's id names never changes, and git takes a process to say it.
        self.answers: dict[tuple[str, ...], subprocess.CompletedProcess[bytes]] = {}
        """What git said when it was asked about objects by their ids alone."""
        self._commits: set[str] = set()
        self._files_of = lru_cache(_KEPT_COMMITS)(self._list_files)
        self._bytes_of = lru_cache(_KEPT_BLOBS)(self._read_blob)

    @classmethod
    def open(cls, folder: Path) -> Repository:
        """Return the repository around `folder`.

        Raises GitMissingError, NotARepositoryError (bare repositories too), NotTrustedError or
        RepositoryError.
        """
        root = folder.resolve()
        if not root.is_dir():
            raise NotARepositoryError(folder, "is not a folder")
        asked = ("--is-bare-repository", "--is-inside-work-tree", "--show-object-format", "--show-prefix")
        said = _text(_run(root, "rev-parse", *asked))
        bare, inside, algorithm, prefix = said.split("\n", 3)
        if bare == "true":
            raise NotARepositoryError(folder, "is a bare git repository, without files to read; clone it")
        if inside != "true":
            raise NotARepositoryError(folder, "is where git keeps its own files, not a playbook")
        depth = len(PurePosixPath(prefix.rstrip("\n")).parts)
        return cls(root, root.parents[depth - 1] if depth else root, algorithm)

    @property
    def prefix(self) -> str:
        """The playbook's path inside the working tree: empty, or ending in `/`."""
        inside = self.root.relative_to(self.top).as_posix()
        return "" if inside == "." else f"{inside}/"

    def head(self) -> str | None:
        """Return the commit that is checked out; None before the first one."""
        commit = self.resolve("HEAD")
        # No commit yet is one thing, a commit that is gone from a damaged repository another.
        if commit is None and self._try("rev-parse", "--verify", "--quiet", "HEAD") is not None:
            raise RepositoryError(self.root, "the commit that is checked out is missing")
        return commit

    def branch(self) -> str | None:
        """Return the branch that is checked out; None for a detached head."""
        return _text(self._try("symbolic-ref", "--quiet", "--short", "HEAD")).strip() or None

    def root_commit(self) -> str | None:
        """Return the history's first commit (of several, the smallest id).

        None before the first commit, and in a shallow clone, where the first one is not at hand.
        """
        if self.head() is None or self.is_shallow():
            return None
        return min(_text(self._git("rev-list", "--max-parents=0", "HEAD")).split(), default=None)

    def is_shallow(self) -> bool:
        """Say whether only the last part of the history is at hand."""
        return _text(self._git("rev-parse", "--is-shallow-repository")).strip() == "true"

    def resolve(self, revision: str) -> str | None:
        """Return the commit that a branch, tag, id or `HEAD~2` names; None where it names none."""
        if revision.startswith("-") or not revision.isprintable():
            return None
        if revision in self._commits:
            return revision
        said = self._try("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
        commit = _text(said).strip()
        if not commit:
            return None
        self._commits.add(commit)
        return commit

    def contains(self, commit: str) -> bool:
        """Whether `commit` is in the history of what is checked out."""
        if not is_object_id(commit):
            return False
        return self._try("merge-base", "--is-ancestor", commit, "HEAD") is not None

    def index(self) -> list[IndexEntry]:
        """Return what git tracks under the root, links and submodules too."""
        return git_output.read_index(self._git("ls-files", "-z", "--stage"))

    def tracked(self) -> dict[str, str]:
        """Return path to blob id of the files that git tracks under the root."""
        return {entry.path: entry.blob for entry in self.index() if entry.mode != git_output.SUBMODULE}

    def untracked(self) -> list[str]:
        """Return the files that git neither tracks nor ignores; a nested repository ends in `/`."""
        return git_output.read_paths(self._git("ls-files", "-z", "--others", "--exclude-standard"))

    def ignored_folders(self) -> list[str]:
        """Return the folders that git ignores whole, without what is inside them."""
        asked = ("-z", "--others", "--ignored", "--exclude-standard", "--directory")
        found = git_output.read_paths(self._git("ls-files", *asked))
        return [path.rstrip("/") for path in found if path.endswith("/")]

    def committed(self, commit: str = "HEAD") -> dict[str, str]:
        """Return path to blob id of the files under the root in a commit; nothing before the first."""
        resolved = self.resolve(commit)
        return dict(self._files_of(resolved)) if resolved else {}

    def _list_files(self, commit: str) -> dict[str, str]:
        return git_output.read_tree(self._git("ls-tree", "-r", "-z", commit))

    def files_of_tree(self, tree: str) -> dict[str, str]:
        """Return path to blob id of the files under the root in a tree of the whole repository."""
        if not is_object_id(tree):
            return {}
        prefix = self.prefix
        found = git_output.read_tree(_run(self.top, "ls-tree", "-r", "-z", "--full-tree", tree))
        return {path[len(prefix) :]: blob for path, blob in found.items() if path.startswith(prefix)}

    def read(self, blob: str) -> bytes:
        """Return the bytes of a blob; raises NotFoundError where the repository has none of that id."""
        return self._bytes_of(blob)

    def _read_blob(self, blob: str) -> bytes:
        if is_object_id(blob) and (data := self._try("cat-file", "blob", blob)) is not None:
            return data
        raise NotFoundError("revision", blob)

    def blob_at(self, path: str, commit: str) -> str | None:
        """Return the blob id of `path` in `commit`; None where it has no such file."""
        resolved = self.resolve(commit)
        if resolved is None:
            return None
        found = self._git("ls-tree", "-z", resolved, "--", path)
        return git_output.read_tree(found).get(path)

    def revision(self, path: str) -> Revision | None:
        """Return the last commit that touched `path`; None where none has."""
        commits = self._log("-1", "HEAD", "--", path)
        return self._revision(commits[0], path) if commits else None

    def history(self, path: str) -> list[Revision]:
        """Return every commit that touched the page now at `path`, newest first, across its renames."""
        revisions = []
        for commit in self._log("--topo-order", "--follow", "-M", "HEAD", "--", path, by=_by_gitpython):
            revisions.append(self._revision(commit, path))
            path = self.inside(commit.changes[0].old_path) if commit.changes else path
        return revisions

    def blame(self, path: str, commit: str = "HEAD") -> bytes:
        """Return what `git blame --porcelain` prints of a file in a commit; raises NotFoundError."""
        resolved = self.resolve(commit)
        if resolved is None or self.blob_at(path, resolved) is None:
            raise NotFoundError("committed page", path)
        return _by_gitpython(self.root, "blame", "--porcelain", *_NO_DIFF_PROGRAMS[1:], resolved, "--", path)

    def commits(self, *since: str) -> list[LoggedCommit]:
        """Return the commits reachable from HEAD, newest first, with what they did under the root.

        `since` are fixed options of `git log` made by the caller (`--since=…`, `^commit`).
        """
        return self._log("-M", *since, "HEAD", "--", ".")

    def inside(self, path: str) -> str:
        """Return a path of the working tree as one under the playbook's root (`../…` outside of it)."""
        prefix = self.prefix
        if not prefix or path.startswith(prefix):
            return path[len(prefix) :]
        return PurePosixPath(os.path.relpath(path, prefix)).as_posix()

    def user_email(self) -> str:
        """Return the e-mail address that git is set up with; empty where it has none."""
        return self.setting("user.email")

    def setting(self, name: str) -> str:
        """Return what git is set up with, such as `remote.origin.url`; empty where nothing is set."""
        return _text(self._try("config", "--get", name)).strip()

    def diff(self, path: str, old: str, new: str) -> str:
        """Return the unified diff of `path` between two revisions, each a commit or a blob id.

        Raises NotFoundError for a revision that does not have the page.
        """
        sides = [self._side(path, name) for name in (old, new)]
        if sides[0] == sides[1]:
            return ""
        flags = (*_NO_DIFF_PROGRAMS, "--no-color", "--unified=3", "--src-prefix=a/", "--dst-prefix=b/")
        printed = self._git("diff", *flags, *sides, "--")
        return printed.decode("utf-8", "replace")

    def _side(self, path: str, revision: str) -> str:
        if (blob := self.blob_at(path, revision)) is not None:
            return blob
        if is_object_id(revision) and self._try("cat-file", "-e", f"{revision}^{{blob}}") is not None:
            return revision
        raise NotFoundError(f"revision of {path}", revision)

    def _revision(self, commit: LoggedCommit, path: str) -> Revision:
        change = _change_of(commit, self.prefix + path)
        if change is not None:
            path, blob = self.inside(change.path), change.blob
        else:
            # A merge shows no change of its own, though it may have brought the text.
            blob = self.blob_at(path, commit.commit) or ""
        return Revision(commit.commit, commit.at, commit.author, commit.email, commit.subject, path, blob)

    def _log(self, *arguments: str, by: Callable[..., bytes] | None = None) -> list[LoggedCommit]:
        try:
            printed = (by or _run)(self.root, *_LOG, *arguments)
        except RepositoryError:
            if self.head() is None:
                return []
            raise
        return git_output.read_log(printed)

    def _git(self, *arguments: str) -> bytes:
        return _run(self.root, *arguments)

    def _try(self, *arguments: str) -> bytes | None:
        """Return what git printed; None where it failed for another reason than a broken set-up."""
        try:
            return self._git(*arguments)
        except RepositoryError:
            return None


def _change_of(commit: LoggedCommit, path: str) -> FileChange | None:
    exact = next((change for change in commit.changes if change.path == path), None)
    return exact or (commit.changes[0] if len(commit.changes) == 1 else None)


def _text(output: bytes | None) -> str:
    return (output or b"").decode("utf-8", "replace")


_importing = Lock()


def _load() -> type[Git]:
    if shutil.which(git_environment.program()) is None:
        raise GitMissingError
    git_environment.forget_other_repositories()
    # Two threads that import it at once would let one of them see it before it knows its own program.
    with _importing:
        try:
            from git.cmd import Git
        except ImportError as error:  # GitPython's way of saying that git does not run
            raise GitMissingError from error
    return Git


def _run(root: Path, *arguments: str) -> bytes:
    command = [git_environment.program(), "-C", str(root), *git_environment.READ_FLAGS, *arguments]
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            env=git_environment.reading(),
        )
    except (FileNotFoundError, PermissionError) as error:
        raise GitMissingError from error
    if done.returncode:
        raise _explain(root, done.stderr.decode("utf-8", "replace"))
    return done.stdout


def _by_gitpython(root: Path, *arguments: str) -> bytes:
    git = _load()
    from git.exc import CommandError, GitCommandNotFound

    command = [git.GIT_PYTHON_GIT_EXECUTABLE, "-C", str(root), *git_environment.READ_FLAGS, *arguments]
    try:
        return git(root).execute(
            command,
            stdout_as_string=False,
            strip_newline_in_stdout=False,
            env=git_environment.READ_ENVIRONMENT,
        )
    except GitCommandNotFound as error:
        raise GitMissingError from error
    except CommandError as error:
        raise _explain(root, str(error.stderr)) from error


def _explain(root: Path, stderr: str) -> PlaybookError:
    said = stderr.strip().removeprefix("stderr: ").strip("'\n ")
    if "dubious ownership" in said:
        return NotTrustedError(root)
    if "not a git repository" in said:
        return NotARepositoryError(root)
    lines = [line.removeprefix("fatal: ").removeprefix("error: ") for line in said.splitlines() if line]
    return RepositoryError(root, lines[-1] if lines else "it gave no reason")
