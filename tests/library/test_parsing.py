from __future__ import annotations

import subprocess
import sys
from collections import deque
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from time import monotonic, sleep

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.library import parsing
from playbook.library.crew import Crew
from playbook.library.looking import Look
from playbook.library.parsing import WORTHWHILE, Share, crew_for, read_pages
from playbook.plays.lint.surface import Surface
from playbook.plays.parse import read_page
from playbook.plays.settings import parse_settings

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
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Give the other processes that are started, on a machine of three cores."""
    seen: list[subprocess.Popen[bytes]] = []

    class Watched(subprocess.Popen[bytes]):
        def __init__(self, *arguments: object, **options: object) -> None:
            super().__init__(*arguments, **options)  # type: ignore[call-overload]
            seen.append(self)

    monkeypatch.setattr(subprocess, "Popen", Watched)
    monkeypatch.setattr(parsing, "cores", lambda: 3)
    return seen


class Told(Crew):
    """Somebody who has answered each piece from the second on before we begin."""

    def __init__(self, answer: bytes | None = None) -> None:
        self._answer = answer
        self.asked: list[list[str]] = []

    @property
    def size(self) -> int:
        return 1

    def help(self, pieces: Sequence[bytes], waiting: deque[int]) -> dict[int, bytes]:
        answers = {}
        while len(waiting) > 1:
            number = waiting.pop()
            share = msgspec.msgpack.decode(pieces[number], type=Share)
            self.asked.append([path for path, _ in share.pages])
            theirs = Share(("Background",), ".", [(path, b"# Theirs\n") for path, _ in share.pages]).read()
            said = msgspec.msgpack.encode([(kept.page, kept.documents, kept.surface) for kept in theirs])
            answers[number] = said if self._answer is None else self._answer
        return answers

    def close(self) -> None:
        """Nothing to close."""


def test_many_pages_are_shared_out_and_come_back_in_order(started: list[subprocess.Popen[bytes]]) -> None:
    pages = some_pages(3 * WORTHWHILE)
    found = read_pages(pages, HEADINGS, ".")
    assert len(started) == 2
    assert all(process.returncode is not None for process in started)
    assert [kept.read_page() for kept in found] == [
        read_page(data, path, reference_headings=HEADINGS) for path, data in pages
    ]
    assert [kept.read_documents()[0].id for kept in found] == [path[:-3] for path, _ in pages]


def test_what_others_answered_is_not_read_again() -> None:
    pages, crew = some_pages(2 * WORTHWHILE), Told()
    found = read_pages(pages, HEADINGS, ".", crew=crew)
    theirs = {path for paths in crew.asked for path in paths}
    assert len(theirs) > WORTHWHILE
    for (path, _), kept in zip(pages, found, strict=True):
        page = kept.read_page()
        assert page.path == path
        assert (page.title == "Theirs") == (path in theirs)


@pytest.mark.parametrize(
    "answer", [b"", b"nonsense", msgspec.msgpack.encode([]), msgspec.msgpack.encode([(1, 2)])]
)
def test_an_answer_that_is_none_is_done_without(answer: bytes) -> None:
    pages = some_pages(2 * WORTHWHILE)
    found = read_pages(pages, HEADINGS, ".", crew=Told(answer))
    assert [kept.read_page().title for kept in found] == [f"Play {place}" for place in range(len(pages))]


def test_few_pages_are_read_here(started: list[subprocess.Popen[bytes]]) -> None:
    assert len(read_pages(some_pages(2 * WORTHWHILE - 1), HEADINGS, ".")) == 2 * WORTHWHILE - 1
    assert started == []
    assert read_pages([], HEADINGS, ".") == []


@pytest.mark.parametrize("program", ["/bin/false", "/bin/true", "/nowhere/python", "/bin/echo"])
def test_a_process_that_fails_costs_nothing_but_time(
    started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(sys, "executable", program)
    found = read_pages(some_pages(2 * WORTHWHILE), HEADINGS, ".")
    assert [kept.read_page().title for kept in found[-2:]] == ["Play 198", "Play 199"]


def test_a_process_that_never_answers_is_not_waited_for(
    started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "python"
    program.write_text("#!/bin/sh\nexec sleep 600\n")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    assert len(read_pages(some_pages(2 * WORTHWHILE), HEADINGS, ".")) == 2 * WORTHWHILE
    assert started[0].returncode is not None


def answers_of(crew: Crew, shares: list[Share]) -> list[list[tuple[bytes, bytes, bytes]]]:
    """Return what others alone answer."""
    answers = crew.help([msgspec.msgpack.encode(share) for share in shares], deque(range(len(shares))))
    begun = monotonic()
    while len(answers) < len(shares):
        assert monotonic() - begun < 60
        sleep(0.001)
    kind = list[tuple[bytes, bytes, bytes]]
    return [msgspec.msgpack.decode(answers[number], type=kind) for number in range(len(shares))]


def test_others_read_and_look_as_we_do(started: list[subprocess.Popen[bytes]]) -> None:
    look = Look(parse_settings('[playbook]\nname = "N"\n'), date(2026, 11, 21))
    share = Share(HEADINGS, ".", [*some_pages(3), ("plays/bad.md", b"\xff# Bad")], look)
    with crew_for(2 * WORTHWHILE, looking=True) as crew:
        [theirs] = answers_of(crew, [share])
    ours = share.read()
    assert theirs == [(kept.page, kept.documents, kept.surface) for kept in ours]
    assert all(msgspec.msgpack.decode(surface, type=Surface).path for _, _, surface in theirs)


def test_nothing_in_the_folder_we_are_in_is_run(
    started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("msgspec.py", "markdown_it.py", "sitecustomize.py", "subprocess.py", "playbook/__init__.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"open({str(tmp_path / 'it-ran')!r}, 'w').close()\n")
    monkeypatch.chdir(tmp_path)
    with crew_for(2 * WORTHWHILE) as crew:
        [theirs] = answers_of(crew, [Share(HEADINGS, ".", some_pages(2))])
    assert len(theirs) == 2
    assert not (tmp_path / "it-ran").exists()


@given(st.lists(st.integers(0, 30), max_size=40), st.integers(1, 7))
def test_runs_hold_every_page_once_and_the_largest_come_first(sizes: list[int], parts: int) -> None:
    runs = parsing._runs(sizes, parts)
    assert sorted(place for run in runs for place in run) == list(range(len(sizes)))
    assert len(runs) <= parts
    order = [sizes[place] for run in runs for place in run]
    assert order == sorted(order, reverse=True)
    sums = [sum(sizes[place] + 1 for place in run) for run in runs]
    assert all(size <= sum(sums) / parts + 31 for size in sums)


@pytest.mark.parametrize(
    ("machine", "pages", "others"),
    [(1, 900, 0), (2, 199, 0), (2, 200, 1), (4, 300, 2), (4, 900, 3), (64, 9_000, 7)],
)
def test_as_many_are_started_as_are_worthwhile(
    monkeypatch: pytest.MonkeyPatch, machine: int, pages: int, others: int
) -> None:
    monkeypatch.setattr(parsing, "cores", lambda: machine)
    asked: list[int] = []
    monkeypatch.setattr(parsing, "Crew", lambda size, code: asked.append(size))
    crew_for(pages)
    assert asked == [others]
