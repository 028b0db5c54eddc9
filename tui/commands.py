"""One value = one command: its key, its place in the key bar, its palette entry and its help."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding

_SHOWN = {
    "enter": "⏎",
    "escape": "esc",
    "space": "space",
    "question_mark": "?",
    "slash": "/",
    "exclamation_mark": "!",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "plus": "+",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "ctrl+p": "^p",
    "ctrl+f": "^f",
    "ctrl+q": "^q",
}


@dataclass(frozen=True)
class Command:
    """Something that a person can do on a screen."""

    id: str
    """`area.verb`: what a person names to rebind the key; the screen's method is `do_<verb>`."""
    keys: str
    """Textual's names of keys, comma between."""
    label: str
    """One or two words for the key bar."""
    help: str
    """One sentence for the help and the palette."""
    bar: bool = False
    """Shown in the key bar."""

    @property
    def verb(self) -> str:
        """The last part of the id, as a method's name."""
        return self.id.rpartition(".")[2].replace("-", "_")

    @property
    def shown(self) -> str:
        """How its first key is written on the screen."""
        return key_name(self.keys.split(",")[0])

    @property
    def all_shown(self) -> str:
        """How all its keys are written, for the help."""
        return " ".join(dict.fromkeys(key_name(key) for key in self.keys.split(",")))

    def binding(self) -> Binding:
        """Return Textual's binding for it."""
        return Binding(
            self.keys, f"command('{self.id}')", self.label, id=self.id, tooltip=self.help, show=False
        )


def key_name(key: str) -> str:
    """Return how a key is written for people: `⏎`, `F2`, `^p`."""
    if key in _SHOWN:
        return _SHOWN[key]
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+")
    if len(key) > 1 and key[0] == "f" and key[1:].isdigit():
        return key.upper()
    return key
