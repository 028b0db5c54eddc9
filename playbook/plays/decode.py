"""Bytes of a file into text, whatever they are."""

from __future__ import annotations

import codecs
import re

from playbook.plays.model import Problem

_BREAKS = re.compile(r"\r\n?")
_HALVES = re.compile("[\ud800-\udfff]")


def decode(data: bytes) -> tuple[str, Problem | None]:
    """Return the text of a file, without byte order mark and with plain line feeds; never raises.

    What is not UTF-8 is read as UTF-16 where it says so, else as Windows' Western letters, and the Problem
    names the first line that shows it.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", "replace")
        return lines_only(text), Problem(1, "The file is UTF-16, not UTF-8. Save it as UTF-8.")
    try:
        return lines_only(data.decode("utf-8-sig")), None
    except UnicodeDecodeError as error:
        line = 1 + len(re.findall(rb"\r\n|\r|\n", data[: error.start]))
        return lines_only(data.decode("cp1252", "replace")), Problem(
            line, "The file is not UTF-8: some letters may be wrong. Save it as UTF-8."
        )


def lines_only(text: str) -> str:
    """Return `text` without byte order mark or lone surrogates, every line ended by a plain line feed."""
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = _BREAKS.sub("\n", text)
    return text if text.isascii() else _HALVES.sub("\ufffd", text)
