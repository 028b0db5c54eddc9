"""How SQLite comes to what the desk asks: not by a clock, but by the way it says that it takes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from playbook.desk.asking import IndexedFeedback, Viewer
from playbook.desk.filters import parse_filter
from playbook.desk.indexed import FeedbackShelf
from playbook.desk.indexed_queue import IndexedQueue
from playbook.desk.promise import parse_promise
from playbook.desk.spoken import Spoken
from playbook.records.index import Index
from tests.desk.field import START, Field
from tests.records.arrivals import Folder

BY_NUMBER = "SEARCH item USING INTEGER PRIMARY KEY (rowid=?)"
DANA = Viewer("dana", frozenset({"dana"}), liaison=True, now=START)


class Ways:
    """A desk whose questions to the index are asked a second time: how will you find this?"""

    def __init__(self, index: Index) -> None:
        self.taken: list[str] = []
        self._query, self._index = index.query, index
        self.queue = IndexedQueue(IndexedFeedback(index), DANA, parse_promise(), Spoken(index))

    def query(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        self.taken += [row[3] for row in self._query(f"EXPLAIN QUERY PLAN {sql}", *values)]
        return self._query(sql, *values)

    def on_items(self) -> list[str]:
        """Return the ways to items since this was asked last."""
        found = [way for way in self.taken if " item " in f"{way} " or "ORDER BY" in way]
        self.taken.clear()
        return found


@pytest.fixture
def ways(tmp_path: Path, desk: Field, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ways]:
    for number in range(30):
        desk.capture(f"i{number:02}", text=f"portal {number}", account="acme" if number % 3 else "")
    folder = Folder(tmp_path)
    folder.arrive(desk.records)
    with closing(folder.index([FeedbackShelf(parse_promise(), "")])) as index:
        index.refresh()
        ways = Ways(index)
        monkeypatch.setattr(index, "query", ways.query)
        yield ways
        ways.queue.words.close()


def test_what_is_alike_is_looked_up_by_its_number_whatever_state_it_is_in(ways: Ways) -> None:
    assert len(ways.queue.feedback.numbered([1, 2, 3], DANA, open_only=True)) == 3
    assert ways.on_items() == [BY_NUMBER]


@pytest.mark.parametrize(
    "words", ["portal", "portal is:open", "'portal 1' account:acme", "portal -kind:idea"]
)
def test_a_word_that_few_say_leads_to_them_and_nowhere_else(ways: Ways, words: str) -> None:
    for tab in ("all", "new"):
        assert ways.queue.found(parse_filter(words), tab, limit=5)
        assert ways.on_items()[:2] == [BY_NUMBER, "USE TEMP B-TREE FOR ORDER BY"]


def test_a_word_that_many_say_is_met_where_items_stand_in_order(
    ways: Ways, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("playbook.desk.filter_sql._FEW", 2)
    assert len(ways.queue.found(parse_filter("portal"), limit=5)) == 5
    assert ways.on_items() == ["SCAN item USING COVERING INDEX item_urgency"]


def test_an_account_leads_to_its_items(ways: Ways) -> None:
    assert len(ways.queue.found(parse_filter("account:acme"), limit=5)) == 5
    assert ways.on_items() == [
        "SEARCH item USING INDEX item_id (id=?)", BY_NUMBER, "USE TEMP B-TREE FOR ORDER BY",
    ]  # fmt: skip
