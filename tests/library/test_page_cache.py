from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from playbook.library.documents import documents
from playbook.library.page_cache import Kept, PageCache, batched
from playbook.library.throwaway import keep, kept, seal, unseal
from playbook.plays.model import Page
from playbook.plays.parse import parse_page

PAGE = parse_page(
    "# T\n\n## One (2 min)\n\n> Say.\n\n- [ ] Do\n\n## Two\n\n### Ask?\n\n- Yes → [Out](#one)\n- No\n",
    "plays/t.md",
)


def made(title: str = "T") -> tuple[Page, Kept]:
    page = parse_page(f"# {title}\n\n## One\n\n> Say.\n\n## Two\n", "plays/t.md")
    return page, Kept.of(page, documents(page))


@pytest.fixture
def cache(tmp_path: Path) -> PageCache:
    return PageCache(tmp_path / "cache" / "pages.sqlite3", "way")


def test_a_page_comes_back_as_it_was(cache: PageCache) -> None:
    cache.put({b"k": Kept.of(PAGE, documents(PAGE))})
    back = cache.get([b"k", b"other"])
    assert list(back) == [b"k"]
    assert back[b"k"].read_page() == PAGE
    assert back[b"k"].read_documents() == documents(PAGE)


def test_keys_differ_by_text_path_and_way(tmp_path: Path) -> None:
    one, other = PageCache(tmp_path / "a", "way"), PageCache(tmp_path / "a", "other")
    keys = {one.key("p", "b"), one.key("p", "c"), one.key("q", "b"), other.key("p", "b")}
    assert len(keys) == 4


def test_many_pages_are_found_at_once(cache: PageCache) -> None:
    _, page = made()
    cache.put({b"%d" % count: page for count in range(1_200)})
    assert len(cache.get(b"%d" % count for count in range(1_300))) == 1_200


def test_an_empty_or_missing_cache_has_nothing(cache: PageCache) -> None:
    assert cache.get([b"k"]) == {}
    assert cache.get([]) == {}


@pytest.mark.parametrize("garbage", [b"", b"garbage" * 1000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_file_is_made_again(cache: PageCache, tmp_path: Path, garbage: bytes) -> None:
    _, page = made()
    file = tmp_path / "cache" / "pages.sqlite3"
    file.parent.mkdir()
    file.write_bytes(garbage)
    assert cache.get([b"k"]) == {}
    cache.put({b"k": page})
    cache.put({b"k": page})
    assert list(cache.get([b"k"])) == [b"k"]


def test_a_file_torn_in_the_middle_is_made_again(cache: PageCache, tmp_path: Path) -> None:
    _, page = made()
    cache.put({b"%d" % count: page for count in range(500)})
    file = tmp_path / "cache" / "pages.sqlite3"
    data = bytearray(file.read_bytes())
    data[4096:20_000] = b"\xff" * (20_000 - 4096)
    file.write_bytes(data)
    for _ in range(2):
        cache.get(b"%d" % count for count in range(500))
        cache.put({b"%d" % count: page for count in range(500)})
    assert len(cache.get(b"%d" % count for count in range(500))) == 500


def test_a_row_with_a_flipped_bit_counts_as_missing(cache: PageCache, tmp_path: Path) -> None:
    _, page = made()
    cache.put({b"good": page, b"bad": page})
    with sqlite3.connect(tmp_path / "cache" / "pages.sqlite3") as connection:
        (sealed,) = connection.execute("SELECT page FROM pages WHERE key = ?", (b"bad",)).fetchone()
        flipped = sealed[:20] + bytes([sealed[20] ^ 1]) + sealed[21:]
        connection.execute("UPDATE pages SET page = ? WHERE key = ?", (flipped, b"bad"))
    connection.close()
    assert list(cache.get([b"good", b"bad"])) == [b"good"]


def test_a_folder_that_cannot_be_written_is_no_cache(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    cache = PageCache(tmp_path / "file" / "pages.sqlite3", "way")
    _, page = made()
    cache.put({b"k": page})
    cache.prune([])
    assert cache.get([b"k"]) == {}


def test_a_table_of_another_shape_is_no_cache(cache: PageCache, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    with sqlite3.connect(tmp_path / "cache" / "pages.sqlite3") as connection:
        connection.execute("CREATE TABLE pages (other TEXT)")
    connection.close()
    _, page = made()
    cache.put({b"k": page})
    assert cache.get([b"k"]) == {}


def test_only_much_that_is_old_is_dropped(cache: PageCache) -> None:
    _, page = made()
    keys = [b"%d" % count for count in range(1_010)]
    cache.put(dict.fromkeys(keys[:900], page))
    cache.prune(keys[:3])
    assert len(cache.get(keys)) == 900
    cache.put(dict.fromkeys(keys, page))
    cache.prune(keys[:3])
    assert sorted(cache.get(keys)) == sorted(keys[:3])


def test_several_writers_at_once(tmp_path: Path) -> None:
    _, page = made()

    def write(name: int) -> None:
        cache = PageCache(tmp_path / "pages.sqlite3", "way")
        for count in range(10):
            cache.put({b"%d-%d" % (name, count): page})

    threads = [threading.Thread(target=write, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    keys = [b"%d-%d" % (name, count) for name in range(4) for count in range(10)]
    assert len(PageCache(tmp_path / "pages.sqlite3", "way").get(keys)) == 40


def test_batches_keep_the_order_and_lose_nothing() -> None:
    assert list(batched(range(7), 3)) == [[0, 1, 2], [3, 4, 5], [6]]
    assert list(batched([], 3)) == []


def test_a_sealed_text_is_opened_only_whole() -> None:
    sealed = seal(b"text")
    assert unseal(sealed) == b"text"
    assert unseal(seal(b"")) == b""
    for damaged in (sealed[:-1], sealed + b"x", sealed[:3], b"", b"\0" * 10):
        assert unseal(damaged) is None


def test_a_kept_file_is_private_and_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "file"
    assert keep(path, b"one")
    assert keep(path, b"two")
    assert kept(path) == b"two"
    assert path.stat().st_mode & 0o077 == 0
    assert (tmp_path / "a" / "b").stat().st_mode & 0o077 == 0
    assert list(path.parent.iterdir()) == [path]
    path.write_bytes(path.read_bytes()[:-1])
    assert kept(path) is None
    assert kept(tmp_path / "missing") is None


def test_a_disk_that_refuses_is_only_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert not keep(tmp_path / "file" / "below", b"x")
    (tmp_path / "folder").mkdir()
    assert not keep(tmp_path / "folder", b"x")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]
