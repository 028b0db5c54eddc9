"""Joining a team's playbook, and beginning a page in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook.cli.main import main
from playbook.errors import PlaybookError
from playbook.joining import folder_for, join
from playbook.library.new_page import FOLDERS, new_page
from playbook.plays.parse import parse_page
from playbook.plays.settings import parse_settings
from tests.review.conftest import SETTINGS, Team, git

Shown = tuple[int, str, str]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> Shown:
    """Run a command; return its code, output and narration."""
    code = main(list(arguments))
    out, err = capsys.readouterr()
    return code, out, err


def test_joining_clones_and_says_who_sees_what(
    team: Team, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(team.folder)
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "user.email")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "lee@northwind.example")
    code, out, err = run(capsys, "join", str(team.bare))
    assert (code, out) == (0, f"{team.folder / 'hub'}\n")
    assert "Northwind: 2 pages." in err
    assert "You are Lee Park." in err
    assert "Who sees what you do here:" in err
    assert git(team.folder / "hub", "remote", "get-url", "origin") == str(team.bare)
    code, _, err = run(capsys, "join", str(team.bare))
    assert (code, "is not empty" in err) == (2, True)


def test_a_stranger_is_told_whom_to_ask(team: Team, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "join", str(team.bare), str(team.folder / "mine"))
    assert (code, "Ask whoever keeps the playbook to list you" in err) == (0, True)


def test_what_cannot_be_joined_leaves_nothing(team: Team, capsys: pytest.CaptureFixture[str]) -> None:
    folder = team.folder / "mine"
    code, out, err = run(capsys, "join", str(team.folder / "gone.git"), str(folder))
    assert (code, out) == (3, "")
    assert "could not be joined" in err
    assert not folder.exists()
    assert run(capsys, "join", "--", "--upload-pack=touch x", str(folder))[0] == 2
    folder.mkdir()
    with pytest.raises(PlaybookError, match="could not be joined"):
        join(str(team.folder / "gone.git"), folder)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://host.example/team/sales-playbook.git", "sales-playbook"), ("git@host.example:team/pb.git/", "pb"),
        ("/srv/git/pb", "pb"), ("host:pb.git", "pb"), ("C:\\git\\pb", "pb"),
    ],
)  # fmt: skip
def test_the_folder_is_called_like_the_playbook(address: str, name: str) -> None:
    assert folder_for(address).name == name
    assert folder_for(address, "x").name == "x"


def test_an_address_without_a_name_asks_for_a_folder() -> None:
    with pytest.raises(PlaybookError, match="into which folder"):
        folder_for("/")


PEOPLE = parse_settings(SETTINGS)


@pytest.mark.parametrize("kind", FOLDERS)
def test_every_kind_has_a_template_that_reads_as_that_kind(tmp_path: Path, kind: str) -> None:
    stage = "discover" if kind == "play" else ""
    path, text = new_page(
        tmp_path, PEOPLE, kind, "What: “now”?", stage=stage, author=PEOPLE.people["lee"], today="2026-11-23"
    )
    page = parse_page(text, path)
    assert (page.title, page.facts.status, page.problems) == ("What: “now”?", "draft", ())
    assert page.kind == kind
    assert page.facts.owners == {"sales": "lee"}
    assert path == f"{FOLDERS[kind]}/{'discover/' if kind == 'play' else ''}what-now.md"


def test_a_new_play_lacks_only_what_its_author_is_to_say(
    team: Team, capsys: pytest.CaptureFixture[str]
) -> None:
    lee = team.clone("lee")
    here = ("-C", str(lee.root), "--data", str(lee.data))
    code, out, err = run(capsys, *here, "plays", "new", "discover", "Second", "talk")
    assert (code, out) == (0, "plays/discover/second-talk.md\n")
    assert "offered to nobody yet" in err
    _, out, _ = run(capsys, *here, "plays", "lint", str(lee.root / "plays/discover/second-talk.md"))
    assert {line.split()[2] for line in out.splitlines() if line.startswith("plays")} == {"PB003"}
    code, _, err = run(capsys, *here, "plays", "new", "discover", "Second talk")
    assert (code, "is there already" in err) == (2, True)
    code, _, err = run(capsys, *here, "plays", "new", "discovr", "Third")
    assert (code, "Did you mean discover?" in err) == (2, True)
    assert run(capsys, *here, "plays", "new", "discover", "…")[0] == 2


def test_a_playbook_may_bring_templates_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "templates/new").mkdir(parents=True)
    (tmp_path / "templates/new/play.md").write_text(
        "# [title]\n\n[stage], [owner], [today], [other]\n", encoding="utf-8"
    )
    _, text = new_page(
        tmp_path, PEOPLE, "play", "One", stage="discover", author=PEOPLE.people["lee"], today="2026-11-23"
    )
    assert text == "# One\n\ndiscover, lee, 2026-11-23, [other]\n"
