from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.plays.lint.context import Context
from playbook.plays.lint.run import look_at
from playbook.plays.lint.source import Source
from playbook.plays.parse import parse_page
from playbook.plays.settings import parse_settings
from playbook.plays.stand_in import stand_ins
from tests.lint.test_linting_again import TODAY

CONFLICT = """\
---
<<<<<<< HEAD
title: Mine
=======
title: Theirs
>>>>>>> 2d68219 (Their words)
stage: discover
---

## Open

> Hello.
"""
POINTER = """\
version https://git-lfs.github.com/spec/v1
oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
size 12345
"""


def lines(text: str) -> list[tuple[int, str]]:
    return [(one.line, one.message.split(":")[0]) for one in stand_ins(text)]


def test_a_merge_that_was_not_finished_is_told_where_it_begins() -> None:
    told = "Two versions of this page stand in it, from a merge that was not finished"
    assert lines(CONFLICT) == [(2, told)]
    assert lines(f"# Page\n\n{CONFLICT}\n{CONFLICT}") == [(4, told)]
    [problem] = [one for one in parse_page(CONFLICT, "plays/a.md").problems if one.line == 2]
    assert "keep what is right" in problem.message


def test_with_what_stood_there_before_it_is_told_too() -> None:
    shown = "<<<<<<< HEAD\nmine\n||||||| 1234567\nbefore\n=======\ntheirs\n>>>>>>> theirs\n"
    assert [line for line, _ in lines(shown)] == [1]


@pytest.mark.parametrize(
    "text",
    [
        "Title\n=======\n\nText\n",
        "> > > > > > > deep\n",
        "<<<<<<< only begun\n",
        "<<<<<<< begun\n=======\n",
        ">>>>>>> end\n=======\n<<<<<<< begun\n",
        "    <<<<<<< HEAD\n    =======\n    >>>>>>> theirs\n",
        "",
    ],
)
def test_what_only_looks_like_it_is_not(text: str) -> None:
    assert lines(text) == []


def test_a_pointer_is_not_the_page() -> None:
    [(line, told)] = lines(POINTER)
    assert (line, told) == (1, "This is not the page")
    assert [one.line for one in parse_page(POINTER, "plays/a.md").problems] == [1]
    assert lines(f"As the manual says:\n\n{POINTER}") == []


@pytest.mark.parametrize("text", [CONFLICT, POINTER])
def test_the_linter_says_so_first(text: str) -> None:
    page = parse_page(text, "plays/discover/a.md")
    found = look_at(Source(page, text), Context(parse_settings(""), TODAY)).findings
    assert found[0].code == "PB001"
    assert found[0].message == next(stand_ins(text)).message


@given(st.lists(st.sampled_from(["<<<<<<< a", "=======", ">>>>>>> b", "text", ""]), max_size=12))
def test_a_conflict_is_told_where_all_its_signs_follow_each_other(written: list[str]) -> None:
    found = lines("\n".join(written))
    if found:
        line = found[0][0]
        assert written[line - 1] == "<<<<<<< a"
        assert "=======" in written[line:]
        assert ">>>>>>> b" in written[line:]
