"""How git is run to change a repository or to reach a remote: without hooks, and without asking on the terminal.

What git's own credential helpers know is used.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from playbook.errors import PlaybookError
from playbook.library import git_environment, git_said
from playbook.library.repository import GitMissingError, Repository, RepositoryError

if TYPE_CHECKING:
    from playbook.progress import Progress

FAR_SECONDS = 120
"""How long a remote may take before it counts as out of reach."""
_LOOK = 0.1
"""Seconds between two looks at whether somebody still waits for the remote."""


class UnreachableError(PlaybookError):
    """The remote cannot be reached; what was done here is safe."""

    exit_code = 3

    def __init__(
        self, remote: str, said: str, kept: str = "What you did is kept here", todo: str = ""
    ) -> None:
        """`kept` says how things stand here, `todo` in a sentence what to do but to wait."""
        self.remote, self.said, self.todo = remote, said, todo
        then = f". {todo}" if todo else "; try again when you are online."
        super().__init__(f"“{remote}” cannot be reached ({said}). {kept}{then}")

    @classmethod
    def of(cls, remote: str, stderr: str) -> UnreachableError:
        """Return what to tell a person of what git said."""
        return cls(remote, git_said.last_line(stderr), todo=git_said.todo(git_said.why(stderr)))

    def but(self, kept: str) -> UnreachableError:
        """Return the same, where things stand another way here."""
        return UnreachableError(self.remote, self.said, kept, self.todo)


class GitRunner:
    """Runs git in one repository."""

    def __init__(self, repository: Repository, progress: Progress | None = None) -> None:
        """`progress` lets a person stop what talks to a remote: that raises WasStoppedError."""
        self.repository, self.progress = repository, progress

    def _said(self, *arguments: str) -> str:
        done = self._do(*arguments)
        return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else ""

    def _run(
        self, *arguments: str, stdin: bytes = b"", environment: Mapping[str, str] | None = None
    ) -> bytes:
        return self._checked(self._do(*arguments, stdin=stdin, environment=environment))

    def _checked(self, done: subprocess.CompletedProcess[bytes]) -> bytes:
        if done.returncode:
            raise RepositoryError(self.repository.root, said_of(done))
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
        command = [
            git_environment.program(),
            "-C",
            str(self.repository.top),
            *git_environment.FLAGS,
            *arguments,
        ]
        try:
            if seconds is not None:
                return self._far(command, seconds)
            return subprocess.run(
                command, input=stdin, capture_output=True, check=False,
                env=git_environment.environment() | dict(environment or {}),
            )  # fmt: skip
        except FileNotFoundError as error:
            raise GitMissingError from error
        except subprocess.TimeoutExpired as error:
            raise UnreachableError(arguments[-1], f"no answer within {FAR_SECONDS} seconds") from error

    def _far(self, command: Sequence[str], seconds: float) -> subprocess.CompletedProcess[bytes]:
        """Run a command that talks to a remote, until it ends, takes too long or nobody waits for it any longer."""
        from time import monotonic

        until = monotonic() + seconds
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=git_environment.reaching(*command[1:3]), start_new_session=True,
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
                end(process)


def said_of(done: subprocess.CompletedProcess[bytes]) -> str:
    """Return the last thing that git complained of."""
    return git_said.last_line(stderr_of(done))


def stderr_of(done: subprocess.CompletedProcess[bytes]) -> str:
    """Return all that git complained of."""
    return done.stderr.decode("utf-8", "replace")


def end(process: subprocess.Popen[bytes]) -> None:
    """End git and what it has started to talk to the remote: ssh would go on alone."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGTERM)
    process.kill()
    process.communicate()
