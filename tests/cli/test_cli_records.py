"""Everything out as JSON lines, and in again elsewhere."""

from __future__ import annotations

import argparse
import fcntl
import json
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from playbook.cli.export_records import _write_to
from playbook.cli.progress_line import counted
from playbook.progress import Progress, WasStoppedError
from tests.cli.shell import Shell


def waiting_in(pipe: IO[bytes]) -> int:
    """Return how many bytes of a pipe nobody has read yet."""
    (waiting,) = struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, b"    "))
    return int(waiting)


def test_export_and_import_carry_everything_to_another_machine(shell: Shell, tmp_path: Path) -> None:
    run = shell.finished(account="Kallio")
    shell.finished(finish="--result declined --private")
    feedback = shell.ok("feedback add idea shorter --play first-call").line
    shell.ok(f"desk answer {feedback} done", as_="dana")
    out = tmp_path / "all.jsonl"
    told = shell.ok("export-records", str(out))
    assert told.err.startswith("5 records.")
    lines = out.read_bytes().splitlines()
    assert len(lines) == 5
    assert {json.loads(line)["kind"] for line in lines} == {"run", "touch", "feedback", "triage"}

    elsewhere = f"--data {tmp_path / 'elsewhere'}"
    told = shell.ok(f"import-records {out} {elsewhere}")
    assert told.err == "5 new, 0 here already, 0 set aside.\n"
    assert shell.ok(f"import-records {out} {elsewhere}").err == "0 new, 5 here already, 0 set aside.\n"
    again = tmp_path / "again.jsonl"
    shell.ok(f"export-records {again} {elsewhere}")
    assert sorted(again.read_bytes().splitlines()) == sorted(lines)
    for command in ("runs list --json", f"runs show {run} --json", "feedback list --json", "today --json"):
        here, there = shell.ok(command).data, shell.ok(f"{command} {elsewhere}").data
        assert _without_age(here) == _without_age(there), command


def _without_age(found: object) -> object:
    if isinstance(found, list):
        return [{key: value for key, value in one.items() if key != "age_seconds"} for one in found]
    return found


def test_export_of_a_person_or_since_a_time(shell: Shell, tmp_path: Path) -> None:
    shell.ok("feedback add idea one")
    shell.ok("feedback add idea two", as_="mia", now="2026-11-25T10:00:00Z")

    def texts(options: str) -> list[str]:
        out = tmp_path / "out"
        shell.ok(f"export-records --force {options}", str(out))
        return [json.loads(line)["body"]["text"] for line in out.read_bytes().splitlines()]

    assert texts("") == ["one", "two"]
    assert texts("--person mia") == ["two"]
    assert texts("--since 2026-11-24") == ["two"]
    assert "Did you mean mia?" in shell("export-records --person mja").err


def test_what_is_not_mine_to_read_is_not_mine_to_carry_away(shell: Shell, tmp_path: Path) -> None:
    shell.finished(finish="--result declined --private")
    shell.finished()
    shell.ok("feedback add idea 'about my manager' --liaison-only")
    shell.ok("feedback add idea one")

    def exported(who: str) -> list[str]:
        out = tmp_path / who
        told = shell.ok("export-records", str(out), as_=who)
        assert ("of others, not yours to read, stayed here" in told.err) is (who != "lee")
        return sorted(
            json.loads(line)["journal"].rpartition("/")[2] for line in out.read_bytes().splitlines()
        )

    assert exported("lee") == ["liaison", "line", "self", "team"]
    assert exported("kim") == ["line", "team"]
    assert exported("mia") == ["team"]
    assert exported("dana") == ["liaison", "team"]


def test_export_overwrites_nothing_and_says_what_it_could_not(shell: Shell, tmp_path: Path) -> None:
    shell.ok("feedback add idea one")
    out = tmp_path / "out"
    out.write_text("mine")
    refused = shell("export-records", str(out))
    assert (refused.code, out.read_text()) == (2, "mine")
    assert "overwrite it with --force" in refused.err
    assert "cannot be written" in shell("export-records", str(tmp_path / "no" / "out")).err


def test_an_export_that_is_stopped_leaves_no_file_that_looks_whole(tmp_path: Path) -> None:
    out = tmp_path / "out"
    progress = Progress()

    def lines() -> Iterator[bytes]:
        with progress.over("Writing records", unit="lines"):
            for number, line in enumerate(counted([b"{}\n"] * 9, 27, progress)):
                if number == 4:
                    assert progress.share == pytest.approx(5 / 9)
                    progress.stop()
                yield line

    options = argparse.Namespace(file=str(out), force=False)
    with pytest.raises(WasStoppedError, match="Writing records"):
        _write_to(options, lines())
    assert list(tmp_path.iterdir()) == []
    out.write_text("older")
    with pytest.raises(WasStoppedError):
        _write_to(argparse.Namespace(file=str(out), force=True), lines())
    assert [path.name for path in tmp_path.iterdir()] == ["out"] and out.read_text() == "older"


def test_an_import_that_is_stopped_takes_the_rest_the_next_time(shell: Shell, tmp_path: Path) -> None:
    for number in range(3):
        shell.ok(f"feedback add idea n{number}")
    out = tmp_path / "out"
    shell.ok("export-records", str(out))
    first, second, third = out.read_bytes().splitlines(keepends=True)
    elsewhere = ["--data", str(tmp_path / "elsewhere")]
    whole = ["-m", "playbook", "-C", str(shell.root), "--as", "lee", *elsewhere, "import-records", "-"]
    with subprocess.Popen(
        [sys.executable, *whole], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdin and running.stderr
        running.stdin.write(first)
        running.stdin.flush()
        while waiting_in(running.stdin):
            assert running.poll() is None
        running.send_signal(signal.SIGINT)
        running.stdin.write(second + third)
        running.stdin.close()
        assert running.wait(60) == 130
        assert b"Stopped: " in running.stderr.read()
    done = subprocess.run([sys.executable, *whole], input=out.read_bytes(), capture_output=True, check=True)
    assert done.stderr == b"3 new, 0 here already, 0 set aside.\n"


def test_stdout_is_the_lines_and_nothing_else_and_stdin_takes_them(shell: Shell, tmp_path: Path) -> None:
    shell.ok("feedback add idea one")
    command = [sys.executable, "-m", "playbook", "-C", str(shell.root), "--as", "lee"]
    out = subprocess.run([*command, "export-records"], capture_output=True, check=True)
    assert json.loads(out.stdout)["body"]["text"] == "one"
    elsewhere = ["--data", str(tmp_path / "elsewhere")]
    done = subprocess.run(
        [*command, *elsewhere, "import-records", "-"], input=out.stdout, capture_output=True, check=True
    )
    assert (done.stdout, done.stderr) == (b"", b"1 new, 0 here already, 0 set aside.\n")


def test_a_bad_line_is_set_aside_with_its_reason_and_the_rest_comes_in(shell: Shell, tmp_path: Path) -> None:
    shell.ok("feedback add idea one")
    shell.ok("feedback add idea two", as_="mia")
    out = tmp_path / "out"
    shell.ok("export-records", str(out))
    first, second = out.read_bytes().splitlines()
    out.write_bytes(first + b"\n" + second.replace(b"two", b"too") + b"\nnonsense\n")
    elsewhere = f"--data {tmp_path / 'elsewhere'}"
    said = shell(f"import-records {elsewhere}", str(out))
    assert (said.code, said.err.splitlines()[0]) == (1, "1 new, 0 here already, 2 set aside.")
    aside = [row for row in shell.ok(f"doctor --json {elsewhere}").data if row["check"] == "set aside"]
    assert [row["state"] for row in aside] == ["note", "note"]
    assert "cannot be read" in shell("import-records", str(tmp_path / "none")).err
