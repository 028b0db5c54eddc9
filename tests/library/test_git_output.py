from __future__ import annotations

import os
from datetime import UTC, datetime

from playbook.library.git_output import FileChange, IndexEntry, read_index, read_log, read_paths, read_tree

A, B, ZERO = b"a" * 40, b"b" * 40, b"0" * 40
HEADER = (
    b"\0".join([b"c" * 40, b"2026-11-01T10:00:00+01:00", b"Dana", b"dana@n.example", b"Say less"]) + b"\0"
)


def test_a_listing_keeps_every_odd_name_whole() -> None:
    names = ["-rf.md", "a b.md", "a\nb.md", "tab\t.md", os.fsdecode(b"na\xefve.md")]
    assert read_paths(b"\0".join(os.fsencode(name) for name in names) + b"\0") == names


def test_no_output_is_no_path() -> None:
    assert read_paths(b"") == []
    assert read_index(b"") == []
    assert read_tree(b"") == {}
    assert read_log(b"") == []


def test_the_index_of_a_conflict_gives_our_side() -> None:
    output = b"".join(b"100644 %s %d\tx.md\0" % (blob, stage) for stage, blob in [(1, ZERO), (2, A), (3, B)])
    assert read_index(output) == [IndexEntry("x.md", "a" * 40, "100644")]


def test_the_index_of_a_page_that_we_removed_gives_their_side() -> None:
    output = b"100644 %s 1\tx.md\x00100644 %s 3\tx.md\0" % (ZERO, B)
    assert read_index(output) == [IndexEntry("x.md", "b" * 40, "100644")]


def test_a_tree_leaves_submodules_out() -> None:
    output = b"100644 blob %s\tplays/a\tb.md\x00160000 commit %s\tsub\0" % (A, B)
    assert read_tree(output) == {"plays/a\tb.md": "a" * 40}


def test_a_log_reads_headers_and_changes() -> None:
    raw = b"\n:100644 100644 %s %s M\0plays/a.md\0:000000 100644 %s %s A\0plays/b.md\0" % (A, B, ZERO, A)
    [commit] = read_log(HEADER + raw)
    assert commit.commit == "c" * 40
    assert commit.at == datetime(2026, 11, 1, 9, tzinfo=UTC)
    assert (commit.author, commit.email, commit.subject) == ("Dana", "dana@n.example", "Say less")
    assert commit.changes == (
        FileChange("M", "plays/a.md", "plays/a.md", "b" * 40, "a" * 40),
        FileChange("A", "plays/b.md", "plays/b.md", "a" * 40, ""),
    )


def test_a_rename_has_both_paths_and_what_follows_is_read_on() -> None:
    raw = b"\n:100644 100644 %s %s R087\0old.md\0new.md\0:100644 000000 %s %s D\0gone.md\0" % (A, B, A, ZERO)
    first, second = read_log(HEADER + raw + HEADER)
    assert first.changes == (
        FileChange("R", "new.md", "old.md", "b" * 40, "a" * 40),
        FileChange("D", "gone.md", "gone.md", "", "a" * 40),
    )
    assert second.changes == ()


def test_commits_without_changes_or_subject_do_not_shift_what_follows() -> None:
    empty = HEADER.replace(b"Say less", b"")
    raw = b"\n:100644 100644 %s %s M\0:x.md\0" % (A, B)
    commits = read_log(empty + empty + HEADER + raw + empty)
    assert [commit.subject for commit in commits] == ["", "", "Say less", ""]
    assert [len(commit.changes) for commit in commits] == [0, 0, 1, 0]
    assert commits[2].changes[0].path == ":x.md"
