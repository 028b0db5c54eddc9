"""Linting a working tree: each page is looked at once per text and day, the rest is comparing.

Where nothing at all has changed since, what was found is known, and neither git nor a rule is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from playbook.library import gitfiles, throwaway
from playbook.library.page_cache import batched
from playbook.library.reading import read_regular
from playbook.library.settings_reading import SETTINGS_FILE
from playbook.library.state import files_of
from playbook.plays.lint.model import Report
from playbook.progress import Progress

if TYPE_CHECKING:
    from playbook.library.catalog import Catalog
    from playbook.library.repository import Repository
    from playbook.plays.lint.context import Context
    from playbook.plays.lint.surface import Surface
    from playbook.plays.model import Summary
    from playbook.plays.settings_model import Settings

Thing = TypeVar("Thing")

_LARGEST_SETTINGS = 4_000_000
_AT_ONCE = 500
"""Pages that are shared out among processes before it is said how far it has come."""


class _Told(msgspec.Struct, frozen=True, array_like=True):
    """What was found the last time."""

    key: str
    """Of everything that it depends on."""
    report: Report


class Linter:
    """Finds what is wrong with the pages of one working tree."""

    def __init__(
        self,
        root: Path,
        settings: Settings,
        catalog: Catalog,
        repository: Callable[[], Repository],
        cache: Path,
    ) -> None:
        self.root, self.settings, self.catalog, self._open = root, settings, catalog, repository
        self._surfaces = throwaway.of_root(cache, "lint", root)
        self._report = self._surfaces.with_suffix(".report")

    def report(self, today: date, progress: Progress | None = None) -> Report:
        """Return everything that is found, with today's date for what grows old.

        Raises WasStoppedError where somebody stops it: the pages that were looked at by then need no second look.
        """
        way = self._way(today)
        summaries, seen = self._listed(today)
        key = self._key_of_all(way, summaries)
        told = _decoded(self._report, _Told)
        if told and told.key == key:
            return told.report
        from playbook.plays.lint.run import report

        surfaces, context = self._looked_at(today, way, summaries, seen, progress)
        found = report(surfaces, context, self._experiment_lines())
        throwaway.keep(self._report, msgspec.msgpack.encode(_Told(key, found)))
        return found

    def looked_at(self, today: date, progress: Progress | None = None) -> tuple[list[Surface], Context]:
        """Return what is known of every page, in the catalog's order, and what it was looked at with."""
        return self._looked_at(today, self._way(today), *self._listed(today), progress)

    def _listed(self, today: date) -> tuple[list[Summary], dict[str, bytes]]:
        """Return the pages, and path to the surface of those that were read only now."""
        if self.catalog.last_known():  # few are new, if any: they are looked at by themselves
            return self.catalog.summaries(), {}
        from playbook.library.looking import Look

        return self.catalog.looked_at(Look(self.settings, today))

    def _looked_at(
        self,
        today: date,
        way: bytes,
        summaries: Sequence[Summary],
        seen: Mapping[str, bytes],
        progress: Progress | None,
    ) -> tuple[list[Surface], Context]:
        from playbook.library.parsing import WORTHWHILE
        from playbook.plays.lint.context import Context
        from playbook.plays.lint.surface import Surface

        published = self._published(summaries)
        keys = {one.path: self._key(way, one, published.get(one.path, "")) for one in summaries}
        kept = _decoded(self._surfaces, dict[str, Surface]) or {}
        surfaces = {path: kept[key] for path, key in keys.items() if key in kept}
        for path, data in seen.items():
            if path not in published:
                surfaces.setdefault(path, msgspec.msgpack.decode(data, type=Surface))
        missing = [one for one in summaries if one.path not in surfaces]
        try:
            if missing:
                with (progress or Progress()).over("Checking", len(missing), "pages") as under_way:
                    for some in batched(missing, _AT_ONCE if len(missing) >= 2 * WORTHWHILE else 1):
                        surfaces |= self._look_at(some, today, published)
                        under_way.step(len(some))
        finally:
            if missing or seen:
                kept = {keys[path]: surface for path, surface in surfaces.items()}
                throwaway.keep(self._surfaces, msgspec.msgpack.encode(kept))
        repository = self._open()
        files = frozenset((*repository.tracked(), *repository.untracked()))
        return [surfaces[one.path] for one in summaries], Context(self.settings, today, files)

    def _look_at(
        self, pages: Sequence[Summary], today: date, published: Mapping[str, str]
    ) -> dict[str, Surface]:
        """Return path to the surface of each of these pages, looked at now.

        Raises NotFoundError for one that is gone.
        """
        from playbook.library.looking import Look
        from playbook.library.parsing import read_pages
        from playbook.plays.lint.surface import Surface

        repository = self._open()
        before = {one.path: repository.read(published[one.path]) for one in pages if one.path in published}
        texts = []
        for one in pages:
            data = self.catalog.data(one)
            # Saved since it was listed: its text of now, which the next look will know by its own name.
            texts.append((one.path, self.catalog.get(one.id).text.encode() if data is None else data))
        headings, link_root = self.settings.vocabulary.reference_headings, self.settings.link_root
        found = read_pages(texts, headings, link_root, Look(self.settings, today, before))
        return {
            path: msgspec.msgpack.decode(kept.surface, type=Surface)
            for (path, _), kept in zip(texts, found, strict=True)
        }

    def _published(self, summaries: Iterable[Summary]) -> dict[str, str]:
        """Return path to published blob of the pages whose text is another one now."""
        repository = self._open()
        commit = repository.resolve(f"refs/heads/{self.settings.published}") or repository.head()
        if not commit:
            return {}
        then = repository.committed(commit)
        return {one.path: then[one.path] for one in summaries if then.get(one.path, one.blob) != one.blob}

    def _experiment_lines(self) -> dict[str, int]:
        if not self.settings.experiments:
            return {}
        from playbook.plays.decode import decode
        from playbook.plays.toml_lines import key_lines

        text, _ = decode((self.root / SETTINGS_FILE).read_bytes())
        lines = key_lines(text)
        return {id_: lines.get(("experiments", id_), 1) for id_ in self.settings.experiments}

    # What is kept

    def _way(self, today: date) -> bytes:
        """Return what findings depend on besides the page: the settings, the day, the parser and the rules."""
        digest = blake2b(msgspec.msgpack.encode(self.settings), digest_size=16)
        rules = files_of(Path(__file__).parent.parent / "plays" / "lint")
        digest.update(f"{today.isoformat()} {self.catalog.way}\n{rules}".encode())
        return digest.digest()

    @staticmethod
    def _key(way: bytes, summary: Summary, published: str) -> str:
        digest = blake2b(way, digest_size=12)
        digest.update(f"{summary.blob}\0{published}\0{summary.path}".encode())
        return digest.hexdigest()

    def _key_of_all(self, way: bytes, summaries: Iterable[Summary]) -> str:
        digest = blake2b(way, digest_size=16)
        folders = gitfiles.find_folders(self.root)
        published = gitfiles.reference(folders, f"refs/heads/{self.settings.published}") if folders else ""
        digest.update(f"{self.catalog.standing}\0{published}\0".encode())
        # Findings name lines of playbook.toml, which the settings do not tell.
        digest.update(read_regular(self.root / SETTINGS_FILE, _LARGEST_SETTINGS) or b"")
        for one in summaries:
            digest.update(f"{one.blob}\0{one.path}\0".encode())
        return digest.hexdigest()


def _decoded(file: Path, type_: type[Thing]) -> Thing | None:
    data = throwaway.kept(file)
    if data is None:
        return None
    try:
        return msgspec.msgpack.decode(data, type=type_)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None


def below(path: str, wanted: Sequence[str]) -> bool:
    """Say whether a path is one of `wanted`, or lies in a folder that is."""
    return any(path == one or one in ("", ".") or path.startswith(f"{one.rstrip('/')}/") for one in wanted)
