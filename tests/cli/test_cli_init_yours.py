"""`init` with the team's own name, stages and people: by options in a script, by questions in a terminal."""

from __future__ import annotations

import os
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.cli.shell import Shell
from tests.terminal import Terminal

NEXT_YEAR = "2027-02-15T10:00:00Z"


def settings_of(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "playbook.toml").read_text(encoding="utf-8"))


@pytest.fixture
def everything() -> list[str]:
    """Options that leave nothing to ask."""
    return [
        *("--name", "Acme Docks", "--stage", "discover=Diagnose", "--stage", "commit=Close"),
        *("--rep", "Ann Bo <ann@acme.example>", "--rep", "Ben Ode <ben@acme.example>"),
        *("--marketing", "Cleo Dee <cleo@acme.example>", "--manager", "Dan Em <dan@acme.example>"),
    ]


def test_a_script_says_everything_and_the_lint_has_nothing_to_say(
    shell: Shell, tmp_path: Path, everything: list[str]
) -> None:
    folder = tmp_path / "ours"
    said = shell.bare("--now", NEXT_YEAR, "init", str(folder), *everything)
    assert (said.code, said.out) == (0, f"{folder}\n")
    settings = settings_of(folder)
    assert settings["playbook"]["name"] == "Acme Docks"
    assert re.fullmatch(r"acme-docks-\w{6}", settings["playbook"]["id"])
    assert list(settings["people"]) == ["ann", "ben", "cleo", "dan"]
    assert [stage["name"] for stage in settings["stages"]][1:6:4] == ["Diagnose", "Close"]
    linted = shell.bare("--now", NEXT_YEAR, "-C", str(folder), "plays", "lint")
    assert (linted.code, linted.out) == (0, "")
    rows = shell.bare("-C", str(folder), "plays", "list", "--kind", "play", "--json").data
    assert {row["verified"] for row in rows} == {"2027-02-15"}
    assert not any(row["edited"] or row["warnings"] for row in rows)
    assert shell.bare("-C", str(folder), "--as", "ann", "doctor").code == 0


@pytest.mark.parametrize("yes", [["--yes"], []])
def test_where_nobody_can_be_asked_nothing_is(shell: Shell, tmp_path: Path, yes: list[str]) -> None:
    folder = tmp_path / "ours"
    assert shell.bare("init", str(folder), "--name", "Acme", *yes).code == 0
    settings = settings_of(folder)
    assert (settings["playbook"]["name"], list(settings["people"])) == ("Acme", ["lee", "mia", "dana", "kim"])


def test_whose_seat_nobody_took_is_said(shell: Shell, tmp_path: Path, everything: list[str]) -> None:
    said = shell.bare("init", str(tmp_path / "one"), *everything[:-2])
    assert "Invented, until you put your own into playbook.toml: Kim Adeyemi.\n" in said.err
    assert "Invented" not in shell.bare("init", str(tmp_path / "two"), *everything).err
    assert "Invented" not in shell.bare("init", str(tmp_path / "three"), "--from", "empty").err


@pytest.mark.parametrize(
    ("option", "typed", "told"),
    [
        ("--rep", "Ann", "“Ann” is no person. Write the name, and the e-mail address"),
        ("--rep", "me", "“me” is no person."),
        ("--stage", "discover", "“discover” names no stage."),
        ("--stage", "discovr=Dig", "There is no stage “discovr”. Did you mean discover?"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_made(
    shell: Shell, tmp_path: Path, option: str, typed: str, told: str
) -> None:
    folder = tmp_path / "ours"
    said = shell.bare("init", str(folder), option, typed)
    assert (said.code, said.out, folder.exists()) == (2, "", False)
    assert told in said.err


def test_an_empty_playbook_takes_its_name(shell: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    assert shell.bare("init", str(folder), "--from", "empty", "--name", "Acme").code == 0
    assert settings_of(folder)["playbook"]["name"] == "Acme"


def test_an_empty_playbook_has_the_people_and_stages_that_were_named(shell: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    cy = "Cy Do <cy@acme.example>"
    people = ["--rep", "Ann Bo <ann@acme.example>", "--rep", cy, "--manager", cy]
    people += ["--marketing", "Eve Fay <eve@acme.example>"]
    stages = ("--stage", "discover=Dig", "--stage", "close=Close")
    assert shell.bare("init", str(folder), "--from", "empty", *people, *stages).code == 0
    settings = settings_of(folder)
    assert {id_: (one["side"], one["roles"]) for id_, one in settings["people"].items()} == {
        "ann": ("sales", ["rep", "author"]),
        "cy": ("sales", ["rep", "author", "manager"]),
        "eve": ("marketing", ["liaison", "author"]),
    }
    assert settings["people"]["ann"]["manager"] == "cy"
    assert "manager" not in settings["people"]["cy"]
    assert [(stage["id"], stage["name"]) for stage in settings["stages"]] == [
        ("discover", "Dig"),
        ("close", "Close"),
    ]
    assert shell.bare("-C", str(folder), "plays", "lint").code == 0


def test_nobody_stands_on_both_sides_of_an_empty_playbook(shell: Shell, tmp_path: Path) -> None:
    folder, ann = tmp_path / "ours", "Ann Bo <ann@acme.example>"
    said = shell.bare("init", str(folder), "--from", "empty", "--rep", ann, "--marketing", ann)
    assert (said.code, folder.exists()) == (2, False)
    assert "Ann Bo cannot stand for marketing and for sales" in said.err


# In a terminal


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """Of somebody whom git knows, and who never used the program."""
    config = tmp_path / "gitconfig"
    config.write_text("[user]\n\tname = Ann Bo\n\temail = ann@acme.example\n")
    return {
        **os.environ,
        "PLAYBOOK_DATA": str(tmp_path / "data"),
        "PLAYBOOK_CACHE": str(tmp_path / "cache"),
        "PLAYBOOK_CONFIG": str(tmp_path / "config"),
        "GIT_CONFIG_GLOBAL": str(config),
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }


def test_it_asks_for_name_stages_and_people(tmp_path: Path, env: dict[str, str]) -> None:
    with Terminal([sys.executable, "-m", "playbook", "init", "ours"], env=env, cwd=tmp_path) as terminal:
        for seen, typed in (
            ("What is your company called? [Fernyard]", "Acme"),
            ("Call one of them otherwise? y or n [n]", "y"),
            ("You call it? [Connect]", ""),
            ("You call it? [Discover]", "Diagnose"),
            *((f"You call it? [{name}]", "") for name in ("Qualify", "Prove", "Propose", "Commit")),
            *((f"You call it? [{name}]", "") for name in ("Onboard", "Adopt", "Renew and expand")),
            ("Who sells?", "Ann"),
            ("“Ann” is no person.", "me"),
            ("Who else sells?", ""),
            ("Who stands for marketing?", "me"),
            ("They sell. Each change takes a yes from both sides", "Cleo Dee <cleo@acme.example>"),
            ("Who leads the reps?", ""),
        ):
            terminal.sees(seen)
            terminal.type(typed)
            terminal.press("enter")
        terminal.sees("Make it yours in an hour:", seconds=60)
    settings = settings_of(tmp_path / "ours")
    assert settings["playbook"]["name"] == "Acme"
    assert [stage["name"] for stage in settings["stages"]][:3] == ["Connect", "Diagnose", "Qualify"]
    assert {id_: one["name"] for id_, one in settings["people"].items()} == {
        "ann": "Ann Bo",
        "cleo": "Cleo Dee",
        "kim": "Kim Adeyemi",
    }


def test_leaving_in_the_middle_makes_nothing(tmp_path: Path, env: dict[str, str]) -> None:
    with Terminal([sys.executable, "-m", "playbook", "init", "ours"], env=env, cwd=tmp_path) as terminal:
        terminal.sees("What is your company called?")
        terminal.type("\x04")
        assert terminal.process.wait(timeout=20) == 2
        terminal.sees("Stopped, and nothing was made.")
    assert not (tmp_path / "ours").exists()
