from __future__ import annotations

import os
from pathlib import Path

import pytest

from playbook.library.reading import NotAFileError, TooLargeError, read_file, read_regular


def test_a_file_is_read_whole_with_its_state(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_bytes(b"x" * 200_000)
    data, state = read_file(path, 200_000)
    assert data == b"x" * 200_000
    assert state.st_size == 200_000
    path.write_bytes(b"")
    assert read_file(path, 0)[0] == b""


def test_one_byte_too_many_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_bytes(b"12345")
    assert read_file(path, 5)[0] == b"12345"
    with pytest.raises(TooLargeError):
        read_file(path, 4)


def test_a_device_that_never_ends_is_no_file() -> None:
    with pytest.raises(NotAFileError):
        read_file("/dev/zero", 100)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    with pytest.raises(NotAFileError):
        read_file(tmp_path / "pipe.md", 100)


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("x")
    (tmp_path / "link.md").symlink_to("page.md")
    with pytest.raises(OSError, match="symbolic links"):
        read_file(tmp_path / "link.md", 100)


def test_what_cannot_be_read_is_none(tmp_path: Path) -> None:
    assert read_regular(tmp_path / "missing", 100) is None
    assert read_regular(tmp_path, 100) is None
    (tmp_path / "there").write_bytes(b"x")
    assert read_regular(tmp_path / "there", 100) == b"x"
