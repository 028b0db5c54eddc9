"""A page on a sheet: what was written goes in its place, unless somebody changed it; nothing is ever lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook.library.saving import ChangedMeanwhileError
from playbook.sheets import (
    Both,
    BothChangedError,
    Sheet,
    UnsolvedError,
    keep_mine,
    keep_theirs,
    lay_out,
    merge,
    put_back,
)
from playbook.workspace import Workspace
from tests.library.gitfolder import GitFolder

PATH = "plays/a.md"
BEGIN = "# A\n\nOne.\n\nTwo.\n\nThree.\n\nFour.\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    folder = GitFolder(tmp_path / "pb")
    folder.write(PATH, BEGIN)
    folder.commit("Begin")
    return Workspace(folder.path, data=tmp_path / "data", person="lee")


def page(workspace: Workspace) -> str:
    return (workspace.root / PATH).read_text()


def typed(sheet: Sheet, old: str, new: str) -> None:
    """Save in the editor."""
    text = sheet.file.read_text()
    assert old in text
    sheet.file.write_text(text.replace(old, new))


def somebody(workspace: Workspace, old: str, new: str) -> None:
    """Save the page elsewhere, or by git."""
    (workspace.root / PATH).write_text(page(workspace).replace(old, new))


def both(workspace: Workspace, mine: str, theirs: str) -> Both:
    """Return what is to be chosen of, where I and somebody else changed the page."""
    sheet = lay_out(workspace, PATH)
    typed(sheet, *mine.split("|"))
    somebody(workspace, *theirs.split("|"))
    with pytest.raises(BothChangedError) as caught:
        put_back(workspace, sheet)
    return caught.value.both


def test_what_was_written_goes_in_its_place_and_the_sheet_goes(workspace: Workspace) -> None:
    (workspace.root / PATH).chmod(0o640)
    sheet = lay_out(workspace, PATH)
    assert sheet.file.name == "a.md"
    typed(sheet, "Two", "Zwei")
    assert page(workspace) == BEGIN
    assert put_back(workspace, sheet)
    assert page(workspace) == BEGIN.replace("Two", "Zwei")
    assert (workspace.root / PATH).stat().st_mode & 0o777 == 0o640
    assert not sheet.file.parent.exists()


def test_nothing_written_changes_nothing_whatever_others_did(workspace: Workspace) -> None:
    sheet = lay_out(workspace, PATH)
    somebody(workspace, "One", "Uno")
    assert not put_back(workspace, sheet)
    assert page(workspace) == BEGIN.replace("One", "Uno")


def test_what_somebody_did_meanwhile_is_never_overwritten(workspace: Workspace) -> None:
    found = both(workspace, "Two|Zwei", "Two|Deux")
    assert page(workspace) == BEGIN.replace("Two", "Deux")
    assert (b"Zwei" in found.mine, b"Deux" in found.theirs) == (True, True)
    again = lay_out(workspace, PATH)
    assert again.unfinished
    assert "Zwei" in again.file.read_text()


def test_mine_or_theirs_can_be_chosen(workspace: Workspace) -> None:
    keep_theirs(both(workspace, "Two|Zwei", "Two|Deux"))
    assert "Deux" in page(workspace)
    keep_mine(workspace, both(workspace, "Three|Drei", "Three|Trois"))
    assert "Drei" in page(workspace)
    assert "Trois" not in page(workspace)
    assert not lay_out(workspace, PATH).unfinished


def test_what_was_chosen_is_not_put_over_yet_another_change(workspace: Workspace) -> None:
    found = both(workspace, "Two|Zwei", "Two|Deux")
    somebody(workspace, "Deux", "Due")
    with pytest.raises(ChangedMeanwhileError):
        keep_mine(workspace, found)
    assert "Due" in page(workspace)
    assert "Zwei" in found.sheet.file.read_text()


def test_changes_in_two_places_go_together(workspace: Workspace) -> None:
    sheet, met = merge(workspace, both(workspace, "One|Eins", "Four|Quatre"))
    assert not met
    assert put_back(workspace, sheet)
    assert page(workspace) == BEGIN.replace("One", "Eins").replace("Four", "Quatre")


def test_changes_in_one_place_are_both_shown_and_must_be_solved(workspace: Workspace) -> None:
    sheet, met = merge(workspace, both(workspace, "Two|Zwei", "Two|Deux"))
    assert met
    text = sheet.file.read_text()
    assert ("<<<<<<< yours\nZwei.\n" in text, "Deux.\n>>>>>>> theirs" in text) == (True, True)
    with pytest.raises(UnsolvedError, match="Both changes still stand"):
        put_back(workspace, sheet)
    sheet.file.write_text(BEGIN.replace("Two", "Zwei, deux"))
    assert put_back(workspace, sheet)
    assert "Zwei, deux" in page(workspace)


def test_a_page_removed_meanwhile_comes_back_only_if_chosen(workspace: Workspace) -> None:
    sheet = lay_out(workspace, PATH)
    typed(sheet, "Two", "Zwei")
    (workspace.root / PATH).unlink()
    with pytest.raises(BothChangedError) as caught:
        put_back(workspace, sheet)
    keep_mine(workspace, caught.value.both)
    assert "Zwei" in page(workspace)


def test_words_survive_an_editor_that_never_came_back(workspace: Workspace) -> None:
    typed(lay_out(workspace, PATH), "Two", "Zwei")
    sheet = lay_out(workspace, PATH)
    assert sheet.unfinished
    assert put_back(workspace, sheet)
    assert "Zwei" in page(workspace)
