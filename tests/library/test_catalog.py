from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path

import pytest

from playbook.errors import PlaybookError
from playbook.library.blobs import blob_id
from playbook.library.catalog import Catalog
from playbook.library.reader import LARGEST
from playbook.library.repository import NotARepositoryError
from playbook.library.search import SearchIndex
from playbook.library.settings_reading import load_settings
from playbook.plays.settings import Settings, parse_settings
from playbook.progress import Progress, WasStoppedError
from tests.library.gitfolder import GitFolder

PLAY = "---\ntitle: First call\nstage: discover\n---\n\nBrief.\n\n"
PLAY += "## Open (1 min)\n\n> Hi.\n\n## Close (2 min)\n\n> Bye.\n"


@pytest.fixture
def book(folder: GitFolder) -> GitFolder:
    folder.write("plays/first-call.md", PLAY)
    folder.write("objections/price.md", "---\ntitle: Too expensive\n---\n\n> Compared with what?\n")
    folder.write("README.md", "# Read me\n")
    folder.commit("Write it")
    return folder


def open_catalog(book: GitFolder, settings: Settings | None = None) -> Catalog:
    return Catalog(book.path, settings or load_settings(book.path), book.path.parent / "cache")


def listed(catalog: Catalog) -> list[tuple[str, bool]]:
    return [(summary.id, summary.edited) for summary in catalog.summaries()]


ALL = [("README", False), ("objections/price", False), ("plays/first-call", False)]


def test_every_page_is_listed_with_what_a_list_shows(book: GitFolder) -> None:
    summaries = open_catalog(book).summaries()
    assert [summary.id for summary in summaries] == ["README", "objections/price", "plays/first-call"]
    play = summaries[2]
    assert (play.title, play.kind, play.stage, play.minutes, play.steps, play.runnable) == (
        "First call",
        "play",
        "discover",
        3.0,
        2,
        True,
    )
    assert (play.path, play.blob, play.edited) == ("plays/first-call.md", blob_id(PLAY.encode()), False)


def test_edits_new_and_removed_pages_are_seen_at_once(book: GitFolder) -> None:
    catalog = open_catalog(book)
    assert listed(catalog) == ALL
    book.write("plays/first-call.md", PLAY.replace("First call", "Second call"))
    assert listed(catalog)[2] == ("plays/first-call", True)
    assert catalog.summaries()[2].title == "Second call"
    book.write("plays/first-call.md", PLAY)
    assert listed(catalog) == ALL
    book.write("new.md", "# New")
    assert ("new", True) in listed(catalog)
    (book.path / "new.md").unlink()
    assert listed(catalog) == ALL
    (book.path / "README.md").rename(book.path / "plays" / "README.md")
    assert listed(catalog) == [*ALL[1:2], ("plays/README", True), ALL[2]]


def test_commits_and_branches_are_seen_at_once(book: GitFolder) -> None:
    catalog = open_catalog(book)
    book.write("README.md", "# Other\n")
    assert listed(catalog)[0] == ("README", True)
    head = book.commit("Edit")
    assert listed(catalog) == ALL
    assert (catalog.git.head, catalog.git.branch) == (head, "main")
    book.git("checkout", "-q", "-b", "side", "HEAD~1")
    assert catalog.summaries()[0].title == "Read me"
    assert catalog.git.branch == "side"
    book.git("reset", "-q", "--soft", "main")
    assert listed(catalog)[0] == ("README", True)


def test_what_git_ignores_is_seen_at_once(book: GitFolder) -> None:
    catalog = open_catalog(book)
    book.write("drafts/a.md", "# A")
    assert ("drafts/a", True) in listed(catalog)
    book.write(".gitignore", "drafts/\n")
    assert listed(catalog) == ALL
    book.write("drafts/b.md", "# B")
    assert listed(catalog) == ALL
    book.write(".gitignore", "drafts/b.md\n")
    assert [id_ for id_, _ in listed(catalog)] == [
        "README",
        "drafts/a",
        "objections/price",
        "plays/first-call",
    ]


def test_pages_stay_in_path_order_when_they_are_looked_at_again(book: GitFolder) -> None:
    for name in ("zebra", "mole", "ant", "lynx"):
        book.write(f"plays/{name}.md", f"# {name}\n\n## One\n\n## Two\n")
    book.commit()
    catalog = open_catalog(book)
    for _ in range(3):
        paths = [summary.path for summary in catalog.summaries()]
        assert paths == sorted(paths)


def test_quick_edits_of_equal_length_are_never_missed(book: GitFolder) -> None:
    catalog = open_catalog(book)
    for count in range(150):
        text = f"# Title {count % 10}{count // 10 % 10}{count // 100}\n"
        path = book.write("README.md", text)
        os.utime(path, ns=(1_700_000_000_000_000_000, 1_700_000_000_000_000_000))
        assert catalog.summaries()[0].blob == blob_id(text.encode())


def test_a_new_process_knows_what_the_last_one_read(book: GitFolder) -> None:
    before = open_catalog(book).summaries()
    assert open_catalog(book).summaries() == before
    book.write("README.md", "# Other\n")
    assert listed(open_catalog(book))[0] == ("README", True)


def test_what_was_known_is_there_before_anybody_looks(book: GitFolder) -> None:
    assert open_catalog(book).last_known() == []
    before = open_catalog(book).summaries()
    book.write("README.md", "# Other\n")
    catalog = open_catalog(book)
    assert catalog.last_known() == before
    assert catalog.summaries() != before
    assert catalog.last_known() == catalog.summaries()
    settings = parse_settings('[vocabulary]\nreference-headings = ["Close"]\n')
    assert open_catalog(book, settings).last_known() == []


def test_before_the_first_commit_every_page_is_edited(folder: GitFolder) -> None:
    folder.write("one.md", "# One")
    catalog = open_catalog(folder)
    assert listed(catalog) == [("one", True)]
    assert (catalog.git.head, catalog.git.branch) == ("", "main")
    assert catalog.get("one").commit == ""
    folder.commit()
    assert listed(catalog) == [("one", False)]


def test_a_detached_head_is_read_as_any_other(book: GitFolder) -> None:
    book.git("checkout", "-q", "--detach")
    catalog = open_catalog(book)
    assert listed(catalog) == ALL
    assert catalog.git.branch == ""


def test_an_empty_repository_has_no_pages(folder: GitFolder) -> None:
    catalog = open_catalog(folder)
    assert (catalog.summaries(), catalog.left_out, catalog.warnings) == ([], [], [])


def test_outside_git_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("# P")
    catalog = Catalog(tmp_path, Settings(), tmp_path / "cache")
    with pytest.raises(NotARepositoryError):
        catalog.summaries()


def test_a_playbook_in_a_sub_folder_lists_its_own_pages(folder: GitFolder) -> None:
    folder.write("elsewhere.md", "# E")
    folder.write("book/plays/one.md", PLAY)
    commit = folder.commit()
    catalog = Catalog(folder.path / "book", Settings(), folder.path.parent / "cache")
    assert listed(catalog) == [("plays/one", False)]
    assert catalog.get("plays/one").commit == commit


def test_line_ends_laid_by_git_are_no_edit(book: GitFolder) -> None:
    book.write("README.md", "# Read me\r\n")
    catalog = open_catalog(book)
    assert listed(catalog) == ALL
    entry = catalog.get("README")
    assert (entry.text, entry.edited, entry.blob) == ("# Read me\n", False, blob_id(b"# Read me\n"))
    book.write("README.md", "# Read you\r\n")
    assert catalog.get("README").blob == blob_id(b"# Read you\r\n")


def test_all_pages_and_what_they_are_found_by(book: GitFolder) -> None:
    catalog = open_catalog(book)
    assert [page.id for page in catalog.pages()] == ["README", "objections/price", "plays/first-call"]
    index = SearchIndex(catalog.documents())
    assert index.find("expensive")[0].answer == "> Compared with what?"
    book.write("objections/price.md", "# Cheap\n")
    assert [page.title for page in catalog.pages()][1] == "Cheap"


def test_settings_change_how_pages_are_read(book: GitFolder) -> None:
    assert open_catalog(book).summaries()[2].steps == 2
    settings = parse_settings('[vocabulary]\nreference-headings = ["Close"]\n')
    assert open_catalog(book, settings).summaries()[2].steps == 1
    assert open_catalog(book).summaries()[2].steps == 2


@pytest.mark.parametrize("damage", [b"", b"garbage", b"\0" * 10_000])
def test_a_damaged_cache_is_made_again_in_silence(book: GitFolder, damage: bytes) -> None:
    before = open_catalog(book).summaries()
    files = [path for path in (book.path.parent / "cache").rglob("*") if path.is_file()]
    assert len(files) == 2
    for path in files:
        path.write_bytes(damage)
    catalog = open_catalog(book)
    assert catalog.summaries() == before
    assert catalog.get("README").text == "# Read me\n"
    assert [page.id for page in catalog.pages()] == [summary.id for summary in before]
    assert open_catalog(book).summaries() == before


def test_a_cache_that_cannot_be_written_changes_nothing(book: GitFolder) -> None:
    (book.path.parent / "cache").write_text("a file, not a folder")
    catalog = open_catalog(book)
    assert listed(catalog) == ALL
    assert catalog.get("README").text == "# Read me\n"
    assert len(list(catalog.pages())) == 3
    assert listed(open_catalog(book)) == ALL


def test_a_cache_deleted_under_it_changes_nothing(book: GitFolder) -> None:
    catalog = open_catalog(book)
    catalog.summaries()
    shutil.rmtree(book.path.parent / "cache")
    assert listed(catalog) == ALL
    assert catalog.get("plays/first-call").text == PLAY
    assert len(list(catalog.documents())) == 3


def test_the_cache_is_for_its_owner_alone(book: GitFolder) -> None:
    open_catalog(book).summaries()
    [folder] = (book.path.parent / "cache" / "pages").iterdir()
    assert folder.stat().st_mode & 0o077 == 0


def test_refresh_says_whether_anything_changed(book: GitFolder) -> None:
    catalog = open_catalog(book)
    assert catalog.refresh()
    assert not catalog.refresh()
    book.write("README.md", "# Other\n")
    assert catalog.refresh()
    assert not catalog.refresh()


def test_what_cannot_be_read_is_left_out_with_a_reason(book: GitFolder) -> None:
    huge = book.write("huge.md", "")
    os.truncate(huge, LARGEST + 1)
    (book.path / "loop.md").symlink_to("loop.md")
    catalog = open_catalog(book)
    assert listed(catalog) == ALL
    assert [(one.path, one.reason) for one in catalog.left_out] == [
        ("huge.md", "larger than 5 MB; split it into several pages"),
        ("loop.md", "a link that leads to itself"),
    ]
    os.truncate(huge, 100)
    (book.path / "loop.md").unlink()
    assert catalog.left_out == []
    assert ("huge", True) in listed(catalog)
    assert [one.path for one in open_catalog(book).left_out] == []


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may read everything")
def test_a_page_without_permission_is_left_out_until_it_has_it(book: GitFolder) -> None:
    page = book.path / "README.md"
    page.chmod(0)
    catalog = open_catalog(book)
    assert [(one.path, one.reason) for one in catalog.left_out] == [
        ("README.md", "cannot be read: Permission denied")
    ]
    page.chmod(0o644)
    assert listed(catalog) == ALL


def test_threads_may_share_a_catalog(book: GitFolder) -> None:
    catalog = open_catalog(book)
    found: list[list[tuple[str, bool]]] = []
    threads = [threading.Thread(target=lambda: found.append(listed(catalog))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [ALL] * 6


def test_settings_come_from_the_playbooks_file(book: GitFolder) -> None:
    assert load_settings(book.path) == Settings()
    book.write("playbook.toml", '[playbook]\nname = "Northwind"\n')
    assert load_settings(book.path).name == "Northwind"
    book.write("playbook.toml", b'\xef\xbb\xbf[playbook]\r\nname = "Northwind"\r\n')
    assert load_settings(book.path).name == "Northwind"


def test_settings_that_cannot_be_read_say_so(book: GitFolder) -> None:
    book.write("playbook.toml", '[playbook]\nnmae = "x"\n')
    with pytest.raises(PlaybookError, match=r"playbook\.toml:2"):
        load_settings(book.path)
    book.write("playbook.toml", b"# one\n\xff\xfe\n")
    with pytest.raises(PlaybookError, match=r"playbook\.toml:2: The file is not UTF-8"):
        load_settings(book.path)
    (book.path / "playbook.toml").unlink()
    (book.path / "playbook.toml").mkdir()
    with pytest.raises(PlaybookError, match="cannot be read"):
        load_settings(book.path)
    (book.path / "playbook.toml").rmdir()
    (book.path / "playbook.toml").symlink_to("/etc/passwd")
    with pytest.raises(PlaybookError, match="cannot be read"):
        load_settings(book.path)


# Many pages


def test_reading_many_pages_counts_them_and_what_was_read_when_it_is_stopped_is_kept(
    folder: GitFolder,
) -> None:
    for number in range(1_100):
        folder.write(f"page-{number:04}.md", f"# Page {number}\n\nA line of words.\n")
    folder.commit("Write it")
    heard: list[tuple[int, int]] = []

    def hear(progress: Progress) -> None:
        heard.append((progress.done, progress.total))
        if progress.done == 1_000:
            progress.stop()

    cache = folder.path.parent / "cache"
    with pytest.raises(WasStoppedError, match="1,000 of 1,100 pages"):
        Catalog(folder.path, load_settings(folder.path), cache, Progress(hear)).summaries()
    assert heard[:3] == [(0, 1_100), (500, 1_100), (1_000, 1_100)]
    catalog = Catalog(folder.path, load_settings(folder.path), cache)
    kept = catalog._reader.cache
    keys = [
        kept.key(f"page-{n:04}.md", blob_id(f"# Page {n}\n\nA line of words.\n".encode()))
        for n in (0, 999, 1_099)
    ]
    assert [key in kept.get(keys) for key in keys] == [True, True, False]
    assert len(catalog.summaries()) == 1_100
