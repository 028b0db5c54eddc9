from __future__ import annotations

import os
from pathlib import Path

from playbook.library.listing import list_pages
from playbook.library.repository import Repository
from playbook.text import plain
from tests.library.gitfolder import GitFolder


def pages_of(folder: GitFolder) -> list[str]:
    return list(list_pages(Repository.open(folder.path)).pages)


def left_out(folder: GitFolder) -> dict[str, str]:
    return {one.path: one.reason for one in list_pages(Repository.open(folder.path)).left_out}


def test_tracked_and_new_pages_in_path_order(folder: GitFolder) -> None:
    folder.write("plays/b.md", "# B")
    folder.write("README.md", "# R")
    folder.write("notes.txt", "x")
    folder.commit()
    folder.write("plays/a b.md", "# A")
    folder.write("plays/-rf.md", "# Dash")
    listing = list_pages(Repository.open(folder.path))
    assert list(listing.pages) == ["README.md", "plays/-rf.md", "plays/a b.md", "plays/b.md"]
    assert [bool(blob) for blob in listing.pages.values()] == [True, False, False, True]
    assert (listing.left_out, listing.warnings) == ([], [])


def test_ignored_pages_are_no_pages_unless_tracked(folder: GitFolder) -> None:
    folder.write("tracked.md", "# T")
    folder.commit()
    folder.write(".gitignore", "*.md\ndrafts/\n!kept.md\n")
    folder.write("kept.md", "# K")
    folder.write("other.md", "# O")
    folder.write("drafts/kept.md", "# D")
    assert pages_of(folder) == ["kept.md", "tracked.md"]
    assert left_out(folder) == {}


def test_what_another_repository_holds_is_left_out(folder: GitFolder, tmp_path: Path) -> None:
    other = GitFolder(tmp_path / "other")
    other.write("page.md", "# P")
    other.commit()
    folder.write("own.md", "# O")
    folder.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(other.path), "module")
    folder.commit()
    nested = GitFolder(folder.path / "nested")
    nested.write("page.md", "# P")
    assert pages_of(folder) == ["own.md"]
    reason = "a git repository of its own; open it as a playbook of its own"
    assert left_out(folder) == {"module": reason, "nested": reason}


def test_links_are_left_out_with_where_they_lead(folder: GitFolder, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("# Secret")
    folder.write("plays/real.md", "# Real")
    links = {
        "alias.md": "plays/real.md",
        "out.md": "../secret.md",
        "etc.md": "/etc/passwd",
        "self.md": "self.md",
        "ring1.md": "ring2.md",
        "ring2.md": "ring1.md",
        "nowhere.md": "no/such/file",
        "folder.md": "plays",
        "up": "..",
        "again": ".",
        "broken": "missing",
        "text.txt": "plays/real.md",
    }
    for name, target in links.items():
        (folder.path / name).symlink_to(target)
    assert pages_of(folder) == ["plays/real.md"]
    leaves = "a link that leaves the playbook; links are never followed"
    itself = "a link that leads to itself"
    expected = {
        "alias.md": "a link to plays/real.md, which is read under its own name",
        "out.md": leaves,
        "etc.md": leaves,
        "self.md": itself,
        "ring1.md": itself,
        "ring2.md": itself,
        "nowhere.md": "a link to nothing",
        "folder.md": "a link to the folder plays; links are never followed",
        "up": leaves,
        "again": "a link to the folder .; links are never followed",
    }
    assert left_out(folder) == expected
    folder.commit()
    assert left_out(folder) == expected


def test_names_that_no_screen_can_show_are_left_out_and_shown_harmlessly(folder: GitFolder) -> None:
    for name in ("line\nbreak.md", "tab\tbed.md", "bell\x07.md", "escape\x1b[31m.md", "turned\u202e.md"):
        folder.write(name, "# X")
    folder.write(os.fsdecode(b"na\xefve.md"), "# X")
    folder.write("fine 価格.md", "# X")
    shown = left_out(folder)
    assert sorted(shown) == sorted(
        ["line␊break.md", "tab␉bed.md", "bell␇.md", "escape␛[31m.md", "turned\ufffd.md", "na\\xefve.md"]
    )
    assert all(plain(path) == path and "\n" not in path for path in shown)
    assert all("give it another name" in reason for reason in shown.values())
    assert pages_of(folder) == ["fine 価格.md"]


def test_folders_and_pipes_called_like_pages(folder: GitFolder) -> None:
    folder.write("x.md/inside.md", "# I")
    os.mkfifo(folder.path / "pipe.md")
    assert pages_of(folder) == ["x.md/inside.md"]
    assert left_out(folder) == {
        "x.md": "a folder, not a page; give it a name without .md",
        "pipe.md": "not a file (a pipe, socket or device)",
    }


def test_two_files_with_one_id(folder: GitFolder) -> None:
    folder.write("x.MD", "# Upper")
    folder.write("x.md", "# Lower")
    assert pages_of(folder) == ["x.MD"]
    assert left_out(folder) == {"x.md": "has the same id as x.MD; give one of them another name"}


def test_names_that_differ_in_capitals_are_warned_of(folder: GitFolder) -> None:
    folder.write("Plays/x.md", "# 1")
    folder.write("plays/x.md", "# 2")
    listing = list_pages(Repository.open(folder.path))
    assert list(listing.pages) == ["Plays/x.md", "plays/x.md"]
    assert listing.warnings == [
        "Plays/x.md and plays/x.md differ only in capital letters: on some machines one hides the other."
    ]


def test_pages_that_were_deleted_here_are_warned_of(folder: GitFolder) -> None:
    for name in "abcde":
        folder.write(f"{name}.md", f"# {name}")
    folder.commit()
    (folder.path / "a.md").unlink()
    listing = list_pages(Repository.open(folder.path))
    assert listing.warnings == ["1 page is in the last commit but not in this folder: a.md"]
    for name in "bcd":
        (folder.path / f"{name}.md").unlink()
    listing = list_pages(Repository.open(folder.path))
    assert list(listing.pages) == ["e.md"]
    assert listing.warnings == ["4 pages are in the last commit but not in this folder: a.md, b.md, c.md, …"]


def test_a_conflict_lists_the_page_once(folder: GitFolder) -> None:
    folder.write("one.md", "base")
    folder.commit()
    folder.git("checkout", "-q", "-b", "side")
    folder.write("one.md", "side")
    folder.commit()
    folder.git("checkout", "-q", "main")
    folder.write("one.md", "main")
    folder.commit()
    folder.git(
        "-c", "merge.conflictStyle=merge", "cherry-pick", "--no-commit", "main", at="2026-11-02T00:00:00Z"
    )
    try:
        folder.git("merge", "side")
    except Exception as conflict:
        assert "exit status 1" in str(conflict)
    assert pages_of(folder) == ["one.md"]


def test_a_deep_tree_is_walked_without_recursion(folder: GitFolder) -> None:
    deep = "/".join(["d"] * 400)
    folder.write(f"{deep}/page.md", "# Deep")
    assert pages_of(folder) == [f"{deep}/page.md"]
