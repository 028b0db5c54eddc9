"""The index of the records: kept up, made anew whenever it is wrong, never in the way."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

import pytest

from playbook.progress import Progress, WasStoppedError
from playbook.records.customers import Touch
from playbook.records.index import Filed, Index, Shelf
from playbook.records.index.shelf import Subjects
from playbook.records.layout import LATE
from playbook.records.model import Feedback, Record, Seen, Vote
from tests.records.arrivals import Folder

TEAM = "lee/00112233445566ff/team"
RAY = "ray/ffeeddccbbaa9988/team"


class Voices(Shelf):
    """How many votes each feedback has, and the clocks of its records in their order."""

    name: ClassVar[str] = "voices"
    kinds: ClassVar[frozenset[str]] = frozenset({"feedback", "vote"})
    tables: ClassVar[str] = "CREATE TABLE voice (id TEXT, text TEXT, votes INTEGER, clocks TEXT)"
    indexes: ClassVar[str] = "CREATE UNIQUE INDEX voice_id ON voice (id)"

    def __init__(self, version: str = "1") -> None:
        self.said = version
        self.folded: list[set[str]] = []

    @property
    def version(self) -> str:
        return self.said

    def subject(self, record: Record) -> str:
        body = record.body
        return body.id if isinstance(body, Feedback) else body.feedback if isinstance(body, Vote) else ""

    def fold(self, db: sqlite3.Connection, subjects: Subjects, *, new: bool) -> None:
        self.folded.append(set(subjects))
        if not new:
            db.executemany("DELETE FROM voice WHERE id = ?", [(id_,) for id_ in subjects])
        db.executemany("INSERT INTO voice VALUES (?, ?, ?, ?)", [_voice(*one) for one in subjects.items()])


def _voice(id_: str, records: Sequence[Record]) -> tuple[str, str, int, str]:
    texts = [record.body.text for record in records if isinstance(record.body, Feedback)]
    clocks = " ".join(str(record.clock) for record in records)
    return id_, "".join(texts), len(records) - len(texts), clocks


class Log:
    """Records of two people, each with the next number of their journal and the next clock of all."""

    def __init__(self) -> None:
        self.clock = 0
        self.seqs: dict[str, int] = {}

    def say(self, body: Feedback | Vote | Seen | Touch, kind: str, journal: str = TEAM) -> Record:
        self.clock += 1
        self.seqs[journal] = self.seqs.get(journal, 0) + 1
        return Record(journal, self.seqs[journal], self.clock, "2026-11-21T12:00:00.123Z", kind, body)

    def feedback(self, id_: str, text: str = "", journal: str = TEAM) -> Record:
        return self.say(Feedback(id=id_, kind="idea", text=text), "feedback", journal)

    def vote(self, id_: str, journal: str = RAY) -> Record:
        return self.say(Vote(feedback=id_), "vote", journal)


@pytest.fixture
def log() -> Log:
    return Log()


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def voices(index: Index) -> list[tuple[object, ...]]:
    index.refresh()
    return index.query("SELECT id, text, votes, clocks FROM voice ORDER BY id")


def files(folder: Folder) -> list[str]:
    return sorted(path.name for path in (folder.cache / "lee").iterdir() if path.name != "lock")


# Keeping up


def test_nothing_recorded_is_an_empty_index(folder: Folder) -> None:
    assert voices(folder.index([Voices()])) == []


def test_what_is_recorded_later_is_read_at_the_next_look(folder: Folder, log: Log) -> None:
    index = folder.index([Voices()])
    folder.arrive([log.feedback("f1", "one")])
    assert voices(index) == [("f1", "one", 0, "1")]
    folder.arrive([log.vote("f1"), log.feedback("f2", "two")])
    assert voices(index) == [("f1", "one", 1, "1 2"), ("f2", "two", 0, "3")]


def test_only_what_new_records_touch_is_folded_again(folder: Folder, log: Log) -> None:
    shelf = Voices()
    index = folder.index([shelf])
    folder.arrive([log.feedback(f"f{number}") for number in range(5)])
    index.refresh()
    assert shelf.folded == [{"f0", "f1", "f2", "f3", "f4"}]
    shelf.folded.clear()
    index.refresh()
    assert shelf.folded == []
    folder.arrive([log.vote("f3")])
    index.refresh()
    assert [one for one in shelf.folded if one] == [{"f3"}]


def test_another_window_finds_it_made_and_reads_nothing_again(folder: Folder, log: Log) -> None:
    folder.arrive([log.feedback("f1"), log.vote("f1")])
    folder.index([Voices()]).refresh()
    shelf = Voices()
    assert voices(folder.index([shelf])) == [("f1", "", 1, "1 2")]
    assert shelf.folded == []


def test_records_about_one_thing_are_read_from_their_places_in_their_order(folder: Folder, log: Log) -> None:
    one, vote, other = log.feedback("f1"), log.vote("f1"), log.feedback("f2")
    folder.arrive([other, vote, one])
    index = folder.index([Voices()])
    index.refresh()
    assert index.about("voices", ["f1", "f2", "nobody"]) == {"f1": [one, vote], "f2": [other]}


def test_a_late_line_that_was_there_already_counts_once(folder: Folder, log: Log) -> None:
    first, second = log.feedback("f1"), log.vote("f1", TEAM)
    folder.arrive([first, second])
    folder.arrive([first, second])
    assert (folder.records / TEAM / LATE).exists()
    assert voices(folder.index([Voices()])) == [("f1", "", 1, "1 2")]


def test_what_a_crash_left_at_the_end_is_read_when_it_has_become_a_line(folder: Folder, log: Log) -> None:
    folder.arrive([log.feedback("f1", "one")])
    month = next((folder.records / TEAM).iterdir())
    whole = month.read_bytes()
    folder.arrive([log.feedback("f2", "two")])
    both = month.read_bytes()
    month.write_bytes(both[: len(whole) + 20])
    index = folder.index([Voices()])
    assert len(voices(index)) == 1
    with month.open("r+b") as file:
        file.truncate(len(whole))
        file.seek(0, os.SEEK_END)
        file.write(both[len(whole) :])
    assert [row[0] for row in voices(index)] == ["f1", "f2"]


def test_damage_in_the_middle_is_passed_over(folder: Folder, log: Log) -> None:
    folder.arrive([log.feedback("f1"), log.feedback("f2"), log.feedback("f3")])
    month = next((folder.records / TEAM).iterdir())
    month.write_bytes(month.read_bytes().replace(b'"f2"', b'"fX"'))
    assert [row[0] for row in voices(folder.index([Voices()]))] == ["f1", "f3"]


def test_unknown_kinds_and_newer_versions_are_passed_over(folder: Folder, log: Log) -> None:
    from playbook.records import line

    folder.arrive([log.feedback("f1")])
    month = next((folder.records / TEAM).iterdir())
    prev = "0" * 32
    at = "2026-11-21T12:00:00.123Z"
    strange = [
        line.encode(TEAM, 2, 2, at, "dream", b'{"id":"d1"}', prev),
        line.encode(TEAM, 3, 3, at, "feedback", b'{"id":"f9","kind":"idea"}', prev, v=2),
        line.encode(TEAM, 4, 4, at, "feedback", b'{"id":"f9","kind":"whim"}', prev),
        line.encode(TEAM, 5, 5, at, "feedback", b'{"id":"f2","kind":"idea"}', prev),
    ]
    with month.open("ab") as file:
        file.writelines(one + b"\n" for one in strange)
    assert [row[0] for row in voices(folder.index([Voices()]))] == ["f1", "f2"]


# Kinds that are found by their kind


def test_filed_kinds_are_found_by_kind_and_by_what_they_are_about(folder: Folder, log: Log) -> None:
    def account(record: Record) -> str:
        return record.body.account if isinstance(record.body, Touch) else ""

    seen = log.say(Seen(what="page:a:b"), "seen", "lee/00112233445566ff/self")
    acme, beta = log.say(Touch(account="acme"), "touch"), log.say(Touch(account="beta"), "touch")
    folder.arrive([beta, acme, seen])
    index = folder.index(filed=[Filed("seen"), Filed("touch", account)])
    index.refresh()
    assert index.records(["seen"]) == [seen]
    assert index.records(["touch", "seen"]) == [seen, acme, beta]
    assert index.records_about("touch", ["beta", "gamma"]) == [beta]
    assert index.records_about("touch", []) == []
    again = log.say(Touch(account="acme"), "touch")
    folder.arrive([again])
    assert index.records(["touch"]) == [acme, beta]
    index.refresh()
    assert index.records(["touch"]) == [acme, beta, again]
    assert index.records_about("touch", ["acme"]) == [acme, again]


def test_records_of_a_filed_kind_that_come_late_stand_in_their_order(folder: Folder, log: Log) -> None:
    first = log.say(Seen(what="a"), "seen", "lee/00112233445566ff/self")
    second = log.say(Seen(what="b"), "seen", "lee/ffffffffffffffff/self")
    index = folder.index(filed=[Filed("seen")])
    folder.arrive([second])
    index.refresh()
    assert index.records(["seen"]) == [second]
    folder.arrive([first, second])
    index.refresh()
    assert index.records(["seen"]) == [first, second]


# Progress, and stopping


def test_little_that_is_new_is_read_without_a_word(folder: Folder, log: Log) -> None:
    folder.arrive([log.feedback("f1")])
    heard: list[str] = []
    folder.index([Voices()], progress=Progress(lambda progress: heard.append(progress.words))).refresh()
    assert heard == []


def test_how_far_it_has_come_is_told_and_it_can_be_stopped(folder: Folder, log: Log) -> None:
    folder.arrive([log.feedback(f"f{number}", "x" * 30_000) for number in range(50)])
    folder.arrive([log.feedback("f", "", RAY)])
    heard: list[str] = []

    def hear(progress: Progress) -> None:
        heard.append(progress.words)
        if progress.done:
            progress.stop()

    index = folder.index([Voices()], progress=Progress(hear))
    with pytest.raises(WasStoppedError):
        index.refresh()
    assert heard[:2] == ["Reading the records · 0 of 2 files", "Reading the records · 1 of 2 files"]
    assert files(folder) == []
    assert len(voices(folder.index([Voices()]))) == 51


# Two at once


def test_threads_that_ask_at_once_get_the_same(folder: Folder, log: Log) -> None:
    folder.arrive([log.feedback(f"f{number}") for number in range(200)])
    index = folder.index([Voices()])
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(len(voices(index)))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [200] * 4


def test_two_windows_bring_it_up_to_date_in_turns(folder: Folder, log: Log) -> None:
    one, other = folder.index([Voices()]), folder.index([Voices()])
    for number in range(10):
        folder.arrive([log.feedback(f"f{number}")])
        assert len(voices(one if number % 2 else other)) == number + 1
    assert voices(one) == voices(other)
    assert not one.in_memory and not other.in_memory
