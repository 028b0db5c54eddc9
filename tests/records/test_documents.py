from __future__ import annotations

import os
from pathlib import Path

import pytest
import tinydb

from playbook.files import CannotSaveError
from playbook.records.documents import Documents


def test_documents_are_kept_by_id(tmp_path: Path) -> None:
    book = Documents(tmp_path / "contacts.json")
    assert book.get("c1") is None
    assert book.all() == {}
    book.put("c1", {"name": "Ada", "email": "ada@example.com"})
    book.put("c2", {"name": "Ben"})
    assert book.get("c1") == {"name": "Ada", "email": "ada@example.com"}
    assert Documents(tmp_path / "contacts.json").all() == {
        "c1": {"name": "Ada", "email": "ada@example.com"},
        "c2": {"name": "Ben"},
    }


def test_a_document_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    book = Documents(tmp_path / "contacts.json")
    book.put("c1", {"name": "Ada", "email": "ada@example.com"})
    book.put("c1", {"name": "Ada L."})
    assert book.all() == {"c1": {"name": "Ada L."}}


def test_a_forgotten_document_is_gone_from_the_disk(tmp_path: Path) -> None:
    book = Documents(tmp_path / "contacts.json")
    book.put("c1", {"name": "Ada"})
    book.put("c2", {"name": "Ben"})
    assert book.delete("c1")
    assert not book.delete("c1")
    assert book.all() == {"c2": {"name": "Ben"}}
    assert b"Ada" not in book.path.read_bytes()


def test_forgetting_where_there_is_nothing_makes_nothing(tmp_path: Path) -> None:
    book = Documents(tmp_path / "contacts.json")
    assert not book.delete("c1")
    assert not book.path.exists()


def test_queries_are_tinydbs(tmp_path: Path) -> None:
    book = Documents(tmp_path / "contacts.json")
    book.put("c1", {"name": "Ada", "account": "a1"})
    book.put("c2", {"name": "Ben", "account": "a2"})
    query = tinydb.where("account") == "a1"
    assert book.find(query) == {"c1": {"name": "Ada", "account": "a1"}}
    Documents(book.path).put("c3", {"name": "Cy", "account": "a1"})
    assert sorted(book.find(query)) == ["c1", "c3"]


@pytest.mark.parametrize("id_", ["1", "a/b", "", "é\u2028", "_default", "../x"])
def test_any_words_are_an_id(tmp_path: Path, id_: str) -> None:
    book = Documents(tmp_path / "x.json")
    book.put(id_, {"a": 1})
    book.put("other", {})
    assert book.get(id_) == {"a": 1}
    assert book.delete(id_)
    assert book.all() == {"other": {}}


def test_half_characters_are_mended(tmp_path: Path) -> None:
    book = Documents(tmp_path / "x.json")
    book.put("c1", {"name": "\udce9va"})
    assert book.get("c1") == {"name": "\ufffdva"}


@pytest.mark.parametrize(
    "data", [b"", b"garbage", b'{"_default":', b'{"_default":[1]}', b"[]", b"\0" * 50, b"\xff"]
)
def test_a_file_that_cannot_be_read_is_kept_beside(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(data)
    book = Documents(path)
    assert book.set_aside is None
    assert book.get("c1") is None
    assert book.set_aside == tmp_path / "x.json.unreadable-1"
    book.put("c1", {"a": 1})
    assert book.all() == {"c1": {"a": 1}}
    path.write_bytes(data)
    book.put("c2", {})
    assert book.all() == {"c2": {}}
    assert (tmp_path / "x.json.unreadable-1").read_bytes() == data
    assert (tmp_path / "x.json.unreadable-2").read_bytes() == data


def test_processes_at_once_lose_nothing_of_each_other(tmp_path: Path) -> None:
    children = []
    for number in range(4):
        child = os.fork()
        if child == 0:
            book = Documents(tmp_path / "x.json")
            for each in range(25):
                book.put(f"{number}-{each}", {"n": each})
            os._exit(0)
        children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0] * 4
    assert len(Documents(tmp_path / "x.json").all()) == 100


def test_where_nothing_can_be_written_it_is_said_and_all_stands(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotSaveError, match="Not saved: "):
        Documents(tmp_path / "file" / "x.json").put("c1", {})
    book = Documents(tmp_path / "x.json")
    book.put("c1", {"a": 1})
    with pytest.raises(TypeError):
        book.put("c2", {"a": object()})
    assert book.all() == {"c1": {"a": 1}}
