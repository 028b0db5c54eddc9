"""Revisions of pages by day, and lines as they are read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from playbook.demo.history import Commit
from playbook.demo.shelf import Shelf, as_read
from playbook.library.blobs import blob_id
from playbook.plays.settings import Settings

MONDAY = datetime(2026, 11, 16, 7, 40, tzinfo=UTC)
OLD, NEW = (
    b"# Call\n\n## One\n\n> Old words.\n\n## Two\n",
    b"# Call\n\n## One\n\n> New words.[^a]\n\n## Two\n",
)
ID = "plays/call"


@pytest.fixture
def shelf() -> Shelf:
    history = [
        Commit("first", "lee", MONDAY, "", {"plays/call.md": OLD, "playbook.toml": b""}),
        Commit("second", "lee", MONDAY + timedelta(days=2), "", {"plays/call.md": NEW}),
    ]
    return Shelf(history, {"first": "c1", "second": "c2"}, Settings())


def test_a_page_stands_as_it_was_on_the_day(shelf: Shelf) -> None:
    old = shelf.edition(ID, MONDAY + timedelta(days=1))
    new = shelf.edition(ID, MONDAY + timedelta(days=2))
    assert (old.commit, old.blob, old.data) == ("c1", blob_id(OLD), OLD)
    assert (new.commit, new.blob, new.data) == ("c2", blob_id(NEW), NEW)
    assert [step.id for step in old.page.steps] == ["one", "two"]


def test_a_revision_is_read_once(shelf: Shelf) -> None:
    assert shelf.edition(ID, MONDAY) is shelf.edition(ID, MONDAY + timedelta(hours=3))


def test_a_page_that_was_not_there_yet(shelf: Shelf) -> None:
    with pytest.raises(LookupError, match="plays/call was not there on 2026-11-15"):
        shelf.edition(ID, MONDAY - timedelta(days=1))
    with pytest.raises(LookupError):
        shelf.edition("playbook", MONDAY)


def test_a_line_is_found_by_how_it_begins(shelf: Shelf) -> None:
    assert shelf.edition(ID, MONDAY + timedelta(days=2)).line_of("New") == ("New words.", 5)
    assert shelf.edition(ID, MONDAY).line_of("Two") == ("Two", 7)
    with pytest.raises(LookupError, match=r"plays/call\.md: no line begins with “New”"):
        shelf.edition(ID, MONDAY).line_of("New")


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("> Half of our sites.[^golive] Let's go.", "Half of our sites. Let's go."),
        ("- [The Velantis module](../../battlecards/velantis-suite.md)", "The Velantis module"),
        ("- [ ] Ask how long they have", "Ask how long they have"),
        ("- No → [Part as friends](#part-as-friends-branch)", "No"),
        ("## What it costs (8 min, must)", "What it costs"),
        ("### How often do you have one?", "How often do you have one?"),
        ("> Fair (and square)", "Fair (and square)"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_a_line_as_a_reader_sees_it(line: str, seen: str) -> None:
    assert as_read(line) == seen
