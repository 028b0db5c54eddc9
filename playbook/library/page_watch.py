"""Telling that an open page was saved elsewhere, by an editor or by git: a look at its file now and again.

Nothing runs while no page is open. A look is one `stat` a page and git's `HEAD`; a page is read again only where its
stamp is another one, and told of only where its text is.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playbook.library import gitfiles
from playbook.library.blobs import blob_id
from playbook.library.reading import read_regular
from playbook.library.walk import Stamp, stamp

What = Literal["changed", "gone", "committed"]
"""The page reads otherwise; its file is not there any more; git has another commit checked out."""

EVERY = 1.0
"""Seconds between two looks: an author who saves and looks up from the editor does not wait."""
AGAIN = 0.1
"""Seconds after which a file that is missing is looked for once more: editors and git put a new one in its place."""
_LIMIT = 8_000_000


@dataclass
class _Open:
    path: str
    blob: str
    seen: Stamp | None = None


class PageWatch:
    """The pages that are open, each under the key of who shows it; threads may share it."""

    def __init__(self, root: Path, tell: Callable[[Mapping[Hashable, What]], object]) -> None:
        self.root = root
        self._tell = tell
        self._open: dict[Hashable, _Open] = {}
        self._folders: gitfiles.GitFolders | None = None
        self._head = ""
        self._lock = threading.Lock()
        self._looking = threading.Lock()
        self._wake = threading.Event()
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def follow(self, key: Hashable, path: str, blob: str) -> None:
        """Look after the page at `path` (under the root), which `key` shows as its text is in `blob`."""
        with self._lock:
            known = self._open.get(key)
            if known is None or (known.path, known.blob) != (path, blob):
                self._open[key] = _Open(path, blob)
        self._wake.set()

    def leave(self, key: Hashable) -> None:
        """Look after it no longer."""
        with self._lock:
            self._open.pop(key, None)

    def look(self) -> dict[Hashable, What]:
        """Return what has become of the open pages since the last look; each change is told once."""
        with self._looking:
            with self._lock:
                pages = dict(self._open)
            if not pages:
                return {}
            found: dict[Hashable, What] = dict.fromkeys(pages, "committed") if self._other_head() else {}
            for key, page in pages.items():
                if what := self._look_at(page):
                    found[key] = what
            return found

    def start(self, every: float = EVERY) -> None:
        """Look `every` so many seconds from now on, in a thread of its own, while a page is open."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._go_on, args=(every,), name="pages", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._over.set()
        self._wake.set()

    def _go_on(self, every: float) -> None:
        while not self._over.wait(every):
            if not self._open:
                self._wake.clear()
                self._wake.wait()
            elif found := self.look():
                self._tell(found)

    def _look_at(self, page: _Open) -> What | None:
        now = self._stamp(page.path)
        if now is None:
            self._over.wait(AGAIN)
            now = self._stamp(page.path)
        if now is None:
            was, page.blob = page.blob, ""
            return "gone" if was else None
        if now == page.seen:
            return None
        data = read_regular(self.root / page.path, _LIMIT)
        if data is None:
            return None
        page.seen = now
        algorithm = "sha256" if len(page.blob) == 64 else "sha1"
        texts = {blob_id(one, algorithm) for one in (data, data.replace(b"\r\n", b"\n"))}
        if page.blob in texts:
            return None
        page.blob = blob_id(data, algorithm)
        return "changed"

    def _stamp(self, path: str) -> Stamp | None:
        try:
            return stamp((self.root / path).lstat())
        except OSError:
            return None

    def _other_head(self) -> bool:
        """Say whether git has another commit checked out than at the last look; at the first one it has not."""
        if self._folders is None:
            self._folders = gitfiles.find_folders(self.root)
        before, self._head = self._head, gitfiles.head(self._folders) if self._folders else ""
        return bool(before) and before != self._head
