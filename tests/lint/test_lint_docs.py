"""Every rule has a page in the documents; its bad example is found, its good one is not."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from playbook.plays.lint.context import Context
from playbook.plays.lint.model import DEFAULTS, TITLES, Report
from playbook.plays.lint.run import look_at, report
from playbook.plays.lint.source import Source
from playbook.plays.model import Page
from playbook.plays.parse import parse_page
from playbook.plays.settings import LINT_CODES, parse_settings

DOCS = Path(__file__).parents[2] / "docs" / "lint"
BASE = """
[[stages]]
id = "discover"
[vocabulary]
segments = ["smb", "mid-market"]
do-not-say = ["guarantee"]
[people.dana]
side = "marketing"
[people.lee]
side = "sales"
"""
_FENCE = re.compile(r"^````\w+ (\S+)(?: \((published)\))?\n(.*?)^````$", re.MULTILINE | re.DOTALL)


def linted(section: str) -> Report:
    """Return what is found in the files that a section of a document shows."""
    files: dict[str, str] = {}
    published: dict[str, Page] = {}
    toml = BASE
    for path, mark, text in _FENCE.findall(section):
        if path == "playbook.toml":
            toml += text
        elif mark:
            published[path] = parse_page(text, path)
        else:
            files[path] = text
    context = Context(parse_settings(toml), date(2026, 11, 21), frozenset(files), published)
    surfaces = [look_at(Source(parse_page(text, path), text), context) for path, text in files.items()]
    return report(surfaces, context)


def test_every_rule_has_a_page_and_stands_in_the_table() -> None:
    assert sorted(DEFAULTS) == sorted(TITLES) == sorted(LINT_CODES)
    assert sorted(file.stem for file in DOCS.glob("PB*.md")) == sorted(LINT_CODES)
    table = (DOCS / "README.md").read_text(encoding="utf-8")
    for code in LINT_CODES:
        assert f"| [{code}]({code}.md) | {TITLES[code]} | {DEFAULTS[code]} |" in table


@pytest.mark.parametrize("code", LINT_CODES)
def test_the_bad_example_is_found_and_the_good_one_is_not(code: str) -> None:
    text = (DOCS / f"{code}.md").read_text(encoding="utf-8")
    assert text.startswith(f"# {code}: {TITLES[code]}\n\nDefault: {DEFAULTS[code]}.\n")
    bad, good = (re.split(r"^## (?:Bad|Good|`--fix`)$", text, flags=re.MULTILINE))[1:3]
    found = [finding for finding in linted(bad).findings if finding.code == code]
    assert found, f"the bad example of {code} is not found"
    assert {finding.severity for finding in found} == {DEFAULTS[code]}
    assert [finding for finding in linted(good).findings if finding.code == code] == []


@pytest.mark.parametrize("code", LINT_CODES)
def test_the_bad_example_is_bad_in_nothing_else(code: str) -> None:
    """An example that shows two faults teaches neither."""
    text = (DOCS / f"{code}.md").read_text(encoding="utf-8")
    bad, good = (re.split(r"^## (?:Bad|Good|`--fix`)$", text, flags=re.MULTILINE))[1:3]
    others = {finding.code for finding in linted(bad).findings} - {code}
    assert others <= {"PB017"}
    assert {finding.code for finding in linted(good).findings} - {code} <= {"PB017"}


def test_the_silence_of_the_document_holds() -> None:
    text = (DOCS / "README.md").read_text(encoding="utf-8")
    silence = re.search(r"```markdown\n(<!--.*?)```", text, re.DOTALL)
    assert silence
    context = Context(parse_settings(BASE), date(2026, 11, 21))
    for shown, expected in ((silence[1], 0), (silence[1].partition("-->")[2], 1)):
        page = f"---\nkind: page\n---\n\n## One\n\n{shown}\n## Two\n\nText.\n"
        surface = look_at(Source(parse_page(page, "a.md"), page), context)
        found = [finding for finding in report([surface], context).findings if finding.code == "PB013"]
        assert len(found) == expected
