"""The history of a page as git has it, whatever is kept of it and whatever fails on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook.errors import NotFoundError
from playbook.library.git_telling import GitTelling
from playbook.library.page_history import Change, PageHistory
from playbook.library.repository import Repository, RepositoryError
from tests.library.gitfolder import GitFolder

PAGE = "plays/first-call.md"


@pytest.fixture
def merged(folder: GitFolder) -> GitFolder:
    """Give a page that a proposal changed: the proposal's commit names the feedback, its merge who approved."""
    folder.write(PAGE, "# First call\n\nSay hello.\n")
    folder.commit("Begin")
    folder.git("switch", "--quiet", "--create", "proposals/hello")
    folder.write(PAGE, "# First call\n\nSay good morning.\n")
    folder.commit("Greet by the hour\n\nThey laughed.\n\nFeedback: F-1")
    folder.git("switch", "--quiet", "main")
    folder.write("other.md", "# Other")
    folder.commit("Meanwhile")
    message = "Publish\n\nApproved-by-sales: Lee Park <lee@northwind.example>"
    folder.git("merge", "--quiet", "--no-ff", "--message", message, "proposals/hello")
    return folder


def told(changes: list[Change]) -> list[tuple[str, tuple[str, ...], tuple[tuple[str, str], ...], str]]:
    return [(one.revision.subject, one.feedback, one.approvals, one.why) for one in changes]


EXPECTED = [
    ("Greet by the hour", ("F-1",), (("sales", "Lee Park"),), "They laughed."),
    ("Begin", (), (), ""),
]


def test_the_first_look_and_each_later_one_say_the_same(merged: GitFolder, tmp_path: Path) -> None:
    repository = Repository.open(merged.path)
    cache = tmp_path / "cache"
    assert told(PageHistory(repository).changes(PAGE)) == EXPECTED
    assert told(PageHistory(repository, cache).changes(PAGE)) == EXPECTED
    assert told(PageHistory(repository, cache).changes(PAGE)) == EXPECTED
    for file in cache.rglob("*"):
        if file.is_file():
            file.write_bytes(b"damaged")
    assert told(PageHistory(repository, cache).changes(PAGE)) == EXPECTED


def test_lines_say_what_is_behind_them_at_the_first_look(merged: GitFolder) -> None:
    lines = PageHistory(Repository.open(merged.path)).lines(PAGE)
    assert [(one.text, one.change.feedback, one.change.approvals) for one in lines] == [
        ("# First call", (), ()),
        ("", (), ()),
        ("Say good morning.", ("F-1",), (("sales", "Lee Park"),)),
    ]


def test_the_way_to_the_branch_is_found_once(merged: GitFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    ancestry = GitTelling.ancestry

    def counted(self: GitTelling, head: str, known: str = "") -> bytes:
        asked.append(head)
        return ancestry(self, head, known)

    monkeypatch.setattr(GitTelling, "ancestry", counted)
    history = PageHistory(Repository.open(merged.path))
    assert told(history.changes(PAGE)) == EXPECTED
    history.lines(PAGE)
    assert len(asked) == 1


def test_what_git_cannot_tell_is_said_and_not_left_out(
    merged: GitFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = Repository.open(merged.path)

    def broken(self: GitTelling, head: str, known: str = "") -> bytes:
        raise RepositoryError(merged.path, "a commit is missing")

    monkeypatch.setattr(GitTelling, "ancestry", broken)
    history = PageHistory(repository)
    with pytest.raises(RepositoryError, match="a commit is missing"):
        history.changes(PAGE)
    monkeypatch.undo()
    assert told(history.changes(PAGE)) == EXPECTED


def test_lines_of_a_page_that_was_never_committed(merged: GitFolder) -> None:
    merged.write("plays/new.md", "# New")
    history = PageHistory(Repository.open(merged.path))
    assert history.changes("plays/new.md") == []
    with pytest.raises(NotFoundError):
        history.lines("plays/new.md")


def test_before_the_first_commit_there_is_no_history(folder: GitFolder) -> None:
    folder.write(PAGE, "# First call")
    assert PageHistory(Repository.open(folder.path)).changes(PAGE) == []
