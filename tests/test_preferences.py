"""The user's own settings: read with forgiveness, written without losing what stands there."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook import preferences
from playbook.errors import PlaybookError
from playbook.preferences import Preferences, change, load, parse


def test_no_file_means_the_defaults() -> None:
    assert load() == Preferences()


def test_every_key_is_read() -> None:
    text = """
    [look]
    theme = "nord"
    clock = "12h"
    mouse = false
    [keys]
    "call.skip" = "f6,s"
    [filters]
    smb = "segment:smb"
    [calendar]
    files = ["~/a.ics", "b"]
    [practice]
    new-a-day = 7
    [hooks]
    run-finished = "crm --quiet"
    seconds = 3
    """
    assert parse(text) == Preferences(
        "nord",
        "12h",
        False,
        {"call.skip": "f6,s"},
        {"smb": "segment:smb"},
        ("~/a.ics", "b"),
        7,
        "crm --quiet",
        3,
    )


def test_a_wrong_key_is_named_with_its_line_and_the_rest_holds() -> None:
    found = parse('[look]\nteme = "nord"\nclock = "25h"\nmouse = false\n[lok]\n')
    assert not found.mouse
    assert (found.theme, found.clock) == ("", "24h")
    assert [(p.line, p.message.split(":")[0]) for p in found.problems] == [
        (2, "look.teme"), (3, "look.clock"), (5, "lok")
    ]  # fmt: skip
    assert "Did you mean “theme”?" in found.problems[0].message
    assert "Did you mean “look”?" in found.problems[2].message


@pytest.mark.parametrize("data", [b"[look", b"\xff\xfe\x00", b"look = 1\n", b"[[look]]\n", b"keys = [1]\n"])
def test_rubbish_is_a_problem_and_never_an_error(data: bytes) -> None:
    file = preferences.path()
    file.parent.mkdir(parents=True)
    file.write_bytes(data)
    found = load()
    assert found.problems
    assert Preferences() == Preferences(**{
        name: getattr(found, name) for name in Preferences.__struct_fields__ if name != "problems"
    })  # fmt: skip


def test_a_change_keeps_what_stands_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('# mine\n[look] # looks\ntheme = "nord" # dark\n[other]\nx = 1\n')
    change("look", "theme", "gruvbox", file)
    change("keys", "call.skip", "f6", file)
    text = file.read_text()
    assert text.startswith('# mine\n[look] # looks\ntheme = "gruvbox" # dark\n[other]\nx = 1\n')
    assert load(file).keys == {"call.skip": "f6"}


def test_the_first_change_writes_a_file_that_explains_itself() -> None:
    change("look", "clock", "12h")
    text = preferences.path().read_text()
    assert "run-finished" in text
    assert "# theme =" in text
    assert load().clock == "12h"
    assert load().problems == ()


def test_a_setting_taken_back_is_the_default_again() -> None:
    change("look", "clock", "12h")
    change("look", "clock", None)
    change("look", "theme", None)
    assert load() == Preferences()


def test_a_file_that_cannot_be_understood_is_never_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("[look\n")
    with pytest.raises(PlaybookError, match="cannot be understood from line 1 on"):
        change("look", "clock", "12h", file)
    assert file.read_text() == "[look\n"


def test_a_list_is_written_as_one() -> None:
    change("calendar", "files", ("~/a.ics",))
    assert load().calendars == ("~/a.ics",)
