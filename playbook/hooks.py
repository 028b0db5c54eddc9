"""The user's own command after a run: the finished run as JSON on its standard input; never in anybody's way.

Only the user's settings name it (`[hooks] run-finished`); nothing that comes with a playbook can.
"""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from playbook.coaching.runs import RunRow
    from playbook.preferences import Preferences
    from playbook.workspace import Workspace

NAME = "run-finished"
LISTENED = 4_096
"""Bytes of what the command writes to its standard error that are kept; the rest is read and dropped."""
GRACE = 0.5
"""Seconds between asking a command to end and killing it."""
_TICK = 0.02


class Outcome(msgspec.Struct, frozen=True):
    """What became of the user's command."""

    command: str
    reason: str = ""
    """Why it failed; empty where it ended well."""
    code: int | None = None
    """Its exit code; None where it did not start, or had to be ended."""
    said: str = ""
    """The first line that it wrote to its standard error."""
    seconds: float = 0.0

    @property
    def sentence(self) -> str:
        """What to tell the user; empty where all went well."""
        if not self.reason:
            return ""
        said = f": {self.said}" if self.said else ""
        return f"Your {NAME} command {self.reason}{said}. The run is recorded all the same."


# Which runs


def wanted(run: RunRow) -> bool:
    """Say whether a finished run goes to the user's command: not a private one, nor one left as the wrong play.

    Private means that it never leaves this machine, and nobody can say where a command sends what it reads.
    """
    return not run.private and not run.run.wrong_play and not run.redacted


def payload(workspace: Workspace, run: RunRow) -> bytes:
    """Return the run as the command reads it: the keys of `runs show --json`, in UTF-8."""
    from playbook.coaching.rows import details
    from playbook.named import named

    _ = workspace.accounts  # read here, so that the names are known
    return msgspec.json.encode(shown(named(workspace, details(run))))


def shown(details: dict[str, Any]) -> dict[str, Any]:
    """Return what `runs show --json` shows of a finished run."""
    return details | {"open": False, "at": ""}


def after_run(workspace: Workspace, run_id: str, preferences: Preferences | None = None) -> Outcome | None:
    """Give a run that has just been put on record to the user's command, and wait for that.

    None where there is no command, or the run is none of its business. Never raises for the command's sake.
    """
    from playbook.preferences import load

    mine = preferences or load()
    if not mine.run_finished:
        return None
    run = workspace.run_index.row(run_id)
    if run is None or not wanted(run):
        return None
    return call(mine.run_finished, payload(workspace, run), mine.hook_seconds)


def asked_for(workspace: Workspace, run_id: str) -> bool:
    """Say whether the user's settings name a command, and this run may go to it."""
    from playbook.preferences import load

    run = workspace.run_index.row(run_id) if load().run_finished else None
    return run is not None and wanted(run)


# The command


def call(command: str, data: bytes, seconds: float) -> Outcome:
    """Run `command` with `data` on its standard input, for at most `seconds`; whatever it does, this returns.

    It is split as a shell splits words, and no shell is asked. It runs in the home folder, in a process group
    of its own, all of which is ended with it.
    """
    try:
        words = [os.path.expanduser(word) for word in shlex.split(command)]  # noqa: PTH111  # "~" of a word only
    except ValueError as error:
        return Outcome(command, f"cannot be read as words ({error}); mend it in your settings")
    if not words:
        return Outcome(command, "names no program")
    began = time.monotonic()
    try:
        process = subprocess.Popen(
            words,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            cwd=Path.home() if Path.home().is_dir() else None,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        return Outcome(command, f"could not be started ({getattr(error, 'strerror', None) or error})")
    heard: list[bytes] = []
    listener = _thread(lambda: _listen(process, heard))
    _thread(lambda: _feed(process, data))
    in_time = False
    try:
        in_time = _wait(process, began + seconds)
    finally:  # also where somebody presses Ctrl+C while it is waited for
        _end_group(process)
    listener.join(GRACE)
    lines = b"".join(heard).decode("utf-8", "replace").strip().splitlines()
    return Outcome(
        command=command,
        reason=_reason(process.returncode, seconds, in_time=in_time),
        code=process.returncode if in_time else None,
        said=_one_line(lines[0]) if lines else "",
        seconds=round(time.monotonic() - began, 3),
    )


def _reason(code: int, seconds: float, *, in_time: bool) -> str:
    if not in_time:
        return f"took longer than {seconds:g} s and was ended"
    if code < 0:
        try:
            return f"was ended by {signal.Signals(-code).name}"
        except ValueError:
            return f"was ended by signal {-code}"
    return f"failed with exit code {code}" if code else ""


def _one_line(text: str) -> str:
    from playbook.text import one_line

    line = one_line(text)
    return line if len(line) <= 200 else f"{line[:199]}…"


def _thread(work: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def _feed(process: subprocess.Popen[bytes], data: bytes) -> None:
    """Write the run; a command that does not read it, or not to the end, is within its rights."""
    assert process.stdin is not None
    with suppress(OSError, ValueError):
        process.stdin.write(data)
    with suppress(OSError, ValueError):
        process.stdin.close()


def _listen(process: subprocess.Popen[bytes], heard: list[bytes]) -> None:
    """Read all that it complains of, however much, and keep the beginning."""
    assert process.stderr is not None
    kept = 0
    with suppress(OSError, ValueError), process.stderr:
        while part := os.read(process.stderr.fileno(), 65_536):
            if kept < LISTENED:
                heard.append(part[: LISTENED - kept])
                kept += len(heard[-1])


def _wait(process: subprocess.Popen[bytes], until: float) -> bool:
    """Wait for it to end; say whether it did in time. Its id stays taken: the group is ended before it is let go."""
    while not _has_ended(process):
        if time.monotonic() >= until:
            return False
        time.sleep(_TICK)
    return True


def _has_ended(process: subprocess.Popen[bytes]) -> bool:
    if hasattr(os, "waitid"):
        return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
    return process.poll() is not None


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """End the command and all that it started: asked first where it still runs, then killed."""
    if not hasattr(os, "killpg"):
        process.kill()
        process.wait()
        return
    if not _has_ended(process):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGTERM)
        _wait(process, time.monotonic() + GRACE)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


# In the background

_under_way: set[threading.Thread] = set()


def after_run_in_background(
    workspace: Workspace, run_id: str, told: Callable[[Outcome], None]
) -> threading.Thread:
    """Do `after_run` in a thread of its own; `told` is called there with a failure, or with what ended well.

    The program does not end before it: at most the time the command may take.
    """

    def work() -> None:
        try:
            outcome = after_run(workspace, run_id)
            if outcome is not None:
                told(outcome)
        except Exception as error:  # a command of the user's own must not take the screen down
            told(Outcome("", f"could not be run ({error})"))
        finally:
            _under_way.discard(thread)

    thread = threading.Thread(target=work, name="run-finished")
    _under_way.add(thread)
    thread.start()
    return thread


def under_way() -> bool:
    """Say whether a command of the user's own still runs."""
    return bool(_under_way)


def wait() -> None:
    """Wait until none does."""
    for thread in tuple(_under_way):
        thread.join()
