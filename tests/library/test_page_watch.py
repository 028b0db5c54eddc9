"""What is told of pages that are open: once, and only where the text is another one."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Hashable, Mapping
from pathlib import Path

import pytest

from playbook.library.blobs import blob_id
from playbook.library.page_watch import PageWatch, What

PATH = "a.md"


def write(root: Path, text: str) -> str:
    """Save the page as editors do: a new file in its place; return its blob."""
    beside = root / "a.md~"
    beside.write_bytes(text.encode())
    beside.replace(root / PATH)
    return blob_id(text.encode())


@pytest.fixture
def told() -> list[Mapping[Hashable, What]]:
    return []


@pytest.fixture
def watch(tmp_path: Path, told: list[Mapping[Hashable, What]]) -> PageWatch:
    return PageWatch(tmp_path, told.append)


def test_a_change_is_told_once_to_everybody_who_shows_the_page(watch: PageWatch) -> None:
    blob = write(watch.root, "one")
    watch.follow("prep", PATH, blob)
    watch.follow("plays", PATH, blob)
    assert watch.look() == {}
    write(watch.root, "two")
    assert watch.look() == {"prep": "changed", "plays": "changed"}
    assert watch.look() == {}


def test_a_save_between_reading_and_following_is_told(watch: PageWatch) -> None:
    blob = write(watch.root, "one")
    write(watch.root, "two")
    watch.follow("prep", PATH, blob)
    assert watch.look() == {"prep": "changed"}


def test_touched_saved_alike_or_with_other_line_ends_is_no_change(watch: PageWatch) -> None:
    watch.follow("prep", PATH, write(watch.root, "one\ntwo\n"))
    os.utime(watch.root / PATH)
    assert watch.look() == {}
    write(watch.root, "one\r\ntwo\r\n")
    assert watch.look() == {}


def test_a_page_that_goes_and_comes_back_is_told_both_times(watch: PageWatch) -> None:
    blob = write(watch.root, "one")
    watch.follow("prep", PATH, blob)
    (watch.root / PATH).unlink()
    assert watch.look() == {"prep": "gone"}
    assert watch.look() == {}
    write(watch.root, "one")
    assert watch.look() == {"prep": "changed"}


def test_whoever_left_is_told_nothing(watch: PageWatch) -> None:
    watch.follow("prep", PATH, write(watch.root, "one"))
    watch.leave("prep")
    write(watch.root, "two")
    assert watch.look() == {}


def test_a_link_is_not_followed_out_of_the_playbook(watch: PageWatch, tmp_path: Path) -> None:
    watch.follow("prep", PATH, write(watch.root, "one"))
    (tmp_path / "secret").write_text("other")
    (watch.root / PATH).unlink()
    (watch.root / PATH).symlink_to(tmp_path / "secret")
    assert watch.look() == {}


def test_another_commit_is_told_where_the_text_is_the_same(watch: PageWatch) -> None:
    blob = write(watch.root, "one")
    git = ["git", "-C", str(watch.root), "-c", "user.name=D", "-c", "user.email=d@x.example"]
    subprocess.run([*git, "init", "-q"], check=True)
    watch.follow("prep", PATH, blob)
    assert watch.look() == {}
    subprocess.run([*git, "add", PATH], check=True)
    assert watch.look() == {}
    subprocess.run([*git, "commit", "-qm", "One"], check=True)
    assert watch.look() == {"prep": "committed"}
    assert watch.look() == {}


def test_the_thread_tells_while_a_page_is_open_and_ends(tmp_path: Path) -> None:
    heard = threading.Event()
    watch = PageWatch(tmp_path, lambda found: heard.set() if found == {"prep": "changed"} else None)
    watch.start(every=0.01)
    watch.follow("prep", PATH, write(tmp_path, "one"))
    write(tmp_path, "two")
    assert heard.wait(30)
    watch.stop()
    assert watch._thread is not None
    watch._thread.join(30)
    assert not watch._thread.is_alive()
