"""The keys of a keyboard as a browser's events name them."""

from __future__ import annotations

from dataclasses import dataclass

NAMED = {
    "enter": ("Enter", 13, "\r"),
    "escape": ("Escape", 27, ""),
    "tab": ("Tab", 9, ""),
    "backspace": ("Backspace", 8, ""),
    "up": ("ArrowUp", 38, ""),
    "down": ("ArrowDown", 40, ""),
    "left": ("ArrowLeft", 37, ""),
    "right": ("ArrowRight", 39, ""),
    "space": (" ", 32, " "),
}
CONTROL = 2
"""The modifier's number in the DevTools protocol."""


@dataclass(frozen=True)
class Stroke:
    """One key, pressed and let go."""

    key: str
    code: str
    number: int
    text: str = ""
    modifiers: int = 0


def stroke(name: str) -> Stroke:
    """Return the key of a name (`enter`, `f4`, `ctrl+q`) or of a character."""
    if name in NAMED:
        key, number, text = NAMED[name]
        return Stroke(key, "Space" if name == "space" else key, number, text)
    if name.startswith("ctrl+"):
        letter = name.removeprefix("ctrl+")
        return Stroke(letter, f"Key{letter.upper()}", ord(letter.upper()), modifiers=CONTROL)
    if len(name) > 1 and name[0] == "f" and name[1:].isdigit():
        return Stroke(name.upper(), name.upper(), 111 + int(name[1:]))
    code = f"Key{name.upper()}" if name.isalpha() else f"Digit{name}" if name.isdigit() else ""
    number = ord(name.upper()) if name.isalnum() else 0
    return Stroke(name, "Space" if name == " " else code, 32 if name == " " else number, name)
