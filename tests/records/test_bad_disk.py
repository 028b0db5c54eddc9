"""A disk that is full, read-only or failing: a clear message, nothing torn, and the input still with the caller."""

from __future__ import annotations

import errno
import os
import resource
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from playbook.files import CannotSaveError
from playbook.records.disk import Disk
from playbook.records.draft import Draft
from playbook.records.errors import BusyError, StoppedError
from playbook.records.exchange import import_records
from playbook.records.store import Store
from tests.records.support import feedback, idea, ids, lines, month_file, open_store


def whole(store: Store) -> bool:
    return all(check.whole and not check.damage and not check.unfinished for check in store.check())


def mount(*words: str) -> None:
    done = subprocess.run(["mount", *words], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"cannot mount here: {done.stderr.strip()}")


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A disk of 128 kB."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a tiny disk")
    folder = tmp_path / "tiny"
    folder.mkdir()
    mount("-t", "tmpfs", "-o", "size=128k", "tmpfs", str(folder))
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def sealed(tmp_path: Path) -> Iterator[Path]:
    """A folder with a store of one record that then was made read-only."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a folder read-only")
    folder = tmp_path / "sealed"
    open_store(folder).append(feedback("f1"))
    mount("--bind", str(folder), str(folder))
    mount("-o", "remount,bind,ro", str(folder))
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk_is_said_and_nothing_is_torn(tiny: Path) -> None:
    store = open_store(tiny)
    saved = []
    with pytest.raises(CannotSaveError, match=r"^Not saved: No space left on device\b"):
        for number in range(1000):
            store.append(feedback(f"f{number}", "x" * 900))
            saved.append(f"f{number}")
    assert 20 < len(saved) < 200
    assert ids(store) == ids(open_store(tiny)) == saved
    assert whole(store)
    with pytest.raises(CannotSaveError):
        store.append(feedback("still full", "x" * 5000))
    assert ids(store) == saved
    assert whole(store)


def test_when_there_is_room_again_the_same_store_goes_on(tiny: Path) -> None:
    store = open_store(tiny)
    store.append(feedback("f1"))
    filler = tiny / "filler"
    with pytest.raises(OSError, match="No space left"), filler.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)
    text = "y" * 20_000
    for _ in range(3):
        with pytest.raises(CannotSaveError):
            store.append(feedback("f2", text))
    assert ids(store) == ["f1"]
    filler.unlink()
    assert store.append(feedback("f2", text)).seq == 2
    assert ids(open_store(tiny)) == ["f1", "f2"]
    assert whole(store)
    assert store.quarantine() == []


def test_a_disk_full_from_the_start(tiny: Path) -> None:
    with pytest.raises(OSError, match="No space left"), (tiny / "filler").open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)
    store = open_store(tiny)
    with pytest.raises(CannotSaveError, match="No space left"):
        store.append(feedback("f1"))
    (tiny / "filler").unlink()
    assert store.append(feedback("f1")).seq == 1
    assert whole(store)


def test_an_import_that_fills_the_disk_keeps_what_is_whole(tiny: Path) -> None:
    store = open_store(tiny)
    arriving = lines("kim/00112233445566ff/team", [idea(number) for number in range(3000)])
    with pytest.raises(CannotSaveError, match="No space left"):
        import_records(store, arriving)
    assert whole(store)
    assert store.append(feedback("f1")).seq == 1


def test_a_file_that_may_grow_no_more(tmp_path: Path) -> None:
    """The same without a mount: the process may write files of 30 kB only."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))
            store = open_store(tmp_path)
            try:
                for number in range(1000):
                    store.append(feedback(f"f{number}", "x" * 700))
            except CannotSaveError as error:
                code = 0 if "File too large" in str(error) else 2
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    store = open_store(tmp_path)
    assert whole(store)
    found = ids(store)
    assert found == [f"f{number}" for number in range(len(found))]
    assert len(found) > 25
    assert store.append(feedback("next")).seq == len(found) + 1
    assert store.quarantine() == []


def test_a_read_only_folder_can_be_read_and_says_that_it_cannot_be_written(sealed: Path) -> None:
    store = open_store(sealed)
    assert ids(store) == ["f1"]
    assert whole(store)
    with pytest.raises(CannotSaveError, match="Read-only file system"):
        store.append(feedback("f2"))
    with pytest.raises(CannotSaveError, match="Read-only file system"):
        open_store(sealed, "kim").append(feedback("f2"))
    assert ids(store) == ["f1"]


@pytest.mark.parametrize("place", ["acme", "acme/records", "acme/clock", "acme/records/lee", "device-id"])
def test_something_else_in_the_place_of_a_folder_or_file(tmp_path: Path, place: str) -> None:
    (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
    if place in ("acme/clock", "device-id"):
        (tmp_path / place).mkdir()
    else:
        (tmp_path / place).write_bytes(b"a file")
    store = open_store(tmp_path)
    with pytest.raises(CannotSaveError, match=r"^Not saved: "):
        store.append(feedback("f1"))
    assert store.records() == []


class FailingDisk:
    """A disk that fails when told to."""

    def __init__(self) -> None:
        self.fail_write: OSError | None = None
        self.fail_fsync: OSError | None = None
        self.fail_truncate: OSError | None = None
        self.part = 0
        self.syncs = 0

    def write(self, descriptor: int, data: bytes | memoryview) -> int:
        if self.fail_write:
            if self.part:
                done = os.write(descriptor, bytes(data)[: self.part])
                self.part = 0
                return done
            raise self.fail_write
        return os.write(descriptor, data)

    def fsync(self, descriptor: int) -> None:
        self.syncs += 1
        if self.fail_fsync:
            raise self.fail_fsync
        os.fsync(descriptor)

    def truncate(self, descriptor: int, size: int) -> None:
        if self.fail_truncate:
            raise self.fail_truncate
        os.ftruncate(descriptor, size)

    def disk(self) -> Disk:
        return Disk(self.write, self.fsync, self.truncate)


EIO = OSError(errno.EIO, os.strerror(errno.EIO))
ENOSPC = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_failed_fsync_stops_the_store_and_is_not_tried_again(tmp_path: Path) -> None:
    failing = FailingDisk()
    store = open_store(tmp_path, disk=failing.disk())
    store.append(feedback("f1"))
    failing.fail_fsync = EIO
    with pytest.raises(
        StoppedError, match=r"The disk reported a fault while saving \(Input/output error, "
    ) as caught:
        store.append(feedback("f2"))
    assert "nothing more is saved in this session" in str(caught.value)
    assert caught.value.path == month_file(store)
    syncs = failing.syncs
    failing.fail_fsync = None
    with pytest.raises(StoppedError) as again:
        store.append(feedback("f3"))
    assert again.value is caught.value
    with pytest.raises(StoppedError):
        store.append(feedback("f4"), "liaison")
    with pytest.raises(StoppedError):
        import_records(store, lines("kim/00112233445566ff/team", [idea(1)]))
    assert failing.syncs == syncs
    assert ids(store) == ["f1"]
    fresh = open_store(tmp_path)
    assert fresh.append(feedback("f2")).seq == 2
    assert ids(fresh) == ["f1", "f2"]
    assert whole(fresh)


def test_a_write_that_stops_half_way_is_undone(tmp_path: Path) -> None:
    failing = FailingDisk()
    store = open_store(tmp_path, disk=failing.disk())
    store.append(feedback("f1"))
    before = month_file(store).read_bytes()
    failing.fail_write, failing.part = ENOSPC, 50
    with pytest.raises(CannotSaveError, match="No space left"):
        store.append(feedback("f2"))
    assert month_file(store).read_bytes() == before
    failing.fail_write = None
    assert store.append(feedback("f2")).seq == 2
    assert whole(store)
    assert store.quarantine() == []


def test_a_write_that_cannot_even_be_undone_is_set_aside_by_the_next(tmp_path: Path) -> None:
    failing = FailingDisk()
    store = open_store(tmp_path, disk=failing.disk())
    store.append(feedback("f1"))
    before = month_file(store).read_bytes()
    failing.fail_write, failing.part, failing.fail_truncate = ENOSPC, 50, EIO
    with pytest.raises(CannotSaveError):
        store.append(feedback("f2"))
    assert len(month_file(store).read_bytes()) == len(before) + 50
    failing.fail_write = failing.fail_truncate = None
    assert store.append(feedback("f2")).seq == 2
    assert ids(store) == ["f1", "f2"]
    assert whole(store)
    assert [len(item.data) for item in store.quarantine()] == [50]


def test_of_many_for_several_journals_those_saved_before_the_failure_stand(tmp_path: Path) -> None:
    failing = FailingDisk()
    store = open_store(tmp_path, disk=failing.disk())
    store.append(feedback("f1"))
    (store.records_folder / "lee" / store.device / "liaison").write_bytes(b"in the way")
    with pytest.raises(CannotSaveError):
        store.append_many([Draft(feedback("f2")), Draft(feedback("f3"), "liaison")])
    assert ids(store) == ["f1", "f2"]
    assert whole(store)


def test_a_disk_that_writes_a_little_at_a_time(tmp_path: Path) -> None:
    store = open_store(
        tmp_path, disk=Disk(write=lambda descriptor, data: os.write(descriptor, bytes(data)[:7]))
    )
    store.append(feedback("f1"))
    store.append(feedback("f2"))
    assert ids(store) == ["f1", "f2"]
    assert whole(store)


def test_a_lock_that_another_holds_too_long_is_said(tmp_path: Path) -> None:
    holder, waiting = open_store(tmp_path), open_store(tmp_path, patience=0.02)
    waiting.append(feedback("f1"))
    with holder.appender.turn():
        with pytest.raises(BusyError, match=r"^Not saved: another Playbook .* for more than 0\.02 seconds"):
            waiting.append(feedback("f2"))
        assert ids(waiting) == ["f1"]
    assert waiting.append(feedback("f2")).seq == 2


def test_a_thread_that_holds_the_lock_too_long_is_said(tmp_path: Path) -> None:
    store = open_store(tmp_path, patience=0.02)
    store.append(feedback("f1"))
    caught: list[BaseException] = []

    def wait() -> None:
        try:
            store.append(feedback("f2"))
        except BusyError as error:
            caught.append(error)

    with store.appender.turn():
        thread = threading.Thread(target=wait)
        thread.start()
        thread.join(10)
    assert len(caught) == 1
    assert store.append(feedback("f2")).seq == 2


def test_threads_of_one_store_take_turns(tmp_path: Path) -> None:
    store = open_store(tmp_path)

    def write(number: int) -> None:
        for each in range(20):
            store.append(feedback(f"{number}-{each}"))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(ids(store))) == 100
    assert whole(store)


def test_a_store_that_failed_leaves_no_lock_behind(tmp_path: Path) -> None:
    failing = FailingDisk()
    store = open_store(tmp_path, disk=failing.disk(), patience=0.05)
    failing.fail_write = ENOSPC
    for _ in range(3):
        with pytest.raises(CannotSaveError):
            store.append(feedback("f1"))
    assert open_store(tmp_path, patience=0.05).append(feedback("f1")).seq == 1
    failing.fail_write = None
    assert store.append(feedback("f2")).seq == 2
