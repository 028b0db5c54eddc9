"""Which words a revision of a page shows reps, so that a change of its facts alone is no new wording."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import blake2b
from typing import TYPE_CHECKING

from playbook.errors import PlaybookError

if TYPE_CHECKING:
    from playbook.workspace import Workspace


class RevisionTexts:
    """Names the words of revisions, all of them read at the first question: from beside the runs, else from git."""

    def __init__(self, workspace: Workspace, blobs: Callable[[], Iterable[str]]) -> None:
        """`blobs` are those that will be asked for; others are read one by one."""
        self._workspace = workspace
        self._blobs = blobs
        self._known: dict[str, str] | None = None

    def of(self, blob: str) -> str:
        """Return what names the words of a revision; of one that is gone the revision itself."""
        if self._known is None:
            self._known = self._read({*self._blobs(), blob})
        elif blob not in self._known:
            self._known |= self._read({blob})
        return self._known[blob]

    def _read(self, blobs: set[str]) -> dict[str, str]:
        from playbook.library.git_telling import GitTelling

        found: dict[str, bytes] = {}
        for blob in blobs:
            try:
                found[blob] = self._workspace.open_runs.text(blob)
            except PlaybookError:
                continue
        missing = blobs - found.keys()
        if missing:
            with suppress(PlaybookError):  # no git: they are gone
                found |= GitTelling(self._workspace.repository).texts(sorted(missing))
        return {blob: _named(found[blob]) if blob in found else blob for blob in blobs}


def _named(data: bytes) -> str:
    from playbook.plays.decode import decode
    from playbook.plays.frontmatter import read_front

    text = decode(data)[0]
    body = "\n".join(text.split("\n")[read_front(text).lines :])
    return blake2b(" ".join(body.split()).encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
