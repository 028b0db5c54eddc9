"""Kills, a disk that refuses, hostile pages and wrong folders, in a real terminal."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.system.conftest import OnDisk, Walker, git, under_git
from tests.terminal import Terminal

pytestmark = pytest.mark.system

Open = Callable[..., Terminal]


def in_a_call(rep: Walker) -> Walker:
    """Start the first call that Plays offers, and be connected."""
    rep.press("2").sees("Demo-request callback").press("right", "c").sees("Who picked up?")
    return rep.press("1").sees("1/5 Open")


def test_a_killed_call_goes_on_at_the_same_key_press(starter: Path, terminals: Open, on_disk: OnDisk) -> None:
    rep = in_a_call(Walker(terminals("-C", starter, "--as", "lee")))
    rep.press("1").sees("● Yes").press("enter").sees("2/5").press("3").sees(
        "● The phone never stops", "● saved"
    )
    on_disk("the-phone-never-stops")
    before = rep.terminal.line_with("The phone never stops")
    rep.terminal.kill()
    again = Walker(terminals("-C", starter, "--as", "lee"))
    again.sees("▶ open call", "Demo-request callback").press("enter").sees(
        "2/5", "The phone never stops", "✓ Open"
    )
    assert again.terminal.line_with("The phone never stops").lstrip("│ ").rstrip() in before
    again.press("u").sees("Undone: answer")


def test_a_disk_that_refuses_is_said_and_what_was_entered_is_saved_once_it_can(
    starter: Path, environment: dict[str, str], terminals: Open
) -> None:
    rep = in_a_call(Walker(terminals("-C", starter, "--as", "lee")))
    rep.sees("● saved")
    folder = Path(environment["PLAYBOOK_DATA"]) / "fernyard" / "open"
    aside = folder.with_name("open-moved")
    folder.rename(aside)
    folder.write_text("a file where the folder was")
    rep.press("1").sees("● Yes", "UNSAVED", "Not saved", "What you entered is still here")
    folder.unlink()
    aside.rename(folder)
    rep.sees("● saved", "● Yes")
    rep.terminal.kill()
    again = Walker(terminals("-C", starter, "--as", "lee"))
    again.sees("▶ open call").press("enter").sees("● Yes")


def test_feedback_that_cannot_be_saved_stays_in_the_box(
    starter: Path, environment: dict[str, str], terminals: Open
) -> None:
    rep = Walker(terminals("-C", starter, "--as", "lee"))
    rep.sees("1 Today", "Nothing is due")
    folder = Path(environment["PLAYBOOK_DATA"]) / "fernyard" / "records"
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("a file where the folder should be")
    rep.press("2").sees("Demo-request callback").terminal.press("f4")
    rep.sees("1  worked").press("8").type("A shorter opener").press("enter")
    rep.sees("✗", "A shorter opener")
    folder.unlink()
    rep.press("enter").terminal.sees_no("A shorter opener")


def hostile(root: Path) -> None:
    """Write pages that a parser, a terminal or a file system might stumble over."""
    plays = root / "plays"
    plays.mkdir(parents=True)
    (plays / "empty.md").write_bytes(b"")
    (plays / "not-utf8.md").write_bytes(b"# Caf\xe9\n\n## One\n\n> a\n\n## Two\n\n> b\n")
    (plays / "quotes.md").write_bytes(b">" * 1_000_000)
    (plays / "brackets.md").write_bytes(b"[" * 1_000_000)
    (plays / "deep.md").write_text("".join("  " * n + "- x\n" for n in range(3_000)))
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9)
    )
    (plays / "bomb.md").write_text(f"---\n{bomb}---\n# Bomb\n\n## One\n\nx\n\n## Two\n\ny\n")
    (plays / "broken.md").write_text(
        "---\ntitle: [unclosed\nstage: x: y\n---\n# Broken front\n\n## One\n\nx\n\n## Two\n\ny\n"
    )
    (plays / "escape \x1b[2J.md").write_text("# Named with an escape\n\n## One\n\nx\n\n## Two\n\ny\n")
    (plays / "escape-inside.md").write_text(
        "# \x1b]52;c;aGFja2Vk\x07\x1b[2J[red]Red[/red] [/] title\n\n"
        "## One [@click=app.quit]x[/]\n\n> \x9b31mwords\n\n## Two\n\ny\n"
    )
    (plays / "--help me.md").write_text("# Leading dashes\n\n## One\n\nx\n\n## Two\n\ny\n")
    (plays / "line\nbreak.md").write_text("# Name with a newline\n\n## One\n\nx\n\n## Two\n\ny\n")
    (plays / "folder.md").mkdir()
    (plays / "itself.md").symlink_to("itself.md")
    (plays / "outside.md").symlink_to("/etc/passwd")


def test_hostile_pages_are_shown_or_left_out_and_never_crash(tmp_path: Path, terminals: Open) -> None:
    root = tmp_path / "hostile"
    root.mkdir()
    hostile(root)
    under_git(root)
    rep = Walker(terminals("-C", root, "--as", "lee"))
    rep.sees("1 Today").press("2").sees("Unsorted", "[red]Red[/red]")
    for _ in range(14):
        rep.terminal.press("down")
        screen = rep.terminal.settle()
        assert "Traceback" not in screen
        assert "root:x:" not in screen
    rep.terminal.press("right")
    for _ in range(10):
        rep.terminal.press("down")
        rep.terminal.settle()
    assert b"\x1b]52;c;aGFja2Vk" not in rep.terminal.raw
    assert rep.terminal.process.poll() is None, rep.terminal.text
    rep.terminal.press("ctrl+q")
    assert rep.terminal.wait() == 0


def test_wrong_folders_are_told_in_one_sentence_with_what_to_do(tmp_path: Path, terminals: Open) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    told = terminals("-C", empty)
    assert told.wait() == 2
    assert "git" in told.text
    assert "Traceback" not in told.text
    missing = terminals("-C", tmp_path / "nowhere")
    assert missing.wait() == 2
    assert "There is no folder" in missing.text


def test_a_repository_without_commits_and_a_detached_head_open(tmp_path: Path, terminals: Open) -> None:
    root = tmp_path / "new"
    root.mkdir()
    (root / "one.md").write_text("# One play\n\n## First\n\n> Hello.\n\n## Second\n\n> Bye.\n")
    git(root, "init", "-q", "-b", "main")
    unborn = Walker(terminals("-C", root, "--as", "lee"))
    unborn.sees("1 Today").press("2").sees("One play", "edited")
    unborn.terminal.press("ctrl+q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Begin")
    git(root, "checkout", "-q", "--detach")
    detached = Walker(terminals("-C", root, "--as", "lee"))
    detached.sees("1 Today").press("2").sees("One play").press("right", "enter").sees("First", "Hello.")


def test_without_git_the_reason_is_told(starter: Path, tmp_path: Path, terminals: Open) -> None:
    nothing = tmp_path / "bin"
    nothing.mkdir()
    if shutil.which("git", path=str(nothing)):  # pragma: no cover
        pytest.skip("there is a git in an empty folder")
    told = terminals("-C", starter, PATH=str(nothing))
    told.sees("git", seconds=30)
    assert "Traceback" not in told.text


@pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal is needed")
def test_nothing_is_lost_when_the_terminal_is_made_small_and_large(starter: Path, terminals: Open) -> None:
    rep = in_a_call(Walker(terminals("-C", starter, "--as", "lee")))
    rep.press("1").sees("● Yes")
    rep.terminal.resize(80, 24)
    rep.sees("● Yes", "1/5 Open", "F1")
    rep.terminal.resize(140, 45)
    rep.sees("● Yes", "Exit:", "▶ Open")
