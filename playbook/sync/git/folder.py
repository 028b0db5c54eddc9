"""The repository of one's own in which a hub on git is kept: bare, in the data folder, beside no working tree."""

from __future__ import annotations

import subprocess
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import IO

from playbook.library import git_environment
from playbook.library.git_running import end
from playbook.progress import Progress
from playbook.sync.git import leftover, segments
from playbook.sync.git.said import explain
from playbook.sync.git.segments import Segment
from playbook.sync.hub import HubUnreachableError

KNOWN = "refs/hub/journal/"
"""Where the branches of the hub stand as they were last found, and found to go on from what they were."""
_MADE = "refs/made/new"
_REMOTE = "the-hub-of-this-folder"
_TRACKED = f"+{segments.BRANCHES}*:{KNOWN}*"
_FEW = 40
"""Names, up to which each is asked for by itself."""
_SECONDS = 300
_LOOK = 0.1


class GitFolder:
    """Objects and names of a hub on this device, and talk with the remote. For one thread at a time."""

    def __init__(self, path: Path, address: str, name: str, progress: Progress | None = None) -> None:
        self.path, self.address, self.name, self.progress = path, address, name, progress
        self._objects: subprocess.Popen[bytes] | None = None
        self._width = 0

    def begin(self) -> None:
        """Make the repository where there is none."""
        if not (self.path / "HEAD").is_file():
            self.path.mkdir(parents=True, exist_ok=True)
            self._run("init", "--bare", "--quiet", "--template=", str(self.path))

    # What is there

    def known(self, journals: Collection[str]) -> dict[str, str]:
        """Return journal → the commit at which the hub's branch was last found, of these journals at least."""
        if (
            len(journals) <= _FEW
        ):  # then the process that reads objects anyway says it quicker than another one
            named = ((one, self._named(KNOWN + one)) for one in journals)
            return {journal: commit for journal, commit in named if commit}
        found = self._run("for-each-ref", "--format=%(objectname) %(refname)", KNOWN).decode(
            "utf-8", "replace"
        )
        rows = (line.split(" ", 1) for line in found.splitlines())
        return {ref.removeprefix(KNOWN): commit for commit, ref in rows}

    def listed(self, commit: str) -> list[Segment]:
        """Return the segments in a commit, in their order."""
        found = []
        for mode, month, tree in self._tree(f"{commit}^{{tree}}"):
            if mode == b"40000":
                rows = [segments.segment(f"{month}/{name}", blob) for _, name, blob in self._tree(tree)]
                found += [row for row in rows if row]
        return segments.in_order(found)

    def has(self, commit: str) -> bool:
        """Say whether an object is here."""
        return self.read(commit) is not None

    def contains(self, newer: str, older: str) -> bool:
        """Say whether commit `newer` goes on from commit `older`."""
        return self._do("merge-base", "--is-ancestor", older, newer).returncode == 0

    def commits(self, tip: str) -> list[str]:
        """Return a commit and those it goes on from, newest first."""
        return self._run("rev-list", "--first-parent", tip).decode().split()

    def read(self, spec: str) -> bytes | None:
        """Return the bytes of an object; None where there is none."""
        return self._asked(spec)[1]

    def _named(self, ref: str) -> str:
        """Return the object that a name names; empty where there is no such name."""
        return self._asked(ref)[0]

    def _asked(self, spec: str) -> tuple[str, bytes | None]:
        process = self._objects
        if process is None or process.poll() is not None:
            process = self._objects = subprocess.Popen(
                self._command("cat-file", "--batch"), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL, env=git_environment.environment(),
            )  # fmt: skip
        asked, told = _pipes(process)
        asked.write(spec.encode() + b"\n")
        asked.flush()
        said = told.readline().split()
        if len(said) != 3:
            return "", None
        data = told.read(int(said[2]))
        told.read(1)
        self._width = len(said[0]) // 2
        return said[0].decode(), data

    def _tree(self, spec: str) -> list[tuple[bytes, str, str]]:
        data = self.read(spec)
        return list(segments.tree_entries(data, self._width)) if data else []

    # What is made here

    def commit(self, parent: str, who: str, at: int, message: str, changes: segments.Writing) -> str:
        """Make a commit of changes to a branch; return its id. Nothing names it yet."""
        made = self._run(
            "fast-import", "--quiet", "--force", "--done",
            stdin=segments.stream(_MADE, parent, who, at, message, changes),
        )  # fmt: skip
        return made.decode().strip()

    def signed(self, commit: str, parent: str, who: Mapping[str, str], key: Sequence[str]) -> str:
        """Return the same commit again, signed with what the options `key` name."""
        parents = ("-p", parent) if parent else ()
        body = (self.read(commit) or b"").partition(b"\n\n")[2]
        made = self._run(
            *key, "commit-tree", "-S", *parents, f"{commit}^{{tree}}", stdin=body, environment=who
        )  # fmt: skip
        return made.decode().strip()

    def note(self, commits: Mapping[str, str]) -> None:
        """Remember at which commit the hub's branches stand, by journal."""
        lines = "".join(f"update {KNOWN}{journal} {commit}\n" for journal, commit in commits.items())
        self._run("update-ref", "--stdin", stdin=lines.encode())

    def forget(self, name: str) -> None:
        """Let a name of our own go."""
        self._do("update-ref", "-d", name)

    def asks(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        """Return what git says to a question about what is here."""
        return self._do(*arguments)

    # The remote

    def branches(self) -> dict[str, str]:
        """Return full names of the remote's branches → commit; raises HubUnreachableError or HubRefusedError."""
        printed = self._far("ls-remote", "--heads", "--refs", "--", self.address).decode("utf-8", "replace")
        rows = (line.split("\t", 1) for line in printed.splitlines() if "\t" in line)
        return {name: commit for commit, name in rows}

    def fetch(self, moves: Iterable[tuple[str, str]]) -> str:
        """Bring branches of the remote (full name → name here), never by force; return what git had to say.

        What could be brought is here whatever else could not. Raises HubUnreachableError or HubRefusedError where
        nothing could.
        """
        wanted = "".join(f"{there}:{here}\n" for there, here in moves)
        flags = ("--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--stdin")
        for _ in range(2):
            done = self._talk("fetch", *flags, "--", self.address, stdin=wanted.encode())
            if not self._was_locked(done):
                break
        # A branch that does not go on from what it was is refused without a word.
        return "" if done.returncode == 0 else done.stderr.decode("utf-8", "replace") or "it was rewritten"

    def push(self, moves: Sequence[tuple[str, str]]) -> dict[str, str]:
        """Push commits to branches (commit, full name), never by force; return branch → why it was refused.

        Raises HubUnreachableError or HubRefusedError where the remote took nothing. What it took of journals' branches
        is remembered with it, as `note` does.
        """
        done = self._talk(
            "-c", f"remote.{_REMOTE}.url={self.address}", "-c", f"remote.{_REMOTE}.fetch={_TRACKED}",
            "push", "--porcelain", "--no-verify", "--no-signed", "--no-follow-tags", "--recurse-submodules=no",
            "--", _REMOTE, *(f"{commit}:{name}" for commit, name in moves),
        )  # fmt: skip
        rows = [line.split("\t") for line in done.stdout.decode("utf-8", "replace").splitlines()]
        refused = {row[1].partition(":")[2]: row[2] for row in rows if row[0] == "!" and len(row) > 2}
        if done.returncode and not refused:
            raise explain(self.name, done.stderr.decode("utf-8", "replace"))
        return refused

    # Git

    def close(self) -> None:
        """Let go of the process that reads objects."""
        process, self._objects = self._objects, None
        if process is not None:
            process.communicate()

    def _command(self, *arguments: str) -> list[str]:
        return [
            git_environment.program(), "--git-dir", str(self.path), *git_environment.FLAGS, *arguments
        ]  # fmt: skip

    def _run(
        self, *arguments: str, stdin: bytes = b"", environment: Mapping[str, str] | None = None
    ) -> bytes:
        done = self._do(*arguments, stdin=stdin, environment=environment)
        if self._was_locked(done):
            done = self._do(*arguments, stdin=stdin, environment=environment)
        if done.returncode:
            raise explain(self.name, done.stderr.decode("utf-8", "replace"))
        return done.stdout

    def _was_locked(self, done: subprocess.CompletedProcess[bytes]) -> bool:
        """Say whether a lock that a killed git had left was in the way, and is no longer."""
        said = done.stderr.decode("utf-8", "replace") if done.returncode else ""
        return leftover.are_in_the_way(said) and leftover.clear(self.path)

    def _do(
        self, *arguments: str, stdin: bytes = b"", environment: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        from playbook.library.repository import GitMissingError

        try:
            return subprocess.run(
                self._command(*arguments), input=stdin, capture_output=True, check=False,
                env=git_environment.environment() | dict(environment or {}),
            )  # fmt: skip
        except FileNotFoundError as error:
            raise GitMissingError from error

    @cached_property
    def _far_environment(self) -> dict[str, str]:
        """What git sees to talk to the remote; no ssh is looked for where the remote is a folder of this machine."""
        is_near = Path(self.address).is_absolute() or self.address.startswith("file:")
        where = ("--git-dir", str(self.path))
        return git_environment.environment() if is_near else git_environment.reaching(*where)

    def _far(self, *arguments: str) -> bytes:
        done = self._talk(*arguments)
        if done.returncode:
            raise explain(self.name, done.stderr.decode("utf-8", "replace"))
        return done.stdout

    def _talk(self, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Run what talks to the remote, until it ends, takes too long or nobody waits for it any longer."""
        from time import monotonic

        from playbook.library.repository import GitMissingError

        command, until = self._command(*arguments), monotonic() + _SECONDS
        try:
            process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                env=self._far_environment, start_new_session=True,
            )  # fmt: skip
        except FileNotFoundError as error:
            raise GitMissingError from error
        leftover.note(self.path, process.pid)
        given: bytes | None = stdin
        try:
            while True:
                with suppress(subprocess.TimeoutExpired):
                    out, err = process.communicate(given, timeout=_LOOK)
                    return subprocess.CompletedProcess(command, process.returncode, out, err)
                given = None
                if self.progress is not None:
                    self.progress.step(0)
                if monotonic() >= until:
                    raise HubUnreachableError(self.name, f"no answer within {_SECONDS} seconds")
        finally:
            if process.returncode is None:
                end(process)


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    assert process.stdin is not None
    assert process.stdout is not None
    return process.stdin, process.stdout
