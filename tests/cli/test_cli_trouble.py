"""Two commands at once, a kill at any moment, a full disk: what was said to be saved is there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest

from playbook.errors import PlaybookError
from playbook.runs import machine
from playbook.runs.errors import ChangedElsewhereError, GoneElsewhereError
from playbook.workspace import Workspace
from tests.cli.shell import NOW, Shell

KILLS = 40 if os.environ.get("PLAYBOOK_TORTURE") == "long" else 8


def command(shell: Shell, *arguments: str) -> list[str]:
    start = ["-C", str(shell.root), "--as", "lee", "--now", NOW]
    return [sys.executable, "-m", "playbook", *start, *arguments]


def test_commands_at_once_each_take_their_turn(shell: Shell) -> None:
    run = shell.start()

    def note(number: int) -> int:
        done = subprocess.run(
            command(shell, "runs", "note", run, f"note {number}"), capture_output=True, check=False
        )
        return done.returncode

    with ThreadPoolExecutor(4) as pool:
        codes = list(pool.map(note, range(8)))
    assert codes == [0] * 8
    notes = shell.ok(f"runs show {run} --json").data["notes"]
    assert sorted(one["text"] for one in notes) == [f"note {number}" for number in range(8)]


def test_finished_by_two_at_once_it_is_on_record_once(shell: Shell) -> None:
    run = shell.start(account="Kallio")
    finish = command(shell, "runs", "finish", run, "--result", "advance")
    both = [subprocess.Popen(finish, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    for process in both:
        process.communicate()
    assert sorted(process.returncode for process in both) == [0, 2]
    assert [row["id"] for row in shell.ok("runs list --json").data] == [run]
    lines = [path.read_bytes().splitlines() for path in Path(os.environ["PLAYBOOK_DATA"]).rglob("*.jsonl")]
    assert sorted(len(found) for found in lines) == [1, 1]


def test_a_kill_at_any_moment_loses_nothing_that_was_said_to_be_saved(shell: Shell) -> None:
    run = shell.start()
    random = Random(7)
    saved: list[str] = []
    for number in range(KILLS):
        process = subprocess.Popen(
            command(shell, "runs", "note", run, f"note {number}"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        try:
            process.wait(timeout=random.uniform(0.02, 0.6))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        _, said = process.communicate()
        if said:
            saved.append(f"note {number}")
    notes = [one["text"] for one in shell.ok(f"runs show {run} --json").data["notes"]]
    assert [note for note in saved if note not in notes] == []
    assert len(notes) == len(set(notes))
    shell.ok(f"runs finish {run} --result advance")
    assert [one["text"] for one in shell.ok(f"runs show {run} --json").data["notes"]] == notes


def test_a_run_killed_between_record_and_removal_is_completed_by_the_next_command(shell: Shell) -> None:
    run = shell.start(account="Kallio")
    (document,) = Path(os.environ["PLAYBOOK_DATA"]).rglob(f"open/{run}.json")
    before = document.read_bytes()
    shell.ok(f"runs finish {run} --result advance")
    document.write_bytes(before)
    assert shell.ok("today --json").data == []
    assert not document.exists()
    assert [row["id"] for row in shell.ok("runs list --json").data] == [run]


def test_what_another_window_said_is_never_overwritten_by_finishing(shell: Shell) -> None:
    run = shell.start()
    window = Workspace.open(shell.root, person="lee")
    (mine,) = window.my_open_runs()
    page = window.page_of_run(mine)
    shell.ok(f"runs note {run} from the shell")
    ended = machine.set_ending(page, mine, 60.0, result="advance")
    with pytest.raises(ChangedElsewhereError):
        window.finish_run(page, ended, 60.0)
    shell.ok(f"runs finish {run} --result declined")
    assert shell.ok(f"runs show {run} --json").data["notes"][0]["text"] == "from the shell"
    with pytest.raises(GoneElsewhereError):
        window.finish_run(page, ended, 60.0)
    assert [row["result"] for row in shell.ok("runs list --json").data] == ["declined"]


def test_anothers_half_finished_run_is_left_to_them(shell: Shell) -> None:
    run = shell.start(account="Kallio")
    (document,) = Path(os.environ["PLAYBOOK_DATA"]).rglob(f"open/{run}.json")
    before = document.read_bytes()
    shell.ok(f"runs finish {run} --result advance")
    document.write_bytes(before)
    mias = shell.start(as_="mia")
    assert [row["id"] for row in shell.ok("runs list --open --json", as_="mia").data] == [mias]
    assert document.exists()
    assert "is Lee Park's" in shell(f"runs note {run} hi", as_="mia").err


@pytest.mark.skipif(
    not Path("/dev/full").is_char_device(), reason="there is no disk that is always full here"
)
def test_a_full_disk_is_told_and_exit_code_two(shell: Shell, tmp_path: Path) -> None:
    shell.ok("feedback add idea one")
    said = shell("export-records --force /dev/full")
    assert (said.code, "/dev/full cannot be written" in said.err) == (2, True)
    assert Path("/dev/full").is_char_device()


def test_a_pipe_is_written_to_and_stays_a_pipe(shell: Shell, tmp_path: Path) -> None:
    shell.ok("feedback add idea one")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    shell.ok("export-records --force", str(pipe))
    reader.join(60)
    assert b'"idea"' in read[0]
    assert pipe.is_fifo()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("pipe")] == ["pipe"]


def test_a_lock_that_is_held_is_waited_for_and_then_told(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    import playbook.records.lock as locks

    run = shell.start()
    folder = next(Path(os.environ["PLAYBOOK_DATA"]).rglob("open"))
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(folder / ".turn")], stdout=subprocess.PIPE, stdin=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    monkeypatch.setattr(locks.Lock.__init__, "__defaults__", (0.05,))
    began = time.monotonic()
    refused = shell(f"runs note {run} hi")
    holder.communicate(b"\n")
    assert refused.code == 2
    assert "another Playbook on this machine" in refused.err
    assert time.monotonic() - began < 8
    shell.ok(f"runs note {run} hi")


_HOLD = """
import sys
from pathlib import Path
from playbook.records.disk import Disk
from playbook.records.lock import Lock
with Lock(Path(sys.argv[1]), Disk()).hold():
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_errors_of_the_core_carry_their_exit_code() -> None:
    assert PlaybookError("x").exit_code == 2
