"""What many commits and blobs say, asked for in one call."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook.library.git_telling import GitTelling
from playbook.library.news import still_right
from playbook.library.repository import Repository
from tests.library.gitfolder import GitFolder


@pytest.fixture
def folder(tmp_path: Path) -> GitFolder:
    """A folder under git."""
    return GitFolder(tmp_path / "playbook")


def blob(folder: GitFolder, text: str | bytes) -> str:
    """Store a text; return its id."""
    folder.write("page.md", text)
    return folder.git("hash-object", "-w", "page.md").strip()


def telling(folder: GitFolder) -> GitTelling:
    """Ask that folder."""
    return GitTelling(Repository.open(folder.path))


def test_texts_are_read_whole_in_one_call(folder: GitFolder) -> None:
    texts: list[bytes] = [b"", b"one\n", b"no end of line", b"\x00\xff\n\n", "zwölf\n".encode() * 5_000]
    blobs = [blob(folder, text) for text in texts]
    assert telling(folder).texts([*blobs, blobs[1]]) == dict(zip(blobs, texts, strict=True))
    assert telling(folder).texts([]) == {}


def test_what_is_no_text_or_is_missing_is_left_out(folder: GitFolder) -> None:
    known = blob(folder, "here\n")
    folder.write("page.md", "here\n")
    commit = folder.commit()
    asked = ["0" * 40, known, commit, f"{commit}^{{tree}}", "", "HEAD", "--batch-all-objects", "x\ny"]
    assert telling(folder).texts(asked) == {known: b"here\n"}


def test_messages_are_told_whole(folder: GitFolder) -> None:
    first = folder.commit("One\n\nBecause.\n\nFeedback: x")
    second = folder.commit("Zwei")
    assert telling(folder).messages([second, first]) == {
        first: "One\n\nBecause.\n\nFeedback: x\n",
        second: "Zwei\n",
    }
    assert telling(folder).messages([]) == {}


PAGE = "---\ntitle: Call\nverified: {}\nstatus: live\n---\n\n# Call\n\nverified: never here\n"


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        (PAGE.format("2026-01-01"), PAGE.format("2026-11-01"), True),
        (PAGE.format("2026-01-01"), PAGE.format("2026-01-01").replace("verified: 2026-01-01\n", ""), True),
        (PAGE.format("2026-01-01"), PAGE.format("2026-11-01").replace("live", "pilot"), False),
        (PAGE.format("2026-01-01"), PAGE.format("2026-01-01").replace("never here", "here"), False),
        ("verified: once\n\ntext\n", "verified: twice\n\ntext\n", False),
        ("---\nno end\nverified: 1\n", "---\nno end\nverified: 2\n", True),
        ("", "", True),
    ],
)
def test_a_page_that_was_only_verified_says_the_same(
    folder: GitFolder, old: str, new: str, same: bool
) -> None:
    pair = blob(folder, old), blob(folder, new)
    assert still_right(Repository.open(folder.path), [pair]) == ({pair} if same else set())


def test_a_page_that_came_or_went_is_no_pair(folder: GitFolder) -> None:
    one = blob(folder, "one\n")
    repository = Repository.open(folder.path)
    assert still_right(repository, [("", one), (one, ""), ("", "")]) == frozenset()
    assert still_right(repository, [(one, "f" * 40)]) == frozenset(), "what is missing cannot be the same"
