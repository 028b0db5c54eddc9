"""A history written into a new repository."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from playbook.demo.gitfolder import CannotCommitError, lay_repository
from playbook.demo.history import Commit
from playbook.library.repository import Repository

AT = datetime(2026, 9, 14, 7, 40, tzinfo=UTC)
PEOPLE = {"dana": "Dana Ortiz <dana@fernyard.example>", "lee": "Lee Park <lee@fernyard.example>"}
COMMITS = [
    Commit(
        "first",
        "dana",
        AT,
        "Begin\n\nBecause.\n",
        {"a.md": b"# A\n", "with space/b [1].md": "# Ü\n".encode()},
    ),
    Commit(
        "second",
        "lee",
        AT + timedelta(days=1),
        "Say “hello”\n\nFeedback: 7k3q\n",
        {"a.md": b"# A\n\nHello\n"},
    ),
]


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", "-C", folder, *arguments], check=True, capture_output=True, text=True
    ).stdout.strip()


def test_the_commits_are_there_with_authors_times_and_messages(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "playbook"
    ids = lay_repository(folder, COMMITS, PEOPLE, "lee")
    assert git(folder, "log", "--format=%H|%an|%ae|%cn|%aI|%cI|%s").splitlines() == [
        f"{ids['second']}|Lee Park|lee@fernyard.example|Lee Park|2026-09-15T07:40:00+00:00"
        "|2026-09-15T07:40:00+00:00|Say “hello”",
        f"{ids['first']}|Dana Ortiz|dana@fernyard.example|Dana Ortiz|2026-09-14T07:40:00+00:00"
        "|2026-09-14T07:40:00+00:00|Begin",
    ]
    assert git(folder, "log", "-1", "--format=%(trailers:key=Feedback,valueonly)") == "7k3q"


def test_the_files_are_checked_out_and_nothing_is_edited(tmp_path: Path) -> None:
    lay_repository(tmp_path / "p", COMMITS, PEOPLE, "lee")
    assert (tmp_path / "p" / "a.md").read_bytes() == b"# A\n\nHello\n"
    assert (tmp_path / "p" / "with space" / "b [1].md").read_text() == "# Ü\n"
    assert git(tmp_path / "p", "status", "--porcelain") == ""
    assert git(tmp_path / "p", "fsck", "--strict") == ""
    assert sorted(path.name for path in (tmp_path / "p" / ".git").glob("demo*")) == []


def test_it_is_on_main_and_later_commits_are_mine(tmp_path: Path) -> None:
    lay_repository(tmp_path / "p", COMMITS, PEOPLE, "lee")
    repository = Repository.open(tmp_path / "p")
    assert repository.branch() == "main"
    assert repository.user_email() == "lee@fernyard.example"
    git(tmp_path / "p", "commit", "--allow-empty", "-m", "Mine")
    assert git(tmp_path / "p", "log", "-1", "--format=%an <%ae>") == PEOPLE["lee"]


def test_equal_commits_have_equal_ids(tmp_path: Path) -> None:
    first = lay_repository(tmp_path / "one", COMMITS, PEOPLE, "lee")
    assert lay_repository(tmp_path / "two", COMMITS, PEOPLE, "dana") == first
    assert len(set(first.values())) == 2
    assert all(len(id_) == 40 for id_ in first.values())


def test_no_setting_of_this_machine_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    template = tmp_path / "template" / "hooks"
    template.mkdir(parents=True)
    hook = template / "post-checkout"
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    hook.chmod(0o755)
    settings = tmp_path / "gitconfig"
    settings.write_text(
        f"[init]\n\ttemplateDir = {template.parent}\n\tdefaultBranch = trunk\n"
        f"[core]\n\thooksPath = {template}\n\tautocrlf = true\n[user]\n\tname = X\n"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_TEMPLATE_DIR", str(template.parent))
    ids = lay_repository(tmp_path / "p", COMMITS, PEOPLE, "lee")
    monkeypatch.undo()
    assert not (tmp_path / "ran").exists()
    assert not (tmp_path / "elsewhere").exists()
    assert (tmp_path / "p" / "a.md").read_bytes() == b"# A\n\nHello\n"
    assert ids == lay_repository(tmp_path / "plain", COMMITS, PEOPLE, "lee")


def test_what_git_says_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "git"
    broken.write_text("#!/bin/sh\necho 'fatal: the disk is on fire' >&2\nexit 128\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(CannotCommitError, match="the disk is on fire"):
        lay_repository(tmp_path / "p", COMMITS, PEOPLE, "lee")
