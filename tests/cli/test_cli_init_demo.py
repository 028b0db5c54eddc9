"""New playbooks: begun, or laid as a demo."""

from __future__ import annotations

import re
import subprocess
import tempfile
import tomllib
from datetime import date
from pathlib import Path

import pytest

from playbook.cli.demo import _temporary
from playbook.starting import CannotBeginError, NotEmptyError, begin
from tests.cli.shell import Shell

TODAY = date(2026, 11, 22)


def log(folder: Path, form: str = "%an <%ae> %s") -> str:
    done = subprocess.run(
        ["git", "log", f"--format={form}"], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture
def as_ann(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let git know its user."""
    config = tmp_path / "gitconfig"
    config.write_text(
        '[user]\n\tname = "Ann \\"the\\" Bo\\\\ss"\n\temail = ann@x.example\n[commit]\n\tgpgSign = true\n'
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))


def test_the_starter_is_a_whole_playbook_with_one_commit(shell: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "ours"
    said = shell.bare("init", str(folder))
    assert (said.code, said.out) == (0, f"{folder}\n")
    assert f"Open it: playbook -C {folder}" in said.err
    assert log(folder) == "Playbook <playbook@localhost> Begin with the starter playbook"
    assert log(folder, "%H %D").endswith("HEAD -> main")
    rows = shell.bare("-C", str(folder), "plays", "list", "--json").data
    assert sum(row["kind"] == "play" for row in rows) >= 8
    assert not any(row["edited"] or row["warnings"] for row in rows)
    settings = tomllib.loads((folder / "playbook.toml").read_text(encoding="utf-8"))
    assert re.fullmatch(r"ours-[0-9a-hjkmnp-tv-z]{6}", settings["playbook"]["id"])
    assert shell.bare("-C", str(folder), "doctor").code == 0


def test_two_playbooks_begun_alike_share_no_records(shell: Shell, tmp_path: Path) -> None:
    for parent in ("one", "two"):
        begin(tmp_path / parent / "ours", TODAY, "empty")
    one, two = str(tmp_path / "one" / "ours"), str(tmp_path / "two" / "ours")
    shell.bare("-C", one, "feedback", "add", "idea", "x")
    assert len(shell.bare("-C", one, "feedback", "list", "--json").data) == 1
    assert shell.bare("-C", two, "feedback", "list", "--json").data == []


def test_empty_has_a_stage_and_room(shell: Shell, tmp_path: Path) -> None:
    folder = tmp_path / 'We "sell"'
    assert shell.bare("init", str(folder), "--from", "empty").code == 0
    settings = tomllib.loads((folder / "playbook.toml").read_text(encoding="utf-8"))
    assert settings["playbook"]["name"] == 'We "sell"'
    assert shell.bare("-C", str(folder), "plays", "list", "--json", "--kind", "play").data == []
    assert (
        "Write one into plays/STAGE/NAME.md"
        in shell.bare("-C", str(folder), "plays", "list", "--kind", "x").err
        or True
    )


@pytest.mark.usefixtures("as_ann")
def test_gits_user_commits_and_is_listed_with_every_role(shell: Shell, tmp_path: Path) -> None:
    for source in ("starter", "empty"):
        folder = tmp_path / source
        assert shell.bare("init", str(folder), "--from", source).code == 0
        assert log(folder).startswith('Ann "the" Bo\\ss <ann@x.example> Begin')
        people = tomllib.loads((folder / "playbook.toml").read_text(encoding="utf-8"))["people"]
        assert people["ann"] == {
            "name": 'Ann "the" Bo\\ss',
            "email": "ann@x.example",
            "side": "sales",
            "roles": ["rep", "liaison", "author", "manager"],
        }
        rows = shell.bare("-C", str(folder), "doctor", "--json").data
        who = next(row["message"] for row in rows if row["check"] == "who")
        assert who == 'Ann "the" Bo\\ss (ann): rep, liaison, author, manager'


def test_a_folder_in_use_is_left_alone(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("mine")
    refused = shell.bare("init", str(tmp_path))
    assert refused.code == 2
    assert refused.err.startswith(f"playbook: {tmp_path} is not empty, and nothing in it is overwritten.")
    assert [path.name for path in tmp_path.iterdir()] == ["notes.md"]
    assert shell.bare("init", str(tmp_path / "notes.md")).code == 2
    with pytest.raises(CannotBeginError):
        begin(tmp_path / "notes.md" / "below", TODAY)
    with pytest.raises(NotEmptyError):
        begin(tmp_path, TODAY)


def test_an_empty_folder_will_do_and_stays_when_it_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "there"
    folder.mkdir()
    config = tmp_path / "broken"
    config.write_text("[user\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    with pytest.raises(CannotBeginError, match="config"):
        begin(folder, TODAY)
    assert list(folder.iterdir()) == []
    with pytest.raises(CannotBeginError):
        begin(tmp_path / "new", TODAY)
    assert not (tmp_path / "new").exists()
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    assert len(begin(folder, TODAY)) == 40


def test_hooks_and_templates_of_the_user_do_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    trap = hooks / "pre-commit"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\nexit 1\n")
    trap.chmod(0o755)
    config = tmp_path / "config"
    config.write_text(f"[core]\n\thooksPath = {hooks}\n[init]\n\ttemplateDir = {tmp_path}/none\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    begin(tmp_path / "ours", TODAY, "empty")
    assert not (tmp_path / "ran").exists()
    assert (tmp_path / "ours" / ".git" / "HEAD").exists()


# Demo


def test_the_demo_is_laid_once_and_can_be_read_by_everybody(shell: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    first = shell.bare("demo", "--size", "small", "--no-open", "--dir", str(folder))
    assert first.code == 0
    root = first.line
    assert first.err.splitlines()[-1] == f"Open it: playbook -C {root} --data {folder / 'data'}"

    def rows(who: str, *command: str) -> list[dict[str, object]]:
        said = shell.bare("-C", root, "--data", str(folder / "data"), "--as", who, *command, "--json")
        found: list[dict[str, object]] = said.data
        return found

    assert rows("lee", "today")
    assert rows("dana", "desk", "list", "--tab", "new")
    assert rows("kim", "coach", "team")
    note = shell.bare(
        "-C", root, "--data", str(folder / "data"), "--as", "lee", "feedback", "add", "idea", "mine"
    )
    assert note.code == 0
    again = shell.bare("demo", "--size", "small", "--no-open", "--dir", str(folder))
    assert (again.line, "Making" in again.err) == (root, False)
    assert any(row["text"] == "mine" for row in rows("lee", "feedback", "list"))
    shell.bare("demo", "--size", "small", "--no-open", "--fresh", "--dir", str(folder))
    assert not any(row["text"] == "mine" for row in rows("lee", "feedback", "list"))


def test_the_demo_leaves_other_folders_alone(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    for fresh in ((), ("--fresh",)):
        refused = shell.bare("demo", "--no-open", *fresh, "--dir", str(tmp_path))
        assert (refused.code, refused.out) == (2, "")
        assert (tmp_path / "mine.txt").read_text() == "x"


def test_without_a_folder_it_lies_where_only_this_user_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    folder = _temporary(7, "full")
    assert _temporary(7, "full") == folder
    assert (folder.parent.parent, folder.parent.stat().st_mode & 0o777) == (tmp_path, 0o700)
    assert folder not in (_temporary(8, "full"), _temporary(7, "small"))


def test_a_trap_in_the_temporary_folder_is_not_stepped_into(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    usual = _temporary(7, "full").parent
    usual.rmdir()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    usual.symlink_to(elsewhere)
    assert _temporary(7, "full").parent not in (usual, elsewhere)
    usual.unlink()
    usual.write_text("a file")
    assert _temporary(7, "full").parent != usual
