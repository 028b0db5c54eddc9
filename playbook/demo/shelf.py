"""The pages of the demo's playbook as they stood on any day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from playbook.demo.history import Commit
from playbook.library.blobs import blob_id
from playbook.plays.model import Page
from playbook.plays.parse import page_id, read_page
from playbook.plays.settings import Settings

_LINK = re.compile(r"\[([^\]^]+)\]\([^)]*\)")
_UNSEEN = re.compile(r"\[\^[\w-]+\]|\s*→.*$")
_MARKS = re.compile(r"\s*\([^()]*\)$")


@dataclass(frozen=True)
class Edition:
    """One revision of one page."""

    page: Page
    data: bytes
    blob: str
    commit: str

    def line_of(self, beginning: str) -> tuple[str, int]:
        """Return the first line that a reader sees begin like that, as it is read, and its number.

        Raises LookupError where no line does.
        """
        for number, line in enumerate(self.data.decode().splitlines(), 1):
            if (words := as_read(line)).startswith(beginning):
                return words, number
        raise LookupError(f"{self.page.path}: no line begins with “{beginning}”")


class Shelf:
    """Every revision of every page, read when it is asked for."""

    def __init__(self, commits: Iterable[Commit], ids: Mapping[str, str], settings: Settings) -> None:
        self._settings = settings
        self._revisions: dict[str, list[tuple[datetime, str, bytes, str]]] = {}
        self._read: dict[str, Edition] = {}
        for commit in commits:
            for path, data in commit.files.items():
                if path.endswith(".md"):
                    revisions = self._revisions.setdefault(page_id(path), [])
                    revisions.append((commit.at, path, data, ids[commit.key]))

    def edition(self, page: str, at: datetime) -> Edition:
        """Return the revision of a page that stood at a moment; raises LookupError where none did."""
        standing = [revision for revision in self._revisions.get(page, ()) if revision[0] <= at]
        if not standing:
            raise LookupError(f"{page} was not there on {at:%Y-%m-%d}")
        _, path, data, commit = standing[-1]
        blob = blob_id(data)
        found = self._read.get(blob)
        if found is None:
            read = read_page(
                data,
                path,
                reference_headings=self._settings.vocabulary.reference_headings,
                link_root=self._settings.link_root,
            )
            found = self._read[blob] = Edition(read, data, blob, commit)
        return found


def as_read(line: str) -> str:
    """Return a line of Markdown as a reader sees it: no marks, links by their text, no footnotes."""
    words = line.lstrip("> -#").removeprefix("[ ] ")
    if line.startswith("#"):
        words = _MARKS.sub("", words)
    return _UNSEEN.sub("", _LINK.sub(r"\1", words)).strip()
