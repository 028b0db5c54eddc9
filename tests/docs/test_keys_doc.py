"""docs/keys.md says every key that there is, and no other."""

from __future__ import annotations

from tests.keys_doc import FILE, document
from tui.registry import every_command


def test_it_is_as_the_commands_are() -> None:
    assert FILE.read_text("utf-8") == document(), "run `python -m tests.keys_doc`"


def test_every_command_is_in_it_once() -> None:
    text = FILE.read_text("utf-8")
    for command in every_command():
        assert text.count(f"`{command.id}`") == 1, command.id
