"""Other processes at work: what they are sent, what becomes of it, and that nobody ever waits for them."""

from __future__ import annotations

import os
import signal
import subprocess
from collections import deque
from collections.abc import Iterator
from time import monotonic, sleep

import pytest

from playbook.library.crew import Crew, cores, take

UPPER = "from playbook.library.crew import serve; serve(lambda: None, bytes.upper)"
ECHO = "from playbook.library.crew import serve; serve(lambda: None, bytes)"
PATIENCE = 60.0


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Give the processes that are started, and expect that none of them is left."""
    seen: list[subprocess.Popen[bytes]] = []

    class Watched(subprocess.Popen[bytes]):
        def __init__(self, *arguments: object, **options: object) -> None:
            super().__init__(*arguments, **options)  # type: ignore[call-overload]
            seen.append(self)

    monkeypatch.setattr(subprocess, "Popen", Watched)
    yield seen
    assert all(process.returncode is not None for process in seen)


def all_of(answers: dict[int, bytes], count: int) -> dict[int, bytes]:
    """Return the answers when there are so many."""
    begun = monotonic()
    while len(answers) < count:
        assert monotonic() - begun < PATIENCE, f"{len(answers)} of {count} answers came"
        sleep(0.001)
    return answers


def helped(crew: Crew, pieces: list[bytes]) -> dict[int, bytes]:
    return crew.help(pieces, deque(range(len(pieces))))


def test_each_piece_is_answered_under_its_number(started: list[subprocess.Popen[bytes]]) -> None:
    pieces = [f"piece {number}".encode() for number in range(40)]
    with Crew(2, UPPER) as crew:
        assert crew.size == len(started) == 2
        answers = all_of(helped(crew, pieces), 40)
    assert answers == {number: piece.upper() for number, piece in enumerate(pieces)}
    assert crew.size == 0


def test_what_is_taken_by_us_is_not_sent() -> None:
    waiting = deque(range(3))
    assert take(waiting) == 0
    with Crew(1, UPPER) as crew:
        answers = all_of(crew.help([b"ours", b"theirs", b"theirs too"], waiting), 2)
    assert answers == {1: b"THEIRS", 2: b"THEIRS TOO"}
    assert take(waiting) is None


def test_long_pieces_and_long_answers_do_not_wait_for_each_other() -> None:
    pieces = [bytes([65 + number]) * 1_500_000 for number in range(8)]
    with Crew(1, ECHO) as crew:
        assert all_of(helped(crew, pieces), 8) == dict(enumerate(pieces))


def test_an_empty_piece_has_an_empty_answer() -> None:
    with Crew(1, ECHO) as crew:
        assert all_of(helped(crew, [b""]), 1) == {0: b""}


def test_where_nothing_waits_nothing_is_asked() -> None:
    with Crew(1, ECHO) as crew:
        assert helped(crew, []) == {}


@pytest.mark.parametrize(
    "code",
    [
        "import time; time.sleep(600)",
        "from playbook.library.crew import serve; serve(lambda: None, lambda piece: __import__('time').sleep(600))",
    ],
    ids=["never listens", "never answers"],
)
def test_whoever_is_busy_is_let_go_at_once(started: list[subprocess.Popen[bytes]], code: str) -> None:
    waiting = deque(range(9))
    with Crew(1, code) as crew:
        # Far more than a pipe holds: the thread that sends it stands still until the process is gone.
        answers = crew.help([b"x" * 3_000_000] * 9, waiting)
    assert answers == {}
    assert started[0].returncode == -signal.SIGKILL


@pytest.mark.parametrize(
    "code",
    [
        "raise SystemExit(1)",
        "raise SystemExit(0)",
        "print('Welcome to this machine! ' * 9)",
        "import os; os.write(1, bytes([0, 0, 0, 9]) + b'half')",
        "import sys; sys.stdin.buffer.read(3); sys.stdout.close()",
        "from playbook.library.crew import serve; serve(lambda: None, lambda piece: 1 / 0)",
    ],
    ids=["fails", "leaves", "talks", "breaks off", "closes", "cannot do it"],
)
def test_whoever_fails_answers_nothing_and_stops_nobody(code: str) -> None:
    with Crew(1, code) as crew:
        helped(crew, [b"piece"] * 5)
        [thread] = crew._threads
        thread.join(PATIENCE)
        assert not thread.is_alive()
        assert helped(crew, []) == {}


def test_one_that_fails_leaves_the_rest_to_the_others() -> None:
    with Crew(1, "raise SystemExit(1)") as failing, Crew(1, UPPER) as working:
        waiting = deque(range(30))
        pieces = [b"piece"] * 30
        assert failing.help(pieces, waiting) == {}
        answers = working.help(pieces, waiting)
        all_of(answers, 30 - 2)  # what the first had taken by then is for who began it all
    assert set(answers.values()) == {b"PIECE"}


def test_no_process_where_python_cannot_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    with Crew(3, ECHO) as crew:
        assert crew.size == 0
        assert helped(crew, [b"piece"]) == {}


def test_ctrl_c_is_not_for_them(started: list[subprocess.Popen[bytes]]) -> None:
    pieces, waiting = [b"one", b"two", b"three"], deque([0])
    with Crew(1, UPPER) as crew:
        all_of(crew.help(pieces, waiting), 1)
        os.kill(started[0].pid, signal.SIGINT)
        assert all_of(crew.help(pieces, deque([1, 2])), 2) == {1: b"TWO", 2: b"THREE"}


def test_whoever_is_left_alone_leaves() -> None:
    crew = Crew(1, ECHO)
    [process] = crew._processes
    all_of(helped(crew, [b"piece"]), 1)
    assert process.stdin
    process.stdin.close()
    assert process.wait(PATIENCE) == 0
    crew.close()


def test_the_machine_has_a_core() -> None:
    assert cores() >= 1
