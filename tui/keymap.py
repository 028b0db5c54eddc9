"""Which keys mean what for this person: the commands' own, and what the settings say instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tui.commands import Command, every_shown, first_shown, key_name

RESERVED = {
    "escape": "Escape always backs out.",
    "ctrl+q": "^q always quits.",
    "ctrl+c": "^c always copies.",
    "f1": "F1 is always help.",
}
"""Keys that keep their meaning, and why."""

EATEN = frozenset(
    {"ctrl+s", "ctrl+j", "ctrl+m", "ctrl+i", "ctrl+a", "ctrl+b", "ctrl+z", "ctrl+enter", "ctrl+comma"}
)
"""Keys that terminals, flow control and multiplexers keep for themselves."""

_NAMED = re.compile(
    "enter|escape|tab|space|backspace|delete|insert|home|end|pageup|pagedown|up|down|left|right|"
    r"f([1-9]|1\d|2[0-4])"
)
_MODIFIERS = ("ctrl+", "alt+", "shift+", "super+")


class Place(NamedTuple):
    """Commands that can be meant by a key at the same time."""

    name: str
    commands: tuple[Command, ...]


class Keymap:
    """What each command's keys are now."""

    def __init__(self, mine: Mapping[str, str] | None = None) -> None:
        self.mine = {id_: normal(keys) for id_, keys in (mine or {}).items() if normal(keys)}
        """Id of a command → its keys, as Textual names them; only what differs."""

    def keys(self, command: Command) -> str:
        """Return a command's keys, comma between."""
        return self.mine.get(command.id, command.keys) if command.can_be_rebound else command.keys

    def shown(self, command: Command) -> str:
        """Return how its first key is written."""
        return first_shown(self.keys(command), each=command.each)

    def all_shown(self, command: Command) -> str:
        """Return how all its keys are written."""
        return every_shown(self.keys(command), each=command.each)


def normal(keys: str) -> str:
    """Return keys as Textual names them: `?` is `question_mark`, space around them is nothing."""
    from textual.keys import _character_to_key

    parts = [","] if keys.strip() == "," else keys.split(",")
    named = (part.strip() for part in parts if part.strip())
    found = (_character_to_key(part) if len(part) == 1 else part.lower() for part in named)
    return ",".join(dict.fromkeys(found))


def is_key(key: str) -> bool:
    """Return whether a terminal could send a key of this (normal) name."""
    from textual.keys import key_to_character

    bare = key
    for modifier in _MODIFIERS:
        bare = bare.removeprefix(modifier)
    if _NAMED.fullmatch(bare):
        return True
    if len(bare) == 1:
        return bare.isprintable()
    return key == bare and key_to_character(bare) is not None


def why_not_key(command: Command, key: str, places: Sequence[Place], keymap: Keymap) -> str:
    """Return why `key` cannot be given to `command`, or an empty text: fixed, reserved, eaten or taken."""
    if not command.can_be_rebound:
        return "This key cannot be changed: it is the way out, or an answer."
    if key in RESERVED and key not in command.keys.split(","):
        return RESERVED[key]
    if key in EATEN:
        return f"{key_name(key)} is kept by many terminals and would not arrive."
    if not is_key(key):
        return f"No terminal sends a key called “{key}”."
    other = taken_by(command, key, places, keymap)
    if other is not None:
        return f"{key_name(key)} already means “{other.label}” ({other.id}) in the same place."
    return ""


def taken_by(command: Command, key: str, places: Sequence[Place], keymap: Keymap) -> Command | None:
    """Return the command that `key` means already wherever `command` can be meant."""
    # Two that share a key from the start do so on purpose: Enter in a list is Enter on its screen.
    shared = key in command.keys.split(",")
    for place in places:
        if any(one.id == command.id for one in place.commands):
            for other in place.commands:
                if shared and key in other.keys.split(","):
                    continue
                if other.id != command.id and key in keymap.keys(other).split(","):
                    return other
    return None


def problems(mine: Mapping[str, str], places: Sequence[Place]) -> list[str]:
    """Return what is wrong with the keys that somebody's settings name, one sentence each."""
    known = {command.id: command for place in places for command in place.commands}
    keymap = Keymap(mine)
    told = []
    for id_, keys in mine.items():
        command = known.get(id_)
        if command is None:
            told.append(f"No command is called “{id_}”{nearest(id_, known)}.")
            continue
        named = normal(keys)
        if not named:
            told.append(
                f"No key is named for {id_}; take the line out to have {every_shown(command.keys)} back."
            )
        reasons = [why_not_key(command, key, places, keymap) for key in named.split(",") if key]
        told += [f"{id_}: {reason}" for reason in reasons if reason]
    return told


def nearest(id_: str, known: Iterable[str]) -> str:
    """Return `; did you mean “call.skip”?` where an id is near another."""
    from difflib import get_close_matches

    close = get_close_matches(id_, list(known), n=1)
    return f"; perhaps “{close[0]}” is meant" if close else ""
