"""docs/commands.md: every noun, verb, option and key is in it, and its examples run as they stand."""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from playbook.cli.main import NOUNS, _parsers
from playbook.cli.parser import add_globals
from tests.docs.markdown import DOCS, LONGEST, code, fences, links, read, section, tables
from tests.docs.terminal import Terminal

DOC = read("commands.md")
BESIDE_NAMES = (
    "sharing",
    "postgresql",
    "together",
    "desk",
    "telling",
    "coaching",
    "practice",
    "logs",
    "scorecards",
    "sessions",
    "figures",
)
BESIDE = [read(f"{name}.md") for name in BESIDE_NAMES]
"""Documents that have the commands of a noun of their own, with their examples and keys."""
EXAMPLES = [line for fence in fences(DOC, "sh") for line in fence.splitlines()]
EXAMPLES_BESIDE = [
    line
    for doc in BESIDE
    for kind in ("sh", "text")
    for fence in fences(doc, kind)
    for line in fence.splitlines()
]
SCREENS, SERVED = (fence.splitlines() for fence in fences(DOC, "text")[:2])


def test_it_is_short_enough_to_be_read() -> None:
    assert DOC.count("\n") < LONGEST
    for link in links(DOC):
        if not link.startswith("#"):
            assert (DOCS / link).is_file(), link
            continue
        assert f"### {link.removeprefix('#').replace('-', ' ').capitalize()}\n" in DOC


# Verbs and options


class Verb(NamedTuple):
    """One thing that the command line can do."""

    noun: str
    name: str
    """Empty for a noun without verbs."""
    parser: argparse.ArgumentParser

    @property
    def command(self) -> str:
        return f"{self.noun} {self.name}".strip()

    @property
    def actions(self) -> list[argparse.Action]:
        """Its own arguments: no global ones, no help, no verbs."""
        return [
            action
            for action in self.parser._actions
            if not set(action.option_strings) & set(_globals()) and action.dest != "verb"
        ]


@cache
def _globals() -> tuple[str, ...]:
    parser = argparse.ArgumentParser()
    add_globals(parser)
    return tuple(option for action in parser._actions for option in action.option_strings)


def _verbs_of(parser: argparse.ArgumentParser) -> argparse.Action | None:
    return next((action for action in parser._actions if action.dest == "verb"), None)


def walk() -> Iterator[Verb]:
    """Yield every noun and verb with its parser, as `playbook NOUN VERB` makes it."""
    for noun in NOUNS:
        _, parser = _parsers(noun, [noun])
        assert parser is not None
        verbs = _verbs_of(parser)
        if verbs is None or not verbs.required:
            yield Verb(noun, "", parser)
        for name in verbs.choices or () if verbs else ():
            _, again = _parsers(noun, [noun, name])
            assert again is not None
            found = _verbs_of(again)
            assert found is not None and isinstance(found.choices, dict)
            yield Verb(noun, name, found.choices[name])


VERBS = list(walk())


def rows() -> Iterator[tuple[list[str], list[str]]]:
    """Yield what each row of a table of verbs shows as commands, and its cells."""
    for noun in ("plays", "runs", "feedback", "accounts"):
        for cells in tables(section(DOC, f"## {noun}"))[0][1:]:
            yield [f"{noun} {shown}" for shown in code(cells[0])], cells
    for cells in tables(section(DOC, "## Everything else"))[0][1:]:
        yield code(cells[0]), cells
    for doc in BESIDE:
        for cells in tables(section(doc, "## Commands"))[0][1:]:
            yield code(cells[0]), cells


def keys() -> list[list[str]]:
    """Return the rows of all tables of JSON keys."""
    found = tables(section(DOC, "## Keys of the JSON"))[0][1:]
    return found + [row for doc in BESIDE for row in tables(section(doc, "## Commands"))[1][1:]]


def shown_as(verb: Verb) -> tuple[str, list[str]]:
    """Return how a verb is shown, and the cells of its row; `call` and `open` have a sentence."""
    if verb.noun in ("call", "open"):
        sentence = section(DOC, "### In the terminal").split("\n\n")[0]
        return next(one for one in code(sentence) if one.startswith(verb.noun)), [sentence]
    found = [
        (shown, cells)
        for commands, cells in rows()
        for shown in commands
        if re.fullmatch(rf"{re.escape(verb.command)}( [A-Z|]+)*", shown)
    ]
    assert len(found) == 1, (verb.command, found)
    return found[0]


def test_there_are_as_many_as_ever() -> None:
    assert len(VERBS) > 55
    assert {verb.noun for verb in VERBS} == set(NOUNS)


@pytest.mark.parametrize("verb", VERBS, ids=[verb.command for verb in VERBS])
def test_every_verb_has_a_line_with_each_of_its_options_arguments_and_choices(verb: Verb) -> None:
    shown, cells = shown_as(verb)
    row = " ".join(cells)
    for action in verb.actions:
        name = str(action.metavar or action.dest).split("|")[0].upper()
        if action.option_strings:
            assert set(action.option_strings) <= set(code(row)), action.option_strings
        else:
            assert name in shown.split()[1:], name
        for choice in action.choices or ():
            assert re.search(rf"(?<![\w-]){re.escape(str(choice))}(?![\w-])", row), choice


def test_no_line_names_an_option_that_is_not_there() -> None:
    by_command = {verb.command: verb for verb in VERBS}
    for commands, cells in rows():
        real = set()
        for shown in commands:
            command = re.sub(r"( [A-Z|]+)*$", "", shown)
            real |= {option for action in by_command[command].actions for option in action.option_strings}
        named = {option for option in code(" ".join(cells)) if option.startswith("--")}
        assert named <= real, commands


def test_every_global_option_is_named() -> None:
    named = [option.split()[0] for row in tables(DOC)[0][1:] for option in code(row[0])]
    assert sorted(named) == sorted(_globals())


@pytest.mark.parametrize("verb", VERBS, ids=[verb.command for verb in VERBS])
def test_every_verb_has_an_example(verb: Verb) -> None:
    example = re.compile(rf"playbook (?:-\S+ \S+ )*{re.escape(verb.command)}(?![\w-])")
    assert any(example.search(line) for line in EXAMPLES + EXAMPLES_BESIDE + SCREENS + SERVED)


# The examples


@pytest.fixture
def fresh(terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal in an empty folder, with an editor that changes nothing."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.delenv("VISUAL", raising=False)
    return terminal


def test_the_examples_run_from_top_to_bottom(fresh: Terminal, tmp_path: Path) -> None:
    (companies,) = fences(DOC, "csv")
    for line in EXAMPLES:
        code_, out, err = fresh.try_(line)
        assert code_ == 0, (line, out, err)
        if line == "cd acme":
            (tmp_path / "acme" / "companies.csv").write_text(companies, encoding="utf-8")
        if "import-records" in line:
            assert re.fullmatch(r"\d\d new, 0 here already, 0 set aside\.\n", err)
    assert (tmp_path / "blank" / "playbook.toml").is_file()
    assert (tmp_path / "demo" / "playbook" / "playbook.toml").is_file()


def test_the_first_examples_run_in_a_real_shell(tmp_path: Path) -> None:
    command = tmp_path / "bin" / "playbook"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m playbook "$@"\n')
    command.chmod(0o755)
    done = subprocess.run(
        ["sh", "-eu"],
        input=fences(DOC, "sh")[0].encode(),
        cwd=tmp_path,
        env=os.environ
        | {"PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(DOCS.parent)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert b"plays/discover/first-discovery" in done.stdout


def test_what_opens_a_screen_says_that_it_needs_a_terminal(terminal: Terminal) -> None:
    for line in SCREENS:
        code_, out, err = terminal.try_(line)
        assert (code_, out) == (2, "")
        assert "playbook: The screens need a terminal" in err  # on a slow machine behind a line of progress


# JSON


def told(command: str) -> list[str]:
    """Return the keys that the table names for a command, those of the rows that it builds on among them."""
    names: list[list[str]] = []
    for shown, said in keys():
        first = code(said.split(";")[0])
        own = first[-1].split()
        before = list(names[-1]) if said.startswith("those") else []
        if said.startswith("those of `desk list`"):
            before = told("desk list")
        names.append([*before, *own])
        if command in code(shown):
            return names[-1]
    raise AssertionError(command)


def steps_told(command: str) -> list[str]:
    (keys,) = [
        row[1] for row in tables(section(DOC, "## Keys of the JSON"))[0][1:] if command in code(row[0])
    ]
    return code(keys.split("`steps` are objects:")[1])[0].split()


def test_the_keys_are_those_of_the_table(terminal: Terminal) -> None:
    lee = "playbook --as lee"
    terminal.run(f"{lee} accounts add Kallio")
    run = json.loads(terminal.run(f"{lee} runs start first-discovery --account Kallio --json"))
    assert list(run) == told("runs start")
    terminal.run(f"{lee} runs connect {run['id']} connected")
    finished = json.loads(terminal.run(f"{lee} runs finish {run['id']} --result advance --json"))
    assert list(finished) == told("runs finish")
    assert list(finished["steps"][0]) == steps_told("runs finish")
    f = terminal.run(f"{lee} feedback add idea 'A shorter opener' --play first-discovery").strip()
    terminal.run("playbook --as mia feedback add idea 'A shorter opener, please' --play first-discovery")
    terminal.run(f"{lee} runs start price-conversation")
    terminal.run(f"playbook --as dana desk answer {f} Done")
    wrong = terminal.run(f"{lee} runs start price-conversation").strip()
    switched = json.loads(terminal.run(f"{lee} runs switch {wrong} first-discovery --json"))
    assert list(switched) == told("runs switch")

    for command, more in (
        ("plays list", ""), ("plays search", " expensive"), ("runs list", ""), ("feedback list", ""),
        ("desk list", ""), ("desk similar", f" {f}"), ("coach team", ""), ("coach play", " first-discovery"),
        ("coach person", " lee"), ("accounts list", ""), ("today", ""), ("news", ""), ("doctor", ""),
    ):  # fmt: skip
        listed = json.loads(terminal.run(f"{lee} {command}{more} --json"))
        assert {tuple(one) for one in listed} == {tuple(told(command))}, command

    account = json.loads(terminal.run(f"{lee} accounts show Kallio --json"))
    assert list(account) == told("accounts show")
    shown = json.loads(terminal.run(f"{lee} runs show {run['id']} --json"))
    assert list(shown) == told("runs show")
    item = json.loads(terminal.run(f"{lee} feedback show {f} --json"))
    assert list(item) == told("feedback show")
    page = json.loads(terminal.run(f"{lee} plays show first-discovery --json"))
    assert list(page) == told("plays show")
    assert list(page["steps"][0]) == steps_told("plays show")


def test_exports_have_the_keys_that_the_text_says(terminal: Terminal) -> None:
    lee = "playbook --as lee"
    run = terminal.run(f"{lee} runs start first-discovery").strip()
    terminal.run(f"{lee} runs connect {run} no-answer")
    terminal.run(f"{lee} runs finish {run}")
    assert list(json.loads(terminal.run(f"{lee} runs export"))) == told("runs finish")
    assert terminal.run(f"{lee} runs export --format csv").split("\n")[0].split(",") == told("runs list")


def test_every_verb_that_knows_json_has_its_keys_in_the_table() -> None:
    named = {shown for row in keys() for shown in code(row[0])}
    knowing = {
        verb.command for verb in VERBS if any("--json" in action.option_strings for action in verb.actions)
    }
    assert named == knowing


# Codes and variables


def test_exit_codes(terminal: Terminal, tmp_path: Path) -> None:
    told_ = [row[0] for row in tables(section(DOC, "## Exit codes and environment"))[0][1:]]
    assert told_ == ["0", "1", "2", "3", "130"]
    terminal.run("playbook --as lee --now 2026-11-23T10:00:00Z feedback add idea shorter")
    late = "playbook --as dana --now 2027-11-23T10:00:00Z desk list"
    assert terminal.try_(late)[0] == 0
    assert terminal.try_(f"{late} --check")[0] == 1
    (tmp_path / "bad.jsonl").write_text("not a record\n")
    assert terminal.try_(f"playbook import-records {tmp_path / 'bad.jsonl'}")[0] == 1
    assert terminal.try_("playbook plays show first-discovry")[0] == 2
    journal = next(terminal.data.rglob("team/*.jsonl"))
    journal.write_bytes(b"x\n" + journal.read_bytes())
    assert terminal.try_("playbook --as lee doctor")[0] == 1


def test_every_variable_that_the_code_reads_is_named() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (DOCS.parent / "playbook").rglob("*.py"))
    asked = set(re.findall(r"environ(?:\.get\(|\[|\.)\s*\"?([A-Z_]+)\"", source))
    named = {
        name for row in tables(section(DOC, "## Exit codes and environment"))[1][1:] for name in code(row[0])
    }
    systems = {"HOME", "USERPROFILE", "XDG_CONFIG_HOME", "GIT_CONFIG_GLOBAL", "COLUMNS", "TEXTUAL_DRIVER"}
    elsewhere = {"NO_COLOR", "LC_ALL", "LC_CTYPE", "LANG"}
    assert asked - systems | elsewhere == named
