from __future__ import annotations

from pathlib import Path

import pytest

from playbook.files import CannotSaveError
from playbook.records import line
from playbook.records.disk import Disk
from playbook.records.segments import Segments
from playbook.records.tail import NOTHING, Tail, find_tail
from tests.records.support import idea, lines

JOURNAL = "kim/00112233445566ff/team"
FOUR = lines(JOURNAL, [idea(number) for number in range(1, 5)], first_clock=11)


def file_of(*parts: bytes) -> bytes:
    return b"".join(part + b"\n" for part in parts)


def put(folder: Path, month: str, data: bytes) -> Path:
    path = folder / f"{month}.jsonl"
    path.write_bytes(data)
    return path


def test_where_there_is_nothing(tmp_path: Path) -> None:
    assert find_tail(tmp_path / "none", JOURNAL) == NOTHING == Tail(None, "", 0, 0, 0, 0, "", None)


def test_the_end_of_a_file(tmp_path: Path) -> None:
    path = put(tmp_path, "2026-11", file_of(*FOUR[:3]))
    tail = find_tail(tmp_path, JOURNAL)
    assert tail == Tail(
        path, "2026-11", path.stat().st_ino, path.stat().st_size, 3, 13, line.digest(FOUR[2]), None
    )  # fmt: skip


def test_the_newest_month_counts(tmp_path: Path) -> None:
    put(tmp_path, "2026-11", file_of(*FOUR[:3]))
    december = put(tmp_path, "2026-12", file_of(FOUR[3]))
    put(tmp_path, "late", file_of(FOUR[0]))
    tail = find_tail(tmp_path, JOURNAL)
    assert (tail.path, tail.month, tail.seq, tail.clock) == (december, "2026-12", 4, 14)


@pytest.mark.parametrize("torn", [b"", b"x", b"\0" * 40_000, b"\n\n\n"])
def test_a_new_month_without_a_valid_line_follows_the_old_one(tmp_path: Path, torn: bytes) -> None:
    put(tmp_path, "2026-10", file_of(FOUR[0]))
    put(tmp_path, "2026-11", file_of(FOUR[1]) + b"old damage")
    december = put(tmp_path, "2026-12", torn)
    tail = find_tail(tmp_path, JOURNAL)
    assert (tail.path, tail.month, tail.size, tail.seq, tail.digest) == (
        december, "2026-12", 0, 2, line.digest(FOUR[1]),
    )  # fmt: skip
    assert tail.inode == december.stat().st_ino
    assert (tail.torn.data if tail.torn else b"") == torn
    assert tail.torn is None or tail.torn.offset == 0


def test_months_that_hold_nothing_at_all(tmp_path: Path) -> None:
    put(tmp_path, "2026-11", b"x")
    path = put(tmp_path, "2026-12", b"yy")
    tail = find_tail(tmp_path, JOURNAL)
    assert tail[:7] == (path, "2026-12", path.stat().st_ino, 0, 0, 0, "")
    assert tail.torn is not None
    assert tail.torn.data == b"yy"


@pytest.mark.parametrize("before", [0, 1, 16_383, 16_384, 16_385, 131_072, 200_000])
@pytest.mark.parametrize("after", [b"", b"torn", b"\0" * 16_384, b"z" * 16_300, b"z" * 140_000])
def test_the_end_is_found_however_long_the_lines(tmp_path: Path, before: int, after: bytes) -> None:
    body = b'{"id":"i1","kind":"idea","text":"%s"}' % (b"x" * before)
    data = file_of(*lines(JOURNAL, [idea(0), body]))
    path = put(tmp_path, "2026-11", data + after)
    tail = find_tail(tmp_path, JOURNAL)
    assert (tail.seq, tail.size, tail.path) == (2, len(data), path)
    assert (tail.torn is None) == (not after)
    assert tail.torn is None or (tail.torn.offset, tail.torn.data) == (len(data), after)


def test_lines_of_another_journal_are_no_end(tmp_path: Path) -> None:
    stranger = lines("abe/00112233445566ff/team", [idea(1)])
    put(tmp_path, "2026-11", file_of(FOUR[0], *stranger))
    tail = find_tail(tmp_path, JOURNAL)
    assert tail.seq == 1
    assert tail.torn is not None
    assert tail.torn.data == file_of(*stranger)


def test_segments_append_to_the_file_that_is_meant(tmp_path: Path) -> None:
    segments = Segments(Disk())
    path = tmp_path / "a" / "2026-11.jsonl"
    inode = segments.add(path, b"one\n", 0)
    assert inode == path.stat().st_ino
    assert segments.add(path, b"two\n", 4, inode) == inode
    path.rename(tmp_path / "moved")
    path.write_bytes(b"new\n")
    again = segments.add(path, b"three\n", 4, path.stat().st_ino)
    assert again == path.stat().st_ino != inode
    assert path.read_bytes() == b"new\nthree\n"
    assert (tmp_path / "moved").read_bytes() == b"one\ntwo\n"


def test_segments_keep_few_files_open(tmp_path: Path) -> None:
    segments = Segments(Disk())
    inodes = {}
    for number in range(30):
        path = tmp_path / f"{number}.jsonl"
        inodes[path] = segments.add(path, b"x\n", 0)
    assert len(segments._open) == 8
    for path, inode in inodes.items():
        segments.add(path, b"y\n", 2, inode)
        assert path.read_bytes() == b"x\ny\n"
    segments.close(path)
    assert len(segments._open) == 7
    segments.close()
    assert segments._open == {}
    segments.close(path)


def test_segments_cut(tmp_path: Path) -> None:
    segments = Segments(Disk())
    path = tmp_path / "x"
    inode = segments.add(path, b"onetwo", 0)
    segments.cut(path, 3)
    assert path.read_bytes() == b"one"
    assert segments.add(path, b"3", 3, inode) == inode
    assert path.read_bytes() == b"one3"
    with pytest.raises(CannotSaveError, match="No such file"):
        segments.cut(tmp_path / "none", 0)
