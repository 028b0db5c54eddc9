"""Feedback that was begun: one per person and device, kept whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook.drafts import Draft, Drafts
from playbook.files import CannotSaveError
from playbook.records.model import Feedback

DRAFT = Draft(Feedback("", "wrong", "half a thought", play="plays/x", quote="“a”"), "X", "Open", True)


def test_a_draft_is_read_as_it_was_kept_and_a_newer_one_takes_its_place(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path, "lee")
    assert drafts.read() is None
    drafts.keep(DRAFT)
    assert Drafts(tmp_path, "lee").read() == DRAFT
    assert Drafts(tmp_path, "mia").read() is None
    other = Draft(Feedback("", "idea", "another"))
    drafts.keep(other)
    assert drafts.read() == other


def test_a_draft_is_dropped_and_dropping_none_is_nothing(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path, "lee")
    drafts.keep(None)
    drafts.keep(DRAFT)
    drafts.keep(None)
    assert drafts.read() is None
    assert list((tmp_path / "drafts").iterdir()) == []


@pytest.mark.parametrize("text", ["", "{", "[]", '{"said":{"id":1}}'])
def test_what_cannot_be_read_is_no_draft(tmp_path: Path, text: str) -> None:
    drafts = Drafts(tmp_path, "lee")
    drafts.keep(DRAFT)
    (tmp_path / "drafts" / "lee.json").write_text(text)
    assert drafts.read() is None


def test_a_disk_that_refuses_says_so(tmp_path: Path) -> None:
    (tmp_path / "drafts").write_text("in the way")
    with pytest.raises(CannotSaveError):
        Drafts(tmp_path, "lee").keep(DRAFT)
