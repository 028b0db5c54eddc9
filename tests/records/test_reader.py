from __future__ import annotations

import os
import zlib
from pathlib import Path

import pytest

from playbook.records import line
from playbook.records.errors import CannotReadError
from playbook.records.model import Feedback, Record, Seen, Vote
from playbook.records.reader import Reader
from tests.records.support import AT, feedback, idea, ids, lines, month_file, open_store

JOURNAL = "kim/00112233445566ff/team"


def put(records: Path, data: bytes, name: str = "2026-11.jsonl", journal: str = JOURNAL) -> Path:
    path = records / journal / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def numbers(reader: Reader, *kinds: str) -> list[int]:
    return [record.seq for record in reader.records(kinds or None)]


def file_of(*parts: bytes) -> bytes:
    return b"".join(part + b"\n" for part in parts)


SIX = lines(JOURNAL, [idea(number) for number in range(1, 7)])


def test_records_of_all_journals_come_in_one_order(tmp_path: Path) -> None:
    put(tmp_path, file_of(*lines("kim/d1/team", [idea(1), idea(2)], first_clock=5)), journal="kim/d1/team")
    put(tmp_path, file_of(*lines("abe/d1/team", [idea(3), idea(4)], first_clock=6)), journal="abe/d1/team")
    put(tmp_path, file_of(*lines("abe/d1/line", [b'{"run":"r"}'], kind="correction", first_clock=6)),
        journal="abe/d1/line")  # fmt: skip
    assert [(record.clock, record.journal, record.seq) for record in Reader(tmp_path).records()] == [
        (5, "kim/d1/team", 1),
        (6, "abe/d1/line", 1),
        (6, "abe/d1/team", 1),
        (6, "kim/d1/team", 2),
        (7, "abe/d1/team", 2),
    ]


def test_only_the_kinds_that_are_asked_for_are_read(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.append(feedback("f1"))
    store.append(Vote("f1"))
    store.append(Seen("news"))
    assert [type(record.body) for record in store.records(["vote"])] == [Vote]
    assert [type(record.body) for record in store.records({"seen", "feedback"})] == [Feedback, Seen]
    assert [type(record.body) for record in store.records()] == [Feedback, Vote, Seen]
    assert store.records([]) == []
    assert store.records(["horoscope"]) == []


def test_what_is_appended_later_is_read_later_each_kind_from_where_it_stood(tmp_path: Path) -> None:
    reading, writing = open_store(tmp_path, seed=1), open_store(tmp_path, seed=2)
    writing.append(feedback("f1"))
    assert ids(reading) == ["f1"]
    writing.append(Vote("f1"))
    writing.append(feedback("f2"))
    assert len(reading.records(["vote"])) == 1
    writing.append(Vote("f2"))
    writing.append(feedback("f3"), "liaison")
    assert ids(reading) == ["f1", "f2", "f3"]
    assert [record.clock for record in reading.records()] == [1, 2, 3, 4, 5]
    assert len(reading.records(["vote", "feedback"])) == 5


def test_records_that_arrive_with_an_earlier_clock_take_their_place(tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    put(tmp_path, file_of(*lines("kim/d1/team", [idea(1), idea(2)], first_clock=50)), journal="kim/d1/team")
    assert [record.clock for record in reader.records()] == [50, 51]
    put(tmp_path, file_of(*lines("abe/d1/team", [idea(3)], first_clock=9)), journal="abe/d1/team")
    assert [record.clock for record in reader.records()] == [9, 50, 51]


def test_the_list_is_the_callers_own(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.append(feedback("f1"))
    store.records().clear()
    assert len(store.records()) == 1


def test_a_line_being_written_is_read_when_it_is_whole(tmp_path: Path) -> None:
    path = put(tmp_path, file_of(SIX[0]) + SIX[1][:50])
    reader = Reader(tmp_path)
    assert numbers(reader) == [1]
    path.write_bytes(file_of(SIX[0]) + SIX[1])
    assert numbers(reader) == [1]
    path.write_bytes(file_of(*SIX[:2]))
    assert numbers(reader) == [1, 2]
    assert reader.bad_lines() == 0


def test_damage_is_passed_over_and_counted_once(tmp_path: Path) -> None:
    path = put(tmp_path, file_of(SIX[0], SIX[1][:-1], b"garbage", SIX[2]))
    reader = Reader(tmp_path)
    assert numbers(reader) == [1, 3]
    assert reader.bad_lines() == 2
    with path.open("ab") as file:
        file.write(file_of(b"\0\0", SIX[3]))
    assert numbers(reader, "feedback") == [1, 3, 4]
    assert numbers(reader, "vote") == []
    assert reader.bad_lines() == 3


def test_a_torn_tail_that_is_cut_and_overgrown_is_read_anew(tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    path = put(tmp_path, file_of(SIX[0], b"x" * 20, b"y" * 30))
    assert numbers(reader) == [1]
    assert reader.bad_lines() == 0
    with path.open("r+b") as file:
        file.truncate(len(SIX[0]) + 1)
    with path.open("ab") as file:
        file.write(file_of(*SIX[1:4]))
    assert numbers(reader) == [1, 2, 3, 4]
    assert reader.bad_lines() == 0


def test_a_file_that_got_shorter_is_read_anew(tmp_path: Path) -> None:
    path = put(tmp_path, file_of(*SIX))
    reader = Reader(tmp_path)
    assert numbers(reader) == [1, 2, 3, 4, 5, 6]
    with path.open("r+b") as file:
        file.truncate(len(file_of(*SIX[:2])))
    assert numbers(reader) == [1, 2]


def test_a_file_cut_and_grown_past_where_we_stood_is_read_anew(tmp_path: Path) -> None:
    path = put(tmp_path, file_of(*SIX[:3]))
    reader = Reader(tmp_path)
    assert numbers(reader) == [1, 2, 3]
    other = lines(JOURNAL, [idea(1), b'{"id":"another past","kind":"idea"}', idea(7), idea(8), idea(9)])
    with path.open("r+b") as file:
        file.truncate(0)
        file.write(file_of(*other))
    assert numbers(reader) == [1, 2, 3, 4, 5]
    assert [record.body.id for record in reader.records() if isinstance(record.body, Feedback)] == [
        "i1", "another past", "i7", "i8", "i9",
    ]  # fmt: skip


def test_a_line_undone_and_replaced_by_one_as_long_is_read_anew(tmp_path: Path) -> None:
    path = put(tmp_path, file_of(*SIX[:2]))
    os.utime(path, ns=(1, 1))
    reader = Reader(tmp_path)
    assert numbers(reader) == [1, 2]
    other = line.encode(JOURNAL, 2, 9, AT, "feedback", idea(8), line.digest(SIX[0]))
    with path.open("r+b") as file:
        file.truncate(len(SIX[0]) + 1)
        file.seek(0, os.SEEK_END)
        file.write(other + b"\n")
    assert [record.clock for record in reader.records()] == [1, 9]
    assert numbers(reader) == [1, 2]


def test_a_file_that_was_replaced_is_read_anew(tmp_path: Path) -> None:
    path = put(tmp_path, file_of(*SIX[:2]))
    reader = Reader(tmp_path)
    assert numbers(reader) == [1, 2]
    replacement = tmp_path / "replacement"
    replacement.write_bytes(file_of(*SIX[:2]))
    held = path.open("rb")  # so that the inode is not given out again
    replacement.replace(path)
    with held:
        assert numbers(reader) == [1, 2]
    path.unlink()
    assert numbers(reader) == []


@pytest.mark.parametrize(
    "twice", [file_of(*SIX[:3], *SIX[:3]), file_of(SIX[0], SIX[0], SIX[1], SIX[2], SIX[1])]
)
def test_a_line_that_stands_twice_is_one_record(tmp_path: Path, twice: bytes) -> None:
    put(tmp_path, twice)
    assert numbers(Reader(tmp_path)) == [1, 2, 3]


def test_late_lines_take_their_place_and_count_once(tmp_path: Path) -> None:
    put(tmp_path, file_of(SIX[0], SIX[4]))
    put(tmp_path, file_of(SIX[3], SIX[1], SIX[4]), "late.jsonl")
    reader = Reader(tmp_path)
    assert numbers(reader) == [1, 2, 4, 5]
    put(tmp_path, file_of(SIX[3], SIX[1], SIX[4], SIX[2]), "late.jsonl")
    assert numbers(reader) == [1, 2, 3, 4, 5]


def test_lines_that_belong_elsewhere_are_bad_here(tmp_path: Path) -> None:
    put(tmp_path, file_of(SIX[0], lines("lee/d1/team", [idea(9)])[0], SIX[1]))
    reader = Reader(tmp_path)
    assert numbers(reader) == [1, 2]
    assert reader.bad_lines() == 1


def test_a_clock_beyond_counting_is_bad(tmp_path: Path) -> None:
    late = line.encode(JOURNAL, 2, 2**63, AT, "feedback", idea(2), line.digest(SIX[0]))
    third = line.encode(JOURNAL, 3, 3, AT, "feedback", idea(3), line.digest(late))
    put(tmp_path, file_of(SIX[0], late, third))
    reader = Reader(tmp_path)
    assert numbers(reader) == [1, 3]
    assert reader.bad_lines() == 1


def test_what_is_not_understood_is_passed_over_in_silence(tmp_path: Path) -> None:
    odd = [
        line.encode(JOURNAL, 1, 1, AT, "horoscope", b"{}", ""),
        line.encode(JOURNAL, 2, 2, AT, "feedback", b'{"mood":"good"}', "0" * 32),
        line.encode(JOURNAL, 3, 3, AT, "feedback", idea(1), "0" * 32, v=2),
        line.encode(JOURNAL, 4, 4, AT, "feedback", b"[" * 5000 + b"]" * 5000, "0" * 32),
        line.encode(JOURNAL, 5, 5, AT, "feedback", idea(5), "0" * 32),
    ]
    put(tmp_path, file_of(*odd))
    reader = Reader(tmp_path)
    assert reader.records() == [Record(JOURNAL, 5, 5, AT, "feedback", Feedback(id="i5", kind="idea"))]
    assert reader.bad_lines() == 0


def test_the_kind_is_the_lines_own_not_one_that_a_text_holds(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.append(feedback("f1", '","kind":"vote","body":{"feedback":"x"}'))
    assert store.records(["vote"]) == []
    assert ids(store) == ["f1"]


def test_files_longer_than_what_is_read_at_once(tmp_path: Path) -> None:
    bodies = [b'{"id":"i%d","kind":"idea","text":"%s"}' % (number, b"x" * 70_000) for number in range(40)]
    data = file_of(*lines(JOURNAL, bodies))
    path = put(tmp_path, data)
    reader = Reader(tmp_path)
    assert numbers(reader) == list(range(1, 41))
    longest = line.encode(JOURNAL, 41, 41, AT, "feedback", b'{"id":"i","kind":"idea","text":"%s"}' % (b"y" * 999_000),
                          "0" * 32)  # fmt: skip
    with path.open("ab") as file:
        file.write(b"\0" * 3_000_000 + b"\n" + file_of(longest))
    assert numbers(reader) == list(range(1, 42))
    assert reader.bad_lines() == 1


def test_a_read_that_fails_half_way_doubles_nothing(tmp_path: Path) -> None:
    put(tmp_path, file_of(*SIX))
    broken = put(tmp_path, b"", journal="lee/d1/team")
    broken.unlink()
    broken.symlink_to("2026-11.jsonl")  # to itself: cannot be opened
    reader = Reader(tmp_path)
    with pytest.raises(CannotReadError, match=r"^The records cannot be read: .*symbolic links") as caught:
        reader.records()
    assert caught.value.path == broken
    broken.unlink()
    assert numbers(reader) == [1, 2, 3, 4, 5, 6]


def test_text_before_the_checksum_cannot_pretend_to_be_one(tmp_path: Path) -> None:
    body = b'{"id":"i1","kind":"idea","text":"\\",\\"crc\\":\\"00000000\\"}"}'
    [whole] = lines(JOURNAL, [body])
    assert whole.endswith(b"%08x" % zlib.crc32(whole[:-18]) + b'"}')
    put(tmp_path, file_of(whole))
    assert numbers(Reader(tmp_path)) == [1]


def test_threads_may_read_at_once(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    put(tmp_path, file_of(*SIX))
    reader = Reader(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: numbers(reader), range(32)))
    assert found == [[1, 2, 3, 4, 5, 6]] * 32


def test_damage_is_told_by_the_check_with_its_place(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    for number in range(4):
        store.append(feedback(f"f{number}"))
    path = month_file(store)
    data = bytearray(path.read_bytes())
    starts = [0] + [place + 1 for place, byte in enumerate(data) if byte == 10]
    data[starts[1] + 10] ^= 1
    path.write_bytes(bytes(data) + b"torn")
    [check] = store.check()
    assert (check.held, check.last, check.gaps, check.breaks, check.doubled) == (3, 4, ((2, 2),), (), ())
    assert not check.whole
    assert check.damage == (
        ("2026-11.jsonl", starts[1], starts[2] - starts[1], "its checksum does not match"),
    )
    assert check.unfinished == (("2026-11.jsonl", len(data), 4, "it breaks off"),)
    assert ids(store) == ["f0", "f2", "f3"]
    assert os.path.getsize(path) == len(data) + 4  # noqa: PTH202


def test_an_earlier_month_that_breaks_off_is_damage_not_a_crash(tmp_path: Path) -> None:
    put(tmp_path / "records", file_of(SIX[0]) + b"x", "2026-10.jsonl")
    put(tmp_path / "records", file_of(SIX[1]))
    store = open_store(tmp_path)
    store.folder = tmp_path
    [check] = store.check()
    assert (check.damage, check.unfinished, check.whole) == (
        (("2026-10.jsonl", len(SIX[0]) + 1, 1, "it breaks off"),),
        (),
        True,
    )
