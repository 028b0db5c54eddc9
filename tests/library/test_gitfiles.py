from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from playbook.library.gitfiles import find_folders, fingerprint, head, tracked_count
from tests.library.gitfolder import GitFolder


def look(folder: GitFolder) -> str:
    found = find_folders(folder.path)
    assert found is not None
    return fingerprint(found)


@pytest.fixture
def committed(folder: GitFolder) -> GitFolder:
    folder.write("one.md", "# One")
    folder.commit()
    return folder


@pytest.mark.parametrize(
    "act",
    [
        lambda folder: folder.commit("Again"),
        lambda folder: folder.git("checkout", "-q", "--detach"),
        lambda folder: folder.git("checkout", "-q", "-b", "side"),
        lambda folder: folder.git("rm", "-q", "--cached", "one.md"),
        lambda folder: folder.git("config", "user.email", "lee@northwind.example"),
        lambda folder: folder.write(".git/info/exclude", "drafts"),
        lambda folder: folder.git("commit", "-q", "--amend", "--allow-empty", "-m", "Else"),
    ],
)
def test_what_git_does_is_seen(committed: GitFolder, act: Callable[[GitFolder], object]) -> None:
    before = look(committed)
    assert look(committed) == before
    act(committed)
    assert look(committed) != before


def test_the_users_own_ignore_file_is_seen(
    committed: GitFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    before = look(committed)
    (tmp_path / "config" / "git").mkdir(parents=True)
    (tmp_path / "config" / "git" / "ignore").write_text("*.md")
    assert look(committed) != before


def test_packing_the_refs_changes_no_head(committed: GitFolder) -> None:
    folders = find_folders(committed.path)
    assert folders is not None
    before = head(folders)
    committed.git("pack-refs", "--all")
    assert not (committed.path / ".git/refs/heads/main").exists()
    assert head(folders) == before
    assert committed.git("rev-parse", "HEAD").strip() in before


def test_a_linked_working_tree_sees_commits_on_its_branch(committed: GitFolder, tmp_path: Path) -> None:
    committed.git("worktree", "add", "--quiet", "-b", "side", str(tmp_path / "linked"))
    folders = find_folders(tmp_path / "linked")
    assert folders is not None
    assert folders.top == tmp_path / "linked"
    before = fingerprint(folders)
    committed.git("update-ref", "refs/heads/main", "HEAD~0")
    assert fingerprint(folders) == before
    committed.git("-C", str(tmp_path / "linked"), "commit", "-q", "--allow-empty", "-m", "Side")
    assert fingerprint(folders) != before


def test_a_sub_folder_belongs_to_the_repository_above(committed: GitFolder) -> None:
    (committed.path / "a" / "b").mkdir(parents=True)
    assert find_folders(committed.path / "a" / "b") == find_folders(committed.path)


def test_without_git_there_are_no_folders(tmp_path: Path) -> None:
    assert find_folders(tmp_path) is None


def test_garbage_is_looked_at_without_harm(tmp_path: Path) -> None:
    (tmp_path / ".git").write_bytes(b"\xff\0 nonsense")
    assert find_folders(tmp_path) is None
    (tmp_path / ".git").write_bytes(b"gitdir: /nowhere/\xff\n")
    folders = find_folders(tmp_path)
    assert folders is not None
    assert fingerprint(folders) == fingerprint(folders)
    (tmp_path / ".git").unlink()
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").write_bytes(b"ref: ../../etc/\xff\xfe\n")
    folders = find_folders(tmp_path)
    assert folders is not None
    assert fingerprint(folders) == fingerprint(folders)


def test_how_many_files_git_tracks_is_read_from_its_index(folder: GitFolder) -> None:
    folders = find_folders(folder.path)
    assert folders
    assert tracked_count(folders) == 0  # no index yet
    for number in range(7):
        folder.write(f"plays/{number}.md", "# Play")
    folder.git("add", "--all")
    assert tracked_count(folders) == 7
    folder.commit()
    folder.write("untracked.md", "# Not yet")
    assert tracked_count(folders) == 7


@pytest.mark.parametrize("index", [b"", b"DIRC", b"DIRC\0\0\0\2\0\0", b"something else, and long"])
def test_an_index_that_is_none_counts_nothing(folder: GitFolder, index: bytes) -> None:
    folder.write(".git/index", index)
    folders = find_folders(folder.path)
    assert folders
    assert tracked_count(folders) == 0
