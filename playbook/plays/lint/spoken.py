"""The words of a page that are said aloud, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from playbook.plays.lint.source import Source
from playbook.plays.markdown import plain
from playbook.plays.model import TalkTrack
from playbook.plays.parse import read_blocks

WORDS_A_MINUTE = 150
"""How fast a practised speaker talks so that a listener follows."""

_ASIDE = re.compile(r"\[\^[^\]]*\]|(?<!\!)\[([^\]\[]{1,400})\](?!\()")
"""Footnotes, and stage directions such as `[They nod.]`."""
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
_WORD = re.compile(r"[^\W_]+(?:['’.,:/-][^\W_]+)*")
_LETTERS_A_WORD = 2.0
"""Letters of Japanese, Chinese or Korean that take as long as one English word."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Something to say in one go."""

    line: int
    text: str
    """Markdown."""
    step: str = ""
    opens: bool = False
    """It is the first thing said in a play."""


@lru_cache(maxsize=1)  # the rules look at a page one after another
def passages(source: Source) -> tuple[Passage, ...]:
    """Return everything on the page that is said: talk tracks, their alternatives, and answers to objections."""
    return tuple(_passages(source))


def _passages(source: Source) -> Iterator[Passage]:
    page, first = source.page, True
    if page.kind in ("objection", "battlecard") and page.brief:
        # Their words stand before any heading.
        opening = page.brief.split("\n", 1)[0]
        below = source.lines[source.front.lines :]
        yield from _said(page.brief, source.front.lines + below.index(opening) if opening in below else 0, "")
    for step in page.steps:
        if step.reference:
            continue
        for track in step.talk_tracks:
            opens = first and page.kind == "play" and not step.branch
            for text, line in zip(track.texts, track.lines or (track.line,) * len(track.texts), strict=False):
                yield Passage(line, text, step.id, opens)
            first = first and step.branch
    for objection in page.objections:
        start = objection.line
        while start < len(source.lines) and not source.lines[start].strip():
            start += 1  # the text begins at its first line that is not blank
        yield from _said(objection.text, start, objection.id)


def _said(markdown: str, line: int, place: str) -> Iterator[Passage]:
    if ">" not in markdown:  # nothing is quoted
        return
    for block in read_blocks(markdown, line + 1):
        if isinstance(block, TalkTrack):
            for text, at in zip(block.texts, block.lines or (block.line,) * len(block.texts), strict=False):
                yield Passage(at, text, place)


def count_words(markdown: str) -> float:
    """Return how many words it takes to say a passage: marks, links' targets, footnotes and asides not counted."""
    text = plain(_ASIDE.sub(" ", markdown), {})
    wide = len(_WIDE.findall(text))
    return len(_WORD.findall(_WIDE.sub(" ", text))) + wide / _LETTERS_A_WORD


def seconds_aloud(markdown: str) -> float:
    """Return how long a passage takes to say at `WORDS_A_MINUTE`, in seconds."""
    return count_words(markdown) * 60 / WORDS_A_MINUTE
