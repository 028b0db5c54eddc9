"""What the index holds of its file in memory: little for as long as it is asked, more while much is written."""

from __future__ import annotations

import sqlite3

import pytest

from playbook.records.index.index import _KEPT, _KEPT_WHILE_WRITING, _WORTH_TELLING, _holding
from tests.records import test_index as base
from tests.records.arrivals import Folder
from tests.records.test_index import Log, Voices, voices

folder, log = base.folder, base.log


def test_little_is_held_after_it_was_made_and_after_much_news(folder: Folder, log: Log) -> None:
    folder.arrive([log.feedback("f1")])
    index = folder.index([Voices()])
    assert len(voices(index)) == 1
    assert index.query("PRAGMA cache_size") == [(-_KEPT,)]
    many = _WORTH_TELLING // 50_000 + 2
    folder.arrive([log.feedback(f"m{number}", "x" * 50_000) for number in range(many)])
    assert len(voices(index)) == 1 + many
    assert index.query("PRAGMA cache_size") == [(-_KEPT,)]


@pytest.mark.parametrize("much", [True, False])
def test_more_is_held_only_while_much_is_written(*, much: bool) -> None:
    db = sqlite3.connect(":memory:")
    db.execute(f"PRAGMA cache_size = {-_KEPT}")

    def held() -> int:
        [(size,)] = db.execute("PRAGMA cache_size")
        return -int(size)

    with pytest.raises(KeyError), _holding(db, much=much):
        assert held() == (_KEPT_WHILE_WRITING if much else _KEPT)
        raise KeyError
    assert held() == _KEPT
    db.close()
