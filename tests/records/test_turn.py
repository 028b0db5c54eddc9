from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from playbook.files import CannotSaveError
from playbook.records.disk import Disk
from playbook.records.errors import BusyError
from playbook.records.lock import Lock
from playbook.records.model import MAX_CLOCK
from playbook.records.turn import Turn, Turns


class Counting:
    """A disk that counts syncs."""

    def __init__(self) -> None:
        self.syncs = 0

    def fsync(self, descriptor: int) -> None:
        self.syncs += 1
        os.fsync(descriptor)


def turns(folder: Path, *, patience: float = 5.0, disk: Disk | None = None) -> Turns:
    return Turns(folder / "clock", disk or Disk(), patience)


def held(folder: Path) -> bytes:
    return (folder / "clock").read_bytes()


def test_the_first_turn_knows_nothing(tmp_path: Path) -> None:
    with turns(tmp_path).take() as turn:
        assert (turn.clock, turn.lost, turn.alone) == (0, True, False)
        turn.witness(0)
        assert (turn.clock, turn.lost) == (0, False)
    assert held(tmp_path) == b"000000000000000\n"


def test_a_turn_that_learnt_nothing_leaves_the_clock_lost(tmp_path: Path) -> None:
    mine = turns(tmp_path)
    for _ in range(2):
        with mine.take() as turn:
            assert (turn.lost, turn.alone) == (True, False)
    assert held(tmp_path) == b""


def test_the_clock_only_moves_on(tmp_path: Path) -> None:
    mine = turns(tmp_path)
    with mine.take() as turn:
        turn.witness(7)
        assert turn.clock == 7
        turn.witness(5)
        assert turn.clock == 7
        turn.witness(7)
        assert turn.clock == 7
        turn.witness(8)
        assert turn.clock == 8
        assert held(tmp_path) == b"000000000000008\n"
    with mine.take() as turn:
        assert turn.clock == 8


def test_a_clock_that_stands_where_we_left_it_says_we_are_alone(tmp_path: Path) -> None:
    mine, other = turns(tmp_path), turns(tmp_path)
    with mine.take() as turn:
        turn.witness(1)
    with mine.take() as turn:
        assert turn.alone
    with other.take() as turn:
        assert not turn.alone
        assert turn.clock == 1
    with mine.take() as turn:
        assert turn.alone
    with other.take() as turn:
        turn.witness(2)
    with mine.take() as turn:
        assert not turn.alone
        assert turn.clock == 2
    with mine.take() as turn:
        assert turn.alone


def test_a_touch_is_seen_by_others_and_durable(tmp_path: Path) -> None:
    counting = Counting()
    mine, other = turns(tmp_path, disk=Disk(fsync=counting.fsync)), turns(tmp_path)
    for each in (mine, other):
        with each.take() as turn:
            turn.witness(5)
    with other.take() as turn:
        assert turn.alone
    assert counting.syncs == 0
    with mine.take() as turn:
        turn.touch()
        assert turn.clock == 6
    assert counting.syncs == 1
    assert held(tmp_path) == b"000000000000006\n"
    with other.take() as turn:
        assert not turn.alone


def test_a_turn_that_went_wrong_is_not_trusted(tmp_path: Path) -> None:
    mine = turns(tmp_path)
    with mine.take() as turn:
        turn.witness(1)
    with pytest.raises(ValueError, match="went wrong"), mine.take() as turn:
        assert turn.alone
        raise ValueError("went wrong")
    with mine.take() as turn:
        assert not turn.alone
    turn = mine.begin()
    assert turn.alone
    mine.end(turn, well=False)
    turn = mine.begin()
    assert not turn.alone
    mine.end(turn)
    turn = mine.begin()
    assert turn.alone
    mine.end(turn)


def test_counting_ends_at_its_end(tmp_path: Path) -> None:
    with turns(tmp_path).take() as turn:
        turn.witness(MAX_CLOCK)
        turn.touch()
        assert turn.clock == MAX_CLOCK
    assert held(tmp_path) == b"%d\n" % MAX_CLOCK
    assert len(held(tmp_path)) == 16


@pytest.mark.parametrize(
    "data", [b"", b"7\n", b"00000000000000a\n", b"000000000000007", b"\0" * 16, b"000000000000007x"]
)
def test_what_is_no_clock_is_a_lost_clock(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "clock").write_bytes(data)
    with turns(tmp_path).take() as turn:
        assert (turn.lost, turn.clock) == (True, 0)


def test_a_clock_that_cannot_be_read_is_said_and_the_lock_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = turns(tmp_path, patience=0.05)

    def fail(descriptor: int, size: int) -> bytes:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr("playbook.records.turn.read_at", fail)
        with pytest.raises(CannotSaveError, match="Input/output error") as caught:
            mine.begin()
    assert caught.value.path == tmp_path / "clock"
    with mine.take(), pytest.raises(BusyError), turns(tmp_path, patience=0.01).take():
        pass


def test_a_lock_is_had_by_one_at_a_time(tmp_path: Path) -> None:
    one, two = Lock(tmp_path / "x", Disk(), 0.02), Lock(tmp_path / "x", Disk(), 0.02)
    with one.hold():
        with pytest.raises(BusyError, match=r"more than 0\.02 seconds"), two.hold():
            pass
        with pytest.raises(BusyError):
            one.acquire()
    with two.hold() as descriptor:
        assert os.fstat(descriptor).st_ino == (tmp_path / "x").stat().st_ino
    with one.hold():
        pass


def test_no_patience_is_one_try(tmp_path: Path) -> None:
    with (
        Lock(tmp_path / "x", Disk(), 0).hold(),
        pytest.raises(BusyError),
        Lock(tmp_path / "x", Disk(), 0).hold(),
    ):
        pass


def test_who_waits_gets_it_when_it_is_free(tmp_path: Path) -> None:
    one, two = Lock(tmp_path / "x", Disk(), 10), Lock(tmp_path / "x", Disk(), 10)
    waiting, got = threading.Event(), threading.Event()

    def wait() -> None:
        waiting.set()
        with two.hold():
            got.set()

    with one.hold():
        thread = threading.Thread(target=wait)
        thread.start()
        assert waiting.wait(60)
        assert not got.is_set()
    assert got.wait(60)
    thread.join()


def test_a_lock_file_that_was_replaced_is_not_the_lock(tmp_path: Path) -> None:
    one, two = Lock(tmp_path / "x", Disk(), 0.02), Lock(tmp_path / "x", Disk(), 0.02)
    with one.hold():
        pass
    (tmp_path / "x").rename(tmp_path / "moved")
    with one.hold() as descriptor:
        assert os.fstat(descriptor).st_ino == (tmp_path / "x").stat().st_ino
        with pytest.raises(BusyError), two.hold():
            pass


def test_a_lock_that_cannot_be_made_is_said_each_time(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    lock = Lock(tmp_path / "file" / "x", Disk(), 0.05)
    for _ in range(2):
        with pytest.raises(CannotSaveError, match="Not a directory") as caught:
            lock.acquire()
        assert caught.value.path == tmp_path / "file" / "x"
    lock.close()


def test_a_closed_lock_can_be_had_again(tmp_path: Path) -> None:
    lock = Lock(tmp_path / "x", Disk(), 0.05)
    with lock.hold() as before:
        pass
    lock.close()
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(before)
    lock.close()
    with lock.hold():
        pass


def test_a_turn_by_itself() -> None:
    turn = Turn(Disk(), -1, 9, 9)
    assert (turn.clock, turn.lost, turn.alone) == (9, False, True)
    assert not Turn(Disk(), -1, 9, 8).alone
    assert not Turn(Disk(), -1, 9, None).alone
    assert not Turn(Disk(), -1, None, None).alone
