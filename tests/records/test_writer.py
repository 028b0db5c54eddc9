from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Hashable
from pathlib import Path

import pytest

from playbook.records.writer import Writer

ROOT = Path(__file__).parents[2]


class Log:
    """What a writer said, and a gate that work can be made to wait at."""

    def __init__(self) -> None:
        self.saved: list[Hashable] = []
        self.failed: list[tuple[Hashable, str]] = []
        self.done: list[str] = []
        self.begun = threading.Event()
        self.gate = threading.Event()

    def on_failed(self, key: Hashable, error: Exception) -> None:
        self.failed.append((key, str(error)))

    def wait(self) -> None:
        self.begun.set()
        assert self.gate.wait(10)
        self.done.append("waited")

    def writer(self) -> Writer:
        return Writer(self.saved.append, self.on_failed)


@pytest.fixture
def log() -> Log:
    return Log()


def refuse() -> None:
    raise OSError("no room")


def test_work_is_done_in_its_order_and_told(log: Log) -> None:
    writer = log.writer()
    for name in "abc":
        writer.submit(name, lambda name=name: log.done.append(name))  # type: ignore[misc]
    assert writer.flush(10)
    assert log.done == ["a", "b", "c"]
    assert log.saved == ["a", "b", "c"]
    assert writer.unsaved() == set()
    assert log.failed == []


def test_work_not_begun_gives_way_to_newer(log: Log) -> None:
    writer = log.writer()
    writer.submit("gate", log.wait)
    assert log.begun.wait(10)
    for number in range(5):
        writer.submit("run", lambda number=number: log.done.append(f"run {number}"))  # type: ignore[misc]
        writer.submit(f"other {number}", lambda: None)
    assert writer.unsaved() == {"gate", "run", *(f"other {number}" for number in range(5))}
    log.gate.set()
    assert writer.flush(10)
    assert log.done == ["waited", "run 4"]
    assert log.saved == ["gate", "run", *(f"other {number}" for number in range(5))]


def test_newer_work_than_what_is_under_way_is_done_after_it(log: Log) -> None:
    writer = log.writer()
    writer.submit("run", log.wait)
    assert log.begun.wait(10)
    writer.submit("run", lambda: log.done.append("newer"))
    log.gate.set()
    assert writer.flush(10)
    assert log.done == ["waited", "newer"]
    assert log.saved == ["run", "run"]


def test_work_that_fails_is_told_kept_and_can_be_done_again(log: Log) -> None:
    writer = log.writer()
    state = ["full"]

    def save() -> None:
        if state == ["full"]:
            refuse()
        log.done.append("saved")

    writer.submit("run", save)
    writer.submit("other", lambda: None)
    assert not writer.flush(10)
    assert log.failed == [("run", "no room")]
    assert writer.unsaved() == {"run"}
    writer.retry()
    assert not writer.flush(10)
    state[0] = "room"
    writer.retry()
    assert writer.flush(10)
    assert log.done == ["saved"]
    assert log.failed == [("run", "no room")] * 2
    assert writer.unsaved() == set()
    writer.retry()
    assert writer.flush(10)
    assert log.done == ["saved"]


def test_newer_work_takes_the_place_of_what_failed(log: Log) -> None:
    writer = log.writer()
    writer.submit("run", refuse)
    assert not writer.flush(10)
    writer.submit("run", lambda: log.done.append("newer"))
    assert writer.flush(10)
    writer.retry()
    assert writer.flush(10)
    assert log.done == ["newer"]


def test_what_fails_while_newer_waits_is_not_kept(log: Log) -> None:
    writer = log.writer()

    def fail() -> None:
        log.wait()
        refuse()

    writer.submit("run", fail)
    assert log.begun.wait(10)
    writer.submit("run", lambda: log.done.append("newer"))
    log.gate.set()
    assert writer.flush(10)
    assert log.failed == [("run", "no room")]
    assert log.done == ["waited", "newer"]


def test_waiting_has_an_end(log: Log) -> None:
    writer = log.writer()
    writer.submit("gate", log.wait)
    assert not writer.flush(0.01)
    assert writer.unsaved() == {"gate"}
    log.gate.set()
    assert writer.flush(10)


def test_a_closed_writer_has_finished_and_takes_no_more(log: Log) -> None:
    writer = log.writer()
    writer.submit("a", lambda: log.done.append("a"))
    assert writer.close(10)
    assert log.done == ["a"]
    with pytest.raises(RuntimeError, match="closed"):
        writer.submit("b", lambda: None)
    failing = log.writer()
    failing.submit("c", refuse)
    assert not failing.close(10)


def test_files_are_saved(log: Log, tmp_path: Path) -> None:
    writer = log.writer()
    path = tmp_path / "open" / "run.json"
    writer.save(path, b"one")
    writer.save(path, b"two")
    assert writer.flush(10)
    assert path.read_bytes() == b"two"
    (tmp_path / "file").touch()
    writer.save(tmp_path / "file" / "x", b"")
    assert not writer.flush(10)
    assert log.failed[0][0] == tmp_path / "file" / "x"
    assert log.failed[0][1].startswith("Not saved: ")


def test_there_is_no_thread_when_there_is_no_work(log: Log) -> None:
    writer = log.writer()
    before = threading.active_count()
    assert writer.flush(10)
    writer.submit("gate", log.wait)
    assert log.begun.wait(10)
    assert threading.active_count() == before + 1
    for number in range(5):
        writer.submit(number, lambda: None)
    assert threading.active_count() == before + 1
    thread = next(each for each in threading.enumerate() if each.name == "playbook-writer")
    log.gate.set()
    assert writer.flush(10)
    thread.join(10)
    assert threading.active_count() == before


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_callback_that_raises_stops_no_saving() -> None:
    done: list[Hashable] = []
    threads: list[threading.Thread] = []

    def saved(key: Hashable) -> None:
        threads.append(threading.current_thread())
        if key == "a":
            raise ValueError("a bug in a screen")
        done.append(key)

    writer = Writer(saved)
    for name in "abc":
        writer.submit(name, lambda: None)
    assert writer.flush(10)
    for thread in threads:
        thread.join(10)
    assert done == ["b", "c"]


def test_the_program_does_not_end_before_what_was_submitted_is_saved(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from playbook.records.writer import Writer\n"
        "writer = Writer()\n"
        "for number in range(20):\n"
        "    writer.save(Path(sys.argv[1]) / f'{number}.json', b'x' * 1000)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, cwd=ROOT)
    assert len(list(tmp_path.glob("*.json"))) == 20


def test_nobody_need_listen() -> None:
    writer = Writer()
    writer.submit("a", lambda: None)
    writer.submit("b", refuse)
    assert not writer.flush(10)
