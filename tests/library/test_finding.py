"""The index from one start to the next: kept, brought up to date from what changed, thrown away when damaged."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbook.library import index_file
from playbook.library.catalog import Catalog
from playbook.library.documents import Document, Part, document
from playbook.library.finding import Finding
from playbook.library.search import SearchIndex
from playbook.plays.settings_model import Settings
from tests.library.gitfolder import GitFolder


@pytest.fixture
def folder(tmp_path: Path) -> GitFolder:
    made = GitFolder(tmp_path / "playbook")
    made.write(
        "plays/price.md",
        "# Price talk\n\n## Anchor\n\n> Our list price is fair.\n\n## Trade\n\n> We trade.\n",
    )
    made.write("objections/dear.md", "# Too dear\n\n> Compared with what?\n")
    made.write(
        "plays/kakaku.md", "# 価格交渉\n\n## 開始\n\n> 予算はいくらですか。\n\n## 終わり\n\n> では。\n"
    )
    made.commit("Begin")
    return made


def finding(folder: GitFolder, tmp_path: Path) -> Finding:
    """Return what a new start of the program has."""
    return Finding(Catalog(folder.path, Settings(), tmp_path / "cache"))


def ids(index: SearchIndex | None, typed: str) -> list[str]:
    assert index is not None
    return [hit.id for hit in index.find(typed)]


def test_before_the_first_look_nothing_is_known(folder: GitFolder, tmp_path: Path) -> None:
    found = finding(folder, tmp_path)
    assert found.known() is None
    assert ids(found.current(), "price") == ["plays/price"]
    assert ids(found.known(), "price") == ["plays/price"]


def test_the_next_start_knows_it_without_looking_at_a_page(folder: GitFolder, tmp_path: Path) -> None:
    finding(folder, tmp_path).current()
    for page in folder.path.rglob("*.md"):
        page.unlink()
    known = finding(folder, tmp_path).known()
    assert ids(known, "dear") == ["objections/dear"]
    assert known is not None
    (hit,) = known.find("価格")
    assert (hit.id, hit.title, hit.kind) == ("plays/kakaku", "価格交渉", "play")
    assert known.find("compared")[0].answer == "> Compared with what?"
    assert known.find("anchor")[0].excerpt == "Our list price is fair."


def test_nothing_changed_is_the_same_index(folder: GitFolder, tmp_path: Path) -> None:
    found = finding(folder, tmp_path)
    assert found.current() is found.current()
    again = finding(folder, tmp_path)
    assert again.current() is again.known()


def test_a_changed_a_new_and_a_deleted_page_are_seen(folder: GitFolder, tmp_path: Path) -> None:
    finding(folder, tmp_path).current()
    found = finding(folder, tmp_path)
    before = found.current()
    folder.write("plays/price.md", "# Price talk\n\n## Zebra\n\n> Stripes.\n\n## Trade\n\n> We trade.\n")
    folder.write("battlecards/acme.md", "# Acme\n\nThey are dear.\n")
    (folder.path / "plays/kakaku.md").unlink()
    after = found.current()
    assert after is not before
    assert ids(after, "stripes") == ["plays/price"]
    assert ids(after, "fair") == []
    assert ids(after, "価格") == []
    assert ids(after, "dear") == ["objections/dear", "battlecards/acme"]
    assert ids(before, "fair") == ["plays/price"]  # who still looks into the old one is not disturbed
    folder.write("plays/price.md", "# Price talk\n\n## Anchor\n\n> Lions.\n\n## Trade\n\n> We trade.\n")
    assert (ids(found.current(), "stripes"), ids(found.current(), "lions")) == ([], ["plays/price"])
    assert ids(finding(folder, tmp_path).current(), "lions") == ["plays/price"]


def test_where_many_pages_changed_all_is_made_anew_and_kept(
    folder: GitFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finding(folder, tmp_path).current()
    monkeypatch.setattr("playbook.library.finding._MOST_CHANGED", 1)
    for name in ("one", "two"):
        folder.write(f"plays/{name}.md", f"# Number {name}\n\nzebra\n")
    assert ids(finding(folder, tmp_path).current(), "zebra") == ["plays/one", "plays/two"]
    assert ids(finding(folder, tmp_path).known(), "zebra") == ["plays/one", "plays/two"]


@pytest.mark.parametrize("place", [0, 20, 40, 200, -1])
def test_a_damaged_file_is_made_again(folder: GitFolder, tmp_path: Path, place: int) -> None:
    found = finding(folder, tmp_path)
    found.current()
    (file,) = (tmp_path / "cache").rglob("index")
    data = bytearray(file.read_bytes())
    data[place] ^= 0xFF
    file.write_bytes(data)
    assert ids(finding(folder, tmp_path).current(), "dear")[0] == "objections/dear"
    for cut in (0, 5, 30, len(data) - 1):
        file.write_bytes(data[:cut])
        assert finding(folder, tmp_path).known() is None
    assert ids(finding(folder, tmp_path).current(), "anchor") == ["plays/price"]


def test_a_disk_that_refuses_changes_nothing_but_the_next_start(folder: GitFolder, tmp_path: Path) -> None:
    found = finding(folder, tmp_path)
    found._file.mkdir(parents=True)
    assert ids(found.current(), "dear") == ["objections/dear"]
    assert ids(found.current(), "anchor") == ["plays/price"]


def test_another_way_of_reading_is_another_index(folder: GitFolder, tmp_path: Path) -> None:
    finding(folder, tmp_path).current()
    (file,) = (tmp_path / "cache").rglob("index")
    way = Catalog(folder.path, Settings(), tmp_path / "cache").way
    assert index_file.load(file, way) is not None
    assert index_file.load(file, "another") is None


WORDS = ["price", "prices", "call", "fore", "café", "価格", "x1"]
TEXT = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)


@st.composite
def pages(draw: st.DrawFn) -> list[Document]:
    made = []
    for count in range(draw(st.integers(0, 6))):
        kind = draw(st.sampled_from(["play", "objection", "page"]))
        parts = [Part(f"s{place}", draw(TEXT), draw(TEXT)) for place in range(draw(st.integers(0, 2)))]
        made.append(document(f"d{count}", kind, draw(TEXT), parts, names=draw(TEXT), answer=draw(TEXT)))
    return made


@settings(max_examples=80, deadline=None)
@given(pages(), pages(), pages(), st.sampled_from([*WORDS, "p", "pric", "prixe", "価", "call price"]))
def test_an_index_brought_up_to_date_finds_what_a_new_one_finds(
    first: list[Document], second: list[Document], third: list[Document], typed: str
) -> None:
    index = SearchIndex(first)
    now = {one.id: one for one in first}
    for changed in (second, third):
        gone = {"d0", *(one.id for one in changed)}
        index = index.changed(gone, changed)
        now = {id_: one for id_, one in now.items() if id_ not in gone} | {one.id: one for one in changed}
    anew = SearchIndex(now.values())
    assert {hit.id for hit in index.find(typed, limit=100)} == {hit.id for hit in anew.find(typed, limit=100)}
    kinds = ["objection", "play"]
    assert [hit.id for hit in index.listed(kinds)] == [hit.id for hit in anew.listed(kinds)]


@settings(max_examples=60, deadline=None)
@given(made=pages(), typed=st.sampled_from([*WORDS, "p", "prixe", "価", "call price"]))
def test_an_index_from_the_disk_finds_just_what_the_one_in_memory_finds(
    tmp_path_factory: pytest.TempPathFactory, made: list[Document], typed: str
) -> None:
    index = SearchIndex(made)
    file = tmp_path_factory.mktemp("kept") / "index"
    assert index_file.save(file, "way", {"d0": "blob"}, index)
    kept = index_file.load(file, "way")
    assert kept is not None
    blobs, again = kept
    assert blobs == {"d0": "blob"}
    assert again.find(typed) == index.find(typed)
    assert again.light == index.light
    for one in made:
        assert again.document(one.id) == msgspec.structs.replace(one, terms=("", "", "", ""))
    assert again.document("nowhere") is None
