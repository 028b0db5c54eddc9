from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from playbook.library.walk import FOLDER, LINK, MISNAMED, SLACK, SPECIAL, is_settled, stamp, walk


def write(root: Path, path: str, text: str = "x") -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def test_pages_are_seen_at_any_depth_with_their_stamps(tmp_path: Path) -> None:
    page = write(tmp_path, "a/b/c/deep.md")
    write(tmp_path, "top.MD")
    write(tmp_path, "a/notes.txt")
    write(tmp_path, "a/md")
    tree = walk(tmp_path)
    assert sorted(tree.files) == ["a/b/c/deep.md", "top.MD"]
    state = page.stat()
    assert tree.files["a/b/c/deep.md"] == (state.st_mtime_ns, state.st_ctime_ns, 1, state.st_ino)
    assert (tree.odd, tree.nested, tree.closed) == ({}, [], {})


def test_git_and_skipped_folders_are_not_walked(tmp_path: Path) -> None:
    write(tmp_path, ".git/description.md")
    write(tmp_path, "drafts/secret.md")
    write(tmp_path, "a/drafts/open.md")
    write(tmp_path, ".github/help.md")
    assert sorted(walk(tmp_path, ["drafts"]).files) == [".github/help.md", "a/drafts/open.md"]


def test_a_repository_inside_is_not_walked(tmp_path: Path) -> None:
    write(tmp_path, "sub/.git", "gitdir: elsewhere")
    write(tmp_path, "sub/page.md")
    (tmp_path / "other" / ".git").mkdir(parents=True)
    write(tmp_path, "other/deep/page.md")
    tree = walk(tmp_path)
    assert tree.files == {}
    assert sorted(tree.nested) == ["other", "sub"]


def test_links_are_seen_and_never_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    write(outside, "secret.md")
    root = tmp_path / "root"
    write(root, "page.md")
    (root / "loop.md").symlink_to("loop.md")
    (root / "up").symlink_to("..")
    (root / "self").symlink_to(".")
    (root / "secret.md").symlink_to(outside / "secret.md")
    tree = walk(root)
    assert list(tree.files) == ["page.md"]
    assert tree.odd == {"loop.md": LINK, "up": LINK, "self": LINK, "secret.md": LINK}


def test_what_is_called_a_page_and_is_none(tmp_path: Path) -> None:
    write(tmp_path, "folder.md/inside.md")
    os.mkfifo(tmp_path / "pipe.md")
    here = Path.cwd()
    os.chdir(tmp_path)  # a socket's whole path may be too long for the system
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind("socket.md")
    finally:
        os.chdir(here)
    tree = walk(tmp_path)
    assert list(tree.files) == ["folder.md/inside.md"]
    assert tree.odd == {"folder.md": FOLDER, "pipe.md": SPECIAL, "socket.md": SPECIAL}


def test_names_that_are_not_utf8_are_shown_and_not_entered(tmp_path: Path) -> None:
    write(tmp_path, os.fsdecode(b"na\xefve.md"))
    write(tmp_path, os.fsdecode(b"dir\xff/page.md"))
    write(tmp_path, os.fsdecode(b"notes\xff.txt"))
    write(tmp_path, "café.md")
    tree = walk(tmp_path)
    assert list(tree.files) == ["café.md"]
    assert tree.odd == {"na\\xefve.md": MISNAMED, "dir\\xff": MISNAMED}


def test_a_folder_that_is_gone_says_so(tmp_path: Path) -> None:
    assert walk(tmp_path / "missing").closed == {"": "No such file or directory"}


def test_what_git_ignores_changes_the_hash(tmp_path: Path) -> None:
    none = walk(tmp_path).ignores
    ignore = write(tmp_path, "a/.gitignore", "x")
    one = walk(tmp_path).ignores
    ignore.write_text("y")
    other = walk(tmp_path).ignores
    ignore.rename(tmp_path / ".gitignore")
    moved = walk(tmp_path).ignores
    assert len({none, one, other, moved}) == 4
    assert walk(tmp_path).ignores == moved


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no time of change")
def test_a_file_is_settled_once_its_change_lies_well_back(tmp_path: Path) -> None:
    seen = stamp(write(tmp_path, "page.md").stat())
    changed = seen[1]
    assert not is_settled(seen, changed)
    assert not is_settled(seen, changed + SLACK)
    assert is_settled(seen, changed + SLACK + 1)


def test_a_stamp_changes_with_the_text(tmp_path: Path) -> None:
    page = write(tmp_path, "page.md", "one")
    before = walk(tmp_path).files["page.md"]
    page.write_text("three")
    assert walk(tmp_path).files["page.md"] != before
