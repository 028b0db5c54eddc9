"""Debrief, recap and the user's own command, in a real terminal and with real processes."""

from __future__ import annotations

import base64
import json
import os
import shlex
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.system.conftest import OnDisk, Walker, playbook
from tests.terminal import Terminal

pytestmark = pytest.mark.system

Open = Callable[..., Terminal]


def shell(environment: dict[str, str], *arguments: str | Path) -> str:
    done = subprocess.run(
        playbook(*arguments), env={**os.environ, **environment}, capture_output=True, check=True, text=True
    )
    return done.stdout


def hook(environment: dict[str, str], script: str, seconds: int) -> None:
    """Make a program the user's command."""
    folder = Path(environment["PLAYBOOK_CONFIG"])
    folder.mkdir(parents=True, exist_ok=True)
    command = f"{shlex.quote(sys.executable)} -c {shlex.quote(script)}"
    (folder / "settings.toml").write_text(
        f"[hooks]\nrun-finished = {json.dumps(command)}\nseconds = {seconds}\n"
    )


def gone(pid: int) -> bool:
    end = time.monotonic() + 10
    while Path(f"/proc/{pid}").exists() and time.monotonic() < end:
        time.sleep(0.05)
    return not Path(f"/proc/{pid}").exists()


def to_recap(rep: Walker) -> Walker:
    """Ring, say how it ended, record it."""
    rep.sees("Who picked up?").press("1").sees("1/").press_from_help("e", "end the call")
    rep.sees("How did it end?").press("1")
    rep.sees("▸ Did they commit?").press("2").sees("▸ Promised by").type("fri").press("enter")
    rep.sees("▸ Exit proven?").type("Nine thousand a month").press("f10")
    rep.sees("this is what will be recorded", "Nine thousand a month").press("enter")
    return rep.sees("Recap: First discovery · Kallio", "Result: advance")


def test_a_debrief_that_is_killed_goes_on_at_the_same_key_press(
    starter: Path, environment: dict[str, str], terminals: Open, on_disk: OnDisk
) -> None:
    me = ("-C", starter, "--as", "lee")
    options = ("--mode", "debrief", "--account", "Kallio")
    run = shell(environment, *me, "runs", "start", "first-discovery", *options).strip()
    rep = Walker(terminals(*me, columns=80, lines=24))
    rep.sees("open call", "First discovery").press("enter").sees("Debrief: First discovery · Kallio · 0 of 6")
    rep.press("down", "space").sees("understood").press("a").sees("6 of 6 steps done", "● saved")
    rep.terminal.press("right", "down")
    rep.press("2").sees("2 ☑ Doors stood empty", "● saved")
    on_disk("doors-stood-empty-while-trucks-waited")
    rep.terminal.kill()
    again = Walker(terminals(*me, columns=80, lines=24))
    again.sees("open call").press("enter").sees("6 of 6 steps done", "▸ How did it end?")
    again.press("2").sees("2 ● continuation").press("f10")
    again.sees("this is what will be recorded", "as a debrief, afterwards").press("enter")
    again.sees("Recap: First discovery").press("enter").sees("1 Today", "Recorded: First discovery")
    shown = json.loads(shell(environment, *me, "runs", "show", run, "--json"))
    assert (shown["mode"], shown["result"], shown["steps_done"]) == ("debrief", "continuation", 6)
    assert [answer["values"] for answer in shown["answers"]] == [["doors-stood-empty-while-trucks-waited"]]


def test_a_recap_reaches_the_terminals_clipboard_and_a_file(
    starter: Path, environment: dict[str, str], terminals: Open
) -> None:
    me = ("-C", starter, "--as", "lee")
    rep = to_recap(
        Walker(terminals(*me, "call", "first-discovery", "--account", "Kallio", columns=80, lines=24))
    )
    rep.press("c").sees("Copied", "If paste brings nothing")
    sent = bytes(rep.terminal.raw).partition(b"\x1b]52;c;")[2].partition(b"\x07")[0]
    assert "In their words: Nine thousand a month" in base64.b64decode(sent).decode()
    rep.press("w").sees("Write to which new file?").press("enter").sees("Written to")
    (file,) = Path(environment["HOME"]).glob("First-discovery-Kallio-*.txt")
    assert "In their words: Nine thousand a month" in file.read_text()


def test_a_stubborn_command_holds_up_no_key_and_ends_with_its_time_though_the_screen_is_closed(
    starter: Path, environment: dict[str, str], terminals: Open, tmp_path: Path
) -> None:
    pid = tmp_path / "pid"
    hook(
        environment,
        "import os, signal, sys, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        f"open({str(pid)!r}, 'w').write(str(os.getpid()))\n"
        "for _ in range(200): sys.stderr.write('x' * 50000)\ntime.sleep(600)",
        seconds=4,
    )
    me = ("-C", starter, "--as", "lee")
    rep = to_recap(Walker(terminals(*me, "call", "first-discovery", "--account", "Kallio")))
    began = time.monotonic()
    rep.press("2").sees("Subject: ").press("1").sees("Result: advance").press("enter").sees("1 Today")
    rep.terminal.press("ctrl+q")
    assert rep.terminal.wait(30) == 0
    assert time.monotonic() - began < 30
    assert gone(int(pid.read_text()))
