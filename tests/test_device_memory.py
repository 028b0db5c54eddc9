"""What a device remembers of playbooks and people, and where it looks for a playbook."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook.device import (
    UNBORN,
    Device,
    NoPlaybookError,
    find_root,
    person_id,
    read_device,
    remember,
    unborn_id,
)
from playbook.errors import PlaybookError


def test_what_is_remembered_adds_to_what_was(tmp_path: Path) -> None:
    assert read_device(tmp_path) == Device()
    remember(tmp_path, last="/a", me={"one": "lee"})
    remember(tmp_path, ids={"/a": "one"})
    remember(tmp_path, me={"two": "mia", "one": "kim"})
    assert read_device(tmp_path) == Device("/a", {"one": "kim", "two": "mia"}, {"/a": "one"})


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b'{"last": 3}', b"\xff\xfe"])
def test_a_broken_memory_is_none(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "device.json").write_bytes(text)
    assert read_device(tmp_path) == Device()
    remember(tmp_path, last="/b")
    assert read_device(tmp_path).last == "/b"


@pytest.fixture
def nested(tmp_path: Path) -> Path:
    """A folder deep in one without any playbook."""
    folder = tmp_path / "a" / "b" / "c"
    folder.mkdir(parents=True)
    return folder


@pytest.mark.parametrize("sign", ["playbook.toml", ".git"])
def test_the_nearest_folder_upward_is_the_playbook(
    nested: Path, sign: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = nested.parent
    (root / sign).mkdir() if sign == ".git" else (root / sign).write_text("")
    monkeypatch.chdir(nested)
    assert find_root(None, nested / "data") == root
    assert find_root(nested, nested / "data") == root


def test_a_work_tree_has_a_file_called_git(nested: Path) -> None:
    (nested / ".git").write_text("gitdir: elsewhere")
    assert find_root(nested, nested / "data") == nested


def test_a_folder_that_is_named_is_taken_as_it_is(nested: Path) -> None:
    assert find_root(nested, nested / "data") == nested.resolve()
    with pytest.raises(PlaybookError, match=r"There is no folder .*nowhere"):
        find_root(nested / "nowhere", nested / "data")


def test_where_none_is_near_the_last_one_is_opened(
    nested: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(nested)
    last = tmp_path / "last"
    last.mkdir()
    remember(tmp_path / "data", last=str(last))
    assert find_root(None, tmp_path / "data") == last
    last.rmdir()
    with pytest.raises(NoPlaybookError, match="playbook demo"):
        find_root(None, tmp_path / "data")


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("lee", "lee"),
        ("Lee Park", "lee-park"),
        ("ÖZLEM", "özlem"),
        ("a/b\\c", "a-b-c"),
        ("../..", "me"),
        ("...", "me"),
        ("", "me"),
        ("x\n\x1b[2J", "x---2j"),
    ],
)
def test_a_persons_id_can_be_a_folders_name(name: str, id_: str) -> None:
    assert person_id(name) == id_
    assert "/" not in person_id(name) and person_id(name) not in (".", "..")


def test_a_playbook_without_commits_is_known_by_its_path(tmp_path: Path) -> None:
    one, two = unborn_id(tmp_path / "a"), unborn_id(tmp_path / "b")
    assert one.startswith(UNBORN) and one != two and one == unborn_id(tmp_path / "a")
