"""In which order things reach the disk: what is acknowledged must already be there, with its name."""

from __future__ import annotations

import io
import os
import shutil
from pathlib import Path

import pytest

import playbook.records.disk
from playbook.records.disk import Disk, make_folder
from playbook.records.exchange import import_records
from playbook.records.store import Store
from tests.records.support import export_records, feedback, idea, lines, month_file, open_store


class Watch:
    """Notes what is done to which file, in order."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
        self.acts: list[str] = []
        self._root = root
        monkeypatch.setattr(playbook.records.disk, "sync_folder", self._sync_folder)

    def _note(self, act: str, descriptor: int) -> None:
        self.acts.append(f"{act} {Path(f'/proc/self/fd/{descriptor}').readlink().name}")

    def _sync_folder(self, folder: Path) -> None:
        self.acts.append(f"name in {folder.relative_to(self._root.parent)}")

    def write(self, descriptor: int, data: bytes | memoryview) -> int:
        self._note("write", descriptor)
        return os.write(descriptor, data)

    def fsync(self, descriptor: int) -> None:
        self._note("sync", descriptor)
        os.fsync(descriptor)

    def truncate(self, descriptor: int, size: int) -> None:
        self._note("cut", descriptor)
        os.ftruncate(descriptor, size)

    def since(self) -> list[str]:
        acts, self.acts = self.acts, []
        return acts


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Watch:
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("no /proc to see which file a descriptor is")
    return Watch(monkeypatch, tmp_path / "data")


@pytest.fixture
def store(watch: Watch, tmp_path: Path) -> Store:
    return open_store(tmp_path / "data", disk=Disk(watch.write, watch.fsync, watch.truncate))


def test_the_first_record_and_every_name_on_the_way_to_it(watch: Watch, store: Store) -> None:
    store.append(feedback("f1"))
    assert watch.since() == [
        "name in .",
        "name in data",
        "name in data/acme",
        "name in data",
        "write device-id",
        "sync device-id",
        "name in data/acme",
        "name in data/acme/records",
        "name in data/acme/records/lee",
        "name in data/acme/records/lee/0000000000000001",
        "name in data/acme/records/lee/0000000000000001/team",
        "write 2026-11.jsonl",
        "sync 2026-11.jsonl",
    ]


def test_every_other_record_is_one_write_and_one_sync(watch: Watch, store: Store) -> None:
    store.append(feedback("f1"))
    watch.since()
    store.append(feedback("f2"))
    assert watch.since() == ["write 2026-11.jsonl", "sync 2026-11.jsonl"]


def test_a_torn_tail_is_safe_before_it_is_cut(watch: Watch, store: Store, tmp_path: Path) -> None:
    open_store(tmp_path / "data").append(feedback("f1"))
    with month_file(store).open("ab") as file:
        file.write(b"torn")
    watch.since()
    store.append(feedback("f2"))
    assert watch.since() == [
        "name in data/acme",
        "write quarantine.jsonl",
        "sync quarantine.jsonl",
        "cut 2026-11.jsonl",
        "sync 2026-11.jsonl",
        "write 2026-11.jsonl",
        "sync 2026-11.jsonl",
    ]


def test_what_is_refused_is_safe_and_the_clock_is_moved_before_lines_come_in(
    watch: Watch, store: Store
) -> None:
    store.append(feedback("f1"))
    watch.since()
    import_records(store, [*lines("kim/00112233445566ff/team", [idea(1)], first_clock=9), b"garbage"])
    acts = [act for act in watch.since() if not act.startswith("name in")]
    assert acts == [
        "write quarantine.jsonl", "sync quarantine.jsonl", "sync clock", "write 2026-11.jsonl", "sync 2026-11.jsonl",
    ]  # fmt: skip


def test_an_import_that_brings_nothing_writes_nothing(watch: Watch, store: Store) -> None:
    arriving = lines("kim/00112233445566ff/team", [idea(1)])
    import_records(store, arriving)
    watch.since()
    import_records(store, arriving)
    assert watch.since() == []


def test_moved_lines_stand_again_and_are_set_aside_before_they_are_cut(
    watch: Watch, store: Store, tmp_path: Path
) -> None:
    store.append(feedback("f1"))
    shutil.copytree(tmp_path / "data", tmp_path / "copy")
    store.append(feedback("ours"))
    copy = open_store(tmp_path / "copy")
    copy.append(feedback("theirs"))
    out = io.BytesIO()
    export_records(copy, out)
    watch.since()
    import_records(store, [out.getvalue().splitlines()[1]])
    acts = [act for act in watch.since() if not act.startswith("name in")]
    assert acts == [
        "write device-id", "sync device-id",
        "write 2026-11.jsonl", "sync 2026-11.jsonl",
        "write quarantine.jsonl", "sync quarantine.jsonl",
        "cut 2026-11.jsonl", "sync 2026-11.jsonl",
        "sync clock",
        "sync clock",
        "write 2026-11.jsonl", "sync 2026-11.jsonl",
    ]  # fmt: skip


def test_a_folder_that_is_there_is_not_made_again(watch: Watch, tmp_path: Path) -> None:
    make_folder(tmp_path / "data" / "a")
    assert watch.since() == ["name in .", "name in data"]
    make_folder(tmp_path / "data" / "a")
    assert watch.since() == []
