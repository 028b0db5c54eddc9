"""What is done where there is no playbook yet: a new one, a folder that is there, or the team's."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from playbook.cli.beginning import folder_for
from playbook.errors import PlaybookError
from playbook.joining import CannotJoinError, join
from tests.library.gitfolder import GitFolder

TODAY = date(2026, 11, 23)


@pytest.fixture
def team(tmp_path: Path) -> Path:
    """The team's repository."""
    made = GitFolder(tmp_path / "hub" / "team.git")
    made.write("plays/a.md", "# A\n\n## One\n\n> Hi.\n\n## Two\n\n> Bye.\n")
    made.commit()
    return made.path


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """Where one stands."""
    (tmp_path / "here").mkdir()
    return tmp_path / "here"


def test_the_teams_is_copied_beside_one_under_its_name(team: Path, here: Path) -> None:
    folder = folder_for("join", str(team), here, TODAY)
    assert folder == here / "team"
    assert (folder / "plays/a.md").is_file()
    with pytest.raises(PlaybookError, match=r"team is not empty, and nothing in it is overwritten"):
        folder_for("join", str(team), here, TODAY)


def test_what_cannot_be_copied_leaves_nothing_and_git_itself_says_why(
    here: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CannotJoinError, match="git says why above"):
        folder_for("join", str(tmp_path / "gone"), here, TODAY)
    assert "does not exist" in capfd.readouterr().err
    assert list(here.iterdir()) == []


def test_without_a_terminal_the_reason_is_in_the_sentence(
    here: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CannotJoinError, match="gone' does not exist"):
        join(str(tmp_path / "gone"), here / "x")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("asking", [True, False])
def test_an_address_runs_no_program(here: Path, tmp_path: Path, asking: bool) -> None:
    with pytest.raises(CannotJoinError):
        join(f"ext::sh -c touch% {tmp_path}/ran", here / "x", asking=asking)
    with pytest.raises(PlaybookError, match="is no address"):
        join(f"--upload-pack=touch {tmp_path}/ran", here / "x", asking=asking)
    assert not (tmp_path / "ran").exists()


def test_hooks_of_the_one_who_joins_are_not_run(
    team: Path, here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook = tmp_path / "template/hooks/post-checkout"
    hook.parent.mkdir(parents=True)
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n", "utf-8")
    hook.chmod(0o755)
    monkeypatch.setenv("GIT_TEMPLATE_DIR", str(tmp_path / "template"))
    folder_for("join", str(team), here, TODAY)
    assert not (tmp_path / "ran").exists()


def test_a_folder_that_is_there_is_opened_and_one_that_is_not_is_said(here: Path, team: Path) -> None:
    assert folder_for("open", str(team), here, TODAY) == team
    with pytest.raises(PlaybookError, match="There is no folder"):
        folder_for("open", "nowhere", here, TODAY)


def test_a_new_playbook_is_verified_today(here: Path) -> None:
    folder = folder_for("new", "ours", here, TODAY)
    play = (folder / "plays/discover/first-discovery.md").read_text("utf-8")
    assert f"verified: {TODAY}" in play
