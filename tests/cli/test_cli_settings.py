"""`playbook settings`: what the Settings screen does, on the command line."""

from __future__ import annotations

import json
from typing import Any

import pytest

from playbook import preferences
from playbook.cli.main import main


def told(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> tuple[str, str]:
    assert main(["settings", *arguments]) == code
    said = capsys.readouterr()
    return said.out, said.err


def as_json(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    out, _ = told(capsys, "--json")
    return {row["key"]: (row["value"], row["set"]) for row in json.loads(out)}


def test_all_are_listed_with_their_defaults(capsys: pytest.CaptureFixture[str]) -> None:
    assert as_json(capsys) == {
        "look.theme": ("", False),
        "look.clock": ("24h", False),
        "look.mouse": (True, False),
        "calendar.files": ([], False),
        "practice.new-a-day": (5, False),
        "hooks.run-finished": ("", False),
        "hooks.seconds": (10, False),
    }


def test_each_kind_is_set_and_had_back(capsys: pytest.CaptureFixture[str]) -> None:
    for key, value in (
        ("look.theme", "nord"), ("look.clock", "12h"), ("look.mouse", "false"), ("hooks.seconds", "3"),
        ("calendar.files", "~/a.ics, ~/b"), ("keys.call.skip", "f6,x"), ("hooks.run-finished", "push --quiet"),
    ):  # fmt: skip
        assert told(capsys, "set", key, value) == ("", f"{key} is now {value}.\n")
    assert preferences.load() == preferences.Preferences(
        theme="nord", clock="12h", mouse=False, hook_seconds=3, calendars=("~/a.ics", "~/b"),
        keys={"call.skip": "f6,x"}, run_finished="push --quiet",
    )  # fmt: skip
    out, _ = told(capsys)
    assert "look.mouse          false         ●" in out
    assert "keys.call.skip      f6,x          ●" in out
    assert told(capsys, "reset", "keys.call.skip") == ("", "keys.call.skip is as it comes.\n")
    told(capsys, "reset", "look.mouse")
    assert as_json(capsys)["look.mouse"] == (True, False)
    assert preferences.load().keys == {}


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("look.theem", "nord", "No setting is called “look.theem”. Did you mean look.theme?"),
        ("zzz", "1", "No setting is called “zzz”. There are look.theme"),
        ("keys.", "x", "No setting is called “keys.”."),
        ("look.clock", "13h", "The clock is 24h or 12h."),
        ("look.mouse", "yes", "The mouse is true or false."),
        ("practice.new-a-day", "many", "New cards a day are a whole number, 0 or more."),
        ("hooks.seconds", "0", "The seconds are a whole number, 1 or more."),
        ("hooks.seconds", "soon", "The seconds are a whole number, 1 or more."),
    ],
)
def test_what_cannot_be_is_refused(
    capsys: pytest.CaptureFixture[str], key: str, value: str, said: str
) -> None:
    _, err = told(capsys, "set", key, value, code=2)
    assert said in err
    assert not preferences.path().exists()


def test_what_the_file_says_wrong_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    preferences.path().parent.mkdir(parents=True, exist_ok=True)
    preferences.path().write_text('[look]\nclock = "25h"\n')
    _, err = told(capsys, code=1)
    assert err.startswith("line 2 of ")


def test_the_file_can_be_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "path") == (f"{preferences.path()}\n", "")
