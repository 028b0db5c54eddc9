"""Merge fields, `{{account.name}}`, and the blanks of templates, `[Something]` and `______`."""

from __future__ import annotations

import re
from collections.abc import Mapping

_FIELD = re.compile(r"\{\{[ \t]{0,9}([A-Za-z][\w-]{0,99}(?:\.[\w-]{1,200}){0,4})[ \t]{0,9}\}\}")
_BLANK = re.compile(r"(?<![\]\\!\w])\[(?! \]|[\^!])([^\[\]\n]{1,200})\](?![\[(:\]])|(?<![\w\\])(_{2,})(?!\w)")
_CHECK_BOX = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+$")
_SPECIAL = re.compile(r"([\\`*_\[\]<>#&~|{}])")


def fields_in(text: str) -> tuple[str, ...]:
    """Return the names of the merge fields in `text`, each once, in order of appearance."""
    return tuple(dict.fromkeys(match[1] for match in _FIELD.finditer(text)))


def label(name: str) -> str:
    """Return the words for what goes into a merge field: `contact.first_name` → `contact first name`."""
    where, _, what = name.partition(".")
    spoken = what if where == "answer" and what else name
    return re.sub(r"[._-]+", " ", spoken).strip() or name


def fill(text: str, values: Mapping[str, str], *, markdown: bool = False) -> str:
    """Return `text` with its merge fields filled; without a value, one becomes a blank: `[account name]`.

    `markdown`: the text is Markdown, so that marks in a value are escaped and shown as they are.
    """

    def _value(match: re.Match[str]) -> str:
        value = " ".join(values.get(match[1], "").split())
        if not value:
            return f"[{label(match[1])}]"
        return _SPECIAL.sub(r"\\\1", value) if markdown else value

    return _FIELD.sub(_value, text)
