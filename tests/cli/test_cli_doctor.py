"""What is set up and what is not: always an answer, never a traceback."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.shell import SETTINGS, Shell, git, write


def states(rows: list[dict[str, Any]]) -> dict[str, str]:
    return {row["check"]: row["state"] for row in rows}


def told(rows: list[dict[str, Any]], check: str) -> str:
    return " | ".join(row["message"] for row in rows if row["check"] == check)


def test_all_is_well(shell: Shell) -> None:
    rows = shell.ok("doctor --json").data
    assert set(states(rows).values()) == {"ok"}
    assert told(rows, "git").startswith("git version ")
    assert told(rows, "repository").startswith(f"{shell.root}: main at ")
    assert told(rows, "playbook.toml") == "Northwind: 2 stages, 4 people"
    assert told(rows, "who") == "Lee Park (lee): rep"
    assert told(rows, "pages") == "3 pages, 2 can be run, 0 edited since the last commit"
    assert told(rows, "journals") == "no record yet"
    assert told(rows, "open runs") == "0 of mine"


def test_holidays_that_nobody_here_knows_are_a_fault(own: Shell) -> None:
    said = {}
    for region in ("DE-BY", "DE-BX"):
        text = SETTINGS.replace("[desk]", f'[desk]\npublic-holidays = "{region}"')
        write(own.root, {"playbook.toml": text})
        rows = own("doctor --json").data
        said[region] = (states(rows)["holidays"], told(rows, "holidays"))
    assert said["DE-BY"][0] == "ok"
    assert said["DE-BX"][0] == "fault"
    assert "“DE-BX” are not known here, so none are counted. Did you mean" in said["DE-BX"][1]


def test_journals_are_counted_each(shell: Shell) -> None:
    shell.finished()
    shell.ok("feedback add idea x", as_="mia")
    rows = [row for row in shell.ok("doctor --json").data if row["check"].startswith("journal ")]
    said = {tuple(row["check"].removeprefix("journal ").split("/"))[::2]: row["message"] for row in rows}
    assert said == {("lee", "line"): "local 1, chain whole", ("mia", "team"): "local 1, chain whole"}


def test_a_rewritten_journal_is_a_fault(shell: Shell) -> None:
    shell.finished()
    shell.finished()
    (journal,) = Path(os.environ["PLAYBOOK_DATA"]).rglob("line/*.jsonl")
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(lines[0][:-20] + b"x" * 19 + b"\n" + lines[1])
    said = shell("doctor --json")
    assert said.code == 1
    (row,) = [row for row in said.data if row["check"].startswith("journal ")]
    assert row["state"] == "fault"
    assert "chain broken, 1 missing" in row["message"]
    assert "damaged: 2026-11.jsonl at byte 0" in row["message"]
    assert shell("doctor").code == 1


def test_a_torn_line_is_only_a_note_and_what_was_set_aside_is_named(shell: Shell) -> None:
    shell.finished()
    (journal,) = Path(os.environ["PLAYBOOK_DATA"]).rglob("line/*.jsonl")
    with journal.open("ab") as file:
        file.write(b'{"v":1,"journal":"lee/')
    rows = shell.ok("doctor --json").data
    assert "a crash left an unfinished line" in " ".join(row["message"] for row in rows)
    shell.finished()
    rows = shell.ok("doctor --json").data
    assert states(rows)["set aside"] == "note"
    assert "22 bytes of lee/" in told(rows, "set aside")


def test_an_open_run_that_cannot_be_read_is_named_and_kept(shell: Shell) -> None:
    run = shell.start()
    (document,) = Path(os.environ["PLAYBOOK_DATA"]).rglob(f"open/{run}.json")
    document.write_bytes(b"{half")
    rows = shell.ok("doctor --json").data
    assert states(rows)["open runs"] == "note"
    assert f"{run}.json" in told(rows, "open runs")
    again = shell.ok("doctor --json").data
    assert "set aside, unreadable" in told(again, "open runs")


def test_no_commits_yet(own: Shell) -> None:
    shutil.rmtree(own.root / ".git")
    git(own.root, "init", "--quiet", "--initial-branch=main")
    rows = own.ok("doctor --json").data
    assert states(rows)["repository"] == "note"
    assert "no commit yet" in told(rows, "repository")
    assert len(own.ok("plays list --json").data) == 3
    run = own.finished()
    assert own.ok(f"runs show {run} --json").data["commit"] == ""
    assert own.ok("news --json").data == []
    assert own.ok("today --json").data == []


def test_detached_head(own: Shell) -> None:
    git(own.root, "checkout", "--quiet", "--detach")
    rows = own.ok("doctor --json").data
    assert states(rows)["repository"] == "note"
    assert "on no branch (detached head)" in told(rows, "repository")
    assert "git switch main" in told(rows, "repository")
    own.finished()
    assert own.ok("news --json").data == []


def test_not_a_git_repository(own: Shell) -> None:
    shutil.rmtree(own.root / ".git")
    for command in ("plays list", "today", "news", "runs start first-call", "coach team"):
        refused = own(command)
        assert (refused.code, refused.out) == (2, ""), command
        assert "is not in a git repository" in refused.err, command
        assert refused.err.count("\n") == 1, command
    said = own("doctor --json")
    assert said.code == 1
    assert states(said.data)["repository"] == "fault"
    assert states(said.data)["data"] == "ok"


def test_git_missing(own: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYBOOK_CACHE", str(tmp_path / "cache"))
    refused = own("plays list")
    assert refused.code == 2
    assert refused.err.startswith("playbook: Playbook reads its plays with git, and no git was found.")
    said = own("doctor --json")
    assert said.code == 1
    assert states(said.data)["git"] == "fault"
    assert "Install it" in told(said.data, "git")
    assert own.bare("init", str(tmp_path / "new")).code == 2
    assert not (tmp_path / "new").exists()


def test_broken_settings_are_named_with_file_line_and_key(own: Shell) -> None:
    write(own.root, {"playbook.toml": SETTINGS + '\n[desk2]\nfirst-anwer = "1 day"\n'})
    refused = own("plays list")
    assert refused.code == 2
    assert refused.err.startswith("playbook: playbook.toml:")
    assert "desk2" in refused.err
    said = own("doctor --json")
    assert said.code == 1
    assert states(said.data)["playbook.toml"] == "fault"
    assert states(said.data)["git"] == "ok"
    write(own.root, {"playbook.toml": "[playbook\n"})
    assert own("doctor").code == 1
    assert own("today").err.count("\n") == 1


def test_a_stranger_is_told_so(shell: Shell) -> None:
    refused = shell("doctor --json", as_="nobody")
    assert refused.code == 1
    assert states(refused.data)["who"] == "fault"
    assert "There is no person “nobody”" in told(refused.data, "who")
    assert shell("today", as_="nobody").code == 2


def test_a_login_name_outside_the_people_is_a_note(own: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "ann")
    said = own.bare("-C", str(own.root), "doctor", "--json")
    assert (said.code, states(said.data)["who"]) == (0, "note")
    assert told(said.data, "who").startswith("ann is not among the people")


def test_an_earlier_name_is_the_person(own: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "lpark")
    said = own.bare("-C", str(own.root), "doctor", "--json")
    assert told(said.data, "who") == "Lee Park (lee): rep"


def test_data_that_cannot_be_written_is_a_fault(shell: Shell, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x")
    said = shell(f"doctor --json --data {blocked}")
    assert said.code == 1
    assert states(said.data)["data"] == "fault"
    refused = shell(f"feedback add idea x --data {blocked}")
    assert refused.code == 2
    assert refused.err.startswith("playbook: Not saved: ")


def test_no_playbook_at_all(tmp_path: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    refused = shell.bare("plays", "list")
    assert refused.code == 2
    assert "Try `playbook demo`" in refused.err
    said = shell.bare("doctor", "--json")
    assert said.code == 1
    assert states(said.data) == {"git": "ok", "playbook": "fault", "data": "ok", "cache": "ok"}
    assert "There is no folder" in shell.bare("-C", str(tmp_path / "nothing"), "today").err


def test_pages_with_problems_and_many_left_out_are_told_in_bounds(own: Shell) -> None:
    write(own.root, {"plays/odd.md": "---\ntitle: a: b\n---\n\n## One\n\n## Two\n"})
    for number in range(60):
        (own.root / f"x{number}.md").symlink_to("/nowhere")
    rows = own.ok("doctor --json").data
    assert told(rows, "page").startswith("plays/odd.md:2: ")
    left_out = [row for row in rows if row["check"] == "left out"]
    assert (len(left_out), left_out[-1]["message"]) == (51, "… and 10 more")


def test_privacy_says_who_sees_what(shell: Shell) -> None:
    said = shell.ok("doctor --privacy")
    assert "you and Kim Adeyemi" in said.out
    assert "Nothing leaves this machine: no place to exchange with your team is set up yet." in said.out
    rows = shell.ok("doctor --privacy --json").data
    assert {tuple(row) for row in rows} == {("check", "state", "message")}


# The index of the records


def test_the_index_is_somewhere_and_may_be_deleted(shell: Shell) -> None:
    shell.finished()
    rows = shell.ok("doctor --json").data
    assert states(rows)["index"] == "ok"
    assert "index-" not in told(rows, "index")
    assert told(rows, "index").endswith("may be deleted at any time")


def test_without_a_cache_folder_the_index_lies_in_memory_and_everything_works(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"  # its own: the one that these tests share must stay whole
    cache.write_text("in the way")
    monkeypatch.setenv("PLAYBOOK_CACHE", str(cache))
    shell.finished()
    rows = shell.ok("doctor --json").data
    assert states(rows)["index"] == "note"
    assert told(rows, "index").startswith("it lies in memory (")
    assert len(shell.ok("runs list --json").data) == 1
