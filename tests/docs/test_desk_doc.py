"""docs/desk.md: its examples run as they stand, its filters are those there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook.desk.filters import IS, KEYS
from tests.docs.markdown import LONGEST, code, fences, read, section, tables
from tests.docs.terminal import Terminal

DOC = read("desk.md")
EXAMPLES = [line for fence in fences(DOC, "sh") for line in fence.splitlines()]


def test_it_is_short_enough_to_be_read() -> None:
    assert DOC.count("\n") < LONGEST


def test_the_examples_run_from_top_to_bottom(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PLAYBOOK_CONFIG", str(tmp_path / "config"))
    said = {}
    for line in EXAMPLES:
        code_, out, err = terminal.try_(line)
        assert code_ == 0, (line, out, err)
        said[line.partition("desk ")[2]] = out + err
        if line == "cd acme":
            (notes,) = fences(DOC, "csv")
            Path("notes.csv").write_text(notes, encoding="utf-8")
        if line.endswith("feedback import notes.csv"):
            assert err == "1 new, 0 there already.\n"
    assert "(owns the play)" in said["assign $F"]
    assert "Too long for a cold call" in said["list --kept openers"]


def test_every_key_of_a_filter_is_named() -> None:
    (table,) = tables(section(DOC, "## Filters"))
    keys = {key.rstrip(":") for row in table[1:] for key in code(row[0])}
    assert keys == set(KEYS)
    (asked,) = [row[1] for row in table if "`is:`" in row[0]]
    assert set(code(asked)) == set(IS)
