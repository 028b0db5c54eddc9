"""`playbook init --adopt` as somebody uses it: looked at, taken page by page, in real handbooks too."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from playbook.plays.decode import decode
from playbook.plays.frontmatter import read_front
from playbook.plays.parse import read_page
from tests.cli.shell import Shell
from tests.terminal import Terminal

RUNNABLE = "# Title\n\n## One\n\n> Say.\n\n## Two\n\n> Say.\n"


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=Dana Ortiz", "-c", "user.email=dana@x.example")
    done = subprocess.run(["git", "-C", folder, *who, *arguments], check=True, capture_output=True, text=True)
    return done.stdout


def under_git(folder: Path) -> Path:
    git(folder, "init", "-q", "-b", "trunk")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "Begin")
    return folder


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A repository of Markdown without a playbook.toml."""
    folder = tmp_path / "ours"
    for path in ("docs/qualify/a.md", "docs/close/b.md", "docs/close/c.md"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(RUNNABLE)
    return under_git(folder)


def test_it_is_shown_before_anything_is_written(shell: Shell, ours: Path) -> None:
    said = shell.bare("init", "--adopt", str(ours), "--dry-run")
    assert said.code == 0
    assert "+++ playbook.toml" in said.out
    assert '+published = "trunk"' in said.out
    assert "# stage: qualify, from the folder qualify.\n--- docs/qualify/a.md" in said.out
    assert "Proposed: front matter of 3 pages. No word below it is touched." in said.err
    assert git(ours, "status", "--porcelain") == ""
    rows = shell.bare("-C", str(ours), "init", "--adopt", "--dry-run", "--json").data
    assert [(row["path"], row["new"]) for row in rows] == [
        ("playbook.toml", True), ("docs/close/b.md", False), ("docs/close/c.md", False), ("docs/qualify/a.md", False),
    ]  # fmt: skip


def test_with_nobody_to_ask_nothing_is_taken(shell: Shell, ours: Path) -> None:
    said = shell.bare("init", "--adopt", str(ours))
    assert (said.code, "--yes takes all of it" in said.err) == (2, True)
    assert git(ours, "status", "--porcelain") == ""


def test_all_of_it_is_a_playbook_and_a_second_time_nothing_is_left(shell: Shell, ours: Path) -> None:
    assert shell.bare("init", "--adopt", str(ours), "--yes").code == 0
    rows = shell.bare("-C", str(ours), "plays", "list", "--stage", "close", "--json").data
    assert [row["id"] for row in rows] == ["docs/close/b", "docs/close/c"]
    assert git(ours, "log", "--format=%s") == "Begin\n"
    said = shell.bare("init", "--adopt", str(ours), "--yes")
    assert (said.code, said.out) == (0, "")
    assert said.err == "Nothing to propose: its pages say all that can be told from here.\n"


def test_a_page_that_is_saved_meanwhile_is_left_as_it_is(shell: Shell, ours: Path) -> None:
    from playbook.adopting.repository import accept, proposed
    from playbook.library.saving import ChangedMeanwhileError
    from playbook.workspace import Workspace

    found = proposed(Workspace(ours))
    (ours / "docs/close/b.md").write_text("Mine.\n")
    with pytest.raises(ChangedMeanwhileError):
        accept(ours, next(one for one in found.offers if one.path == "docs/close/b.md"))
    assert (ours / "docs/close/b.md").read_text() == "Mine.\n"


def test_pages_are_taken_one_by_one_on_a_terminal(ours: Path, tmp_path: Path) -> None:
    env = {name: str(tmp_path / name) for name in ("PLAYBOOK_DATA", "PLAYBOOK_CACHE", "PLAYBOOK_CONFIG")}
    env["PYTHONPATH"] = str(Path(__file__).parents[2])
    command = [sys.executable, "-m", "playbook", "init", "--adopt", str(ours)]
    with Terminal(command, columns=100, lines=50, env=env) as terminal:
        terminal.sees("Take this change (1 of 4)? [y]es, [n]o, [a]ll that follow, [q]uit:", '+id = "close"')
        terminal.type("maybe\r")
        terminal.type("y\r")
        terminal.sees("(2 of 4)?", "+stage: close")
        terminal.type("n\r")
        terminal.sees("(3 of 4)?")
        terminal.type("a\r")
        terminal.sees("3 files written, nothing committed.")
    assert git(ours, "status", "--porcelain").split() == [
        "M", "docs/close/c.md", "M", "docs/qualify/a.md", "??", "playbook.toml",
    ]  # fmt: skip


def test_whoever_takes_nothing_is_told_that_nothing_was_written(ours: Path, tmp_path: Path) -> None:
    env = {name: str(tmp_path / name) for name in ("PLAYBOOK_DATA", "PLAYBOOK_CACHE", "PLAYBOOK_CONFIG")}
    env["PYTHONPATH"] = str(Path(__file__).parents[2])
    command = [sys.executable, "-m", "playbook", "init", "--adopt", str(ours)]
    with Terminal(command, columns=100, lines=50, env=env) as terminal:
        terminal.sees("(1 of 4)?")
        terminal.type("n\r")
        terminal.sees("(2 of 4)?")
        terminal.type("q\r")
        terminal.sees("Nothing was written. Begin anew whenever you like")
    assert git(ours, "status", "--porcelain") == ""


def test_a_lone_folder_of_plays_is_proposed_settings_alone(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "lone").mkdir()
    (tmp_path / "lone" / "a.md").write_text("# A\n\n## Open\n\n> Hi.\n\n## Ask\n\n- [ ] Ask\n", "utf-8")
    said = shell.bare("init", "--adopt", str(under_git(tmp_path / "lone")), "--dry-run")
    assert "Proposed: a file of settings. No page is touched." in said.err
    assert "+++ playbook.toml" in said.out


def test_without_a_folder_it_says_what_can_be_said(shell: Shell) -> None:
    said = shell.bare("init")
    assert (said.code, "playbook init DIR" in said.err, "--adopt" in said.err) == (2, True, True)


@pytest.mark.skipif(
    "PLAYBOOK_CORPORA" not in os.environ, reason="PLAYBOOK_CORPORA does not name the handbooks' folder"
)
@pytest.mark.parametrize(
    ("name", "stages", "pages"), [("presales-playbook", 14, 60), ("sourcegraph-handbook", 3, 120)]
)
def test_a_real_handbook_keeps_every_byte_of_its_prose(
    shell: Shell, tmp_path: Path, name: str, stages: int, pages: int
) -> None:
    folder = tmp_path / name
    shutil.copytree(Path(os.environ["PLAYBOOK_CORPORA"]) / name, folder)
    before = {path: path.read_bytes() for path in under_git(folder).rglob("*.md")}
    assert shell.bare("init", "--adopt", str(folder), "--yes").code == 0
    changed = {path for path, data in before.items() if path.read_bytes() != data}
    assert len(changed) > pages
    for path in changed:
        text = decode(before[path])[0]
        body = "\n".join(text.split("\n")[read_front(text).lines :])
        after = path.read_bytes().decode("utf-8").replace("\r\n", "\n")
        assert after.endswith(body), path
        assert after.removesuffix(body).startswith("---\n"), path
        then, now = (read_page(data, "a.md") for data in (before[path], path.read_bytes()))
        assert [step.id for step in now.steps] == [step.id for step in then.steps], path
        assert now.title == then.title, path
    listed = shell.bare("-C", str(folder), "plays", "list", "--json").data
    assert len({row["stage"] for row in listed} - {"unsorted"}) == stages
    assert shell.bare("init", "--adopt", str(folder), "--yes").out == ""
