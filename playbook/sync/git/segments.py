"""What lies in a journal's branch: immutable files `<YYYY-MM>/<from>-<to>.<person>.<device>.jsonl`. Pure.

The owner stands in the file's name because git packs files of one name together, and a growing file would cost six
times the space. Once a month is over, its owner folds its segments into one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

BRANCHES = "refs/heads/journal/"

_NAME = re.compile(r"(\d{4}-\d\d)/(\d{1,15})-(\d{1,15})\.(.+)\.jsonl", re.ASCII)
_AT = re.compile(rb',"at":"(\d{4}-\d\d)-', re.ASCII)


class Segment(NamedTuple):
    """One file: lines `first` to `last`."""

    month: str
    first: int
    last: int
    blob: str
    """Its id in git; empty before it is there."""
    path: str


def segment(path: str, blob: str) -> Segment | None:
    """Return what a file of a branch is; None for a file that is no segment."""
    match = _NAME.fullmatch(path)
    if match is None or not 1 <= int(match[2]) <= int(match[3]):
        return None
    return Segment(match[1], int(match[2]), int(match[3]), blob, path)


def in_order(found: Iterable[Segment]) -> list[Segment]:
    """Return a branch's segments by their numbers."""
    return sorted(found, key=lambda one: (one.first, one.last))


def last_of(found: Iterable[Segment]) -> int:
    """Return the last number in a branch; 0 in one that holds nothing."""
    return max((one.last for one in found), default=0)


def path_of(journal: str, month: str, first: int, last: int) -> str:
    """Return where lines of a journal go."""
    person, device, _ = journal.split("/")
    return f"{month}/{first}-{last}.{person}.{device}.jsonl"


def month_of(line: bytes) -> str:
    """Return the month in which a line was made, as `2026-11`."""
    match = _AT.search(line)
    return match[1].decode() if match else ""


class Writing(NamedTuple):
    """What a commit changes in a branch."""

    put: dict[str, bytes]
    """Path → bytes."""
    gone: tuple[str, ...]
    """Paths of segments that stand in a folded one now."""


def write(journal: str, there: Sequence[Segment], lines: Sequence[tuple[int, bytes]]) -> Writing:
    """Return the segments that add `lines` (number and bytes, one after the other) after those that are there.

    Months never go backward within a journal, whatever the wall clock does: as in the files on disk.
    """
    month = max((one.month for one in there), default="")
    pieces: list[tuple[str, int, list[bytes]]] = []
    for seq, data in lines:
        month = max(month, month_of(data))
        if not pieces or pieces[-1][0] != month:
            pieces.append((month, seq, []))
        pieces[-1][2].append(data + b"\n")
    put = {
        path_of(journal, name, first, first + len(held) - 1): b"".join(held) for name, first, held in pieces
    }
    return Writing(put, ())


def to_fold(there: Iterable[Segment], month: str) -> list[list[Segment]]:
    """Return the months before `month` that lie in several segments that follow one another, each whole."""
    months: dict[str, list[Segment]] = {}
    for one in in_order(there):
        months.setdefault(one.month, []).append(one)
    return [
        found
        for name, found in sorted(months.items())
        if name < month
        and len(found) > 1
        and all(after.first == before.last + 1 for before, after in pairwise(found))
    ]


def folded(journal: str, found: Sequence[Segment], texts: Mapping[str, bytes]) -> Writing:
    """Return the one segment that stands for several of a month; `texts` by their blobs."""
    path = path_of(journal, found[0].month, found[0].first, found[-1].last)
    return Writing({path: b"".join(texts[one.blob] for one in found)}, tuple(one.path for one in found))


def stream(ref: str, parent: str, who: str, at: int, message: str, changes: Writing) -> bytes:
    """Return what `git fast-import` makes one commit of; `at` in seconds since 1970."""
    said = message.encode()
    parts = [
        b"commit %s\nmark :1\ncommitter %s %d +0000\ndata %d\n%s\n"
        % (ref.encode(), who.encode(), at, len(said), said)
    ]
    if parent:
        parts.append(b"from %s\n" % parent.encode())
    parts += [b"D %s\n" % path.encode() for path in changes.gone]
    for path, data in changes.put.items():
        parts.append(b"M 100644 inline %s\ndata %d\n" % (path.encode(), len(data)))
        parts += [data, b"\n"]
    parts.append(b"\nget-mark :1\ndone\n")
    return b"".join(parts)


def journal_of(ref: str) -> str:
    """Return the journal whose branch `ref` is; empty for any other."""
    return ref.removeprefix(BRANCHES) if ref.startswith(BRANCHES) else ""


def tree_entries(data: bytes, width: int) -> Iterator[tuple[bytes, str, str]]:
    """Yield mode, name and id of what a tree object holds; `width` is an id's length in bytes."""
    at = 0
    while at < len(data):
        space = data.find(b" ", at)
        zero = data.find(b"\0", space)
        end = zero + 1 + width
        if space < 0 or zero < 0 or end > len(data):
            return
        yield data[at:space], data[space + 1 : zero].decode("utf-8", "replace"), data[zero + 1 : end].hex()
        at = end
