"""The index after damage, other rights and other versions, and where it cannot be written."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook.records.errors import CannotReadError
from tests.records import test_index as base
from tests.records.arrivals import Folder
from tests.records.test_index import RAY, TEAM, Log, Voices, files, voices

folder, log = base.folder, base.log


# Made anew


def test_deleting_it_loses_nothing(folder: Folder, log: Log) -> None:
    import shutil

    folder.arrive([log.feedback("f1")])
    index = folder.index([Voices()])
    assert len(voices(index)) == 1
    shutil.rmtree(folder.cache)
    folder.arrive([log.feedback("f2")])
    assert [row[0] for row in voices(index)] == ["f1", "f2"]
    assert files(folder)[0] == "index-1.sqlite"


def test_another_version_of_rows_is_made_anew(folder: Folder, log: Log) -> None:
    folder.arrive([log.feedback("f1")])
    voices(folder.index([Voices("1")]))
    shelf = Voices("2")
    assert len(voices(folder.index([shelf]))) == 1
    assert shelf.folded == [{"f1"}]
    assert files(folder)[0] == "index-2.sqlite"
    assert not any(name.startswith("index-1") for name in files(folder))


def test_whoever_has_the_old_one_open_goes_on(folder: Folder, log: Log) -> None:
    folder.arrive([log.feedback("f1")])
    old = folder.index([Voices("1")])
    voices(old)
    voices(folder.index([Voices("2")]))
    folder.arrive([log.feedback("f2")])
    assert [row[0] for row in voices(old)] == ["f1", "f2"]


@pytest.mark.parametrize("damage", ["empty", "text", "half", "middle", "pages"])
def test_a_damaged_file_is_made_anew_and_never_an_error(folder: Folder, log: Log, damage: str) -> None:
    folder.arrive([log.feedback(f"f{number}", "x" * 200) for number in range(300)])
    first = folder.index([Voices()])
    expected = voices(first)
    first.close()
    path = folder.cache / "lee" / "index-1.sqlite"
    data = path.read_bytes()
    path.write_bytes(
        {
            "empty": b"",
            "text": b"not a database, but as long as one " * 200,
            "half": data[: len(data) // 2],
            "middle": data[:8192] + b"\xff" * (len(data) - 8192),
            "pages": data[:100] + b"\x00" * 3996 + data[4096:],
        }[damage]
    )
    assert voices(folder.index([Voices()])) == expected


def test_damage_that_shows_only_while_it_is_open(folder: Folder, log: Log) -> None:
    folder.arrive([log.feedback(f"f{number}", "x" * 300) for number in range(500)])
    index = folder.index([Voices()])
    index.refresh()
    path = folder.cache / "lee" / "index-1.sqlite"
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 4096))
    assert len(voices(index)) == 500
    assert not index.in_memory


def test_a_journal_that_was_rewritten_or_restored_is_read_anew(folder: Folder, log: Log) -> None:
    folder.arrive([log.feedback("f1"), log.feedback("f2"), log.feedback("f3")])
    index = folder.index([Voices()])
    assert len(voices(index)) == 3
    month = next((folder.records / TEAM).iterdir())
    first, second, _ = month.read_bytes().splitlines(keepends=True)
    month.write_bytes(first + second)
    assert [row[0] for row in voices(index)] == ["f1", "f2"]
    other = month.with_name("copy")
    other.write_bytes(first)
    other.replace(month)
    assert [row[0] for row in voices(index)] == ["f1"]
    month.unlink()
    assert voices(index) == []


def test_a_line_that_changed_since_shows_when_it_is_read(folder: Folder, log: Log) -> None:
    folder.arrive([log.feedback("f1"), log.feedback("f2")])
    index = folder.index([Voices()])
    index.refresh()
    month = next((folder.records / TEAM).iterdir())
    with month.open("r+b") as file:
        file.seek(month.read_bytes().index(b'"f1"') + 1)
        file.write(b"g")
    found = index.about("voices", ["f1", "f2"])
    assert list(found) == ["f2"]
    assert [row[0] for row in index.query("SELECT id FROM voice")] == ["f2"]


def test_other_rights_make_it_anew(folder: Folder, log: Log) -> None:
    folder.arrive([log.feedback("f1"), log.feedback("f2", journal=RAY)])
    assert len(voices(folder.index([Voices()]))) == 2
    mine = folder.index([Voices()], reads=lambda journal: journal == TEAM)
    assert [row[0] for row in voices(mine)] == ["f1"]
    assert len(voices(folder.index([Voices()]))) == 2


def test_each_person_has_one_of_their_own(folder: Folder, log: Log) -> None:
    folder.arrive([log.feedback("f1"), log.feedback("f2", journal=RAY)])
    assert len(voices(folder.index([Voices()], person="lee"))) == 2
    ray = folder.index([Voices()], person="ray", reads=lambda journal: journal == RAY)
    assert len(voices(ray)) == 1
    assert len(voices(folder.index([Voices()], person="lee"))) == 2


# Where it cannot be written


@pytest.mark.parametrize("what", ["file in the way", "folder in the way", "no room"])
def test_without_a_cache_folder_everything_works(
    folder: Folder, log: Log, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.arrive([log.feedback("f1")])
    if what == "file in the way":
        folder.cache.write_bytes(b"")
    elif what == "folder in the way":
        (folder.cache / "lee" / "lock").mkdir(parents=True)
    else:
        from playbook.records.index import index as module

        def full(path: Path) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(module, "sync_file", full)
    index = folder.index([Voices()])
    assert len(voices(index)) == 1
    assert index.in_memory
    folder.arrive([log.vote("f1")])
    assert voices(index) == [("f1", "", 1, "1 2")]


def test_a_disk_that_fills_up_later(folder: Folder, log: Log) -> None:
    folder.arrive([log.feedback("f1")])
    index = folder.index([Voices()])
    index.refresh()
    assert index._db is not None
    index._db.execute("PRAGMA max_page_count = 1")  # what a full disk does to SQLite
    folder.arrive([log.feedback(f"g{number}", "x" * 500) for number in range(200)])
    assert len(voices(index)) == 201
    assert "full" in index.in_memory


def test_records_that_cannot_be_read_are_said_so(folder: Folder, log: Log) -> None:
    folder.arrive([log.feedback("f1")])
    month = next((folder.records / TEAM).iterdir())
    month.unlink()
    month.mkdir()
    with pytest.raises(CannotReadError, match="cannot be read"):
        folder.index([Voices()]).refresh()


def test_another_process_that_makes_it_is_waited_for_and_then_done_without(folder: Folder, log: Log) -> None:
    from playbook.records.disk import Disk
    from playbook.records.lock import Lock

    folder.arrive([log.feedback("f1")])
    (folder.cache / "lee").mkdir(parents=True)
    with Lock(folder.cache / "lee" / "lock", Disk()).hold():
        index = folder.index([Voices()], patience=0.05)
        assert len(voices(index)) == 1
        assert index.in_memory
