"""The loop, whole, from the shell alone: a rep runs a play, marketing answers, the manager sees the run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from playbook.cli.main import main


def test_from_an_empty_folder_to_an_answered_rep_and_a_manager_who_sees_the_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "ours"
    assert main(["init", str(root)]) == 0
    assert capsys.readouterr().out == f"{root}\n"

    def say(who: str, *words: str, at: str = "2026-11-23T10:00:00Z") -> str:
        assert main(["-C", str(root), "--as", who, "--now", at, *words]) == 0
        return capsys.readouterr().out

    plays = json.loads(say("lee", "plays", "list", "--stage", "discover", "--json"))
    play = "plays/discover/first-discovery"
    assert play in [one["id"] for one in plays if one["kind"] == "play"]
    page = json.loads(say("lee", "plays", "show", play, "--json"))
    first = page["steps"][0]

    run = say(
        "lee", "runs", "start", play, "--account", "Kallio", "--amount", "48000", "--currency", "EUR"
    ).strip()
    say("lee", "runs", "connect", run, "connected")
    for step in page["steps"]:
        if step["id"] == first["id"]:
            for _ in step["notices"]:
                say("lee", "runs", "acknowledge", run)
    say("lee", "runs", "tick", run, first["id"], at="2026-11-23T10:01:00Z")
    say("lee", "runs", "note", run, "they", "count", "on", "paper", at="2026-11-23T10:02:00Z")
    feedback = say(
        "lee", "feedback", "add", "hard-to-say", "a third is too precise", "--run", run, "--step", first["id"]
    ).strip()
    say(
        "lee", "runs", "finish", run, "--result", "advance", "--commitment", "promised", "--by", "fri",
        "--next", "Send the figures", "--next-date", "tomorrow", at="2026-11-23T10:03:00Z",
    )  # fmt: skip

    (item,) = json.loads(say("dana", "desk", "list", "--tab", "new", "--json"))
    assert (item["id"], item["step"], item["account"], item["amount"]) == (
        feedback, first["id"], "Kallio", {"EUR": 48000.0},
    )  # fmt: skip
    say("dana", "desk", "accept", feedback)
    say("dana", "desk", "answer", feedback, "It now says up to a third", at="2026-11-23T11:00:00Z")

    today = json.loads(say("lee", "today", "--json", at="2026-11-24T09:00:00Z"))
    assert [(one["kind"], one["what"]) for one in today] == [
        ("next-step", "Send the figures"),
        ("answer", "It now says up to a third"),
    ]
    (news,) = json.loads(say("lee", "news", "--json"))
    assert (news["kind"], news["id"], news["by"], news["read"]) == ("answer", feedback, "dana", False)
    say("lee", "news", "ack", feedback)
    assert json.loads(say("lee", "news", "--json"))[0]["read"] is True

    steps = json.loads(say("kim", "coach", "person", "lee", "--json"))
    done = {one["step"]: one["done"] for one in steps}
    assert done[first["id"]] == 1
    assert sum(done.values()) == 1
    assert {one["n"] for one in steps} == {1}
    assert {tuple(one["runs"]) for one in steps} == {(run,)}
    replay = json.loads(say("kim", "runs", "show", run, "--json"))
    assert replay["steps"][0]["seconds"] == pytest.approx(60, abs=20)
    assert replay["next_date"] == "2026-11-24"
    assert replay["commitment_by"] == "2026-11-27"


def test_the_same_in_processes_of_their_own(tmp_path: Path) -> None:
    def say(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "playbook", *words]
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path.cwd())

    root = str(tmp_path / "ours")
    assert say("init", root, "--from", "empty").returncode == 0
    assert say("-C", root, "plays", "list", "--json").stdout.startswith("[")
    unknown = say("-C", root, "runs", "start", "nothing")
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert unknown.stderr == (
        "playbook: There is no page “nothing”. `playbook plays list` shows what there is.\n"
    )
