"""The user's own command: real programs that are slow, deaf, loud, stubborn or broken, and none is in the way."""

from __future__ import annotations

import json
import os
import shlex
import sys
import time
from pathlib import Path

import pytest

from playbook.hooks import call

DATA = b'{"id":"r1"}'
LONGEST = 60.0
"""Seconds after which what should end will never end, however slow the machine."""


def python(script: str) -> str:
    """Return a command line that runs `script`."""
    return f"{shlex.quote(sys.executable)} -c {shlex.quote(script)}"


def is_alive(pid: int) -> bool:
    """Say whether a process still runs: not gone, and not waiting to be forgotten."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def gone(pid: int) -> bool:
    """Wait until a process that was killed is gone."""
    end = time.monotonic() + LONGEST
    while is_alive(pid) and time.monotonic() < end:
        time.sleep(0.01)
    return not is_alive(pid)


def test_it_gets_the_run_and_nothing_of_the_shell(tmp_path: Path) -> None:
    out = tmp_path / "a file; echo $HOME"
    script = f"import sys; open({str(out)!r}, 'wb').write(sys.stdin.buffer.read() + sys.argv[1].encode())"
    done = call(python(script) + " '$(id) `id` | *'", DATA, LONGEST)
    assert (done.reason, done.code, done.said, done.sentence) == ("", 0, "", "")
    assert out.read_bytes() == DATA + b"$(id) `id` | *"


def test_a_large_run_arrives_whole(tmp_path: Path) -> None:
    out = tmp_path / "out"
    data = os.urandom(3_000_000)
    script = f"import sys; open({str(out)!r}, 'wb').write(sys.stdin.buffer.read())"
    assert call(python(script), data, LONGEST).reason == ""
    assert out.read_bytes() == data


@pytest.mark.parametrize("data", [DATA, b"x" * 1_000_000], ids=["short", "long"])
def test_one_that_reads_nothing_ends_well(data: bytes) -> None:
    assert call("true", data, LONGEST).reason == ""
    assert call(python("import os; os.close(0)"), data, LONGEST).reason == ""


def test_one_that_fails_says_how_with_its_first_line() -> None:
    done = call(
        python("import sys; print('\\n  no \\x1b[31mtoken  \\nmore', file=sys.stderr); sys.exit(3)"), DATA, 10
    )
    assert (done.reason, done.code, done.said) == ("failed with exit code 3", 3, "no ␛[31mtoken")
    assert done.sentence == (
        "Your run-finished command failed with exit code 3: no ␛[31mtoken. The run is recorded all the same."
    )


def test_one_that_is_killed_says_by_what() -> None:
    done = call(python("import os; os.kill(os.getpid(), 15)"), DATA, LONGEST)
    assert (done.reason, done.code) == ("was ended by SIGTERM", -15)


def test_one_that_writes_megabytes_is_read_and_not_kept() -> None:
    loud = "sys.stderr.write('x' * 50000); sys.stdout.write('y' * 50000)"
    script = f"import sys\nfor _ in range(400): {loud}\nsys.exit(1)"
    done = call(python(script), DATA, LONGEST)
    assert done.code == 1
    assert done.said == "x" * 199 + "…"


def test_a_slow_one_is_ended_in_time() -> None:
    began = time.monotonic()
    done = call("sleep 600", DATA, 0.3)
    assert time.monotonic() - began < LONGEST
    assert (done.reason, done.code) == ("took longer than 0.3 s and was ended", None)
    assert done.seconds >= 0.3


def test_a_stubborn_one_is_killed_with_its_children(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    # A shell is there at once; what it ignores, its children ignore too.
    script = f"trap '' TERM; sleep 600 & echo $$ $! > {shlex.quote(str(pids))}; while :; do wait; done"
    began = time.monotonic()
    done = call(shlex.join(["sh", "-c", script]), DATA, 1.0)
    assert time.monotonic() - began < LONGEST
    assert done.code is None
    stubborn = [int(pid) for pid in pids.read_text().split()]
    assert len(stubborn) == 2
    assert all(gone(pid) for pid in stubborn)


def test_what_it_leaves_behind_is_ended_with_it_though_it_holds_the_pipe(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    script = (
        "import subprocess, sys\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        f"open({str(pids)!r}, 'w').write(str(child.pid))"
    )
    began = time.monotonic()
    assert call(python(script), DATA, LONGEST).reason == ""
    assert time.monotonic() - began < LONGEST
    assert gone(int(pids.read_text()))


def test_one_that_leaves_its_group_and_keeps_the_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    script = (
        "import subprocess, sys\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'], start_new_session=True)\n"
        f"open({str(pids)!r}, 'w').write(str(child.pid))"
    )
    began = time.monotonic()
    try:
        assert call(python(script), DATA, LONGEST).reason == ""
        assert time.monotonic() - began < LONGEST
    finally:
        os.kill(int(pids.read_text()), 9)


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ("/no/such/program --now", "could not be started (No such file or directory)"),
        ("/", "could not be started (Permission denied)"),
        ("say 'it", "cannot be read as words (No closing quotation); mend it in your settings"),
        ("   ", "names no program"),
        ("''", "could not be started"),
        ("a\0b", "could not be started (embedded null byte)"),
    ],
)
def test_one_that_cannot_be_started_says_why(command: str, reason: str) -> None:
    done = call(command, DATA, LONGEST)
    assert done.reason.startswith(reason)
    assert done.code is None
    assert done.sentence.endswith("The run is recorded all the same.")


def test_a_tilde_is_the_home_folder_and_that_is_where_it_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    script = tmp_path / "hook.sh"
    script.write_text("#!/bin/sh\npwd > where\ncat > what\n")
    script.chmod(0o755)
    assert call("~/hook.sh", DATA, LONGEST).reason == ""
    assert (tmp_path / "where").read_text().strip() == str(tmp_path)
    assert json.loads((tmp_path / "what").read_text()) == {"id": "r1"}


def test_it_gets_no_terminal_of_ours() -> None:
    """A command that asks for a password must not read the keys of the screen."""
    done = call(python("open('/dev/tty')"), DATA, LONGEST)
    assert done.code == 1
