"""docs/logs.md: its example is imported by its own mapping, its commands run, its tables are those of the code."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import msgspec
import pytest

from playbook.elsewhere.mapping import FIELDS, RESULTS, LogMapping, Times
from tests.docs.markdown import LONGEST, code, fences, read, section, tables
from tests.docs.terminal import Terminal
from tests.docs.test_commands_doc import told

DOC = read("logs.md")
(LOG,) = fences(DOC, "csv")
(MAPPING,) = fences(DOC, "toml")


def test_it_is_short_enough_to_be_read() -> None:
    assert DOC.count("\n") < LONGEST


def test_every_part_of_a_mapping_is_explained() -> None:
    rows = {code(row[0])[0]: row[1] for row in tables(section(DOC, "## The mapping"))[0][1:]}
    assert list(rows) == [field.name for field in msgspec.structs.fields(LogMapping)]
    assert all(result in rows["results"] for result in RESULTS)
    assert all(field.name in rows["time"] for field in msgspec.structs.fields(Times))
    assert set(tomllib.loads(MAPPING)["columns"]) == set(FIELDS)


def test_its_log_is_imported_by_its_mapping_and_says_what_the_text_says(
    terminal: Terminal, tmp_path: Path
) -> None:
    (tmp_path / "pipeline.csv").write_text(LOG, encoding="utf-8")
    (tmp_path / "pipeline.toml").write_text(MAPPING, encoding="utf-8")
    command = (
        f"playbook --as kim import-records {tmp_path}/pipeline.csv --mapping {tmp_path}/pipeline.toml --json"
    )
    made = json.loads(terminal.run(command))
    assert list(made) == told("import-records")
    assert (made["created"], made["failed"], made["passed_over"], made["unknown_results"]) == (3, 0, {}, [])
    assert json.loads(terminal.run(command))["unchanged"] == 3
    (one,) = json.loads(terminal.run("playbook --as kim coach logs --json"))
    assert list(one) == told("coach logs")
    rows = json.loads(terminal.run("playbook --as kim coach log pipeline --json"))
    assert list(rows[0]) == told("coach log")
    assert "⇣ Imported from elsewhere" in terminal.run("playbook --as kim coach log pipeline")


def test_its_examples_run_from_top_to_bottom(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pipeline.csv").write_text(LOG, encoding="utf-8")
    for line in fences(DOC, "sh")[0].splitlines():
        code_, out, err = terminal.try_(line)
        assert code_ == 0, (line, out, err)
