"""Texts that stand where a page should: two versions of it that git could not put together, or a pointer of git LFS."""

from __future__ import annotations

from collections.abc import Iterator

from playbook.plays.model import Problem

_POINTER = "version https://git-lfs.github.com/spec/"
_SIGNS = ("<<<<<<< ", "=======", ">>>>>>> ")


def stand_ins(text: str) -> Iterator[Problem]:
    """Yield what of a file is not its author's text, by the line where it begins; each kind once."""
    if text.startswith(_POINTER):
        yield Problem(
            1,
            "This is not the page: git LFS keeps it. `git lfs pull` gets it; better, take pages out of LFS "
            "(git lfs migrate export --include='*.md').",
        )
    if _SIGNS[0] in text and (line := _conflict(text)):
        yield Problem(
            line,
            "Two versions of this page stand in it, from a merge that was not finished: keep what is right, and take "
            "out the lines of <<<<<<<, ======= and >>>>>>>.",
        )


def _conflict(text: str) -> int:
    """Return the line of the first conflict that has all its signs, in their order; 0 for none."""
    begun = between = 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith(_SIGNS[0]):
            begun, between = number, 0
        elif line == _SIGNS[1] and begun:
            between = number
        elif line.startswith(_SIGNS[2]) and between:
            return begun
    return 0
