from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from playbook.errors import NotFoundError
from playbook.library.blobs import blob_id
from playbook.library.news import changes
from playbook.library.repository import Repository
from tests.library.gitfolder import GitFolder

FIRST = "# First call\n\nWords enough that git knows the page again when it has been moved elsewhere.\n"


@pytest.fixture
def book(folder: GitFolder) -> GitFolder:
    folder.write("plays/first.md", FIRST)
    folder.write("notes.txt", "x")
    folder.commit("Write it", at="2026-10-01T09:00:00+00:00")
    folder.write("plays/first.md", FIRST + "More.\n")
    folder.write("objections/price.md", "# Price\n")
    folder.commit("Say more", at="2026-10-10T09:00:00+00:00")
    folder.git("mv", "plays/first.md", "plays/opening.md")
    folder.git("rm", "-q", "objections/price.md")
    folder.write("notes.txt", "y")
    folder.commit("Tidy", at="2026-10-20T09:00:00+02:00")
    return folder


def told(book: GitFolder, since: str | date | datetime = "") -> list[tuple[str, str, str, str]]:
    found = changes(Repository.open(book.path), since)
    return [(change.subject, change.kind, change.page, change.title) for change in found]


def test_every_change_of_a_page_is_told_newest_first(book: GitFolder) -> None:
    assert told(book) == [
        ("Tidy", "removed", "objections/price", "Price"),
        ("Tidy", "changed", "plays/opening", "First call"),
        ("Say more", "added", "objections/price", "Price"),
        ("Say more", "changed", "plays/first", "First call"),
        ("Write it", "added", "plays/first", "First call"),
    ]


def test_a_change_says_who_when_and_which_texts(book: GitFolder) -> None:
    found = changes(Repository.open(book.path))
    moved, said = found[1], found[3]
    assert (moved.old_page, moved.page) == ("plays/first", "plays/opening")
    assert (said.by, said.email) == ("Dana Ortiz", "dana@northwind.example")
    assert said.at == datetime(2026, 10, 10, 9, tzinfo=UTC)
    assert (said.old_blob, said.blob) == (blob_id(FIRST.encode()), blob_id((FIRST + "More.\n").encode()))
    assert found[0].at == datetime(2026, 10, 20, 7, tzinfo=UTC)
    assert (found[0].blob, found[0].old_blob) == ("", blob_id(b"# Price\n"))
    assert (found[4].blob, found[4].old_blob, found[4].old_page) == (said.old_blob, "", "")
    assert found[4].commit == book.git("rev-parse", "HEAD~2").strip()


@pytest.mark.parametrize(
    ("since", "subjects"),
    [
        ("HEAD~1", {"Tidy"}),
        ("HEAD", set()),
        ("2026-10-10", {"Say more", "Tidy"}),
        (date(2026, 10, 11), {"Tidy"}),
        (datetime(2026, 10, 10, 9, tzinfo=UTC), {"Say more", "Tidy"}),
        (datetime(2026, 10, 10, 9, 0, 1, tzinfo=UTC), {"Tidy"}),
        ("2026-10-20T07:00:00Z", {"Tidy"}),
        ("2026-10-20T09:00:01+02:00", set()),
        ("2027-01-01", set()),
        ("", {"Write it", "Say more", "Tidy"}),
    ],
)
def test_since_a_commit_or_a_moment(
    book: GitFolder, since: str | date | datetime, subjects: set[str]
) -> None:
    assert {subject for subject, *_ in told(book, since)} == subjects


@pytest.mark.parametrize("since", ["nope", "--all", "2026-13-01", "2026-10-45T00:00:00Z", "\0"])
def test_what_is_neither_says_so(book: GitFolder, since: str) -> None:
    with pytest.raises(NotFoundError, match="no commit or date"):
        changes(Repository.open(book.path), since)


def test_titles_that_are_known_are_used(book: GitFolder) -> None:
    found = changes(Repository.open(book.path), "HEAD~1", {"plays/opening": "Opening"})
    assert {change.page: change.title for change in found} == {
        "plays/opening": "Opening",
        "objections/price": "Price",
    }


def test_only_the_pages_of_the_playbook_are_told(folder: GitFolder) -> None:
    folder.write("book/one.md", FIRST)
    folder.write(
        "other/two.md", "# Two\n\nSomething else altogether, so that it is not taken for the other one.\n"
    )
    folder.commit("Both")
    folder.git("mv", "other/two.md", "book/two.md")
    folder.git("mv", "book/one.md", "other/one.md")
    folder.commit("Swap")
    found = changes(Repository.open(folder.path / "book"))
    assert [(change.subject, change.kind, change.page) for change in found] == [
        ("Swap", "removed", "one"),
        ("Swap", "added", "two"),
        ("Both", "added", "one"),
    ]


def test_pages_that_become_other_files_and_back(folder: GitFolder) -> None:
    folder.write("page.md", FIRST)
    folder.commit("Write")
    folder.git("mv", "page.md", "page.txt")
    folder.commit("Away")
    folder.git("mv", "page.txt", "page.md")
    folder.commit("Back")
    assert [(subject, kind) for subject, kind, *_ in told(folder)] == [
        ("Back", "added"),
        ("Away", "removed"),
        ("Write", "added"),
    ]


def test_before_the_first_commit_there_is_no_news(folder: GitFolder) -> None:
    folder.write("page.md", FIRST)
    assert told(folder) == []
    assert told(folder, "2026-01-01") == []


def test_a_link_called_like_a_page_is_told_by_its_name(folder: GitFolder) -> None:
    (folder.path / "link.md").symlink_to("nowhere")
    folder.commit("Link")
    [(_, kind, page, _)] = told(folder)
    assert (kind, page) == ("added", "link")
