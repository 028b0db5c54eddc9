"""docs/after-a-call.md: its fields are those there are, its template and its command do what it says."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from playbook.hooks import call
from playbook.preferences import parse
from playbook.runs.recap import FIELDS, OPEN_ENDED
from playbook.runs.recap_templates import wrong_fields
from tests.docs.markdown import LONGEST, fences, read, section, tables

DOC = read("after-a-call.md")


def test_it_is_short_enough_to_be_read() -> None:
    assert DOC.count("\n") < LONGEST


def test_it_names_every_field_with_what_fills_it() -> None:
    (table,) = tables(section(DOC, "## Templates"))
    assert {row[0].strip("`"): row[1] for row in table[1:]} == FIELDS
    for prefix in OPEN_ENDED:
        assert f"`{prefix}`" in DOC


def test_its_template_has_no_field_that_nothing_fills() -> None:
    (template,) = fences(DOC, "text")
    assert wrong_fields(template, "templates/x.md") == ()


def test_its_settings_are_understood() -> None:
    found = parse(fences(DOC, "toml")[0])
    assert (found.problems, found.run_finished, found.hook_seconds) == ((), "~/bin/to-crm --quiet", 10)


def test_its_command_keeps_a_line_per_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (program,) = fences(DOC, "python")
    (tmp_path / "hook.py").write_text(program)
    keys = set(re.findall(r'run\["(\w+)"\]', program))
    run = {key: f"<{key}>" for key in keys}
    assert call(f"{sys.executable} ~/hook.py", json.dumps(run).encode(), 20).reason == ""
    assert (tmp_path / "calls.csv").read_text() == "<started>;<account>;<result>;<next_date>\n"
