"""What lies in a journal's branch: files that never change, named by what they hold."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.sync.git.segments import (
    BRANCHES,
    Segment,
    Writing,
    folded,
    in_order,
    journal_of,
    last_of,
    month_of,
    path_of,
    segment,
    stream,
    to_fold,
    tree_entries,
    write,
)

JOURNAL = "lee/9f3c/team"


def line(seq: int, month: str = "2026-11") -> bytes:
    return b'{"v":1,"journal":"lee/9f3c/team","seq":%d,"clock":1,"at":"%s-21T18:15:00.123Z"}' % (
        seq,
        month.encode(),
    )


def piece(month: str, first: int, last: int, blob: str = "b") -> Segment:
    return Segment(month, first, last, blob, path_of(JOURNAL, month, first, last))


def test_a_file_says_month_numbers_and_owner() -> None:
    path = path_of(JOURNAL, "2026-11", 3, 7)
    assert path == "2026-11/3-7.lee.9f3c.jsonl"
    assert segment(path, "b10b") == Segment("2026-11", 3, 7, "b10b", path)


@pytest.mark.parametrize(
    "path",
    [
        "README.md",
        "2026-11/3-7.jsonl",
        "2026-11/7-3.lee.9f3c.jsonl",
        "2026-11/0-3.lee.9f3c.jsonl",
        "2026-1/1-3.lee.9f3c.jsonl",
        "2026-11/1-3.lee.9f3c.json",
        "x/2026-11/1-3.lee.9f3c.jsonl",
        "2026-11/１-3.lee.9f3c.jsonl",
        "2026-11/1-9999999999999999.lee.9f3c.jsonl",
        "../2026-11/1-3.lee.9f3c.jsonl",
    ],
)
def test_what_is_no_segment_is_none(path: str) -> None:
    assert segment(path, "b") is None


def test_segments_stand_in_the_order_of_their_numbers_and_the_last_is_known() -> None:
    found = [piece("2026-11", 11, 20), piece("2026-10", 1, 9), piece("2026-11", 10, 10)]
    assert [one.first for one in in_order(found)] == [1, 10, 11]
    assert (last_of(found), last_of([])) == (20, 0)


@pytest.mark.parametrize(("data", "month"), [(line(1), "2026-11"), (b"{}", ""), (b'"at":"2026-11-', "")])
def test_a_lines_month(data: bytes, month: str) -> None:
    assert month_of(data) == month


def test_lines_of_one_month_are_one_file() -> None:
    made = write(JOURNAL, [], [(1, line(1)), (2, line(2))])
    assert made == Writing({"2026-11/1-2.lee.9f3c.jsonl": line(1) + b"\n" + line(2) + b"\n"}, ())


def test_a_month_that_ends_begins_another_file() -> None:
    made = write(JOURNAL, [], [(5, line(5, "2026-10")), (6, line(6))])
    assert list(made.put) == ["2026-10/5-5.lee.9f3c.jsonl", "2026-11/6-6.lee.9f3c.jsonl"]


def test_a_clock_that_went_back_takes_no_month_back() -> None:
    made = write(JOURNAL, [piece("2026-11", 1, 4)], [(5, line(5, "2025-01")), (6, line(6, "2026-12"))])
    assert list(made.put) == ["2026-11/5-5.lee.9f3c.jsonl", "2026-12/6-6.lee.9f3c.jsonl"]


@given(st.lists(st.sampled_from(["2026-09", "2026-10", "2026-11", "2025-01"]), min_size=1, max_size=12))
def test_whatever_the_clock_says_every_line_stands_once_and_in_order(months: list[str]) -> None:
    lines = [(seq, line(seq, month)) for seq, month in enumerate(months, 1)]
    made = write(JOURNAL, [], lines)
    found = in_order(one for path in made.put if (one := segment(path, "")) is not None)
    assert b"".join(made.put[one.path] for one in found) == b"".join(data + b"\n" for _, data in lines)
    assert all(after.first == before.last + 1 for before, after in pairwise(found))
    assert [one.month for one in found] == sorted(one.month for one in found)


def test_only_past_months_in_several_whole_pieces_are_folded() -> None:
    there = [
        piece("2026-08", 1, 4),  # alone
        piece("2026-09", 5, 6), piece("2026-09", 7, 9),
        piece("2026-10", 10, 10), piece("2026-10", 12, 12),  # a gap
        piece("2026-11", 13, 13), piece("2026-11", 14, 14),  # not over yet
    ]  # fmt: skip
    assert [[one.first for one in month] for month in to_fold(there, "2026-11")] == [[5, 7]]


def test_what_is_folded_holds_the_same_bytes_and_takes_the_pieces_away() -> None:
    parts = [piece("2026-09", 5, 6, "a"), piece("2026-09", 7, 9, "b")]
    made = folded(JOURNAL, parts, {"a": b"five\nsix\n", "b": b"seven\n"})
    assert made.put == {"2026-09/5-9.lee.9f3c.jsonl": b"five\nsix\nseven\n"}
    assert made.gone == (parts[0].path, parts[1].path)


def test_a_commit_is_told_to_git_byte_for_byte() -> None:
    changes = Writing({"2026-11/1-1.lee.9f3c.jsonl": b"a\x00b\n"}, ("2026-10/1-1.x",))
    said = stream(
        "refs/heads/journal/x", "c0ffee", "Lee Park <lee@x.example>", 1_700_000_000, "Ünï\n", changes
    )
    assert said.startswith(
        b"commit refs/heads/journal/x\nmark :1\ncommitter Lee Park <lee@x.example> 1700000000 +0000\n"
    )
    assert b"data 6\n\xc3\x9cn\xc3\xaf\n\nfrom c0ffee\n" in said
    assert b"D 2026-10/1-1.x\n" in said
    assert b"M 100644 inline 2026-11/1-1.lee.9f3c.jsonl\ndata 4\na\x00b\n\n" in said
    assert b"from" not in stream("refs/heads/journal/x", "", "L <l@x>", 0, "m", Writing({}, ()))


@pytest.mark.parametrize(
    ("ref", "journal"),
    [
        (f"{BRANCHES}lee/9f3c/team", "lee/9f3c/team"),
        ("refs/heads/main", ""),
        ("refs/heads/journals/lee", ""),
        ("refs/tags/journal/lee/9f3c/team", ""),
    ],
)
def test_a_branch_says_its_journal(ref: str, journal: str) -> None:
    assert journal_of(ref) == journal


def test_a_tree_is_read_entry_by_entry_and_a_torn_one_to_where_it_is_whole() -> None:
    one = b"100644 1-3.lee.9f3c.jsonl\0" + bytes(range(20))
    two = b"40000 2026-11\0" + bytes(20)
    assert list(tree_entries(one + two, 20)) == [
        (b"100644", "1-3.lee.9f3c.jsonl", bytes(range(20)).hex()),
        (b"40000", "2026-11", "00" * 20),
    ]
    assert len(list(tree_entries(one + two[:-1], 20))) == 1
    assert list(tree_entries(b"garbage", 20)) == []
    assert list(tree_entries(b"", 32)) == []
