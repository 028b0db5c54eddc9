"""When pages were changed last, and by which merge: kept from one look to the next, and right after each."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from playbook.library.last_changed import last_changes
from playbook.library.page_history import PageHistory
from playbook.library.repository import Repository


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    subprocess.run(["git", "init", "-q", "-b", "main", str(folder)], check=True)
    return folder


def git(root: Path, *arguments: str) -> None:
    who = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER")
           for key, value in (("NAME", "Dana"), ("EMAIL", "dana@example.com"))}  # fmt: skip
    environment = {**os.environ, **who, "GIT_CONFIG_GLOBAL": os.devnull}
    subprocess.run(["git", "-C", str(root), *arguments], check=True, env=environment, capture_output=True)


def write(root: Path, name: str, text: str, message: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, "utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-qm", message)


def said(root: Path, cache: Path) -> dict[str, str]:
    """Return what the last change of each page says; a kept answer must be the one that a first look gives."""
    known = {path: one.subject for path, one in last_changes(Repository.open(root), cache).items()}
    fresh = last_changes(Repository.open(root), cache / f"fresh-{len(list(cache.parent.rglob('*')))}")
    assert known == {path: one.subject for path, one in fresh.items()}
    return known


def test_the_last_change_of_each_page_is_known_after_every_commit(root: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    write(root, "a.md", "# A\n", "Begin")
    write(root, "plays/b.md", "# B\n", "Add b")
    assert said(root, cache) == {"a.md": "Begin", "plays/b.md": "Add b"}
    write(root, "a.md", "# A\n\nMore.\n", "Say more")
    (root / "notes.txt").write_text("no page\n")
    assert said(root, cache) == {"a.md": "Say more", "plays/b.md": "Add b"}
    git(root, "mv", "plays/b.md", "plays/c.md")
    git(root, "commit", "-qm", "Rename")
    assert said(root, cache) == {"a.md": "Say more", "plays/c.md": "Rename"}
    git(root, "rm", "-q", "a.md")
    git(root, "commit", "-qm", "Remove")
    assert said(root, cache) == {"plays/c.md": "Rename"}
    git(root, "reset", "-q", "--hard", "HEAD~2")
    assert said(root, cache) == {"a.md": "Say more", "plays/b.md": "Add b"}


def test_nothing_is_known_before_the_first_commit(root: Path, tmp_path: Path) -> None:
    assert last_changes(Repository.open(root), tmp_path) == {}


def test_a_kept_answer_that_is_damaged_is_read_anew(root: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    write(root, "a.md", "# A\n", "Begin")
    said(root, cache)
    [file] = (cache / "last-changed").iterdir()
    file.write_bytes(file.read_bytes()[:-3] + b"xyz")
    assert said(root, cache) == {"a.md": "Begin"}


def merged(root: Path, number: int) -> None:
    """Merge a proposal, approved by Kim."""
    git(root, "checkout", "-qb", f"p{number}")
    write(root, "a.md", f"# A\n\n{number}\n", f"Change {number}")
    git(root, "checkout", "-q", "main")
    trailers = f"Approved-by-sales: Kim <kim@example.com>\nReview: r{number}"
    git(root, "merge", "-q", "--no-ff", "-m", f"Publish {number}\n\n{trailers}", f"p{number}")


def test_which_merge_brought_a_change_is_known_after_every_merge(root: Path, tmp_path: Path) -> None:
    def reviews(cache: Path | None) -> list[str]:
        return [one.review for one in PageHistory(Repository.open(root), cache).changes("a.md")]

    write(root, "a.md", "# A\n", "Begin")
    assert reviews(tmp_path) == [""]
    merged(root, 1)
    assert reviews(tmp_path) == ["r1", ""]
    merged(root, 2)
    merged(root, 3)
    assert reviews(tmp_path) == reviews(None) == ["r3", "r2", "r1", ""]
    git(root, "reset", "-q", "--hard", "HEAD~2")
    merged(root, 4)
    assert reviews(tmp_path) == reviews(None) == ["r4", "r1", ""]
    lines = PageHistory(Repository.open(root), tmp_path).lines("a.md")
    assert [(one.text, one.change.review) for one in lines] == [("# A", ""), ("", "r1"), ("4", "r4")]
