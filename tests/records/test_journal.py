from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import tinydb
from tinydb.table import Document

from playbook.records import line
from playbook.records.draft import Draft
from playbook.records.errors import AppendOnlyError, RecordRefusedError
from playbook.records.journal import JournalTable
from playbook.records.model import Feedback, Vote
from tests.records.support import AT, feedback, ids, month_file, open_store


def test_a_journal_is_a_database_whose_tables_are_the_kinds(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    journal = store.journal("team")
    assert isinstance(journal, tinydb.TinyDB)
    assert journal.tables() == set()
    assert list(tmp_path.iterdir()) == []
    assert journal.table("vote").insert({"feedback": "f1", "account": "a1"}) == 1
    assert journal.table("feedback").insert_multiple(
        [{"id": "f1", "kind": "idea"}, {"id": "f2", "kind": "wrong", "severity": 3}]
    ) == [2, 3]  # fmt: skip
    assert journal.tables() == {"vote", "feedback"}
    assert ids(store) == ["f1", "f2"]
    assert journal.name == f"lee/{store.device}/team"


def test_tinydb_queries_search_the_bodies(tmp_path: Path) -> None:
    journal = open_store(tmp_path).journal("team")
    journal.append([Draft(feedback("f1", "price")), Draft(Vote("f1")), Draft(feedback("f2", "other"))])
    table = journal.table("feedback")
    found = table.search(tinydb.where("text") == "price")
    assert found == [{"id": "f1", "kind": "idea", "text": "price"}]
    assert found[0].doc_id == 1
    assert table.get(doc_id=3) == {"id": "f2", "kind": "idea", "text": "other"}
    assert table.get(tinydb.where("text") == "none") is None
    assert len(table) == 2
    assert table.count(tinydb.Query().text.matches("o.*")) == 1


def test_what_is_not_understood_is_in_no_table(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.append(Vote("f1"))
    path = month_file(store)
    journal, prev = f"lee/{store.device}/team", line.digest(path.read_bytes().rstrip(b"\n"))
    odd = [(2, "vote", b'{"feedback":"newer"}', 2), (3, "vote", b"[]", 1), (4, "vote", b'{"x":"\xff"}', 1),
           (5, "vote", b'{"feedback":"f5"}', 1), (6, "omen", b'{"a":1}', 1)]  # fmt: skip
    for seq, kind, body, v in odd:
        with path.open("ab") as file:
            file.write(line.encode(journal, seq, seq, AT, kind, body, prev, v=v) + b"\n")
    table = store.journal("team").table("vote")
    assert [(document.doc_id, document["feedback"]) for document in table] == [(1, "f1"), (5, "f5")]
    assert store.journal("team").table("omen").all() == [{"a": 1}]


def test_an_answered_query_is_asked_again(tmp_path: Path) -> None:
    one, two = open_store(tmp_path, seed=1), open_store(tmp_path, seed=2)
    one.append(feedback("f1"))
    table = one.journal("team").table("feedback")
    query = tinydb.where("kind") == "idea"
    assert len(table.search(query)) == 1
    two.append(feedback("f2"))
    assert len(table.search(query)) == 2
    assert JournalTable.default_query_cache_capacity == 0


def test_what_is_written_stays(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.append(feedback("f1"))
    before = month_file(store).read_bytes()
    journal = store.journal("team")
    table = journal.table("feedback")
    acts: list[tuple[str, Any]] = [
        ("update", lambda: table.update({"text": "x"})),
        ("update", lambda: table.update({"text": "x"}, doc_ids=[1])),
        ("update", lambda: table.update_multiple([({"text": "x"}, tinydb.where("id") == "f1")])),
        ("upsert", lambda: table.upsert({"text": "x"}, tinydb.where("id") == "f1")),
        ("remove", lambda: table.remove(doc_ids=[1])),
        ("truncate", lambda: table.truncate()),
        ("drop", lambda: journal.drop_tables()),
        ("drop", lambda: journal.drop_table("feedback")),
        ("write", lambda: journal.storage.write({})),
        ("insert under a chosen number", lambda: table.insert(Document({"id": "f2", "kind": "idea"}, 7))),
    ]
    for act, do in acts:
        with pytest.raises(AppendOnlyError, match=f"^Records are never changed, so “{act}” is not possible"):
            do()
    assert month_file(store).read_bytes() == before


@pytest.mark.parametrize(
    ("kind", "document"),
    [("horoscope", {}), ("vote", {}), ("vote", {"feedback": 7}), ("feedback", {"id": "f", "kind": "gossip"})],
)
def test_documents_that_are_no_bodies_are_refused(
    tmp_path: Path, kind: str, document: dict[str, Any]
) -> None:
    store = open_store(tmp_path)
    with pytest.raises(RecordRefusedError, match=f"^This {kind} cannot be saved: "):
        store.journal("team").table(kind).insert(document)
    assert not store.records_folder.exists()


def test_one_bad_document_of_many_keeps_all_out(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    with pytest.raises(RecordRefusedError):
        store.journal("team").table("vote").insert_multiple([{"feedback": "f1"}, {"feedback": None}])
    assert store.records() == []


def test_a_journal_closes_like_any_database(tmp_path: Path) -> None:
    with open_store(tmp_path).journal("team") as journal:
        journal.table("vote").insert({"feedback": "f1"})
    assert "vote" in repr(journal)


def test_a_record_goes_to_the_journal_it_is_appended_to(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    [record] = store.journal("liaison").append([Draft(Feedback(id="f1", kind="idea"), audience="team")])
    assert record.audience == "liaison"
