from __future__ import annotations

from pathlib import Path

import pytest

from playbook.records import layout
from playbook.records.errors import UnfitNameError


@pytest.mark.parametrize(
    "name",
    ["lee", "kim.p", "Jörg", "user-1000", "a", "lee@acme.com", "a+b", "pair-kim", "x=1", "日本", "a" * 100],
)
def test_fit_names(name: str) -> None:
    assert layout.is_fit(name)


@pytest.mark.parametrize(
    "name",
    [
        "", ".", "..", "a/b", "a\\b", "-rf", ".hidden", "a.", "a-", "a..b", "a b", "a\n", "\0", "a\x1b[31m", "a:b",
        "refs.lock", "a@{1}", "~root", "a^", "a?", "a*", "[a", "a\u202eb", "a" * 101, "é" * 51, "\ud800", "@", "a~1",
    ],
)  # fmt: skip
def test_names_that_are_no_folders_or_no_branches(name: str) -> None:
    assert not layout.is_fit(name)


def test_a_journal_is_named_by_person_device_and_audience() -> None:
    assert layout.journal_name("lee", "9f3c", "team") == "lee/9f3c/team"
    assert layout.is_journal("lee/9f3c/pair-kim")


@pytest.mark.parametrize(
    "name", ["lee/9f3c", "lee/9f3c/team/x", "lee//team", "../9f3c/team", "", "lee/9f3c/"]
)
def test_what_is_no_journal(name: str) -> None:
    assert not layout.is_journal(name)


@pytest.mark.parametrize(
    ("parts", "what"),
    [(("../x", "d", "a"), "a person"), (("p", "", "a"), "a device"), (("p", "d", "a/b"), "an audience")],
)
def test_an_unfit_name_says_which_it_is(parts: tuple[str, str, str], what: str) -> None:
    with pytest.raises(UnfitNameError, match=f"cannot be used as the name of {what}: use letters, digits"):
        layout.journal_name(*parts)


def test_files_come_in_the_order_of_months_and_late_lines_last(tmp_path: Path) -> None:
    for name in (
        "2026-12.jsonl",
        "late.jsonl",
        "2026-02.jsonl",
        "2026-13.jsonl",
        "2026-1.jsonl",
        "x2026-01.jsonl",
    ):
        (tmp_path / name).touch()
    assert [path.name for path in layout.files_of(tmp_path)] == [
        "2026-02.jsonl",
        "2026-12.jsonl",
        "late.jsonl",
    ]
    assert [path.name for path in layout.months_of(tmp_path)] == ["2026-02.jsonl", "2026-12.jsonl"]


def test_no_folder_is_no_files(tmp_path: Path) -> None:
    assert layout.files_of(tmp_path / "nowhere") == []
    (tmp_path / "file").touch()
    assert layout.files_of(tmp_path / "file") == []
    assert layout.journals_in(tmp_path / "nowhere") == []
    assert layout.journals_in(tmp_path / "file") == []


def test_journals_are_found_in_order_and_nothing_else_is(tmp_path: Path) -> None:
    for journal in ("lee/d2/team", "lee/d1/team", "lee/d1/line", "kim/d3/self", ".git/d/x", "lee/d1/.tmp"):
        (tmp_path / journal).mkdir(parents=True)
    (tmp_path / "lee" / "d1" / "notes.txt").touch()
    (tmp_path / "readme").touch()
    assert layout.journals_in(tmp_path) == ["kim/d3/self", "lee/d1/line", "lee/d1/team", "lee/d2/team"]
    assert layout.journals_in(tmp_path, ["d1", "d9"]) == ["lee/d1/line", "lee/d1/team"]
    assert layout.journals_in(tmp_path, []) == []
