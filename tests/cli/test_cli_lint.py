"""`playbook plays lint` in a real git repository: what it prints, what it mends, how it ends."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from playbook.progress import Progress, WasStoppedError
from playbook.workspace import Workspace
from tests.cli.shell import Shell, git, write

Commit = Callable[[dict[str, str], str], str]

SOUND = """\
---
title: Sound
stage: discover
owners: {marketing: dana, sales: lee}
verified: 2026-11-01
value: Leaves with a picture.
commitment: Introduces the owner of the budget.
triggers: [demo-request]
---

## Open

> What made you call?

## Close

- [ ] Agree the next step
"""


@pytest.fixture
def linted(own: Shell) -> Shell:
    """A terminal in a playbook of one sound play."""
    for path in ("plays/discover/first-call.md", "plays/commit/price-call.md", "objections/too-expensive.md"):
        (own.root / path).unlink()
    write(own.root, {"plays/discover/sound.md": SOUND})
    git(own.root, "add", "--all")
    git(own.root, "commit", "--quiet", "--message", "One sound play")
    return own


def lint(shell: Shell, arguments: str = "") -> tuple[int, str, str]:
    """Return code, output and narration of a lint."""
    done = shell(f"plays lint {arguments}")
    return done.code, done.out, done.err


def test_nothing_to_say_ends_with_0(linted: Shell) -> None:
    assert lint(linted) == (0, "", "Nothing to say about 1 page.\n")
    assert lint(linted, "--json")[:2] == (0, "[]\n")


def test_findings_are_printed_with_their_place_and_end_with_1(linted: Shell) -> None:
    page = SOUND.replace("value: Leaves with a picture.\n", "").replace("demo-request", "DemoRequest")
    write(linted.root, {"plays/discover/sound.md": page})
    code, out, err = lint(linted)
    assert code == 1
    assert re.sub(r" \[--fix.*?\]", "", out).splitlines() == [
        "plays/discover/sound.md:1:1: error PB004 “value” is missing: say in a sentence what the customer gets from "
        "this play, bought or not.",
        "plays/discover/sound.md:7:12: error PB002 “DemoRequest” is not one of the playbook's triggers. Did you mean "
        "“demo-request”?",
    ]
    assert err == "2 errors. `playbook plays lint --fix` mends 1 of them.\n"


def test_json_has_the_documented_keys(linted: Shell) -> None:
    write(linted.root, {"plays/discover/sound.md": SOUND.replace("demo-request", "DemoRequest")})
    code, out, _ = lint(linted, "--json")
    assert code == 1
    assert json.loads(out) == [
        {
            "path": "plays/discover/sound.md",
            "line": 8,
            "column": 12,
            "code": "PB002",
            "severity": "error",
            "message": "“DemoRequest” is not one of the playbook's triggers. Did you mean “demo-request”?",
            "fix": "“demo-request”",
        }
    ]


def test_annotations_for_github_are_escaped(linted: Shell) -> None:
    write(linted.root, {"plays/a,b/50%: sound.md": SOUND.replace("2026-11-01", "2026-01-01")})
    (linted.root / "plays/discover/sound.md").unlink()
    code, out, _ = lint(linted, "--format github")
    assert code == 1
    assert out.startswith(
        "::warning file=plays/a%2Cb/50%25%3A sound.md,line=5,col=1,title=PB011::Last verified"
    )


def test_what_is_only_suggested_ends_with_0(linted: Shell) -> None:
    write(
        linted.root,
        {
            "plays/discover/second.md": SOUND.replace("triggers: [demo-request]\n", "").replace(
                "call", "write"
            )
        },
    )
    code, out, err = lint(linted)
    assert (code, "suggestion PB016" in out, err) == (0, True, "1 suggestion.\n")


def test_only_what_is_asked_for_is_told(linted: Shell) -> None:
    bad = SOUND.replace("2026-11-01", "2026-01-01")
    write(
        linted.root,
        {"plays/discover/sound.md": bad, "plays/commit/other.md": bad.replace("discover", "commit")},
    )
    assert {line.split(":")[0] for line in lint(linted)[1].splitlines() if "PB011" in line} == {
        "plays/discover/sound.md", "plays/commit/other.md",
    }  # fmt: skip
    assert "plays/commit" not in lint(linted, "plays/discover")[1]
    assert "plays/commit" not in lint(linted, str(linted.root / "plays/discover/sound.md"))[1]
    done = linted("plays lint plays/gone")
    assert (done.code, "plays/gone" in done.err) == (2, True)


def test_fixing_mends_the_file_and_nothing_else(linted: Shell) -> None:
    page = SOUND.replace("demo-request", "DemoRequest").replace("title: Sound", "title: Sound: and clear")
    file = linted.root / "plays/discover/sound.md"
    file.write_bytes(b"\xef\xbb\xbf" + page.replace("\n", "\r\n").encode())
    file.chmod(0o640)
    code, out, err = lint(linted, "--fix")
    assert (code, out) == (0, "")
    assert err.startswith("Mended 2 findings.")
    right = SOUND.replace("title: Sound", 'title: "Sound: and clear"')
    assert file.read_bytes() == b"\xef\xbb\xbf" + right.replace("\n", "\r\n").encode()
    assert file.stat().st_mode & 0o777 == 0o640


def test_what_has_no_one_right_answer_is_left_and_told(linted: Shell) -> None:
    file = linted.root / "plays/discover/sound.md"
    file.write_text(SOUND.replace("2026-11-01", "2026-01-01"), encoding="utf-8")
    before = file.read_bytes()
    _, _, err = lint(linted, "--fix")
    assert err.startswith(
        "Nothing was mended: none of this has one right answer, so it is for you to decide."
    )
    assert file.read_bytes() == before


def test_a_reworded_heading_is_told_against_the_published_page(linted: Shell, commit: Commit) -> None:
    page = SOUND.replace("## Close", "## Agree the next step")
    git(linted.root, "checkout", "--quiet", "-b", "proposal")
    commit({"plays/discover/sound.md": page}, "Reword")
    code, out, _ = lint(linted)
    assert code == 1
    assert "plays/discover/sound.md:15:1: error PB010 This was “Close” when it was last published" in out
    assert lint(linted, "--fix")[0] == 0
    text = (linted.root / "plays/discover/sound.md").read_text(encoding="utf-8")
    assert "\nmoved: {close: agree-the-next-step}\n---\n" in text


def test_a_second_look_says_the_same_and_sees_a_change(linted: Shell) -> None:
    bad = SOUND.replace("2026-11-01", "2026-01-01")
    write(linted.root, {"plays/discover/sound.md": bad})
    first = lint(linted)
    assert lint(linted) == first
    write(linted.root, {"plays/discover/sound.md": SOUND})
    assert lint(linted)[0] == 0
    done = linted("plays lint", now="2027-06-01T00:00:00Z")
    assert (done.code, "PB011" in done.out) == (1, True)


def test_what_a_page_says_reaches_the_terminal_as_text(linted: Shell) -> None:
    write(linted.root, {"plays/discover/sound.md": SOUND.replace("demo-request", '"\\x1b[2Jevil"')})
    code, out, _ = lint(linted)
    assert code == 1
    assert "\x1b" not in out


def test_only_errors_end_with_1_where_one_asks_for_that(linted: Shell) -> None:
    write(linted.root, {"plays/discover/sound.md": SOUND.replace("2026-11-01", "2026-01-01")})
    assert lint(linted)[0] == 1
    assert lint(linted, "--fail-on error")[0] == 0
    write(linted.root, {"plays/discover/sound.md": SOUND.replace("stage: discover", "stage: gone")})
    assert lint(linted, "--fail-on error")[0] == 1


def test_a_new_playbook_lints_what_is_committed(
    tmp_path: Path, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hook that `init` writes, run by git itself with the real command."""
    command = tmp_path / "bin" / "playbook"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m playbook "$@"\n')
    command.chmod(0o755)
    root = tmp_path / "pb"
    assert shell.bare("init", str(root), "--from", "empty").code == 0
    assert (root / ".github/workflows/playbook.yml").read_text().count(
        "playbook plays lint --format github"
    ) == 1
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    path = f"{command.parent}{os.pathsep}{os.environ['PATH']}"
    write(root, {"plays/discover/a.md": SOUND.replace("discover", "gone")})

    def commit(*more: str, path: str = path) -> subprocess.CompletedProcess[str]:
        who = ("-c", "user.name=A", "-c", "user.email=a@b.c")
        subprocess.run(["git", "-C", root, "add", "-A"], check=True)
        return subprocess.run(
            ["git", "-C", root, *who, "commit", "-qm", "Add", *more],
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            check=False,
        )

    refused = commit()
    assert refused.returncode == 1
    assert (
        "plays/discover/a.md:3:8: error PB002 “gone” is not one of the playbook's stages"
        in refused.stdout + refused.stderr
    )
    assert commit("--no-verify").returncode == 0
    write(root, {"README.txt": "No page.\n"})
    assert commit().returncode == 0, "what is no page is not held up"


def test_stopped_it_looks_at_no_page_twice_the_next_time(linted: Shell) -> None:
    write(linted.root, {f"plays/discover/sound-{letter}.md": SOUND for letter in "abcd"})
    Workspace(linted.root).catalog.summaries()
    totals: list[int] = []

    def stop_at_three(progress: Progress) -> None:
        totals.append(progress.total)
        if progress.done == 3:
            progress.stop()

    with pytest.raises(WasStoppedError, match="Checking · 3 of 5 pages"):
        Workspace(linted.root).lint(Progress(stop_at_three))
    totals.clear()
    assert Workspace(linted.root).lint(Progress(stop_at_three)).pages == 5
    assert set(totals) == {2}
