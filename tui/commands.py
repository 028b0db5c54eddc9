"""One value = one command: key, place in the key bar, palette entry, row of the help, and the id to rebind it by."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.binding import Binding

_SHOWN = {
    "enter": "⏎",
    "escape": "esc",
    "backspace": "⌫",
    "delete": "del",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "question_mark": "?",
    "slash": "/",
    "comma": ",",
    "full_stop": ".",
    "minus": "-",
    "plus": "+",
    "exclamation_mark": "!",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}


@dataclass(frozen=True)
class Command:
    """Something that a person can do on a screen, in a dialog, in a list or in a line of text."""

    id: str
    """`area.verb`: what a person names to rebind the key; the method that does it is `do_<verb>`."""
    keys: str
    """Textual's names of keys, comma between; empty: only the palette and the mouse reach it."""
    label: str
    """One or two words for the key bar."""
    help: str
    """One sentence for the help and the palette."""
    bar: bool = False
    """Shown in the key bar."""
    each: bool = False
    """Each of its keys means something of its own (the digits of answers): the method is told which one."""
    fixed: bool = False
    """Its keys cannot be changed: they are the way out, or answers."""
    first: bool = False
    """Its keys are taken before a line of text or a list sees them."""

    @property
    def verb(self) -> str:
        """The last part of the id, as a method's name."""
        return self.id.rpartition(".")[2].replace("-", "_")

    @property
    def can_be_rebound(self) -> bool:
        """Whether a person may give it other keys; what Escape does always stays on Escape."""
        return not (self.each or self.fixed or "escape" in self.keys.split(","))

    @property
    def shown(self) -> str:
        """How its first key is written on the screen, where nobody has changed it."""
        return first_shown(self.keys, each=self.each)

    @property
    def all_shown(self) -> str:
        """How all its keys are written, where nobody has changed them."""
        return every_shown(self.keys, each=self.each)

    def binding(self, action: str = "") -> Binding:
        """Return Textual's binding for it; `action` where another method than the command's does it."""
        from textual.binding import Binding

        return Binding(
            self.keys,
            action or f"command('{self.id}')",
            self.label,
            id=self.id if self.can_be_rebound else None,
            tooltip=self.help,
            show=False,
            priority=self.first,
        )


Keys = Callable[[str], str]
"""Id of a command → how its key is written now."""

_NAMED = re.compile(r"(?<!\{)\{([a-z-]+\.[a-z-]+)\}(?!\})")


def keyed(text: str, keys: Keys) -> str:
    """Return one of our own texts with each `{area.verb}` in it as the key that does it."""
    return _NAMED.sub(lambda found: keys(found[1]), text)


def as_they_come(commands: Iterable[Command]) -> Keys:
    """Return the keys of commands as they are where nobody has changed any."""
    known = {command.id: command.shown for command in commands}
    return lambda id_: known.get(id_, id_)


def bindings(commands: Iterable[Command]) -> list[Binding]:
    """Return Textual's bindings for commands; one that is told its key has one for each."""
    from textual.binding import Binding

    found = []
    for command in commands:
        if command.each:
            found += [
                Binding(
                    key,
                    f"command('{command.id}', '{key}')",
                    command.label,
                    show=False,
                    priority=command.first,
                )
                for key in command.keys.split(",")
            ]
        elif command.keys:
            found.append(command.binding())
    return found


def first_shown(keys: str, *, each: bool = False) -> str:
    """Return how the first of `keys` is written; `1-9` where each means something of its own."""
    return _span(keys) if each else key_name(keys.split(",")[0])


def every_shown(keys: str, *, each: bool = False) -> str:
    """Return how all `keys` are written, space between."""
    return _span(keys) if each else " ".join(dict.fromkeys(key_name(key) for key in keys.split(",")))


def _span(keys: str) -> str:
    """Return `1-9` for keys that follow each other, else all of them."""
    named = [key_name(key) for key in keys.split(",")]
    digits = [name for name in named if name.isdigit()]
    letters = [name for name in named if not name.isdigit()]
    spans = [
        f"{part[0]}-{part[-1]}" if len(part) > 2 and _follow(part) else " ".join(part)
        for part in (digits, letters)
        if part
    ]
    return " ".join(spans)


def _follow(names: list[str]) -> bool:
    return all(len(name) == 1 and ord(name) == ord(names[0]) + place for place, name in enumerate(names))


def key_name(key: str) -> str:
    """Return how a key is written for people: `⏎`, `F2`, `^p`."""
    if key in _SHOWN:
        return _SHOWN[key]
    if key.startswith("ctrl+"):
        return "^" + key_name(key.removeprefix("ctrl+"))
    if key.startswith("alt+"):
        return "alt+" + key_name(key.removeprefix("alt+"))
    if len(key) > 1 and key[0] == "f" and key[1:].isdigit():
        return key.upper()
    if "_" in key:
        return _character(key)
    return key


def _character(name: str) -> str:
    """Return the character that Textual names in words (`dollar_sign`)."""
    from textual.keys import key_to_character

    return key_to_character(name) or name
