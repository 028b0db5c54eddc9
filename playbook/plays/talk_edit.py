"""A talk track of a page put in other words, or given one more way to say it; nothing else of the page changes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from playbook.plays.model import Step, TalkTrack

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z")
_QUOTE = re.compile(r"[ \t]*>")


def with_words(text: str, step: Step, place: int, words: str, *, beside: bool = False) -> str:
    """Return a page's text with `words` in place of the first text of the step's talk track `place` (from 0).

    `beside`: as one more alternative of it. A step without a talk track gets one below its heading. `step` is what
    the page's parser made of exactly this text; line ends stay as they are.
    """
    lines = [found[0] for found in _LINE.finditer(text)]
    end = "\r\n" if "\r\n" in text else "\n"
    tracks = step.talk_tracks
    if not tracks:
        return "".join(_below(lines, step.line, _quoted(words, "> ", end), end))
    track = tracks[min(place, len(tracks) - 1)]
    number = len(track.texts) - 1 if beside else 0
    first, last = _extent(lines, track, number)
    mark = _QUOTE.match(lines[first])
    quoted = _quoted(words, f"{mark[0] if mark else '>'} ", end)
    if beside:
        return "".join(_below(lines, last, quoted, end))
    if last == len(lines) and not lines[-1].endswith(("\n", "\r")):
        quoted[-1] = quoted[-1].rstrip("\r\n")
    return "".join([*lines[:first], *quoted, *lines[last:]])


def _extent(lines: Sequence[str], track: TalkTrack, number: int) -> tuple[int, int]:
    """Return where an alternative begins and ends among the lines, from 0, its end left out."""
    starts = track.lines or (track.line,)
    first = starts[number] - 1
    last = min(first + track.texts[number].count("\n") + 1, len(lines))
    while last < len(lines) and _QUOTE.match(lines[last]):
        last += 1
    return first, last


def _quoted(words: str, mark: str, end: str) -> list[str]:
    """Return words as lines of a blockquote."""
    said = [line.strip() for line in words.strip().splitlines()]
    return [f"{mark}{line}".rstrip() + end for line in said]


def _below(lines: Sequence[str], number: int, quoted: Sequence[str], end: str) -> list[str]:
    """Return the lines with a blockquote below line `number` (from 1), between empty lines."""
    above, after = list(lines[:number]), list(lines[number:])
    if above and not above[-1].endswith(("\n", "\r")):
        above[-1] += end
    gap = [] if not after or not after[0].strip() else [end]
    return [*above, end, *quoted, *gap, *after]
