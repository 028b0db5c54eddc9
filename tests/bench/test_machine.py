"""What the bench knows of its machine: what it says of it, and the moments in which it was somebody else's."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.figures.call import undisturbed
from bench.machine import describe, in_words, taken_away
from bench.meter import Repaint

STAT = "cpu  7140691 4014307 1462628 3252971 126812 0 103241 743868 0 0\ncpu0 3688538 1 2 3 4 5 6 7 8 9\n"


def test_what_the_host_took_is_read_of_all_processors_together(tmp_path: Path) -> None:
    (tmp_path / "stat").write_text(STAT, encoding="ascii")
    assert taken_away(tmp_path / "stat") == 743868


@pytest.mark.parametrize("text", ["", "cpu 1 2 3\n", "intr 1 2 3 4 5 6 7 8 9\n", "cpu a b c d e f g h i\n"])
def test_where_no_such_count_is_kept_nothing_was_taken(tmp_path: Path, text: str) -> None:
    (tmp_path / "stat").write_text(text, encoding="ascii")
    assert taken_away(tmp_path / "stat") == 0
    assert taken_away(tmp_path / "none") == 0


def test_a_key_in_a_moment_of_somebody_else_is_told_apart() -> None:
    ours, theirs = Repaint(0.004, 400), Repaint(0.09, 400, disturbed=True)
    assert undisturbed([ours, theirs, ours]) == [ours, ours]


def test_the_machine_is_described_without_its_name() -> None:
    told = in_words(describe())
    assert "cores" in told
    assert "Textual" in told
