"""Stages from the folders that plays lie in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from playbook.plays.lint.words import folded
from playbook.plays.slug import slug

_SHORT = 3
"""Letters up to which a folder's only word is taken for an abbreviation."""
_NUMBER = re.compile(r"^\d+[-_. ]*")


class Stages(NamedTuple):
    """What the folders say."""

    names: Mapping[str, str]
    """Id → name, in the order of the folders."""
    of: Mapping[str, tuple[str, str]]
    """Path of a page → the stage's id and its folder; pages beside the stages' folders are not in it."""
    merged: tuple[tuple[str, str], ...] = ()
    """Folders that are taken for another spelling of one before: folder, stage's id."""


def stages_of(paths: Iterable[str]) -> Stages:
    """Return the stages that the folders of these pages make: the first folders in which they part.

    Folders that differ only in case, hyphens or plural are one stage; a number before a name orders it.
    """
    folders = {path: PurePosixPath(path).parts[:-1] for path in sorted(paths)}
    depth = _shared(list(folders.values()))
    first = {path: parts[depth] for path, parts in folders.items() if len(parts) > depth}
    counts = Counter(first.values())
    by_word: dict[str, list[str]] = {}
    for folder in dict.fromkeys(first.values()):
        by_word.setdefault(folded(_bare(folder)) or folder, []).append(folder)
    ids: dict[str, str] = {}
    names: dict[str, str] = {}
    merged = []
    for alike in by_word.values():
        chosen = max(alike, key=lambda folder: counts[folder])
        id_ = _id(chosen, names)
        names[id_] = _name(chosen)
        for folder in alike:
            ids[folder] = id_
            if folder != chosen:
                merged.append((folder, id_))
    return Stages(names, {path: (ids[folder], folder) for path, folder in first.items()}, tuple(merged))


def _shared(folders: list[tuple[str, ...]]) -> int:
    """Return how many folders all pages share before they part."""
    if not folders:
        return 0
    depth = 0
    while all(len(parts) > depth for parts in folders) and len({parts[depth] for parts in folders}) == 1:
        depth += 1
    return depth


def _bare(folder: str) -> str:
    return _NUMBER.sub("", folder) or folder


def _name(folder: str) -> str:
    words = [word for word in re.split(r"[-_\s]+", _bare(folder)) if word]
    if len(words) == 1 and len(words[0]) <= _SHORT:
        return words[0].upper()  # POC, SMB
    said = " ".join(words)
    return said[:1].upper() + said[1:]


def _id(folder: str, taken: Mapping[str, str]) -> str:
    id_ = slug(_bare(folder)).strip("-") or "stage"
    return id_ if id_ not in taken else f"{id_}-{len(taken) + 1}"
