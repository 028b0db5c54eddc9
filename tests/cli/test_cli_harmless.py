"""Text from outside is data: a terminal escape, markup or a formula in it does nothing, in tables and in JSON."""

from __future__ import annotations

import json
import re

import pytest

from tests.cli.shell import SETTINGS, Shell, git, write

ESCAPE = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202egnp.exe"
MARKUP = "[bold red]x[/] [link=file:///etc/passwd]y[/link] [@click=app.quit]z[/]"
DANGEROUS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> None:
    assert DANGEROUS.search(text) is None, text


@pytest.fixture
def trapped(own: Shell) -> Shell:
    """A playbook with traps in titles, file names, people and stages."""
    page = (
        f"---\ntitle: {json.dumps('Evil ' + ESCAPE + MARKUP)}\n---\n\n## One {ESCAPE}\n\n> Say {ESCAPE}\n\n"
        f"## Two\n\n### What? {ESCAPE}\n"
    )
    settings = SETTINGS.replace('"Lee Park"', json.dumps(f"Lee {ESCAPE}{MARKUP}").replace("\x9b", "\\u009b"))
    settings = settings.replace('name = "Discover"', f"name = {json.dumps('D' + MARKUP)}")
    write(
        own.root,
        {"plays/discover/evil.md": page, "plays/[bold]odd.md": "## A\n\n## B\n", "playbook.toml": settings},
    )
    (own.root / "plays" / "esc\x1b[31m.md").write_text("## A\n\n## B\n")
    (own.root / "plays" / "-rf.md").write_text("## A\n\n## B\n")
    git(own.root, "add", "--all")
    git(own.root, "commit", "--quiet", "--message", f"Evil {ESCAPE}")
    return own


def test_titles_names_and_texts(trapped: Shell) -> None:
    run = trapped.start("evil", account=f"A{ESCAPE}")
    trapped.ok(f"runs note {run}", f"note {ESCAPE}{MARKUP}")
    steps = trapped.ok(f"runs show {run} --json").data["steps"]
    trapped.ok("feedback add idea", f"text {ESCAPE}{MARKUP}", "--play", "evil", "--quote", f"Say {ESCAPE}")
    trapped.ok("runs next", run)
    trapped.ok("runs finish", run, "--result", "advance", "--next", f"n {ESCAPE}", "--next-date", "today")
    feedback = trapped.ok("feedback list --json").data[0]["id"]
    trapped.ok("desk label", feedback, f"l{ESCAPE}", as_="dana")
    trapped.ok("desk answer", feedback, f"answer {ESCAPE}{MARKUP}", as_="dana")
    assert len(steps) == 2
    for command, who in (
        ("plays list", "lee"),
        ("plays show evil", "lee"),
        ("plays search evil", "lee"),
        ("runs list", "lee"),
        (f"runs show {run}", "lee"),
        (f"runs recap {run}", "lee"),
        (f"runs recap {run} --mail", "lee"),
        ("runs export --format csv", "lee"),
        ("feedback list", "lee"),
        (f"feedback show {feedback}", "lee"),
        ("desk list", "dana"),
        ("desk similar text", "dana"),
        ("coach team", "kim"),
        ("coach person lee", "kim"),
        ("coach play evil", "kim"),
        ("today", "lee"),
        ("news", "lee"),
        ("doctor", "lee"),
        ("doctor --privacy", "lee"),
    ):
        said = trapped(command, as_=who)
        assert said.code == 0, (command, said)
        clean(said.out)
        clean(said.err)
        if (
            command.startswith(("runs recap", "plays show", "runs export", "doctor --privacy"))
            or command == "doctor"
        ):
            continue
        as_json = trapped.ok(f"{command} --json", as_=who)
        clean(as_json.out)
        assert as_json.data is not None


def test_json_carries_the_text_as_it_was_said(trapped: Shell) -> None:
    trapped.ok("feedback add idea", f"text {ESCAPE}")
    assert trapped.ok("feedback list --json").data[0]["text"] == f"text {ESCAPE}"


def test_markup_is_shown_as_written(trapped: Shell) -> None:
    trapped.ok("feedback add idea", MARKUP)
    assert MARKUP in trapped.ok("feedback list").out


def test_names_of_files_are_no_options_and_odd_ones_are_left_out_with_a_word(trapped: Shell) -> None:
    ids = {row["id"] for row in trapped.ok("plays list --json").data}
    assert {"plays/-rf", "plays/[bold]odd"} <= ids
    said = trapped.ok("doctor")
    assert "esc␛[31m.md: its name has a line break or another invisible character" in said.out
    run = trapped.start("plays/-rf")
    trapped.ok(f"runs finish {run} --result advance")


def test_arguments_with_escapes_are_harmless_in_the_error(trapped: Shell) -> None:
    for said in (
        trapped("plays show", ESCAPE),
        trapped("runs show", ESCAPE),
        trapped("feedback show", ESCAPE),
        trapped("runs list --rep", ESCAPE),
        trapped.bare(ESCAPE),
        trapped("runs", ESCAPE),
        trapped("plays list", f"--{ESCAPE}"),
        trapped("open", ESCAPE),
    ):
        assert said.code == 2
        clean(said.out)
        clean(said.err)
