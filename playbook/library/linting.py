"""Linting a working tree: each page is looked at once per text and day, the rest is comparing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from playbook.library import throwaway
from playbook.library.settings_reading import SETTINGS_FILE
from playbook.plays.lint.run import RULES_VERSION, Report, report
from playbook.plays.lint.surface import Surface
from playbook.progress import Progress

if TYPE_CHECKING:
    from playbook.library.catalog import Catalog
    from playbook.library.repository import Repository
    from playbook.plays.lint.context import Context
    from playbook.plays.model import Page, Summary
    from playbook.plays.settings_model import Settings

_Kept = dict[str, Surface]


class Linter:
    """Finds what is wrong with the pages of one working tree."""

    def __init__(
        self, root: Path, settings: Settings, catalog: Catalog, repository: Repository, cache: Path
    ) -> None:
        self.root, self.settings, self.catalog, self.repository = root, settings, catalog, repository
        self._file = cache / "lint" / blake2b(str(root).encode(), digest_size=12).hexdigest()

    def report(self, today: date, progress: Progress | None = None) -> Report:
        """Return everything that is found, with today's date for what grows old.

        Raises WasStoppedError where somebody stops it: the pages that were looked at by then need no second look.
        """
        return report(*self.looked_at(today, progress), self._experiment_lines())

    def looked_at(self, today: date, progress: Progress | None = None) -> tuple[list[Surface], Context]:
        """Return what is known of every page, in the catalog's order, and what it was looked at with."""
        from playbook.plays.lint.context import Context

        summaries = self.catalog.summaries()
        published = self._published(summaries)
        kept = self._load()
        way = self._way(today)
        keys = {one.path: self._key(way, one, published.get(one.path, "")) for one in summaries}
        surfaces = {path: kept[key] for path, key in keys.items() if key in kept}
        missing = [one for one in summaries if one.path not in surfaces]
        files = frozenset((*self.repository.tracked(), *self.repository.untracked()))
        context = Context(self.settings, today, files)
        if missing:
            before = {
                one.path: self._read(published[one.path], one.path)
                for one in missing
                if one.path in published
            }
            context = replace(context, published=before)
            try:
                with (progress or Progress()).over("Checking", len(missing), "pages") as under_way:
                    for one in missing:
                        surfaces[one.path] = self._look_at(one, context)
                        under_way.step()
            finally:
                self._save({keys[path]: surface for path, surface in surfaces.items()})
        return [surfaces[one.path] for one in summaries], context

    def _look_at(self, summary: Summary, context: Context) -> Surface:
        from playbook.plays.lint.run import look_at

        entry = self.catalog.get(summary.id)
        return look_at(entry.page, entry.text, context)

    def _published(self, summaries: Iterable[Summary]) -> dict[str, str]:
        """Return path to published blob of the pages whose text is another one now."""
        commit = self.repository.resolve(f"refs/heads/{self.settings.published}") or self.repository.head()
        if not commit:
            return {}
        then = self.repository.committed(commit)
        return {one.path: then[one.path] for one in summaries if then.get(one.path, one.blob) != one.blob}

    def _read(self, blob: str, path: str) -> Page:
        from playbook.plays.parse import read_page

        headings = self.settings.vocabulary.reference_headings
        data = self.repository.read(blob)
        return read_page(data, path, reference_headings=headings, link_root=self.settings.link_root)

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
        """Return what findings depend on besides the page: the settings, the day, the rules."""
        from playbook.plays.parse import PARSER_VERSION

        digest = blake2b(msgspec.msgpack.encode(self.settings), digest_size=16)
        digest.update(f"{today.isoformat()} {RULES_VERSION} {PARSER_VERSION}".encode())
        return digest.digest()

    @staticmethod
    def _key(way: bytes, summary: Summary, published: str) -> str:
        digest = blake2b(way, digest_size=12)
        digest.update(f"{summary.blob}\0{published}\0{summary.path}".encode())
        return digest.hexdigest()

    def _load(self) -> _Kept:
        data = throwaway.kept(self._file)
        if data is None:
            return {}
        try:
            return msgspec.msgpack.decode(data, type=_Kept)
        except (msgspec.DecodeError, msgspec.ValidationError):
            return {}

    def _save(self, surfaces: _Kept) -> None:
        throwaway.keep(self._file, msgspec.msgpack.encode(surfaces))


def below(path: str, wanted: Sequence[str]) -> bool:
    """Say whether a path is one of `wanted`, or lies in a folder that is."""
    return any(path == one or one in ("", ".") or path.startswith(f"{one.rstrip('/')}/") for one in wanted)
