"""What has changed in a page since somebody last ran it, as marks on its text; knows no Textual."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from tui.rows import Span, short

ALIKE = 0.4
"""How alike two texts are, from 0 to 1, to be one that was changed and not two."""
MOST_PAIRS = 60
"""Texts beside each other that are compared each with each."""
SHOWN = 160
"""Cells of what was there before that are shown."""


class Changed(NamedTuple):
    """How one piece of running text has changed."""

    added: tuple[tuple[int, int], ...]
    """Where its new words are: letters of the text, end excluded."""
    told: str = ""
    """`± changed, was: “an hour”` or `+ new`; empty where the text before it says so for both."""


class Marks(NamedTuple):
    """What has changed in a page: by the number of the text in the page, from 0."""

    of: dict[int, Changed]
    gone: dict[int, tuple[str, ...]]
    """What was taken out before that text."""

    @property
    def places(self) -> int:
        """In how many places."""
        return sum(bool(changed.told) for changed in self.of.values()) + len(self.gone)


def change_marks(old: Sequence[str], new: Sequence[str]) -> Marks:
    """Return what has changed between the texts of two revisions: see `tui.markdown_rows.texts_of`."""
    of: dict[int, Changed] = {}
    gone: dict[int, tuple[str, ...]] = {}
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        pairs = _pairs(old[a:b], new[c:d])
        was_new = False
        for place in range(c, d):
            before = pairs.get(place - c)
            if before is None:
                of[place] = Changed(((0, len(new[place])),), "" if was_new else "+ new")
                was_new = True
            else:
                of[place] = _changed(old[a + before], new[place])
                was_new = False
        left = [text for number, text in enumerate(old[a:b]) if number not in pairs.values() and text.strip()]
        if left:
            gone[d] = tuple(short(text, SHOWN) for text in left)
    return Marks(of, gone)


def _pairs(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Return which of the new texts is which of the old ones, changed: in their order."""
    found: dict[int, int] = {}
    if len(old) * len(new) > MOST_PAIRS**2:
        return found
    if len(old) == len(new) == 1:
        return {0: 0}
    first = 0
    for place, text in enumerate(new):
        likely = [
            (SequenceMatcher(None, before.split(), text.split()).ratio(), -number)
            for number, before in enumerate(old)
            if number >= first
        ]
        best = max(likely, default=(0.0, 0))
        if best[0] >= ALIKE:
            found[place] = -best[1]
            first = -best[1] + 1
    return found


def _changed(old: str, new: str) -> Changed:
    from playbook.library.prose_diff import word_diff

    added: list[tuple[int, int]] = []
    removed: list[str] = []
    position = 0
    for op, text in word_diff(old, new):
        if op == "removed":
            removed.append(" ".join(text.split()))
            continue
        if op == "added" and text.strip():
            added.append((position, position + len(text)))
        position += len(text)
    was = " … ".join(text for text in removed if text)
    return Changed(
        tuple(added), f"± changed, was: “{short(was, SHOWN)}”" if was else "± changed, words added"
    )


def marked(spans: Sequence[Span], changed: Changed | None) -> list[Span]:
    """Return `spans` with the words that are new in the style `added`."""
    if changed is None or not changed.added:
        return list(spans)
    found: list[Span] = []
    offset = 0
    for text, style in spans:
        end = offset + len(text)
        cuts = {offset, end}
        for first, last in changed.added:
            cuts |= {cut for cut in (first, last) if offset < cut < end}
        if "field" in style.split():
            cuts = {offset, end}  # a merge field is one word
        edges = sorted(cuts)
        for low, high in pairwise(edges):
            is_new = any(first <= low < last for first, last in changed.added)
            found.append((text[low - offset : high - offset], f"{style} added".strip() if is_new else style))
        if len(edges) == 1:
            found.append((text, style))
        offset = end
    return found
