"""Reading the documents as their readers do: sections, fences, tables, and what is set as code."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

DOCS = Path(__file__).resolve().parents[2] / "docs"
LONGEST = 420
"""Lines of a document that somebody still reads to its end."""

_FENCE = re.compile(r"(`{3,})([^\n`]*)\n(.*?)\n\1(?=\n|\Z)", re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")


class Fence(NamedTuple):
    """A code fence."""

    info: str
    text: str
    """With the newline that ends its last line."""


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def fences(text: str, info: str) -> list[str]:
    """Return what stands in the fences marked `info`, in order."""
    found = (Fence(match[2].strip(), match[3] + "\n") for match in _FENCE.finditer(text))
    return [fence.text for fence in found if fence.info == info]


def prose(text: str) -> str:
    """Return a document without its fences."""
    return _FENCE.sub("", text)


def section(text: str, heading: str) -> str:
    """Return what stands below a heading, up to the next of its level or above; fences stay whole."""
    body = _FENCE.sub(lambda match: re.sub("^#", "\x00", match[0], flags=re.MULTILINE), text)
    level = len(heading) - len(heading.lstrip("#"))
    below = body.split(f"\n{heading}\n", 1)[1]
    return re.split(rf"\n#{{1,{level}}} ", below, maxsplit=1)[0].replace("\x00", "#")


def code(text: str) -> list[str]:
    """Return everything set as `code`, fences left out."""
    return _CODE.findall(prose(text))


def tables(text: str) -> list[list[list[str]]]:
    """Return the rows of each table, heading row first, rule left out."""
    found: list[list[list[str]]] = []
    inside = False
    for line in prose(text).split("\n"):
        if not line.startswith("|"):
            inside = False
            continue
        cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
        if not inside:
            found.append([])
        inside = True
        if not re.fullmatch(r"[|\s:-]+", line):
            found[-1].append(cells)
    return found


def links(text: str) -> list[str]:
    """Return the targets of the links, fences left out."""
    return re.findall(r"\]\(([^)]+)\)", re.sub(_CODE, "", prose(text)))
