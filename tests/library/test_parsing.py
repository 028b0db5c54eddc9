from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.library import parsing
from playbook.library.parsing import WORTHWHILE, Share, read_pages
from playbook.plays.parse import read_page

HEADINGS = ("Background",)


def some_pages(count: int) -> list[tuple[str, bytes]]:
    return [
        (
            f"plays/p{place}.md",
            f"# Play {place}\n\n## One\n\n> Say {place}.\n\n## Two\n".encode() * (1 + place % 3),
        )
        for place in range(count)
    ]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Give the number of pages that each other process was asked for."""
    seen: list[int] = []
    run = subprocess.run

    def watch(*arguments: object, **options: object) -> object:
        share = msgspec.msgpack.decode(options["input"], type=Share)  # type: ignore[call-overload]
        seen.append(len(share.pages))
        return run(*arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", watch)
    monkeypatch.setattr(parsing, "_cores", lambda: 3)
    return seen


def test_many_pages_are_shared_out_and_come_back_in_order(asked: list[int]) -> None:
    pages = some_pages(3 * WORTHWHILE)
    found = read_pages(pages, HEADINGS, ".")
    assert len(asked) == 2
    assert all(WORTHWHILE / 2 < count < 2 * WORTHWHILE for count in asked)
    assert [kept.read_page() for kept in found] == [
        read_page(data, path, reference_headings=HEADINGS) for path, data in pages
    ]
    assert [kept.read_documents()[0].id for kept in found] == [path[:-3] for path, _ in pages]


def test_few_pages_are_read_here(asked: list[int]) -> None:
    assert len(read_pages(some_pages(2 * WORTHWHILE - 1), HEADINGS, ".")) == 2 * WORTHWHILE - 1
    assert asked == []
    assert read_pages([], HEADINGS, ".") == []


@pytest.mark.parametrize("program", ["/bin/false", "/bin/true", "/nowhere/python", "/bin/echo"])
def test_a_process_that_fails_costs_nothing_but_time(
    asked: list[int], monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(sys, "executable", program)
    found = read_pages(some_pages(2 * WORTHWHILE), HEADINGS, ".")
    assert len(asked) == 1
    assert [kept.read_page().title for kept in found[-2:]] == ["Play 198", "Play 199"]


def test_a_process_that_never_answers_is_given_up(
    asked: list[int], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "python"
    program.write_text("#!/bin/sh\nexec sleep 600\n")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setattr(parsing, "_PATIENCE", 0.2)
    assert len(read_pages(some_pages(2 * WORTHWHILE), HEADINGS, ".")) == 2 * WORTHWHILE


def test_nothing_in_the_folder_we_are_in_is_run(
    asked: list[int], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("msgspec.py", "markdown_it.py", "sitecustomize.py", "subprocess.py", "playbook/__init__.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"open({str(tmp_path / 'it-ran')!r}, 'w').close()\n")
    monkeypatch.chdir(tmp_path)
    found = read_pages(some_pages(2 * WORTHWHILE), HEADINGS, ".")
    assert len(asked) == 1
    assert len(found) == 2 * WORTHWHILE
    assert not (tmp_path / "it-ran").exists()


@given(st.lists(st.binary(max_size=30), max_size=40), st.integers(1, 5))
def test_shares_hold_every_page_once_and_in_order(texts: list[bytes], parts: int) -> None:
    pages = [(str(place), data) for place, data in enumerate(texts)]
    runs = parsing._split(pages, parts)
    assert [page for run in runs for page in run] == pages
    assert 1 <= len(runs) <= parts
    sizes = [sum(len(data) + 1 for _, data in run) for run in runs]
    assert max(sizes) <= sum(sizes) / parts + 31


def test_the_machine_has_a_core() -> None:
    assert parsing._cores() >= 1
