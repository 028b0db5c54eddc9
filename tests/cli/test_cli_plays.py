"""Plays from the shell: list, show, search, edit."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.shell import OTHER, PLAY, Shell, git, write


def test_the_table_goes_by_stage_and_leaves_empty_columns_out(shell: Shell) -> None:
    out = shell.ok("plays list").out.splitlines()
    assert out[0].split() == ["STAGE", "KIND", "ID", "TITLE", "MIN", "STEPS", "STATUS"]
    assert [line.split()[0] for line in out[1:]] == ["discover", "commit", "unsorted"]


def test_filters(shell: Shell) -> None:
    def ids(options: str) -> list[str]:
        return [row["id"] for row in shell.ok(f"plays list {options} --json").data]

    assert ids("--stage commit") == ["plays/commit/price-call"]
    assert ids("--trigger demo-request") == ["plays/discover/first-call"]
    assert ids("--kind objection") == ["objections/too-expensive"]
    assert ids("--status draft") == []
    assert len(ids("--status live")) == 3
    unknown = shell("plays list --stage discoverr")
    assert (unknown.code, unknown.out) == (2, "")
    assert unknown.err == "playbook: There is no stage “discoverr”. Did you mean discover?\n"


def test_edits_that_are_not_committed_are_listed_and_marked(own: Shell) -> None:
    page = own.root / "plays/discover/first-call.md"
    page.write_text(PLAY.replace("Thursday", "Friday"), encoding="utf-8")
    rows = {row["id"]: row["edited"] for row in own.ok("plays list --json").data}
    assert rows == {
        "plays/discover/first-call": True,
        "plays/commit/price-call": False,
        "objections/too-expensive": False,
    }


def test_show_prints_the_page_as_written_and_its_problems_beside_it(own: Shell) -> None:
    assert own.ok("plays show first-call").out == PLAY
    text = "---\ntitle: a: b\n---\n\n## One\n\n## Two\n"
    (own.root / "plays" / "odd.md").write_text(text, encoding="utf-8")
    said = own.ok("plays show odd")
    assert said.out == text
    assert said.err.startswith("plays/odd.md:2: ")


def test_show_of_a_revision_is_the_page_as_it_was(
    own: Shell, commit: Callable[[dict[str, str], str], str]
) -> None:
    first = git(own.root, "rev-parse", "HEAD").strip()
    commit({"plays/discover/first-call.md": PLAY.replace("## Open", "## Begin")}, "Begin")
    assert own.ok("plays show first-call --json").data["steps"][0]["id"] == "begin"
    before = own.ok(f"plays show first-call --json --revision {first[:8]}").data
    assert before["steps"][0]["id"] == "open"
    assert own.ok("plays show first-call --json --revision HEAD~1").data["blob"] == before["blob"]
    assert own.ok(f"plays show first-call --json --revision {before['blob']}").data == before
    assert own.ok("plays show first-call --revision HEAD~1").out == PLAY
    for wrong in ("nothing", "--help-me", "HEAD~9"):
        refused = own("plays show first-call", f"--revision={wrong}")
        assert (refused.code, "There is no revision" in refused.err) == (2, True)


def test_a_page_that_a_commit_does_not_have_names_those_that_do(
    own: Shell, commit: Callable[[dict[str, str], str], str]
) -> None:
    made = commit({"plays/commit/new.md": OTHER}, "Add")
    refused = own("plays show new --revision HEAD~1")
    assert refused.code == 2
    assert f"Did you mean {made[:10]}" in refused.err


def test_unknown_pages_name_the_nearest(shell: Shell) -> None:
    refused = shell("plays show frist-call")
    assert (refused.code, refused.out) == (2, "")
    assert "Did you mean plays/discover/first-call" in refused.err


def test_search_forgives_and_filters(shell: Shell) -> None:
    (hit,) = shell.ok("plays search expensiv --kind objection --json").data
    assert (hit["id"], hit["kind"], hit["step"]) == ("objections/too-expensive", "objection", "")
    steps = shell.ok("plays search --kind step thursday --json").data
    assert [(one["id"], one["step"]) for one in steps] == [
        ("plays/discover/first-call", "agree-the-next-step")
    ]
    assert len(shell.ok("plays search e --limit 1 --json").data) <= 1
    table = shell.ok("plays search tool").out
    assert "We have a tool" in table


def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, name: str = "vim") -> Path:
    """Put an editor of that name in place that runs `script` with its arguments; return where they land."""
    log = tmp_path / "arguments.txt"
    program = tmp_path / name
    program.write_text(
        f"#!{sys.executable}\nimport sys, pathlib\n"
        f"pathlib.Path({str(log)!r}).write_text('\\n'.join(sys.argv[1:]))\n"
        f"page = pathlib.Path(sys.argv[-1])\n{script}\n"
    )
    program.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(program))
    return log


def test_edit_opens_the_editor_at_the_step_and_says_what_changed(
    own: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = editor(tmp_path, monkeypatch, "page.write_text(page.read_text().replace('Thursday', 'Friday'))")
    said = own.ok("plays edit first-call --step agree-the-next-step")
    page = own.root / "plays/discover/first-call.md"
    line = PLAY.splitlines().index("## Agree the next step (2 min)") + 1
    at, sheet = log.read_text().splitlines()
    assert (at, Path(sheet).name) == (f"+{line}", "first-call.md")
    assert "Saved plays/discover/first-call.md." in said.err
    assert "Friday" in page.read_text()


def test_edit_tells_what_is_wrong_with_the_page_it_leaves(
    own: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor(tmp_path, monkeypatch, "page.write_text('---\\ntitle: a: b\\n---\\n\\n## One\\n\\n## Two\\n')")
    assert "plays/discover/first-call.md:2: " in own.ok("plays edit first-call").err


def test_an_editor_that_returns_at_once_is_noticed(
    own: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = editor(tmp_path, monkeypatch, "", name="code")
    said = own.ok("plays edit first-call --line 7")
    *options, at = log.read_text().splitlines()
    assert options == ["--wait", "--goto"]
    assert at.endswith("/first-call.md:7")
    assert "The editor returned at once" in said.err or "Nothing was changed" in said.err


def test_edit_never_overwrites_what_somebody_saved_meanwhile(
    own: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = own.root / "plays/discover/first-call.md"
    script = (
        "page.write_text(page.read_text().replace('Thursday', 'Friday')); "
        f"other = pathlib.Path({str(page)!r}); other.write_text(other.read_text().replace('Thursday', 'Monday'))"
    )
    editor(tmp_path, monkeypatch, script)
    said = own("plays edit first-call")
    assert said.code == 2
    assert "was changed by somebody else while you edited it" in said.err
    assert "Monday" in page.read_text()
    editor(tmp_path, monkeypatch, "page.write_text(page.read_text().replace('Friday', 'Monday'))")
    said = own.ok("plays edit first-call")
    assert "What you wrote before and did not put back is taken up again" in said.err
    assert "Monday" in page.read_text()


def test_no_editor_and_an_unknown_step_are_plain_sentences(
    own: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "no-such-editor-here")
    refused = own("plays edit first-call")
    assert refused.code == 2
    assert refused.err.startswith("playbook: The editor “no-such-editor-here” cannot be started: ")
    assert "Did you mean open?" in own("plays edit first-call --step openn").err
    monkeypatch.setenv("VISUAL", "false")
    assert "ended with code 1" in own("plays edit first-call").err


def test_pages_left_out_are_counted_and_doctor_names_them(own: Shell) -> None:
    (own.root / "loop.md").symlink_to("loop.md")
    (own.root / "folder.md").mkdir()
    (own.root / "folder.md" / "x.txt").write_text("x")
    said = own.ok("plays list")
    assert "2 left out; `playbook doctor` says why." in said.err
    lines = {row["message"] for row in own.ok("doctor --json").data if row["check"] == "left out"}
    assert lines == {
        "folder.md: a folder, not a page; give it a name without .md",
        "loop.md: a link that leads to itself",
    }


def test_a_folder_of_markdown_without_settings_is_a_playbook(own: Shell, tmp_path: Path) -> None:
    root = tmp_path / "handbook"
    write(root, {"guide/calls.md": "# Calls\n\n## First\n\nx\n\n## Second\n\ny\n", "README.md": "# Hello\n"})
    git_init = ("init", "--quiet", "--initial-branch=main")
    git(root, *git_init)
    own.root = root
    rows = own.ok("plays list --json", as_="ann").data
    assert [(row["id"], row["stage"], row["status"], row["runnable"]) for row in rows] == [
        ("README", "unsorted", "live", False),
        ("guide/calls", "unsorted", "live", True),
    ]
    run = own.start("guide/calls", as_="ann")
    own.ok(f"runs next {run}", as_="ann")
    own.ok(f"runs finish {run} --result advance", as_="ann")
    feedback = own.ok("feedback add idea shorter --play calls", as_="ann").line
    own.ok(f"desk answer {feedback} done", as_="ann")
