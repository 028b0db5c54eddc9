"""On which line of a TOML text each key stands; the standard library's reader does not say."""

from __future__ import annotations

import contextlib
import re

Place = tuple[str | int, ...]
"""The way to a value: keys, and places in arrays from 0."""

_SKIP = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"{3,5}|\'\'\'(?:[^\']|\'(?!\'\'))*\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'',
    re.DOTALL,
)
_VALUE = re.compile(r"[^,\]}\n#]*")
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_ESCAPE = re.compile(r'\\(["\\])')


_WHERE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")


def fault(text: str, error: Exception) -> tuple[int, str]:
    """Return the 1-based line where the standard library's reader gave up, and why: the key and its words."""
    if isinstance(error, RecursionError):
        return 1, "The file is nested too deeply to read"
    said, lines = str(error), text.split("\n")
    match = _WHERE.search(said)
    line = int(match[1]) if match and match[1] else len(lines) if match else 1
    line = max(1, min(line, len(lines)))
    key = lines[line - 1].partition("=")[0].strip()[:60] if "=" in lines[line - 1] else ""
    what = _WHERE.sub("", said).rstrip(".")
    return line, f"{key}: {what}" if key else what


def key_lines(text: str) -> dict[Place, int]:
    """Return the 1-based line of every key and table of a TOML text that is known to be valid.

    What the scan does not understand ends it: later keys are missing then, and none is wrong.
    """
    scan = _Scan(text)
    with contextlib.suppress(_LostError, RecursionError):
        scan.document()
    return scan.lines


class _LostError(Exception):
    """The text is not what the scan expects."""


class _Scan:
    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: dict[Place, int] = {}
        self._at = 0
        self._counted_to = 0
        self._line = 1
        self._arrays: dict[Place, int] = {}

    def document(self) -> None:
        table: Place = ()
        while self._skip():
            if self._take("[["):
                table = self._table(self._key(), "]]", more=True)
            elif self._take("["):
                table = self._table(self._key(), "]", more=False)
            else:
                self._pair(table)

    def _table(self, key: tuple[str, ...], close: str, *, more: bool) -> Place:
        """Return the way to the table that a header opens, through the last table of each array on it."""
        self._skip()
        if not self._take(close):
            raise _LostError
        place: Place = ()
        for depth, name in enumerate(key):
            place = (*place, name)
            self._note(place)
            if depth == len(key) - 1 and more:
                self._arrays[place] = self._arrays.get(place, -1) + 1
            if place in self._arrays:
                place = (*place, self._arrays[place])
                self._note(place)
        return place

    def _pair(self, table: Place) -> None:
        line = self._now()
        key = self._key()
        self._skip()
        if not self._take("="):
            raise _LostError
        for depth in range(1, len(key) + 1):
            self.lines.setdefault((*table, *key[:depth]), line)
        self._value((*table, *key))

    def _key(self) -> tuple[str, ...]:
        self._skip()
        parts = [self._name()]
        while match := _DOT.match(self.text, self._at):
            self._at = match.end()
            parts.append(self._name())
        return tuple(parts)

    def _name(self) -> str:
        match = _STRING.match(self.text, self._at) or _BARE.match(self.text, self._at)
        if not match:
            raise _LostError
        self._at = match.end()
        name = match[0]
        if name[0] == '"':
            return _ESCAPE.sub(r"\1", name[1:-1])
        return name[1:-1] if name[0] == "'" else name

    def _value(self, place: Place) -> None:
        self._skip()
        if self._take("["):
            self._array(place)
        elif self._take("{"):
            while not self._close("}"):
                self._pair(place)
        else:
            match = _STRING.match(self.text, self._at) or _VALUE.match(self.text, self._at)
            self._at = match.end() if match else self._at

    def _array(self, place: Place) -> None:
        index = 0
        while not self._close("]"):
            self._note((*place, index))
            before = self._at
            self._value((*place, index))
            if self._at == before:
                raise _LostError
            index += 1

    def _close(self, bracket: str) -> bool:
        self._skip()
        if self._take(","):
            self._skip()
        if self._at >= len(self.text):
            raise _LostError
        return self._take(bracket)

    def _skip(self) -> bool:
        """Pass blanks and comments; False at the end of the text."""
        match = _SKIP.match(self.text, self._at)
        self._at = match.end() if match else self._at
        return self._at < len(self.text)

    def _take(self, sign: str) -> bool:
        if not self.text.startswith(sign, self._at):
            return False
        self._at += len(sign)
        return True

    def _note(self, place: Place) -> None:
        self.lines.setdefault(place, self._now())

    def _now(self) -> int:
        self._line += self.text.count("\n", self._counted_to, self._at)
        self._counted_to = self._at
        return self._line
